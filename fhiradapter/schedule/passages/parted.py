"""The days of a treatment in one passage, and in another what is given on which of them.

The description says "A SC on days 3-5", an arm "3 mg A on day 3; 10 mg A on day 4; 30 mg A on day 5": each day has its
dose, and nothing contradicts anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.passages.agreeing import agree
from fhiradapter.schedule.passages.entries import values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.passages.entries import Entry

_FEWEST = 2


def parted(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, one for each dose where passages part the days of another one to the last."""
    arms = {arm for each in entries for arm in each.arms}
    return [part for each in entries for part in _parts_of(each, entries, arms)]


def _parts_of(whole: Entry, entries: Sequence[Entry], arms: set[str]) -> list[Entry]:
    if whole.days is None or whole.doses or whole.weeks or whole.condition or whole.optional:
        return [whole]
    parts = [each for each in entries if _is_on_some_days_of(each, whole)]
    days = sorted(day for each in parts for day in (each.days.value if each.days else ()))
    one_passage = len({(each.origin, each.arms) for each in parts}) == 1
    if len(parts) < _FEWEST or not one_passage or days != sorted(whole.days.value):
        return [whole]
    if parts[0].arms != whole.arms and (whole.arms or arms != set(parts[0].arms)):
        return [whole]  # what one arm receives is said of no other
    return [whole.having(days=each.days, doses=each.doses) for each in parts]


def _is_on_some_days_of(entry: Entry, whole: Entry) -> bool:
    if entry.key != whole.key or entry.origin <= whole.origin or entry.days is None or whole.days is None:
        return False
    if not entry.doses or entry.condition or entry.optional or values(entry, "cycles") != values(whole, "cycles"):
        return False
    alike = agree(entry.having(days=None, doses=()), whole.having(days=None))
    return alike and set(entry.days.value) < set(whole.days.value)
