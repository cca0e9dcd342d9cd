"""How often, how many times and how long something repeats, behind the words that say that it does: "every 21 days for
up to 6 courses in the absence of ...".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.cycle_statements import at_intervals
from fhiradapter.schedule.phrases.cycles import counted, every_so_long
from fhiradapter.schedule.phrases.spans import CYCLE_WORDS, duration, for_span
from fhiradapter.schedule.phrases.stops import stop
from fhiradapter.schedule.regimen import Count, Duration

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.phrases.changing_cycles import CyclesOfLength
    from fhiradapter.schedule.tokens import Cursor

_MOST = 35
_ENDS_A_COUNT = frozenset({"", ".", ";", ")", "in", "until", "unless"})
_DOSES = ("doses", "infusions", "injections", "vaccinations", "immunizations")


@dataclass(frozen=True, slots=True)
class Repeating:
    """Treatment repeats. `what` are the words for what does, None where none stand there; `whole`: the sentence says
    nothing else, or nothing else up to here and from here on. `lengths`: the cycles are not all of one length;
    `partly`: words behind how long a cycle is, on how many there are, were not read; `drugs`: the treatments, by key,
    that it names ("treatment with cisplatin repeats").
    """

    statement: Stated[str]
    what: Stated[str] | None = None
    length: Stated[Duration] | None = None
    count: Stated[Count] | None = None
    span: Stated[Duration] | None = None
    stop: Stated[str] | None = None
    whole: bool = False
    lengths: tuple[CyclesOfLength, ...] = ()
    partly: bool = False
    drugs: tuple[str, ...] = ()


def every(cursor: Cursor) -> Stated[Duration] | None:
    """EVERY = "every" DURATION | "weekly" | "monthly" | "at intervals of" DURATION; no second one behind "or" """
    start = cursor.index
    cursor.word("once")
    said = cursor.phrase("weekly", "monthly", "a week", "a month", "per week", "per month")
    unit = {"weekly": "wk", "monthly": "mo", "week": "wk", "month": "mo"}.get(said.rpartition(" ")[2])
    stated = cursor.state(Duration(Decimal(1), unit), start) if unit else None
    found = stated or every_so_long(cursor) or cursor.maybe(at_intervals)
    cursor.phrase("or later", "or longer") if found is not None else None
    if found is None or cursor.peek() == "or":
        cursor.index = start
        return None
    return found


def with_tail(cursor: Cursor, said: Repeating) -> Repeating | None:
    """TAIL = { [ "," ] ( COUNT | SPAN | STOP ) }; None where "for" is followed by something else ("for 2 doses")."""
    while True:
        start = cursor.index
        bracket = cursor.word("(") if cursor.peek(1) in {"up", "maximum", "for", "max", "a", "total"} else ""
        cursor.word(",") if not bracket else None
        before = cursor.index
        how_many = counted(cursor) if said.count is None else None
        how_long = _how_long(cursor) if how_many is None and said.span is None else None
        if how_long is not None and cursor.tokens[before].key == "over" and said.count is None:
            how_long = None
        if (how_many or how_long) and (not bracket or cursor.word(")")):
            said = replace(said, count=how_many.count if how_many else said.count, span=how_long or said.span)
            continue
        cursor.index = before
        total = cursor.maybe(_in_all) if said.length is not None and said.count is None and not bracket else None
        if total is not None:
            said = replace(said, count=total)
            continue
        end = stop(cursor) if said.stop is None and not bracket else None
        if end is not None:
            said = replace(said, stop=end)
            continue
        cursor.index = start
        break
    if (said.count or said.span) and cursor.peek() == "or" and cursor.peek(1) == "until":
        places = range(cursor.index, len(cursor.tokens))
        cursor.index = next((at for at in places if cursor.tokens[at].key == "."), len(cursor.tokens))
        return replace(said, partly=True)  # "for up to 10 weeks or until hemoglobin reaches 13 g/dL"
    if said.length is not None and said.count is None and _is_some_number_of_cycles(cursor):
        here, end = cursor.index, stop(cursor)
        cursor.index = here if end is None else cursor.index
        return replace(said, partly=True, stop=said.stop or end)
    return None if _says_how_long_otherwise(cursor) else said


def _in_all(cursor: Cursor) -> Stated[Count] | None:
    """ "for a total of 6", and nothing that is counted behind it: of what repeats"""
    start = cursor.index
    most = cursor.phrase("for up to a total of", "up to a total of", "for a maximum of")
    number = cursor.number() if most or cursor.phrase("for a total of", "for total of") else None
    if number is None or number != int(number) or not 1 < number <= _MOST or cursor.peek() not in _ENDS_A_COUNT:
        return None
    return cursor.state(Count(None if most else int(number), int(number)), start)


def _how_long(cursor: Cursor) -> Stated[Duration] | None:
    """ "for 12 months", "up to 12 months" """
    return duration(cursor) if cursor.peek() == "up" else for_span(cursor)


def _is_some_number_of_cycles(cursor: Cursor) -> bool:
    """ "for 3* courses", "for 3 or 6 courses": how many is not clear, but how long one is; goes behind them.

    So it is with "every 4 weeks for 5 doses": one may be given several in a cycle.
    """
    start = cursor.index
    cursor.word("for")
    cursor.phrase("up to", "a total of", "a maximum of")
    if cursor.index > start and cursor.number() is not None and cursor.word(*_DOSES):
        return True
    cursor.index = start
    if cursor.word("for") and cursor.number() is not None and cursor.peek() in {"*", "†", "or"}:
        while cursor.peek() in {"*", "†", "or"} or (cursor.token is not None and cursor.token.number is not None):
            cursor.index += 1
        if cursor.phrase(*CYCLE_WORDS):
            return True
    cursor.index = start
    return False


def _says_how_long_otherwise(cursor: Cursor) -> bool:
    """ "for 2 doses", "for courses 3-5", "x 3", "for patients who respond": not read, so nothing of it is."""
    cursor_here = cursor.peek()
    if cursor_here in {"x", "×"}:
        return True
    return cursor_here == "for"
