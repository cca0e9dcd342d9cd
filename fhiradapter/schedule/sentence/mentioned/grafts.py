"""Bone marrow is a treatment where it is given: "peripheral blood stem cells or bone marrow are reinfused on day 0"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fhiradapter.schedule.tokens import Cursor

MARROW_KEY = "bone marrow infusion"
_IS_INFUSED = tuple(
    f"{verb} {infused}" for verb in ("is", "are", "will be", "may be") for infused in ("infused", "reinfused")
)


def marrow(cursor: Cursor) -> bool:
    """MARROW = "bone marrow", and behind it that it is infused; elsewhere it is examined, or harvested."""
    start = cursor.index
    end = start + 2
    given = cursor.phrase("bone marrow") and cursor.phrase(*_IS_INFUSED)
    cursor.index = end if given else start
    return bool(given)
