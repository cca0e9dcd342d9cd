"""What every release offers: trials to FHIR and back. A release is a row of facts and its own layouts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.fhir.assembly.translation import translated
from fhiradapter.fhir.parts.brief import Brief
from fhiradapter.fhir.parts.definitions import structure_definitions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fhiradapter.fhir.assembly.reading import ReadBack
    from fhiradapter.fhir.assembly.translation import Layouts
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.parts.release import Release
    from fhiradapter.issues import Issue
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """One release. `states` finds the concepts for the state of a study, the registry's own words among them."""

    release: Release
    layouts: Layouts
    states: Callable[[Element], list[str]]

    def translate(self, trial: Trial, settings: Settings, tables: Tables) -> tuple[Element, tuple[Issue, ...]]:
        """The transaction that writes the trial, and what its reader has to know."""
        return translated(Brief(trial=trial, settings=settings, tables=tables, release=self.release), self.layouts)

    def definitions(self, settings: Settings, tables: Tables) -> list[Element]:
        """The StructureDefinitions of the extensions that the transaction uses."""
        return structure_definitions(settings, tables, self.release)

    def read(self, resources: Sequence[Element], tables: Tables) -> ReadBack:
        """What resources of this release say of a trial."""
        from fhiradapter.fhir.assembly.reading import read_trial  # for who reads: most runs only write

        return read_trial(resources, tables, self.release, self.states)
