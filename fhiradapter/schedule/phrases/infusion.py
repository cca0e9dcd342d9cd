"""How long one administration lasts: "over 30-90 minutes", "as a 2-hour infusion", "continuously over 4 days"; and
boluses.

In the rules, "a" is the word a, [ ] may be absent, { } may repeat, | is or; capitals name other rules or tables.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.numerals import dash, numeral, take, token_at
from fhiradapter.schedule.phrases.spans import UNITS as TIME_UNITS
from fhiradapter.schedule.phrases.words import WITHIN_A_DAY
from fhiradapter.schedule.regimen import Duration

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.tokens import Cursor

_IN_MINUTES = {"min": Decimal(1), "h": Decimal(60)}

_ABOUT = ("about", "approximately", "around", "approx", "approx .", "~", "roughly", "at least about")
_CONTINUOUS = (
    "by continuous intravenous infusion", "by continuous iv infusion", "by continuous infusion",
    "as continuous infusion",
    "as a continuous infusion", "as a continuous iv infusion", "as a continuous intravenous infusion",
    "continuous infusion",
    "continuous iv infusion", "continuous intravenous infusion", "continuous i . v . infusion",
    "iv continuous infusion",
    "intravenous continuous infusion", "continuously", "iv continuously", "intravenously continuously", "civ",
    "civi", "ivci",
    "via continuous infusion", "via continuous iv infusion", "via continuous intravenous infusion", "by civ", "by civi",
    "continuous intravenous infusion ( civi )", "continuous intravenous infusion ( civ )", "continuous iv",
    "by continuous iv",
)  # fmt: skip
_INFUSED = ("infusion", "infused", "infusions", "intravenous infusion", "iv infusion", "drip")
_BETWEEN_NUMBER_AND_INFUSION = frozenset(
    """
        continuous intravenous iv civ constant slow single i.v. outpatient ambulatory i v . intravenously
        subcutaneous sc intra-arterial
    """.split()
)
_INFUSION_NOUNS = frozenset({"infusion", "infusions", "civi"})
_HALF = {
    "half an hour": Decimal(30),
    "a half hour": Decimal(30),
    "a half-hour": Decimal(30),
    "one-half hour": Decimal(30),
    "half hour": Decimal(30),
}
_FRACTION = re.compile(r"½ | 1 \s? / \s? 2 (?! \w )", re.VERBOSE)
_NOT_BEFORE_HOURS = frozenset(
    {"or", ",", "/", "to", "every", "first", "and", "within", "after", "q", "least", "than", "<", ">", "≤", "≥"}
)


def infusion(cursor: Cursor, _: Lexicon) -> Stated[Duration] | None:
    """INFUSION = [ CONTINUOUS ] "over" TIME | CONTINUOUS "for" TIME | [ "as" "a" ] TIME "infusion"

    TIME is in seconds, minutes or hours; in days only where the words say that the infusion is continuous.
    """
    start = cursor.index
    token = cursor.token
    if token is None or (token.number is None and token.key not in _FIRST):
        return None
    for rule in (_over, _for, _hour_infusion):
        found = cursor.maybe(rule)
        if found is not None:
            if not _is_collected(cursor, start):
                return cursor.state(found, start)
            cursor.index = start
            return None
    return None


def _is_collected(cursor: Cursor, start: int) -> bool:
    """ "urine collected over 24 hours", "sampling at day 15 over 24 hours": what is taken, not what is given."""
    for token in reversed(cursor.tokens[max(0, start - _LOOK_BACK) : start]):
        if token.key in _GIVES:
            return False
        if token.key in _COLLECTED:
            return True
    return False


def _over(cursor: Cursor) -> Duration | None:
    """OVER = [ CONTINUOUS ] "over" [ "a period of" ] [ "about" ] TIME; never a bound ("over at least 4 hours")"""
    continuous = bool(cursor.phrase(*_CONTINUOUS)) or _continuous_before(cursor)
    half = cursor.word("over")
    if half and (minutes := _HALF.get(cursor.phrase(*_HALF))):
        return Duration(minutes, "min")
    cursor.index -= 1 if half else 0
    if _take_over(cursor) is None:
        return None
    found = _time(cursor)
    return found if found is not None and (found.unit in WITHIN_A_DAY or (continuous and found.unit == "d")) else None


def _take_over(cursor: Cursor) -> bool | None:
    """ "over", "over a", "over a period of" """
    if cursor.phrase(
        "over a period of", "over the course of", "over a duration of", "over a course of", "over a total of"
    ):
        return True
    if not cursor.word("over"):
        return None
    if cursor.peek() in {"a", "an"}:
        cursor.index += 1
    return True


def _continuous_before(cursor: Cursor) -> bool:
    """ "continuous infusion ... over": the words were taken by another rule, two or three tokens ago."""
    return any(cursor.peek(-back) in {"continuous", "continuously", "civ", "civi"} for back in range(1, 5))


def _for(cursor: Cursor) -> Duration | None:
    """FOR = ( CONTINUOUS | "infusion" | "infused" ) "for" TIME; days only for a continuous infusion, not
    "continuously" alone"""
    said = cursor.phrase(*_CONTINUOUS, *_INFUSED)
    if not said:
        return None
    if not cursor.word("for"):
        return None
    found = _time(cursor)
    if found is None:
        return None
    lasting = said not in {"continuously", *_INFUSED}
    return found if found.unit in WITHIN_A_DAY or (found.unit == "d" and lasting) else None


def _hour_infusion(cursor: Cursor) -> Duration | None:
    """HOUR-INFUSION = [ "as" ] [ "a" ] TIME { "continuous" | "IV" } "infusion" """
    if cursor.peek(-1) in _NOT_BEFORE_HOURS:
        return None
    cursor.phrase("as a", "as an", "by a", "in a", "via a", "a", "as", "by")
    if cursor.peek(-1) in _NOT_BEFORE_HOURS:
        return None
    found = _time(cursor)
    if found is None or found.unit not in WITHIN_A_DAY:
        return None
    place = cursor.index
    while cursor.peek() in _BETWEEN_NUMBER_AND_INFUSION and cursor.index - place < 5:
        cursor.index += 1
    return found if cursor.word(*_INFUSION_NOUNS) else None


def _time(cursor: Cursor) -> Duration | None:
    """TIME = [ "about" ] NUMBER [ TIME-UNIT ] [ ( "-" | "to" ) NUMBER ] TIME-UNIT; "30 minutes to 1 hour" is in
    minutes"""
    approximate = bool(cursor.phrase(*_ABOUT))
    low = _number(cursor)
    if low is None:
        return None
    unit = _unit(cursor)
    high = _upper(cursor)
    if high is None and unit is None:
        return None
    found = _ranged(low, unit, high)
    if found is None or found.unit not in {"s", "min", "h", "d"} or _goes_on(cursor):
        return None
    return replace(found, approximate=approximate)


def _ranged(low: Decimal, unit: str | None, high: tuple[Decimal, str] | None) -> Duration | None:
    if high is None:
        return Duration(low, unit or "") if low > 0 else None
    if unit in {None, high[1]}:
        return Duration(low, high[1], high[0]) if 0 < low < high[0] else None
    if unit not in _IN_MINUTES or high[1] not in _IN_MINUTES:
        return None
    first, last = low * _IN_MINUTES[unit], high[0] * _IN_MINUTES[high[1]]
    return Duration(first, "min", last) if 0 < first < last else None


def _upper(cursor: Cursor) -> tuple[Decimal, str] | None:
    start = cursor.index
    if dash(cursor):
        cursor.phrase(*_ABOUT)
        high = _number(cursor)
        behind = _unit(cursor)
        if high is not None and behind is not None:
            return high, behind
    cursor.index = start
    return None


def _number(cursor: Cursor) -> Decimal | None:
    """NUMBER = "an" | NUMERAL [ "½" | "1/2" ]"""
    if cursor.peek() in {"one", "an", "a"} and cursor.peek(1) in {"hour", "minute"}:
        cursor.index += 1
        return Decimal(1)
    if cursor.peek(-1) in {"a", "an"} and cursor.peek() == "hour":
        return Decimal(1)
    value = numeral(cursor)
    if value is None:
        return None
    halved = value == int(value) and take(cursor, _FRACTION) is not None
    return value + Decimal("0.5") if halved else value


def _unit(cursor: Cursor) -> str | None:
    start = cursor.index
    cursor.word("-")
    unit = TIME_UNITS.get(cursor.peek()) or ("h" if cursor.peek() == "hs" else None)
    if unit is None:
        cursor.index = start
        return None
    cursor.index += 1
    dot, behind = token_at(cursor, cursor.index), token_at(cursor, cursor.index + 1)
    if (
        dot
        and dot.text == "."
        and cursor.peek(-1) in {"hr", "hrs", "min", "mins", "sec"}
        and behind
        and not behind.text[0].isupper()
    ):
        cursor.index += 1
    return unit


def _goes_on(cursor: Cursor) -> bool:
    """True before "or 2 hours", "and 30 minutes", "before", "after": more was said than one length of time."""
    if cursor.peek() in {"after", "before", "prior", "apart", "later"}:
        return True
    number = token_at(cursor, cursor.index + 1)
    return (
        cursor.peek() in {"or", "and", "and/or", "/"}
        and number is not None
        and number.number is not None
        and cursor.peek(2) in {*TIME_UNITS, "-", "or"}
    )


_COLLECTED = frozenset(
    "collected collection collections urine sampling samples sample measured monitored determined".split()
)
_LOOK_BACK = 8
_GIVES = frozenset("receive receives receiving given giving administered infused".split())
"""Behind these the sentence is about what is given again, whatever was collected before."""
_FIRST = frozenset(phrase.split()[0] for phrase in (*_CONTINUOUS, *_INFUSED, *_ABOUT)) | frozenset(
    "over as a an by in via twenty thirty forty fifty sixty seventy eighty ninety".split()
)

_BOLUS = {
    "rapid": ("rapid infusion", "rapid iv infusion", "rapid intravenous infusion", "rapid iv injection",
    "rapid intravenous injection", "by rapid infusion"),
    "push": (
        "iv push", "i . v . push", "intravenous push", "slow push", "slow iv push", "slow intravenous push",
        "rapid iv push", "ivp",
        "by iv push", "rapid push", "iv rapid push", "iv slow push", "by intravenous push", "by slow iv push",
        "intravenously push",
    ),
    "bolus": (
        "iv bolus", "i . v . bolus", "intravenous bolus", "bolus", "bolus injection", "bolus infusion",
        "as a bolus", "as bolus", "by bolus",
        "iv bolus injection", "intravenous bolus injection", "by iv bolus", "as an iv bolus",
        "as an intravenous bolus", "as iv bolus",
        "by intravenous bolus", "slow iv bolus", "rapid iv bolus", "intravenous ( iv ) bolus",
        "intravenously as a bolus", "iv as a bolus",
    ),
}  # fmt: skip
_KINDS = {phrase: kind for kind, phrases in _BOLUS.items() for phrase in phrases}
_BOLUS_FIRST = frozenset(phrase.split()[0] for phrase in _KINDS)
_NO_BOLUS_BEHIND = frozenset(
    {"insulin", "calculator", "dosing", "feeding", "feeds", "tube", "or", "pump", "wizard", "advisor"}
)


def bolus(cursor: Cursor) -> Stated[str] | None:
    """BOLUS = [ "IV" | "slow" | "rapid" ] "push" | [ "IV" ] "bolus" | "rapid infusion": `push`, `bolus` or `rapid`"""
    start = cursor.index
    said = cursor.phrase(*_KINDS) if cursor.peek() in _BOLUS_FIRST else ""
    insulin = cursor.tokens[start - 1].key in {"insulin", "or", "meal"} if start else False
    if not said or insulin or cursor.peek() in _NO_BOLUS_BEHIND:
        cursor.index = start
        return None
    return cursor.state(_KINDS[said], start)
