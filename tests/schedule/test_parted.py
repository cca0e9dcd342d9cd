"""Days in one passage, and in another what is given on which of them."""

from __future__ import annotations

import pytest

from fhiradapter.prose import Prose
from fhiradapter.schedule.passages.entries import Origin
from fhiradapter.schedule.reader import Reading, read
from fhiradapter.schedule.text.heard import Text
from tests.schedule.words import LEXICON, said


def _read(detail: str, arm: str, labels: tuple[str, ...] = ("Treatment",)) -> Reading:
    texts = [
        Text(paragraphs=(Prose.verbatim(detail, 0),)),
        Text(paragraphs=(Prose.verbatim(arm, len(detail) + 1),), origin=Origin.ARM, arms=(labels[0],)),
    ]
    return read(texts, labels, LEXICON, LEXICON.names, {})


def test_each_day_has_its_dose() -> None:
    found = _read(
        "Patients receive alemtuzumab SC on days 3-5.",
        "3 mg alemtuzumab SC on day 3; 10 mg alemtuzumab SC on day 4; 30 mg alemtuzumab SC on day 5.",
    )
    assert not found.issues
    assert [said(each) for each in found.arms["Treatment"].administrations] == [
        {"drug": "alemtuzumab", "dose": ["3 mg"], "route": "subcutaneous", "days": [3]},
        {"drug": "alemtuzumab", "dose": ["10 mg"], "route": "subcutaneous", "days": [4]},
        {"drug": "alemtuzumab", "dose": ["30 mg"], "route": "subcutaneous", "days": [5]},
    ]
    assert not found.whole.administrations


@pytest.mark.parametrize(
    "arm",
    [
        "3 mg alemtuzumab SC on day 3; 10 mg alemtuzumab SC on day 4.",
        "3 mg alemtuzumab SC on day 3; 10 mg alemtuzumab IV on day 4; 30 mg alemtuzumab SC on day 5.",
    ],
)
def test_days_without_a_dose_are_no_reason_to_part_them(arm: str) -> None:
    found = _read("Patients receive alemtuzumab SC on days 3-5.", arm)
    whole = [*found.whole.administrations, *found.arms["Treatment"].administrations]
    assert any(each.days and each.days.value == (3, 4, 5) and not each.doses for each in whole)
    assert found.issues


def test_what_one_arm_receives_is_said_of_no_other() -> None:
    found = _read(
        "Arm I: Patients receive alemtuzumab SC on days 3-5. Arm II: Patients receive alemtuzumab SC on days 3-5.",
        "3 mg alemtuzumab SC on day 3; 10 mg alemtuzumab SC on day 4; 30 mg alemtuzumab SC on day 5.",
        ("Arm I", "Arm II"),
    )
    assert all(not each.doses for each in found.arms["Arm II"].administrations)
