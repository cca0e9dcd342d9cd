"""The dates of the record and of its results, by HL7's own extension, which both releases have.

https://hl7.org/fhir/extensions/StructureDefinition-researchStudy-studyRegistration.html. Start and end of the study
stand in `progressStatus`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import element
from fhiradapter.fhir.parts.extensions import own_extensions
from fhiradapter.fhir.study.study_status import is_actual
from fhiradapter.fhir.study.words import label, spelt, with_type

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.study.words import Row
    from fhiradapter.trial.study import StudyDate

STUDY_REGISTRATION = "http://hl7.org/fhir/StructureDefinition/researchStudy-studyRegistration"
_OF_THE_STUDY = frozenset({"startDate", "completionDate"})
_ONLY_END = frozenset({"primaryCompletionDate"})


def registrations(brief: Brief) -> list[Element]:
    """An extension per date: what happened (or will), and when."""
    found = (each for each in brief.trial.dates if each.kind not in _OF_THE_STUDY)
    return own_extensions(brief, STUDY_REGISTRATION, *(_registration(brief, each) for each in found))


def _registration(brief: Brief, found: StudyDate) -> Element:
    """An event at a point in time starts and ends on its day; data are collected until a day."""
    day = found.date.value
    return {
        "activity": brief.concept("registrationActivity", found.kind, label(brief, found.kind)),
        "actual": is_actual(found),
        "period": element(
            extension=brief.cite(found.date, found.type), start="" if found.kind in _ONLY_END else day, end=day
        ),
    }


def date_rows(brief: Brief) -> list[Row]:
    """All dates in the words of the source."""
    return [(label(brief, each.kind), with_type(spelt(each.date), each.type)) for each in brief.trial.dates]
