"""Phrases for cycles: which cycles, how long one is, how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.counts import Counted, count_of_cycles, counted, may_be_a_cycle, number_at
from fhiradapter.schedule.phrases.cycle_sets import cycle_set, from_one_on, opened_later
from fhiradapter.schedule.phrases.lists import tolerance
from fhiradapter.schedule.phrases.spans import CYCLE_WORDS, KINDS_OF_CYCLE, UNITS, duration
from fhiradapter.schedule.regimen import Duration

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
_IS = (
    "is", "is of", "was", "are", "lasts", "last", "will last", "=", "equals", "equal", "will be", "is defined as",
    "defined as", "is considered", "are defined as", "consists of", "consist of", "will consist of", "length is",
    "length of", "of", "duration is", "length =", "length", "length :", "length will be", "duration of", "being",
    "will be defined as", "consisting of", "comprises", "- length is", "= length",
)  # fmt: skip
_LONG = ("long", "in length", "in duration", "duration", "each", "of treatment cycle")
_OTHER_CYCLES = frozenset("subsequent other following remaining additional another last final second third".split())
_AS_A = ("as a", "as one", "as 1", "as each", "is a", "is one", "were a", "are one", "makes one", "constitute one")
_OPENS_CLAUSE = frozenset({"", ".", ",", ";", "(", "with", "，", "；"})
"""Where a length may begin that is not how long a drug is taken ("d1-14, 21 days for one cycle")."""
_BEFORE_A_COUNT = frozenset({"", "for", "x", "×", ",", ";", ":", "(", "to", "receive", "receives"})
_DEFINED_BY = frozenset(": begins starts will is are = lasts".split())
"""Behind "cycle 1" these tell of it, and nothing of what is given in it."""
_SHORTEST_COURSE = 14
_OF_TREATMENT = frozenset("treatment therapy chemotherapy the study this each every induction consolidation".split())
_NO_SCOPE_BEFORE = frozenset(
    """
    end ends completion start beginning initiation conclusion half middle remainder rest most number total series
    maximum
    minimum part onset out first last cycles courses commencement duration length
    or once twice times seen evaluated assessed monitored examined measured reassessed restaged scanned
    """.split()
)


@dataclass(frozen=True, slots=True)
class CycleScope:
    """What is said of the cycle: which cycles are meant, how long one is; `each`: every one of them ("of each
    cycle"); `interval`: "every 3 weeks", which names no cycle; `often`: "(Q3W)" beside the name of one.
    """

    cycles: Stated[Cycles] | None = None
    length: Stated[Duration] | None = None
    each: bool = False
    interval: bool = False
    often: bool = False


def cycle_scope(cursor: Cursor) -> CycleScope | None:
    """CYCLE-SCOPE = PART [ [ "," ] PART ], the parts saying different things: "of each 21-day cycle during cycles
    1-4".
    """
    if _is_behind_a_count(cursor):
        length = every_so_long(cursor)
        return CycleScope(length=length, each=True) if length is not None else None
    if cursor.peek(-1) in _NO_SCOPE_BEFORE or (cursor.peek(-1) == "of" and cursor.peek(-2) in _NO_SCOPE_BEFORE):
        return None
    start = cursor.index
    if (later := cursor.maybe(from_one_on)) is not None:
        return CycleScope(cursor.state(later, start))
    first = cursor.maybe(_part)
    second = cursor.maybe(_part) if first is not None else None
    if first is not None and second is None:
        tolerance(cursor)
    if first is None or second is None:
        chosen = first is not None and first.interval and cursor.peek() == "or"  # "(q2w) or once every 4 weeks"
        cursor.index = start if chosen else cursor.index
        return None if chosen else first
    if _differ(first.cycles, second.cycles) or not _alike(first.length, second.length):
        cursor.index = start
        return None
    often = second.interval and first.length is not None
    return CycleScope(
        first.cycles or second.cycles, first.length or second.length, first.each or second.each, often=often
    )


def _is_behind_a_count(cursor: Cursor) -> bool:
    """At "every 28 days" of "[for] 6 courses every 28 days"; not of "after 2 courses every 28 days"."""
    counted = cursor.index > 1 and cursor.peek(-1) in CYCLE_WORDS and number_at(cursor, -2)
    return counted and cursor.peek(-3) in _BEFORE_A_COUNT


def _alike(first: Stated[Duration] | None, second: Stated[Duration] | None) -> bool:
    """ "every 21-day cycle (Q3W)": one length in two spellings."""
    return first is None or second is None or first.value.days() == second.value.days() is not None


def _differ(first: Stated[Cycles] | None, second: Stated[Cycles] | None) -> bool:
    """True but for "the first cycle (C1)"."""
    return first is not None and second is not None and first.value != second.value


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
    if (found := _every(cursor) or cursor.maybe(_later_of_length)) is not None:
        return found
    if cursor.phrase("of each week", "of every week", "each week", "in each week", "of the week"):
        each_week = cursor.peek(-2) != "the"
        return CycleScope(length=cursor.state(Duration(Decimal(1), "wk"), start), each=True) if each_week else None
    cursor.word("only")
    opener = cursor.phrase("of", "in", "during", "for", "on", "within", "from", "only in", "only during", "at", "per")
    cycles = cycle_set(cursor)
    if cycles is not None and cursor.peek() not in _DEFINED_BY:
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
    cursor.phrase(*KINDS_OF_CYCLE)
    named = (each or opener not in {"", "for"}) and not bare and bool(cursor.phrase(*CYCLE_WORDS))
    of_another = not each and cursor.peek() == "of" and cursor.peek(1) not in _OF_TREATMENT
    if named and not number_at(cursor, 0) and not of_another:  # "during the course of radiotherapy" is a time
        return CycleScope(length=cursor.maybe(_bracketed_length) if each else None, each=each)
    cursor.index = start
    return None


def _bracketed_length(cursor: Cursor) -> Stated[Duration] | None:
    """ "(28 days)" behind "each cycle" """
    said = duration(cursor) if cursor.word("(") else None
    return said if said is not None and may_be_a_cycle(said.value) and cursor.word(")") else None


def _every(cursor: Cursor) -> CycleScope | None:
    every = every_so_long(cursor)
    return CycleScope(length=every, each=True, interval=True) if every is not None else None


def _later_of_length(cursor: Cursor) -> CycleScope | None:
    """ "of each subsequent 28-day cycle" """
    cursor.phrase("of", "in", "during")
    start = cursor.index
    opened, later = opened_later(cursor)
    said = duration(cursor) if opened else None
    named = said is not None and may_be_a_cycle(said.value) and cursor.word(*CYCLE_WORDS)
    if said is None or not named or number_at(cursor, 0):
        return None
    return CycleScope(cursor.state(later, start) if later else None, said, each=True)


def _of_length(cursor: Cursor) -> Stated[Duration] | None:
    """ "of cycle 1 of a 28-day cycle", "of cycle 1 of each 28 day cycle"."""
    return cycle_length(cursor) if cursor.phrase("of a", "of each", "of every", "of the", "on a") else None


def every_so_long(cursor: Cursor) -> Stated[Duration] | None:
    """EVERY = ( "every" | "q" ) ( DURATION | UNIT ) | "q21d" | "every other week": the time from one cycle to the
    next
    """
    start = cursor.index
    first = cursor.peek()
    if not first.startswith(("q", "every", "each")) or cursor.peek(-1) in {
        "or",
        "and/or",
    }:  # the second of two: neither is sure
        return None
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
    later = bool(cursor.phrase("or later", "or longer"))
    if (
        found is None
        or not may_be_a_cycle(found)
        or (not later and cursor.peek() in {*CYCLE_WORDS, "or", "except"})
        or _is_day(found)
    ):
        cursor.index = start
        return None
    return cursor.state(found, start)


def _glued_q(word: str) -> Duration | None:
    """ "q21d", "q3w", "q3wk": a letter m may be months or minutes and is not read."""
    if not word.startswith("q"):
        return None
    for ending, unit in (("days", "d"), ("d", "d"), ("weeks", "wk"), ("wks", "wk"), ("wk", "wk"), ("w", "wk")):
        digits = word.removeprefix("q").removesuffix(ending)
        if word.endswith(ending) and digits.isascii() and digits.isdigit() and int(digits):
            return Duration(Decimal(digits), unit)
    return None


def cycle_length(cursor: Cursor) -> Stated[Duration] | None:
    """LENGTH = [ "each" | "a" ] DURATION [ "treatment" ] CYCLE | CYCLE ( "is" | "lasts" | "=" | "of" ) DURATION [
    "long" ]
    | "(" "1 cycle =" DURATION ")" | ( "weekly" | "monthly" ) "cycles"
    """
    start = cursor.index
    if cursor.peek(-1) in _OTHER_CYCLES:
        return None
    bracket = cursor.word("(")
    cursor.phrase(*_EACH, *_A)
    found = cursor.maybe(_named_length) or (
        None if cursor.peek(-1) in {"after", "every"} else cursor.maybe(_defined_length)
    )
    if found is None or not may_be_a_cycle(found.value) or (bracket and not cursor.word(")")):
        cursor.index = start
        return None
    return cursor.state(found.value, start)


def _named_length(cursor: Cursor) -> Stated[Duration] | None:
    """ "28-day treatment cycle", "four-week (28 day) cycles", "monthly cycles", "21 days as a cycle" """
    start = cursor.index
    clause = cursor.peek(-1) in _OPENS_CLAUSE
    unit = {"weekly": "wk", "monthly": "mo"}.get(cursor.word("weekly", "monthly"))
    said = cursor.state(Duration(Decimal(1), unit), start) if unit else duration(cursor)
    made = bool(said) and bool(cursor.phrase(*_AS_A) or (clause and cursor.phrase("for one", "for a")))
    cursor.phrase(*KINDS_OF_CYCLE)
    name = cursor.phrase(*(("cycle", "course") if made else CYCLE_WORDS))
    if said is None or not name or (name.startswith("course") and _is_course_of_drug(cursor, name, said.value)):
        return None
    return None if cursor.peek() == "or" and cursor.tokens[cursor.index + 1 :] and number_at(cursor, 1) else said


def _is_course_of_drug(cursor: Cursor, name: str, length: Duration) -> bool:
    """ "a 12-month course of doxycycline", "a 5-day course": how long a drug is taken, not what repeats"""
    short = length.unit == "d" and length.low < _SHORTEST_COURSE
    return short or (name == "course" and cursor.peek() == "of")


def _defined_length(cursor: Cursor) -> Stated[Duration] | None:
    """ "each cycle is 28 days", "cycle = 21 days", "a cycle length of 3 weeks", "cycles of 28 days" """
    cursor.phrase(*KINDS_OF_CYCLE)
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
    if here == "in" and "absence" in {cursor.peek(1), cursor.peek(2)}:
        return False
    if here in {"or", "in", "/"} or (here in {"and", ","} and number_at(cursor, 1)):
        return True
    return (
        here in {"of", "on", "followed", "with", "and", "plus", "per", "every"}
        if loose
        else here in {"of", "on", "followed", "plus"}
    )


def _is_day(length: Duration) -> bool:
    """Every one to four days is how often a drug is given, not a cycle."""
    return length.unit == "d" and length.low < 5
