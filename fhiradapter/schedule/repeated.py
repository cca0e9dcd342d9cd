"""What a repeat statement ("Courses repeat every 21 days for 6 courses") says of the entries that it is about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.facts import cycle_of
from fhiradapter.schedule.names import PLACEBO_KEY, RADIATION_KEY
from fhiradapter.schedule.regimen import Frequency

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.entries import Entry
    from fhiradapter.schedule.phrases.repeats import Repeating

_A_WEEK = 7


def fits(repeat: Repeating, group: Iterable[Entry]) -> bool:
    """A day outside the cycle shows that the statement is not about this group.

    Days before the first one are no days of it, where the group does not begin with them.
    """
    length = repeat.length.value.days() if repeat.length else None
    days = [each.days.value for each in group if each.days and not each.length]
    return length is None or not days or (days[0][0] >= 0 and all(each[-1] <= length for each in days))


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
    """Radiation is given once, over so many weeks, when chemotherapy repeats; days before the first are in no cycle."""
    if repeat.length and entry.days and entry.days.value[0] < 0:
        return False
    of_chemotherapy = bool(repeat.what and "chemo" in repeat.what.value.casefold())
    if entry.key in {RADIATION_KEY, PLACEBO_KEY} and of_chemotherapy:
        return False
    return entry.key != RADIATION_KEY or entry.duration is None


def _is_how_often(repeat: Repeating, entry: Entry) -> bool:
    """ "Patients receive A IV. Treatment repeats weekly for 8 courses": once a week."""
    length = repeat.length.value if repeat.length else None
    weekly = length is not None and length.days() == _A_WEEK and length.high is None
    return weekly and not (entry.days or entry.frequency or entry.weekdays or entry.duration)


def _repeated(entry: Entry, repeat: Repeating, sentence: Prose) -> Entry:
    """The entry with what the statement says, where it has not its own."""
    weekly = repeat.length if _is_how_often(repeat, entry) else None
    return entry.having(
        frequency=entry.frequency or (weekly.having(Frequency(1, Decimal(1), "wk", "WK")) if weekly else None),
        length=entry.length or cycle_of(repeat.length),
        count=entry.count or repeat.count,
        span=entry.span or repeat.span,
        stop=entry.stop or repeat.stop,
        statement=(entry.statement if entry.count or not repeat.count else None) or sentence.strip(".; ").stated(),
    )
