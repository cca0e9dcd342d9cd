"""What a repeat statement ("Courses repeat every 21 days for 6 courses") says of the entries that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.facts import cycle_of
from fhiradapter.schedule.names import RADIATION_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.entries import Entry
    from fhiradapter.schedule.phrases.repeats import Repeating


def fits(repeat: Repeating, group: Iterable[Entry]) -> bool:
    """A day outside the cycle shows that the statement is not about this group."""
    length = repeat.length.value.days() if repeat.length else None
    days = [day for each in group if each.days and not each.length for day in each.days.value]
    return length is None or all(0 <= day <= length for day in days)


def repeated(
    group: Sequence[Entry], repeat: Repeating, sentence: Prose, part: Stated[str] | None, *, of_arms: bool
) -> list[Entry]:
    """The group, and with those of it that the statement is about what it says.

    "In both arms, treatment continues for 2 years" under CONSOLIDATION says nothing of the induction, nor of what all
    patients receive before the arms.
    """
    only_arms = of_arms and any(each.arms for each in group)
    return [
        _repeated(each, repeat, sentence)
        if _repeats(repeat, each) and _in_part(each, part) and (each.arms or not only_arms)
        else each
        for each in group
    ]


def _in_part(entry: Entry, part: Stated[str] | None) -> bool:
    return part is None or entry.part is None or entry.part.value.casefold() == part.value.casefold()


def _repeats(repeat: Repeating, entry: Entry) -> bool:
    """Radiation is given once, over so many weeks, when chemotherapy repeats."""
    if entry.key != RADIATION_KEY:
        return True
    return entry.duration is None and not (repeat.what and "chemo" in repeat.what.value.casefold())


def _repeated(entry: Entry, repeat: Repeating, sentence: Prose) -> Entry:
    """The entry with what the statement says, where it has not its own."""
    return entry.having(
        length=entry.length or cycle_of(repeat.length),
        count=entry.count or repeat.count,
        span=entry.span or repeat.span,
        stop=entry.stop or repeat.stop,
        statement=(entry.statement if entry.count or not repeat.count else None) or sentence.strip(".; ").stated(),
    )
