"""What cannot be is told with its value and its place, and is not passed on."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading, said

IMPOSSIBLE = {
    "Patients receive carboplatin AUC 50 IV on day 1.": ("dose-impossible", "AUC 50", {"days": [1]}),
    "Patients receive cisplatin 0 mg/m2 IV on day 1.": ("dose-impossible", "0 mg/m2", {"days": [1]}),
    "Patients receive cisplatin 500 mg/kg IV on day 1.": ("dose-impossible", "500 mg/kg", {"days": [1]}),
    "Patients receive dasatinib 100 tablets IV on day 1.": ("dose-impossible", "100 tablets", {"days": [1]}),
    "Patients receive cisplatin 75 mg/m2 (max 0 mg) IV on day 1.": (
        "cap-impossible",
        "(max 0 mg)",
        {"dose": ["75 mg/m2"], "days": [1]},
    ),
    "Patients receive cisplatin IV on day 40 of each 28-day cycle.": (
        "day-impossible",
        "day 40 of each 28-day cycle",
        {},
    ),
    "Patients receive cisplatin IV on day 1 of cycle 8. Courses repeat every 28 days for 6 courses.": (
        "cycle-impossible",
        "cycle 8",
        {"days": [1], "cycles": (8, 8)},
    ),
    "Patients receive cisplatin IV on day 40. Courses repeat every 28 days.": (
        "day-impossible",
        "day 40",
        {"days": [40]},
    ),
}


@pytest.mark.parametrize("sentence", IMPOSSIBLE)
def test_it_is_told_and_not_passed_on(sentence: str) -> None:
    rule, words, rest = IMPOSSIBLE[sentence]
    found = reading(sentence)
    issue = found.issues[0]
    assert (issue.rule, issue.quote) == (rule, words)
    assert issue.place.offset is not None
    assert issue.place.length is not None
    assert words.strip("()") in sentence[issue.place.offset : issue.place.offset + issue.place.length]
    (given,) = found.whole.administrations
    assert {name: value for name, value in said(given).items() if name not in ("drug", "route")} == rest
    assert found.whole.unread, "what is absent may be stated: nobody says that it is not"


def test_one_slip_is_told_once() -> None:
    found = reading("Patients receive cisplatin IV and etoposide IV on day 40. Courses repeat every 28 days.")
    assert [issue.rule for issue in found.issues].count("day-impossible") == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients receive cisplatin IV over 0 minutes on day 1.",
        "Patients receive cisplatin IV every 0 hours.",
        "Patients receive cisplatin IV over 100 days.",
    ],
)
def test_what_is_no_phrase_is_not_read(sentence: str) -> None:
    found = reading(sentence)
    for each in found.whole.administrations:
        assert not each.infusion
        assert not each.frequency
    assert {issue.rule for issue in found.issues} <= {"sentence-read-in-part", "sentence-not-read"}
    assert found.issues


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients receive carboplatin AUC 6 IV on day 1.",
        "Patients receive methotrexate 12 g/m2 IV on day 1.",
        "Patients receive cisplatin IV on day 28 of each 28-day cycle.",
        "Patients receive melphalan IV on day -2.",
    ],
)
def test_what_is_unusual_stays(sentence: str) -> None:
    assert not reading(sentence).issues
