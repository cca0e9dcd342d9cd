"""Counts as exports write them: ASCII digits, as many as a count of people can have."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[0-9]{1,15}")


def whole_number(words: str) -> int | None:
    """The number that the words are, None for what is none. A joker of 5,000 digits is no count."""
    return int(words) if _WHOLE.fullmatch(words) else None
