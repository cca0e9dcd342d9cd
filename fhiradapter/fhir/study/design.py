"""How a study is designed, what it is for, and what else classifies it. https://hl7.org/fhir/R5/researchstudy.html

A code stands beside the registry's own words (`Allocation: RANDOMIZED`), so that a reader without the code system can
show them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.elements import Element, Primitive, concept, element
from fhiradapter.fhir.study.words import label, labelled, limited, spelt, with_type

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.study.words import Row
    from fhiradapter.prose import Stated
    from fhiradapter.trial.study import Fact

YES = "true"


def phase(brief: Brief) -> Element:
    """The phase: one code for the set of phases, in whatever order they stand; words where no code fits."""
    if brief.trial.phases is None:
        return {}
    stated = brief.trial.phases
    return brief.concept("phases", "|".join(sorted(stated.value)), phase_words(brief), brief.cite(stated))


def phase_words(brief: Brief) -> str:
    """`Phase I/II`; phases that have no numeral (`NA`) as the registry writes them."""
    phases = sorted(brief.trial.phases.value) if brief.trial.phases else []
    numerals = [brief.tables.coding("phaseNumeral", each, brief.release.column) for each in phases]
    words = "/".join(numeral.display for numeral in numerals if numeral)
    return f"Phase {words}" if words else "/".join(phases)


def primary_purpose(brief: Brief) -> Element:
    """`primaryPurposeType`; the registry's word alone where FHIR has no code for it."""
    stated = brief.trial.primary_purpose
    return brief.concept("primaryPurpose", stated.value, stated.value, brief.cite(stated)) if stated else {}


def study_design(brief: Brief) -> list[Element]:
    """Study type, and what the source says about the design (`category` in R4)."""
    study_type = brief.trial.study_type
    typed = (
        [brief.concept("studyType", study_type.value, f"Study type: {study_type.value}", brief.cite(study_type))]
        if study_type
        else []
    )
    return [*typed, *(_design(brief, fact) for fact in brief.trial.design)]


def _design(brief: Brief, fact: Fact) -> Element:
    text = limited(labelled(brief, fact.field, fact.value.value))
    return brief.concept(fact.field, fact.value.value, text, brief.cite(fact.value))


def classifiers(brief: Brief) -> list[Element]:
    """What classifies the study otherwise; there are codes only for what is said to be so."""
    return [_classifier(brief, fact) for fact in brief.trial.classifiers]


def _classifier(brief: Brief, fact: Fact) -> Element:
    yes = fact.value.value == YES
    coding = brief.tables.coding("classifier", fact.field, brief.release.column) if yes else None
    return concept(coding, limited(labelled(brief, fact.field, fact.value.value)), brief.cite(fact.value))


def notes(brief: Brief) -> list[Element]:
    """What can only be told."""
    return [note(brief, labelled(brief, fact.field, fact.value.value), fact.value) for fact in brief.trial.notes]


def note(brief: Brief, text: str, *facts: Stated[Any] | None) -> Element:
    """An Annotation. https://hl7.org/fhir/R4/datatypes.html#Annotation"""
    return element(text=Primitive(limited(text), brief.cite(*facts)))


def design_rows(brief: Brief) -> list[Row]:
    """Type, purpose, design and classifiers in the words of the source."""
    trial = brief.trial
    return [
        ("Phase", _phase_row(brief)),
        ("Study type", spelt(trial.study_type)),
        ("Primary purpose", spelt(trial.primary_purpose)),
        *_fact_rows(brief, trial.design),
        *_fact_rows(brief, trial.classifiers),
    ]


def _phase_row(brief: Brief) -> str:
    """A plain text tells the phase in a sentence, which the description holds; a registry has words of its own."""
    stated = brief.trial.phases
    of_record = any(citation.path for citation in stated.citations) if stated else False
    return with_type(phase_words(brief), stated.having("") if stated and of_record else None)


def _fact_rows(brief: Brief, facts: Iterable[Fact]) -> list[Row]:
    return [(label(brief, fact.field), spelt(fact.value)) for fact in facts if fact.field]
