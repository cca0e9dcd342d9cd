"""Phrases for how many times in all: "for 4 doses", "x 6 doses", "for a total of 3 injections"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.lists import DASHES
from fhiradapter.schedule.regimen import Count

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

_DOSES = (
    "doses", "dose", "infusions", "injections", "fractions", "administrations", "vaccinations", "treatments", "times",
)  # fmt: skip


_AT_MOST = ("for up to", "for a maximum of", "up to a total of", "up to")
_EXACTLY = ("for a total of", "for", "x", "×", "a total of", "total of", "times")
_IN_FRACTIONS = ("delivered in", "given in", "administered in", "in", "over", "/", "divided in", "divided into")
_HOW_OFTEN = frozenset("a an per each every daily weekly monthly".split())


_WEEKLY = re.compile(r"(?:bi-?)?weekly|weeks?|wks?|q(?:\d\d?)?w(?:k|ks|eeks?)?")
_BEHIND = frozenset({"", ".", ",", ";", ")", "(", "every", "followed", "then", "prior", "before", "and"})


def number_of_doses(cursor: Cursor) -> Stated[Count] | None:
    """TALLY = ( "for" | "x" | "for up to" | ... ) NUMBER [ "-" NUMBER ] ( "doses" | "injections" | ... )
    | "weekly" "x" NUMBER, and nothing that is counted behind it | ( "in" | "over" | "/" ) NUMBER "fractions"
    """
    return cursor.maybe(_bare) or cursor.maybe(_fractions) or _counted(cursor)


def _bare(cursor: Cursor) -> Stated[Count] | None:
    """ "q3wk x 3", "weekly x 4": what is counted is how often it is given."""
    start = cursor.index
    number = _whole(cursor) if _WEEKLY.fullmatch(cursor.peek(-1)) and cursor.word("x", "×") else None
    return cursor.state(Count(number, number), start) if number and cursor.peek() in _BEHIND else None


def _fractions(cursor: Cursor) -> Stated[Count] | None:
    """ "60 Gy in 30 fractions", "37.5 Gy/15 fractions", "in a single fraction"; not "in 2 Gy fractions"."""
    start = cursor.index
    if not cursor.phrase(*_IN_FRACTIONS):
        return None
    low = 1 if cursor.phrase("a single", "one", "1") else _whole(cursor)
    high = _whole(cursor) if low and cursor.word("to", *DASHES) else low
    cursor.phrase("daily", "equal", "once-daily", "treatment")
    if low and high and high >= low and cursor.word("fractions", "fraction", "fx", "fxs") and cursor.peek() != "of":
        return cursor.state(Count(low, high), start)
    return None


def _counted(cursor: Cursor) -> Stated[Count] | None:
    start = cursor.index
    at_most = cursor.phrase(*_AT_MOST)
    low = _whole(cursor) if at_most or cursor.phrase(*_EXACTLY) else None
    high = _whole(cursor) if low and cursor.word("to", *DASHES) else low
    found = low and high and high >= low and cursor.word(*_DOSES) and cursor.peek() not in _HOW_OFTEN
    if not found or (at_most and low != high):
        cursor.index = start
        return None
    return cursor.state(Count(None if at_most else low, high), start)


def _whole(cursor: Cursor) -> int | None:
    """A number of times; None for fractions and for none at all."""
    number = cursor.number()
    return int(number) if number and number == int(number) else None
