"""A dose that says another one again: "400 mg twice daily (800 mg a day)", "1.8 Gy a day to a total of 45 Gy".

What one administration holds is the dose; what a day or the whole course holds restates it, and is never a dose of its
own beside it. Where the two do not agree, or nobody can tell, what was said second is told.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.dose_units import OF_RADIATION
from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.regimen import Dose, Frequency
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.said.items import Item

_PIECES = frozenset({"{tablet}", "{capsule}", "{patch}", "{suppository}", "{vial}", "{sachet}"})
_IN_WORDS_OF_TIME = {"d": 1, "h": 24}


def restated(item: Item, mention: Mention, *, joined: bool) -> Mention | None:
    """The one of two doses that is said of an administration, None where they are not one dose said twice."""
    before = item.said.get(Kind.DOSE)
    if before is None or mention.kind != Kind.DOSE:
        return None
    first, second = _only(before), _only(mention)
    if first is None or second is None or first.per == second.per:
        return None
    if second.per == "total" or (second.per == "d" and (not joined or agree(item, mention))):
        return before
    return mention if first.per in {"d", "total"} and not joined else None


def is_total(mention: Mention) -> bool:
    """ "(Total dose 6000 mg/m2)" by itself: what all administrations of a drug hold together, and no dose. Radiation is
    prescribed so.
    """
    if mention.kind != Kind.DOSE:
        return False
    return all(each.value.per == "total" and each.value.unit not in OF_RADIATION for each in mention.value)


def agree(item: Item, mention: Mention) -> bool:
    """True where so much a day is what so many doses a day add up to."""
    before, frequency = item.said.get(Kind.DOSE), item.value(Kind.FREQUENCY)
    first, second = (_only(before) if before else None), _only(mention)
    if first is None or second is None or frequency is None:
        return False
    single, daily = (first, second) if second.per == "d" else (second, first)
    times = _a_day(frequency.value)
    return times is not None and daily.per == "d" and not single.per and _same(single, times, daily)


def strength_of_pieces(item: Item, mention: Mention) -> Mention | None:
    """ "A 100 mg, 2 tablets": may be what one of them holds, and what both do."""
    before = item.said.get(Kind.DOSE)
    if before is None or mention.kind != Kind.DOSE or mention.start > before.end + 1:
        return None
    counted = [each.value.unit in _PIECES for dose in (before, mention) for each in dose.value]
    return before if counted == [False, True] else None


def in_other_words(item: Item, inside: Sequence[Mention]) -> bool:
    """ "800 mg daily (400 mg twice daily)": the bracket says in how many doses."""
    doses, times = ([each for each in inside if each.kind == kind] for kind in (Kind.DOSE, Kind.FREQUENCY))
    dose, frequency = item.said.get(Kind.DOSE), item.value(Kind.FREQUENCY)
    if len(doses) != 1 or len(times) != 1 or dose is None or frequency is None:
        return False
    first, second = _only(dose), _only(doses[0])
    known, again = _a_day(frequency.value), _a_day(times[0].value.value)
    if first is None or second is None or first.per or second.per or known != 1 or again is None or again == 1:
        return False
    return _same(second, again, first)


def _same(single: Dose, times: Decimal, daily: Dose) -> bool:
    return single.unit == daily.unit and single.low * times == daily.low


def _only(mention: Mention) -> Dose | None:
    """The dose of a phrase that says one, without a range."""
    said: Sequence[Dose] = [each.value for each in mention.value]
    return said[0] if len(said) == 1 and said[0].high is None else None


def _a_day(frequency: Frequency) -> Decimal | None:
    """How many times a day, None where it is not a number."""
    in_a_day = _IN_WORDS_OF_TIME.get(frequency.unit)
    if in_a_day is None or frequency.period_high is not None:
        return None
    return Decimal(frequency.count * in_a_day) / frequency.period
