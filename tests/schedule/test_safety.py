"""What must not be said, or must not be lost: each sentence once read as something that would have hurt a patient."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading, said


def test_daily_every_other_week_is_neither_daily_nor_fortnightly() -> None:
    found = reading("Patients receive imatinib 400 mg orally daily every other week.")
    assert "times" not in said(found.whole.administrations[0])
    assert found.issues


def test_five_days_a_week_is_said_of_once_daily() -> None:
    found = reading("Patients receive imatinib orally once daily 5 days a week.")
    assert said(found.whole.administrations[0])["times"] == "5/1wk"


def test_each_kind_of_patients_keeps_its_treatment() -> None:
    found = reading("Women receive imatinib 400 mg daily. Men receive imatinib 400 mg daily.")
    assert {said(each)["if"] for each in found.whole.administrations} == {"Women", "Men"}


def test_cycles_of_two_lengths_are_not_mixed() -> None:
    found = reading(
        "Patients receive cisplatin IV on day 1 every 21 days. Treatment repeats every 28 days for 6 courses."
    )
    (stage,) = found.whole.stages
    assert stage.cycle is not None
    assert stage.cycle.length.value.days() == 21
    assert stage.cycle.count is None
    assert found.issues


def test_a_part_in_some_cycles_is_given_in_these() -> None:
    found = reading("Induction (cycles 1-4):", "Patients receive cisplatin IV on day 1.")
    assert said(found.whole.administrations[0])["cycles"] == (1, 4)


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients receive cisplatin 75 mg/m2 IV on day 1 until DLT.",
        "Patients receive study treatment for 6 months at a dose of 600 mg twice daily on days 1-5.",
    ],
)
def test_a_schedule_among_other_words_is_told(sentence: str) -> None:
    found = reading(sentence)
    assert found.issues or found.whole.administrations


def test_long_words_take_no_time() -> None:
    assert reading("a" * 4000 + "1 stem cells are given on day 0.") is not None
