"""Which paragraphs of a description tell of the treatment."""

from __future__ import annotations

from fhiradapter.prose import Prose
from fhiradapter.sources.description.sections import sections


def treatment(*paragraphs: str) -> list[str]:
    return [each.text for each in sections([Prose.verbatim(text) for text in paragraphs]).treatment]


def test_what_stands_before_the_outline_is_aside() -> None:
    assert treatment("The drug is new.", "OUTLINE:", "Patients receive A.") == ["OUTLINE:", "Patients receive A."]


def test_an_outline_of_a_group_is_one_and_a_second_one_goes_on() -> None:
    told = ["OUTLINE (STANDARD RISK):", "Patients receive A.", "OUTLINE: GROUP 2", "Patients receive B."]
    assert treatment("The drug is new.", *told) == told
