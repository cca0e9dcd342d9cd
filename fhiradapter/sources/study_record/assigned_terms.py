"""Terms that a registry assigned: MeSH headings of derivedSection, and the NCI Thesaurus codes of NCI's own records.

A MeSH heading belongs to the study, not to one of its conditions; a code of the NCI to the thing that it stands beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.sources.study_record.values import line, lines
from fhiradapter.trial.study import AssignedTerm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.sources.record import Node


_NCI = "nci-thesaurus"


def assigned_terms(record: Node) -> Iterator[AssignedTerm]:
    """All of them."""
    yield from _headings(record.at("derivedSection"))
    module = record.at("protocolSection", "conditionsModule")
    for name, code in zip(lines(module.texts("conditions")), lines(module.texts("nciThesaurusIds")), strict=False):
        yield AssignedTerm("condition", name, code, _NCI)
    for node in record.at("protocolSection", "armsInterventionsModule").each("interventions"):
        intervention, number = line(node.text("name")), line(node.text("nciThesaurusId"))
        if intervention and number:
            yield AssignedTerm("intervention", intervention, number, _NCI)


def _headings(section: Node) -> Iterator[AssignedTerm]:
    """Ancestors and branches can be derived from the headings."""
    for kind in ("condition", "intervention"):
        for node in section.at(f"{kind}BrowseModule").each("meshes"):
            if term := line(node.text("term")):
                yield AssignedTerm(kind, term, line(node.text("id")))
