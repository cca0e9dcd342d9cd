"""Regimens as Hypothesis draws them, and what of them FHIR carries."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

from fhiradapter.fhir.treatment.totals import structured_total, total_of_days
from fhiradapter.prose import Citation, Stated
from fhiradapter.schedule.plan import Choice, CycleRun, Plan, StagePlan
from fhiradapter.schedule.regimen import (
    Administration,
    Count,
    Cycle,
    Cycles,
    Dose,
    Duration,
    FollowUp,
    Frequency,
    Regimen,
    Stage,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

DRUGS = ("bosutinib", "inotuzumab ozogamicin", "carboplatin", "carfilzomib", "5-FU")
FREQUENCIES = (
    Frequency(1, Decimal(1), "d", "QD"),
    Frequency(2, Decimal(1), "d", "BID"),
    Frequency(1, Decimal(1), "wk", "WK"),
    Frequency(1, Decimal(12), "h"),
)
DAYS = ((1,), (1, 8, 15), (1, 8), tuple(range(1, 29)), (1, 2, 3, 8), (-6, -5), (15, 16, 17))

citations = st.builds(Citation, st.integers(0, 500), st.integers(1, 50), st.sampled_from(["", "/a/b"]))
numbers = st.decimals(min_value=1, max_value=999, places=1).map(lambda number: number.normalize() + 0)


def stated(values: st.SearchStrategy[T]) -> st.SearchStrategy[Stated[T]]:
    return st.builds(lambda value, cited: Stated(value, "", (cited,)), values, citations)


def maybe(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | values


words = st.text("abc xyz", min_size=1, max_size=12).map(str.strip).filter(bool)
bounds = st.builds(
    lambda low, unit, least: Duration(low, unit, at_least=least, at_most=not least),
    numbers,
    st.sampled_from(["d", "wk", "mo"]),
    st.booleans(),
)
durations = st.builds(
    lambda low, more, unit: Duration(low, unit, low + more if more else None),
    numbers,
    maybe(numbers),
    st.sampled_from(["d", "wk", "mo"]),
)
doses = st.builds(
    lambda low, more, unit, per: Dose(low, unit, low + more if more else None, per=per),
    numbers,
    maybe(numbers),
    st.sampled_from(["mg", "mg/m2", "[iU]"]),
    st.sampled_from(["", "d", "wk", "total"]),
)


further: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "weekdays": stated(st.sampled_from([("mon",), ("mon", "wed", "fri")])),
        "weeks": stated(st.sampled_from([(1,), (0, 2, 6), (1, 2, 3, 7)])),
        "months": stated(st.sampled_from([(0, 1, 6), (3,)])),
        "start": stated(st.sampled_from([5, -8])),
        "times": stated(st.sampled_from([Count(1, 1), Count(3, 3), Count(None, 6), Count(4, 6), Count(4, None)])),
        "divided": stated(st.just(2)),
        "cap": stated(
            st.builds(
                lambda low, unit, per: Dose(low, unit, per=per, at_most=True),
                numbers,
                st.sampled_from(["mg", "mg/m2", "{U}"]),
                st.sampled_from(["", "d", "wk", "total"]),
            )
        ),
        "as_needed": stated(st.just(value=True)),
    },
)


@st.composite
def administrations(draw: st.DrawFn, number: int, last: int | None) -> Administration:
    first = draw(st.integers(2, 4)) if number and draw(st.booleans()) else 1
    until = draw(maybe(st.integers(first, 6)))
    restricted = (first > 1 or (number > 0 and draw(st.booleans()))) and (last is None or first <= last)
    return Administration(
        drug=draw(stated(st.sampled_from(DRUGS))),
        clause=draw(citations),
        words=f"clause {number}",
        doses=tuple(
            draw(st.lists(stated(doses), max_size=3, unique_by=lambda dose: (dose.value.low, dose.value.unit)))
        ),
        route=draw(maybe(stated(st.sampled_from(["oral", "intravenous", "intravesical"])))),
        infusion=draw(maybe(stated(durations))),
        frequency=draw(maybe(stated(st.sampled_from(FREQUENCIES)))),
        days=draw(maybe(stated(st.sampled_from(DAYS)))),
        cycles=Stated(Cycles.span(first, until)) if restricted else None,
        duration=draw(maybe(stated(durations))),
        condition=draw(maybe(stated(words))),
        optional=draw(st.booleans()),
        **draw(further),
    )


@st.composite
def stages(draw: st.DrawFn, number: int) -> Stage:
    last = draw(maybe(st.integers(1, 8)))
    cyclic = draw(st.booleans())
    low = draw(st.sampled_from([None, last]))
    count = draw(stated(st.just(Count(low, last)))) if last else None
    given = [draw(administrations(index, last)) for index in range(draw(st.integers(1, 4)))]
    if not cyclic:
        given = [replace(each, cycles=None) for each in given]
    return Stage(
        key=f"stage-{number}",
        name=draw(maybe(stated(words))),
        administrations=tuple(given),
        cycle=Cycle(draw(stated(durations)), count) if cyclic else None,
        duration=draw(maybe(stated(durations | bounds))),
        stop=draw(maybe(stated(words))),
        statement=draw(maybe(stated(words))),
    )


follow_ups = st.builds(
    FollowUp, statement=stated(words), every=maybe(stated(durations)), duration=maybe(stated(durations))
)


@st.composite
def regimens(draw: st.DrawFn) -> Regimen:
    count = draw(st.integers(0, 2))
    return Regimen(
        stages=tuple(draw(stages(number)) for number in range(count)),
        follow_ups=tuple(draw(st.lists(follow_ups, max_size=2))),
    )


def carried(plan: Plan) -> Plan:
    """The plan without what `fhir.assembly.reading` declares that FHIR does not carry."""
    return Plan(
        stages=tuple(_stage_plan(planned) for planned in plan.stages),
        follow_ups=tuple(_wordless(visit) for visit in plan.follow_ups),
    )


def _stage_plan(planned: StagePlan) -> StagePlan:
    end = planned.runs[-1].last
    runs = tuple(
        CycleRun(first=run.first, last=run.last, entries=tuple(_entry(entry, end) for entry in run.entries))
        for run in planned.runs
    )
    in_order = tuple(dict.fromkeys(given for run in runs for given in run.administrations))
    stage: Stage = replace(_wordless(planned.stage), administrations=in_order)
    return StagePlan(stage=replace(stage, cycle=_cycle(stage.cycle, runs)), runs=runs)


def _cycle(cycle: Cycle | None, runs: tuple[CycleRun, ...]) -> Cycle | None:
    """ "Up to 6" needs a run of several cycles, of which the last may be left out."""
    if cycle is None or cycle.count is None or any(run.first != run.last for run in runs):
        return cycle
    high = cycle.count.value.high
    return replace(cycle, count=cycle.count.having(Count(high, high)))


def _entry(entry: Administration | Choice, end: int | None) -> Administration | Choice:
    if isinstance(entry, Choice):
        return Choice(tuple(_administration(option, end) for option in entry.options))
    return _administration(entry, end)


def _administration(given: Administration, end: int | None) -> Administration:
    bare: Administration = replace(_wordless(given), words=given.words)
    days = given.days.value if given.days else ()
    if given.frequency:
        bare = replace(bare, frequency=_frequency(given))
    if days:
        bare = replace(bare, duration=None)
    return replace(bare, cycles=_cycles(given, end), doses=tuple(_doses(given)))


def _doses(given: Administration) -> Iterator[Stated[Dose]]:
    """A total, or the daily range of what is given several times a day, has no place; a range keeps no "per day"."""
    often = given.frequency.value if given.frequency else None
    several = given.divided is not None or (often is not None and (often.count > 1 or often.unit == "h"))
    for dose in given.doses:
        ranged = dose.value.high is not None
        in_parts = given.divided is not None and not dose.value.per
        if dose.value.per != "total" and not in_parts and not (dose.value.per and ranged and several):
            yield Stated(replace(dose.value, per="" if ranged else dose.value.per), "", dose.citations)


def _cycles(given: Administration, end: int | None) -> Stated[Cycles] | None:
    if given.cycles is None:
        return None
    found = given.cycles.value
    open_ended = found.last is None or (end is not None and found.last >= end)
    return (
        None
        if found.first == 1 and open_ended
        else Stated(Cycles.span(found.first, None if open_ended else found.last))
    )


def _speakable(days: tuple[int, ...], frequency: Frequency) -> bool:
    """Whether a Timing can say both: days in a row, or as far apart as the frequency says."""
    steps = {later - earlier for earlier, later in pairwise(days)}
    every = frequency.period * {"d": 1, "wk": 7}.get(frequency.unit, 0)
    return steps <= {1} or (frequency.count == 1 and {Decimal(step) for step in steps} == {every})


def _frequency(given: Administration) -> Stated[Frequency] | None:
    """A code says all of a timing, so there is none where weekdays or a number of doses are stated too."""
    days = given.days.value if given.days else ()
    assert given.frequency
    if not _speakable(days, given.frequency.value):
        return _counted(given)
    if given.weekdays or structured_total(given) or _ends_by_number(given):
        return Stated(replace(given.frequency.value, code=""), "", given.frequency.citations)
    return given.frequency


def _ends_by_number(given: Administration) -> bool:
    """So often on days in a row, but for "daily on days 1-28", which is for 28 days."""
    days = given.days.value if given.days else ()
    often = given.frequency.value if given.frequency else None
    if not days or often is None or given.times or given.duration or len(days) != days[-1] - days[0] + 1:
        return False
    daily = often.unit == "d" and often.count == often.period == 1 and days[0] == 1
    return not daily and total_of_days(given) is not None


def _counted(given: Administration) -> Stated[Frequency] | None:
    """On days of no pattern: how many times in all, and the words in place of the code; nothing of "weekly" alone."""
    assert given.frequency
    often, restricted = given.frequency.value, any((given.weekdays, given.weeks, given.months, given.times))
    written = restricted or often.unit in {"d", "h"}
    return Stated(replace(often, code=""), "", given.frequency.citations) if written else None


def _wordless(value: Any) -> Any:
    """Words are read from the source; what is compared here are values and citations."""
    if isinstance(value, Stated):
        return Stated(_wordless(value.value), "", value.citations)
    if isinstance(value, Duration):
        return replace(value, approximate=False)
    if isinstance(value, Plan | StagePlan | CycleRun | Choice | Stage | Administration | Cycle | FollowUp):
        return replace(value, **{each.name: _wordless(getattr(value, each.name)) for each in fields(value)})
    if isinstance(value, tuple) and value and not isinstance(value[0], int | str | Citation):
        return tuple(_wordless(each) for each in value)
    return value


def wordless(plan: Plan) -> Plan:
    """A plan that was read back, without the words that were found for it; those of administrations stay."""
    found: Plan = _wordless(plan)
    return found
