"""A repeat statement before what repeats."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading


@pytest.mark.parametrize(
    "statement",
    [
        "Chemotherapy will be repeated every 28 days for a maximum of 6 cycles.",
        "Patients receive chemotherapy in 28-day cycles.",
        "Patients receive up to 6 courses of chemotherapy every 28 days.",
    ],
)
def test_each_cycle_is_one_of_those_before(statement: str) -> None:
    found = reading(f"{statement} Each cycle consists of cisplatin on day 1 and etoposide on days 1-3.")
    assert not found.issues
    (stage,) = found.whole.stages
    assert [each.drug.value for each in stage.administrations] == ["cisplatin", "etoposide"]
    assert stage.cycle is not None
    assert stage.cycle.length.value.days() == 28


def test_what_was_only_named_before_does_not_repeat() -> None:
    found = reading(
        "Patients receive combination chemotherapy and melphalan. Chemotherapy repeats every 28 days. "
        "Each course consists of cisplatin IV on day 1. Melphalan is given once daily."
    )
    cycles = {each.drug.value: stage.cycle for stage in found.whole.stages for each in stage.administrations}
    assert cycles["cisplatin"] is not None
    assert cycles["melphalan"] is None


@pytest.mark.parametrize(
    "text",
    [
        "Chemotherapy repeats every 14 days. Each cycle consists of cisplatin on day 21.",
        "Chemotherapy repeats every 28 days. Patients receive cisplatin on day 1.",
    ],
)
def test_nothing_else_is_taken_for_what_repeats(text: str) -> None:
    found = reading(text)
    assert all(stage.cycle is None for stage in found.whole.stages)
    assert found.issues
