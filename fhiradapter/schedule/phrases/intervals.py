"""From one time to the next: "every 8-12 hours", "q3w", "at 2-week intervals", "hourly", "on alternate days".

The notation of the rules is that of `frequency`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.numerals import dash, numeral, take
from fhiradapter.schedule.regimen import Frequency

if TYPE_CHECKING:
    from fhiradapter.schedule.tokens import Cursor

TIME_UNITS = {
    spelling: unit
    for unit, spellings in {
        "h": "hour hours hr hrs h hourly",
        "d": "day days d daily",
        "wk": "week weeks wk wks w weekly",
        "mo": "month months mo mos mth mths m",
        "a": "year years yr yrs",
    }.items()
    for spelling in spellings.split()
}
_LETTERS = frozenset("h d w m".split())
"""Units of one letter stand only behind "q" and a number: "q3w"."""

_ORDINALS = {
    word: Decimal(number)
    for word, number in {
        "other": 2, "alternate": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
        "5th": 5,
        "sixth": 6, "6th": 6, "eighth": 8, "8th": 8, "twelfth": 12, "12th": 12,
    }.items()
}  # fmt: skip
_PARTS_OF_A_DAY = {
    "morning", "mornings", "evening", "evenings", "night", "nights", "afternoon", "bedtime",
}  # fmt: skip
_AT_NIGHT = (
    "nightly", "at bedtime", "before bedtime", "once nightly", "every night at bedtime", "once daily at bedtime",
    "qhs", "q hs",
    "once a night", "once at night", "once in the morning", "once in the evening",
    "q am", "qam", "q a . m .", "q . a . m .", "every am", "each am", "q pm", "qpm", "q p . m .", "every pm", "each pm",
)  # fmt: skip

_Q = re.compile(
    r"q\.? \s? (?: (\d{1,3}) (?: \s? [-–] \s? (\d{1,3}) )? )? \s? ([a-z]+) \.? (?! \w )", re.VERBOSE | re.IGNORECASE
)
_Q_LETTERS = re.compile(
    r"q\.? \s? (\d{1,3}) (?: \s? [-–] \s? (\d{1,3}) )? \s? ([hdwm]) (?! \w )", re.VERBOSE | re.IGNORECASE
)
_HOURLY = re.compile(r"(\d{1,2}) [ -] hourly (?! \w )", re.VERBOSE | re.IGNORECASE)
_INTERVALS = re.compile(
    r"""
        (?: at | (?:at|with|in) \s an? | with | in ) \s (\w+) [ -]
          (?: to [ -] (\w+) [ -] )? (week|day|hour|month|weekly|hourly|monthly) (?:s|ly)? \s intervals? (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INTERVAL_OF = re.compile(
    r"""
        (?:at|with|in) \s (?: an? \s )? (?: dos(?:e|ing) \s )? intervals? \s (?: of \s )?
          (\w+) (?: (?: [ ]?-[ ]? | \s to \s ) (\d+) )? [ -] (week|day|hour|month) s? (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_APART = re.compile(
    r"(\w+) (?: [ ]?-[ ]? (\d+) )? [ -] (week|hour|day|month) s? \s apart (?! \w )", re.VERBOSE | re.IGNORECASE
)
_BOUND = frozenset("least most than about around approximately ~ ≥ ≤ > < - to or x".split())
"""Before a number these make it a bound, or the second of two."""
_OF_TWO = frozenset("between from before after until prior or".split())
_SOME_DAYS = 7
"""Doses that are fewer days apart are those of one course: "2-3 days apart for 2 doses"."""
_TAKEN = frozenset("mg mcg µg μg g tablet tablets capsule capsules".split())
_NEAR_AN_AMOUNT = 6
_OF_EYES = frozenset("drop drops eye eyes ophthalmic intravitreal intraocular ml".split())
_O_D = ("o . d .", "o . d", "o.d.")
_OD = ("od",)


def every(cursor: Cursor) -> Frequency | None:
    """EVERY = ( "every" | "each" ) [ NUMBER [ "-" NUMBER ] | "other" | ORDINAL ] TIME-UNIT"""
    return period(cursor, 1) if cursor.word("every", "each") else None


def period(cursor: Cursor, count: int) -> Frequency | None:
    """Behind "every", for so many times in it: "other day", "3-4 weeks", "morning"."""
    if cursor.word(*_PARTS_OF_A_DAY):
        return Frequency(count, Decimal(1), "d", "-")
    ordinal = _ORDINALS.get(cursor.peek())
    high: Decimal | None = None
    if ordinal is not None:
        cursor.index += 1
        if cursor.word(*_PARTS_OF_A_DAY):
            return Frequency(count, ordinal, "d", "-")
    else:
        number = numeral(cursor)
        ordinal = Decimal(1) if number is None else number
        high = numeral(cursor) if cursor.peek(1) not in TIME_UNITS and dash(cursor) else None
    cursor.word("-")
    unit = TIME_UNITS.get(cursor.peek())
    unsure = unit in {None, "a"} or cursor.peek() in _LETTERS or cursor.peek() in {"daily", "weekly", "hourly"}
    if unit is None or unsure or ordinal <= 0 or (high is not None and high <= ordinal):
        return None
    cursor.index += 1
    return Frequency(count, ordinal, unit, "", high)


def every_other(cursor: Cursor) -> Frequency | None:
    """ "on alternate days", "fortnightly" """
    if cursor.phrase("on alternate days", "on alternating days", "alternate days"):
        return Frequency(1, Decimal(2), "d")
    if cursor.phrase("fortnightly", "every fortnight", "once a fortnight", "each fortnight"):
        return Frequency(1, Decimal(2), "wk")
    return (
        Frequency(1, Decimal(1), "d")
        if cursor.phrase("single daily dose", "a single daily dose", "as a single daily dose")
        else None
    )


def at_intervals(cursor: Cursor) -> Frequency | None:
    """INTERVALS = "at" NUMBER [ "-" ] TIME-UNIT "intervals" | "at" "intervals" "of" NUMBER TIME-UNIT | ... "apart" """
    if cursor.peek(-1) in _BOUND:
        return None
    match = take(cursor, _INTERVALS) or take(cursor, _INTERVAL_OF) or take(cursor, _APART)
    if match is None or cursor.peek() in _OF_TWO:
        return None
    low, high = (_number(text) for text in (match[1], match[2]))
    unit = TIME_UNITS.get(match[3].lower(), "mo")
    few = unit == "d" and match.re is _APART and (high is not None or low is None or low < _SOME_DAYS)
    return None if low is None or few or (match[2] and high is None) else Frequency(1, low, unit, "", high)


def _number(text: str | None) -> Decimal | None:
    words = dict(zip("one two three four five six eight twelve".split(), (1, 2, 3, 4, 5, 6, 8, 12), strict=True))
    if text is None:
        return None
    return Decimal(text) if text.isdecimal() else Decimal(words[text.lower()]) if text.lower() in words else None


def hourly(cursor: Cursor) -> Frequency | None:
    """HOURLY = NUMBER [ "-" ] "hourly" """
    match = take(cursor, _HOURLY)
    return Frequency(1, Decimal(match[1]), "h") if match and int(match[1]) > 0 else None


def nightly(cursor: Cursor) -> Frequency | None:
    """NIGHTLY = "nightly" | "at bedtime" | ..."""
    return Frequency(1, Decimal(1), "d", "-") if cursor.phrase(*_AT_NIGHT) else None


def in_letters(cursor: Cursor) -> Frequency | None:
    """ "300 mg o.d.", "1 tablet od", "300 mg of A o.d.": behind an amount of a drug, and not "in the right eye" (oculus
    dexter)
    """
    near = [cursor.peek(-back) for back in range(1, _NEAR_AN_AMOUNT)]
    spelled = () if near[0] not in _TAKEN and (_TAKEN.isdisjoint(near) or _OF_EYES.intersection(near)) else _O_D
    return Frequency(1, Decimal(1), "d") if cursor.phrase(*spelled, *(_OD if near[0] in _TAKEN else ())) else None


def q_and_unit(cursor: Cursor) -> Frequency | None:
    """Q = "q" [ NUMBER [ "-" NUMBER ] ] TIME-UNIT, with blanks and a stop or without"""
    match = take(cursor, _Q_LETTERS) or take(cursor, _Q)
    unit = TIME_UNITS.get(match[3].lower()) if match else None
    if match is None or unit in {None, "a"} or match[3].lower() in {"daily", "weekly", "hourly"}:
        return None
    low, high = Decimal(match[1] or 1), Decimal(match[2]) if match[2] else None
    if low <= 0 or (high is not None and high <= low) or unit is None:
        return None
    return Frequency(1, low, unit, "", high)
