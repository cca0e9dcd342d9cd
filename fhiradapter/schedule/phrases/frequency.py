"""How often: "twice daily (BID)", "every 8-12 hours", "q3w", "5 days a week", "Monday, Wednesday and Friday"; "once".

In the rules, "a" is the word a, [ ] may be absent, { } may repeat, | is or; capitals name other rules or tables.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.dose_context import is_governed
from fhiradapter.schedule.phrases.intervals import (
    TIME_UNITS,
    at_intervals,
    every,
    every_other,
    hourly,
    in_letters,
    nightly,
    period,
    q_and_unit,
)
from fhiradapter.schedule.phrases.numerals import numeral, token_at
from fhiradapter.schedule.phrases.tallies import counts_weekly_doses
from fhiradapter.schedule.regimen import Frequency

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.tokens import Cursor

_ENDS = frozenset("daily weekly monthly day days week weeks month hours hour bid tid qd".split())
_COUNTS = {"once": 1, "twice": 2, "thrice": 3}
_Q_WHOLE = re.compile(r"q?\d{0,2}[hdwm]|q\d{1,2}[a-z]{1,4}", re.IGNORECASE)
_NO_MORE_THAN = frozenset({("up", "to"), ("at", "most"), ("maximum", "of"), ("more", "than")})
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
    for rule in (_of_one_day, _times, every, every_other, at_intervals, hourly, nightly, in_letters):
        found = cursor.maybe(rule)
        if found is not None:
            return _with_code(found, lexicon)
    named = cursor.entry(lexicon.frequencies)
    if named is not None:
        return named
    found = cursor.maybe(q_and_unit)
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
            else Frequency(count, Decimal(1), TIME_UNITS.get(adverb, "mo" if adverb == "monthly" else "a"))
        )
    if cursor.word("every"):
        found = period(cursor, count)
        return None if of_days and found is not None and not (found.period == 1 and found.unit == "wk") else found
    unit = TIME_UNITS.get(cursor.peek(1)) if cursor.peek() in {"a", "an", "per", "each", "/", "in a"} else None
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
    return numeral(cursor) is not None and cursor.peek() in TIME_UNITS


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
    if counts_weekly_doses(cursor, start - 1):
        return False
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
