"""Group: who the trial is meant for, as far as the source says. https://hl7.org/fhir/R4/group.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, concept, element
from fhiradapter.fhir.parts.extensions import own_extensions
from fhiradapter.fhir.parts.header import head, identifier
from fhiradapter.fhir.parts.phrases import listed
from fhiradapter.fhir.study import criteria, eligibility
from fhiradapter.fhir.study.words import long_text, spelt
from fhiradapter.prose import Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.trial.eligibility import Characteristic, Eligibility

WHOLE_TEXT = "http://hl7.org/fhir/StructureDefinition/artifact-description"
_LARGEST_QUANTITY = 2**31 - 1
_TITLES = {"ACTUAL": "Intended population (actual enrolment)", "ESTIMATED": "Intended population (estimated enrolment)"}
_TITLE = "Intended population (as far as the source states it)"
_DESCRIPTION = {"r4": (), "r5": ("description",)}
"""By release: the element for the whole text, beside the extension that both have."""


def population(brief: Brief) -> Element:
    """The intended population. A phrase such as "20 to 32" is no quantity; a number is, expected or reached."""
    group_id = population_id(brief)
    enrollment = brief.trial.enrollment
    type_ = enrollment.type if enrollment else None
    title = _TITLES.get(type_.value if type_ else "", _TITLE)
    whole = long_text(brief, _whole_text(brief.trial.eligibility)) if brief.trial.eligibility else None
    return element(
        **head(brief, "Group", group_id, title, _rows(brief)),
        extension=[*own_extensions(brief, WHOLE_TEXT, whole.value if whole else ""), *brief.cite(*_homeless(brief))],
        identifier=[identifier(brief, "artifact", group_id)],
        type="person",
        **brief.release.definitional_group,
        name=Primitive(title, brief.cite(type_)),
        **dict.fromkeys(_DESCRIPTION[brief.release.column], whole),
        quantity=brief.primitive(enrollment.count) if enrollment and _fits(enrollment.count) else None,
        characteristic=[
            *_conditions(brief),
            *(_characteristic(brief, each) for each in brief.trial.population),
            *_of_eligibility(brief),
        ],
    )


def _whole_text(stated: Eligibility) -> Stated[str] | None:
    """The criteria; two fields of a registry that keeps the exclusion apart, one below the other."""
    fields = [each for each in (stated.criteria, stated.exclusion_criteria) if each]
    if len(fields) < 2:
        return next(iter(fields), None)
    citations = tuple(citation for each in fields for citation in each.citations)
    return Stated("\n\n".join(each.value for each in fields), citations=citations)


def population_id(brief: Brief) -> str:
    """The id of the Group."""
    return f"{brief.study_id}-population"


def _of_eligibility(brief: Brief) -> Iterator[Element]:
    stated = brief.trial.eligibility
    if stated:
        yield from eligibility.characteristics(brief, stated)
        yield from criteria.characteristics(brief, stated)


def _homeless(brief: Brief) -> Iterator[Stated[str] | Stated[int] | None]:
    """What no element of the Group can cite: the Group itself does."""
    stated, enrollment = brief.trial.eligibility, brief.trial.enrollment
    if enrollment and not _fits(enrollment.count):
        yield enrollment.count
    if stated:
        yield stated.criteria
        yield stated.exclusion_criteria
        yield from criteria.unassigned(stated)
        yield from eligibility.unrestricting(stated)


def _fits(count: Stated[int] | None) -> bool:
    """FHIR's unsignedInt holds 31 bits; registries hold jokers of eight nines and more."""
    return count is not None and 0 <= count.value <= _LARGEST_QUANTITY


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


def _rows(brief: Brief) -> Iterator[tuple[str, str]]:
    trial = brief.trial
    yield "Condition", listed((condition.value for condition in trial.conditions), "or")
    for each in trial.population:
        yield f"Not: {each.code}" if each.exclude else each.code, each.value.value if each.value else "yes"
    if trial.enrollment and trial.enrollment.count:
        type_ = spelt(trial.enrollment.type) or "expected or actual: not stated"
        yield "Number of people", f"{spelt(trial.enrollment.count)} ({type_})"
    if trial.eligibility:
        yield from eligibility.rows(trial.eligibility)
        yield from criteria.rows(trial.eligibility)
