"""ResearchStudy in R5. https://hl7.org/fhir/R5/researchstudy.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.parts.header import head
from fhiradapter.fhir.study import dates, design, recruitment, study_status, titles
from fhiradapter.fhir.study.arms import arms
from fhiradapter.fhir.study.artifacts import related_artifacts
from fhiradapter.fhir.study.group import population_id
from fhiradapter.fhir.study.identification import identifiers
from fhiradapter.fhir.study.outcomes import objectives, outcome_measures
from fhiradapter.fhir.study.parties import associated_parties
from fhiradapter.fhir.study.places import site_references
from fhiradapter.fhir.study.regions import regions
from fhiradapter.fhir.study.rows import study_rows
from fhiradapter.fhir.study.topics import topics
from fhiradapter.fhir.study.words import long_text

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief


def research_study(brief: Brief, plans: tuple[str, ...], version: str) -> Element:
    """The study as R5 lays it out. `version` is that of the content, for a record that states none."""
    trial, about = brief.trial, topics(brief)
    return element(
        **head(brief, "ResearchStudy", brief.study_id, titles.title_words(brief), study_rows(brief)),
        extension=dates.registrations(brief),
        url=brief.canonical("ResearchStudy", brief.study_id),
        identifier=identifiers(brief),
        version=brief.primitive(titles.stated_version(brief)) or version,
        title=titles.title(brief),
        label=[element(**each) for each in titles.labels(brief)],
        protocol=[{"reference": f"PlanDefinition/{each}"} for each in plans],
        relatedArtifact=related_artifacts(brief),
        date=brief.primitive(study_status.date(brief, "lastUpdatePostDate")),
        status=study_status.status(brief),
        primaryPurposeType=design.primary_purpose(brief),
        phase=design.phase(brief),
        studyDesign=design.study_design(brief),
        focus=[{"concept": each} for each in about.focus],
        condition=about.conditions,
        keyword=about.keywords,
        region=regions(brief),
        descriptionSummary=long_text(brief, trial.brief_summary),
        description=long_text(brief, trial.detailed_description),
        period=study_status.period(brief),
        site=site_references(brief),
        note=[*recruitment.enrollment_notes(brief), *design.notes(brief)],
        classifier=design.classifiers(brief),
        associatedParty=[element(**each) for each in associated_parties(brief)],
        progressStatus=[element(**each) for each in study_status.progress(brief)],
        whyStopped=brief.wording(trial.why_stopped) if trial.why_stopped else None,
        recruitment=_recruitment(brief),
        comparisonGroup=[element(**each) for each in arms(brief)],
        objective=objectives(brief),
        outcomeMeasure=[element(**each) for each in outcome_measures(brief)],
    )


def _recruitment(brief: Brief) -> Element:
    numbers = {name: brief.primitive(count) for name, count in recruitment.numbers(brief).items()}
    return element(
        extension=recruitment.type_cited(brief), **numbers, eligibility={"reference": f"Group/{population_id(brief)}"}
    )


def states(resource: Element) -> list[str]:
    """The words for the state of a study; `status` is that of the record, not of the study."""
    return [each.get("state", {}).get("text", "") for each in resource.get("progressStatus", ())]
