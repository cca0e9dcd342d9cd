"""Which line ends are typed, and which were made by wrapping."""

from __future__ import annotations

import pytest

from fhiradapter import convert
from fhiradapter.prose import Prose
from fhiradapter.sources import markup


def lines(text: str) -> list[str]:
    return [each.text for each in markup.paragraphs(Prose.verbatim(text))]


def test_a_list_of_one_treatment_a_line_is_a_list() -> None:
    text = "Cycle 1: 300 mg via IV on Day 1 and 1000 mg via IV on Day 3\nCycles 2 and 3: 1000 mg via IV on Day 1"
    assert lines(text) == text.split("\n")
    text = "Fludarabine: 40 mg/m2 IV on Days -6 to -2\nCyclophosphamide: 50 mg/kg IV on Day -6\nIrradiation on Day -1"
    assert lines(text) == text.split("\n")


def test_a_wrapped_line_goes_on() -> None:
    wrapped = (
        "OUTLINE: This is a multicenter, phase I, dose-escalation study of Se-methyl-seleno-L-cysteine\n"
        "      (MSC) followed by a phase II study."
    )
    assert len(lines(wrapped)) == 1
    assert len(lines("Patients receive carboplatin IV and\n      Etoposide IV on days 1-3.")) == 1
    assert len(lines("Patients in Arm\nA receive cisplatin on days\n8 and 15.")) == 1
    room = "carboplatin IV on day 2, ifosfamide IV and etoposide IV on days 2-4 (R-ICE), and filgrastim"
    assert len(lines(f"{room}\nSC on days 6-13, {room}\nand more of it")) == 1


def test_amounts_of_levels_stay_together() -> None:
    text = "At the following dose levels:\nLevel 1: 70 mg/m2\nLevel 2: 90 mg/m2\nPhase II: IV on Day 1"
    assert lines(text) == ["At the following dose levels: Level 1: 70 mg/m2 Level 2: 90 mg/m2", "Phase II: IV on Day 1"]
    text = "Level 1: Patients receive A daily\nLevel 2: Patients receive A twice daily"
    assert lines(text) == text.split("\n")


@pytest.mark.parametrize(
    "text", ["Patients receive cisplatin" + " " * 200_000 + "IV.", "1" * 200_000, "(ABC) " * 50_000]
)
def test_long_runs_come_to_an_end(text: str) -> None:
    """Each of them took the square of its length once."""
    assert convert(text).bundle["resourceType"] == "Bundle"
