"""A dosage: words, timing, route, dose. https://hl7.org/fhir/R4/dosage.html

A dose that the source does not state is said to be absent, in words and as `data-absent-reason`: never left out in
silence, never supplied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, absent, concept, element
from fhiradapter.fhir.parts.phrases import route_words
from fhiradapter.fhir.treatment.dosage_timing import dosage_timing
from fhiradapter.fhir.treatment.dosage_words import dosage_words
from fhiradapter.fhir.treatment.timing import quantity_or_range

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.blocks import Block
    from fhiradapter.prose import Stated


def dosage(brief: Brief, block: Block) -> Element:
    """The dosage of a block; its citation is the clause that states it."""
    given = block.administration
    return element(
        extension=brief.cite_runs(given.clause) if given and block.scheduled else (),
        sequence=1,
        text=dosage_words(brief.tables, block),
        additionalInstruction=_instructions(brief, block),
        timing=dosage_timing(brief, given) if given else None,
        route=_route(brief, given.route) if given and given.route else None,
        doseAndRate=[_dose(brief, block)],
    )


def _route(brief: Brief, route: Stated[str]) -> Element:
    coding = brief.tables.route(route.value, brief.release.column)
    return concept(coding, route_words(brief.tables, route), brief.cite(route))


def _dose(brief: Brief, block: Block) -> Element:
    if block.dose is None:
        return {"extension": [absent("unknown")]}
    return element(type=brief.concept("doseRateType", "ordered"), **quantity_or_range(brief, "dose", block.dose))


def _instructions(brief: Brief, block: Block) -> list[Element]:
    row = brief.tables.units.get(block.dose.value.unit) if block.dose else None
    return [concept(None, row.instruction)] if row and row.instruction else []
