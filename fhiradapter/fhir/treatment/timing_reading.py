"""Timing to durations, cycles and frequencies: the inverse of `timing`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from fhiradapter.fhir.treatment.archive import number
from fhiradapter.fhir.treatment.sayings import without_sayings
from fhiradapter.schedule.regimen import Amount, Count, Cycle, Duration, Frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.treatment.archive import Archive
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.plan import CycleRun

A = TypeVar("A", bound=Amount)


def read_amount(archive: Archive, holder: Element, name: str, kind: type[A]) -> Stated[A] | None:
    """`nameQuantity`, `nameDuration` or `nameRange`, whichever is there."""
    for member in (f"{name}Quantity", f"{name}Duration"):
        if member in holder:
            found = holder[member]
            return archive.stated(kind(number(found["value"]), found.get("code", "")), found)
    found = holder.get(f"{name}Range", {})
    if "low" not in found or "high" not in found:
        return None
    low, high = found["low"], found["high"]
    return archive.stated(kind(number(low["value"]), low.get("code", ""), number(high["value"])), found)


def read_bounds(archive: Archive, repeat: Element) -> Stated[Duration] | None:
    """How long the whole lasts."""
    bound = repeat.get("boundsRange", {})
    if "low" in bound and "high" not in bound:
        low = bound["low"]
        return archive.stated(Duration(number(low["value"]), low.get("code", ""), at_least=True), bound)
    if "high" in bound and "low" not in bound:
        high = bound["high"]
        return archive.stated(Duration(number(high["value"]), high.get("code", ""), at_most=True), bound)
    return read_amount(archive, repeat, "bounds", Duration)


def read_duration(archive: Archive, repeat: Element) -> Stated[Duration] | None:
    """How long one cycle, or one administration, lasts."""
    if "duration" not in repeat:
        return None
    high = number(repeat["durationMax"]) if "durationMax" in repeat else None
    value = Duration(number(repeat["duration"]), repeat.get("durationUnit", ""), high)
    return archive.stated(value, repeat.get("_duration"))


def read_frequency(archive: Archive, timing: Element) -> Stated[Frequency] | None:
    """How often; without a code the numbers only repeat what the list of days says."""
    repeat, code = timing.get("repeat", {}), timing.get("code", {})
    words = without_sayings(archive.tables, code.get("text", ""))
    if not (words or code.get("coding")) or "frequency" not in repeat:
        return None
    abbreviation = next((coding["code"] for coding in code.get("coding", ()) if "code" in coding), "")
    if "dayOfWeek" in repeat or "_count" in repeat:  # the words are those of more than the frequency
        words = ""
    period = number(repeat.get("period", Decimal(1)))
    value = Frequency(repeat["frequency"], period, repeat.get("periodUnit", ""), abbreviation)
    return archive.stated(value, repeat.get("_frequency"), words)


def read_weekdays(archive: Archive, repeat: Element) -> Stated[tuple[str, ...]] | None:
    """The days of the week, with the citation of the first."""
    if not repeat.get("dayOfWeek"):
        return None
    return archive.stated(tuple(repeat["dayOfWeek"]), next(iter(repeat.get("_dayOfWeek", ())), None))


def read_times(archive: Archive, repeat: Element, *, listed: bool) -> Stated[Count] | None:
    """How many doses in all; beside a list of days an uncited number only repeats how many there are."""
    if "count" not in repeat or (listed and "_count" not in repeat):
        return None
    least: int = repeat["count"]
    most: int = repeat.get("countMax", least)
    low = None if least == 1 and most > 1 else least
    return archive.stated(Count(low, most), repeat.get("_count"))


def read_cycle(archive: Archive, cycles: Sequence[Element], runs: Sequence[CycleRun]) -> Cycle | None:
    """The cycle that the runs repeat."""
    repeats = [cycle["timingTiming"]["repeat"] for cycle in cycles]
    length = read_duration(archive, repeats[0])
    if length is None:
        return None
    count = _count(repeats, runs)
    return Cycle(length=length, count=archive.stated(count, repeats[0]) if count else None)


def _count(repeats: Sequence[Element], runs: Sequence[CycleRun]) -> Count | None:
    """How many cycles in all: all that have to be, and the first run that may be cut short."""
    ends = [run.last for run in runs if run.last is not None]
    if len(ends) < len(runs):
        return None
    last = max(ends)
    for place, repeat in enumerate(repeats):
        if "countMax" in repeat:
            return Count(_certain(repeats[place:], runs[place:]), last)
    return Count(last, last)


def _certain(repeats: Sequence[Element], runs: Sequence[CycleRun]) -> int | None:
    """The number of cycles that have to be: of runs that alternate, the one that goes furthest tells."""
    beside = [run for run in runs[1:] if runs[0].every > 1 and run.every > 1]
    told = zip(repeats, [runs[0], *beside], strict=False)
    return max((run.first + (each["count"] - 1) * run.every for each, run in told if each["count"] > 1), default=None)
