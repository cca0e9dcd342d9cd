"""What is said beside a row: how much, which way, how often, when, for how long; and what is not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.drawing.sheet import Mark, Run, Tone
from fhiradapter.fhir.parts.fact_words import fact_words
from fhiradapter.fhir.parts.phrases import (
    capitalised,
    day_words,
    dose_words,
    duration_words,
    restriction_words,
)
from fhiradapter.schedule.phrases.auc import AUC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.plan import StagePlan
    from fhiradapter.schedule.regimen import Administration, Count, Cycles, Dose, FollowUp
    from fhiradapter.terminology.tables import Tables

LEGEND = {Mark.GIVEN: "given", Mark.MAYBE: "may be given, or under a condition"}
"""What the marks of a sheet mean."""
_IN_PLACE_OF_DAYS = ("frequency", "weekdays", "weeks", "months", "duration")


def unread_words(number: int) -> str:
    """ "Not read: 2 sentences that may say more"."""
    return f"Not read: {number} sentence{'' if number == 1 else 's'} that may say more"


def row_words(tables: Tables, given: Administration, *, in_band: bool, in_part: bool = False) -> Iterator[Run]:
    """All that is stated of an administration; its cycles only where the band does not say them.

    `in_part`: of the sentence that states it something was not read.
    """
    if given.cycles and not in_band:
        yield Run(restriction_words(given.cycles.value))
    yield from _facts(tables, given)
    if given.condition:
        yield Run(f"only: {given.condition.value}")
    if not given.doses:
        yield Run("dose not stated", Tone.ABSENT)
    if not given.scheduled:
        yield Run("schedule not stated", Tone.ABSENT)
    if in_part:
        yield Run("read in part", Tone.ABSENT)


def _facts(tables: Tables, given: Administration) -> Iterator[Run]:
    """The dose first and heaviest; a fact of which nothing is known here is told in the words that state it."""
    if given.doses:
        yield Run(_doses(tables, given.doses), Tone.STRONG)
    for fact, value in given.facts.items():
        if value and fact not in ("doses", "cycles"):
            say = _SAID.get(fact)
            if words := say(tables, given) if say else fact_words(tables, given, fact):
                yield Run(words)


def span_words(tables: Tables, given: Administration) -> str:
    """What stands in the place of marks where the days are not stated."""
    said = (fact_words(tables, given, fact) for fact in _IN_PLACE_OF_DAYS)
    found = (next(filter(None, said), ""), fact_words(tables, given, "start"))
    return ", ".join(filter(None, found)) or "days not stated"


def cycles_words(cycles: Cycles | None, *, in_cycles: bool) -> str:
    """ "Cycle 1", "Cycles 2 to 6", "From cycle 2 on"; where a cycle is stated, no restriction means all of them."""
    if cycles is None:
        return "Every cycle" if in_cycles else "Cycles not stated"
    return capitalised(restriction_words(cycles).removeprefix("in "))


def clock_words(tables: Tables, planned: StagePlan) -> Iterator[str]:
    """How long a cycle is, how many there are, how long all goes on, when it stops."""
    stage = planned.stage
    if stage.follows:
        yield "after the part above"
    if stage.cycle:
        yield f"cycle of {duration_words(tables, stage.cycle.length.value)}"
        if stage.cycle.count and (count := _count(stage.cycle.count.value)):
            yield count
    if stage.duration:
        yield f"for {duration_words(tables, stage.duration.value)}"
    if stage.stop:
        yield f"until {stage.stop.value}"


def visit_words(tables: Tables, visit: FollowUp) -> str:
    """ "every 3 months for 2 years"; the sentence where nothing of it was read."""
    every = f"every {duration_words(tables, visit.every.value).removeprefix('1 ')}" if visit.every else ""
    lasting = f"for {duration_words(tables, visit.duration.value)}" if visit.duration else ""
    return " ".join(part for part in (every, lasting) if part) or visit.statement.words or visit.statement.value


def _count(count: Count) -> str:
    low, high = count.low, count.high
    number = high if high is not None else low
    if number is None:
        return ""
    opening = "up to " if low is None else "at least " if high is None else f"{low} to " if low != high else ""
    return f"{opening}{number} cycle{'' if number == 1 else 's'}"


def _doses(tables: Tables, doses: Sequence[Stated[Dose]]) -> str:
    said = [dose_words(tables, each.value) for each in doses]
    if len(said) > 1 and all(each.value.unit == AUC for each in doses):  # the exposure that is aimed at is chosen
        return " or ".join(said)
    return said[0] if len(said) == 1 else f"dose levels {', '.join(said)}"


def _over(tables: Tables, given: Administration) -> str:
    words = f"over {duration_words(tables, given.infusion.value)}" if given.infusion else ""
    return "" if words in fact_words(tables, given, "route") else words


def _days(_: Tables, given: Administration) -> str:
    return day_words(given.days.value) if given.days else ""


def _for(tables: Tables, given: Administration) -> str:
    return f"for {duration_words(tables, given.duration.value)}" if given.duration else ""


_SAID: Mapping[str, Callable[[Tables, Administration], str]] = {
    "infusion": _over,
    "days": _days,
    "duration": _for,
}
