"""Phrases for which cycles: "cycle 1", "cycles 2-6", "courses 1 and 3", "odd-numbered courses", "subsequent cycles"."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.lists import CYCLES, DASHES, goes_on, named_numbers, numbers
from fhiradapter.schedule.phrases.spans import duration
from fhiradapter.schedule.regimen import Cycles

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

_AND_ON = (
    "and beyond", "and onwards", "and onward", "onwards", "onward", "and later", "and thereafter", "and subsequent",
    "and all subsequent", "and subsequently", "and following", "and up", "and above", "and greater", "and higher", "+",
    "or later", "and all subsequent cycles", "and all subsequent courses", "and subsequent cycles",
    "and subsequent courses",
    "and on", "and all following", "and after", "or greater", "or higher", "beyond",
)  # fmt: skip
_BEHIND_ON = frozenset({"", ".", ",", ";", ")", "(", "in", "of", "until", "for", "every", "repeat", "repeats", "only"})
_LATER = (
    "subsequent",
    "all subsequent",
    "later",
    "the subsequent",
    "each subsequent",
    "any subsequent",
    "every subsequent",
    "following",
    "the following",
)
_PARITY = {
    spelling: parity
    for parity, spellings in {
        1: "odd,odd numbered,odd-numbered,odd -",
        2: "even,even numbered,even-numbered,even -",
    }.items()
    for spelling in spellings.split(",")
}
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"), start=1
    )
    for word in words.split()
}
_WORDS = ("cycle", "cycles", "course", "courses")
_LOOK_BACK = 60
_LONG_LIST = 3
_NO_SET_BEHIND = frozenset(
    """
    beginning starting after before until till through thru to than by since completion or following prior end ends
    start
    completing completed beginning, conclusion initiation either except remainder beyond
    """.split()
)
"""Before "cycle 2" these make it a point in time, not the cycles in which something is given."""

_ENDS = frozenset({"to", "through", "thru", "until", "or", "/", "beginning", "starting", "except"})


def cycle_set(cursor: Cursor) -> Stated[Cycles] | None:
    """CYCLES = PARITY | "subsequent cycles" | "the first" [ N ] CYCLES | ORDINAL CYCLE | EVERY-OTHER | NUMBERED [
    "only" ]

    Refused: "cycle 1 or 2", "cycles 15" (a dash was lost), "all other cycles" and "every other course" (which?).
    """
    start = cursor.index
    before = cursor.peek(-1) if cursor.peek(-1) not in {"of", "the", "with"} else cursor.peek(-2)
    if before in _NO_SET_BEHIND:
        return None
    for rule in _RULES:
        found = cursor.maybe(rule)
        if found is None:
            continue
        if cursor.peek() in _ENDS:
            break
        end = cursor.index
        cursor.word("only")
        said = cursor.since(start)
        return said.state(found) if cursor.index >= end else None
    cursor.index = start
    return None


def _numbered(cursor: Cursor) -> Cycles | None:
    """NUMBERED = CYCLE NUMBERS | CYCLE N ( "and beyond" | "+" | ... ) | CYCLES "≥" N"""
    cursor.phrase("the", "each of", "all of")
    return cursor.maybe(_open_end) or cursor.maybe(_at_least) or cursor.maybe(_listed) or cursor.maybe(_short)


def _open_end(cursor: Cursor) -> Cycles | None:
    """ "cycle 2 and beyond", "cycles 2+", "course 3 onwards"; not "cycle 1 and on day 1" """
    if not cursor.phrase(*CYCLES.names):
        return None
    token = cursor.token
    if (
        token is None
        or token.number is None
        or token.number != int(token.number)
        or not 1 <= token.number <= CYCLES.most
    ):
        return None
    cursor.index += 1
    if cursor.phrase("- n", "to n", "through n", "– n"):
        return Cycles.span(int(token.number), None)
    opened = cursor.phrase(*_AND_ON)
    if not opened or (opened == "+" and cursor.token is not None and cursor.token.number is not None):
        return None
    cursor.word(*_WORDS)
    if cursor.peek() not in _BEHIND_ON and opened in {"and on", "and after", "and following", "and later", "and above"}:
        return None
    return Cycles.span(int(token.number), None)


def _at_least(cursor: Cursor) -> Cycles | None:
    if not cursor.phrase(*CYCLES.names):
        return None
    above = cursor.phrase("≥", "> =", ">")
    number = cursor.number() if above else None
    if number is None or number != int(number) or number < 1:
        return None
    return Cycles.span(int(number) + (above == ">"), None)


def _listed(cursor: Cursor) -> Cycles | None:
    listed = named_numbers(cursor, CYCLES)
    return set_of(listed.value) if listed is not None and cursor.peek() not in {"-", "+"} else None


def _short(cursor: Cursor) -> Cycles | None:
    """ "C1", "C2-6", "C2+", and nothing else in which the letter and its number touch"""
    word = cursor.peek()
    digits = word.removeprefix("c")
    if not word.startswith("c") or not (digits.isascii() and digits.isdigit()) or not 0 < int(digits) <= CYCLES.most:
        return None
    if cursor.peek(-1) not in {"of", "in", "during", "for", "(", "on"}:
        return None
    cursor.index += 1
    if cursor.word("+"):
        return Cycles.span(int(digits), None)
    last = None
    if cursor.word(*DASHES):
        found = numbers(cursor, CYCLES)
        last = found[0] if found is not None and len(found) == 1 and found[0] > int(digits) else None
        if last is None:
            return None
    return (
        None
        if goes_on(cursor, CYCLES) or cursor.peek(1).startswith("c")
        else Cycles.span(int(digits), last or int(digits))
    )


def set_of(listed: tuple[int, ...]) -> Cycles:
    """Three or more that are two apart are every second cycle; others are runs."""
    steps = {later - earlier for earlier, later in itertools.pairwise(listed)}
    if len(listed) >= _LONG_LIST and steps == {2}:
        return Cycles(((listed[0], listed[-1]),), 2)
    runs: list[tuple[int, int | None]] = []
    for number in listed:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return Cycles(tuple(runs))


def _parity(cursor: Cursor) -> Cycles | None:
    """PARITY = ( "odd" | "even" ) [ "-numbered" ] CYCLES [ NUMBERS ] [ "(" "cycles 1, 3, 5" ")" ]"""
    cursor.word("the", "all", "each", "every")
    spelling = cursor.phrase(*_PARITY)
    cursor.phrase("numbered", "treatment")
    if not spelling or not cursor.phrase(*CYCLES.names):
        return None
    first = _PARITY[spelling]
    start = cursor.index
    bracket = cursor.word("(")
    cursor.word("i.e") and cursor.phrase(". ,", ".")
    if (later := cursor.maybe(_beginning_with)) is not None:
        return Cycles(((later, None),), 2) if later % 2 == first % 2 and not bracket else None
    cursor.phrase(*CYCLES.names)
    listed = numbers(cursor, CYCLES)
    if listed is None:
        cursor.index = start
        return (
            None
            if not bracket and cursor.token is not None and cursor.token.number is not None
            else Cycles(((first, None),), 2)
        )
    if any(number % 2 != first % 2 for number in listed) or (bracket and not cursor.word(")")):
        return None
    return set_of(listed)


def from_one_on(cursor: Cursor) -> Cycles | None:
    """ "beginning in course 2": that one and all behind it; not "starting with cycle 2, day 8"."""
    if not cursor.word("beginning", "starting", "commencing"):
        return None
    cursor.word("with", "in", "at", "from")
    first = cursor.maybe(_open_end) or cursor.maybe(_listed)
    further = cursor.peek(1) if cursor.peek() == "," else cursor.peek()
    single = first is not None and len(first.runs) == 1 and first.last in {first.first, None}
    if first is None or not single or first.first == 1 or further in {"day", "days", "d", "on", "or"}:
        return None
    return Cycles.span(first.first, None)


def _beginning_with(cursor: Cursor) -> int | None:
    """ "(odd courses) beginning with course 7" """
    if not cursor.word("beginning", "starting"):
        return None
    cursor.word("with", "in", "at", "on", "from")
    first = cursor.maybe(_listed)
    return first.first if first is not None and first.first == first.last else None


def _later(cursor: Cursor) -> Cycles | None:
    """ "subsequent cycles", "each cycle thereafter": those behind the cycle named last, else behind the first."""
    start = cursor.index
    if cursor.word("each", "every", "all") and cursor.word(*_WORDS) and cursor.word("thereafter", "afterwards"):
        before = _named_before(cursor, start)
        return Cycles.span(before + 1, None) if before is not None else None
    cursor.index = start
    opened = "" if cursor.phrase("cycle 1", "course 1") else cursor.phrase(*_LATER)
    cursor.phrase("treatment", "chemotherapy")
    word = cursor.word(*_WORDS) if opened else ""
    if not word:
        return None
    listed = numbers(cursor, CYCLES)
    if listed is not None:
        return None if opened.endswith("following") else set_of(listed)  # "following course 6": after it
    before = _named_before(cursor, start)
    return Cycles.span(before + 1, None) if before is not None else None


def opened_later(cursor: Cursor) -> tuple[bool, Cycles | None]:
    """Whether "each subsequent" stands here, and which these are: behind the cycle named last before, else behind the
    first; None behind "for up to 6 cycles". What they are, follows.
    """
    start = cursor.index
    opened = bool(cursor.phrase(*_LATER))
    before = _named_before(cursor, start) if opened else None
    return opened, Cycles.span(before + 1, None) if before is not None else None


def _named_before(cursor: Cursor, start: int) -> int | None:
    """The last cycle that the words before name: 1 where they name none, None where they cannot be followed."""
    place = start - 1
    while place >= max(0, start - _LOOK_BACK):
        if cursor.tokens[place].key in _WORDS:
            break
        place -= 1
    else:
        return 1
    if place and (ordinal := _ORDINALS.get(cursor.tokens[place - 1].key)):
        return ordinal
    if place + 1 >= start or cursor.tokens[place + 1].number is None:
        counted = place > 0 and cursor.tokens[place - 1].number is not None
        return None if counted else 1
    end = cursor.index
    cursor.index = place
    found = cursor.maybe(_listed)
    cursor.index = end
    return found.last if found is not None else None


def _first_ones(cursor: Cursor) -> Cycles | None:
    """ "the first cycle", "the first 2 cycles", "the first and second courses", "the third course" """
    cursor.word("the")
    first = _ORDINALS.get(cursor.peek())
    if first is None:
        return None
    cursor.index += 1
    number = cursor.number() if first == 1 and cursor.maybe(_long_cycle) is None else None
    last, apart = first, False
    if number is not None and number == int(number) and number > 0:
        last = int(number)
    elif cursor.word("and", "through", "to", *DASHES):
        joined = cursor.peek(-1)
        cursor.word("the")
        last = _ORDINALS.get(cursor.peek(), 0)
        cursor.index += 1
        if last <= first:
            return None
        apart = joined == "and" and last != first + 1
    cursor.phrase("treatment", "chemotherapy")
    if not cursor.word(*_WORDS) or (cursor.token is not None and cursor.token.number is not None):
        return None
    return Cycles(((first, first), (last, last))) if apart else Cycles.span(first, last)


def _long_cycle(cursor: Cursor) -> bool | None:
    """The "21-day" of "the first 21-day cycle"."""
    return (duration(cursor) is not None and cursor.peek() in _WORDS) or None


def _every_other(cursor: Cursor) -> Cycles | None:
    """EVERY-OTHER = "every other" CYCLE ( "beginning" [ "with" | "in" ] CYCLE N | "(" "cycles 1, 3, 5" ")" )"""
    if not cursor.phrase("every other", "every second", "alternate", "alternating") or not cursor.word(*_WORDS):
        return None
    if cursor.word("("):
        listed = cursor.maybe(_listed)
        return listed if listed is not None and listed.every == 2 and cursor.word(")") else None
    cursor.word(",")
    first = cursor.maybe(_beginning_with)
    return Cycles(((first, None),), 2) if first is not None else None


_RULES: tuple[Callable[[Cursor], Cycles | None], ...] = (_parity, _later, _first_ones, _every_other, _numbered)
