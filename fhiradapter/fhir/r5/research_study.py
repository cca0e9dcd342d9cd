"""ResearchStudy in R5. https://hl7.org/fhir/R5/researchstudy.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.parts.header import derived_from, head
from fhiradapter.fhir.study import study, study_status

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief


def research_study(brief: Brief, plans: tuple[str, ...], version: str) -> Element:
    """The study as R5 lays it out."""
    trial = brief.trial
    return element(
        **head(brief, "ResearchStudy", brief.study_id, study.title_words(brief), study.study_rows(brief)),
        url=brief.canonical("ResearchStudy", brief.study_id),
        identifier=study.identifiers(brief),
        version=version,
        title=study.title(brief),
        label=[element(**label) for label in study.labels(brief)],
        protocol=study.plan_references(plans),
        relatedArtifact=[derived_from(brief, "documentation")],
        date=brief.primitive(study_status.date(brief, "lastUpdatePostDate")),
        status=study_status.status(brief),
        phase=study.phase(brief),
        studyDesign=study.study_design(brief),
        focus=[{"concept": concept} for concept in study.focus(brief)],
        condition=study.wordings(brief, trial.conditions),
        keyword=study.wordings(brief, trial.keywords),
        descriptionSummary=brief.primitive(trial.brief_summary),
        description=brief.primitive(trial.detailed_description),
        period=study_status.period(brief),
        note=study.notes(brief),
        associatedParty=[element(**party) for party in study.associated_parties(brief)],
        progressStatus=[element(**state) for state in study_status.progress(brief)],
        whyStopped=brief.wording(trial.why_stopped) if trial.why_stopped else None,
        recruitment={"eligibility": study.population_reference(brief)},
        objective=study.objectives(brief),
        outcomeMeasure=[element(**outcome) for outcome in study.outcome_measures(brief)],
    )


def states(resource: Element) -> list[str]:
    """The words for the state of a study; `status` is that of the record, not of the study."""
    return [each.get("state", {}).get("text", "") for each in resource.get("progressStatus", ())]
