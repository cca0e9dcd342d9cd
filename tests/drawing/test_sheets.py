"""What the sheets of invented trials look like, line by line; `--accept-golden` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from fhiradapter.drawing.svg import svg
from fhiradapter.drawing.terminal import printed
from fhiradapter.workflows.inputs import single
from fhiradapter.workflows.show import show
from tests.drawing.trials import OPTIONS, TRIALS, sheet
from tests.examples import ROOT
from tests.examples import TRIALS as EXAMPLES

EXAMPLE = EXAMPLES["004"]
HERE = Path(__file__).parent / "sheets"
WIDTHS = (40, 80, 120)


def lines(name: str, width: int) -> str:
    found = ("".join(run.text for run in line).rstrip() for line in printed(TRIALS[name](), width))
    return "\n".join(found) + "\n"


@pytest.mark.parametrize("name", TRIALS)
def test_golden(name: str, request: pytest.FixtureRequest) -> None:
    found = f"\n{'=' * 120}\n".join(lines(name, width) for width in WIDTHS)
    golden = HERE / f"{name}.txt"
    if request.config.getoption("--accept-golden"):
        golden.write_text(found, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == found, f"{golden.name} is not what it was"


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        ("AUC 5 or 6", "5 AUC (mg·min/mL) or 6 AUC (mg·min/mL)"),
        ("50, 100 or 200 mg", "dose levels 50 mg, 100 mg, 200 mg"),
    ],
)
def test_an_exposure_is_chosen_and_dose_levels_are_levels(dose: str, words: str) -> None:
    drawn = sheet(f"Patients receive carboplatin {dose} IV on day 1.", ("Arm", "", ["carboplatin"]))
    found = "".join(run.text for line in printed(drawn, 200) for run in line)
    assert words in found


def test_the_picture_of_the_readme(request: pytest.FixtureRequest) -> None:
    example = single(EXAMPLE.name, EXAMPLE.read_bytes())
    found = svg(show(example, OPTIONS)[0])
    golden = ROOT / "docs" / "schedule.svg"
    if request.config.getoption("--accept-golden"):
        golden.write_text(found, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == found


def test_arms_of_one_schedule_are_one_part() -> None:
    names = [part.names for part in TRIALS["arms"]().parts]
    assert names == [("Whole study",), ("Docetaxel", "Docetaxel again"), ("Gemcitabine",), ("Control",)]


def test_an_arm_of_which_something_was_not_read_stays_by_itself() -> None:
    said = "Patients receive docetaxel 75 mg/m2 IV on day 1 every 21 days."
    arms = [("A", f"{said} Every 3 weeks the blue liquid comes at 20 mg.", ["Docetaxel"]), ("B", said, ["Docetaxel"])]
    assert [part.names for part in sheet("", *arms, ("C", said, ["Docetaxel"])).parts] == [("A",), ("B", "C")]


def test_an_arm_says_what_the_whole_says_of_it_and_what_nobody_says() -> None:
    control = TRIALS["arms"]().parts[-1]
    assert control.notes == (("As for the whole study", "Cisplatin"), ("No schedule is stated for", "Placebo"))


def test_what_was_not_read_stands_at_its_row_and_beneath() -> None:
    found = sheet("Patients receive cisplatin 75 mg/m2 IV on day 1 unless the moon shines.")
    assert found.unread
    assert [run.text for each in found.unread for run in each.words if run.tone == "absent"]
    said = [run.text for part in found.parts for stage in part.stages for row in stage.rows for run in row.words]
    assert not said or "read in part" in said
