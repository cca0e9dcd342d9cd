"""Rules for days and cycles: which days of a cycle, which cycles. A list that could be misread is not read at all."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.schedule.amounts import CYCLE_WORDS, duration
from fhiradapter.schedule.regimen import Cycles

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Duration
    from fhiradapter.schedule.tokens import Cursor

_THROUGH = ("-", "–", "—", "to", "through", "thru", "until")
_NEVER_BEHIND_A_DAY = frozenset(
    "mg g gm mcg ug µg μg ng ml iu mu gy cgy % x units cells weeks months years hours".split()
)
_DAY = re.compile(r"[0-9]{1,4}")
_LONGEST_RANGE = 400  # more days in one range than any cycle has: a sign of a lost dash or a calendar year


@dataclass(frozen=True, slots=True)
class CycleScope:
    """What "of ..." behind a day list says of the cycle: which cycles are meant, or how long one is."""

    cycles: Stated[Cycles] | None = None
    length: Stated[Duration] | None = None


@dataclass(frozen=True, slots=True)
class DayPhrase:
    """Days, and the cycles that they are days of."""

    days: Stated[tuple[int, ...]]
    scope: CycleScope | None = None


def day_phrase(cursor: Cursor) -> DayPhrase | None:
    """DAY-PHRASE = [ "(" ] [ "on" | "over" ] DAYS [ CYCLE-SCOPE ] [ ")" ]"""
    start = cursor.index
    bracket = bool(cursor.word("("))
    cursor.word("on", "over", "for")
    days = day_list(cursor)
    scope = cycle_scope(cursor) if days is not None else None
    if days is None or (bracket and not cursor.word(")")):
        cursor.index = start
        return None
    return DayPhrase(days, scope)


def day_list(cursor: Cursor) -> Stated[tuple[int, ...]] | None:
    """DAYS = ( "day" | "days" ) DAY-RUN { ( "," | "and" | "&" ) [ "day" | "days" ] DAY-RUN }

    Refused: a list with "or" ("day 1, 2, or 3" is one day), one that does not ascend, one that dangles, a number that
    has a unit behind it ("days 1 and 10 mg/m2"), "Days 15" (a dash was lost).
    """
    start = cursor.index
    plural = cursor.word("day", "days")
    if not plural:
        return None
    days = day_run(cursor) or []
    while days and (run := cursor.maybe(_further_days)) is not None:
        days += run
    if not _well_formed(days) or cursor.peek() in {"or", "/", "%", "and/or"} or _lost_dash(plural, days):
        cursor.index = start
        return None
    return cursor.state(tuple(days), start)


def day_run(cursor: Cursor) -> list[int] | None:
    """DAY-RUN = DAY [ ( "-" | "to" | "through" ) [ "day" ] DAY ]"""
    start = cursor.index
    first = _day(cursor)
    if first is None:
        return None
    behind_first = cursor.index
    if cursor.word(*_THROUGH):
        cursor.word("day")
        last = _day(cursor)
        if last is not None and first < last <= first + _LONGEST_RANGE and not _has_unit(cursor):
            return list(range(first, last + 1))
        cursor.index = start
        return None
    cursor.index = behind_first
    if _has_unit(cursor):
        cursor.index = start
        return None
    return [first]


def cycle_scope(cursor: Cursor) -> CycleScope | None:
    """CYCLE-SCOPE = ( "of" | "in" | "during" ) ( CYCLES | [ "each" | "a" | "the" ] [ LENGTH ] CYCLE )"""
    start = cursor.index
    if not cursor.word("of", "in", "during", "for"):
        return None
    cycles = cycle_set(cursor)
    if cycles is not None:
        return CycleScope(cycles=cycles)
    cursor.word("each", "every", "a", "an", "the", "all")
    length = duration(cursor)
    cursor.word("-")
    cursor.word("treatment")
    if cursor.word(*CYCLE_WORDS):
        return CycleScope(length=length)
    cursor.index = start
    return None


def cycle_set(cursor: Cursor) -> Stated[Cycles] | None:
    """CYCLES = "subsequent" CYCLE | CYCLE N [ "-" N | "and beyond" ] | "the first" CYCLE"""
    start = cursor.index
    cursor.word("each", "all")
    if cursor.word("subsequent", "later", "following") and cursor.word(*CYCLE_WORDS):
        return cursor.state(Cycles.span(2, None), start)
    cursor.index = start
    if cursor.phrase("the first", "first") and cursor.word("cycle", "course"):
        return cursor.state(Cycles.span(1, 1), start)
    cursor.index = start
    if not cursor.word(*CYCLE_WORDS):
        return None
    first = _cycle_number(cursor)
    if first is None:
        cursor.index = start
        return None
    return _cycles_from(cursor, first, start)


def _cycles_from(cursor: Cursor, first: int, start: int) -> Stated[Cycles] | None:
    if cursor.phrase("and beyond", "and onwards", "onwards", "and later", "and thereafter", "and subsequent", "+"):
        cursor.word(*CYCLE_WORDS)
        return cursor.state(Cycles.span(first, None), start)
    if cursor.word(*_THROUGH):
        last = _cycle_number(cursor)
        if last is not None and last > first:
            return cursor.state(Cycles.span(first, last), start)
        cursor.index = start
        return None
    if cursor.peek() in {"and", ",", "or", "&"} and cursor.peek(1).isdigit():
        cursor.index = start  # "cycles 1 and 3": a set with gaps is no run of cycles
        return None
    return cursor.state(Cycles.span(first, first), start)


def _cycle_number(cursor: Cursor) -> int | None:
    start = cursor.index
    number = cursor.number()
    if number is None or number != int(number) or number < 1:
        cursor.index = start
        return None
    return int(number)


def _day(cursor: Cursor) -> int | None:
    """DAY = [ "-" | "+" ] DIGITS"""
    start = cursor.index
    sign = -1 if cursor.word("-", "–", "−") else 1
    if sign == 1:
        cursor.word("+")
    token = cursor.token
    if token is None or token.kind != "number" or not _DAY.fullmatch(token.text):
        cursor.index = start
        return None
    cursor.index += 1
    return sign * int(token.text)


def _has_unit(cursor: Cursor) -> bool:
    """True where the number just read is no day but an amount: "10 mg", "30%", "5 x"."""
    return cursor.peek() in _NEVER_BEHIND_A_DAY


def _further_days(cursor: Cursor) -> list[int] | None:
    """FURTHER = ( "," [ "and" ] | "and" | "&" ) [ "day" | "days" ] DAY-RUN"""
    sign = cursor.word(",", "and", "&")
    if not sign:
        return None
    if sign == ",":
        cursor.word("and", "&")
    cursor.word("day", "days")
    return day_run(cursor)


def _well_formed(days: list[int]) -> bool:
    return bool(days) and all(earlier < later for earlier, later in itertools.pairwise(days))


def _lost_dash(word: str, days: list[int]) -> bool:
    return word == "days" and len(days) == 1
