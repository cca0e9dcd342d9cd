"""definitions: what a server has to know to check and to translate what is pushed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.bundle import transaction
from fhiradapter.fhir.versions import concept_maps, definitions

if TYPE_CHECKING:
    from fhiradapter.workflows.options import Options


def definitions_bundle(options: Options) -> dict[str, Any]:
    """A transaction of the StructureDefinitions of our extensions and the ConceptMaps of the tables.

    `push` writes the StructureDefinitions by itself before the first trial; the ConceptMaps are for servers that are to
    answer `$translate`, and for readers of the tables. Pushed twice, the bundle changes nothing.
    """
    chosen = (options.settings, options.tables, options.version)
    return transaction(options.settings.base, [*definitions(*chosen), *concept_maps(*chosen)])
