"""The narrative of a study: what is coded, dated or counted, in the source's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.study.arms import arm_rows
from fhiradapter.fhir.study.artifacts import artifact_rows
from fhiradapter.fhir.study.dates import date_rows
from fhiradapter.fhir.study.design import design_rows
from fhiradapter.fhir.study.identification import identifier_rows
from fhiradapter.fhir.study.parties import party_rows
from fhiradapter.fhir.study.recruitment import enrollment_rows
from fhiradapter.fhir.study.topics import focus_names
from fhiradapter.fhir.study.words import respelt_rows, spelt

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.study.words import Row


def study_rows(brief: Brief) -> list[Row]:
    """The rows in the order in which people ask."""
    trial = brief.trial
    return [
        *identifier_rows(brief),
        ("Status", spelt(trial.overall_status) or "not stated in the source"),
        ("Last known status", spelt(trial.last_known_status)),
        ("Why stopped", trial.why_stopped.value if trial.why_stopped else ""),
        *date_rows(brief),
        *design_rows(brief),
        *respelt_rows(brief, trial.notes),
        ("Conditions", "; ".join(condition.value for condition in trial.conditions)),
        ("Interventions", "; ".join(focus_names(brief))),
        *arm_rows(brief),
        *enrollment_rows(brief),
        *party_rows(brief),
        *artifact_rows(brief),
        ("Summary", trial.brief_summary.value if trial.brief_summary else ""),
    ]
