"""A drug as a concept: the source's words, and the codes that the tables and the record have for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.codings import MESH, assigned_coding, term_codings
from fhiradapter.fhir.parts.elements import Element, element

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.blocks import Block


def drug_concept(brief: Brief, block: Block) -> Element:
    """The drug in the source's words, with its codes."""
    name = block.drug.value
    assigned = [each for each in brief.trial.assigned_terms if each.kind == "intervention"]
    mesh = [(each.term.value, each.id.value if each.id else "") for each in assigned if each.system == MESH]
    term = brief.tables.drug(name, brief.release.column, mesh)
    own = [
        assigned_coding(brief, each)
        for each in assigned
        if each.system != MESH and each.term.value.casefold() == name.casefold()
    ]
    codings = {(each["system"], each["code"]): each for each in (*own, *term_codings(brief, term))}
    return element(extension=brief.cite(block.drug), coding=list(codings.values()), text=name)
