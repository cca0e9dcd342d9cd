"""Lists of weeks and of months: "weeks 1, 4, and 7", "at weeks 0, 2, 6", "at 0, 1, and 6 months"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.lists import DASHES, MONTHS, SEPARATORS, WEEKS, Kind, named_numbers, whole_number

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor, Token

_OPENERS = ("at", "in", "during", "on", "for", "over", "of", "from")
_BOUND_BEFORE = frozenset(
    """
    by until till after before through thru since than within around about approximately between beginning starting or
    either prior end start conclusion completion except per every each following gestational age to up least most
    > ≥ < ≤
    """.split()
)
_NOT_TREATMENT = (
    "of gestation",
    "of age",
    "of life",
    "of pregnancy",
    "visit",
    "visits",
    "post",
    "after",
    "from",
    "following",
    "prior",
    "before",
)
_BEFORE_NUMBERS = frozenset("baseline screening randomization randomisation enrollment enrolment".split())
_OF_A_LIST = frozenset({*SEPARATORS, *WEEKS.names, *MONTHS.names, "at"})
_A_LIST = 12
_FEWEST = 2
_BEGINS = re.compile(r"\b(?:continu(?:e|es|ed|ing)\b|switch|remain|cross(?:es|ed|ing)?[- ]?over)", re.IGNORECASE)
"""In such a sentence "at week 24" is when something begins."""


def week_phrase(cursor: Cursor) -> Stated[tuple[int, ...]] | None:
    """WEEKS = [ "at" | "in" | "during" ] ( "week" | "weeks" ) NUMBERS | "at" NUMBERS "weeks", at least two of them"""
    return _points(cursor, WEEKS, "weeks")


def month_phrase(cursor: Cursor) -> Stated[tuple[int, ...]] | None:
    """MONTHS = [ "at" ] ( "month" | "months" ) NUMBERS | "at" NUMBERS "months", at least two of them"""
    return _points(cursor, MONTHS, "months")


def _points(cursor: Cursor, kind: Kind, unit: str) -> Stated[tuple[int, ...]] | None:
    start = cursor.index
    before = cursor.peek(-1) if cursor.peek(-1) not in {"of", "the"} else cursor.peek(-2)
    if before in _BOUND_BEFORE or cursor.peek(-1) in DASHES:
        return None
    opener = cursor.word(*_OPENERS)
    first = cursor.index
    found = named_numbers(cursor, kind)
    if found is None and opener in {"at", "on", "in"}:
        found = cursor.maybe(lambda at: _before_unit(at, kind, unit, first))
    begins = (
        found is not None
        and len(found.value) == 1
        and "at" in (before, opener)
        and _BEGINS.search(cursor.sentence.text)
    )
    open_end = found is not None and len(found.value) == 1 and "from" in (before, opener)
    unsure = begins or open_end or _is_rest_of_list(cursor, start) or _counted_before(cursor, start)
    if found is None or unsure or cursor.phrase(*_NOT_TREATMENT):
        cursor.index = start
        return None
    return found


def _is_rest_of_list(cursor: Cursor, start: int) -> bool:
    """ "at baseline, week 4 and week 8": half a list is no list."""
    place = start - 1
    while place >= max(0, start - _A_LIST) and _is_of_list(cursor.tokens[place]):
        place -= 1
    return 0 <= place < start - 1 and cursor.tokens[place].key in _BEFORE_NUMBERS


def _is_of_list(token: Token) -> bool:
    return token.key in _OF_A_LIST or token.number is not None


def _counted_before(cursor: Cursor, start: int) -> bool:
    """True at "weeks 1-6" of "6 weeks 1-6"."""
    named = cursor.tokens[start].key.startswith(("week", "month", "wk"))
    return named and start > 0 and cursor.tokens[start - 1].number is not None


def _before_unit(cursor: Cursor, kind: Kind, unit: str, first: int) -> Stated[tuple[int, ...]] | None:
    """ "0, 1, and 6 months": two numbers or more, one by one; "4-6 weeks" is a window"""
    without_unit = Kind(kind.names, kind.least, kind.most, 0)
    listed: list[int] = []
    while (number := _next(cursor, without_unit, unit, first=not listed)) is not None:
        listed.append(number)
        if len(listed) > kind.most:
            return None
    if len(listed) < _FEWEST or listed != sorted(set(listed)) or not cursor.word(unit):
        return None
    return cursor.state(tuple(listed), first) if cursor.peek() not in {"or", "of", *DASHES} else None


def _next(cursor: Cursor, kind: Kind, unit: str, *, first: bool) -> int | None:
    start = cursor.index
    if not first and not (cursor.phrase(", and", "and", "&", ",") and cursor.peek(-1) in SEPARATORS):
        return None
    token = cursor.token
    digits = token is not None and token.kind == "number" and token.text.isdigit() and int(token.text) <= kind.most
    if token is not None and digits and (cursor.peek(1) == unit or cursor.peek(1) in SEPARATORS):
        cursor.index += 1
        return int(token.text)
    found = whole_number(cursor, kind) if token is not None and token.kind == "word" else None
    if found is None:
        cursor.index = start
    return found
