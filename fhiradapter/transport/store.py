"""What a FHIR store can do: the one interface of a server and a folder.

https://hl7.org/fhir/R4/http.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from fhiradapter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

Resource = dict[str, Any]

# https://hl7.org/fhir/R4/datatypes.html#id allows "." and ".." too, which would be steps in a path
_REFERENCE = re.compile(r"([A-Z][A-Za-z]{1,63})/(?!\.{1,2}\Z)([A-Za-z0-9\-.]{1,64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One resource after a transaction: `Type/id`, HTTP status (201 created, 200 updated or unchanged), version."""

    reference: str
    status: int
    version: str


class Store(Protocol):
    """Where resources are kept.

    Every method raises UsageError for a malformed reference. A server raises Unreachable and Refused; a folder raises
    Refused(412) for a stale `ifMatch`, and UsageError for files and folders that cannot be used.
    """

    @property
    def name(self) -> str:
        """What to call the store in messages: a URL or a path, never with a user or a password."""
        ...

    def release(self) -> str:
        """`R4` or `R5`; empty when the store takes any release."""
        ...

    def read(self, references: Iterable[str]) -> dict[str, Resource]:
        """The present content of each `Type/id`; what does not exist, or was deleted, is absent from the answer."""
        ...

    def referring(self, resource_type: str, parameter: str, reference: str) -> list[Resource]:
        """Resources of one type that point at `reference`: `referring("Provenance", "target", "ResearchStudy/x")`."""
        ...

    def find_canonical(self, resource_type: str, url: str) -> list[Resource]:
        """Resources of one type with this canonical URL, in whatever version."""
        ...

    def transact(self, bundle: Resource) -> list[Written]:
        """Write a transaction of PUTs, all of it or nothing; the answers are in the order of the entries.

        Raises UsageError for a bundle that is anything else. An entry with `request.ifMatch` is written only when the
        stored version is still that one, otherwise Refused with status 409 (HAPI) or 412 (the specification).
        """
        ...


def split_reference(reference: str) -> tuple[str, str]:
    """`Type/id` as its two parts.

    Raises UsageError for anything else, so that neither part can reach out of a folder or of a base URL.
    """
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise UsageError(
            f"not a reference to a resource: {reference!r}",
            remedy="Expected Type/id; an id is 1 to 64 letters, digits, dots and hyphens.",
        )
    return match[1], match[2]


def reference_of(resource: Resource) -> str:
    """`Type/id` of a resource. Raises UsageError when it has none that could be used."""
    reference = f"{resource.get('resourceType', '')}/{resource.get('id', '')}"
    split_reference(reference)
    return reference
