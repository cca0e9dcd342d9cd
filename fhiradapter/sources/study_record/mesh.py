"""The MeSH headings of derivedSection: the registry assigns them to the study, not to one of its conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.sources.study_record.values import line
from fhiradapter.trial.study import MeshTerm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.sources.record import Node


def mesh_terms(section: Node) -> Iterator[MeshTerm]:
    """The headings; ancestors and branches can be derived from them."""
    for kind in ("condition", "intervention"):
        for node in section.at(f"{kind}BrowseModule").each("meshes"):
            if term := line(node.text("term")):
                yield MeshTerm(kind, term, line(node.text("id")))
