"""What a study is called, and which version of its record this is. https://hl7.org/fhir/R5/researchstudy.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.phrases import capitalised, listed
from fhiradapter.fhir.study.design import phase_words
from fhiradapter.fhir.study.study_status import date
from fhiradapter.fhir.study.words import limited, long_text

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element, Primitive
    from fhiradapter.prose import Stated


def title(brief: Brief) -> Primitive | str:
    """The brief title, else one composed of drugs and phase."""
    return long_text(brief, brief.trial.brief_title) or composed_title(brief)


def title_words(brief: Brief) -> str:
    """The title as plain text."""
    return brief.trial.brief_title.value if brief.trial.brief_title else composed_title(brief)


def composed_title(brief: Brief) -> str:
    """`Bosutinib and inotuzumab ozogamicin (phase I/II)`."""
    drugs = listed(dict.fromkeys(each.name.value for each in brief.trial.interventions))
    named = capitalised(drugs) or f"Clinical trial {brief.trial.id}"
    phases = phase_words(brief)
    return f"{named} ({phases[:1].lower()}{phases[1:]})" if phases else named


def labels(brief: Brief) -> list[Element]:
    """Other titles (`ResearchStudy.label`)."""
    found = {"official": brief.trial.official_title, "acronym": brief.trial.acronym}
    return [
        {
            "extension": brief.cite(stated),
            "type": brief.concept("titleType", kind),
            "value": limited(stated.value),
        }
        for kind, stated in found.items()
        if stated
    ]


def stated_version(brief: Brief) -> Stated[str] | None:
    """The version of the record: when it was last updated, else the version of the data that held it."""
    return date(brief, "lastUpdatePostDate") or brief.trial.version_holder
