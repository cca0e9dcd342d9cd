"""A sentence on several arms: each clause is about its own."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Group 1 receives cisplatin IV; group 2 receives carboplatin IV.",
            {"group 1": ["cisplatin"], "group 2": ["carboplatin"]},
        ),
        (
            "Patients in arm A receive cisplatin IV, while patients in arm B receive carboplatin IV.",
            {"arm a": ["cisplatin"], "arm b": ["carboplatin"]},
        ),
        (
            "Patients in arms I and II receive cisplatin IV and patients in arm II also receive carboplatin IV.",
            {"arm 1": ["cisplatin"], "arm 2": ["cisplatin", "carboplatin"]},
        ),
        (
            "Patients receive cisplatin IV in arm A and carboplatin IV in arm B.",
            {"arm a": ["cisplatin"], "arm b": ["carboplatin"]},
        ),
        (
            "Subjects receive cisplatin IV at the dose of their cohort (cohort 1: 120 mg, cohort 2: 240 mg).",
            {},
        ),
    ],
)
def test_each_clause_is_about_its_own_arm(text: str, expected: dict[str, list[str]]) -> None:
    found = {arm: [each.drug.value for each in told.administrations] for arm, told in reading(text).arms.items()}
    assert {arm: drugs for arm, drugs in found.items() if drugs} == expected


def test_a_dose_of_another_arm_is_that_of_this_arm_alone() -> None:
    found = reading("Patients receive cisplatin 50 mg/m2 IV in arm A and 75 mg/m2 in arm B.").arms
    cisplatin = {"drug": "cisplatin", "route": "intravenous"}
    assert [said(each) for each in found["arm a"].administrations] == [{**cisplatin, "dose": ["50 mg/m2"]}]
    assert [said(each) for each in found["arm b"].administrations] == [{**cisplatin, "dose": ["75 mg/m2"]}]
    assert set(found) == {"arm a", "arm b"}


def test_short_names_each_with_its_route() -> None:
    given = reading("Patients receive MTX IT, doxorubicin IV and cytarabine IT on day 1.").whole.administrations
    assert [said(each)["route"] for each in given] == ["intrathecal", "intravenous", "intrathecal"]


def test_the_route_of_a_therapy_is_that_of_all_that_it_comprises() -> None:
    text = (
        "Patients receive intrathecal therapy comprising methotrexate, hydrocortisone, and cytarabine on days 1 and 5."
    )
    assert [said(each)["route"] for each in reading(text).whole.administrations] == ["intrathecal"] * 3


def test_a_short_name_may_stand_inside_of_a_name() -> None:
    (given,) = reading("Patients receive bone marrow (BM) infusion IV on day 0.").whole.administrations
    assert said(given) == {"drug": "bone marrow infusion", "route": "intravenous", "days": [0]}


def test_during_the_course_of_another_treatment_is_no_cycle() -> None:
    (given,) = reading("Patients receive paclitaxel weekly during the course of radiotherapy.").whole.administrations
    assert said(given) == {"drug": "paclitaxel", "times": "1/1wk"}
