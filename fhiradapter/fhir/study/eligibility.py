"""What a registry keeps of eligibility in fields of their own, as characteristics of the Group: age, sex, and others.

Functions take the fields of https://clinicaltrials.gov/data-api/about-api/study-data-structure#EligibilityModule
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, concept, element
from fhiradapter.fhir.parts.phrases import unit_words
from fhiradapter.fhir.study.words import spelt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.trial.eligibility import Age, Eligibility

EVERYBODY = "ALL"
_LABELS = {
    "gender_based": "Gender-based eligibility",
    "gender_description": "Gender description",
    "healthy_volunteers": "Accepts healthy volunteers",
    "study_population": "Study population",
    "sampling_method": "Sampling method",
}
"""By field of Eligibility: the code of its characteristic, in words."""
_BOOLEANS = {"true": True, "false": False}


def characteristics(brief: Brief, stated: Eligibility) -> Iterator[Element]:
    """A characteristic per field; what restricts nothing (all sexes) is none."""
    for limits in _age_ranges(stated):
        yield element(
            code=brief.concept("characteristicCode", "Age", "Age"),
            valueRange=_range(brief, limits),
            exclude=False,
        )
    if stated.sex and stated.sex.value != EVERYBODY:
        sex = brief.concept("sex", stated.sex.value, stated.sex.value, brief.cite(stated.sex))
        yield element(code=concept(None, "Sex"), valueCodeableConcept=sex, exclude=False)
    for field, label in _LABELS.items():
        if fact := getattr(stated, field):
            yield _labelled(brief, label, fact)


def unrestricting(stated: Eligibility) -> Iterator[Stated[str]]:
    """Fields that make no characteristic."""
    if stated.sex and stated.sex.value == EVERYBODY:
        yield stated.sex


def is_reversed(stated: Eligibility) -> bool:
    """True when the lowest age is above the highest."""
    low, high = stated.minimum_age, stated.maximum_age
    return bool(low and high and low.value.unit == high.value.unit and low.value.value > high.value.value)


def rows(stated: Eligibility) -> Iterator[tuple[str, str]]:
    """The rows of the narrative."""
    yield "Minimum age", spelt(stated.minimum_age)
    yield "Maximum age", spelt(stated.maximum_age)
    yield "Sex", spelt(stated.sex)
    for field, label in _LABELS.items():
        yield label, spelt(getattr(stated, field))


def _age_ranges(stated: Eligibility) -> list[dict[str, Stated[Age]]]:
    """One range, or two where one would compare months with years or be the wrong way round (rng-2)."""
    ends = {"low": stated.minimum_age, "high": stated.maximum_age}
    limits = {end: limit for end, limit in ends.items() if limit}
    if len({limit.value.unit for limit in limits.values()}) > 1 or is_reversed(stated):
        return [{end: limit} for end, limit in limits.items()]
    return [limits] if limits else []


def _range(brief: Brief, limits: Mapping[str, Stated[Age]]) -> Element:
    """Both ends have the unit in the same words: HAPI R5 does not compare a `year` with `years` (rng-2)."""
    one = all(limit.value.value == 1 for limit in limits.values())
    return element(**{end: _quantity(brief, limit, one=one) for end, limit in limits.items()})


def _quantity(brief: Brief, limit: Stated[Age], *, one: bool) -> Element:
    age = limit.value
    return element(
        extension=brief.cite(limit),
        value=age.value,
        unit=unit_words(brief.tables, age.unit, one=one),
        system=brief.tables.system("ucum", brief.release.column),
        code=age.unit,
    )


def _labelled(brief: Brief, label: str, fact: Stated[str]) -> Element:
    code = concept(None, label)
    if fact.value in _BOOLEANS:
        return element(extension=brief.cite(fact), code=code, valueBoolean=_BOOLEANS[fact.value], exclude=False)
    return element(code=code, valueCodeableConcept=brief.wording(fact), exclude=False)
