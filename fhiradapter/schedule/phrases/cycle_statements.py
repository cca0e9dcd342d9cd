"""How long a cycle is, or how many there are, in a clause of its own: "Each course lasts 3 weeks"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases import intervals
from fhiradapter.schedule.phrases.counts import counted, may_be_a_cycle
from fhiradapter.schedule.phrases.cycles import cycle_length, every_so_long
from fhiradapter.schedule.phrases.spans import CYCLE_WORDS, KINDS_OF_CYCLE, duration
from fhiradapter.schedule.phrases.words import PATIENTS
from fhiradapter.schedule.regimen import Duration

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Count
    from fhiradapter.schedule.tokens import Cursor

_OPENERS = ("each", "a", "one", "the", "all", "every", "1", "(")
_IS = ("is", "are", "will be", "=", "was", "lasts", "equals", "is defined as", "constitutes", "comprises")
_DEFINES = (" is ", " are ", " lasts ", " last ", "=", " be ", " equals ", " defined ", " consists ")
_COUNTS_AS = (
    "is", "are", "will be", "=", "equals", "constitutes", "constitute", "comprises", "makes up", "is considered",
    "are considered", "is considered as", "are considered as", "is defined as", "are defined as", "will be considered",
    "will be regarded as", "is regarded as", "are regarded as", "will constitute", "is called", "are called",
    "is termed", "is referred to as", "is known as", "is counted as", "is designated as", "will be called",
)  # fmt: skip
_ONE = ("a", "one", "1", "each")
_WHAT = (
    "treatment", "the treatment", "therapy", "chemotherapy", "the chemotherapy", "study treatment", "study drug",
    "study drugs", "the study drug", "protocol therapy", "protocol treatment", "drug", "drugs", "study therapy",
)  # fmt: skip
_IS_GIVEN = (
    "is given", "are given", "will be given", "is administered", "are administered", "will be administered",
    "is delivered", "will be delivered", "is organized", "is repeated", "will be repeated", "are repeated",
)  # fmt: skip
_ARE_GIVEN = ("are given", "will be given", "are administered", "will be administered", "are planned", "given")


@dataclass(frozen=True, slots=True)
class CycleStatement:
    """How long one cycle is, and how many there are, where the clause says so."""

    length: Stated[Duration]
    count: Stated[Count] | None = None


def cycle_statement(cursor: Cursor) -> CycleStatement | None:
    """STATEMENT = CYCLE IS DURATION | "length of" CYCLE IS DURATION | DURATION IS CYCLE | WHAT "is given in" CYCLES
    | COUNT [ "are given" ] EVERY, at the start of a clause
    """
    for rule in (_defined, _length_of, _period, _given_in):
        length = cursor.maybe(rule)
        if length is not None:
            return CycleStatement(length)
    return cursor.maybe(_counted_every)


def at_intervals(cursor: Cursor) -> Stated[Duration] | None:
    """ "at 3-week intervals", "at intervals of 21 days": so long is a cycle that is repeated so"""
    start = cursor.index
    found = intervals.at_intervals(cursor) if cursor.peek() in {"at", "in"} else None
    length = Duration(found.period, found.unit, found.period_high) if found is not None else None
    return cursor.state(length, start) if length is not None and may_be_a_cycle(length) else None


def _defined(cursor: Cursor) -> Stated[Duration] | None:
    """ "Each cycle lasts 21 days", "A cycle is 28 days" """
    start = cursor.index
    cursor.word(*_OPENERS)
    cursor.phrase(*KINDS_OF_CYCLE)
    if cursor.peek() not in CYCLE_WORDS:
        return None
    cursor.index = start
    length = cycle_length(cursor)
    said = f" {length.words.lower()} " if length is not None else ""
    return length if any(word in said for word in _DEFINES) else None


def _length_of(cursor: Cursor) -> Stated[Duration] | None:
    """ "The length of each cycle is 21 days" """
    cursor.word("the")
    if not cursor.phrase("length of", "duration of"):
        return None
    cursor.word(*_OPENERS)
    cursor.phrase(*KINDS_OF_CYCLE)
    said = duration(cursor) if cursor.phrase(*CYCLE_WORDS) and cursor.phrase(*_IS) else None
    return said if said is not None and may_be_a_cycle(said.value) else None


def _period(cursor: Cursor) -> Stated[Duration] | None:
    """ "Each 28-day period is a cycle", "Every 3 weeks is considered 1 treatment cycle" """
    start = cursor.index
    cursor.word("each", "every", "a", "one", "the")
    said = duration(cursor)
    if said is None or not may_be_a_cycle(said.value):
        return None
    cursor.word("period", "interval")
    if not cursor.phrase(*_COUNTS_AS) or not cursor.word(*_ONE):
        return None
    cursor.phrase(*KINDS_OF_CYCLE)
    if not cursor.word("cycle", "course"):
        return None
    cursor.phrase("of therapy", "of treatment", "of chemotherapy")
    return cursor.state(said.value, start)


def _given_in(cursor: Cursor) -> Stated[Duration] | None:
    """ "Treatment is given in 28-day cycles", "Patients receive chemotherapy in cycles of 3 weeks" """
    received = cursor.phrase(*PATIENTS) and cursor.phrase("receive", "will receive", "received")
    if not cursor.phrase(*_WHAT) or not (received or cursor.phrase(*_IS_GIVEN)) or not cursor.word("in", "as"):
        return None
    length = cycle_length(cursor)
    return length if length is not None and length.words.lower().split()[0] not in _OPENERS else None


def _counted_every(cursor: Cursor) -> CycleStatement | None:
    """ "Six cycles every 21 days", "A total of 6 cycles will be given every 3 weeks" """
    found = counted(cursor)
    if found is None or found.length is not None:
        return None
    cursor.phrase(*_ARE_GIVEN)
    length = every_so_long(cursor) or cursor.maybe(at_intervals)
    return CycleStatement(length, found.count) if length is not None else None
