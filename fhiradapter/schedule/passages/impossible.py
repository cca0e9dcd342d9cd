"""What cannot be: a dose outside the limits of its unit, a day behind the end of its cycle, a cycle behind the last.

Whoever wrote it, or read it, made a slip. It is told with its value and its place, and never passed on.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fhiradapter.issues import Issue, Place, Severity
from fhiradapter.schedule.phrases import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.passages.entries import Entry
    from fhiradapter.schedule.phrases.repeat_tails import Repeating
    from fhiradapter.schedule.regimen import Count, Duration, Frequency

    Tell = Callable[[Issue], None]

REMEDY = "Look the value up in the protocol and enter it by hand."
_LONGEST_QUOTE = 200
_LONGEST_INFUSION = 60  # days: continuous infusions of a month are given
_LONGEST = 50 * 366
_MOST_IN_A_DAY = 96  # every 15 minutes
_DAYS = {
    "s": Decimal(1) / 86400,
    "min": Decimal(1) / 1440,
    "h": Decimal(1) / 24,
    "d": Decimal(1),
    "wk": Decimal(7),
    "mo": Decimal(30),
    "a": Decimal(365),
}
_DAY_OF_CYCLE = re.compile(
    r"\bdays? (?P<day>\d{1,3})\b(?: (?:of|in) (?:each|every|the|a|an))? (?:of )?(?P<length>\d{1,3})[- ]days? "
    r"(?:cycle|course)",
    re.IGNORECASE,
)


def possible(entry: Entry, tell: Tell) -> Entry:
    """The entry without values that no treatment has; each is told."""
    doses = tuple(each for each in entry.doses if not _is_told(tell, "dose", each, limits.why_not(each.value)))
    wrong = {
        fact: None
        for fact, reason in _REASONS.items()
        if (stated := getattr(entry, fact)) and _is_told(tell, fact, stated, reason(stated.value))
    }
    return entry.having(**({"doses": doses} | wrong)) if wrong or doses != entry.doses else entry


def in_time(entry: Entry, tell: Tell) -> Entry:
    """The entry without days behind the end of their cycle; cycles behind the last one are told."""
    length = entry.length.value.days() if entry.length else None
    late = [day for day in entry.days_from_the_first if length and day > length]
    if entry.days and late:
        tell(_issue("day", entry.days, f"day {late[0]} is behind the end of a cycle of {length} days"))
        entry = entry.having(days=None)
    last = entry.count.value.high if entry.count else None
    latest = (entry.cycles.value.last or entry.cycles.value.first) if entry.cycles else 0
    if entry.cycles and last is not None and latest > last:
        reason = f"cycle {latest} is behind the last one, which is {last}"
        tell(_issue("cycle", entry.cycles, reason, written="both are written as they are stated"))
    return entry


def in_words(sentence: Prose) -> Iterator[Issue]:
    """A day of a cycle that has not so many, in words that for this reason were not read."""
    for found in _DAY_OF_CYCLE.finditer(sentence.text):
        day, length = int(found["day"]), int(found["length"])
        if day > length:
            words = sentence[found.start() : found.end()]
            yield _issue("day", words.stated(), f"day {day} is behind the end of a cycle of {length} days")


def outside(repeat: Repeating, group: Iterable[Entry]) -> Iterator[Issue]:
    """Of a statement on cycles behind treatment on a day that is behind their end, which therefore was not used."""
    length = repeat.length.value.days() if repeat.length else None
    for days, last in {
        each.days: max(each.days_from_the_first, default=0) for each in group if each.days and not each.length
    }.items():
        if length and last > length:
            reason = f"day {last} is behind the end of a cycle of {length} days, which is not used"
            yield _issue("day", days, reason, written="not both are written")


def _is_told(tell: Tell, fact: str, stated: Stated[Any], reason: str) -> bool:
    if reason:
        tell(_issue(fact, stated, reason))
    return bool(reason)


def _issue(fact: str, stated: Stated[Any], reason: str, written: str = "it is not written") -> Issue:
    return Issue(
        severity=Severity.WARNING,
        rule=f"{fact}-impossible",
        code="value",
        message=f"This cannot be, and {written} ({stated.words[:_LONGEST_QUOTE]}): {reason}.",
        remedy=REMEDY,
        quote=stated.words[:_LONGEST_QUOTE],
        place=stated.citations[0].place if stated.citations else Place(),
    )


def _of_infusion(value: Duration) -> str:
    return _of_time(value, _LONGEST_INFUSION)


def _of_time(value: Duration, most: int = _LONGEST) -> str:
    if value.low <= 0:
        return "it takes no time"
    longest = (value.high if value.high is not None else value.low) * _DAYS.get(value.unit, Decimal(0))
    return f"it is longer than {most} days" if longest > most else ""


def _of_frequency(value: Frequency) -> str:
    if value.count <= 0 or value.period <= 0:
        return "it is never given"
    each_day = value.count / (value.period * _DAYS.get(value.unit, Decimal(1)))
    return f"it is given more than {_MOST_IN_A_DAY} times a day" if each_day > _MOST_IN_A_DAY else ""


def _of_count(value: Count) -> str:
    return "it is none at all" if 0 in (value.low, value.high) else ""


_REASONS: dict[str, Callable[[Any], str]] = {
    "cap": limits.why_not,
    "infusion": _of_infusion,
    "frequency": _of_frequency,
    "length": _of_time,
    "count": _of_count,
    "times": _of_count,
    "duration": _of_time,
    "span": _of_time,
}
"""Why a value of a fact cannot be; empty where it can."""
