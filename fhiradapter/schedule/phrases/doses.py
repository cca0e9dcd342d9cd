"""Doses and caps: "400 mg", "50-100 mg/m2 per day", "50, 100 or 200 mg", "AUC 5", "(maximum 2 mg)".

In the rules, "a" is the word a, [ ] may be absent, { } may repeat, | is or; capitals name other rules or tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.auc import AUC, auc
from fhiradapter.schedule.phrases.dose_context import (
    continues_a_list,
    ends_an_amount,
    follows_a_form,
    is_governed,
    of_several_injections,
    refused_before,
    refused_behind,
)
from fhiradapter.schedule.phrases.dose_units import OF_RADIATION, Unit, cell_unit, dose_unit
from fhiradapter.schedule.phrases.limits import plausible
from fhiradapter.schedule.phrases.numerals import SCALES, dash, numeral, power, scaled, take, ten_to
from fhiradapter.schedule.regimen import Dose

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.tokens import Cursor

_LONGEST_LIST = 20

_OPENERS = {
    phrase: per
    for per, phrases in {
        "": """
            at a dose of|at the dose of|at doses of|at a dosage of|at a fixed dose of|at a flat dose of|
            a dose of|the dose of|dose of|dose:|
            dose :|dosage:|dosage of|dosed at|doses of|doses:|dose levels of|dose levels:|target dose of|
            a target dose of|
            at a target dose of|starting dose of|a starting dose of|at a starting dose of|initial dose of|
            an initial dose of|
            at an initial dose of|loading dose of|a loading dose of|maintenance dose of|a maintenance dose of|
            loading dose|loading dose:|maintenance dose|maintenance dose:|induction dose|induction dose:|
            a subsequent dose of|subsequent doses of|
            a single dose of|
            starting at a dose of|beginning at a dose of|starting at|beginning at|
            starting with|beginning with|starting with a dose of|beginning with a dose of|
            single dose of|single doses of|at|dose =|dose is|dose
        """,
        "d": """
            at a daily dose of|a daily dose of|daily dose of|daily dose:|daily doses of|total daily dose of|
            a total daily dose of|
            at a total daily dose of|total daily dose:
        """,
        "wk": """
            at a weekly dose of|a weekly dose of|weekly dose of|total weekly dose of|a total weekly dose of|
              weekly dose:
        """,
        "total": """
            to a total dose of|a total dose of|total dose of|total dose|total dose:|for a total dose of|
            for a total of|a total of|
            to a total of|total of|total doses of|with a total dose of|at a total dose of|total
        """,
    }.items()
    for phrase in " ".join(phrases.split()).replace("| ", "|").replace(":", " :").replace("  :", " :").split("|")
}  # fmt: skip

_PER_BEHIND = {
    "total daily dose": "d",
    "daily dose": "d",
    "total dose": "total",
    "in total": "total",
    "total": "total",
    "( total dose )": "total",
    "( total )": "total",
    "( total daily dose )": "d",
    "flat dose": "",
    "fixed dose": "",
}
_FRACTIONS = ("per fraction", "/ fraction", "/ fx", "fractions", "daily fractions", "fraction")
_IN_FRACTIONS = re.compile(
    r"(?: given )? \s? in \s [\w.-]+ (?: \s [\w.-]+ ){0,3}? \s (?: fractions? | fx ) \b", re.VERBOSE | re.IGNORECASE
)

_CAP = re.compile(
    r"""
    (?: (?: up \s to | with | to | at ) \s )? (?: an? \s | the \s )? (?: absolute \s | single \s )?
    (?: (?: max | maximum | maximal ) (?: \.(?=[ ]?\w) )? (?: [ ] (?: total \s )? (?: single \s
      | daily \s )? (?: dose | dosage | amount ) )? (?: \s of | \s is | \s? [:=] | \s at )?
      | (?: but \s )? (?: dose \s )? not \s to \s exceed (?: \s a (?: \s total )? (?: \s maximum )?
        (?: \s dose )? \s of )?
      | (?: dose \s )? (?: is \s | was \s )? capped \s at | cap (?: \s dose )? (?: \s at | \s of | \s? [:=] )
        | (?: dose \s )? limited \s to (?: \s a \s maximum \s of )?
      ) (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CAP_IN_BRACKETS = re.compile(r"up \s to (?! \w )", re.VERBOSE | re.IGNORECASE)
_CAP_BEHIND = re.compile(
    r"""
    (?: absolute \s )? (?: max | maximum | maximal | cap ) (?: \.(?=[ ]?[\w)\]]) )?
      (?: [ ] (?: total | single | daily ) )? (?: [ ] (?: dose | dosage | amount ) )? (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Number:
    """One number or range of a list, with its unit where one stands behind it."""

    low: Decimal
    high: Decimal | None
    unit: Unit | None
    end: int
    joined: str = ""
    """How it is joined to the number before: "," or "or" or "and"."""


def doses(cursor: Cursor, lexicon: Lexicon) -> tuple[Stated[Dose], ...] | None:
    """DOSES = [ "(" ] [ OPENER ] ( AUC | LEVELS ) [ "total" | "daily dose" ] [ ")" ]

    None where the amount is a bound, a strength, a concentration, a history or a half of something.
    """
    start = cursor.index
    found = _doses(cursor, lexicon, start)
    if not found:
        cursor.index = start
        return None
    return tuple(cursor.state(dose, start) for dose in found)


def _doses(cursor: Cursor, lexicon: Lexicon, start: int) -> list[Dose]:
    bracket = cursor.word("(", "[")
    per = _OPENERS.get(cursor.phrase(*_OPENERS), "")
    number = cursor.index
    found = auc(cursor, start) or _levels(cursor, lexicon, number, start)
    if not found or (
        not found[0].unit.startswith("{") and (follows_a_form(cursor, start) or follows_a_form(cursor, number))
    ):
        return []
    if of_several_injections(cursor, start):
        return []
    found = [_with_time(dose, per) for dose in found]
    found = _said_behind(cursor, found)
    if refused_behind(cursor, found[0].unit) or (bracket and not cursor.word(")" if bracket == "(" else "]")):
        return []
    if not bracket:
        _equivalent(cursor, lexicon, found[0])
    return found


def _with_time(dose: Dose, per: str) -> Dose:
    """A time behind the unit is nearer than one before it: "a total of 50 mg per day" is per day."""
    return dose if dose.per or not per else replace(dose, per=per)


def _said_behind(cursor: Cursor, found: list[Dose]) -> list[Dose]:
    """[ "total dose" | "daily dose" | "per fraction" ]; radiation "in 30 fractions" is the total."""
    per = _PER_BEHIND.get(cursor.phrase(*_PER_BEHIND), "")
    if found[0].unit in OF_RADIATION and not cursor.phrase(*_FRACTIONS) and not per:
        here = cursor.index
        per = "total" if take(cursor, _IN_FRACTIONS) is not None else ""
        cursor.index = here
    return [_with_time(dose, per) for dose in found]


def _equivalent(cursor: Cursor, lexicon: Lexicon, dose: Dose) -> None:
    """Passes over "(0.4 mCi/kg)" behind "14.8 MBq/kg": the same dose in another unit."""
    start = cursor.index
    if cursor.word("("):
        other = _number(cursor, lexicon)
        if other is not None and other.unit is not None and other.unit.code != dose.unit and cursor.word(")"):
            return
    cursor.index = start


# --- numbers and lists ----------------------------------------------------


def _levels(cursor: Cursor, lexicon: Lexicon, number: int, start: int) -> list[Dose]:
    """LEVELS = RANGE UNIT { [ "," | "or" | "and" ] RANGE [ UNIT ] }, a unit at the last at least"""
    found = _with_units(_list(cursor, lexicon))
    if not found:
        return []
    cursor.index = found[-1].end
    several = len(found) > 1
    ranged = any(each.high is not None for each in found)
    opened = start != number
    unsure = several or ranged
    if (unsure and not opened and is_governed(cursor, number)) or _descends(found):
        return []
    if refused_before(cursor, start, is_range=ranged, levels=several) or (
        opened and continues_a_list(cursor, number) and start == number
    ):
        return []
    made = [_dose(each) for each in found]
    return made if made[0].unit != AUC or all(plausible(dose) for dose in made) else []


def _dose(number: _Number) -> Dose:
    unit = number.unit or Unit("")
    return Dose(number.low, unit.code, number.high, per=unit.per)


def _descends(found: list[_Number]) -> bool:
    return any(each.high is not None and each.high <= each.low for each in found)


def _list(cursor: Cursor, lexicon: Lexicon) -> list[_Number]:
    found: list[_Number] = []
    joined = ""
    while len(found) < _LONGEST_LIST:
        start = cursor.index
        each = _number(cursor, lexicon)
        if each is None:
            cursor.index = start
            break
        found.append(replace(each, joined=joined))
        joined = _joint(cursor)
        if not joined:
            break
    return found


def _joint(cursor: Cursor) -> str:
    """[ "," ] [ "or" | "and" | "and/or" ]; the empty string where nothing joins."""
    comma = cursor.word(",")
    word = cursor.phrase("and / or", "or", "and", "&", "and/or")
    return word or comma


def _with_units(found: list[_Number]) -> list[_Number]:
    """The numbers that share one unit, from the first on; none where an alternative ("or") has another unit.

    Numbers without a unit take that of the next that has one, when "or" or "and" joins it: "50, 100 or 200 mg".
    """
    while found and found[-1].unit is None:
        found = found[:-1]
    if not found:
        return []
    unit = next(each.unit for each in found if each.unit is not None)
    bare = found[0].unit is None
    kept: list[_Number] = []
    for each in found:
        if each.unit is not None and each.unit != unit:
            return (
                []
                if each.joined in {"or", "and/or", "and / or"} or (bare and kept and kept[-1].unit is None)
                else _closed(kept)
            )
        kept.append(replace(each, unit=unit) if bare else each)
    return _joined_well(kept, bare=bare)


def _closed(kept: list[_Number]) -> list[_Number]:
    while kept and kept[-1].unit is None:
        kept = kept[:-1]
    return kept


def _joined_well(kept: list[_Number], *, bare: bool) -> list[_Number]:
    """ "50, 100 mg" with a comma alone may be a decimal, a day, or half a list."""
    if len(kept) > 1 and bare and kept[-1].joined == ",":
        return []
    if any(each.unit is None for each in kept):
        return []
    return kept


def _number(cursor: Cursor, lexicon: Lexicon) -> _Number | None:
    """NUMBER-UNIT = VALUE [ UNIT ] [ ( "-" | "to" ) VALUE ] [ [ "-" ] UNIT ]; None where a range has two units or
    none."""
    low = _value(cursor, lexicon)
    if low is None:
        return None
    unit = _unit(cursor, lexicon, counted=low[1] is not None)
    here = cursor.index
    if not dash(cursor):
        return None if low[1] is not None and unit is None else _Number(_scaled(low), None, unit, here)
    high = _value(cursor, lexicon)
    if high is None:
        cursor.index = here
        return _Number(_scaled(low), None, unit, here) if unit else None
    return _range(cursor, lexicon, (low, unit, here), high)


_Value = tuple[Decimal, int | None]


def _range(cursor: Cursor, lexicon: Lexicon, first: tuple[_Value, Unit | None, int], high: _Value) -> _Number | None:
    low, unit, here = first
    unit_behind = _unit(cursor, lexicon, counted=high[1] is not None or low[1] is not None)
    if unit_behind is None or (unit is not None and unit != unit_behind):
        if unit is None or (unit_behind is not None and unit_behind.code == unit.code):
            return None
        to = cursor.tokens[here].key == "to"
        cursor.index = here
        return None if to else _Number(_scaled(low), None, unit, here)
    if low[1] is not None and high[1] is None:
        return None
    lowest = low if low[1] is not None or high[1] is None else (low[0], high[1])
    end = cursor.index
    if dash(cursor) and numeral(cursor) is not None:
        return None
    cursor.index = end
    return _Number(_scaled(lowest), _scaled(high), unit_behind, end)


def _value(cursor: Cursor, lexicon: Lexicon) -> _Value | None:
    """VALUE = NUMERAL [ POWER ] | TEN-TO; the exponent apart, for that of a range stands behind its end.

    "million" is a power unless it belongs to a unit of the table ("million IU").
    """
    exponent = ten_to(cursor)
    if exponent is not None:
        return Decimal(1), exponent
    value = numeral(cursor)
    if value is None:
        return None
    here = cursor.index
    if cursor.peek() in SCALES and dose_unit(cursor, lexicon) is not None:
        cursor.index = here
        return value, None
    return value, power(cursor)


def _scaled(value: _Value) -> Decimal:
    return value[0] if value[1] is None else scaled(value[0], value[1])


def _unit(cursor: Cursor, lexicon: Lexicon, *, counted: bool) -> Unit | None:
    start = cursor.index
    cursor.word("-", "‑")
    unit = cell_unit(cursor, lexicon) if counted else dose_unit(cursor, lexicon)
    if unit is None:
        cursor.index = start
    return unit


# --- caps -----------------------------------------------------------------


def cap(cursor: Cursor, lexicon: Lexicon) -> Stated[Dose] | None:
    """CAP = [ "(" | "," ] ( "maximum" [ "dose" ] | "not to exceed" | "capped at" | ... ) [ "of" ] DOSE [ ")" ]
    | "(" DOSE "maximum" [ "dose" ] ")"

    It says nothing of what it caps: only directly behind a dose of the same drug is it that drug's.
    """
    start = cursor.index
    bracket = cursor.word("(", "[")
    if not bracket:
        if cursor.peek(-1) in {"(", "["} or not ends_an_amount(cursor, start - 1):
            return None
        cursor.word(",", ";")
    opened = take(cursor, _CAP) is not None or (bracket and take(cursor, _CAP_IN_BRACKETS) is not None)
    opening = cursor.since(start).text if opened else ""
    number = _number(cursor, lexicon) if opened or bracket else None
    if number is not None and not opened:
        cursor.index, here = number.end, number.end
        number = number if take(cursor, _CAP_BEHIND) is not None and cursor.peek() in {")", "]"} else None
        opening = cursor.since(here).text if number is not None else ""
        number = replace(number, end=cursor.index) if number is not None else None
    if number is None or number.unit is None or number.high is not None or number.unit.code == "mL":
        cursor.index = start
        return None
    cursor.index = number.end
    per = number.unit.per or ("d" if "daily" in opening else "total" if "total" in opening else "")
    per = _PER_BEHIND.get(cursor.phrase("total daily dose", "daily dose", "total dose", "total"), per)
    cursor.word("dose")
    if (bracket and not cursor.word(")", "]")) or (not bracket and refused_behind(cursor, number.unit.code)):
        cursor.index = start
        return None
    return cursor.state(Dose(number.low, number.unit.code, None, per=per, at_most=True), start)
