"""Phrases for days: which days of which cycle, on which day something starts, which weeks and months."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.cycle_sets import cycle_set
from fhiradapter.schedule.phrases.cycles import CycleScope, cycle_scope
from fhiradapter.schedule.phrases.day_spellings import KINDS_OF_DAY, named_days, ordinal_days, short_days
from fhiradapter.schedule.phrases.days_of_weeks import first_week, weeks_of
from fhiradapter.schedule.phrases.lists import (
    DASHES,
    DAYS,
    SEPARATORS,
    WEEKS,
    goes_on,
    numbers,
    or_another,
)
from fhiradapter.schedule.phrases.spans import CYCLE_WORDS, UNITS
from fhiradapter.schedule.phrases.weeks import month_phrase, week_phrase
from fhiradapter.schedule.regimen import Cycles, days_in_weeks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

__all__ = ["DayPhrase", "day_phrase", "month_phrase", "start_day", "week_phrase"]

_OPENERS = (
    "on",
    "over",
    "for",
    "at",
    "from",
    "during",
    "on each of",
    "on study",
    "on treatment",
    "only on",
    "again on",
    "in",
)
_BOUND_BEFORE = frozenset(
    """
    by until till after before through thru since than within around about approximately between beginning starting
    alternatively
    begin
    starts begins start started commencing commence or either to postoperative post-operative menstrual prior of except
    mg/m per / following postop postpartum gestational past then/or from not preceding least as menstrual
    """.split()
)
"""Before "day 28" these make it a bound, an alternative or another kind of day."""

_BEGUN = frozenset("started begun commenced initiated".split())
_AUXILIARIES = frozenset("is are be was were been".split())
"""Between these and "on day 1" stands a verb: what it says of the day is seen in the sentence."""

_WINDOWS = frozenset("window period".split())
_AROUND_SURGERY = frozenset("postoperative post-operative perioperative preoperative pre-operative".split())
"""In the "early postoperative period (day 2-10)" something is given on one day or some."""
_BEFORE_DAY = frozenset("on over for at during ( cycle study treatment".split())
_ON = (
    "onwards",
    "onward",
    "and onwards",
    "and onward",
    "and thereafter",
    "and beyond",
    "on",
    "and on",
    "and after",
    "forward",
)
_BAD_BRACKET = frozenset(
    """
    day days except but or if may cohort cohorts depending according optional unless excluding alternatively for prior
    before after when level levels arm arms group phase part first as last
    """.split()
)
_DEFINES = frozenset("= is lasts".split())
_C_D = re.compile(r"c(\d{1,2})d(\d{1,3})")
_D = re.compile(r"d\d{1,3}")
_CLOCKS = frozenset(
    "therapy treatment study protocol the each every this induction consolidation maintenance chemotherapy".split()
)
"""What days may be counted from without being days of something else ("day 5 of radiotherapy", "day 4 of life")."""

_BESIDE_ANOTHER = (["before"], ["after"])
_ARMS = frozenset("arm group cohort".split())
_PATIENTS = frozenset("patients participants subjects".split())


@dataclass(frozen=True, slots=True)
class DayPhrase:
    """Days, and the cycles, or the weeks, that they are days of."""

    days: Stated[tuple[int, ...]]
    scope: CycleScope | None = None
    weeks: Stated[tuple[int, ...]] | None = None

    @property
    def last(self) -> int:
        """The last day, counted from the first."""
        days = self.days.value
        return days_in_weeks(days, self.weeks.value)[-1] if self.weeks else days[-1]


_LONGEST_LIST = 100
_EXPLAINS = frozenset("the defined considered designated counted".split())


def day_phrase(cursor: Cursor) -> DayPhrase | None:
    """DAY-PHRASE = "(" INNER ")" | INNER, INNER = [ CYCLES ] [ "on" | "over" | ... ] DAYS [ CYCLE-SCOPE ]

    Refused, and the whole of it: days behind the end of the cycle that they name, an exception, an alternative or a
    condition in a bracket behind the list, a scope that names cycles in words that are not read.
    """
    start = cursor.index
    bracket = bool(cursor.word("("))
    found = _inner(cursor)
    closed = cursor.word(")") if bracket else not _is_qualified(cursor)
    if found is None or not closed or _is_explained(cursor) or _depends(cursor):
        cursor.index = start
        return None
    return found


def _depends(cursor: Cursor) -> bool:
    """ "on days 6 to 14, depending on antibody clearance": on one of them."""
    return "depending" in {cursor.peek(), cursor.peek(1) if cursor.peek() in {",", "("} else ""}


def _inner(cursor: Cursor) -> DayPhrase | None:
    if _is_bound(cursor):
        return None
    short = cursor.maybe(_cycle_and_day)
    if short is not None:
        return short
    before = cursor.maybe(_cycle_before)
    opener = cursor.phrase(*_OPENERS) if before is None else cursor.phrase("on")
    first = cursor.index
    days = cursor.maybe(named_days) or cursor.maybe(short_days) or (None if before else cursor.maybe(ordinal_days))
    if days is None or _goes_on(cursor, opener, days):
        return None
    found = _with_weeks(cursor, days, first)
    scope = before or cursor.maybe(cycle_scope)
    return replace(found, scope=scope) if _fits(found, scope) and not _scope_unread(cursor, scope) else None


def _is_bound(cursor: Cursor) -> bool:
    """True behind "until", "beginning [on]", "or", "5" ("5 days 1 ..."), a list ("day 1 (day 3 ..."), and inside
    one.
    """
    back = 1
    while back <= len(_BEFORE_DAY) and cursor.peek(-back) in _BEFORE_DAY:
        back += 1
    before = cursor.peek(-back)
    if before in _BOUND_BEFORE:
        return not (before in _BEGUN and cursor.peek(-back - 1) in _AUXILIARIES)
    if before in DASHES:
        return not _opens_item(cursor)
    if not before:
        return False
    if before in _WINDOWS and (before == "window" or cursor.peek(-back - 1) in _AROUND_SURGERY):
        return True
    number = cursor.tokens[cursor.index - back].number is not None
    bracket = "(" in {cursor.peek(-each) for each in range(back)}
    if number and (bracket or (back == 1 and cursor.peek() not in _BEFORE_DAY)):
        return cursor.peek(-back - 1) not in {"auc", "=", "of"} and cursor.peek() not in CYCLE_WORDS
    return _inside_list(cursor)


def _opens_item(cursor: Cursor) -> bool:
    """A dash that opens a line, or stands between blanks, is no minus and no "to"."""
    if cursor.index < 2:
        return True
    before, dash, here = cursor.tokens[cursor.index - 2 : cursor.index + 1]
    return before.end < dash.start and dash.end < here.start and before.number is None


def _inside_list(cursor: Cursor) -> bool:
    """True at "day 8" of "day 1, day 8": what was refused as a whole is not read in part. Weeks are another list."""
    place = cursor.index - 1
    if place < 1 or cursor.tokens[place].key not in SEPARATORS or cursor.peek() not in {"day", "days"}:
        return False
    first = max(0, place - _LONGEST_LIST)
    while place > first and cursor.tokens[place].key in SEPARATORS:
        place -= 1
    last = place
    while place > first and _is_listed(cursor, place):
        place -= 1
    name = cursor.tokens[place].key
    return cursor.tokens[last].number is not None and (
        name in {"day", "days"} or (last - place > 1 and name not in WEEKS.names)
    )


def _is_listed(cursor: Cursor, place: int) -> bool:
    token = cursor.tokens[place]
    return token.number is not None or token.key in {"to", *SEPARATORS, *DASHES}


def _cycle_and_day(cursor: Cursor) -> DayPhrase | None:
    """ "C1D1" """
    start = cursor.index
    cursor.phrase("on", "at")
    both = _C_D.fullmatch(cursor.peek())
    if both is None:
        return None
    cursor.index += 1
    if goes_on(cursor, DAYS) or cursor.peek() in {"to", *DASHES}:
        return None
    cycle = int(both[1])
    scope = CycleScope(cycles=cursor.state(Cycles.span(cycle, cycle), start))
    return DayPhrase(cursor.state((int(both[2]),), start), scope)


def _cycle_before(cursor: Cursor) -> CycleScope | None:
    """ "Cycle 1 Day 8", "in cycle 1 on days 1 and 15" """
    cursor.phrase("in", "during", "for", "of", "on")
    cycles = cycle_set(cursor)
    cursor.word(",", "-", "/") if cycles is not None else None
    ahead = 1 if cursor.peek() == "on" else 0
    named = cursor.peek(ahead) in {"day", "days"} or _D.fullmatch(cursor.peek(ahead))
    return CycleScope(cycles=cycles) if cycles is not None and named else None


def _with_weeks(cursor: Cursor, listed: Stated[tuple[int, ...]], first: int) -> DayPhrase:
    """ "days 1-7 of weeks 5-8" """
    early = cursor.maybe(lambda at: first_week(at, listed, first))
    weeks = None if early else cursor.maybe(lambda at: weeks_of(at, listed))
    return DayPhrase(cursor.state(listed.value, first), weeks=weeks) if weeks else DayPhrase(early or listed)


def _goes_on(cursor: Cursor, opener: str, days: Stated[tuple[int, ...]]) -> bool:
    """True for an open range ("from day 8", "day 8 onwards", "day 1 until progression")."""
    start = cursor.index
    alone = len(days.value) == 1
    opened = alone and (opener == "from" or _onwards(cursor) or cursor.peek() in {"until", "till"})
    cursor.index = start
    return opened


def _onwards(cursor: Cursor) -> bool:
    """ "day 8 and on", but not "day 1 and on day 8" """
    start = cursor.index
    if cursor.phrase(*_ON) and cursor.peek() not in _BEFORE_OTHER_DAYS:
        return True
    cursor.index = start
    return False


def _fits(found: DayPhrase, scope: CycleScope | None) -> bool:
    """A day behind the end of the cycle shows that the length is not that of its cycle."""
    length = scope.length.value if scope and scope.length else None
    most = length.days() if length is not None else None
    return most is None or (found.days.value[0] >= 0 and found.last <= most)


def _scope_unread(cursor: Cursor, scope: CycleScope | None) -> bool:
    """True where what follows names cycles that were not read ("of the last cycle", "of cycles 1 or 2"), or an "or"."""
    if cursor.peek() in {"except", "excluding", "unless"} or (cursor.peek() == "or" and not or_another(cursor)):
        return True
    if scope is not None or cursor.peek() not in {"of", "in", "during", "within"}:
        return False
    if cursor.peek() == "of" and cursor.peek(1) not in _CLOCKS:
        return True
    near = [cursor.peek(ahead) for ahead in range(1, 7)]
    cut = next((place for place, key in enumerate(near) if key in {".", ";", ",", "on", ")", "("}), len(near))
    return any(key in {*CYCLE_WORDS, "weeks", "week"} for key in near[:cut])


def _is_qualified(cursor: Cursor) -> bool:
    """True before a bracket that makes an exception, an alternative or a condition: "(day 3 of course 1)"."""
    if cursor.peek() != "(":
        return False
    inside = []
    for ahead in range(1, 25):
        key = cursor.peek(ahead)
        if key in {")", ""}:
            break
        inside.append(key)
    if inside[:2] == ["e.g", "."] or inside[:1] == ["e.g"] or _defines_a_cycle(inside):
        return False
    if inside[:1] == ["for"] and _PATIENTS.intersection(inside):
        inside = inside[1:]  # a condition on who receives it, which is kept
    if inside[:1] in _BESIDE_ANOTHER:
        inside = [each for each in inside[1:] if each not in {"first", "last"}]  # "(after the first dose of B)"
    if inside[:1] == ["at"] and "dose" in inside:
        inside = [each for each in inside if each not in _ARMS]  # "(at a higher dose than in arm I)"
    return bool(_BAD_BRACKET.intersection(inside)) or any(word in CYCLE_WORDS for word in inside)


def _defines_a_cycle(inside: Sequence[str]) -> bool:
    """ "(cycle 1 = 28 days)": how long one is, and nothing on which days."""
    named = next((place for place, word in enumerate(inside[:3]) if word in CYCLE_WORDS), None)
    return named is not None and not _DEFINES.isdisjoint(inside[named + 1 : named + 3]) and inside[-1] in UNITS


def _is_explained(cursor: Cursor) -> bool:
    """ "Day 0 is the day of the infusion": what the day is called, and nothing that is given on it."""
    return cursor.peek() in {"is", "was"} and cursor.peek(1) in _EXPLAINS


def start_day(cursor: Cursor) -> Stated[int] | None:
    """START = ( "beginning" | "starting" | ... ) [ "on" ] "day" N | "from day" N ( "on" | "onwards" | "until" | not
    a range )
    | "day" N ( "onwards" | "and thereafter" )
    """
    start = cursor.index
    opened = cursor.phrase(*_BEGINNING)
    if opened:
        cursor.phrase("on", "at", "from")
        cursor.word(*KINDS_OF_DAY)
    from_day = not opened and cursor.phrase("from", "on", "from study")
    number = _one_day(cursor) if opened or from_day or cursor.peek() == "day" else None
    onwards = _onwards(cursor) if number is not None and not opened else False
    open_range = from_day == "from" and cursor.peek() in {"", ".", ",", ";", "until", "till", ")"}
    if number is None or not (opened or onwards or open_range) or _of_another_clock(cursor):
        cursor.index = start
        return None
    return cursor.state(number, start)


_BEFORE_OTHER_DAYS = frozenset("day days d study the week weeks".split())
_BEGINNING = (
    "beginning", "starting", "begins", "starts", "begin", "start", "commencing", "started", "initiated", "commence",
    "commences", "begun", "beginning again", "initiating", "starting again",
)  # fmt: skip


def _of_another_clock(cursor: Cursor) -> bool:
    """ "day 1 of week 13", "day 2 of the second cycle": the number alone would be another day"""
    start = cursor.index
    here, behind = cursor.peek(), cursor.peek(1)
    if here not in {"of", "in", "during"}:
        return False
    scope = cycle_scope(cursor)
    cursor.index = start
    if scope is not None:
        return scope.cycles is not None
    return behind in WEEKS.names or (here == "of" and behind not in _CLOCKS)


def _one_day(cursor: Cursor) -> int | None:
    if cursor.peek() == "d" or not cursor.word("day"):
        return None
    start = cursor.index
    found = numbers(cursor, DAYS)
    if found is None or len(found) > 1:
        cursor.index = start
        return None
    return found[0]
