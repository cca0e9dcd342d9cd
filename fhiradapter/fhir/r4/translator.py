"""Trials to FHIR R4 and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.brief import Brief
from fhiradapter.fhir.parts.definitions import structure_definitions
from fhiradapter.fhir.parts.reading import ReadBack, read_trial
from fhiradapter.fhir.parts.translation import Layouts, translated
from fhiradapter.fhir.r4.facts import RELEASE
from fhiradapter.fhir.r4.medication_request import medication_request
from fhiradapter.fhir.r4.research_study import research_study, states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.issues import Issue
    from fhiradapter.schedule.plan import Plan
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Trial

LAYOUTS = Layouts(research_study=research_study, medication_request=medication_request)


def translate(trial: Trial, settings: Settings, tables: Tables) -> tuple[Element, tuple[Issue, ...]]:
    """The transaction that writes the trial, and what its reader has to know."""
    return translated(Brief.of(trial, settings, tables, RELEASE), LAYOUTS)


def definitions(settings: Settings, tables: Tables) -> list[Element]:
    """The StructureDefinitions of the extensions that the transaction uses."""
    return structure_definitions(settings, tables, RELEASE)


def read(resources: Sequence[Element], tables: Tables) -> ReadBack:
    """What resources of this release say of a trial."""
    return read_trial(resources, tables, RELEASE, states)


def read_plan(resources: Sequence[Element], tables: Tables) -> Plan:
    """The plan that resources of this release describe."""
    return read(resources, tables).plan
