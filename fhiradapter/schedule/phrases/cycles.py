"""Phrases for cycles: which cycles, how long one is, how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.cycle_sets import cycle_set
from fhiradapter.schedule.phrases.lists import DASHES
from fhiradapter.schedule.phrases.spans import (
    CYCLE_WORDS,
    LEAST,
    MOST,
    UNITS,
    amount_range,
    bounds,
    duration,
)
from fhiradapter.schedule.regimen import Count, Duration

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Cycles
    from fhiradapter.schedule.tokens import Cursor

__all__ = [
    "Counted",
    "CycleScope",
    "count_of_cycles",
    "counted",
    "cycle_length",
    "cycle_scope",
    "cycle_set",
    "every_so_long",
]  # fmt: skip

_EACH = ("each", "every", "all", "any", "each of the", "all of the")
_A = ("a", "an", "the", "this", "that", "one", "1", "the same")
_KINDS = (
    "treatment",
    "study",
    "therapy",
    "chemotherapy",
    "dosing",
    "drug",
    "the treatment",
    "planned",
    "-",
    "on-study",
)
_IS = (
    "is", "was", "are", "lasts", "last", "will last", "=", "equals", "equal", "will be", "is defined as", "defined as",
    "is considered", "are defined as", "consists of", "consist of", "will consist of", "length is", "length of", "of",
    "duration is", "length =", "length", "length :", "length will be", "duration of", "being", "will be defined as",
    "consisting of", "comprises", "- length is", "= length",
)  # fmt: skip
_LONG = ("long", "in length", "in duration", "duration", "each", "of treatment cycle")
_WRONG_UNIT_WEEKS = frozenset({14, 21, 28, 35, 42})  # "a 21 week cycle": days were meant, or not; nobody can tell
_LONGEST_DAYS = 400
_MOST_CYCLES = 35  # "for 68 cycles": a dash was lost. "Up to" may be more
_NO_COUNT_BEFORE = frozenset(
    """
    after every each completion of following than least most first last prior previous to - within past past/after before
    another and or next remaining additional additional/further final initial
    """.split()
)
_COUNT_ENDS = ("cycles", "cycle", "courses", "course", "cycle ( s )", "course ( s )")
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
_NO_SCOPE_BEFORE = frozenset(
    """
    end ends completion start beginning initiation conclusion half middle remainder rest most number total series maximum
    minimum part onset out first last cycles courses commencement duration length
    """.split()
)


@dataclass(frozen=True, slots=True)
class CycleScope:
    """What is said of the cycle: which cycles are meant, how long one is; `each`: every one of them ("of each cycle")."""

    cycles: Stated[Cycles] | None = None
    length: Stated[Duration] | None = None
    each: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cycles, and the length that stands between ("six 21-day cycles")."""

    count: Stated[Count]
    length: Stated[Duration] | None = None


def cycle_scope(cursor: Cursor) -> CycleScope | None:
    """CYCLE-SCOPE = PART [ [ "," ] PART ], the parts saying different things: "of each 21-day cycle during cycles 1-4"."""
    if cursor.peek(-1) in _NO_SCOPE_BEFORE or (cursor.peek(-1) == "of" and cursor.peek(-2) in _NO_SCOPE_BEFORE):
        return None
    first = cursor.maybe(_part)
    if first is None:
        return None
    second = cursor.maybe(_part)
    if second is None or (first.cycles and second.cycles) or (first.length and second.length):
        return first if second is None else None
    return CycleScope(first.cycles or second.cycles, first.length or second.length, first.each or second.each)


def _part(cursor: Cursor) -> CycleScope | None:
    """PART = [ "," ] ( "(" INNER ")" | INNER )"""
    start = cursor.index
    comma = cursor.word(",")
    bracket = cursor.word("(")
    found = _inner(cursor, bare=bool(comma or bracket))
    if found is None or (bracket and not cursor.word(")")):
        cursor.index = start
        return None
    return found


def _inner(cursor: Cursor, *, bare: bool) -> CycleScope | None:
    """INNER = [ "of" | "in" | "during" | ... ] ( CYCLES [ "only" ] | CYCLE-LENGTH | "each cycle" ) | EVERY"""
    start = cursor.index
    every = every_so_long(cursor)
    if every is not None:
        return CycleScope(length=every, each=True)
    cursor.word("only")
    opener = cursor.phrase("of", "in", "during", "for", "on", "within", "from", "only in", "only during", "at", "per")
    cycles = cycle_set(cursor)
    if cycles is not None and cursor.peek() not in {":", "begins", "starts", "will", "is", "are"}:
        length = cursor.maybe(_of_length) if opener else None
        cursor.word("only")
        return CycleScope(cycles, length)
    cursor.index = start
    cursor.phrase("of", "in", "during", "for", "on", "within", "at", "per", "only", "throughout")
    each = bool(cursor.phrase(*_EACH)) or cursor.peek(-1) == "per"
    length = cycle_length(cursor)
    if length is not None:
        return CycleScope(length=length, each=each)
    cursor.phrase("a", "an", "the", "this", "that", "the same") if not each else None
    cursor.phrase(*_KINDS)
    named = (each or opener not in {"", "for"}) and not bare and bool(cursor.phrase(*CYCLE_WORDS))
    if named and not _number_at(cursor, 0):
        return CycleScope(each=each)
    cursor.index = start
    return None


def _of_length(cursor: Cursor) -> Stated[Duration] | None:
    """ "of cycle 1 of a 28-day cycle", "of cycle 1 of each 28 day cycle"."""
    return cycle_length(cursor) if cursor.phrase("of a", "of each", "of every", "of the", "on a") else None


