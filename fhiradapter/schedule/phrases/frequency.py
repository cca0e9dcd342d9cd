"""How often: "twice daily (BID)", "every 8-12 hours", "q3w", "5 days a week", "Monday, Wednesday and Friday"; "once".

In the rules, "a" is the word a, [ ] may be absent, { } may repeat, | is or; capitals name other rules or tables.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.dose_context import is_governed
from fhiradapter.schedule.phrases.numerals import dash, numeral, take, token_at
from fhiradapter.schedule.regimen import Frequency

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.tokens import Cursor

_UNITS = {
    spelling: unit
    for unit, spellings in {
        "h": "hour hours hr hrs h hourly",
        "d": "day days d daily",
        "wk": "week weeks wk wks w weekly",
        "mo": "month months mo mos mth mths m",
        "a": "year years yr yrs",
    }.items()
    for spelling in spellings.split()
}
_LETTERS = frozenset("h d w m".split())
"""Units of one letter stand only behind "q" and a number: "q3w"."""

_ORDINALS = {
    word: Decimal(number)
    for word, number in {
        "other": 2, "alternate": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
        "5th": 5,
        "sixth": 6, "6th": 6, "eighth": 8, "8th": 8, "twelfth": 12, "12th": 12,
    }.items()
}  # fmt: skip
_ENDS = frozenset("daily weekly monthly day days week weeks month hours hour bid tid qd".split())
_COUNTS = {"once": 1, "twice": 2, "thrice": 3}
_PARTS_OF_A_DAY = {
    "morning", "mornings", "evening", "evenings", "night", "nights", "afternoon", "bedtime",
}  # fmt: skip
_AT_NIGHT = (
    "nightly", "at bedtime", "before bedtime", "once nightly", "every night at bedtime", "once daily at bedtime",
    "qhs", "q hs",
    "once a night", "once at night", "once in the morning", "once in the evening",
)  # fmt: skip

_Q = re.compile(
    r"q\.? \s? (?: (\d{1,3}) (?: \s? [-–] \s? (\d{1,3}) )? )? \s? ([a-z]+) \.? (?! \w )", re.VERBOSE | re.IGNORECASE
)
_Q_LETTERS = re.compile(
    r"q\.? \s? (\d{1,3}) (?: \s? [-–] \s? (\d{1,3}) )? \s? ([hdwm]) (?! \w )", re.VERBOSE | re.IGNORECASE
)
_Q_WHOLE = re.compile(r"q?\d{0,2}[hdwm]|q\d{1,2}[a-z]{1,4}", re.IGNORECASE)
_HOURLY = re.compile(r"(\d{1,2}) [ -] hourly (?! \w )", re.VERBOSE | re.IGNORECASE)
_INTERVALS = re.compile(
    r"""
        (?: at | (?:at|with|in) \s an? | with ) \s (\w+) [ -]
          (?: to [ -] (\w+) [ -] )? (week|day|hour|month|weekly|hourly|monthly) (?:s|ly)? \s intervals? (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INTERVAL_OF = re.compile(
    r"""
        (?:at|with) \s (?: an? \s )? (?: dos(?:e|ing) \s )? intervals? \s (?: of \s )?
          (\w+) (?: [ ]?-[ ]? (\d+) )? [ -] (week|day|hour|month) s? (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_APART = re.compile(
    r"(\w+) (?: [ ]?-[ ]? (\d+) )? [ -] (week|hour|month) s? \s apart (?! \w )", re.VERBOSE | re.IGNORECASE
)
_BOUND = frozenset("least most than about around approximately ~ ≥ ≤ > < - to or x".split())
"""Before a number these make it a bound, or the second of two."""
_NO_MORE_THAN = frozenset({("up", "to"), ("at", "most"), ("maximum", "of"), ("more", "than")})
_OF_TWO = frozenset("between from before after until prior or".split())

_NOT_DOSING = frozenset(
    """
    dose doses dosage dosages divided fractions fraction living activities activity diary diaries log logs
    questionnaire
    questionnaires visit visits assessment assessments monitoring phone call calls telephone meeting meetings
    session sessions
    survey surveys total amount intake life functioning basis-for report reports text messages message weight
    measurement
    measurements evaluation evaluations steps exercise exercises contact contacts newsletter review reviews
    clinic maximum
    physical rhythm rhythms blood labs laboratory follow-up divided-dose limit practice routine use
    """.split()
)
"""Behind "daily" or "weekly" alone: an amount ("daily dose of"), or something that nobody is given."""
_BEFORE_DOSES = frozenset("receive receives received take takes consume with".split())
"""Before "daily doses of" a treatment these say how often it is given."""
_BARE = frozenset("daily weekly monthly hourly yearly annually fortnightly".split())
_TAKEN = frozenset("mg mcg µg μg g tablet tablets capsule capsules".split())
_CYCLES = frozenset("cycle cycles course courses period interval block blocks schedule visit visits follow-up".split())
_REPEATED = frozenset(
    """
    repeat repeats repeated repeating cycle cycles course courses followed reassessed assessed evaluated
    monitored seen visit visits
    measured follow-up examined scans scan
    """.split()
)
_BY_TURNS = ("alternating", "alternated", "alternates", "alternate", "rotating")
_NOT_BEFORE = frozenset("total maximum max average mean usual normal times time x activities per bi semi tri".split())


def frequency(cursor: Cursor, lexicon: Lexicon) -> Stated[Frequency] | None:
    """FREQUENCY = TIMES | EVERY | Q | NIGHTLY | row of `mappings/frequencies.tsv`, [ "(" the same in other words ")" ]

    None for "biweekly" and "3 weekly" (who knows), for alternatives ("once or twice daily"), and for "daily dose".
    """
    start = cursor.index
    if _is_second_choice(cursor):
        return None
    found = _one(cursor, lexicon)
    if found is not None:
        _again(cursor, lexicon, found)
    if (
        found is None
        or _another_choice(cursor, lexicon)
        or _is_a_cycle(cursor, start)
        or (_is_bare(cursor, start) and _is_not_dosing(cursor, start))
    ):
        cursor.index = start
        return None
    return cursor.state(found, start)


def _one(cursor: Cursor, lexicon: Lexicon) -> Frequency | None:
    for rule in (_of_one_day, _times, _every, _every_other, _intervals, _hourly, _nightly, _in_letters):
        found = cursor.maybe(rule)
        if found is not None:
            return _with_code(found, lexicon)
    named = cursor.entry(lexicon.frequencies)
    if named is not None:
        return named
    found = cursor.maybe(_q)
    return None if found is None else _with_code(found, lexicon)


def _with_code(found: Frequency, lexicon: Lexicon) -> Frequency:
    """The HL7 abbreviation of the table's row that says the same; "every night" says more than once a day."""
    if found.code == "-":
        return replace(found, code="")
    if found.period_high is not None:
        return found
    same = (
        row.code
        for row in lexicon.frequencies.values()
        if (row.count, row.period, row.unit) == (found.count, found.period, found.unit)
    )
    return replace(found, code=next((code for code in same if code), ""))


def _times(cursor: Cursor) -> Frequency | None:
    """TIMES = ( "once" | "twice" | NUMBER ( "times" | "x" | "days" ) ) ( "a" | "per" | "/" | "daily" ... ) TIME-UNIT"""
    governed = cursor.peek() not in _COUNTS and is_governed(cursor, cursor.index) and not _is_days_a_week(cursor)
    if cursor.peek() in {"day", "days"} or governed:
        return None
    count = _count(cursor)
    if count is None:
        return None
    of_days = cursor.peek(-1) in {"days", "day"}
    adverb = cursor.word("daily", "weekly", "monthly", "yearly", "hourly")
    if adverb:
        return (
            None
            if of_days and adverb == "daily"
            else Frequency(count, Decimal(1), _UNITS.get(adverb, "mo" if adverb == "monthly" else "a"))
        )
    if cursor.word("every"):
        found = _period(cursor, count)
        return None if of_days and found is not None and not (found.period == 1 and found.unit == "wk") else found
    unit = _UNITS.get(cursor.peek(1)) if cursor.peek() in {"a", "an", "per", "each", "/", "in a"} else None
    if (
        unit is None
        or (of_days and unit not in {"wk", "mo"})
        or cursor.peek(1) in {"w", "m", "daily", "weekly", "hourly"}
    ):
        return None
    cursor.index += 2
    return Frequency(count, Decimal(1), unit)


def _of_one_day(cursor: Cursor) -> Frequency | None:
    """ "twice on day 1": so often on that day; "on days 1 and 8" it may be so often in all."""
    governed = cursor.peek() not in _COUNTS and is_governed(cursor, cursor.index)
    count = None if cursor.peek() in {"day", "days"} or governed else _count(cursor)
    day = token_at(cursor, cursor.index + 2)
    if count is None or count < 2 or cursor.peek(-1) in {"day", "days"} or day is None or day.number is None:
        return None
    behind = next((cursor.peek(ahead) for ahead in range(3, 6) if cursor.peek(ahead) not in {",", "and"}), "")
    alone = behind in {"then", "followed", "", ".", ";", ")"}
    on_day = cursor.peek() == "on" and cursor.peek(1) == "day"
    return Frequency(count, Decimal(1), "d") if on_day and alone else None


def _is_days_a_week(cursor: Cursor) -> bool:
    """ "once a day, 5 days a week": the number is not that of the day before it."""
    return cursor.peek(-1) == "," and cursor.peek(1) == "days" and cursor.peek(2) in {"a", "per", "each", "/"}


def _count(cursor: Cursor) -> int | None:
    word = cursor.word("once", "twice", "thrice")
    if word:
        return _COUNTS[word]
    over = cursor.peek(-1) == "over"
    number = numeral(cursor)
    if number is None or number != int(number) or not 1 <= number <= 24:
        return None
    if over and cursor.peek() == "days":
        return None  # "IV over 4 days every week" is how long an infusion lasts
    cursor.word("consecutive") if cursor.peek(1) == "days" else None
    return int(number) if cursor.word("times", "x", "×", "time", "times-a-week", "days", "day") else None


def _every(cursor: Cursor) -> Frequency | None:
    """EVERY = ( "every" | "each" ) [ NUMBER [ "-" NUMBER ] | "other" | ORDINAL ] TIME-UNIT"""
    return _period(cursor, 1) if cursor.word("every", "each") else None


def _period(cursor: Cursor, count: int) -> Frequency | None:
    if cursor.word(*_PARTS_OF_A_DAY):
        return Frequency(count, Decimal(1), "d", "-")
    ordinal = _ORDINALS.get(cursor.peek())
    high: Decimal | None = None
    if ordinal is not None:
        cursor.index += 1
        if cursor.word(*_PARTS_OF_A_DAY):
            return Frequency(count, ordinal, "d", "-")
    else:
        number = numeral(cursor)
        ordinal = Decimal(1) if number is None else number
        high = numeral(cursor) if cursor.peek(1) not in _UNITS and dash(cursor) else None
    cursor.word("-")
    unit = _UNITS.get(cursor.peek())
    unsure = unit in {None, "a"} or cursor.peek() in _LETTERS or cursor.peek() in {"daily", "weekly", "hourly"}
    if unit is None or unsure or ordinal <= 0 or (high is not None and high <= ordinal):
        return None
    cursor.index += 1
    return Frequency(count, ordinal, unit, "", high)


def _every_other(cursor: Cursor) -> Frequency | None:
    """ "on alternate days", "fortnightly" """
    if cursor.phrase("on alternate days", "on alternating days", "alternate days"):
        return Frequency(1, Decimal(2), "d")
    if cursor.phrase("fortnightly", "every fortnight", "once a fortnight", "each fortnight"):
        return Frequency(1, Decimal(2), "wk")
    return (
        Frequency(1, Decimal(1), "d")
        if cursor.phrase("single daily dose", "a single daily dose", "as a single daily dose")
        else None
    )


def _intervals(cursor: Cursor) -> Frequency | None:
    """INTERVALS = "at" NUMBER [ "-" ] TIME-UNIT "intervals" | "at" "intervals" "of" NUMBER TIME-UNIT | ... "apart" """
    if cursor.peek(-1) in _BOUND:
        return None
    match = take(cursor, _INTERVALS) or take(cursor, _INTERVAL_OF) or take(cursor, _APART)
    if match is None or cursor.peek() in _OF_TWO:
        return None
    low, high = (_number(text) for text in (match[1], match[2]))
    unit = _UNITS.get(match[3].lower(), "mo")
    return None if low is None or (match[2] and high is None) else Frequency(1, low, unit, "", high)


def _number(text: str | None) -> Decimal | None:
    words = dict(zip("one two three four five six eight twelve".split(), (1, 2, 3, 4, 5, 6, 8, 12), strict=True))
    if text is None:
        return None
    return Decimal(text) if text.isdecimal() else Decimal(words[text.lower()]) if text.lower() in words else None


def _hourly(cursor: Cursor) -> Frequency | None:
    """HOURLY = NUMBER [ "-" ] "hourly" """
    match = take(cursor, _HOURLY)
    return Frequency(1, Decimal(match[1]), "h") if match and int(match[1]) > 0 else None


def _nightly(cursor: Cursor) -> Frequency | None:
    return Frequency(1, Decimal(1), "d", "-") if cursor.phrase(*_AT_NIGHT) else None


def _in_letters(cursor: Cursor) -> Frequency | None:
    """ "300 mg o.d.", "1 tablet od": behind an amount of a drug, and not "in the right eye" (oculus dexter)"""
    behind_amount = cursor.peek(-1) in _TAKEN
    return Frequency(1, Decimal(1), "d") if behind_amount and cursor.phrase("o . d .", "o . d", "o.d.", "od") else None


def _q(cursor: Cursor) -> Frequency | None:
    """Q = "q" [ NUMBER [ "-" NUMBER ] ] TIME-UNIT, with blanks and a stop or without"""
    match = take(cursor, _Q_LETTERS) or take(cursor, _Q)
    unit = _UNITS.get(match[3].lower()) if match else None
    if match is None or unit in {None, "a"} or match[3].lower() in {"daily", "weekly", "hourly"}:
        return None
    low, high = Decimal(match[1] or 1), Decimal(match[2]) if match[2] else None
    if low <= 0 or (high is not None and high <= low) or unit is None:
        return None
    return Frequency(1, low, unit, "", high)


# --- what makes it unsure -------------------------------------------------


def _is_second_choice(cursor: Cursor) -> bool:
    """True behind "once or", "three to", "weekly or" (the choice was refused as a whole), "alternating", "up to"."""
    if (cursor.peek(-2), cursor.peek(-1)) in _NO_MORE_THAN:
        return True
    if cursor.peek(-1) in {*_COUNTS, "times", *_BY_TURNS} or (cursor.peek(-1) == "(" and cursor.peek(-2) in _ENDS):
        return True
    number = token_at(cursor, cursor.index - 1)
    if cursor.peek() in {"alternate", "alternating"} and number is not None and number.number is not None:
        return True  # "on 3 alternate days" is how many of them
    if cursor.peek(-1) not in {"or", "to", "-", "and/or"}:
        return False
    before = token_at(cursor, cursor.index - 2)
    if before is not None and before.text in ")]":
        before = token_at(cursor, cursor.index - 3)
    ends = before is not None and (before.key in _COUNTS or before.key in _ENDS or bool(_Q_WHOLE.fullmatch(before.key)))
    return before is not None and (before.number is not None or ends)


def _another_choice(cursor: Cursor, lexicon: Lexicon) -> bool:
    """True before "or" and another frequency or number: "daily or twice daily", "every 2 or 4 weeks"."""
    start = cursor.index
    joined = bool(cursor.word("or", "and/or"))
    found = joined and (
        _one(cursor, lexicon) is not None or cursor.peek() in {"biweekly", "bi-weekly"} or _another_number(cursor)
    )
    cursor.index = start
    return found


def _another_number(cursor: Cursor) -> bool:
    """ "every 2 weeks or 4 weeks" """
    return numeral(cursor) is not None and cursor.peek() in _UNITS


def _is_a_cycle(cursor: Cursor, start: int) -> bool:
    """True for "each 21-day cycle", "repeats every 3 weeks", "5 days every 3 weeks", "followed every 3 months"."""
    before, number = token_at(cursor, start - 1), token_at(cursor, start - 2)
    counted = before is not None and before.key == "days" and number is not None and number.number is not None
    return cursor.peek() in _CYCLES or counted or (before is not None and before.key in _REPEATED)


def _is_bare(cursor: Cursor, start: int) -> bool:
    ahead = start - cursor.index
    return (cursor.index == start + 1 or cursor.peek(ahead + 1) in {"(", "["}) and cursor.peek(ahead) in _BARE


def _is_not_dosing(cursor: Cursor, start: int) -> bool:
    """For a bare "weekly": "three weekly", "biweekly" in two words, "weekly visits", "hourly" of a monitor."""
    before = token_at(cursor, start - 1)
    if cursor.peek() == "doses" and cursor.peek(1) == "of" and before is not None and before.key in _BEFORE_DOSES:
        return False
    if cursor.peek() in _NOT_DOSING or cursor.peek(start - cursor.index) in {"hourly", "yearly", "annually"}:
        return True
    if before is None:
        return False
    if before.text == "-" and start >= 2:
        before = token_at(cursor, start - 2)
    if before is None or before.key in _NOT_BEFORE or before.key in _COUNTS:
        return True
    return before.number is not None and not _belongs_elsewhere(cursor, cursor.tokens.index(before, max(0, start - 2)))


def _belongs_elsewhere(cursor: Cursor, index: int) -> bool:
    """The number before "weekly" is that of "m^2", "AUC 2", "day 1" or "days 1-3"."""
    ahead = index - 1 - cursor.index
    before = cursor.peek(ahead)
    return (
        is_governed(cursor, index)
        or before in {"^", "auc"}
        or (before in {"of", "="} and cursor.peek(ahead - 1) == "auc")
    )


def _again(cursor: Cursor, lexicon: Lexicon, found: Frequency) -> None:
    """Passes over "(BID)" behind "twice daily", "twice daily" in brackets behind "BID", and "daily" behind "BID"."""
    start = cursor.index
    several_a_day = found.count > 1 and found.period == 1 and found.unit == "d"
    if several_a_day and cursor.peek() == "daily" and cursor.peek(1) not in _NOT_DOSING:
        cursor.index += 1
        return
    cursor.word(",")
    opened = cursor.word("(", "[")
    again = _one(cursor, lexicon) if opened else None
    same = again is not None and (again.count, again.unit) == (found.count, found.unit) and again.period == found.period
    if not (same and cursor.word(")", "]")):
        cursor.index = start
