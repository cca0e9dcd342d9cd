"""Where a fact stands in the source, as an Issue says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fhiradapter.issues import Place

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Citation, Stated


def place(brief: Brief, fact: Stated[Any]) -> Place:
    """Where a fact stands: its first citation."""
    return place_of(brief, fact.citations[0]) if fact.citations else Place(file=brief.trial.source.name)


def place_of(brief: Brief, citation: Citation) -> Place:
    """Only in plain text does an offset tell the line: in a record it counts inside a field."""
    source = brief.trial.source
    line = None if citation.path else source.text.count("\n", 0, citation.offset) + 1
    return replace(citation.place, file=source.name, line=line)