def every_so_long(cursor: Cursor) -> Stated[Duration] | None:
    """EVERY = ( "every" | "q" ) ( DURATION | UNIT ) | "q21d" | "every other week": the time from one cycle to the next"""
    start = cursor.index
    if cursor.phrase("every other week"):
        return cursor.state(Duration(Decimal(2), "wk"), start)
    glued = _glued_q(cursor.peek())
    if glued is not None:
        cursor.index += 1
        found: Duration | None = glued
    elif cursor.word("every", "q", "each"):
        said = duration(cursor)
        unit = UNITS.get(cursor.word("week", "month")) if said is None and cursor.peek(-1) == "every" else None
        found = said.value if said is not None else Duration(Decimal(1), unit) if unit else None
    else:
        return None
    if found is None or not _may_be_a_cycle(found) or cursor.peek() in {*CYCLE_WORDS, "or", "except"} or _is_day(found):
        cursor.index = start
        return None
    return cursor.state(found, start)


def _glued_q(word: str) -> Duration | None:
    """ "q21d", "q3w", "q3wk": a letter m may be months or minutes and is not read."""
    for ending, unit in (("days", "d"), ("d", "d"), ("weeks", "wk"), ("wks", "wk"), ("wk", "wk"), ("w", "wk")):
        digits = word.removeprefix("q").removesuffix(ending)
        if word.startswith("q") and word.endswith(ending) and digits.isascii() and digits.isdigit() and int(digits):
            return Duration(Decimal(digits), unit)
    return None


def cycle_length(cursor: Cursor) -> Stated[Duration] | None:
    """LENGTH = [ "each" | "a" ] DURATION [ "treatment" ] CYCLE | CYCLE ( "is" | "lasts" | "=" | "of" ) DURATION [ "long" ]
    | "(" "1 cycle =" DURATION ")" | ( "weekly" | "monthly" ) "cycles"
    """
    start = cursor.index
    bracket = cursor.word("(")
    cursor.phrase(*_EACH, *_A)
    found = cursor.maybe(_named_length) or (
        None if cursor.peek(-1) in {"after", "every"} else cursor.maybe(_defined_length)
    )
    if found is None or not _may_be_a_cycle(found.value) or (bracket and not cursor.word(")")):
        cursor.index = start
        return None
    return cursor.state(found.value, start)


def _named_length(cursor: Cursor) -> Stated[Duration] | None:
    """ "28-day treatment cycle", "four-week (28 day) cycles", "monthly cycles" """
    start = cursor.index
    unit = {"weekly": "wk", "monthly": "mo"}.get(cursor.word("weekly", "monthly"))
    said = cursor.state(Duration(Decimal(1), unit), start) if unit else duration(cursor)
    cursor.phrase(*_KINDS)
    if said is None or not cursor.phrase(*CYCLE_WORDS):
        return None
    return None if cursor.peek() == "or" and cursor.tokens[cursor.index + 1 :] and _number_at(cursor, 1) else said


def _defined_length(cursor: Cursor) -> Stated[Duration] | None:
    """ "each cycle is 28 days", "cycle = 21 days", "a cycle length of 3 weeks", "cycles of 28 days" """
    cursor.phrase(*_KINDS)
    if not cursor.phrase(*CYCLE_WORDS):
        return None
    consists = cursor.phrase(*_IS)
    said = duration(cursor) if consists else None
    if said is None or said.value.at_most or said.value.at_least:
        return None
    cursor.phrase(*_LONG)
    return (
        None if _goes_on_about_length(cursor, loose="consist" in consists or consists in {"of", "comprises"}) else said
    )


def _goes_on_about_length(cursor: Cursor, *, loose: bool) -> bool:
    """ "21 days in DLBCL and 28 days in FL", "14 or 21 days", "consists of 5 days of treatment", "28 days on ..." """
    here = cursor.peek()
    if here in {"or", "in", "/"} or (here in {"and", ","} and _number_at(cursor, 1)):
        return True
    return (
        here in {"of", "on", "followed", "with", "and", "plus", "per", "every"}
        if loose
        else here in {"of", "on", "followed", "plus"}
    )


def _number_at(cursor: Cursor, ahead: int) -> bool:
    place = cursor.index + ahead
    return place < len(cursor.tokens) and cursor.tokens[place].number is not None


def _may_be_a_cycle(length: Duration) -> bool:
    """No hours, no bound, no "21 weeks", nothing longer than a year."""
    if length.at_most or length.at_least or length.unit not in {"d", "wk", "mo"} or length.low != int(length.low):
        return False
    days = int(length.high or length.low) * {"d": 1, "wk": 7, "mo": 30}[length.unit]
    return days <= _LONGEST_DAYS and not (length.unit == "wk" and int(length.low) in _WRONG_UNIT_WEEKS)


def _is_day(length: Duration) -> bool:
    """Every one to four days is how often a drug is given, not a cycle."""
    return length.unit == "d" and length.low < 5


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
    value = _count(numbers, bound) if numbers is not None and cursor.phrase(*_COUNT_ENDS) else None
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
        or not _may_be_a_cycle(said.value)
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
    """ "4 cycles or 6 cycles", "6 courses (arm I) or", "2 courses past CR", "3 courses beyond": not the count of all."""
    here = cursor.peek()
    if here == "or" and _number_at(cursor, 1):
        return True
    return here in {"past", "beyond", "after", "before", "prior", "apart", "later", "-", "/", "1"} or _number_at(
        cursor, 0
    )


_DASH_LIKE = DASHES
