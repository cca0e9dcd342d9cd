"""Phrases for how long: an amount of time, a span of treatment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.lists import DASHES
from fhiradapter.schedule.phrases.words import DAYS_OR_LONGER
from fhiradapter.schedule.regimen import Duration

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

UNITS = {
    spelling: unit
    for unit, spellings in {
        "s": "second,seconds,sec,secs",
        "min": "minute,minutes,min,mins",
        "h": "hour,hours,hr,hrs,h",
        "d": "day,days,d,day ( s )",
        "wk": "week,weeks,wk,wks,week ( s )",
        "mo": "month,months,mo,mos,month ( s )",
        "a": "year,years,yr,yrs,year ( s )",
    }.items()
    for spelling in spellings.split(",")
}
CYCLE_WORDS = ("cycle", "cycles", "course", "courses", "cycle ( s )", "course ( s )")
KINDS_OF_CYCLE = (
    "treatment", "study", "therapy", "chemotherapy", "dosing", "drug", "the treatment", "planned", "-", "on-study",
)  # fmt: skip
"""What stands before these words: "each treatment cycle"."""
ONE = ("a", "an", "one", "1", "each", "every", "per")

ABOUT, MOST, LEAST, TOTAL = "about", "most", "least", "total"
BOUNDS = {
    phrase: kind
    for kind, phrases in {
        ABOUT: "about,approximately,around,approx,approx .,roughly,~",
        MOST: (
            "up to,up to and including,a maximum of,maximum of,maximum,a maximum,max,max .,max of,a max of,"
            "no more than,"
            "not more than,no longer than,not longer than,at most,not to exceed,not exceeding,≤,< =,up to a maximum of"
        ),
        LEAST: "at least,a minimum of,minimum of,minimum,a minimum,no less than,not less than,≥,> =",
        TOTAL: "a total of,total of,a total duration of,total duration of,a period of,a duration of,exactly",
    }.items()
    for phrase in phrases.split(",")
}

_BOUND_FIRST = frozenset(phrase.split()[0] for phrase in BOUNDS)

_DURATION = (
    "duration :", "duration of treatment :", "treatment duration :", "total duration :", "duration is",
    "for a total treatment duration of", "for a treatment duration of", "for total duration of",
    "for total treatment duration of",
)  # fmt: skip
"""Openers that are read as one, so that what is counted behind them is time and nothing else."""
_FURTHER = (
    "for a further", "for an additional", "for another", "for the next", "for the following", "for the subsequent",
    "for the remaining",
)  # fmt: skip
_WHILE = ("during", "for the first", "for the initial", "for first", "during the first")
"""Behind these stands how long something is given, or a time in which something else is done."""
_FRACTIONS = frozenset("fraction fractions fx fxs".split())
_SPAN_OPENERS = ("for", "x", "×", "lasting", "over a period of", *_FURTHER, *_WHILE, "over")
_NEXT_STEP = frozenset({"then", "thereafter"})
_A_STEP = 7
_SECOND_HALF = DASHES | {"/", "or", "to"}
_PER = ("a", "per", "/", "each", "out of", "of every", "of each", "every")
_LONGER_THAN_AN_INFUSION = frozenset({"wk", "mo"})
_OF_ANOTHER_TIME = frozenset("of after before prior following post each every in when while from".split())
_OF_TREATMENT = ("of treatment", "of therapy", "of the treatment", "of the therapy", "of study", "of the study")
_COUNTED_BEFORE = frozenset("cycles courses doses administrations infusions injections treatments".split())
_AGED = frozenset("patients participants subjects children infants those people adults all aged age".split())
_SEEN = frozenset("follow-up followup follow followed observed monitored observation surveillance".split())
"""Behind these a span is that of visits: "A or placebo and follow-up for 45 days"."""
_AGES = ("of age", "old", "of life", "of gestation", "of illness", "after birth")


def bounds(cursor: Cursor) -> set[str]:
    """BOUNDS = { "about" | "up to" | "at least" | "a total of" | ... }: which of them stand here, two at the most."""
    found: set[str] = set()
    for _ in range(3):
        phrase = cursor.phrase(*BOUNDS)
        if not phrase:
            break
        found.add(BOUNDS[phrase])
    return found


def amount_range(cursor: Cursor) -> tuple[Decimal, Decimal | None] | None:
    """RANGE = NUMBER [ ( "-" | "to" ) NUMBER ] | "between" NUMBER "and" NUMBER"""
    between = bool(cursor.word("between"))
    low = cursor.number()
    if low is None or low == 0:
        return None
    if low == int(low) and cursor.phrase("½", "1 / 2", "and a half"):
        low += Decimal("0.5")
    if cursor.peek() == "(" and cursor.peek(2) == ")" and cursor.tokens[cursor.index + 1].number == low:
        cursor.index += 3  # "6 (six) months"
    if between:
        high = cursor.number() if cursor.word("and") else None
        return (low, high) if high is not None and high > low else None
    start = cursor.index
    if cursor.word("to", *DASHES):
        high = cursor.number()
        if high is not None:
            return (low, high) if high > low else None
        cursor.index = start
    return low, None


def time_unit(cursor: Cursor) -> str | None:
    """UNIT = [ "-" ] "days" | "weeks" | ..."""
    start = cursor.index
    cursor.word(*DASHES)
    cursor.word("consecutive")
    spelling = cursor.phrase(*UNITS)
    if not spelling:
        cursor.index = start
        return None
    if spelling in {"hr", "hrs", "min", "mins", "wk", "wks", "yr", "yrs", "mo", "mos", "sec"} and not cursor.at_end:
        cursor.word(".")
    return UNITS[spelling]


def duration(cursor: Cursor) -> Stated[Duration] | None:
    """DURATION = [ BOUNDS ] RANGE UNIT [ "(" the same in other words ")" ]

    Refused: "2 or 3 weeks", the second half of a range, "5 days a week", an age, a unit with numbers behind it
    ("2 days 1, 8").
    """
    start = cursor.index
    if _is_second_half(cursor):
        return None
    found = _plain_duration(cursor)
    if found is None or _says_more(cursor, found.unit):
        cursor.index = start
        return None
    _skip_same(cursor, found)
    return cursor.state(found, start)


_RECEIVED = frozenset("receive receives received receiving undergo undergoes undergoing take takes".split())
_BEFORE_WHAT = (
    "of treatment with", "of therapy with", "of", "- course of", "course of", "treatment with", "- treatment with",
)  # fmt: skip


def for_span(cursor: Cursor) -> Stated[Duration] | None:
    """SPAN = ( "for" | "x" | "lasting" | "duration:" | ... ) ( DURATION | "a" UNIT ), not "for a 28-day cycle";
    "over" weeks or months, which no infusion lasts, and days behind fractions of radiation.
    """
    start = cursor.index
    if cursor.peek(-1) in _SEEN or (cursor.peek(-1) == "up" and cursor.peek(-2) in _SEEN):
        return None
    if (period := cursor.maybe(_period_of_treatment) or cursor.maybe(_in_brackets)) is not None:
        return period
    opener = _times(cursor) or cursor.phrase(*_SPAN_OPENERS, *_DURATION)
    found = duration(cursor) if opener else None
    if found is not None and opener == "over":
        aged = start > 0 and cursor.tokens[start - 1].key in _AGED
        fractions = start > 0 and cursor.tokens[start - 1].key in _FRACTIONS and found.value.unit == "d"
        found = found if (found.value.unit in _LONGER_THAN_AN_INFUSION or fractions) and not aged else None
    if found is not None and opener in _WHILE:
        found = found if found.value.unit in DAYS_OR_LONGER and not _is_of_another_time(cursor) else None
    if found is None and opener == "for":
        found = _one_unit(cursor)
    on_and_off = cursor.peek() == "on" and cursor.peek(1) not in {"day", "days", "week", "weeks"}
    further = opener in _FURTHER and not _is_next_step(cursor, start)
    if found is None or further or on_and_off or cursor.peek() in CYCLE_WORDS or _is_beyond_another(cursor):
        cursor.index = start
        return None
    return found


def span_before(cursor: Cursor) -> Stated[Duration] | None:
    """SPAN-BEFORE = ( RECEIVE | "followed by" ) [ "a" ] DURATION ( "of" | "of treatment with" | "course of" ): how long
    what stands behind is given.
    """
    start = cursor.index
    verb = cursor.peek(-2) if cursor.peek(-1) in {"a", "an"} else cursor.peek(-1)
    joined = cursor.peek(-1) in {"of", "by"} and cursor.peek(-2) in {"consists", "consist", "followed"}
    found = duration(cursor) if joined or verb in _RECEIVED else None
    if found is None or found.value.unit not in DAYS_OR_LONGER or not cursor.phrase(*_BEFORE_WHAT):
        cursor.index = start
        return None
    return found


def _is_beyond_another(cursor: Cursor) -> bool:
    """ "for up to five days after the last dose of antibiotics": until when, and not how long."""
    start = cursor.index
    beyond = cursor.word("after", "following", "beyond", "past") and cursor.phrase("the last", "last", "the final")
    cursor.index = start
    return bool(beyond)


def _is_of_another_time(cursor: Cursor) -> bool:
    """ "during 3 months after surgery", "for the first 5 days of each cycle"; "of treatment" says nothing else."""
    start = cursor.index
    treated = bool(cursor.phrase(*_OF_TREATMENT))
    cursor.index = start
    return cursor.peek() in _OF_ANOTHER_TIME and not treated


def _in_brackets(cursor: Cursor) -> Stated[Duration] | None:
    """ "for up to 35 cycles (up to approximately 2 years)": how long so many cycles or doses go on."""
    start = cursor.index
    counted = cursor.peek(-1) in _COUNTED_BEFORE and cursor.word("(")
    bound = counted and cursor.peek() in _BOUND_FIRST
    found = duration(cursor) if bound else None
    if found is None or found.value.unit not in DAYS_OR_LONGER or not cursor.word(")"):
        cursor.index = start
        return None
    return found


def _times(cursor: Cursor) -> str:
    """ "IV times 5 days"; not "3 times 5 days" """
    counted = cursor.index > 0 and cursor.tokens[cursor.index - 1].number is not None
    return "" if counted else cursor.word("times")


def _is_next_step(cursor: Cursor, start: int) -> bool:
    """ "then every 2 weeks for an additional 26 weeks": the span of the pattern that "then" begins."""
    return any(token.key in _NEXT_STEP for token in cursor.tokens[max(0, start - _A_STEP) : start])


def _period_of_treatment(cursor: Cursor) -> Stated[Duration] | None:
    """PERIOD = ( "for" | "over" | "during" | "throughout" ) ARTICLE DURATION { BLINDED } ( TREATMENT [ "period" ] |
    "of" [ "the" ] TREATMENT ) | ( "for" | "over" ) "a" DURATION "period"

    "during the 24-week treatment period", "for the 16 weeks of the study", "over a 6-month period".
    """
    start = cursor.index
    opener = cursor.word("during", "for", "over", "throughout")
    article = cursor.word("the", "a", "an", "this") if opener else ""
    if not article:
        return None
    cursor.word("entire", "full", "whole", "total")
    found = duration(cursor)
    cursor.phrase(*_BLINDED)
    cursor.word(",")
    cursor.phrase(*_BLINDED)
    whole = article in {"a", "an"} and opener in {"for", "over"}
    if found is None or not (_is_treatment_period(cursor) or (whole and cursor.word("period"))):
        cursor.index = start
        return None
    return cursor.state(found.value, start)


def _is_treatment_period(cursor: Cursor) -> bool:
    start = cursor.index
    of = cursor.phrase("of the", "of this", "of")
    if cursor.word("treatment", "dosing", "study", "trial", "therapy") and (cursor.phrase(*_PERIODS) or of):
        return True
    cursor.index = start
    return False


_PERIODS = ("period", "phase", "period of the study", "phase of the study")
_BLINDED = ("double-blind", "double blind", "randomized", "randomised", "open-label", "open label", "blinded")


def _plain_duration(cursor: Cursor) -> Duration | None:
    bound = bounds(cursor)
    numbers = amount_range(cursor)
    cursor.word("consecutive", "successive", "continuous", "full") if numbers is not None else None
    unit = time_unit(cursor) if numbers is not None else None
    if numbers is None or unit is None or (LEAST in bound and (MOST in bound or numbers[1] is not None)):
        return None
    low, high = numbers
    return Duration(low, unit, high, approximate=ABOUT in bound, at_most=MOST in bound, at_least=LEAST in bound)


def _is_second_half(cursor: Cursor) -> bool:
    """True at "12 weeks" of "6-12 weeks" and at "3 weeks" of "2 or 3 weeks"."""
    if cursor.peek(-1) not in _SECOND_HALF or cursor.index < 2:
        return False
    return cursor.tokens[cursor.index - 2].number is not None


def _says_more(cursor: Cursor, unit: str) -> bool:
    """True behind "5 days" of "5 days a week", "18 years of age", "2 days 1, 8" and "2 weeks or 3 weeks"."""
    start = cursor.index
    token = cursor.token
    if token is not None and token.number is not None and unit in {"d", "wk", "mo"}:
        return True
    if cursor.word("or", "/") and (bool(cursor.phrase(*ONE)) or cursor.number() is not None):
        cursor.index = start
        return True
    cursor.index = start
    often = bool(cursor.phrase(*_PER)) and cursor.peek() in UNITS
    cursor.index = start
    aged = (
        bool(cursor.phrase(*_AGES))
        or (cursor.peek() in DASHES and cursor.peek(1) == "old")
        or cursor.peek().startswith("old-")
    )
    cursor.index = start
    return often or aged


def _skip_same(cursor: Cursor, said: Duration) -> None:
    """ "four week (28 day)": a bracket that says the same in other units."""
    start = cursor.index
    if cursor.word("("):
        cursor.word("=")
        again = _plain_duration(cursor)
        if again is not None and cursor.word(")") and said.days() is not None and again.days() == said.days():
            return
    cursor.index = start


def _one_unit(cursor: Cursor) -> Stated[Duration] | None:
    start = cursor.index
    if cursor.word("a", "an") and cursor.peek() in {"day", "week", "month", "year"} and cursor.peek(1) not in DASHES:
        cursor.index += 1
        return cursor.state(Duration(Decimal(1), UNITS[cursor.peek(-1)]), start)
    return None
