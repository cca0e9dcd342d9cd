"""Ways to look into resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.citing import citations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Citation

Element = dict[str, Any]


def elements(value: Any) -> Iterator[Element]:
    """Every object in a JSON value, the outer ones first."""
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from elements(child)


def resources(bundle: Element, resource_type: str = "") -> list[Element]:
    found = [entry["resource"] for entry in bundle["entry"]]
    return [each for each in found if resource_type in ("", each["resourceType"])]


def only(bundle: Element, resource_type: str) -> Element:
    (found,) = resources(bundle, resource_type)
    return found


def by_id(bundle: Element, resource_id: str) -> Element:
    (found,) = [each for each in resources(bundle) if each["id"] == resource_id]
    return found


def action(plan: Element, action_id: str) -> Element:
    (found,) = [each for each in elements(plan["action"]) if each.get("id") == action_id]
    return found


def days(action: Element) -> list[int]:
    return [
        part["valueInteger"]
        for each in action.get("extension", ())
        if each["url"].endswith("timing-daysOfCycle")
        for part in each["extension"]
    ]


def cited_elements(value: Any) -> Iterator[tuple[Element, tuple[Citation, ...]]]:
    """Elements that cite the source, `_value` companions included."""
    for found in elements(value):
        if cited := citations(found):
            yield found, cited


def words_of(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from words_of(child)
