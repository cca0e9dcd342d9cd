"""When two passages on one treatment agree ("IV" and "IV bolus"), and what the one says that the other lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.schedule.passages.entries import FACTS, Entry, values
from fhiradapter.schedule.passages.equal import in_one_unit
from fhiradapter.schedule.phrases.words import WITHIN_A_DAY
from fhiradapter.schedule.regimen import Count, Frequency

if TYPE_CHECKING:
    from collections.abc import Sequence


_DAYS_OF_WEEKS = ("days", "weeks")


def agree(one: Entry, other: Entry) -> bool:
    """Whether both can be true of one treatment in one pattern: "IV on day 1" and "over 2 hours on day 1"."""
    as_long = _as_long_as_its_days(one, other) and _as_long_as_its_days(other, one)
    told = _DAYS_OF_WEEKS if _on_the_same_days(one, other) else ()
    facts = (fact for fact in FACTS if fact not in told and not _lasts_alike(one, other, fact))
    alike = (_alike(values(one, fact), values(other, fact)) for fact in facts)
    return as_long and not _lasts_otherwise(one, other) and not _lasts_otherwise(other, one) and all(alike)


def _on_the_same_days(one: Entry, other: Entry) -> bool:
    """ "On day 1 of weeks 1 and 4" and "on days 1 and 22"."""
    in_weeks = one.days and other.days and bool(one.weeks) != bool(other.weeks)
    return bool(in_weeks) and one.days_from_the_first == other.days_from_the_first != ()


def _lasts_otherwise(one: Entry, other: Entry) -> bool:
    """ "over 2 hours", and elsewhere "begins after A and continues for 4 hours": two infusions."""
    lasts = other.duration.value if other.duration else None
    if one.infusion is None or lasts is None or lasts.unit not in WITHIN_A_DAY:
        return False
    return bool(in_one_unit(one.infusion.value) != in_one_unit(lasts))


def _as_long_as_its_days(one: Entry, other: Entry) -> bool:
    """ "On days -7 to -4" is as long as "daily for 1-4 days", and not as "for 7 days"."""
    if not _says_days_for(one, other) or one.days is None or other.duration is None:
        return True
    days, lasts = one.days_from_the_first or one.days.value, other.duration.value
    length = days[-1] - days[0] + 1
    return (lasts.at_most or lasts.low <= length) and length <= (lasts.high or lasts.low)


def _says_days_for(one: Entry, other: Entry) -> bool:
    """Whether the second says for how many days goes on what the first gives on days that no cycle repeats."""
    lasts = other.duration.value if other.duration and not other.days else None
    return one.days is not None and one.length is None and lasts is not None and lasts.unit == "d"


def _lasts_alike(one: Entry, other: Entry, fact: str) -> bool:
    """ "over 2-3 hours" and "over 3 hours": the one is within the other."""
    if fact != "infusion" or not (one.infusion and other.infusion):
        return False
    spans = sorted((one.infusion.value, other.infusion.value), key=lambda each: each.high is None)
    wide, exact = (in_one_unit(each) for each in spans)
    low, high, length = wide[2], wide[3], exact[2]
    return high is not None and exact[3] is None and bool(low <= length <= high)


def _alike(first: Any, second: Any) -> bool:
    equal = in_one_unit(first) == in_one_unit(second)
    if first is None or second is None or equal or _restricts(first, second) or _restricts(second, first):
        return True
    return isinstance(first, str) and isinstance(second, str) and _one_route(first, second)


def _one_route(first: str, second: str) -> bool:
    """ "IV" and "IV bolus"; "IV or orally" and "orally or IV"."""
    shorter, longer = sorted((first, second), key=len)
    return longer.startswith(f"{shorter}-") or sorted(first.split("|")) == sorted(second.split("|"))


def _restricts(first: Any, second: Any) -> bool:
    """ "twice daily" and "5 days a week" are both true."""
    both = isinstance(first, Frequency) and isinstance(second, Frequency)
    return both and first.unit in {"d", "h"} and second.unit == "wk" and second.count > 1


def _narrows(second: Frequency, first: Frequency) -> bool:
    """ "once daily" and "5 days a week" is five times a week; "twice daily" stays what it is on each of these days."""
    return _restricts(first, second) and first.count == first.period == 1 and first.unit == "d"


def _says_more(second: Frequency, first: Frequency) -> bool:
    """Five times a week is more than daily, and twice daily is more than on five days a week."""
    return _narrows(second, first) or (_restricts(second, first) and not _narrows(first, second))


def same(one: Entry, other: Entry) -> bool:
    """The same pattern said twice in one passage, or for another arm."""
    return all(_said(one, fact) == _said(other, fact) for fact in FACTS)


def says(one: Entry, other: Entry) -> bool:
    """The first says all that the second says."""
    return all(_said(other, fact) in (None, _said(one, fact)) for fact in FACTS)


def agreement(one: Entry, other: Entry) -> int:
    """How many facts both say, and say alike."""
    return sum(_said(one, fact) is not None and _said(one, fact) == _said(other, fact) for fact in FACTS)


def _said(entry: Entry, fact: str) -> Any:
    return in_one_unit(values(entry, fact))


def complemented(one: Entry, other: Entry, facts: Sequence[str]) -> Entry:
    """The first with what only the second says."""
    missing = {fact: getattr(other, fact) for fact in facts if not getattr(one, fact) and getattr(other, fact)}
    if _on_the_same_days(one, other):
        missing.pop("weeks", None)
    if _says_days_for(one, other):
        missing.pop("duration", None)  # the days say it
    if _is_given_again(one) and other.times and other.times.value == Count(1, 1):
        missing.pop("times", None)  # "a single dose" of what is given weekly is each of them
    if facts and one.frequency and other.frequency and _says_more(other.frequency.value, one.frequency.value):
        missing["frequency"] = other.frequency
    return one.having(**missing, stop=one.stop or other.stop)


def _is_given_again(entry: Entry) -> bool:
    several = (entry.days, entry.weekdays, entry.weeks, entry.months)
    return entry.frequency is not None or any(each is not None and len(each.value) > 1 for each in several)
