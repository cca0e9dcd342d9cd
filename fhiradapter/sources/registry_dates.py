"""Dates as exports write them, in the form of API v2: YYYY, YYYY-MM or YYYY-MM-DD.

A day that is not stated is not made up.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTHS: Mapping[str, int] = {
    month: number
    for number, month in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[\d:.]+Z?)?)?)?")
_IN_WORDS = re.compile(r"([A-Za-z]+)\s+(?:(\d{1,2}),\s*)?(\d{4})")


def iso_date(words: str) -> str:
    """`2016-07`, `July 18, 2016`, `July 2016` as they are written in v2; empty for what is no date of the calendar."""
    text = words.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _written(year, month, day)
    if found := _IN_WORDS.fullmatch(text):
        month = _MONTHS.get(found[1].lower())
        return _written(int(found[3]), month, int(found[2]) if found[2] else None) if month else ""
    return ""


def _written(year: int | None, month: int | None, day: int | None) -> str:
    try:
        checked = date(year or 0, month or 1, day or 1)
    except ValueError:
        return ""
    return checked.isoformat()[: 4 if month is None else 7 if day is None else 10]
