"""Rules for how much and how long: durations, doses, counts. Each function's docstring is its rule.

In the rules, "a" is the word a, [ ] may be absent, { } may repeat, | is or; capitals name other rules or tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.regimen import Amount, Count, Duration

if TYPE_CHECKING:
    from decimal import Decimal

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.tokens import Cursor

TIME_UNITS = {
    spelling: unit
    for unit, spellings in {
        "s": "second seconds sec",
        "min": "minute minutes min mins",
        "h": "hour hours hr hrs h",
        "d": "day days",
        "wk": "week weeks wk wks",
        "mo": "month months",
        "a": "year years yr yrs",
    }.items()
    for spelling in spellings.split()
}

_ABOUT = ("about", "approximately", "around", "approx")
_AT_MOST = ("up to", "a maximum of", "maximum of", "no more than", "at most", "for a maximum of")
_AT_LEAST = ("at least", "a minimum of", "minimum of")
_DASHES = ("-", "–", "—", "to")
CYCLE_WORDS = ("cycle", "cycles", "course", "courses")


def number_range(cursor: Cursor) -> tuple[Decimal, Decimal | None] | None:
    """RANGE = NUMBER [ ("-" | "to") NUMBER ]"""
    low = cursor.number()
    if low is None:
        return None
    start = cursor.index
    if cursor.word(*_DASHES):
        high = cursor.number()
        if high is not None and high > low:
            return low, high
        cursor.index = start
    return low, None


def time_unit(cursor: Cursor) -> str | None:
    """[ "-" ] TIME-UNIT: "28-day", "28 days"."""
    if cursor.peek(1) in TIME_UNITS:
        cursor.word("-")
    unit = TIME_UNITS.get(cursor.peek())
    if unit is not None:
        cursor.index += 1
    return unit


def duration(cursor: Cursor) -> Stated[Duration] | None:
    """DURATION = [ "about" ] [ "up to" ] [ "about" ] RANGE [ "-" ] TIME-UNIT"""
    start = cursor.index
    approximate = bool(cursor.word(*_ABOUT))
    at_most = bool(cursor.phrase(*_AT_MOST))
    approximate = bool(cursor.word(*_ABOUT)) or approximate
    numbers = number_range(cursor)
    if numbers is None:
        cursor.index = start
        return None
    unit = time_unit(cursor)
    if unit is None:
        cursor.index = start
        return None
    cursor.word(".") if cursor.peek(-1) in {"hr", "hrs", "min", "mins", "wk", "wks", "yr", "yrs"} else None
    low, high = numbers
    return cursor.state(Duration(low, unit, high, approximate=approximate, at_most=at_most), start)


def dose(cursor: Cursor, lexicon: Lexicon) -> Stated[Amount] | None:
    """DOSE = RANGE [ "-" ] UNIT, the unit being a row of `mappings/units.tsv`."""
    start = cursor.index
    numbers = number_range(cursor)
    if numbers is not None:
        cursor.word("-")
        unit = cursor.entry(lexicon.units, longest=8)
        if unit is not None and not _continues_unit(cursor):
            return cursor.state(Amount(numbers[0], unit, numbers[1]), start)
    cursor.index = start
    return None


def _continues_unit(cursor: Cursor) -> bool:
    """True before "/day", "per kg": a longer unit than the table knows must not be cut short."""
    return cursor.peek() in {"/", "per", "^"}


def count_of_cycles(cursor: Cursor) -> Stated[Count] | None:
    """COUNT = [ "up to" | "at least" | "a total of" ] RANGE ( "cycles" | "courses" )"""
    start = cursor.index
    at_most = bool(cursor.phrase(*_AT_MOST))
    at_least = not at_most and bool(cursor.phrase(*_AT_LEAST))
    cursor.phrase("a total of", "total of", "exactly")
    numbers = number_range(cursor)
    if numbers is None or not _whole(numbers) or not cursor.word(*CYCLE_WORDS):
        cursor.index = start
        return None
    low, high = int(numbers[0]), int(numbers[1] if numbers[1] is not None else numbers[0])
    if at_most:
        value = Count(None, high)
    elif at_least:
        value = Count(low, None)
    else:
        value = Count(low, high)
    return cursor.state(value, start)


def _whole(numbers: tuple[Decimal, Decimal | None]) -> bool:
    return all(number is None or (number == int(number) and number > 0) for number in numbers)
