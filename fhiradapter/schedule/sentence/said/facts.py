"""From the phrases of an item to the facts of an entry: what "every 4 weeks" means behind days, what a month is."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fhiradapter.prose import Stated
from fhiradapter.schedule.phrases.words import WITHIN_A_DAY
from fhiradapter.schedule.regimen import A_WEEK, Count, Duration, Frequency
from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from fhiradapter.schedule.phrases.cycles import CycleScope
    from fhiradapter.schedule.phrases.rests import OnOff
    from fhiradapter.schedule.sentence.said.items import Item

_A_FEW_DAYS = 5
_INTRAVENOUS = re.compile(r"\bIV\b|\bi\.v\.|\bintravenous", re.IGNORECASE)


def facts(item: Item) -> dict[str, Any]:
    """What is said of an item, as facts of an entry."""
    days = item.value(Kind.DAYS)
    scope = item.value(Kind.SCOPE) or (days.scope if days else None)
    doses = item.value(Kind.DOSE) or ()
    counted = item.value(Kind.COUNT)
    length, frequency = _clock(item, scope)
    span = item.value(Kind.SPAN)
    infused = span is not None and span.value.unit in WITHIN_A_DAY and _is_infused(item, span.value)
    facts: dict[str, Any] = {
        **{name: item.value(kind) for name, kind in _AS_READ.items()},
        "doses": tuple(doses),
        "route": item.value(Kind.ROUTE) or _routes(item) or _route_of_infusion(item),
        "infusion": item.value(Kind.INFUSION) or (span if infused else None),
        "frequency": frequency,
        "days": days.days if days else None,
        "weeks": (days.weeks if days else None) or item.value(Kind.WEEKS),
        "cycles": scope.cycles if scope else None,
        "length": cycle_of(length),
        "count": counted.count if counted else None,
        "duration": None if infused else span,
        "times": item.value(Kind.TIMES) or _once(item),
        "span": item.value(Kind.WHOLE),
    }
    if (rest := item.value(Kind.ON_OFF)) is not None:
        facts["duration"] = facts["duration"] or (None if facts["days"] or rest.days else rest.on)
        facts["days"] = facts["days"] or rest.days
        facts["length"] = facts["length"] or _on_and_off(rest)
    return {**facts, **_in_parts(facts), **_one_a_day(facts)}


def _in_parts(facts: dict[str, Any]) -> dict[str, Any]:
    """ "200 mg daily in 2 divided doses": the amount is that of a day, and it is given twice a day."""
    divided, doses, frequency = facts["divided"], facts["doses"], facts["frequency"]
    daily = frequency is not None and (frequency.value.count, frequency.value.period, frequency.value.unit) == _DAILY
    of_a_day = bool(doses) and all(dose.value.per == "d" for dose in doses)
    if divided is None or not (daily or (frequency is None and of_a_day)):
        return {}
    said = [each for each in (frequency, divided) if each is not None]
    often = Stated(
        Frequency(divided.value, Decimal(1), "d"),
        " ".join(each.words for each in said),
        tuple(citation for each in said for citation in each.citations),
    )
    each_day = tuple(dose.having(replace(dose.value, per=dose.value.per or "d")) for dose in doses)
    return {"frequency": often, "doses": each_day}


def _one_a_day(facts: dict[str, Any]) -> dict[str, Any]:
    """ "1 tablet per day" is one tablet once a day; nobody knows how 2 of them are taken."""
    doses = facts["doses"]
    if len(doses) != 1 or facts["frequency"] is not None or facts["divided"] is not None:
        return {}
    dose = doses[0].value
    if dose.per != "d" or not dose.unit.startswith("{") or dose.low != 1 or dose.high or dose.at_most:
        return {}
    return {
        "frequency": doses[0].having(Frequency(1, Decimal(1), "d")),
        "doses": (doses[0].having(replace(dose, per="")),),
    }


_DAILY = (1, 1, "d")
_AS_READ = {
    "weekdays": Kind.WEEKDAYS,
    "months": Kind.MONTHS,
    "start": Kind.START,
    "divided": Kind.DIVIDED,
    "cap": Kind.CAP,
    "as_needed": Kind.AS_NEEDED,
}
"""Facts that are what one phrase says."""
_ONCE = re.compile(r"\b(?:single|once|only)\b", re.IGNORECASE)
"""One injection is how much is given at a time."""
_SEVERAL = (Kind.WEEKDAYS, Kind.WEEKS, Kind.MONTHS)


def _once(item: Item) -> Stated[Count] | None:
    """ "A single dose" is once only, unless something says that it is given again: then each time it is one."""
    once, days = item.value(Kind.SINGLE), item.value(Kind.DAYS)
    again = Kind.FREQUENCY in item.said or any(
        len(item.value(kind).value) > 1 for kind in _SEVERAL if kind in item.said
    )
    return (
        None
        if once is None or again or not _ONCE.search(once.words) or (days and len(days.days.value) > 1)
        else once.having(Count(1, 1))
    )


def _is_infused(item: Item, span: Duration) -> bool:
    """ "IV for 40 minutes" is how long the infusion lasts; "IV every 6 hours for 24 hours" is several of them."""
    route, frequency = item.value(Kind.ROUTE), item.value(Kind.FREQUENCY)
    hours = frequency.value if frequency is not None and frequency.value.unit == span.unit == "h" else None
    again = hours is not None and hours.period < (span.high or span.low)
    return route is not None and route.value.startswith("intra") and not again


def _is_the_cycle(item: Item, frequency: Stated[Frequency] | None) -> bool:
    """Behind days: "on days 1-5 every 4 weeks"; but "on day 2 weekly for 2 weeks" is how often."""
    days, span = item.value(Kind.DAYS), item.value(Kind.SPAN)
    if frequency is None or not _is_cycle(frequency.value) or not (days or _some_days(item)):
        return False
    every = Duration(frequency.value.period, frequency.value.unit).days()
    last = days.last if days else span.value.days() if span else None
    if every and last and last > every:
        return False  # "once weekly on days 1, 8, and 15", "every 7 days, during 29 days"
    weekly = frequency.value.unit == "wk" and frequency.value.period == 1
    return not (weekly and days and len(days.days.value) == 1 and span and span.value.unit == "wk")


def _clock(item: Item, scope: CycleScope | None) -> tuple[Stated[Duration] | None, Stated[Frequency] | None]:
    """How long the cycle is, and how often the treatment is given: "every 3 weeks" says the one behind days, else the
    other.
    """
    counted, frequency = item.value(Kind.COUNT), item.value(Kind.FREQUENCY)
    length = (scope.length if scope else None) or item.value(Kind.LENGTH) or (counted.length if counted else None)
    some_days = Kind.DAYS in item.said or _some_days(item)
    if frequency is not None and _is_the_cycle(item, frequency):
        every = _as_length(frequency)
        if length is None or length.value.days() != every.value.days():
            length, frequency = length or every, None
    if length is not None and length.value.unit == "mo":
        frequency = frequency or _every(length)
    if length is not None and scope and scope.interval and not (frequency or some_days or scope.cycles):
        frequency, length = _every(length), (length if counted else None)
    if length is not None and scope and (scope.interval or scope.often) and not frequency and _is_day_one(item):
        frequency = _every(length)
    days = _in_days(frequency.value) if frequency else None
    if length is None and counted and frequency and days and days > A_WEEK and _is_cycle(frequency.value):
        # "every 21 days for 4 courses"; but "weekly for one cycle" is how often
        length = _as_length(frequency)
    return length, frequency


def _is_day_one(item: Item) -> bool:
    """ "on day 1 every 2 weeks" says how long the cycle is, and how often the treatment is given."""
    days = item.value(Kind.DAYS)
    return days is not None and days.days.value == (1,)


def _as_length(frequency: Stated[Frequency]) -> Stated[Duration]:
    every = frequency.value
    return frequency.having(Duration(every.period, every.unit, every.period_high))


def _every(length: Stated[Duration]) -> Stated[Frequency]:
    return length.having(Frequency(1, length.value.low, length.value.unit, period_high=length.value.high))


def _on_and_off(rest: OnOff) -> Stated[Duration] | None:
    """The cycle of "4 weeks on and 2 weeks off"."""
    if rest.length is None:
        return None
    words = f"{rest.on.words} / {rest.off.words}"
    return Stated(rest.length, words, (*rest.on.citations, *rest.off.citations))


def cycle_of(length: Stated[Duration] | None) -> Stated[Duration] | None:
    """A month is no fixed number of days: it says how often, and makes no cycle."""
    return None if length is None or length.value.unit == "mo" else length


def _route_of_infusion(item: Item) -> Stated[str] | None:
    """ "IV continuously over 24 hours" is one phrase, and says the route too."""
    infused = item.value(Kind.INFUSION) or item.value(Kind.BOLUS)
    return infused.having("intravenous") if infused and _INTRAVENOUS.search(infused.words) else None


def _is_cycle(frequency: Frequency) -> bool:
    """ "every 4 weeks": behind days it is how long the cycle is."""
    return frequency.count == 1 and (frequency.unit == "mo" or (_in_days(frequency) or 0) > _A_FEW_DAYS)


def _in_days(frequency: Frequency) -> int | None:
    return Duration(frequency.period, frequency.unit).days()


def _some_days(item: Item) -> bool:
    """ "for 5 days every 8 weeks"."""
    span = item.value(Kind.SPAN)
    return span is not None and span.value.unit == "d" and not span.value.at_most


def _routes(item: Item) -> Stated[str] | None:
    """ "IV or orally": no route of the table, in the words of the text."""
    either = item.value(Kind.ROUTES)
    return either.having("|".join(either.value)) if either else None
