"""What two bundles of one trial say of it, fact by fact, and where they differ although both speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fhir.walk import resources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROGRESS = "r5-ResearchStudy.progressStatus"
REGISTRATION = "researchStudy-studyRegistration"


def facts(bundle: dict[str, Any]) -> Mapping[str, Any]:
    """The facts of an R4 bundle by name; what it does not state is not among them."""
    (study,) = resources(bundle, "ResearchStudy")
    (group,) = resources(bundle, "Group")
    found = {
        "title": study.get("title"),
        "status": study.get("status"),
        "phase": study.get("phase", {}).get("text"),
        "purpose": study.get("primaryPurposeType", {}).get("text"),
        "why stopped": _plain(study.get("reasonStopped", {}).get("text", "")),
        "start": study.get("period", {}).get("start"),
        "end": study.get("period", {}).get("end"),
        "quantity": group.get("quantity"),
        "conditions": _texts(study, "condition"),
        "interventions": _texts(study, "focus"),
        **_labelled(study.get("category", ())),
        **_labelled(_values(study, "r5-ResearchStudy.classifier")),
        **dict(_state(study)),
        **dict(_registrations(study)),
        **dict(_characteristics(group)),
        **dict(_identifiers(study)),
    }
    return {name: value for name, value in found.items() if value}


def differences(one: dict[str, Any], other: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The facts that both state and state differently."""
    first, second = facts(one), facts(other)
    return {name: (first[name], second[name]) for name in first.keys() & second.keys() if first[name] != second[name]}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _texts(study: dict[str, Any], member: str) -> frozenset[str]:
    return frozenset(_plain(each["text"]) for each in study.get(member, ()))


def _values(study: dict[str, Any], name: str) -> list[Any]:
    return [
        next(value for key, value in each.items() if key.startswith("value"))
        for each in study.get("extension", ())
        if each["url"].endswith(f"/{name}")
    ]


def _parts(study: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    for each in study.get("extension", ()):
        if each["url"].endswith(f"/{name}"):
            yield {
                part["url"]: next((value for key, value in part.items() if key.startswith("value")), None)
                for part in each["extension"]
            }


def _labelled(concepts: Any) -> dict[str, frozenset[str]]:
    """`Allocation: RANDOMIZED` by its label."""
    found: dict[str, set[str]] = {}
    for each in concepts:
        label, _, value = each["text"].partition(": ")
        found.setdefault(label, set()).add(_plain(value))
    return {label: frozenset(values) for label, values in found.items()}


def _state(study: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for parts in _parts(study, PROGRESS):
        if "period" not in parts and not parts["state"]["text"].startswith("Last known"):
            yield "state", parts["state"]["text"]


def _registrations(study: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for parts in _parts(study, REGISTRATION):
        yield parts["activity"]["text"], parts["period"].get("end")


def _characteristics(group: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for each in group.get("characteristic", ()):
        value = each.get("valueRange")
        if value:
            yield (
                "age",
                tuple((end, str(value[end]["value"]), value[end]["code"]) for end in ("low", "high") if end in value),
            )
        elif each["code"].get("text") == "Sex":
            yield "sex", each["valueCodeableConcept"]["text"]


def _identifiers(study: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for each in study["identifier"]:
        if each.get("use") == "official":
            yield "registry number", each["value"]
