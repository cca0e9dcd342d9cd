"""How many times in all: what days and frequency add up to, and where a stated number of doses has its place.

`repeat.count` is the number of doses of the whole timing. A stated number that is not what the stated days add up to
is said in words: the days, or the number, may be those of something else.
https://hl7.org/fhir/R4/datatypes-definitions.html#Timing.repeat.count
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Count, Frequency, Pattern

_DAYS_PER_UNIT = {"d": 1, "wk": 7}
_FIRST_AND_LAST = 2
"""Days on which fewer doses may be given than on those between."""
_FRACTIONS = re.compile(r"\bf(?:ractions?|x)\b", re.IGNORECASE)
"""Radiation is counted as a whole, however often its days come again: "25 fractions on days 1-5 every week"."""
_PER_DAY = {"h": Decimal(24), "d": Decimal(1)}


def structured_total(given: Pattern) -> Stated[Count] | None:
    """The number of doses, where a Timing can say it."""
    times = given.times
    if times is None or times.value.high is None:
        return None
    if given.days is None or (len(given.days.value) == 1 and given.frequency is None):
        return times
    return times if times.value.low == times.value.high == total_of_days(given) else None


def is_restricted(given: Pattern) -> bool:
    """True where weekdays, weeks or months say on which of the days: then nobody states how many there are."""
    return any((given.weekdays, given.weeks, given.months))


def total_of_days(given: Pattern) -> int | None:
    """What the listed days add up to, one by one or so often on each; None where that is no whole number."""
    days = given.days.value if given.days else ()
    if not days or is_restricted(given):
        return None
    if given.frequency is None or is_every(given.frequency.value, regular_step(days)):
        return len(days)
    often = given.frequency.value
    total = often.count * _PER_DAY.get(often.unit, Decimal(0)) / often.period * len(days)
    return int(total) if total and total == int(total) and often.period_high is None else None


def days_are_a_window(given: Pattern) -> bool:
    """Days between which something is given less often: "once weekly on days 1-28"; not "weekly on days 1, 8, 15"."""
    days = given.days.value if given.days else ()
    if not days:
        return False
    if given.weekdays or (given.start is not None and given.start.value != days[0]):
        return True
    if given.times is not None and structured_total(given) is None and not _FRACTIONS.search(given.times.words):
        return not _has_doses_on_each_day(given)
    often = given.frequency.value if given.frequency else None
    in_a_row = len(days) == days[-1] - days[0] + 1
    if often is None or not in_a_row or len(days) <= often.count:
        return False
    return often.unit not in _PER_DAY or (often.unit == "d" and often.period > often.count)


def _has_doses_on_each_day(given: Pattern) -> bool:
    """ "Every 6 hours on days -7 to -4 for 14 doses": the first day and the last one have less than four."""
    days, times = given.days, given.times
    often = given.frequency.value if given.frequency else None
    if days is None or times is None or often is None or times.value.low is None or times.value.low != times.value.high:
        return False
    each_day = often.count * _PER_DAY.get(often.unit, Decimal(0)) / often.period
    least = (len(days.value) - _FIRST_AND_LAST) * each_day + _FIRST_AND_LAST
    return least <= times.value.low <= len(days.value) * each_day


def regular_step(days: Sequence[int]) -> int:
    """The days between one and the next where it is always the same, else 0."""
    steps = {later - earlier for earlier, later in pairwise(days)}
    return steps.pop() if len(steps) == 1 else 0


def is_every(frequency: Frequency, step: int) -> bool:
    """ "Weekly" on days 1, 8, 15."""
    return step > 0 and frequency.count == 1 and frequency.period * _DAYS_PER_UNIT.get(frequency.unit, 0) == step
