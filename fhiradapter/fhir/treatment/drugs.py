"""A drug as a concept: the source's words, and the codes that the tables have for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, coded, element

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.blocks import Block


def drug_concept(brief: Brief, block: Block) -> Element:
    """The drug in the source's words, with the codes that the tables have for it."""
    mesh = [(each.term.value, each.id.value if each.id else "") for each in brief.trial.mesh_terms]
    term = brief.tables.drug(block.drug.value, brief.release.column, mesh)
    codings = [coding for each in (term.codings if term else ()) if (coding := coded(each))]
    return element(extension=brief.cite(block.drug), coding=codings, text=block.drug.value)
