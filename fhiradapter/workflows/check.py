"""check: are FHIR resources well formed, and what could a source not say?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter import json_codec
from fhiradapter.errors import SourceError
from fhiradapter.validation.structure import check_structure
from fhiradapter.workflows.convert import convert

if TYPE_CHECKING:
    from fhiradapter.issues import Issue
    from fhiradapter.workflows.convert import Reading
    from fhiradapter.workflows.inputs import Input


@dataclass(frozen=True, slots=True)
class Checked:
    """One input that was checked: how many resources it holds or becomes, and what was found."""

    name: str
    resources: int
    issues: tuple[Issue, ...]


def check(given: Input, reading: Reading) -> Checked:
    """Checks a FHIR resource or bundle, or converts a source in memory and checks what it becomes.

    Raises SourceError for what cannot be read at all.
    """
    resource = fhir_json(given)
    if resource is not None:
        findings = check_structure(resource, reading.version.name, given.name)
        return Checked(given.name, _size(resource), findings)
    conversion = convert(given.content, name=given.name, reading=reading)
    findings = check_structure(conversion.bundle, reading.version.name, given.name)
    return Checked(given.name, _size(conversion.bundle), conversion.issues + findings)


def fhir_json(given: Input) -> dict[str, Any] | None:
    """The FHIR resource of an input, None when it is no JSON object. Raises SourceError for JSON that is broken."""
    if not given.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        value = json_codec.decode(given.content.removeprefix(b"\xef\xbb\xbf"))
    except json_codec.NotJson as error:
        raise SourceError(f"{given.name}: broken JSON: {error}", remedy="Is the file whole? Write it again.") from error
    if not isinstance(value.get("resourceType"), str):
        raise SourceError(
            f"{given.name}: JSON without resourceType, so no FHIR resource",
            remedy="Give a FHIR resource or bundle, or the text of a trial.",
        )
    return dict(value)


def _size(resource: dict[str, Any]) -> int:
    entries = resource.get("entry")
    return len(entries) if resource["resourceType"] == "Bundle" and isinstance(entries, list) else 1
