"""Statements that stand one behind the other with nothing, or a bracket, between: each is one of its own.

"A 5 mg IV day 1 B 10 mg IV day 2", "(A 5 mg day 1), B 10 mg day 1", "R-CHOP (A, B and C) A 5 mg IV".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.around.context import end_of_bracket, start_of_bracket
from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned

_FINITE = frozenset("is are was were will should".split())
_MARKS = frozenset({"*", "•", "●", "."})
_SAID_BEFORE_VERBS = {False: frozenset[Kind](), True: frozenset({Kind.FREQUENCY})}
"""Where a verb follows, how often stands behind: "A 10 mg twice daily B will be given"."""
_SAID_OF_WHAT_FOLLOWS = frozenset({Kind.ROUTE, Kind.FREQUENCY, Kind.SINGLE})
"""What may stand before the name of a treatment: "10 mg daily oral B 20 mg"."""
_NAME_AND_DOSE = 2
_OF_A_LIST = frozenset({Kind.DRUG, Kind.COMMA, Kind.LINK, Kind.FILL, Kind.OPEN, Kind.CLOSE})


def apart(sentence: Mentioned) -> Mentioned:
    """The sentence with a boundary before each name that begins a statement."""
    return replace(sentence, mentions=tuple(_with_boundaries(_without_list_brackets(sentence.mentions))))


def _with_boundaries(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """ "A: 5 mg on day 1 B: 10 mg on day 2", "A 5 mg IV day 1 B 10 mg IV day 2": each name begins a statement."""
    for place, each in enumerate(mentions):
        if place and each.kind == Kind.DRUG and _begins(mentions, place):
            yield Mention(Kind.SEMICOLON, each.start, each.start)
        yield each


def _begins(mentions: Sequence[Mention], place: int) -> bool:
    if place + 1 == len(mentions):
        return False
    return mentions[place + 1].key == ":" or _is_next_line(mentions, place) or _is_behind_contents(mentions, place)


def _is_behind_contents(mentions: Sequence[Mention], place: int) -> bool:
    """ "R-CHOP (A, B and C) A 5 mg IV", "CVP (A and B), A 5 mg": behind what a regimen holds, each is told of."""
    closed = place - 1
    while closed and mentions[closed].kind == Kind.COMMA:
        closed -= 1
    opened = start_of_bracket(mentions, closed)
    inside = mentions[opened + 1 : closed]
    names = sum(each.kind == Kind.DRUG for each in inside)
    if closed < place - 1 and mentions[place].key not in {each.key for each in inside}:
        return False
    rest = [each for each in _without_brackets(mentions[place + 1 :]) if each.kind != Kind.COMMA]
    listed = all(each.kind in _OF_A_LIST for each in inside)
    return names > 1 and listed and bool(rest) and rest[0].kind == Kind.DOSE


def _without_list_brackets(mentions: Sequence[Mention]) -> list[Mention]:
    """ "(A 5 mg day 1), B 10 mg day 1": a line of a list may stand in a bracket of its own."""
    found = list(mentions)
    for place, each in enumerate(mentions):
        end = end_of_bracket(mentions, place) if each.kind == Kind.OPEN else len(mentions)
        if end < len(mentions) and _is_line(mentions, place, end):
            for at in (place, end):
                found[at] = replace(mentions[at], kind=Kind.COMMA, key=",")
    return found


def _is_line(mentions: Sequence[Mention], opened: int, closed: int) -> bool:
    """A name and a dose and more of it, between commas."""
    before, inside = mentions[:opened], mentions[opened + 1 : closed]
    behind = mentions[closed + 1] if closed + 1 < len(mentions) else None
    listed = behind is not None and behind.kind in {Kind.COMMA, Kind.SEMICOLON}
    opens = not before or before[-1].kind in {Kind.COMMA, Kind.SEMICOLON}
    named = [each.kind for each in inside[:2]] == [Kind.DRUG, Kind.DOSE] and len(inside) > _NAME_AND_DOSE
    return listed and opens and named and all(each.kind in PHRASES for each in inside[1:])


def _is_next_line(mentions: Sequence[Mention], place: int) -> bool:
    """A name and a dose, or a name and its verb, directly behind all that is said of a name and a dose."""
    behind = mentions[place + 1]
    verb = behind.kind == Kind.GIVEN and behind.key in _FINITE
    if behind.kind != Kind.DOSE and not verb:
        return False
    before = [each for each in _without_brackets(mentions[:place]) if each.key not in _MARKS]
    said = 0
    while said < len(before) and before[-1 - said].kind in PHRASES:
        said += 1
    if said < 2 or said == len(before) or before[-1].kind in _SAID_OF_WHAT_FOLLOWS - _SAID_BEFORE_VERBS[verb]:
        return False
    return before[-1 - said].kind == Kind.DRUG and before[-said].kind == Kind.DOSE


def _without_brackets(mentions: Sequence[Mention]) -> Iterator[Mention]:
    depth = 0
    for each in mentions:
        depth += each.kind == Kind.OPEN
        if not depth:
            yield each
        depth -= each.kind == Kind.CLOSE
