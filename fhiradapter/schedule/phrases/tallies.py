"""Phrases for how many times in all: "for 4 doses", "x 6 doses", "for a total of 3 injections"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

_DOSES = (
    "doses", "dose", "infusions", "injections", "fractions", "administrations", "vaccinations", "treatments", "times",
)  # fmt: skip


def number_of_doses(cursor: Cursor) -> Stated[int] | None:
    """TALLY = ( "for" | "x" | "for a total of" | ... ) NUMBER ( "doses" | "injections" | ... )"""
    start = cursor.index
    opened = cursor.phrase("for a total of", "for up to", "for", "x", "×", "a total of", "total of", "times")
    number = cursor.number() if opened else None
    if number is None or number != int(number) or not cursor.word(*_DOSES):
        cursor.index = start
        return None
    return cursor.state(int(number), start)
