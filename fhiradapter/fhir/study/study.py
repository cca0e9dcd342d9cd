"""What a ResearchStudy says, piece by piece: R5 has an element for each, R4 extensions for some.

Functions bear the names of R5 elements: https://hl7.org/fhir/R5/researchstudy.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, concept, element
from fhiradapter.fhir.parts.header import identifier
from fhiradapter.fhir.parts.phrases import capitalised, listed
from fhiradapter.fhir.study.group import population_id
from fhiradapter.fhir.study.study_status import status_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.trial.people import Party
    from fhiradapter.trial.study import Identifier, Objective, Outcome


def identifiers(brief: Brief) -> list[Element]:
    """Registry numbers; a trial without any has the id that its source gives it."""
    written = [_identifier(brief, each) for each in brief.trial.identifiers]
    return written or [identifier(brief, "source-study", brief.trial.slug)]


def _identifier(brief: Brief, found: Identifier) -> Element:
    kind = brief.tables.coding("identifierType", found.kind, brief.release.column)
    return element(
        extension=brief.cite(found.value),
        use=brief.code("identifierUse", found.kind),
        type=concept(kind, kind.display if kind else found.kind),
        system=brief.tables.system(found.kind, brief.release.column),
        value=found.value.value,
    )


def title(brief: Brief) -> Primitive | str:
    """The brief title, else one composed of drugs and phase."""
    return brief.primitive(brief.trial.brief_title) or composed_title(brief)


def title_words(brief: Brief) -> str:
    """The title as plain text."""
    return brief.trial.brief_title.value if brief.trial.brief_title else composed_title(brief)


def composed_title(brief: Brief) -> str:
    """`Bosutinib and inotuzumab ozogamicin (phase I/II)`."""
    drugs = listed(dict.fromkeys(each.name.value for each in brief.trial.interventions))
    named = capitalised(drugs) or f"Clinical trial {brief.trial.id}"
    phases = phase_words(brief)
    return f"{named} ({phases[:1].lower()}{phases[1:]})" if phases else named


def phase_words(brief: Brief) -> str:
    """`Phase I/II`; phases that have no numeral (`NA`) as the registry writes them."""
    phases = sorted(brief.trial.phases.value) if brief.trial.phases else []
    numerals = [brief.tables.coding("phaseNumeral", each, brief.release.column) for each in phases]
    words = "/".join(numeral.display for numeral in numerals if numeral)
    return f"Phase {words}" if words else "/".join(phases)


def labels(brief: Brief) -> list[Element]:
    """Other titles (`ResearchStudy.label`)."""
    found = {"official": brief.trial.official_title, "acronym": brief.trial.acronym}
    return [
        {"extension": brief.cite(stated), "type": brief.concept("titleType", kind), "value": stated.value}
        for kind, stated in found.items()
        if stated
    ]


def phase(brief: Brief) -> Element:
    """The phase: one code for the set of phases, in whatever order they stand; words where no code fits."""
    if brief.trial.phases is None:
        return {}
    stated = brief.trial.phases
    return brief.concept("phases", "|".join(sorted(stated.value)), phase_words(brief), brief.cite(stated))


def study_design(brief: Brief) -> list[Element]:
    """Study type, and what the source says about the design (`category` in R4)."""
    study_type = brief.trial.study_type
    typed = (
        [brief.concept("studyType", study_type.value, f"Study type: {study_type.value}", brief.cite(study_type))]
        if study_type
        else []
    )
    return [*typed, *(brief.wording(fact.value) for fact in brief.trial.design)]


def focus(brief: Brief) -> list[Element]:
    """What is studied: the interventions."""
    names = [each.name for each in brief.trial.interventions]
    return [brief.wording(name) for name in {name.value.casefold(): name for name in reversed(names)}.values()][::-1]


def wordings(brief: Brief, facts: Sequence[Stated[str]]) -> list[Element]:
    """Conditions or keywords, in words."""
    return [brief.wording(fact) for fact in facts]


def notes(brief: Brief) -> list[Element]:
    """The expected enrolment, as it was said: "20 to 32 people" is no number."""
    stated = brief.trial.enrollment.phrase if brief.trial.enrollment else None
    if stated is None:
        return []
    text = f'Expected enrollment, as stated: "{stated.value}"'
    return [element(text=Primitive(text, brief.cite(stated)))]


def associated_parties(brief: Brief) -> list[Element]:
    """Sponsors, funders, investigators, by name and role."""
    return [_party(brief, party) for party in brief.trial.parties]


def _party(brief: Brief, party: Party) -> Element:
    words = party.words.value if party.words else ""
    return {
        "extension": brief.cite(party.name),
        "name": party.name.value,
        "role": brief.concept("partyRole", party.role, words or party.role, brief.cite(party.words)),
    }


def plan_references(plans: Sequence[str]) -> list[Element]:
    """The plans of the study: that of the whole, and one per arm."""
    return [{"reference": f"PlanDefinition/{each}"} for each in plans]


def population_reference(brief: Brief) -> Element:
    """The intended population."""
    return {"reference": f"Group/{population_id(brief)}"}


def objectives(brief: Brief) -> list[Element]:
    """Objectives in the source's words."""
    return [_objective(brief, objective) for objective in brief.trial.objectives]


def _objective(brief: Brief, objective: Objective) -> Element:
    return element(
        extension=brief.cite(objective.text),
        name=objective.text.value,
        type=brief.concept("objectiveType", objective.kind) or concept(None, objective.kind),
    )


def outcome_measures(brief: Brief) -> list[Element]:
    """Outcomes; a registry's *other* outcome is not an exploratory one, so it has no code."""
    return [_outcome(brief, outcome) for outcome in brief.trial.outcomes]


def _outcome(brief: Brief, outcome: Outcome) -> Element:
    kind = brief.concept("objectiveType", outcome.kind) or concept(None, "Other pre-specified")
    frame = f"Time frame: {outcome.time_frame.value}" if outcome.time_frame else ""
    parts = [outcome.description.value if outcome.description else "", frame]
    text = "\n\n".join(part for part in parts if part)
    return {
        "extension": brief.cite(outcome.measure, outcome.description, outcome.time_frame),
        "name": outcome.measure.value,
        "type": [kind],
        "description": text,
    }


def study_rows(brief: Brief) -> list[tuple[str, str]]:
    """The rows of the narrative."""
    trial = brief.trial
    numbers = ", ".join(each.value.value for each in trial.identifiers)
    return [
        ("Registry number", numbers or "not stated in the source"),
        ("Status", status_words(brief) or "not stated in the source"),
        ("Phase", phase_words(brief)),
        ("Conditions", "; ".join(condition.value for condition in trial.conditions)),
        ("Interventions", "; ".join(each["text"] for each in focus(brief))),
        ("Expected enrollment", trial.enrollment.phrase.value if trial.enrollment and trial.enrollment.phrase else ""),
        ("Summary", trial.brief_summary.value if trial.brief_summary else ""),
    ]
