"""How many people take part. https://hl7.org/fhir/R5/researchstudy-definitions.html#ResearchStudy.recruitment

A number is a target or a count of people only where the registry says which of the two; a phrase is no number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.study.design import note
from fhiradapter.fhir.study.words import spelt, with_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.study.words import Row
    from fhiradapter.prose import Stated
    from fhiradapter.trial.study import Enrollment

_NUMBERS = {"ESTIMATED": "targetNumber", "ACTUAL": "actualNumber"}
_GREATEST = 2_147_483_647  # https://hl7.org/fhir/R4/datatypes.html#unsignedInt


def numbers(brief: Brief) -> dict[str, Stated[int]]:
    """`targetNumber` or `actualNumber`, as far as a number and its type are stated."""
    enrollment = brief.trial.enrollment
    name = _number_name(enrollment) if enrollment else ""
    return {name: enrollment.count} if enrollment and enrollment.count and name else {}


def _number_name(enrollment: Enrollment) -> str:
    possible = enrollment.count is not None and 0 <= enrollment.count.value <= _GREATEST
    return _NUMBERS.get(enrollment.type.value, "") if possible and enrollment.type else ""


def type_cited(brief: Brief) -> tuple[Element, ...]:
    """Where the type of the number is stated."""
    enrollment = brief.trial.enrollment
    return brief.cite(enrollment.type) if enrollment and numbers(brief) else ()


def enrollment_notes(brief: Brief) -> list[Element]:
    """The enrolment as it was said, where it is no number of a known kind: "20 to 32 people"."""
    return list(_told(brief))


def _told(brief: Brief) -> Iterator[Element]:
    enrollment = brief.trial.enrollment
    if enrollment and enrollment.phrase:
        text = f'Expected enrollment, as stated: "{enrollment.phrase.value}"'
        yield note(brief, text, enrollment.phrase)
    if enrollment and (enrollment.count or enrollment.type) and not numbers(brief):
        yield note(brief, f"Enrollment: {_number_words(enrollment)}", enrollment.count, enrollment.type)


def _number_words(enrollment: Enrollment) -> str:
    return with_type(spelt(enrollment.count), enrollment.type)


def enrollment_rows(brief: Brief) -> list[Row]:
    """How many, in the words of the source."""
    enrollment = brief.trial.enrollment
    if enrollment is None:
        return []
    return [("Expected enrollment", spelt(enrollment.phrase)), ("Enrollment", _number_words(enrollment))]
