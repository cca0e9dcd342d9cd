"""The road of a translation, the same in all releases: definitions, plan, study, templates, provenance, bundle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.activity_definition import activity_definition, follow_up_definition
from fhiradapter.fhir.parts.bundle import transaction
from fhiradapter.fhir.parts.device import software
from fhiradapter.fhir.parts.document import source_document
from fhiradapter.fhir.parts.findings import findings
from fhiradapter.fhir.parts.group import population
from fhiradapter.fhir.parts.header import stamped
from fhiradapter.fhir.parts.plan_definition import plan_definition
from fhiradapter.fhir.parts.provenance import conversion, user_statements

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.fhir.parts.blocks import Block
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.issues import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Layouts:
    """The resources that a release lays out in its own way."""

    research_study: Callable[[Brief, str], Element]
    medication_request: Callable[[Brief, Block, str], Element]


def translated(brief: Brief, layouts: Layouts) -> tuple[Element, tuple[Issue, ...]]:
    """The transaction that writes a trial, what is referenced first (study and plan name each other)."""
    definitions = [activity_definition(brief, block) for block in brief.blocks]
    if brief.plan.follow_ups:
        definitions.append(follow_up_definition(brief))
    canonicals = {each["id"]: f"{each['url']}|{each['version']}" for each in definitions}
    plans = [plan_definition(brief, canonicals)] if brief.has_plan else []
    study = research_study(brief, layouts)
    templates = [
        layouts.medication_request(brief, block, canonicals[block.id]) for block in brief.blocks if block.scheduled
    ]
    made = [population(brief), *definitions, *plans, study, *templates]
    written = [software(brief), source_document(brief), *made, conversion(brief, made), *user_statements(brief, study)]
    return transaction(brief.settings.base, written), findings(brief)


def research_study(brief: Brief, layouts: Layouts) -> Element:
    """The study; its version is the date of the registry's last update where that is stated."""
    updated = brief.trial.last_update_post_date
    if updated:
        return layouts.research_study(brief, updated.value)
    return stamped(lambda version: layouts.research_study(brief, version))
