"""Group: who the trial is meant for, as far as the source says. https://hl7.org/fhir/R4/group.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, concept, element
from fhiradapter.fhir.parts.header import head, identifier
from fhiradapter.fhir.parts.phrases import listed

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.trial.eligibility import Characteristic


def population(brief: Brief) -> Element:
    """The intended population. No number of people: a phrase such as "20 to 32" is no quantity."""
    group_id = population_id(brief)
    title = "Intended population (as far as the source states it)"
    return element(
        **head(brief, "Group", group_id, title, _rows(brief)),
        identifier=[identifier(brief, "artifact", group_id)],
        type="person",
        **brief.release.definitional_group,
        name=title,
        characteristic=[*_conditions(brief), *(_characteristic(brief, each) for each in brief.trial.population)],
    )


def population_id(brief: Brief) -> str:
    """The id of the Group."""
    return f"{brief.study_id}-population"


def _conditions(brief: Brief) -> list[Element]:
    """One characteristic for all conditions: members share every characteristic, and have any of the conditions."""
    conditions = brief.trial.conditions
    if not conditions:
        return []
    words = listed((condition.value for condition in conditions), "or")
    return [
        element(
            code=concept(None, "Condition"),
            valueCodeableConcept=concept(None, words, brief.cite(*conditions)),
            exclude=False,
        )
    ]


def _characteristic(brief: Brief, found: Characteristic) -> Element:
    value = found.value
    return element(
        extension=brief.cite(found.statement),
        code=concept(None, found.code),
        valueCodeableConcept=brief.wording(value) if value else None,
        valueBoolean=None if value else True,
        exclude=found.exclude,
    )


def _rows(brief: Brief) -> list[tuple[str, str]]:
    conditions = listed((condition.value for condition in brief.trial.conditions), "or")
    traits = [
        (f"Not: {each.code}" if each.exclude else each.code, each.value.value if each.value else "yes")
        for each in brief.trial.population
    ]
    return [("Condition", conditions), *traits]
