"""The numbers of a study, who gave them, and the pages on them. https://hl7.org/fhir/R5/datatypes.html#Identifier"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, concept, element
from fhiradapter.fhir.parts.header import identifier
from fhiradapter.fhir.study.words import label, with_type

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.study.words import Row
    from fhiradapter.trial.study import Identifier

_OF_THE_REGISTRY = {"nctIdAlias": "nctId"}
"""Numbers of the same registry as another kind: its former numbers."""


def identifiers(brief: Brief) -> list[Element]:
    """Registry numbers; a trial without any has the id that its source gives it."""
    written = [_identifier(brief, each) for each in brief.trial.identifiers]
    return written or [identifier(brief, "source-study", brief.trial.slug)]


def _identifier(brief: Brief, found: Identifier) -> Element:
    return element(
        extension=brief.cite(found.value),
        use=brief.code("identifierUse", found.kind),
        type=_type(brief, found),
        system=brief.tables.system(_registry(found), brief.release.column),
        value=found.value.value,
        assigner=element(extension=brief.cite(found.assigner), display=found.assigner.value) if found.assigner else {},
    )


def _type(brief: Brief, found: Identifier) -> Element:
    """The registry's word for what the number is says more than the field that it stands in."""
    if found.type:
        return brief.concept("identifierType", found.type.value, found.type.value, brief.cite(found.type))
    kind = brief.tables.coding("identifierType", _registry(found), brief.release.column)
    return concept(kind, kind.display if kind else label(brief, found.kind))


def _registry(found: Identifier) -> str:
    return _OF_THE_REGISTRY.get(found.kind, found.kind)


def identifier_rows(brief: Brief) -> list[Row]:
    """The numbers, and the words for what they are."""
    found = brief.trial.identifiers
    numbers = ", ".join(each.value.value for each in found)
    typed = "; ".join(with_type(each.value.value, each.type) for each in found if each.type)
    return [("Registry number", numbers or "not stated in the source"), ("Kind of number", typed)]
