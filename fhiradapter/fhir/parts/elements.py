"""FHIR elements as plain dicts, without empty members, in the order in which they are written.

https://hl7.org/fhir/R4/json.html; an element without content is invalid (ele-1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter import json_codec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.terminology.tables import Coding

Element = dict[str, Any]

DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


@dataclass(frozen=True, slots=True)
class Primitive:
    """A primitive value with extensions: `title` is written with its companion `_title`.

    https://hl7.org/fhir/R4/json.html#primitive
    """

    value: Any
    extension: tuple[Element, ...] = ()


def element(**members: Any) -> Element:
    """An element (or resource) of these members; those without content are left out."""
    written: Element = {}
    for name, content in members.items():
        if isinstance(content, Primitive):
            if content.value or content.value == 0:
                written[name] = content.value
            if content.extension:
                written[f"_{name}"] = {"extension": list(content.extension)}
        # a zero and a no are content
        elif content or content == 0:
            written[name] = list(content) if isinstance(content, tuple) else content
    return written


def extension(url: str, **value: Any) -> Element:
    """An extension with one `value[x]`. https://hl7.org/fhir/R4/extensibility.html"""
    return {"url": url, **value}


def absent(reason: str) -> Element:
    """Why a value is not there. https://hl7.org/fhir/R4/extension-data-absent-reason.html"""
    return extension(DATA_ABSENT_REASON, valueCode=reason)


def coded(coding: Coding | None) -> Element | None:
    """A Coding. https://hl7.org/fhir/R4/datatypes.html#Coding"""
    if coding is None:
        return None
    written = {"system": coding.system, "code": coding.code, "display": coding.display}
    return written if coding.system and coding.display else element(**written)


def concept(coding: Coding | None = None, text: str = "", cited: Sequence[Element] = ()) -> Element:
    """A CodeableConcept. https://hl7.org/fhir/R4/datatypes.html#CodeableConcept"""
    written: Element = {"extension": [*cited]} if cited else {}
    if coding:
        written["coding"] = [coded(coding)]
    if text:
        written["text"] = text
    return written


def reference(resource: Element) -> Element:
    """A relative reference to a resource of the same bundle. https://hl7.org/fhir/R4/references.html"""
    return {"reference": f"{resource['resourceType']}/{resource['id']}"}


def canonical_json(value: Any) -> bytes:
    """The bytes of an element, however its members are ordered."""
    return json_codec.encode_sorted(value)
