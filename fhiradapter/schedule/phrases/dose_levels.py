"""Amounts by the level of an escalation: "Level -1: 50 mg/m2 Level 1: 70 mg/m2", "20 mg (DL1) or 40 mg (DL2)".

A list of levels is read whole or not at all: one of several amounts is nobody's dose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.doses import doses

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.regimen import Dose
    from fhiradapter.schedule.tokens import Cursor

    Member = Callable[[Cursor, Lexicon], tuple[str, Stated[Dose]] | None]

_NAMES = ("dose level", "dose - level", "dosage level", "dose-level", "level", "dl")
_GLUED = re.compile(r"(?:dl|level)\d")
_OPENERS = tuple(
    f"{opener} {names} :"
    for opener in ("at the following", "at one of the following", "the following", "following", "one of the following")
    for names in ("dose levels", "doses", "dose level", "levels")
)
_LONGEST_NOTE = 8
_FEWEST = 2
_NEAR = 30
"""So many tokens apart stand the levels of one list."""


def doses_or_levels(cursor: Cursor, lexicon: Lexicon) -> tuple[Stated[Dose], ...] | None:
    """The amounts of all levels, or of a dose that is none of several levels."""
    found = _listed(cursor, lexicon, _labelled) or _listed(cursor, lexicon, _noted)
    if found is not None:
        return found
    start = cursor.index
    said = doses(cursor, lexicon)
    if said is not None and _is_one_of_several(cursor, start):
        cursor.index = start
        return None
    return said


def _listed(cursor: Cursor, lexicon: Lexicon, member: Member) -> tuple[Stated[Dose], ...] | None:
    """LEVELS = [ OPENER ] MEMBER { [ "," | ";" ] [ "and" | "or" ] MEMBER }: two at least, none of them twice"""
    start = cursor.index
    if not cursor.phrase(*_OPENERS) and len(_labels(cursor, start, start + _NEAR)) < _FEWEST:
        return None
    found: list[tuple[str, Stated[Dose]]] = []
    while (each := member(cursor, lexicon)) is not None:
        found.append(each)
        end = cursor.index
        cursor.word(",", ";")
        cursor.word("and", "or")
    labels = {label for label, _ in found}
    units = {dose.value.unit for _, dose in found}
    if len(found) < _FEWEST or len(labels) < len(found) or len(units) > 1 or _goes_on(cursor):
        cursor.index = start
        return None
    cursor.index = end
    return tuple(dose for _, dose in found)


def _labelled(cursor: Cursor, lexicon: Lexicon) -> tuple[str, Stated[Dose]] | None:
    """LABELLED = LABEL [ "(" NOTE ")" ] [ ":" | "=" ] DOSE [ "(" NOTE ")" ]"""
    start = cursor.index
    label = _label(cursor)
    _note(cursor) if label else None
    cursor.word(":", "=", "–", "—", "of", "at", "is") if label else None
    bracketed = cursor.peek() in {"(", "["}  # "Level 1 (10 mg), level 2 (20 mg)": a further one is often told apart
    said = doses(cursor, lexicon) if label and not bracketed else None
    if said is None or len(said) > 1:
        cursor.index = start
        return None
    _note(cursor)
    return label, said[0]


def _noted(cursor: Cursor, lexicon: Lexicon) -> tuple[str, Stated[Dose]] | None:
    """NOTED = DOSE [ "flat" ] "(" LABEL [ "," LABEL ] ")" """
    start = cursor.index
    said = doses(cursor, lexicon)
    cursor.word("flat") if said else None
    label = _bracketed(cursor) if said and len(said) == 1 else ""
    if said is None or not label:
        cursor.index = start
        return None
    return label, said[0]


def _bracketed(cursor: Cursor) -> str:
    """The level of "(Dose Level -1, DL-1)"."""
    start = cursor.index
    label = _label(cursor) if cursor.word("(", "[") else ""
    if label and cursor.word(",", "/"):
        _label(cursor)
    if label and cursor.word(")", "]"):
        return label
    cursor.index = start
    return ""


def _label(cursor: Cursor) -> str:
    """LABEL = ( "dose level" | "level" | "DL" ) [ "#" ] [ "-" | "+" ] NUMBER [ LETTER ]"""
    start = cursor.index
    if _GLUED.fullmatch(cursor.peek()):
        cursor.index += 1
        return cursor.since(start).text.lower().lstrip("delv")
    named = cursor.phrase(*_NAMES)
    if named:
        cursor.word("#")
    sign = cursor.word("-", "–", "−", "+") if named else ""
    token = cursor.token
    if not named or token is None or token.kind != "number" or not token.text.isdigit():
        cursor.index = start
        return ""
    cursor.index += 1
    letter = cursor.token
    glued = letter is not None and letter.start == token.end and len(letter.text) == 1 and letter.kind == "word"
    cursor.index += glued
    return ("-" if sign in {"-", "–", "−"} else "") + token.text + (letter.key if glued and letter else "")


def _note(cursor: Cursor) -> None:
    """Passes over "(DL 1)" and "(+/- 20%)": another name of the level, or how exactly the amount is made."""
    if cursor.peek() != "(":
        return
    close = next((ahead for ahead in range(1, _LONGEST_NOTE) if cursor.peek(ahead) == ")"), 0)
    inside = {cursor.peek(ahead) for ahead in range(1, close)}
    named = any(word.startswith(("dl", "level", "dose")) for word in inside)
    if close and (named or "%" in inside):
        cursor.index += close + 1


def _goes_on(cursor: Cursor) -> bool:
    """Whether another level stands here, with an amount that was not read."""
    here = cursor.index
    more = bool(_label(cursor))
    cursor.index = here
    return more


def _labels(cursor: Cursor, first: int, last: int) -> list[range]:
    """Where levels are named from one place to another."""
    here = cursor.index
    found: list[range] = []
    for place in range(max(first, 0), min(last, len(cursor.tokens))):
        if (found and place in found[-1]) or not cursor.tokens[place].key.startswith(("d", "l")):
            continue
        cursor.index = place
        if _label(cursor):
            found.append(range(place, cursor.index))
    cursor.index = here
    return found


def _is_one_of_several(cursor: Cursor, start: int) -> bool:
    """Whether a level names the amount from `start` up to here, and another one stands near."""
    if (
        _at(cursor, start - 1) not in ":=(["
        and _at(cursor, cursor.index) not in "(["
        and not _is_labelled(cursor, start)
    ):
        return False
    labels = _labels(cursor, start - _NEAR, cursor.index + _NEAR)
    before = any(each.stop == start or (each.stop == start - 1 and _at(cursor, each.stop) in ":=([") for each in labels)
    behind = any(each.start == cursor.index + 1 and _at(cursor, cursor.index) in "([" for each in labels)
    return len(labels) >= _FEWEST and (before or behind)


def _is_labelled(cursor: Cursor, start: int) -> bool:
    return any(each.stop == start for each in _labels(cursor, start - 4, start))


def _at(cursor: Cursor, place: int) -> str:
    return cursor.tokens[place].key if place < len(cursor.tokens) else " "
