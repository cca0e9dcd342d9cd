"""Phrases for visits after treatment: "Patients are followed every 3 months for 2 years, then annually thereafter"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases import words
from fhiradapter.schedule.phrases.lists import DASHES, SEPARATORS
from fhiradapter.schedule.phrases.spans import UNITS, bounds, duration, time_unit
from fhiradapter.schedule.regimen import Duration, FollowUp

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor


@dataclass(frozen=True, slots=True)
class Visits:
    """One stretch of the follow-up: how often and for how long, or at which times."""

    statement: Stated[str]
    every: Stated[Duration] | None = None
    duration: Stated[Duration] | None = None
    at: tuple[Stated[Duration], ...] = ()

    def follow_up(self) -> FollowUp:
        """The visits as a regimen holds them; single times stay in the statement."""
        return FollowUp(statement=self.statement, every=self.every, duration=self.duration)


@dataclass(frozen=True, slots=True)
class Following:
    """Patients are followed. `unread` is what the sentence says beyond the visits that were read."""

    visits: tuple[Visits, ...]
    unread: Stated[str] | None = None


_OFTEN = {
    "annually": ("1", "a"), "yearly": ("1", "a"), "once a year": ("1", "a"), "every year": ("1", "a"),
    "once yearly": ("1", "a"),
    "monthly": ("1", "mo"), "once a month": ("1", "mo"), "every month": ("1", "mo"), "weekly": ("1", "wk"),
    "every week": ("1", "wk"), "once a week": ("1", "wk"), "quarterly": ("3", "mo"), "semiannually": ("6", "mo"),
    "semi-annually": ("6", "mo"), "every other month": ("2", "mo"), "every other week": ("2", "wk"),
    "each year": ("1", "a"),
    "bi-annually": ("", ""), "biannually": ("", ""), "every other year": ("2", "a"), "once annually": ("1", "a"),
    "once every year": ("1", "a"), "on an annual basis": ("1", "a"), "twice a year": ("6", "mo"), "daily": ("1", "d"),
}  # fmt: skip
_CONNECTORS = (
    ", and then",
    "; and then",
    ", then",
    "; then",
    "and then",
    "then",
    ", and",
    "; and",
    ",",
    "and",
    ";",
    "followed by",
)
_FREE = (
    "thereafter", "periodically", "after that", "indefinitely", "afterwards", "for life", "subsequently", "until death",
    "for survival", "for survival and relapse", "for relapse", "for disease progression", "post-treatment",
    "posttreatment",
    "in the absence of disease progression",
)  # fmt: skip
_SUBJECTS = (
    *words.PATIENTS,
    "all eligible patients",
    "all enrolled patients",
    "these patients",
    "patients in both arms",
    "surviving patients",
)
_ARE = ("are", "were", "will be", "is", "should be", "are then", "will then be", "are also", "continue to be")
_FOLLOWED = ("followed", "followed up", "followed-up", "followed for survival", "followed clinically",
    "followed for relapse",
             "followed for recurrence", "followed for disease progression", "followed closely", "monitored",
             "followed periodically",
             "followed for disease progression and survival", "followed for toxicity",
             "followed for progression and survival")  # fmt: skip
_AFTER = ("after", "from", "following", "post", "of")
_SPANS = (
    "for",
    "during",
    "over",
    "through",
    "until",
    "during the first",
    "for the first",
    "for the next",
    "over the next",
    "up to",
    "for the following",
    "for an additional",
    "for another",
)
_NOT_FOLLOWED = frozenset({"by", "immediately"})
_DANGER = words.BLOCKERS | frozenset({"arm", "arms", "group"})
_LEAD = 16
_MOST_POINTS = 40


def follow_up(cursor: Cursor) -> Following | None:
    """FOLLOWING = [ "after completion of" words "," ] PATIENTS "are" "followed" [ "up" ] VISITS { "," [ "then" ]
    VISITS }

    VISITS = OFTEN [ SPAN ] | SPAN [ OFTEN ] | "at" TIME { "," TIME } [ UNIT ]. What is left over is told in `unread`;
    where that names an exception, an alternative or an arm, nothing is read.
    """
    start = cursor.index
    if not _opened(cursor):
        cursor.index = start
        return None
    visits: list[Visits] = []
    first = start
    while (visit := cursor.maybe(lambda at, begin=first: _visits(at, begin))) is not None:  # type: ignore[misc]
        visits.append(visit)
        end = cursor.index
        if not cursor.phrase(*_CONNECTORS):
            break
        first = cursor.index
        if cursor.token is None:
            cursor.index = end
            break
    else:
        _back_to(cursor, first)
    unread = _left_over(cursor) if visits else None
    if not visits or (unread is not None and _turns_round(unread)):
        cursor.index = start
        return None
    return Following(tuple(visits), unread)


def _back_to(cursor: Cursor, first: int) -> None:
    """What a connector opened and no rule read is left over, the connector with it."""
    cursor.index = first
    while cursor.index > 0 and cursor.peek(-1) in {"and", "then", ",", ";"}:
        cursor.index -= 1


def _opened(cursor: Cursor) -> bool:
    cursor.maybe(_after_treatment)
    subject = cursor.phrase(*_SUBJECTS)
    if subject and not cursor.phrase(*_ARE):
        return False
    if not subject and cursor.peek(-1) in {"immediately", "is", "be"}:
        return False
    said = cursor.phrase(*_FOLLOWED)
    if not said or cursor.peek() in _NOT_FOLLOWED or (said == "monitored" and not subject):
        return False
    cursor.phrase("clinically", "periodically", "closely", "for survival")
    return True


def _after_treatment(cursor: Cursor) -> bool | None:
    """ "After completion of study treatment," """
    if not cursor.phrase(*words.AFTER_TREATMENT, "after completion", "after"):
        return None
    for _ in range(_LEAD):
        if cursor.word(","):
            return True
        if cursor.token is None or cursor.peek() in {".", ";"} or cursor.token.number is not None:
            return None
        cursor.index += 1
    return None


def _visits(cursor: Cursor, first: int) -> Visits | None:
    points = cursor.maybe(_points)
    every = cursor.maybe(_often) if points is None else None
    span = cursor.maybe(_span) if points is None else None
    if every is None and points is None:
        every = cursor.maybe(_often)
    if every is None and span is None and points is None:
        return None
    if every is not None and every.value.unit in words.WITHIN_A_DAY:
        return None
    _comment(cursor)
    return Visits(cursor.since(first).strip(" .;,").stated(), every, span, points or ())


def _comment(cursor: Cursor) -> None:
    """Words behind that name no number: "after completion of treatment", "thereafter"."""
    while cursor.phrase(*_FREE):
        pass
    if cursor.peek() in _AFTER:
        while (
            cursor.token is not None
            and cursor.peek() not in {",", ";", ".", "and", "or", "then"}
            and cursor.token.number is None
        ):
            cursor.index += 1
    while cursor.phrase(*_FREE):
        pass


def _often(cursor: Cursor) -> Stated[Duration] | None:
    start = cursor.index
    cursor.word("at", "approximately")
    named = _OFTEN.get(cursor.phrase(*_OFTEN), ("", ""))
    if named[1]:
        return cursor.state(Duration(Decimal(named[0]), named[1]), start)
    if not cursor.phrase("every", "once every", "at least every", "q"):
        cursor.index = start
        return None
    found = duration(cursor)
    return cursor.state(found.value, start) if found is not None else None


def _span(cursor: Cursor) -> Stated[Duration] | None:
    """ "for 2 years", "for up to 5 years", "during the first 2 years", "for 3 additional years", "until 2 years" """
    start = cursor.index
    cursor.word(",")
    opener = cursor.phrase(*_SPANS, "in the first")
    if not opener or cursor.peek() in {"day", "days", "week", "month", "year", "years"}:
        return None
    cursor.word("a") if cursor.peek(1) == "further" else None
    number = cursor.index
    found = duration(cursor)
    if found is None:
        cursor.index = number
        found = _additional(cursor)
    if found is None:
        return None
    if opener in {"up to", "until", "through"}:
        return cursor.state(Duration(found.value.low, found.value.unit, found.value.high, at_most=True), start)
    return found


def _additional(cursor: Cursor) -> Stated[Duration] | None:
    start = cursor.index
    bounds(cursor)
    number = cursor.number() if cursor.peek() not in {"a", "one"} or cursor.peek(1) not in UNITS else None
    if number is None:
        number = Decimal(1) if cursor.word("a", "one", "1") else None
    cursor.word("additional", "more", "further")
    unit = time_unit(cursor) if number is not None else None
    return cursor.state(Duration(number, unit), start) if number is not None and unit is not None else None


def _points(cursor: Cursor) -> tuple[Stated[Duration], ...] | None:
    """ "at 3 weeks", "at 3, 6, 9, and 12 months", "at day 28" is none"""
    if not cursor.word("at", "on"):
        return None
    bounds(cursor)
    found: list[tuple[Decimal, int]] = []
    points: list[Stated[Duration]] = []
    while len(found) < _MOST_POINTS:
        number = cursor.number()
        if number is None:
            break
        found.append((number, cursor.index - 1))
        unit = time_unit(cursor)
        if unit is not None:
            points += [cursor.since(index).state(Duration(each, unit)) for each, index in found]
            found = []
        behind = cursor.index
        cursor.phrase(", and", "and", "&", ",")
        if cursor.token is None or cursor.token.number is None:
            cursor.index = behind
            break
    if found or not points or cursor.peek() in DASHES or (cursor.peek() in SEPARATORS and cursor.peek(1) == "or"):
        return None
    return tuple(points)


def _left_over(cursor: Cursor) -> Stated[str] | None:
    """The rest of the sentence, if it says anything."""
    if cursor.at_end:
        return None
    end = cursor.index
    while end < len(cursor.tokens) and cursor.tokens[end].key != ".":
        end += 1
    rest = cursor.sentence[cursor.tokens[cursor.index].start : cursor.tokens[end - 1].end].strip(" .;,()")
    return rest.stated() if rest.text else None


def _turns_round(unread: Stated[str]) -> bool:
    said = unread.value.lower().split()
    return bool(_DANGER.intersection(word.strip(",;()") for word in said) - {"only", "even", "no"})
