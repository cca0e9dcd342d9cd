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
_ADVERBS = frozenset("weekly monthly".split())
"""Not "2 daily doses", which may be two a day."""
_OF_DOSES = frozenset(
    """
    maintenance consecutive additional subsequent intravenous iv subcutaneous sc intramuscular im oral loading booster
    """.split()
)
_PLURAL = frozenset("doses infusions injections administrations vaccinations immunizations instillations".split())
_A_CLAUSE = 8
_FEWEST = 2
_BEHIND = frozenset({"", ".", ",", ";", ")", "(", "every", "followed", "then", "prior", "before", "and"})


def number_of_doses(cursor: Cursor) -> Stated[Count] | None:
    """TALLY = ( "for" | "x" | "for up to" | ... ) NUMBER [ "-" NUMBER ] ( "doses" | "injections" | ... )
    | "weekly" "x" NUMBER, and nothing that is counted behind it | ( "in" | "over" | "/" ) NUMBER "fractions"
    | NUMBER, before "weekly doses"
    """
    return cursor.maybe(_bare) or cursor.maybe(_fractions) or cursor.maybe(_before_weekly_doses) or _counted(cursor)


def counts_weekly_doses(cursor: Cursor, place: int) -> bool:
    """Whether the number at this place is that of "4 weekly doses", "three monthly maintenance injections".

    "3 weekly" alone may be every three weeks, and so may "3 weekly infusions for 18 weeks".
    """
    here = place - cursor.index
    if place < 0 or cursor.tokens[place].number is None or cursor.peek(here + 1) not in _ADVERBS:
        return False
    noun = next((ahead for ahead in range(here + 2, here + 5) if cursor.peek(ahead) not in _OF_DOSES), here)
    spans = any(cursor.peek(ahead) == "for" for ahead in range(noun, noun + _A_CLAUSE))
    return cursor.peek(noun) in _PLURAL and not spans


def _before_weekly_doses(cursor: Cursor) -> Stated[Count] | None:
    start = cursor.index
    cursor.phrase(*_EXACTLY)
    place = cursor.index
    number = _whole(cursor)
    if number is None or number < _FEWEST or not counts_weekly_doses(cursor, place):
        return None
    return cursor.state(Count(number, number), start)


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
