"""Puts the trial together from a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.sources.record import Node
from fhiradapter.sources.study_record import (
    arms,
    artifacts,
    design,
    eligibility,
    identification,
    outcomes,
    people,
    status,
)
from fhiradapter.sources.study_record.assigned_terms import assigned_terms
from fhiradapter.sources.study_record.places import sites
from fhiradapter.sources.study_record.treatment import with_treatment
from fhiradapter.sources.study_record.values import each, facts, flags, line, lines, passage
from fhiradapter.trial.study import Artifact, Fact, Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.issues import Issue
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.sources.record import Parsed
    from fhiradapter.trial.source import SourceDocument


def interpret(
    parsed: Parsed, document: SourceDocument, trial_id: str, lexicon: Lexicon | None
) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial that a record states, and what of it was not read. Without a lexicon the treatment stays text."""
    record = Node(parsed.tree)
    protocol = record.at("protocolSection")
    dates, undated = status.dates(protocol.at("statusModule"))
    listed = arms.interventions(protocol.at("armsInterventionsModule"))
    groups = arms.arms(protocol.at("armsInterventionsModule"), listed)
    unmatched = arms.unmatched_names(protocol.at("armsInterventionsModule"), groups, listed)
    stated = Trial(
        id=trial_id,
        source=document,
        dates=dates,
        arms=groups,
        interventions=tuple(intervention for intervention, _ in listed),
        classifiers=tuple(_classifiers(record, protocol)),
        notes=(*undated, *unmatched, *_notes(record, protocol)),
        artifacts=tuple(_artifacts(record, protocol)),
        assigned_terms=tuple(assigned_terms(record)),
        countries=lines(record.texts("locationCountries")),
        version_holder=line(record.at("derivedSection", "miscInfoModule").text("versionHolder")),
        about_source=tuple(_about(record)),
        **_header(protocol),
        **_state(protocol),
        **_people(protocol),
    )
    trial, unread = with_treatment(stated, lexicon)
    return trial, (*parsed.issues, *record.issues, *unread)


def _header(protocol: Node) -> dict[str, Any]:
    module, described = protocol.at("identificationModule"), protocol.at("descriptionModule")
    conditions = protocol.at("conditionsModule")
    return {
        "identifiers": tuple(identification.identifiers(module)),
        "brief_title": line(module.text("briefTitle")),
        "official_title": line(module.text("officialTitle")),
        "acronym": line(module.text("acronym")),
        "brief_summary": passage(described.text("briefSummary")),
        "detailed_description": passage(described.text("detailedDescription")),
        "conditions": lines(conditions.texts("conditions")),
        "keywords": lines(conditions.texts("keywords")),
    }


def _state(protocol: Node) -> dict[str, Any]:
    module, designed = protocol.at("statusModule"), protocol.at("designModule")
    return {
        "overall_status": line(module.text("overallStatus")),
        "last_known_status": line(module.text("lastKnownStatus")),
        "why_stopped": passage(module.text("whyStopped")),
        "study_type": line(designed.text("studyType")),
        "phases": design.phases(designed),
        "primary_purpose": line(designed.at("designInfo").text("primaryPurpose")),
        "design": tuple(design.design(designed)),
        "enrollment": design.enrollment(designed),
        "outcomes": tuple(outcomes.outcomes(protocol.at("outcomesModule"))),
        "objectives": tuple(outcomes.objectives(protocol.at("outcomesModule"))),
        "eligibility": eligibility.eligibility(protocol.at("eligibilityModule")),
    }


def _people(protocol: Node) -> dict[str, Any]:
    sponsors, contacts = protocol.at("sponsorCollaboratorsModule"), protocol.at("contactsLocationsModule")
    parties = (
        *people.organisations(sponsors),
        *people.responsible_party(sponsors),
        *people.officials(contacts),
        *people.central_contacts(contacts),
    )
    return {"parties": parties, "sites": tuple(sites(contacts))}


def _classifiers(record: Node, protocol: Node) -> Iterator[Fact]:
    yield from identification.organisation(protocol.at("identificationModule"))
    yield from people.facts(protocol.at("sponsorCollaboratorsModule"))
    yield from design.oversight(protocol.at("oversightModule"))
    yield from status.classifiers(protocol.at("statusModule"))
    yield from artifacts.sharing(protocol.at("ipdSharingStatementModule"))[0]
    yield from eligibility.facts(protocol.at("eligibilityModule"))
    yield from each("removedCountry", record.at("derivedSection", "miscInfoModule").texts("removedCountries"))
    yield from flags(record, "hasResults")


def _notes(record: Node, protocol: Node) -> Iterator[Fact]:
    yield from arms.unnamed(protocol.at("armsInterventionsModule"))
    yield from outcomes.unnamed(protocol.at("outcomesModule"))
    yield from status.pending_results(record)
    yield from design.notes(protocol.at("designModule"))
    yield from artifacts.sharing(protocol.at("ipdSharingStatementModule"))[1]


def _artifacts(record: Node, protocol: Node) -> Iterator[Artifact]:
    yield from artifacts.about(record)
    yield from status.expanded_access(protocol.at("statusModule"))
    yield from artifacts.references(protocol.at("referencesModule"))
    yield from artifacts.documents(record.at("documentSection"))


def _about(record: Node) -> Iterator[Stated[str]]:
    """The record on itself: when it was processed or exported, and where it stood in a list."""
    if rank := record.number("rank"):
        yield rank.having(f"Rank in the search result: {rank.value}")
    for fact in facts(record.at("aboutSource"), "downloadDate", "register", "exportDate", "lastRefreshed"):
        yield fact.value
