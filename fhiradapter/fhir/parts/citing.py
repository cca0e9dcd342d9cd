"""Where an element stands in the source: the extension `derivation-reference`, written and read.

https://hl7.org/fhir/extensions/StructureDefinition-derivation-reference.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.prose import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fhiradapter.fhir.parts.elements import Element

DERIVATION_REFERENCE = "http://hl7.org/fhir/StructureDefinition/derivation-reference"


def cited_document(reference: str) -> Element:
    """The part of a citation that names the DocumentReference; all citations of it share this one."""
    return {"url": "reference", "valueReference": {"reference": reference}}


def derivation_reference(citation: Citation, document: Element) -> Element:
    """The extension that cites a run of characters of a document (a `cited_document`)."""
    path = [{"url": "path", "valueString": citation.path}] if citation.path else []
    offset = {"url": "offset", "valueInteger": citation.offset}
    length = {"url": "length", "valueInteger": citation.length}
    return {"url": DERIVATION_REFERENCE, "extension": [document, *path, offset, length]}


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
