"""What a study wants to find out, and what it measures. https://hl7.org/fhir/R5/researchstudy.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, concept, element
from fhiradapter.fhir.study.words import limited

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.trial.study import Objective, Outcome


def objectives(brief: Brief) -> list[Element]:
    """Objectives in the source's words."""
    return [_objective(brief, objective) for objective in brief.trial.objectives]


def _objective(brief: Brief, objective: Objective) -> Element:
    return element(
        extension=brief.cite(objective.text),
        name=limited(objective.text.value),
        type=brief.concept("objectiveType", objective.kind) or concept(None, objective.kind),
    )


def outcome_measures(brief: Brief) -> list[Element]:
    """What the study measures."""
    return [_outcome(brief, outcome) for outcome in brief.trial.outcomes]


def _outcome(brief: Brief, outcome: Outcome) -> Element:
    frame = f"Time frame: {outcome.time_frame.value}" if outcome.time_frame else ""
    parts = [outcome.description.value if outcome.description else "", frame]
    text = "\n\n".join(part for part in parts if part)
    return {
        "extension": brief.cite(outcome.measure, outcome.description, outcome.time_frame),
        "name": limited(outcome.measure.value),
        "type": _kind(brief, outcome.kind),
        "description": limited(text),
    }


def _kind(brief: Brief, kind: str) -> list[Element]:
    """A registry's *other* outcome is not an exploratory one, so it has no code; an unstated kind is no kind."""
    return [brief.concept("objectiveType", kind) or concept(None, "Other pre-specified")] if kind else []
