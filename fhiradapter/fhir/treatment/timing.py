"""Durations, cycles and follow-up visits as Timing. https://hl7.org/fhir/R4/datatypes.html#Timing"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, element
from fhiradapter.fhir.parts.phrases import unit_words

if TYPE_CHECKING:
    from decimal import Decimal

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.plan import CycleRun
    from fhiradapter.schedule.regimen import Amount, Count, Cycle, Duration, FollowUp


def quantity(brief: Brief, number: Decimal, unit: str) -> Element:
    """A Quantity in UCUM (qty-3). https://hl7.org/fhir/R4/datatypes.html#Quantity"""
    return element(
        value=number,
        unit=unit_words(brief.tables, unit, one=number == 1),
        system=brief.tables.system("ucum", brief.release.column),
        code=unit,
    )


def quantity_or_range(brief: Brief, name: str, amount: Stated[Amount]) -> Element:
    """`nameQuantity` (or, for time, `nameDuration`) or `nameRange`, with the citation of the amount."""
    value, cited = amount.value, list(brief.cite(amount))
    if value.high is None:
        kind = "Duration" if name == "bounds" else "Quantity"
        return {f"{name}{kind}": element(extension=cited, **quantity(brief, value.low, value.unit))}
    low, high = quantity(brief, value.low, value.unit), quantity(brief, value.high, value.unit)
    return {f"{name}Range": element(extension=cited, low=low, high=high)}


def bounds(brief: Brief, duration: Stated[Duration] | None) -> Element:
    """How long the whole lasts: "at least" is a lower bound, "up to" an upper one; "about" stays in the words."""
    if duration and duration.value.at_least:
        low = quantity(brief, duration.value.low, duration.value.unit)
        return {"boundsRange": element(extension=list(brief.cite(duration)), low=low)}
    if duration and duration.value.at_most:
        most = quantity(brief, duration.value.high or duration.value.low, duration.value.unit)
        return {"boundsRange": element(extension=list(brief.cite(duration)), high=most)}
    return quantity_or_range(brief, "bounds", duration) if duration else {}


def stage_timing(brief: Brief, duration: Stated[Duration] | None) -> Element:
    """The timing of a stage that states how long it lasts."""
    return element(repeat=bounds(brief, duration))


def cycle_timing(brief: Brief, cycle: Cycle, run: CycleRun) -> Element:
    """The timing of a run of cycles: how many, how long, how often (as in the official example KDN5).

    Every second cycle of 21 days has no period: 42 days, which no text states, read like the length of its cycle.
    """
    length = cycle.length.value
    count = cycle.count.value if cycle.count else None
    least, most = _run_counts(count, run)
    follows_itself = run.first != run.last and run.every == 1
    return element(
        repeat=element(
            extension=brief.cite(cycle.count),
            count=least,
            countMax=most if most != least else None,
            duration=Primitive(length.low, brief.cite(cycle.length)),
            durationMax=length.high,
            durationUnit=length.unit,
            frequency=1 if follows_itself else None,
            period=length.low if follows_itself else None,
            periodMax=length.high if follows_itself else None,
            periodUnit=length.unit if follows_itself else None,
        )
    )


def _run_counts(count: Count | None, run: CycleRun) -> tuple[int | None, int | None]:
    """How many cycles of the run at least and at most; a `countMax` needs a `count` (tim-8), and that is never 0."""
    if run.last is None:
        return None, None
    most = (run.last - run.first) // run.every + 1
    certain = ((count.low if count and count.low is not None else 1) - run.first) // run.every + 1
    return min(most, max(1, certain)), most


def follow_up_timing(brief: Brief, follow_up: FollowUp) -> Element:
    """Visits every so often, for so long."""
    every = follow_up.every.value if follow_up.every else None
    return element(
        repeat=element(
            **bounds(brief, follow_up.duration),
            frequency=1 if every else None,
            period=Primitive(every.low, brief.cite(follow_up.every)) if every else None,
            periodMax=every.high if every else None,
            periodUnit=every.unit if every else None,
        )
    )
