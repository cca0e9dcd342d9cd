"""A dosage: words, timing, route, dose. https://hl7.org/fhir/R4/dosage.html

A dose that the source does not state is said to be absent, in words and as `data-absent-reason`: never left out in
silence, never supplied.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, absent, concept, element
from fhiradapter.fhir.parts.phrases import route_abbreviation
from fhiradapter.fhir.treatment.capping import caps
from fhiradapter.fhir.treatment.dosage_timing import dosage_timing
from fhiradapter.fhir.treatment.dosage_words import dosage_words
from fhiradapter.fhir.treatment.sayings import sayings
from fhiradapter.fhir.treatment.timing import quantity, quantity_or_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.blocks import Block
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Dose

_PERIODS = frozenset({"d", "wk"})


def dosage(brief: Brief, block: Block) -> Element:
    """The dosage of a block; its citation is the clause that states it."""
    given = block.administration
    needed = given.as_needed if given else None
    return element(
        extension=brief.cite_runs(given.clause) if given and block.scheduled else (),
        sequence=1,
        text=dosage_words(brief.tables, block),
        additionalInstruction=_instructions(brief, block),
        timing=dosage_timing(brief, given) if given else None,
        **({brief.release.as_needed: Primitive(needed.value, brief.cite(needed))} if needed else {}),
        route=_route(brief, given.route) if given and given.route else None,
        doseAndRate=[_dose(brief, block)],
        **(caps(brief, given) if given else {}),
    )


def _route(brief: Brief, route: Stated[str]) -> Element:
    """The code, without a display (editions of SNOMED CT differ in it), and the abbreviation that pharmacists write."""
    coding = brief.tables.route(route.value, brief.release.column)
    plain = replace(coding, display="") if coding else None
    return concept(plain, route_abbreviation(brief.tables, route), brief.cite(route))


def _dose(brief: Brief, block: Block) -> Element:
    if block.dose is None:
        return {"extension": [absent("unknown")]}
    return element(type=brief.concept("doseRateType", "ordered"), **_amounts(brief, block, block.dose))


def _amounts(brief: Brief, block: Block, stated: Stated[Dose]) -> Element:
    """The dose of one administration, and the rate where the amount is that of a day or a week.

    Where a day's amount is given in several doses, nobody states the single dose: it is not said, but by the text.
    """
    dose, given = stated.value, block.administration
    timed = dose.per in _PERIODS and dose.high is None
    often = given.frequency.value if given and given.frequency else None
    several = often is not None and (often.count > 1 or often.unit == "h")
    if dose.per == "total" or (dose.per and several) or (given and given.divided):
        cited = list(brief.cite(stated))
        return _rate(brief, dose, cited) if timed else {"extension": [absent("as-text")]}
    return {**quantity_or_range(brief, "dose", stated), **(_rate(brief, dose) if timed else {})}


def _rate(brief: Brief, dose: Dose, cited: Sequence[Element] = ()) -> Element:
    """The citation stands here where no dose beside it has one."""
    numerator, denominator = quantity(brief, dose.low, dose.unit), quantity(brief, Decimal(1), dose.per)
    return {"rateRatio": element(extension=list(cited), numerator=numerator, denominator=denominator)}


def _instructions(brief: Brief, block: Block) -> list[Element]:
    row = brief.tables.units.get(block.dose.value.unit) if block.dose else None
    of_unit = [concept(None, row.instruction)] if row and row.instruction else []
    told = sayings(brief.tables, block.administration, block.stage) if block.administration else ()
    return [*of_unit, *(concept(None, each.words, brief.cite(each.stated)) for each in told)]
