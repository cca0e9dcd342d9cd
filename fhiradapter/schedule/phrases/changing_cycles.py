"""Cycles that change in length: "every 35 days for courses 3-5, every 21 days for even courses beginning course 6"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.cycle_sets import cycle_set
from fhiradapter.schedule.phrases.cycles import every_so_long

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Cycles, Duration
    from fhiradapter.schedule.tokens import Cursor


@dataclass(frozen=True, slots=True)
class CyclesOfLength:
    """How long some of the cycles are."""

    length: Stated[Duration]
    cycles: Stated[Cycles]


def lengths_of_cycles(cursor: Cursor, first: Stated[Duration]) -> tuple[CyclesOfLength, ...] | None:
    """LENGTHS = "for" CYCLES { [ "," ] [ "and" ] EVERY "for" CYCLES }, behind EVERY; None where one is not read."""
    found: list[CyclesOfLength] = []
    length: Stated[Duration] | None = first
    while length is not None:
        cycles = cycle_set(cursor) if cursor.word("for", "during", "in") else None
        if cycles is None:
            return None
        found.append(CyclesOfLength(length, cycles))
        start = cursor.index
        cursor.word(",", ";")
        cursor.word("and", "then")
        length = every_so_long(cursor)
        if length is None:
            cursor.index = start
    return tuple(found)
