"""Which FHIR releases there are: one row each. A new release costs a folder and a row."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.bundle import resources_of
from fhiradapter.fhir.parts.concept_maps import concept_maps as maps
from fhiradapter.fhir.r4 import translator as r4
from fhiradapter.fhir.r5 import translator as r5

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fhiradapter.fhir.assembly.reading import ReadBack
    from fhiradapter.fhir.assembly.translator import Translator
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.parts.release import Release
    from fhiradapter.issues import Issue
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Trial


class FhirVersion(StrEnum):
    """A release of FHIR. https://hl7.org/fhir/history.html"""

    R4 = "R4"
    R5 = "R5"


TRANSLATORS: Mapping[FhirVersion, Translator] = {FhirVersion.R4: r4.TRANSLATOR, FhirVersion.R5: r5.TRANSLATOR}


def translate(
    trial: Trial, settings: Settings, tables: Tables, version: FhirVersion = FhirVersion.R4
) -> tuple[Element, tuple[Issue, ...]]:
    """The transaction that writes the trial, and what its reader has to know."""
    return TRANSLATORS[version].translate(trial, settings, tables)


def definitions(settings: Settings, tables: Tables, version: FhirVersion = FhirVersion.R4) -> list[Element]:
    """The StructureDefinitions of our extensions: a server that has them checks what it is sent."""
    return TRANSLATORS[version].definitions(settings, tables)


def concept_maps(settings: Settings, tables: Tables, version: FhirVersion = FhirVersion.R4) -> list[Element]:
    """What the tables make of the registry's words, of drugs and of conditions, as ConceptMaps."""
    return maps(settings, tables, TRANSLATORS[version].release)


def read(bundle: Element, tables: Tables) -> ReadBack:
    """What a bundle of either release says of a trial."""
    resources = resources_of(bundle)
    return TRANSLATORS[release_of(resources)].read(resources, tables)


def release_of(resources: Sequence[Element]) -> FhirVersion:
    """The release that most elements are particular to; R4 where nothing tells."""
    return max(TRANSLATORS, key=lambda version: _marks(TRANSLATORS[version].release, resources))


def _marks(release: Release, resources: Sequence[Element]) -> int:
    """A definition says its release itself."""
    return sum(
        len(release.marks.get(resource.get("resourceType", ""), frozenset()) & resource.keys())
        + (resource.get("fhirVersion") == release.number)
        for resource in resources
    )
