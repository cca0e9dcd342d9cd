"""Actions within a run to administrations and choices: the inverse of `administrations` and `dosage`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.citing import citations
from fhiradapter.fhir.treatment.actions import COULD, DAYS_OF_CYCLE, EXACTLY_ONE
from fhiradapter.fhir.treatment.archive import number
from fhiradapter.fhir.treatment.capping import read_cap
from fhiradapter.fhir.treatment.sayings import JOINT, read_saying
from fhiradapter.fhir.treatment.timing_reading import (
    read_amount,
    read_bounds,
    read_duration,
    read_frequency,
    read_times,
    read_weekdays,
)
from fhiradapter.prose import Citation
from fhiradapter.schedule.plan import Choice
from fhiradapter.schedule.regimen import Administration, Dose

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.treatment.archive import Archive
    from fhiradapter.prose import Stated

_NOWHERE = Citation(0, 0)


def read_entry(archive: Archive, action: Element) -> Administration | Choice:
    """An administration, or a choice of several ways; dose levels, which are numbered, are one administration."""
    children = action.get("action", ())
    if children and not any("prefix" in child for child in children):
        return Choice(tuple(_administration(archive, child) for child in children))
    return _administration(archive, action)


def _administration(archive: Archive, action: Element) -> Administration:
    """A leaf, or a group of leaves that differ in dose alone."""
    levels = action["action"] if action.get("selectionBehavior") == EXACTLY_ONE else [action]
    definition = archive.definition(levels[0]) or {}
    dosages = [_dosage(archive.definition(level)) for level in levels]
    timing = dosages[0].get("timing") or definition.get("timingTiming", {})
    repeat = timing.get("repeat", {})
    told = _told(archive, dosages[0], timing)
    days = _days(archive, levels[0], timing) or told.pop("days", None)
    return Administration(
        drug=_drug(archive, definition, levels[0]),
        clause=next(iter(citations(action)), _NOWHERE),
        words=action.get("textEquivalent", ""),
        doses=tuple(dose for dosage in dosages if (dose := _dose(archive, dosage))),
        route=_route(archive, dosages[0]),
        infusion=read_duration(archive, repeat),
        frequency=read_frequency(archive, timing),
        days=days,
        duration=None if days else read_bounds(archive, repeat),
        condition=_start(archive, action),
        optional=action.get("requiredBehavior") == COULD,
        **(_more(archive, dosages[0], timing, listed=days is not None) | told),
    )


def _more(archive: Archive, dosage: Element, timing: Element, *, listed: bool) -> dict[str, Any]:
    """Facts that stand in an element of their own, or in words where that cannot hold them."""
    repeat = timing.get("repeat", {})
    return {
        "weekdays": read_weekdays(archive, repeat),
        "times": read_times(archive, repeat, listed=listed),
        "cap": read_cap(archive, dosage),
        "as_needed": _as_needed(archive, dosage),
    }


def _dosage(definition: Element | None) -> Element:
    dosages: list[Element] = (definition or {}).get("dosage", [])
    return dosages[0] if dosages else {}


def _drug(archive: Archive, definition: Element, action: Element) -> Stated[str]:
    product = definition.get("productCodeableConcept") or definition.get("code") or {}
    return archive.stated(str(product.get("text") or action.get("title", "")), product)


def _dose(archive: Archive, dosage: Element) -> Stated[Dose] | None:
    rates = dosage.get("doseAndRate", ())
    if not rates:
        return None
    dose, rate = read_amount(archive, rates[0], "dose", Dose), rates[0].get("rateRatio", {})
    if "numerator" not in rate:
        return dose
    amount, per = rate["numerator"], rate.get("denominator", {}).get("code", "")
    return archive.stated(
        Dose(number(amount["value"]), amount.get("code", ""), per=per), rates[0].get("doseQuantity", rate)
    )


def _route(archive: Archive, dosage: Element) -> Stated[str] | None:
    route = dosage.get("route")
    if not route:
        return None
    snomed = next((coding.get("code", "") for coding in route.get("coding", ())), "")
    words = route.get("text", "")
    return archive.stated(archive.tables.route_of(snomed, words), route, words)


def _told(archive: Archive, dosage: Element, timing: Element) -> dict[str, Any]:
    """What additional instructions, or the words of a timing, say in sentences of fixed form."""
    code = timing.get("code", {})
    words = [(each.get("text", ""), each) for each in dosage.get("additionalInstruction", ())]
    words += [(each, code) for each in code.get("text", "").split(JOINT)]
    found = [(read_saying(archive.tables, text), holder) for text, holder in words]
    return {read[0]: archive.stated(read[1], holder) for read, holder in found if read}


def _as_needed(archive: Archive, dosage: Element) -> Stated[bool] | None:
    name = archive.release.as_needed
    return archive.stated(value=True, element=dosage.get(f"_{name}")) if dosage.get(name) is True else None


def _days(archive: Archive, action: Element, timing: Element) -> Stated[tuple[int, ...]] | None:
    """The days stand on the action; the dosage's timing cites them."""
    found = [each for each in action.get("extension", ()) if each.get("url") == DAYS_OF_CYCLE]
    days = [part for each in found for part in each.get("extension", ()) if "valueInteger" in part]
    return archive.stated(tuple(part["valueInteger"] for part in days), timing) if days else None


def _start(archive: Archive, action: Element) -> Stated[str] | None:
    starts = [each for each in action.get("condition", ()) if each.get("kind") == "start"]
    return archive.stated(starts[0]["expression"]["expression"], starts[0]) if starts else None
