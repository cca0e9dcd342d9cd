"""The road of a translation, the same in all releases: people, places, plans, study, templates, provenance, bundle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.fhir.assembly.device import software
from fhiradapter.fhir.assembly.document import source_document
from fhiradapter.fhir.assembly.findings import findings
from fhiradapter.fhir.assembly.provenance import conversion, user_statements
from fhiradapter.fhir.parts.bundle import transaction
from fhiradapter.fhir.parts.header import stamped
from fhiradapter.fhir.study.group import population
from fhiradapter.fhir.study.people import organizations
from fhiradapter.fhir.study.places import locations
from fhiradapter.fhir.study.practitioners import practitioner_roles
from fhiradapter.fhir.study.titles import stated_version
from fhiradapter.fhir.treatment.activity_definition import activity_definition, follow_up_definition
from fhiradapter.fhir.treatment.courses import courses, definitions_of
from fhiradapter.fhir.treatment.plan_definition import plan_definition

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.treatment.blocks import Block
    from fhiradapter.fhir.treatment.courses import Course
    from fhiradapter.issues import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Layouts:
    """The resources that a release lays out in its own way."""

    research_study: Callable[[Brief, tuple[str, ...], str], Element]
    medication_request: Callable[[Brief, Block, str], Element]


def translated(brief: Brief, layouts: Layouts) -> tuple[Element, tuple[Issue, ...]]:
    """The transaction that writes a trial, what is referenced first (study and plan name each other)."""
    planned = courses(brief)
    blocks = definitions_of(planned)
    definitions = [activity_definition(brief, block) for block in blocks]
    if any(course.plan.follow_ups for course in planned):
        definitions.append(follow_up_definition(brief))
    canonicals = {each["id"]: f"{each['url']}|{each['version']}" for each in definitions}
    plans = [plan_definition(course, canonicals) for course in planned]
    study = research_study(brief, layouts, planned)
    templates = [layouts.medication_request(brief, block, canonicals[block.id]) for block in blocks if block.scheduled]
    surroundings = [*organizations(brief), *locations(brief), *practitioner_roles(brief), population(brief)]
    made = [*surroundings, *definitions, *plans, study, *templates]
    written = [software(brief), source_document(brief), *made, conversion(brief, made), *user_statements(brief, study)]
    return transaction(brief.settings.base, written), findings(brief, blocks)


def research_study(brief: Brief, layouts: Layouts, planned: tuple[Course, ...]) -> Element:
    """The study; its version is the one that the registry states, if any."""
    plans = tuple(course.plan_id for course in planned)
    stated = stated_version(brief)
    if stated:
        return layouts.research_study(brief, plans, stated.value)
    return stamped(lambda version: layouts.research_study(brief, plans, version))
