"""Cycles of a length that no text states stand in words of fixed form, and come back from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.fhir.treatment.sayings import read_saying, sayings
from fhiradapter.fhir.versions import read, translate
from fhiradapter.prose import Stated
from fhiradapter.schedule.regimen import Cycles, Pattern
from fhiradapter.settings import Settings
from fhiradapter.workflows.convert import convert
from tests.drawing.trials import OPTIONS

TEXT = (
    "Patients receive rituximab 375 mg/m2 IV on days 1 and 11 of odd-numbered courses and methotrexate 1 g/m2 IV on"
    " day 1 of even-numbered courses."
)


@st.composite
def cycle_sets(draw: st.DrawFn) -> Cycles:
    every, runs, following = draw(st.integers(1, 3)), [], 1
    for _ in range(draw(st.integers(1, 3))):
        first = following + draw(st.integers(0, 4))
        last = first + every * draw(st.integers(0, 3))
        runs.append((first, last))
        following = last + every + 1
    return Cycles((*runs[:-1], (runs[-1][0], None if draw(st.booleans()) else runs[-1][1])), every)


@given(cycle_sets())
def test_there_and_back(cycles: Cycles) -> None:
    (said,) = sayings(OPTIONS.tables, Pattern(cycles=Stated(cycles)), None)
    found = read_saying(OPTIONS.tables, said.words)
    assert found is not None, said.words
    assert found[0] == "cycles"
    assert [found[1].has(number) for number in range(1, 60)] == [cycles.has(number) for number in range(1, 60)]


def test_odd_and_even_courses_of_no_length_are_not_lost() -> None:
    trial = convert(TEXT, name="trial.txt", options=OPTIONS).trial
    bundle, _ = translate(trial, Settings(), OPTIONS.tables)
    (planned,) = read(bundle, OPTIONS.tables).plan.stages
    cycles = {each.drug.value: each.cycles.value for each in planned.stage.administrations if each.cycles}
    assert cycles == {"rituximab": Cycles(((1, None),), 2), "methotrexate": Cycles(((2, None),), 2)}
