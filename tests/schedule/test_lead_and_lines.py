"""What stands before a sentence, lines that were joined, and names that are made of others."""

from __future__ import annotations

import pytest

from fhiradapter.schedule import listed
from fhiradapter.schedule.names import key_of
from fhiradapter.schedule.reader import read
from tests.schedule.test_texts import detail, intervention
from tests.schedule.words import LEXICON, reading, regimen, said

METFORMIN = {"drug": "metformin", "dose": ["400 mg"], "times": "2/1d"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For 12 weeks, patients receive oral metformin twice daily.", ["12 wk"]),
        ("For 5 days, patients receive metformin daily, followed by cisplatin IV for 3 days.", ["5 d", "3 d"]),
        ("For 2 hours, patients receive cisplatin IV.", [None]),
        ("For 3 days, patients will be admitted to the hospital to receive cisplatin IV.", [None]),
    ],
)
def test_how_long_before_who_receives_is_said_of_what_is_given(text: str, expected: list[str | None]) -> None:
    assert [said(each).get("for") for each in reading(text).whole.administrations] == expected


def test_days_with_a_colon_were_the_heading_of_a_line() -> None:
    text = "Days 1 to 7: metformin 400 mg BID Days 8 to 14: metformin 400 mg BID PLUS cisplatin 5 mg once daily"
    found = [said(each) for each in regimen(text).administrations]
    first, second = list(range(1, 8)), list(range(8, 15))
    cisplatin = {"drug": "cisplatin", "dose": ["5 mg"], "times": "1/1d", "days": second}
    assert found == [{**METFORMIN, "days": first}, {**METFORMIN, "days": second}, cisplatin]


def test_what_is_derived_is_given_and_not_what_it_is_derived_from() -> None:
    assert [
        each.drug.value for each in reading("Patients receive cisplatin derivative IV.").whole.administrations
    ] == []
    (given,) = regimen("Patients receive cisplatin derivative carboplatin IV over 1 hour.").administrations
    assert said(given) == {"drug": "carboplatin", "route": "intravenous", "over": "1 h"}


def test_days_of_a_week_behind_the_dose_of_a_day() -> None:
    text = "Patients undergo radiotherapy 200 cGy per day, five days per week for approximately 6 weeks."
    (given,) = regimen(text).administrations
    assert said(given) == {"drug": "radiotherapy", "dose": ["200 cGy"], "times": "5/1wk", "for": "6 wk"}


def test_an_abbreviation_in_a_name_ends_no_sentence() -> None:
    (given,) = regimen("At St. Jude, patients receive cisplatin IV on day 1.").administrations
    assert said(given) == {"drug": "cisplatin", "route": "intravenous", "days": [1]}


def test_a_short_name_in_capitals_stands_in_capitals() -> None:
    assert key_of(LEXICON.names, "R-ICE") == "R-ICE"
    assert key_of(LEXICON.names, "rice") == ""


def test_two_placebos_of_a_record_are_two() -> None:
    known = listed.own(LEXICON.names, [("Placebo powder", ()), ("Placebo extract", ())])
    assert (key_of(known, "placebo powder"), key_of(known, "placebo")) == ("placebo powder", "placebo")
    known = listed.own(LEXICON.names, [("Placebo powder", ())])
    assert key_of(known, "placebo powder") == "" and key_of(known, "placebo") == "placebo"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("Given daily for 1-4 days", True), ("Given daily for 3 days", True), ("Given for 9 days", False)],
)
def test_days_say_how_long_and_another_length_contradicts_them(given: str, kept: bool) -> None:
    texts = [detail("Patients receive cisplatin IV on days -3 to -1."), intervention("cisplatin", given)]
    found = read(texts, [], LEXICON, LEXICON.names, {})
    (entry,) = found.whole.administrations
    told = {"drug": "cisplatin", "route": "intravenous", "days": [-3, -2, -1]}
    assert said(entry) == {**told, **({"times": "1/1d"} if kept else {})}
    assert [issue.rule for issue in found.issues] == ([] if kept else ["contradiction"])
