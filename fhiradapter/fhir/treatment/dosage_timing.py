"""When a dosage is given, as Timing. https://hl7.org/fhir/R4/datatypes.html#Timing

"Days 1, 8, 15" is three times every 7 days, "once daily on days 1-28" is daily within 28 days. A list of days that a
Timing has no words for is said by the action of the plan; here "twice daily on days 1 and 8" is twice daily and four
times in all, so that no reader of the timing alone gives more than is meant.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, concept, element
from fhiradapter.fhir.parts.phrases import day_runs, day_words, frequency_words
from fhiradapter.fhir.treatment.timing import bounds, quantity
from fhiradapter.terminology.tables import Coding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Administration, Frequency

_DAYS_PER_UNIT = {"d": 1, "wk": 7}
_PER_DAY = {"h": Decimal(24), "d": Decimal(1)}


def dosage_timing(brief: Brief, given: Administration) -> Element:
    """The timing of a dosage, and how long one administration takes; the citation is that of the days."""
    exact = _is_exact(given)
    said = _when(brief, given) if exact else _some_days(brief, given)
    infusion = given.infusion.value if given.infusion else None
    repeat = element(
        **{name: said[name] for name in ("boundsDuration", "boundsRange", "count") if name in said},
        duration=Primitive(infusion.low, brief.cite(given.infusion)) if infusion else None,
        durationMax=infusion.high if infusion else None,
        durationUnit=infusion.unit if infusion else None,
        **{name: said[name] for name in ("frequency", "period", "periodMax", "periodUnit") if name in said},
    )
    code = _abbreviation(brief, given.frequency) if exact else _words(brief, given)
    return element(extension=brief.cite(given.days), repeat=repeat, code=code)


def _is_exact(given: Administration) -> bool:
    """Whether frequency and days together are something that a Timing can say."""
    days = given.days.value if given.days else ()
    if given.frequency is None:
        return len(days) < 2 or regular_step(days) > 0
    return len(day_runs(days)) < 2 or _is_every(given.frequency.value, regular_step(days))


def _when(brief: Brief, given: Administration) -> Element:
    rate = _rate(brief, given.frequency) if given.frequency else {}
    if given.days is None:
        return {**bounds(brief, given.duration), **rate}
    days = given.days.value
    if given.duration and rate:
        return {**bounds(brief, given.duration), **rate}
    if rate and len(day_runs(days)) == 1:
        return {"boundsDuration": quantity(brief, Decimal(len(days)), "d"), **rate}
    if len(days) == 1:
        return {"count": 1}
    return {"count": len(days), **(rate or {"frequency": 1, "period": regular_step(days), "periodUnit": "d"})}


def _some_days(brief: Brief, given: Administration) -> Element:
    """So often on each of the days, and so many times in all; nothing for days of no pattern without a frequency."""
    if given.frequency is None or given.days is None or given.frequency.value.period_high is not None:
        return {}
    often = given.frequency.value
    each_day = often.count * _PER_DAY.get(often.unit, Decimal(0)) / often.period
    total = each_day * len(given.days.value)
    if not each_day or total != int(total):
        return {}
    return {"count": int(total), **_rate(brief, given.frequency)}


def regular_step(days: Sequence[int]) -> int:
    """The days between one and the next where it is always the same, else 0."""
    steps = {later - earlier for earlier, later in pairwise(days)}
    return steps.pop() if len(steps) == 1 else 0


def _is_every(frequency: Frequency, step: int) -> bool:
    return step > 0 and frequency.count == 1 and frequency.period * _DAYS_PER_UNIT.get(frequency.unit, 0) == step


def _rate(brief: Brief, frequency: Stated[Frequency]) -> Element:
    value = frequency.value
    return {
        "frequency": Primitive(value.count, brief.cite(frequency)),
        "period": value.period,
        **({"periodMax": value.period_high} if value.period_high else {}),
        "periodUnit": value.unit,
    }


def _abbreviation(brief: Brief, frequency: Stated[Frequency] | None) -> Element:
    """`QD`, `BID`, ... (GTSAbbreviation), and the words of the source."""
    if frequency is None:
        return {}
    code = frequency.value.code
    system = brief.tables.system("v3-GTSAbbreviation", brief.release.column)
    words = frequency.words or frequency_words(brief.tables, frequency.value)
    return concept(Coding(system, code, code) if code else None, words)


def _words(brief: Brief, given: Administration) -> Element:
    frequency = given.frequency
    often = (frequency.words or frequency_words(brief.tables, frequency.value)) if frequency else ""
    days = f"on {day_words(given.days.value)}" if given.days else ""
    return concept(None, f"{often} {days}".strip())
