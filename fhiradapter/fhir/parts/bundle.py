"""The transaction that writes a trial. https://hl7.org/fhir/R4/http.html#transaction"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.fhir.parts.elements import Element


_ORDER = (
    "StructureDefinition", "Device", "DocumentReference", "Organization", "Practitioner", "Location",
    "PractitionerRole", "Group", "Medication", "ActivityDefinition", "PlanDefinition", "ResearchStudy",
    "MedicationRequest", "Provenance",
)  # fmt: skip
"""What is referenced stands before what refers to it; only the study and its plan name each other."""


def transaction(base: str, resources: Iterable[Element]) -> Element:
    """One PUT per resource: writing the same trial again changes nothing.

    The order is that of references, then of ids, whatever order the resources come in: what was pulled back from a
    server makes the bundle that was pushed.
    """
    ordered = sorted(resources, key=_place)
    return {"resourceType": "Bundle", "type": "transaction", "entry": [_entry(base, each) for each in ordered]}


def _place(resource: Element) -> tuple[int, str, str]:
    kind = resource["resourceType"]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), kind, resource["id"])


def _entry(base: str, resource: Element) -> Element:
    url = f"{resource['resourceType']}/{resource['id']}"
    return {"fullUrl": f"{base}/{url}", "resource": resource, "request": {"method": "PUT", "url": url}}


def resources_of(bundle: Element) -> list[Element]:
    """The resources of any bundle: transaction, searchset, collection. What is none is passed over."""
    entries = bundle.get("entry")
    inside = (
        (entry.get("resource") for entry in entries if isinstance(entry, dict)) if isinstance(entries, list) else ()
    )
    return [each for each in inside if isinstance(each, dict) and isinstance(each.get("resourceType"), str)]
