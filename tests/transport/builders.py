"""Small resources and bundles for the tests of this room."""

from __future__ import annotations

from typing import Any


def study(id_: str, **elements: Any) -> dict[str, Any]:
    return {"resourceType": "ResearchStudy", "id": id_, "status": "active", **elements}


def put(resource: dict[str, Any], *, if_match: str = "") -> dict[str, Any]:
    reference = f"{resource['resourceType']}/{resource['id']}"
    request = {"method": "PUT", "url": reference, **({"ifMatch": if_match} if if_match else {})}
    return {"resource": resource, "request": request}


def transaction(*entries: dict[str, Any]) -> dict[str, Any]:
    """A transaction of PUT entries; resources are wrapped."""
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [put(entry) if "resourceType" in entry else entry for entry in entries],
    }


def provenance(id_: str, target: str) -> dict[str, Any]:
    return {
        "resourceType": "Provenance",
        "id": id_,
        "target": [{"reference": target}],
        "recorded": "2026-01-01T00:00:00Z",
        "agent": [{"who": {"display": "the adapter"}}],
    }


def outcome(*diagnostics: str, severity: str = "error") -> dict[str, Any]:
    issues = [{"severity": severity, "code": "processing", "diagnostics": text} for text in diagnostics]
    return {"resourceType": "OperationOutcome", "issue": issues}


def searchset(*resources: dict[str, Any], next_link: str = "") -> dict[str, Any]:
    links = [{"relation": "next", "url": next_link}] if next_link else []
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "link": [{"relation": "self", "url": "https://fhir.example.org/fhir"}, *links],
        "entry": [{"resource": resource, "search": {"mode": "match"}} for resource in resources],
    }
