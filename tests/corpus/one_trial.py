"""What two bundles of one trial say of it, fact by fact, and where they differ although both speak."""

from __future__ import annotations

import re
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
        **dict(_arms(study)),
        **dict(_outcomes(study)),
        **dict(_parties(study)),
        **dict(_sites(study)),
        **dict(_criteria(group)),
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


def _arms(study: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for each in study.get("arm", ()):
        yield f"arm {_plain(each['name'])}", (each.get("type", {}).get("text"), _plain(each.get("description", "")))


def _outcomes(study: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """By their names: a row has the measure, its description and its time frame in one."""
    for parts in _parts(study, "r5-ResearchStudy.outcomeMeasure"):
        name = _plain(parts["name"])
        yield f"kind of outcome {name}", _kind(parts.get("type") or {})
        frame = re.search(r"Time frame: (.*)", parts.get("description") or "")
        yield f"time frame of {name}", _plain(frame[1]) if frame else ""


def _parties(study: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Sponsors and collaborators; people come with contacts, which no list has."""
    for parts in _parts(study, "r5-ResearchStudy.associatedParty"):
        if "Organization/" in str(parts.get("party")):
            yield f"party {_plain(parts['name'])} as {parts['role'].get('text')}", True


def _sites(study: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for each in study.get("site", ()):
        states = [
            found["valueCodeableConcept"]["text"] for found in each.get("extension", ()) if "Status" in found["url"]
        ]
        yield f"state of site {_plain(each.get('display', ''))}", frozenset(states)


def _criteria(group: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for kind, exclude in (("inclusion", False), ("exclusion", True)):
        found = [each for each in group.get("characteristic", ()) if each["exclude"] is exclude]
        texts = [
            _plain(each.get("valueCodeableConcept", {}).get("text", ""))
            for each in found
            if "criteri" in str(each["code"]).lower()
        ]
        yield f"{kind} criteria", tuple(texts)


def _kind(concept: dict[str, Any]) -> str:
    codes = [coding["code"] for coding in concept.get("coding", ())]
    return str(codes[0] if codes else concept.get("text", ""))
