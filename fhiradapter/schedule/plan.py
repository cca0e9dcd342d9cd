"""A regimen arranged in time: runs of equal cycles, and in each what is given and where one of several is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING

from fhiradapter.schedule.regimen import Cycles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fhiradapter.schedule.regimen import Administration, FollowUp, Regimen, Stage

_LONGEST_STEP = 12  # "every third cycle" and "every fourth" beside each other; nobody writes more


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of these is given: the ordinary way first, then what may be given in its place."""

    options: tuple[Administration, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRun:
    """Cycles `first` to `last` of a stage, all alike, or every `every`th of them. `last` None: the text sets no end."""

    first: int
    last: int | None
    entries: tuple[Administration | Choice, ...]
    every: int = 1

    @property
    def administrations(self) -> Iterator[Administration]:
        """Everything given in the run, the options of choices included."""
        for entry in self.entries:
            if isinstance(entry, Choice):
                yield from entry.options
            else:
                yield entry


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePlan:
    """A stage in time. Without a cycle there is one run, number 1, that is no cycle."""

    stage: Stage
    runs: tuple[CycleRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole treatment in time."""

    stages: tuple[StagePlan, ...]
    follow_ups: tuple[FollowUp, ...] = ()


def arrange(regimen: Regimen) -> Plan:
    """The plan of a regimen: the same facts, in the order in which they happen."""
    return Plan(
        stages=tuple(StagePlan(stage=stage, runs=tuple(_runs(stage))) for stage in regimen.stages),
        follow_ups=regimen.follow_ups,
    )


def _runs(stage: Stage) -> Iterator[CycleRun]:
    if stage.cycle is None:
        yield CycleRun(first=1, last=1, entries=tuple(_without_cycle(stage.administrations)))
        return
    end = _last_cycle(stage)
    starts = sorted(set(_run_starts(stage, end)))
    for first, following in zip(starts, [*starts[1:], None], strict=True):
        yield from _alike(stage, first, following - 1 if following is not None else end)


def _without_cycle(given: Sequence[Administration]) -> Iterator[Administration | Choice]:
    """ "On day 1 of cycles 2 to 6", of a length that no text states, stands beside cycle 1, each in its words."""
    by_cycles: dict[Cycles | None, list[Administration]] = {}
    for each in given:
        by_cycles.setdefault(each.cycles.value if each.cycles else None, []).append(each)
    for alike in by_cycles.values():
        yield from _choices(alike)


def _alike(stage: Stage, first: int, last: int | None) -> Iterator[CycleRun]:
    """Between two changes all cycles are alike, or those of every second one are (odd and even cycles)."""
    step = min(_step(stage), last - first + 1 if last is not None else _LONGEST_STEP)
    given = [tuple(each for each in stage.administrations if _is_given(each, first + ahead)) for ahead in range(step)]
    every = next(size for size in range(1, step + 1) if _repeats(given, size) and step % size == 0)
    for ahead in range(every):
        start = first + ahead
        stop = None if last is None else start + (last - start) // every * every
        yield CycleRun(
            first=start, last=stop, every=1 if start == stop else every, entries=tuple(_choices(given[ahead]))
        )


def _step(stage: Stage) -> int:
    steps = lcm(*(each.cycles.value.every for each in stage.administrations if each.cycles))
    return min(steps, _LONGEST_STEP)


def _repeats(given: Sequence[object], size: int) -> bool:
    return all(each == given[place % size] for place, each in enumerate(given))


def _last_cycle(stage: Stage) -> int | None:
    return stage.cycle.count.value.high if stage.cycle and stage.cycle.count else None


def _run_starts(stage: Stage, end: int | None) -> Iterator[int]:
    """Where what is given changes. A cycle number behind the last cycle is left to the reader's check, not drawn.

    "Even cycles" change nothing at cycle 2: every second cycle from 1 on is without them.
    """
    yield 1
    for administration in stage.administrations:
        if administration.cycles is None:
            continue
        restriction = administration.cycles.value
        for first, last in restriction.runs:
            yield from _within((max(1, first - restriction.every + 1),), end)
            if last is not None:
                last_one = last - (last - first) % restriction.every
                yield from _within((last_one + restriction.every,), end)


def _within(numbers: Iterable[int], end: int | None) -> Iterator[int]:
    return (number for number in numbers if end is None or number <= end)


def _is_given(administration: Administration, cycle: int) -> bool:
    return administration.cycles is None or administration.cycles.value.has(cycle)


def merged(runs: Sequence[CycleRun], end: int | None) -> Cycles:
    """The cycles of these runs as one set; `end` is the last cycle of all, what reaches it has no end."""
    numbers: set[int] = set()
    tails = [run for run in runs if _reaches(run, end)]
    for run in runs:
        if run not in tails:
            numbers.update(range(run.first, (run.last or run.first) + 1, run.every))
    if len(tails) > 1 and len(tails) == tails[0].every:  # odd and even cycles are all cycles
        tails = [CycleRun(first=min(run.first for run in tails), last=None, entries=())]
    every = lcm(*(run.every for run in tails))
    found = list(_stretches(sorted(numbers), every)) + [(run.first, None) for run in tails]
    if every == 1 and len(found) > 1 and found[-1][1] is None and found[-2][1] == found[-1][0] - 1:
        found[-2:] = [(found[-2][0], None)]
    return Cycles(tuple(found), every)


def _reaches(run: CycleRun, end: int | None) -> bool:
    return run.last is None or (end is not None and run.last > end - run.every)


def _stretches(numbers: Sequence[int], every: int) -> Iterator[tuple[int, int | None]]:
    """Runs of numbers that follow one another; singly, where the set is one of steps."""
    start = 0
    for place, number in enumerate(numbers, start=1):
        if every > 1 or place == len(numbers) or numbers[place] != number + 1:
            yield numbers[start], number
            start = place


def _choices(given: Sequence[Administration]) -> Iterator[Administration | Choice]:
    """Patients who *may*, or under a condition do, receive a drug in another pattern receive it in one of them.

    Where a drug has several ordinary patterns, nobody says which of them the other one takes the place of; where the
    other one has its own route or its own days, it comes on top.
    """
    seen: set[str] = set()
    for administration in given:
        drug = _same_drug(administration)
        if drug in seen:
            continue
        seen.add(drug)
        alike = tuple(each for each in given if _same_drug(each) == drug)
        ways = tuple(each for each in alike if any(_takes_the_place_of(each, other) for other in alike))
        if ways and sum(not _is_exception(each) for each in ways) < 2:
            yield Choice(ways)
            yield from (each for each in alike if each not in ways)
        else:
            yield from alike


def _takes_the_place_of(one: Administration, other: Administration) -> bool:
    """Whether one of two is given, not both: "IV on days 1 and 8" and "may receive IV on day 1"."""
    if one is other or not (_is_exception(one) or _is_exception(other)):
        return False
    apart = _are_at_other_times(one, other)
    if one.optional and other.optional:  # "either A IV or A by mouth", not "A on day 1 and on day 8 of courses 6-10"
        return not (apart and _is_as_much(one, other))
    return not apart and (one.route is None or other.route is None or one.route.value == other.route.value)


def _are_at_other_times(one: Administration, other: Administration) -> bool:
    """Days of which none is the same, or days of weeks of which none is."""
    days = one.days and other.days and set(one.days.value).isdisjoint(other.days.value)
    weeks = one.weeks and other.weeks and set(one.weeks.value).isdisjoint(other.weeks.value)
    return bool(days or weeks)


def _is_as_much(one: Administration, other: Administration) -> bool:
    amounts = [[each.value for each in given.doses] for given in (one, other)]
    routes = [given.route.value if given.route else "" for given in (one, other)]
    return amounts[0] == amounts[1] and routes[0] == routes[1]


def _is_exception(administration: Administration) -> bool:
    return administration.optional or administration.condition is not None


def _same_drug(administration: Administration) -> str:
    return administration.drug.value.casefold()
