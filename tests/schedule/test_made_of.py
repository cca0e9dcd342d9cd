"""What a regimen is made of is what is given, where brackets say it."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading


def given(*paragraphs: str) -> list[str]:
    return [each.drug.value for each in reading(*paragraphs).whole.administrations]


@pytest.mark.parametrize(
    ("sentence", "drugs"),
    [
        (
            "Patients receive BCNU, etoposide, cytarabine, and melphalan (BEAM)-conditioning regimen.",
            ["carmustine", "etoposide", "cytarabine", "melphalan"],
        ),
        (
            "Patients receive CHOP (cyclophosphamide, doxorubicin, vincristine and prednisone).",
            ["cyclophosphamide", "doxorubicin", "vincristine", "prednisone"],
        ),
        (
            "Patients receive R-CHOP chemotherapy (rituximab, cyclophosphamide, doxorubicin) every 21 days.",
            ["R-CHOP", "rituximab", "cyclophosphamide", "doxorubicin"],
        ),
    ],
)
def test_a_bracket_says_what_a_regimen_is_made_of(sentence: str, drugs: list[str]) -> None:
    assert sorted(given(sentence), key=str.lower) == sorted(drugs, key=str.lower)


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients were previously treated with CHOP (cyclophosphamide, doxorubicin, vincristine and prednisone).",
        "Patients receive R-ICE (rituximab and/or ofatumumab, ifosfamide) on day 1.",
        "Patients receive CHOP (cyclophosphamide).",
        "Patients receive placebo (cisplatin, carboplatin).",
    ],
)
def test_other_brackets_say_nothing_of_the_kind(sentence: str) -> None:
    assert not {"cyclophosphamide", "rituximab", "ifosfamide", "cisplatin", "carboplatin"} & set(given(sentence))


def test_a_regimen_that_a_treatment_is_with_is_given() -> None:
    sentence = "Treatment will be with BEAM chemotherapy (carmustine, etoposide, cytarabine, melphalan)."
    assert given(sentence) == ["carmustine", "etoposide", "cytarabine", "melphalan"]


def test_a_regimen_that_a_passage_takes_apart_is_not_given_beside_its_drugs() -> None:
    sentence = "Patients receive CHOP (cyclophosphamide 750 mg/m2 day 1, doxorubicin 50 mg/m2 day 1)."
    assert "CHOP" not in given(sentence)
