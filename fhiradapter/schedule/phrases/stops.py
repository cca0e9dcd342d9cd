"""Phrases for what ends treatment: "in the absence of disease progression", "until progression or toxicity"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor, Token

_OPENERS = (
    "in the absence of",
    "in absence of",
    "until",
    "till",
    "unless",
    "absent",
    "or until",
    "in the absence of any",
)
_WHILE = ("as long as", "so long as", "for as long as", "provided that there is no", "provided there is no")
_LONGEST = 60

_CUTS = (
    "then", "and then", "followed by", "after which", "at which time", "at which point", "thereafter", "whereupon",
    "for a minimum", "for a maximum", "for up to", "for at least", "for a total", "or for up to", "or up to", "up to",
    "or a maximum of", "a maximum of", "maximum of", "for a minimum of", "on arm", "with", "beginning", "starting",
    "for", "or for a maximum of", "every", "on day", "on days", "over", "and followed", "and for", "and up to",
)  # fmt: skip
"""Here the stop rule is over, whatever follows."""

_SUBJECTS = frozenset(
    """
    patients participants subjects treatment courses cycles course cycle therapy chemotherapy they you tapered taper
    given administered receiving receive receives undergo undergoes repeat repeats continue continues continuing proceed
    proceeds followed beginning
    """.split()
)
"""Behind a comma or "and", one of these opens a new clause about treatment."""

_NO_EVENT = frozenset(
    """
    day days week weeks month months cycle cycles course courses visit now today bedtime noon morning further next
    discontinued completed
    """.split()
)
_NUMBERED = frozenset("grade grades stage ctcae class level course courses cycle cycles".split())
_ALLOWED = frozenset("permitted allowed escalate escalated escalation proceed proceeds possible".split())
"""Behind these the absence of toxicity lets the dose finding go on."""
_ESCALATION = frozenset("mtd determined tolerated dlt dose-limiting dlts".split())


def stop(cursor: Cursor) -> Stated[str] | None:
    """STOP = [ "," ] ( "in the absence of" | "until" | "unless" ) EVENT | "as long as" words, up to the end of the
    clause.

    The value is the event in its own words; of "as long as ..." the whole, for it says the opposite. Refused: a day or
    a number ("until day 5", "until 2 weeks after"), the end of dose finding ("until the MTD is determined").
    """
    start = cursor.index
    cursor.word(",")
    first = cursor.index
    opened = cursor.phrase(*_WHILE)
    if not opened:
        opened = cursor.phrase(*_OPENERS)
        if not opened:
            cursor.index = start
            return None
        first = cursor.index
    allowed = start > 0 and cursor.tokens[start - 1].key in _ALLOWED
    found = _event(cursor, first, of_a_patient="absence" in opened and not allowed)
    if found is None:
        cursor.index = start
    return found


def _event(cursor: Cursor, first: int, *, of_a_patient: bool) -> Stated[str] | None:
    """ "In the absence of dose-limiting toxicity" ends the treatment of one patient, and no dose finding."""
    opened = cursor.index
    if cursor.peek() in _NO_EVENT or not _to_end(cursor):
        return None
    _drop_loose_end(cursor, opened)
    inside = cursor.tokens[opened : cursor.index]
    finding = not of_a_patient and any(token.key in _ESCALATION for token in inside)
    if not inside or finding or _has_number(inside):
        return None
    return cursor.since(first).stated()


def _to_end(cursor: Cursor) -> bool:
    """Moves to the end of the clause; False where it is too far off to be one."""
    depth, opened = 0, cursor.index
    while cursor.token is not None:
        key = cursor.peek()
        depth += (key == "(") - (key == ")")
        if depth < 0 or (depth == 0 and _ends_here(cursor)):
            return True
        cursor.index += 1
        if cursor.index - opened > _LONGEST:
            return False
    return depth == 0


def _ends_here(cursor: Cursor) -> bool:
    key = cursor.peek()
    if key in {".", ";", ":", "["}:
        return True
    here = cursor.index
    cursor.word(",", "or", "and")
    cut = bool(cursor.phrase(*_CUTS))
    cursor.index = here
    if cut:
        return True
    if key in {",", "and"}:
        return cursor.peek(1) in _SUBJECTS or cursor.peek(2) in {"repeats", "receive", "continues", "repeat"}
    return key in {"receive", "receives", "undergo", "repeats", "proceed"}


def _drop_loose_end(cursor: Cursor, opened: int) -> None:
    while cursor.index > opened and cursor.peek(-1) in {",", "and", "or", "(", "-"}:
        cursor.index -= 1


def _has_number(inside: tuple[Token, ...]) -> bool:
    return any(
        token.number is not None and token.key != "one" and inside[place - 1].key not in _NUMBERED
        for place, token in enumerate(inside)
    )
