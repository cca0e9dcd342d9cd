"""What a drug is dissolved in, how strong that makes it, and what it is taken with: no treatment, and no dose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.numerals import take

if TYPE_CHECKING:
    from fhiradapter.schedule.tokens import Cursor

_DILUENT = re.compile(
    r"""
    (?: ,? \s? (?: diluted | dissolved | reconstituted | mixed ) \s )? (?: in | with ) \s (?: a \s )?
    (?P<amount> [\d.,]+ (?: \s? [-–] \s? [\d.,]+ | \s to \s [\d.,]+ )? \s?
      (?: ml | cc | l | lit(?:er|re)s? ) \s (?: of \s )? )?
    (?P<strength> \d+ (?: \.\d+ )? \s? % \s )?
    (?: (?: normal | sterile | isotonic | physiological ) \s )?
    (?: (?P<sure> saline | ns | d5w | d5 | water \s for \s injections? | lactated \s ringer (?: ['’]s )?
          | (?: sterile \s )? water (?! \s soluble ) )
      | glucose | dextrose (?: \s in \s water )? | sodium \s chloride | nacl )
    (?: \s (?: solution | injection | bag ) )?
    (?! \w | \s (?: implant | placebo | control | lavage | rinse | flush | spray | enema | infusion | irrigation ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONCENTRATION = re.compile(
    r"""
    (?: at | in | to | with ) \s (?: a \s )? (?: final \s )? concentration \s of \s [\d.,]+
    (?: \s? [-–] \s? [\d.,]+ | \s to \s [\d.,]+ )? \s? (?: mg | g | gm | mcg | ug | µg | iu | units ) \s?
    (?: / | per ) \s? \d* \s? (?: ml | cc | l ) (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_CONCENTRATION = frozenset({"at", "in", "to", "with"})
_BEFORE_FLUID = frozenset({"in", "with", "diluted", "dissolved", "reconstituted", "mixed", ","})


def diluent(cursor: Cursor) -> bool | None:
    """DILUENT = [ "diluted" ] ( "in" | "with" ) [ VOLUME [ "of" ] ] [ PERCENT ] FLUID
    | "at a concentration of" STRENGTH

    "in glucose" alone may be anything: a fluid that is a drug as well needs its volume or its strength.
    """
    first = cursor.peek()
    if first in _BEFORE_CONCENTRATION and take(cursor, _CONCENTRATION) is not None:
        return True
    if first not in _BEFORE_FLUID:
        return None
    start = cursor.index
    match = take(cursor, _DILUENT)
    if match is None or not (match["sure"] or match["amount"] or match["strength"]):
        cursor.index = start
        return None
    return True
