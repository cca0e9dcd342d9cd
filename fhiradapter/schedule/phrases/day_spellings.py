"""The spellings of a list of days: "days 1-5", "D1, D8", "days1-5", "the first 5 days of each cycle"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.cycles import cycle_scope
from fhiradapter.schedule.phrases.lists import DAYS, goes_on, named_numbers, numbers, whole_number

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

KINDS_OF_DAY = ("study", "treatment", "cycle", "protocol")
_MOST_DAYS = 400
_D = re.compile(r"d(\d{1,3})")
_D_TO_D = re.compile(r"d(\d{1,3})-d(\d{1,3})")
_GLUED = re.compile(r"days?(\d{1,3})")
_NO_DAY_BEHIND_D = frozenset(
    """
    receptor receptors antagonist antagonists agonist dissection lymphadenectomy resection gastrectomy sites site lymph
    lymphadenectomies deficiency supplementation level levels cholecalciferol nodal agonists
    """.split()
)
_D_CONTEXT = frozenset("on mg m2 m^2 kg iv po sc im oral orally m² mg/kg day , ; mg/day auc g iu mcg".split())

_BEFORE_D = _D_CONTEXT - {"day", "mg/day", "iu"} | {"o", "v", "c"}
"""The last three end "p.o.", "i.v." and "s.c." """


def named_days(cursor: Cursor) -> Stated[tuple[int, ...]] | None:
    """DAYS = [ "study" ] ( "day" | "days" ) NUMBERS"""
    start = cursor.index
    cursor.word(*KINDS_OF_DAY)
    glued = _GLUED.fullmatch(cursor.peek())
    if glued is not None:
        return _from_glued(cursor, int(glued[1]), start, plural=cursor.peek().startswith("days"))
    found = _behind_d(cursor) or named_numbers(cursor, DAYS)
    return cursor.state(found.value, start) if found is not None else None


def _behind_d(cursor: Cursor) -> Stated[tuple[int, ...]] | None:
    """ "100 mg po d 1-5": the letter behind what says how something is given, and before digits."""
    start = cursor.index
    digits = cursor.peek(1).isdigit()
    before = cursor.peek(-2) if cursor.peek(-1) == "." else cursor.peek(-1)
    if cursor.peek() != "d" or not digits or before not in _BEFORE_D:
        return None
    cursor.index += 1
    found = numbers(cursor, DAYS)
    if found is None:
        cursor.index = start
        return None
    return cursor.state(found, start)


def _from_glued(cursor: Cursor, first: int, start: int, *, plural: bool) -> Stated[tuple[int, ...]] | None:
    """ "days1-5", "D1, 8, 15", "d1-5": the word and the first number touch"""
    cursor.index += 1
    found = [first]
    if cursor.word("to", "through", "-", "–"):
        last = _d_number(cursor)
        if last is None or not first < last <= first + DAYS.longest_range:
            return None
        found = list(range(first, last + 1))
    while len(found) <= _MOST_DAYS and (more := cursor.maybe(_d_further)) is not None:
        found += more
    if found != sorted(set(found)) or goes_on(cursor, DAYS) or (plural and len(found) == 1):
        return None
    return cursor.state(tuple(found), start)


def _d_further(cursor: Cursor) -> list[int] | None:
    if not cursor.phrase(", and", ", &", "and", "&", ","):
        return None
    glued = _D_TO_D.fullmatch(cursor.peek())
    if glued is not None:
        cursor.index += 1
        return list(range(int(glued[1]), int(glued[2]) + 1)) or None
    first = _d_number(cursor)
    if first is None:
        return None
    if not cursor.word("-", "–", "to"):
        return [first]
    last = _d_number(cursor)
    return list(range(first, last + 1)) if last is not None and last > first else None


def _d_number(cursor: Cursor) -> int | None:
    glued = _D.fullmatch(cursor.peek())
    if glued is not None:
        cursor.index += 1
        return int(glued[1])
    token = cursor.token
    return whole_number(cursor, DAYS) if token is not None and token.kind == "number" else None


def short_days(cursor: Cursor) -> Stated[tuple[int, ...]] | None:
    """SHORT = "D1, D8" | "D1-D14" | "d1-5" | "on D1"; never vitamin D3, D2 dissection, D2 receptors"""
    start = cursor.index
    before = cursor.peek(-1)
    ranged = _D_TO_D.fullmatch(cursor.peek())
    single = _D.fullmatch(cursor.peek())
    if before in {"vitamin", "cyclin", "dopamine"} or (ranged is None and single is None):
        return None
    if single is not None:
        found = _from_glued(cursor, int(single[1]), start, plural=False)
    else:
        cursor.index += 1
        first, last = (int(digits) for digits in (ranged.groups() if ranged is not None else ("1", "0")))
        plain = first < last <= first + DAYS.longest_range and not goes_on(cursor, DAYS)
        found = cursor.state(tuple(range(first, last + 1)), start) if plain else None
    if found is None or cursor.peek() in _NO_DAY_BEHIND_D:
        return None
    return found if len(found.value) > 1 or before in _D_CONTEXT else None


def ordinal_days(cursor: Cursor) -> Stated[tuple[int, ...]] | None:
    """ "the first day of each cycle", "the first 5 days of each course", "the 8th day of the cycle": only with a
    cycle
    """
    start = cursor.index
    cursor.word("the")
    last = 0
    if cursor.word("first"):
        number = cursor.number()
        last = 1 if number is None else int(number)
        days = tuple(range(1, last + 1))
    else:
        token = cursor.token
        ordinal = (
            token is not None
            and token.kind == "number"
            and token.text.isdigit()
            and cursor.peek(1) in {"st", "nd", "rd", "th"}
        )
        days = (int(token.text),) if ordinal and token is not None else ()
        cursor.index += 2
    if not days or len(days) > _MOST_DAYS or not cursor.word("day", "days"):
        return None
    end = cursor.index
    scope = cursor.maybe(cycle_scope)
    cursor.index = end
    if scope is None or cursor.peek() not in {"of", "in", "during"}:
        return None
    return cursor.state(days, start)
