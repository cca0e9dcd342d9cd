"""Resources that were read back: how to find one from another, and what words of the source an element cites."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from fhiradapter.fhir.parts.citing import citations
from fhiradapter.prose import Stated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.parts.release import Release
    from fhiradapter.terminology.tables import Tables

T = TypeVar("T")


@dataclass(frozen=True)
class Archive:
    """Resources of one release."""

    resources: Sequence[Element]
    tables: Tables
    release: Release

    def of_type(self, resource_type: str) -> list[Element]:
        """All resources of a type."""
        return [each for each in self.resources if each.get("resourceType") == resource_type]

    def definition(self, action: Element) -> Element | None:
        """The ActivityDefinition that an action points at; the version behind `|` is what was pushed with it."""
        canonical = action.get("definitionCanonical", "").partition("|")[0]
        return self._definitions.get(canonical)

    @cached_property
    def _definitions(self) -> Mapping[str, Element]:
        return {each["url"]: each for each in self.of_type("ActivityDefinition") if "url" in each}

    def stated(self, value: T, element: Element | None, words: str = "") -> Stated[T]:
        """A value with the citations of an element, and the words that it was written with or that it cites."""
        cited = citations(element)
        found = " ".join(" ".join(citation.cut(self._source).split()) for citation in cited if not citation.path)
        return Stated(value, words or found, cited)

    @cached_property
    def _source(self) -> str:
        """The text of the source, empty when the document is not among the resources."""
        attachments = [
            content.get("attachment", {}) for each in self.of_type("DocumentReference") for content in each["content"]
        ]
        data = next((attachment["data"] for attachment in attachments if "data" in attachment), "")
        try:
            return base64.b64decode(data, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return ""


def number(value: Any) -> Decimal:
    """A JSON number as a decimal with its digits."""
    return Decimal(str(value))
