"""How long the cycles are of all that stands under a heading that says so."""

from __future__ import annotations

import pytest

from tests.schedule.test_copying import timed
from tests.schedule.words import reading


@pytest.mark.parametrize(
    "heading",
    [
        "MAINTENANCE THERAPY (each course lasts 28 days):",
        "Maintenance (28-day cycles):",
        "Maintenance therapy (each cycle is 28 days):",
        "Maintenance, 28-day courses:",
    ],
)
def test_a_heading_gives_the_length_of_the_courses_under_it(heading: str) -> None:
    found = reading(
        f"{heading} COURSE M1: Patients receive cisplatin IV on day 1. COURSE M2: Patients receive etoposide PO on "
        "days 1-3. Treatment continues in the absence of disease progression.",
    )
    assert [each["every"] for each in timed(found.whole)] == [28, 28]


def test_the_length_of_a_part_outlasts_its_arms_and_ends_with_it() -> None:
    found = reading(
        "INDUCTION (21-day courses):",
        "Arm I: Patients receive cisplatin IV on day 1.",
        "Arm II: Patients receive cisplatin IV on day 8.",
        "CONSOLIDATION: Patients receive etoposide IV on day 1.",
    )
    assert {arm: [each.get("every") for each in timed(regimen)] for arm, regimen in found.arms.items()} == {
        "arm 1": [21], "arm 2": [21, None]
    }  # fmt: skip


def test_the_length_of_an_arm_is_that_of_no_other() -> None:
    found = reading(
        "Arm I (21-day cycles): Patients receive cisplatin IV on day 1.",
        "Arm II: Patients receive cisplatin IV on day 8.",
    )
    assert {arm: [each.get("every") for each in timed(regimen)] for arm, regimen in found.arms.items()} == {
        "arm 1": [21], "arm 2": [None]
    }  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients receive cisplatin IV on day 35.",
        "Patients receive cisplatin IV on day -2.",
        "Patients receive cisplatin IV weekly for 6 weeks.",
        "Patients undergo radiotherapy on days 1-5.",
    ],
)
def test_what_has_a_clock_of_its_own_is_in_no_such_course(sentence: str) -> None:
    found = reading(f"MAINTENANCE (each course lasts 28 days): {sentence}")
    assert [each.get("every") for each in timed(found.whole)] == [None]
