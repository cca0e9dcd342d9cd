"""Targets of exposure: "AUC 5", "AUC of 5-6", "area under the curve (AUC) 5"; never the exposures that are measured."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.dose_context import refused_before
from fhiradapter.schedule.phrases.numerals import DASHES, dash, numeral, take
from fhiradapter.schedule.regimen import Dose

if TYPE_CHECKING:
    from fhiradapter.schedule.tokens import Cursor

AUC = "mg.min/mL"

_NAME = re.compile(
    r"""
    (?: target (?: ed )? \s )? (?: an? \s )? (?: target \s )?
    (?: [Aa]rea [ ] under [ ] (?: the [ ] )? (?: plasma [ ] )? (?: concentration (?: [- ]time )? [ ]?
      (?: [-/] [ ]? time [ ] )? )? curve (?: \s? \( \s? AUC \s? \) )?
      | AUCs? )
    (?: \s? (?: = | : ) | \s of | \s at )? (?! [^\W\d] )
    """,
    re.VERBOSE,
)
_LARGEST_TARGET = 100
_GLUED = re.compile(r"(?: target \s )? AUC ( \d (?: \.\d )? ) (?! \w | [.,/-]\d )", re.VERBOSE)
_TAIL = re.compile(
    r"mg \s? (?: / \s? ml )? \s? (?: /|x|×|\*|·|\.|[ ] )? \s? min (?: utes? )? (?: \s? [/x] \s? ml )? (?! \w )",
    re.VERBOSE | re.IGNORECASE,
)
_EXPOSURE = re.compile(
    r"""
        \s? (?: - \s? (?: inf | ∞ | t \b | \d ) | [µμu]?mol | [µμ]M | micro | mg | µg | ng | ug | h\b | hr
          | hours? | % | [x×] | / | , \d | fold | to \s inf | ± )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def auc(cursor: Cursor, start: int) -> list[Dose]:
    """AUC = "AUC5" | [ "target" ] ( "AUC" | "area under the curve" ) [ "of" | "=" ] RANGE { "or" RANGE } [ "mg/mL
    x min" ]"""
    if refused_before(cursor, start):
        return []
    glued = take(cursor, _GLUED)
    if glued is not None:
        return [Dose(Decimal(glued[1]), AUC)]
    if take(cursor, _NAME) is None:
        return []
    bracket = cursor.word("(")
    found: list[Dose] = []
    while True:
        low = numeral(cursor)
        high = numeral(cursor) if low is not None and dash(cursor) else None
        if low is None or (cursor.peek(-1) in DASHES) or (high is not None and high <= low):
            return []
        found.append(Dose(low, AUC, high))
        if not cursor.word("or"):
            break
    tail = take(cursor, _TAIL)
    exposed = cursor.token is not None and tail is None and _EXPOSURE.match(cursor.sentence.text, cursor.token.start)
    wrong = exposed or (bracket and not cursor.word(")")) or not all(_is_target(dose) for dose in found)
    return [] if wrong else found


def _is_target(dose: Dose) -> bool:
    """ "AUC 50" is a slip that is told; "AUC 0-24" and "AUC of 16000" were measured."""
    return dose.low > 0 and (dose.high or dose.low) <= _LARGEST_TARGET
