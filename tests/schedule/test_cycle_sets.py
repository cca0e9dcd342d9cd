"""Sets of cycles, with gaps and with odd and even numbers, and the runs of equal cycles that they make."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.fhir.versions import FhirVersion, read, translate
from fhiradapter.prose import Citation, Stated
from fhiradapter.schedule.plan import arrange, merged
from fhiradapter.schedule.regimen import Administration, Count, Cycle, Cycles, Duration, Regimen, Stage
from fhiradapter.settings import Settings
from fhiradapter.terminology.tables import Tables
from tests.fhir.builders import bosutinib_trial
from tests.schedule.words import number

TABLES = Tables.load()
ODD, EVEN = Cycles(((1, None),), 2), Cycles(((2, None),), 2)
SETS = st.sampled_from(
    [
        ODD, EVEN, Cycles(((1, 1), (3, 3))), Cycles(((2, 4), (6, None))), Cycles(((1, 5),), 2), Cycles(((3, None),), 3),
        Cycles.span(1, 1), Cycles.span(2, None), Cycles.span(2, 6),
    ]
)  # fmt: skip


def stage(*restrictions: Cycles | None, count: int | None = None) -> Stage:
    drugs = [
        Administration(
            drug=Stated(f"drug {place}", "", (Citation(place, 1),)),
            clause=Citation(place, 1),
            words=f"drug {place}",
            cycles=Stated(cycles) if cycles else None,
        )
        for place, cycles in enumerate(restrictions)
    ]
    cycle = Cycle(Stated(Duration(number("21"), "d")), Stated(Count(count, count)) if count else None)
    return Stage(key="treatment", administrations=tuple(drugs), cycle=cycle)


@given(st.lists(st.none() | SETS, max_size=4), st.none() | st.integers(1, 9))
def test_every_cycle_is_in_one_run_and_holds_what_is_given_in_it(
    restrictions: list[Cycles | None], count: int | None
) -> None:
    (planned,) = arrange(Regimen(stages=(stage(*restrictions, count=count),))).stages
    for cycle in range(1, (count or 20) + 1):
        runs = [
            run
            for run in planned.runs
            if run.first <= cycle <= (run.last or cycle) and (cycle - run.first) % run.every == 0
        ]
        assert len(runs) == 1
        expected = [
            each for each in planned.stage.administrations if each.cycles is None or each.cycles.value.has(cycle)
        ]
        assert list(runs[0].administrations) == expected
    for administration in planned.stage.administrations:
        taken = [run for run in planned.runs if administration in list(run.administrations)]
        if taken:
            together = merged(taken, None)
            assert all(
                together.has(cycle) == (administration.cycles is None or administration.cycles.value.has(cycle))
                for cycle in range(1, (count or 20) + 1)
            )


def test_odd_and_even_cycles_are_two_runs() -> None:
    (planned,) = arrange(Regimen(stages=(stage(ODD, EVEN, None, count=6),))).stages
    found = [(run.first, run.last, run.every, len(run.entries)) for run in planned.runs]
    assert found == [(1, 5, 2, 2), (2, 6, 2, 2)]


@pytest.mark.parametrize("version", list(FhirVersion))
@pytest.mark.parametrize("count", [None, 5, 6])
def test_odd_and_even_cycles_come_back_from_fhir(version: FhirVersion, count: int | None) -> None:
    regimen = Regimen(stages=(stage(ODD, EVEN, None, count=count),))
    trial = replace(bosutinib_trial(), regimen=regimen, interventions=())
    back = read(translate(trial, Settings(), TABLES, version)[0], TABLES).plan
    found = [(run.first, run.last, run.every) for run in back.stages[0].runs]
    assert found == [(run.first, run.last, run.every) for run in arrange(regimen).stages[0].runs]
    cycles = [each.cycles.value if each.cycles else None for each in back.stages[0].stage.administrations]
    assert cycles == [ODD, None, EVEN]
    clock = back.stages[0].stage.cycle
    assert clock is not None
    assert (clock.count.value if clock.count else None) == (Count(count, count) if count else None)


@pytest.mark.parametrize("runs", [(), ((1, 2),)])
def test_a_set_of_cycles_holds_something(runs: tuple[tuple[int, int | None], ...]) -> None:
    with pytest.raises(ValueError, match="at least one run"):
        Cycles(runs, 0)


@given(st.lists(st.none() | SETS, max_size=4))
def test_without_a_length_of_cycles_everything_is_given_somewhere(restrictions: list[Cycles | None]) -> None:
    (planned,) = arrange(Regimen(stages=(replace(stage(*restrictions), cycle=None),))).stages
    (run,) = planned.runs
    assert set(run.administrations) == set(planned.stage.administrations)
