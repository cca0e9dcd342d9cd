"""Phrases for how many cycles there are: "for up to 6 courses", "x 4 cycles", "six 21-day cycles"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.spans import CYCLE_WORDS, LEAST, MOST, amount_range, bounds, duration
from fhiradapter.schedule.regimen import Count

if TYPE_CHECKING:
    from decimal import Decimal

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Duration
    from fhiradapter.schedule.tokens import Cursor

_WRONG_UNIT_WEEKS = frozenset({14, 21, 28, 35, 42})  # "a 21 week cycle": days were meant, or not; nobody can tell
_LONGEST_DAYS = 400
_MOST_CYCLES = 35  # "for 68 cycles": a dash was lost. "Up to" may be more
_NO_COUNT_BEFORE = frozenset(
    """
    after every each completion of following than least most first last prior previous to - within past past/after
    before
    another and or next remaining additional additional/further final initial
    """.split()
)
_COUNT_KINDS = (
    "treatment",
    "study",
    "therapy",
    "chemotherapy",
    "total",
    "full",
    "planned",
    "complete",
    "repeat",
    "consecutive",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cycles, and the length that stands between ("six 21-day cycles")."""

    count: Stated[Count]
    length: Stated[Duration] | None = None


def count_of_cycles(cursor: Cursor) -> Stated[Count] | None:
    """COUNT: see `counted`; "six 21-day cycles" is read there, with its length."""
    found = cursor.maybe(lambda at: _without_length(counted(at)))
    return found.count if found is not None else None


def _without_length(found: Counted | None) -> Counted | None:
    return found if found is not None and found.length is None else None


def counted(cursor: Cursor) -> Counted | None:
    """COUNTED = [ "for" | "x" ] [ BOUNDS ] RANGE [ [ "," ] DURATION ] CYCLES [ "or more" | "maximum" ]

    Refused: "3 or 4 courses", "additional courses", "after 2 courses", and more than 35 that are no upper bound.
    """
    start = cursor.index
    before = cursor.peek(-1)
    opener = cursor.word("for", "x", "×", "over")
    bound = bounds(cursor)
    if before in _NO_COUNT_BEFORE and not (opener and before in {"and", "or", "to"}):
        cursor.index = start
        return None
    numbers = amount_range(cursor)
    length = cursor.maybe(_length_between) if numbers is not None else None
    cursor.phrase(*_COUNT_KINDS) if length is None else None
    value = _count(numbers, bound) if numbers is not None and cursor.phrase(*CYCLE_WORDS) else None
    if value is None or _goes_on_about_count(cursor):
        cursor.index = start
        return None
    if cursor.phrase("or more", "or longer", "minimum", "at least"):
        value = Count(value.low, None)
    elif cursor.phrase("maximum", "at most", "or less", "or fewer"):
        value = Count(None, value.high)
    return Counted(cursor.state(value, start), length)


def _length_between(cursor: Cursor) -> Stated[Duration] | None:
    cursor.word(",")
    start = cursor.index
    said = duration(cursor)
    if (
        said is None
        or said.value.high is not None
        or cursor.peek() not in CYCLE_WORDS
        or not may_be_a_cycle(said.value)
    ):
        cursor.index = start
        return None
    return said


def _count(numbers: tuple[Decimal, Decimal | None], bound: set[str]) -> Count | None:
    low, high = numbers[0], numbers[1] if numbers[1] is not None else numbers[0]
    if low != int(low) or high != int(high) or {MOST, LEAST} <= bound:
        return None
    if MOST in bound:
        return Count(None, int(high)) if high <= 4 * _MOST_CYCLES else None
    if high > _MOST_CYCLES:
        return None
    return Count(int(low), None) if LEAST in bound else Count(int(low), int(high))


def _goes_on_about_count(cursor: Cursor) -> bool:
    """ "4 cycles or 6 cycles", "6 courses (arm I) or", "2 courses past CR", "3 courses beyond": not the count of
    all.
    """
    here = cursor.peek()
    if here in {"or", "and", "of"} and number_at(cursor, 1):
        return True
    return here in {
        "past",
        "beyond",
        "after",
        "before",
        "prior",
        "apart",
        "later",
        "-",
        "/",
        "=",
        "is",
        "was",
        "lasts",
    } or number_at(cursor, 0)


def number_at(cursor: Cursor, ahead: int) -> bool:
    """True where a number stands so many tokens further on."""
    place = cursor.index + ahead
    return place < len(cursor.tokens) and cursor.tokens[place].number is not None


def may_be_a_cycle(length: Duration) -> bool:
    """True for a length that a cycle can have: no hours, no bound, no "21 weeks", nothing longer than a year."""
    if length.at_most or length.at_least or length.unit not in {"d", "wk", "mo"} or length.low != int(length.low):
        return False
    days = int(length.high or length.low) * {"d": 1, "wk": 7, "mo": 30}[length.unit]
    return days <= _LONGEST_DAYS and not (length.unit == "wk" and int(length.low) in _WRONG_UNIT_WEEKS)
