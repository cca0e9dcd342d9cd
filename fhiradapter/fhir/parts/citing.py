"""Where an element stands in the source: the extension `derivation-reference`, written and read.

https://hl7.org/fhir/extensions/StructureDefinition-derivation-reference.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.elements import Element, extension
from fhiradapter.prose import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DERIVATION_REFERENCE = "http://hl7.org/fhir/StructureDefinition/derivation-reference"


def derivation_reference(citation: Citation, document: str) -> Element:
    """The extension that cites a run of characters of a DocumentReference (`document` is its relative reference)."""
    path = [extension("path", valueString=citation.path)] if citation.path else []
    return {
        "url": DERIVATION_REFERENCE,
        "extension": [
            extension("reference", valueReference={"reference": document}),
            *path,
            extension("offset", valueInteger=citation.offset),
            extension("length", valueInteger=citation.length),
        ],
    }


def citations(element: Mapping[str, Any] | None) -> tuple[Citation, ...]:
    """What an element cites."""
    extensions: Iterable[Element] = (element or {}).get("extension", ())
    return tuple(_citation(each) for each in extensions if each.get("url") == DERIVATION_REFERENCE)


def _citation(found: Element) -> Citation:
    parts = {part["url"]: part for part in found.get("extension", ())}
    return Citation(
        offset=parts.get("offset", {}).get("valueInteger", 0),
        length=parts.get("length", {}).get("valueInteger", 0),
        path=parts.get("path", {}).get("valueString", ""),
    )
