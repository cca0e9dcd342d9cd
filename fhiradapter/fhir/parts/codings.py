"""Codes for the words of a trial, each with the step that found it (extension `term-source`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, coded, element
from fhiradapter.fhir.parts.extensions import own_extensions
from fhiradapter.terminology.terms import mesh_id

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.terminology.terms import Term
    from fhiradapter.trial.study import AssignedTerm

MESH = "mesh"
_OF_THE_RECORD = "record"


def term_codings(brief: Brief, term: Term | None) -> list[Element]:
    """The codes that the tables have for a name."""
    if term is None:
        return []
    step = own_extensions(brief, "term-source", term.step)
    return [{"extension": step, **found} for each in term.codings if (found := coded(each))]


def assigned_coding(brief: Brief, term: AssignedTerm) -> Element:
    """A code of the record's own. A heading without its number is still one of MeSH.

    https://terminology.hl7.org/NamingSystem-MSH.html
    """
    number = term.id.value if term.id else ""
    return element(
        extension=own_extensions(brief, "term-source", _OF_THE_RECORD),
        system=brief.tables.system(term.system, brief.release.column),
        code=mesh_id(number) if term.system == MESH and number else number,
        display=term.term.value if term.system == MESH else "",
    )
