"""The words that a phrase can begin with: at any other word no rule need be asked.

Every row of the manual is checked against this list; words of the tables (routes, frequencies) come on top of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from fhiradapter.schedule.tokens import Token

OPENERS = frozenset(
    """
    a about absence administered again all alternate alternating an approximately area around as at auc average
    bedtime begin beginning begins bid biweekly blocks bolus by c commence commences commencing consecutive continuous
    continuously course courses cumulative cycle cycles d daily day days divided dosage dosages dose dosed doses
    dosing during each eight eighteen eighteenth eighth either eleven eleventh escalating even even-numbered every
    every-other-day exactly fewer fifteen fifteenth fifth first five fixed flat following for fortnightly four
    fourteen fourth fraction fractions fri friday fridays from given if in infusion initial injection intermittent
    intermittently into irradiation it iv ivp last lasting later level levels lifelong loading long-term m maintenance
    max maximal maximum mean median min minimum minus mon monday mondays month monthly months morning mornings mwf
    night nightly nine nineteen ninth odd odd-numbered of on once once-daily one only onward or over overnight per prn
    push q qd qhs qid rapid rapidly repeat repeated repeats sat saturday saturdays second seven seventeen seventeenth
    seventh single six sixteen sixth slow slowly split standard start started starting starts study subsequent
    subsequently sun sunday sundays t target targeted ten tenth third thirteen thirteenth this three three-weekly
    thrice thu thursday thursdays tid till times total treatment tue tues tuesday tuesdays twelfth twelve twenty twice
    twice-daily two unless until up via wed wednesday wednesdays week weekday weekdays weekly weeks with wk wks x year
    years zero ×
    """.split()
)


def may_open(token: Token, of_tables: AbstractSet[str]) -> bool:
    """Whether a phrase can begin with this token: a number, a sign, or one of these words."""
    if token.kind != "word" or token.key in OPENERS or token.key in of_tables:
        return True
    return any(character.isdigit() for character in token.key)
