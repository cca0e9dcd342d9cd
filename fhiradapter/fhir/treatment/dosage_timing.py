"""When a dosage is given, as Timing. https://hl7.org/fhir/R4/datatypes.html#Timing

"Days 1, 8, 15" is three times every 7 days, "once daily on days 1-28" is daily within 28 days; other days end by their
number, since how long it goes on is not stated. A list of days that a
Timing has no words for is said by the action of the plan; here "twice daily on days 1 and 8" is twice daily and four
times in all, so that no reader of the timing alone gives more than is meant. A code (BID) states all of a timing but
its bounds: it is left out where weekdays, or a number of doses, are stated too.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, concept, element
from fhiradapter.fhir.parts.phrases import day_runs, day_words, frequency_words, number_of_doses, weekday_words
from fhiradapter.fhir.treatment.sayings import JOINT
from fhiradapter.fhir.treatment.timing import bounds, quantity
from fhiradapter.fhir.treatment.totals import is_every, is_restricted, regular_step, structured_total, total_of_days
from fhiradapter.terminology.tables import Coding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.sayings import Said
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Administration, Count, Frequency

_BOUNDS = ("boundsDuration", "boundsRange", "count")
_HOURS = {"h": 1, "d": 24}
_RATE = ("frequency", "period", "periodMax", "periodUnit")


def dosage_timing(brief: Brief, given: Administration, told: Sequence[Said] = ()) -> Element:
    """The timing of a dosage, and how long one administration takes; the citation is that of the days.

    `told` is what has no other place than the words of the timing.
    """
    said = _when(brief, given) if _is_regular(given) else _some_days(brief, given)
    infusion = given.infusion.value if given.infusion else None
    weekdays, total = given.weekdays, structured_total(given)
    limits = {name: said[name] for name in _BOUNDS if name in said} | (_count(brief, total) if total else {})
    repeat = element(
        **limits,
        duration=Primitive(infusion.low, brief.cite(given.infusion)) if infusion else None,
        durationMax=infusion.high if infusion else None,
        durationUnit=infusion.unit if infusion else None,
        **{name: said[name] for name in _RATE if name in said},
        dayOfWeek=weekdays.value if weekdays else None,
        _dayOfWeek=[{"extension": list(brief.cite(weekdays))} for _ in weekdays.value] if weekdays else None,
    )
    counted = "count" in said and _is_run(given)
    return element(extension=brief.cite(given.days), repeat=repeat, code=_code(brief, given, told, counted=counted))


def _code(brief: Brief, given: Administration, told: Sequence[Said], *, counted: bool) -> Element:
    whole = _is_regular(given) and not (given.weekdays or structured_total(given) or told or counted)
    if whole:
        return _abbreviation(brief, given.frequency)
    words = JOINT.join([each for each in (_words(brief, given), *(said.words for said in told)) if each])
    return concept(None, words, brief.cite(*(said.stated for said in told)))


def _is_regular(given: Administration) -> bool:
    """Whether frequency and days together are something that a Timing can say."""
    days = given.days.value if given.days else ()
    if given.frequency is None:
        return len(days) < 2 or regular_step(days) > 0
    return len(day_runs(days)) < 2 or is_every(given.frequency.value, regular_step(days))


def _when(brief: Brief, given: Administration) -> Element:
    rate = _rate(brief, given.frequency) if given.frequency else {}
    if given.days is None or (given.duration and rate):
        return {**bounds(brief, given.duration), **rate}
    days = given.days.value
    if _is_in_words(given) or _is_each_cycle(given.frequency, days) or _runs_on(given):
        return rate
    total = total_of_days(given)
    if total and _is_run(given) and not _is_daily_from_the_first(given.frequency, days):
        return {"count": total, **rate}
    if rate and len(day_runs(days)) == 1:
        return {"boundsDuration": quantity(brief, Decimal(len(days)), "d"), **rate}
    if len(days) == 1:
        return {"count": 1}
    return {"count": len(days), **(rate or {"frequency": 1, "period": regular_step(days), "periodUnit": "d"})}


def _is_in_words(given: Administration) -> bool:
    """How many there are on the days is said in words only."""
    return is_restricted(given) or (given.times is not None and structured_total(given) is None)


def _runs_on(given: Administration) -> bool:
    """ "Over 120 hours on days 0-4" is one infusion: nobody states that one begins on each of the days."""
    infusion = given.infusion.value if given.infusion else None
    if infusion is None or given.frequency is not None or given.days is None or len(given.days.value) < 2:
        return False
    return infusion.low * _HOURS.get(infusion.unit, 0) > _HOURS["d"]


def _is_run(given: Administration) -> bool:
    """So often on days in a row."""
    return given.frequency is not None and given.days is not None and len(day_runs(given.days.value)) == 1


def _is_daily_from_the_first(frequency: Stated[Frequency] | None, days: Sequence[int]) -> bool:
    """ "daily on days 1-28" goes on for 28 days; other lists end by their number, as no length is stated."""
    often = frequency.value if frequency else None
    once = often is not None and often.unit == "d" and often.count == often.period == 1
    return once and days[0] == 1 and len(day_runs(days)) == 1


def _is_each_cycle(frequency: Stated[Frequency] | None, days: Sequence[int]) -> bool:
    """ "on day 1 every 2 weeks": the days are those of one cycle, and do not end it."""
    if frequency is None or frequency.value.unit not in {"d", "wk"}:
        return False
    return frequency.value.period * (7 if frequency.value.unit == "wk" else 1) > len(days) == frequency.value.count


def _some_days(brief: Brief, given: Administration) -> Element:
    """So often on each of the days, and so many times in all; nothing for days of no pattern without a frequency."""
    if given.frequency is None:
        return {}
    rate = _rate(brief, given.frequency)
    if _is_in_words(given):
        return rate
    total = total_of_days(given)
    return {"count": total, **rate} if total else {}


def _count(brief: Brief, total: Stated[Count]) -> Element:
    """A `countMax` needs a `count` (tim-8), and that is never 0: "up to 6" is from one to six."""
    count = total.value
    least = count.low if count.low is not None else 1
    most = {"countMax": count.high} if count.high != least else {}
    return {"count": Primitive(least, brief.cite(total)), **most}


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


def _words(brief: Brief, given: Administration) -> str:
    return " ".join(_parts(brief, given))


def _parts(brief: Brief, given: Administration) -> Iterator[str]:
    frequency, total = given.frequency, structured_total(given)
    if frequency:
        yield frequency.words or frequency_words(brief.tables, frequency.value)
    if given.days and not _is_regular(given):
        yield f"on {day_words(given.days.value)}"
    if given.weekdays:
        yield f"on {weekday_words(given.weekdays.value)}"
    if total and frequency:
        yield f"for {number_of_doses(total.value)}"
