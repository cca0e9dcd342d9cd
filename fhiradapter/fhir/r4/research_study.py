"""ResearchStudy in R4. https://hl7.org/fhir/R4/researchstudy.html

What only R5 has elements for stands in extensions shaped like them (`r5-ResearchStudy.x` in `mappings/extensions.tsv`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.parts.extensions import own_extensions, read_extensions
from fhiradapter.fhir.parts.header import derived_from, head
from fhiradapter.fhir.study import study, study_status

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated

R5 = "r5-ResearchStudy."


def research_study(brief: Brief, plans: tuple[str, ...], version: str) -> Element:
    """The study as R4 lays it out."""
    trial = brief.trial
    return element(
        **head(brief, "ResearchStudy", brief.study_id, study.title_words(brief), study.study_rows(brief)),
        extension=_r5_elements(brief, version),
        identifier=study.identifiers(brief),
        title=study.title(brief),
        protocol=study.plan_references(plans),
        status=study_status.status(brief),
        phase=study.phase(brief),
        category=study.study_design(brief),
        focus=study.focus(brief),
        condition=study.wordings(brief, trial.conditions),
        relatedArtifact=[derived_from(brief, "documentation")],
        keyword=study.wordings(brief, trial.keywords),
        description=brief.primitive(trial.detailed_description or trial.brief_summary),
        enrollment=[study.population_reference(brief)],
        period=study_status.period(brief),
        reasonStopped=brief.wording(trial.why_stopped) if trial.why_stopped else None,
        note=study.notes(brief),
        objective=study.objectives(brief),
    )


def _r5_elements(brief: Brief, version: str) -> list[Element]:
    url = brief.canonical("ResearchStudy", brief.study_id)
    trial = brief.trial
    return [
        *own_extensions(brief, f"{R5}url", url),
        *own_extensions(brief, f"{R5}version", version),
        *own_extensions(brief, f"{R5}label", *study.labels(brief)),
        *own_extensions(brief, f"{R5}date", _bare(study_status.date(brief, "lastUpdatePostDate"))),
        *own_extensions(brief, f"{R5}descriptionSummary", _bare(trial.brief_summary)),
        *own_extensions(brief, f"{R5}associatedParty", *study.associated_parties(brief)),
        *own_extensions(brief, f"{R5}progressStatus", *study_status.progress(brief)),
        *own_extensions(brief, f"{R5}outcomeMeasure", *study.outcome_measures(brief)),
        # the value of an extension has no place for a citation that every parser accepts: the study cites in its place
        *brief.cite(trial.brief_summary, study_status.date(brief, "lastUpdatePostDate")),
    ]


def _bare(fact: Stated[str] | None) -> str:
    return fact.value if fact else ""


def states(resource: Element) -> list[str]:
    """The words for the state of a study; a study of others has only a code of R4."""
    concepts = (parts.get("state", {}) for parts in read_extensions(resource, f"{R5}progressStatus"))
    return [*(concept.get("text", "") for concept in concepts), resource.get("status", "")]
