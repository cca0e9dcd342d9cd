"""Arms and interventions: NCI lists each intervention in each arm anew, v2 once with the arms that have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.prose import Stated
from fhiradapter.sources.formats.nci_cts.fields import coded_word, filled, first, is_own

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.sources.record import Node

_NO_ARM = frozenset({"arm not specified", "study does not have any arms"})
"""What NCI writes in place of an arm, to hang the interventions on."""


def arms(trial: Node) -> dict[str, Any]:
    """The arms, and each intervention once, whatever number of arms lists it."""
    groups: list[dict[str, Any]] = []
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for arm in trial.each("arms"):
        label = first(arm, "arm_name", "name")
        if label and label.value.strip().lower() in _NO_ARM:
            label = None
        else:
            groups.append(
                filled(
                    {
                        "label": label,
                        "type": coded_word(arm, "arm_type", "armGroupType") or coded_word(arm, "type", "armGroupType"),
                        "description": first(arm, "arm_description", "description"),
                    }
                )
            )
        for each in filter(is_own, arm.each("interventions")):
            _add(found, _intervention(each, label))
    return filled({"armGroups": list(filter(None, groups)), "interventions": list(found.values())})


def _intervention(node: Node, label: Stated[str] | None) -> dict[str, Any]:
    kind = coded_word(node, "intervention_type", "interventionType") or coded_word(node, "type", "interventionType")
    return filled(
        {
            "type": kind,
            "name": first(node, "intervention_name", "name"),
            "description": first(node, "intervention_description", "description"),
            "armGroupLabels": [label] if label else [],
            "otherNames": list(node.texts("synonyms")),
            "nciThesaurusId": first(node, "intervention_code", "nci_thesaurus_concept_id"),
        }
    )


def _add(found: dict[tuple[str, str], dict[str, Any]], intervention: dict[str, Any]) -> None:
    """Another mention of an intervention: its labels are new, its words are cited once more."""
    if "name" not in intervention:
        return
    key = (intervention["name"].value, intervention["type"].value if "type" in intervention else "")
    known = found.setdefault(key, {})
    for name, value in intervention.items():
        if isinstance(value, list):
            known[name] = _once([*known.get(name, []), *value])
        else:
            known[name] = _once([known[name], value])[0] if name in known else value


def _once(facts: Iterable[Stated[str]]) -> list[Stated[str]]:
    """Each value once, cited wherever it stands."""
    known: dict[str, Stated[str]] = {}
    for fact in facts:
        before = known.get(fact.words)
        known[fact.words] = (
            Stated(before.value, before.words, tuple(dict.fromkeys(before.citations + fact.citations)))
            if before
            else fact
        )
    return list(known.values())
