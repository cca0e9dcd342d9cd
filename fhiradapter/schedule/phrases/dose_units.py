"""The unit of a dose, whole or not at all: what it is called, what it is per, and what would cut it short."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.numerals import take, token_at, touching

if TYPE_CHECKING:
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.tokens import Cursor


@dataclass(frozen=True, slots=True)
class Unit:
    """A UCUM code, and the time that the amount is for: `d`, `wk`, or empty."""

    code: str
    per: str = ""


_DENOMINATORS = {
    "m2": re.compile(
        r"""
        (?: m \s? \\? \^ \s? \(? 2 \)? | m2 | m² | m \s? \( 2 \) | m \* 2 | ㎡ | mq
          | sq\.? \s? m (?: et (?: er | re ) )?
          | square \s (?: meters? | metres? ) | (?: meters? | metres? | m ) [ -] squared ) (?! \w )
        (?: \s of )? (?: \s (?: body [ -] )? surface (?: [ -] area )? | \s bsa )? (?! \w )
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    "kg": re.compile(
        r"""
        (?: kgs? | kilograms? | kilogramme | kilo ) (?! \w )
        (?: \s (?: of \s )? (?: (?: ideal | actual | adjusted | lean | total | recipient | patient
          | the ) \s )? (?: recipient \s )?
            (?: body \s? -? ) (?: weight | wt ) | \s bw | \s bodyweight )? (?! \w )
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    "d": re.compile(r"(?: days? | d | 24 [ -]? (?: hours? | hrs? | h ) ) (?! \w )", re.VERBOSE | re.IGNORECASE),
    "wk": re.compile(r"(?: week | wk ) (?! \w )", re.VERBOSE | re.IGNORECASE),
    "": re.compile(
        r"(?: dose | administration | time | infusion | injection | fraction | fx ) (?! \w )",
        re.VERBOSE | re.IGNORECASE,
    ),
}
"""What a unit may be per. Whatever else stands behind "/" (hour, mL, tablet, cycle, IgE) makes it no dose."""

_BODY = re.compile(
    r"""
    (?: of \s )? (?: (?: ideal | actual | adjusted | lean | total | recipient | patient ) \s )?
      (?: body [ -]? (?: weight | wt | surface (?: [ -] area )? ) | bw | bsa | bodyweight ) (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN_PER = frozenset(
    "protocol os mouth rectum vagina investigator physician institutional standard nasal nostril eye ng the".split()
)
"""Words behind "per" that are no part of the unit: "100 mg per os", "per protocol"."""

_A_NAME = 6
_NO_NAME = frozenset(
    "tablet tablets capsule capsules minute minutes injection infusion administration kilogram patient person".split()
)
OF_AMOUNTS = frozenset("mg mcg µg μg ug g iu ml".split())
OF_RADIATION = frozenset({"Gy", "cGy", "RAD"})

_CASES = {
    "mu": {"MU"},
    "miu": {"MIU"},
    "g": {"g"},
    "gm": {"gm", "Gm", "GM"},
    "u": {"U"},
    "ng": {"ng"},
    "vp": {"vp"},
    "ui": {"UI"},
    "rad": {"rad"},
    "auc": {"AUC"},
}
"""Spellings that mean something else in another case: mIU is a thousandth, NG a tube, G-CSF and "G 3" no grams."""

_GENERIC_CELLS = re.compile(
    r"""
        (?: (?! \S* (?: patients?|doses?|mm3|subjects? ) \b ) [A-Za-z0-9][\w+/-]{0,24} [+-]? \s ){0,4}?
          (?: cells? | lymphocytes | MSCs? | CTLs? ) (?! \w | [-] \w )
    """,
    re.VERBOSE,
)


def dose_unit(cursor: Cursor, lexicon: Lexicon) -> Unit | None:
    """UNIT = row of `mappings/units.tsv` { ( "/" | "per" ) DENOMINATOR } [ "(" the same unit ")" ]"""
    start = cursor.index
    found = _extended(cursor, lexicon, _base(cursor, lexicon))
    if found is None or _cut_short(cursor):
        cursor.index = start
        return None
    _again_in_brackets(cursor, lexicon, found)
    return found


def cell_unit(cursor: Cursor, lexicon: Lexicon) -> Unit | None:
    """CELLS = [ up to four words ] "cells" { ( "/" | "per" ) DENOMINATOR }; also other counted units, and "/kg"
    alone."""
    start = cursor.index
    counted = _base(cursor, lexicon)
    if counted is None and take(cursor, _GENERIC_CELLS) is not None:
        counted = "{cells}"
    if counted is None and cursor.peek() in {"/", "per"}:
        counted = "{cells}"
    found = _extended(cursor, lexicon, counted) if counted and counted.startswith(("{", "[")) else None
    bare = found is not None and found.code == "{cells}" and cursor.since(start).text.startswith(("/d", "per d"))
    if found is None or bare or _cut_short(cursor):
        cursor.index = start
        return None
    return found


def _base(cursor: Cursor, lexicon: Lexicon) -> str | None:
    token, before = cursor.token, cursor.index
    if token is not None and token.text == "G" and cursor.peek(1) == "/":
        cursor.index += 1
        return "g"
    if token is None or token.text not in _CASES.get(token.key, {token.text}):
        return None
    code = cursor.entry(lexicon.units, longest=8)
    split = code is not None and token_at(cursor, cursor.index - 1) is not None and _inside_a_word(cursor)
    if split:
        cursor.index = before
        return None
    return code


def _inside_a_word(cursor: Cursor) -> bool:
    """True where the unit runs on without a blank into what is no sign: "mg.m2", "m(2)"."""
    here, behind = token_at(cursor, cursor.index - 1), token_at(cursor, cursor.index)
    further = token_at(cursor, cursor.index + 1)
    if not touching(here, behind) or behind is None:
        return False
    return behind.kind == "word" or (
        behind.text in ".·"
        and touching(behind, further)
        and further is not None
        and further.key in {"m2", "kg", "m²", "min"}
    )


def _extended(cursor: Cursor, lexicon: Lexicon, code: str | None) -> Unit | None:
    if code is None:
        return None
    code, per = _split(code)
    whole = False
    take(cursor, _BODY) if code.endswith(("/kg", "/m2")) else None
    _in_short(cursor, lexicon, code)
    while (denominator := _denominator(cursor)) is not None:
        if denominator in {"d", "wk"}:
            if per or whole:
                return None
            per = denominator
        elif denominator:
            code = f"{code}/{denominator}"
        else:
            whole = True
    known = code in lexicon.units.values()
    rate = code.endswith(("/h", "/min"))
    return Unit(code, per) if known and not rate else None


def _in_short(cursor: Cursor, lexicon: Lexicon, code: str) -> None:
    """Passes over the "(μg)" of "microgram (μg)/kilogram (kg)"."""
    start = cursor.index
    same = cursor.word("(") and cursor.entry(lexicon.units, longest=8) == code and cursor.word(")")
    if not same or cursor.peek() not in {"/", "per"}:
        cursor.index = start


def _split(code: str) -> tuple[str, str]:
    for per in ("d", "wk"):
        if code.endswith(f"/{per}"):
            return code.removesuffix(f"/{per}"), per
    return code, ""


def _denominator(cursor: Cursor) -> str | None:
    start = cursor.index
    article = cursor.phrase("a day", "a week")
    if article:
        return "d" if article == "a day" else "wk"
    if cursor.word("/", "per"):
        cursor.word("each", "every")
        for name, pattern in _DENOMINATORS.items():
            if take(cursor, pattern) is not None:
                _again_below(cursor, pattern)
                return name
    cursor.index = start
    return None


def _again_below(cursor: Cursor, pattern: re.Pattern[str]) -> None:
    """Passes over the "(kg)" of "microgram (μg)/kilogram (kg)"."""
    start = cursor.index
    if not (cursor.word("(") and take(cursor, pattern) is not None and cursor.word(")")):
        cursor.index = start


def _cut_short(cursor: Cursor) -> bool:
    """True before "/mL", "per hour", "^", "m2", "day" without a number: the unit is longer than what was read of it."""
    key = cursor.peek()
    if key == "/" and _another_is_named(cursor):
        return False
    if key in {"(", "["}:
        close = next((ahead for ahead in range(1, 9) if cursor.peek(ahead) in {")", "]"}), 0)
        return bool(close) and cursor.peek(close + 1) in {"/", "per"} and cursor.peek(close + 2) not in _PLAIN_PER
    if key == "per":
        return cursor.peek(1) not in _PLAIN_PER
    if key == "+":
        here = cursor.index
        number = token_at(cursor, here + 1)
        joined = touching(cursor.token, number) and touching(token_at(cursor, here - 1), cursor.token)
        return joined and number is not None and number.kind == "number"
    if key in {"day", "d"}:
        behind = token_at(cursor, cursor.index + 1)
        return behind is None or (behind.kind == "word" and behind.number is None) or behind.text in ".,;)"
    return key in {
        "/",
        "^",
        "*",
        "²",
        "m2",
        "m²",
        "m^2",
        "kg",
        "sqm",
        "squared",
        "\\",
        "·",
        "equivalent",
        "equivalents",
    }


def _another_is_named(cursor: Cursor) -> bool:
    """ "losartan 50 mg/hydrochlorothiazide 12.5 mg": a name and its amount; not "50 mg/tablet 2 tablets"."""
    name, amount = cursor.peek(1), token_at(cursor, cursor.index + 2)
    named = name.isalpha() and len(name) >= _A_NAME and name not in _NO_NAME
    unit = cursor.peek(3) in OF_AMOUNTS
    return named and amount is not None and amount.kind == "number" and unit


def _again_in_brackets(cursor: Cursor, lexicon: Lexicon, unit: Unit) -> None:
    start = cursor.index
    if cursor.word("(") and _extended(cursor, lexicon, _base(cursor, lexicon)) == unit and cursor.word(")"):
        return
    cursor.index = start
