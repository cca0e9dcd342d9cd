"""Days by the number of their week: "day 1 of weeks 1, 5, 9". What day of the course that is, no text says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.lists import WEEKS, named_numbers
from fhiradapter.schedule.regimen import are_days_of_a_week

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

_FIRST_WEEK = ("the first week", "first week")
_OF_TREATMENT = ("of radiotherapy", "of radiation therapy", "of radiation", "of therapy", "of treatment")


def first_week(cursor: Cursor, days: Stated[tuple[int, ...]], first: int) -> Stated[tuple[int, ...]] | None:
    """ "on days 1-5 of the first week of radiotherapy" """
    if not cursor.word("of", "in", "during") or not cursor.phrase(*_FIRST_WEEK) or not are_days_of_a_week(days.value):
        return None
    return cursor.state(days.value, first) if cursor.phrase(*_OF_TREATMENT) or cursor.peek() != "of" else None


def weeks_of(cursor: Cursor, days: Stated[tuple[int, ...]]) -> Stated[tuple[int, ...]] | None:
    """WEEKS-OF = ( "of" | "in" | "during" | "on" ) WEEKS, behind days 1 to 7 and of weeks from 1 on"""
    if not cursor.word("of", "in", "during", "on"):
        return None
    weeks = named_numbers(cursor, WEEKS)
    if weeks is None or weeks.value[0] < 1 or not are_days_of_a_week(days.value):
        return None
    return weeks
