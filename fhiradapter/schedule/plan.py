"""A regimen arranged in time: runs of equal cycles, and in each what is given and where one of several is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.schedule.regimen import Administration, FollowUp, Regimen, Stage


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of these is given: the ordinary way first, then what may be given in its place."""

    options: tuple[Administration, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRun:
    """Cycles `first` to `last` of a stage, all alike. `last` None: the text sets no end."""

    first: int
    last: int | None
    entries: tuple[Administration | Choice, ...]

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
    end = _last_cycle(stage)
    starts = sorted(set(_run_starts(stage, end)))
    for first, following in zip(starts, [*starts[1:], None], strict=True):
        last = following - 1 if following is not None else end
        given = [each for each in stage.administrations if _is_given(each, first)]
        yield CycleRun(first=first, last=last, entries=tuple(_choices(given)))


def _last_cycle(stage: Stage) -> int | None:
    if stage.cycle is None:
        return 1
    return stage.cycle.count.value.high if stage.cycle.count else None


def _run_starts(stage: Stage, end: int | None) -> Iterator[int]:
    """Where what is given changes. A cycle number behind the last cycle is left to the reader's check, not drawn."""
    yield 1
    for administration in stage.administrations:
        if administration.cycles is None:
            continue
        restriction = administration.cycles.value
        yield from _within((restriction.first,), end)
        if restriction.last is not None:
            yield from _within((restriction.last + 1,), end)


def _within(numbers: Iterable[int], end: int | None) -> Iterator[int]:
    return (number for number in numbers if end is None or number <= end)


def _is_given(administration: Administration, cycle: int) -> bool:
    if administration.cycles is None:
        return True
    restriction = administration.cycles.value
    return restriction.first <= cycle and (restriction.last is None or cycle <= restriction.last)


def _choices(given: list[Administration]) -> Iterator[Administration | Choice]:
    """Patients who *may*, or under a condition do, receive a drug in another pattern receive it in one of them."""
    seen: set[str] = set()
    for administration in given:
        drug = _same_drug(administration)
        if drug in seen:
            continue
        seen.add(drug)
        alike = tuple(each for each in given if _same_drug(each) == drug)
        if len(alike) > 1 and any(each.optional or each.condition for each in alike):
            yield Choice(alike)
        else:
            yield from alike


def _same_drug(administration: Administration) -> str:
    return administration.drug.value.casefold()
