"""ResearchStudy in R4. https://hl7.org/fhir/R4/researchstudy.html

What only R5 has elements for stands in extensions shaped like them (`r5-ResearchStudy.x` in `mappings/extensions.tsv`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.parts.extensions import own_extensions, read_extensions
from fhiradapter.fhir.parts.header import head
from fhiradapter.fhir.study import dates, design, recruitment, study_status, titles
from fhiradapter.fhir.study.arms import arms
from fhiradapter.fhir.study.artifacts import related_artifacts
from fhiradapter.fhir.study.group import population_id
from fhiradapter.fhir.study.identification import identifiers
from fhiradapter.fhir.study.outcomes import objectives, outcome_measures
from fhiradapter.fhir.study.parties import associated_parties, contacts
from fhiradapter.fhir.study.people import principal_investigator_reference, sponsor_reference
from fhiradapter.fhir.study.places import site_references
from fhiradapter.fhir.study.regions import regions
from fhiradapter.fhir.study.rows import study_rows
from fhiradapter.fhir.study.topics import topics
from fhiradapter.fhir.study.words import limited, long_text

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief

R5 = "r5-ResearchStudy."


def research_study(brief: Brief, plans: tuple[str, ...], version: str) -> Element:
    """The study as R4 lays it out. `version` is that of the content, for a record that states none."""
    trial, about = brief.trial, topics(brief)
    return element(
        **head(brief, "ResearchStudy", brief.study_id, titles.title_words(brief), study_rows(brief)),
        extension=_extensions(brief, version),
        identifier=identifiers(brief),
        title=titles.title(brief),
        protocol=[{"reference": f"PlanDefinition/{each}"} for each in plans],
        status=study_status.status(brief),
        primaryPurposeType=design.primary_purpose(brief),
        phase=design.phase(brief),
        category=design.study_design(brief),
        focus=about.focus,
        condition=about.conditions,
        contact=contacts(brief),
        relatedArtifact=related_artifacts(brief),
        keyword=about.keywords,
        location=regions(brief),
        description=long_text(brief, trial.detailed_description or trial.brief_summary),
        enrollment=[{"reference": f"Group/{population_id(brief)}"}],
        period=study_status.period(brief),
        sponsor=sponsor_reference(brief),
        principalInvestigator=principal_investigator_reference(brief),
        site=site_references(brief),
        reasonStopped=brief.wording(trial.why_stopped) if trial.why_stopped else None,
        note=[*recruitment.enrollment_notes(brief), *design.notes(brief)],
        arm=[_arm(brief, each) for each in arms(brief)],
        objective=objectives(brief),
    )


def _arm(brief: Brief, found: Element) -> Element:
    """An arm of R4 has no `linkId`: the plan of the arm names its id, a reader of R5 expects the other."""
    link = own_extensions(brief, f"{R5}comparisonGroup.linkId", found["linkId"])
    return element(
        id=found["id"], extension=link, name=found["name"], type=found["type"], description=found["description"]
    )


def _extensions(brief: Brief, version: str) -> list[Element]:
    """What R4 has no elements for.

    The value of an extension has no place for a citation that every parser accepts: the study cites in its place.
    """
    trial, updated = brief.trial, study_status.date(brief, "lastUpdatePostDate")
    stated, numbers = titles.stated_version(brief), recruitment.numbers(brief)
    simple = {
        "url": brief.canonical("ResearchStudy", brief.study_id),
        "version": stated.value if stated else version,
        "date": updated.value if updated else "",
        "descriptionSummary": limited(trial.brief_summary.value) if trial.brief_summary else "",
        **{f"recruitment.{name}": count.value for name, count in numbers.items()},
    }
    listed = {
        "label": titles.labels(brief),
        "classifier": design.classifiers(brief),
        "associatedParty": associated_parties(brief),
        "progressStatus": study_status.progress(brief),
        "outcomeMeasure": outcome_measures(brief),
    }
    return [
        *(each for name, value in simple.items() for each in own_extensions(brief, R5 + name, value)),
        *(each for name, values in listed.items() for each in own_extensions(brief, R5 + name, *values)),
        *dates.registrations(brief),
        *brief.cite(trial.brief_summary, updated, stated, *numbers.values()),
        *recruitment.type_cited(brief),
    ]


def states(resource: Element) -> list[str]:
    """The words for the state of a study; a study of others has only a code of R4."""
    concepts = (parts.get("state", {}) for parts in read_extensions(resource, f"{R5}progressStatus"))
    return [*(concept.get("text", "") for concept in concepts), resource.get("status", "")]
