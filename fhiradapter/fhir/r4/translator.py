"""Trials to FHIR R4 and back."""

from __future__ import annotations

from fhiradapter.fhir.assembly.translation import Layouts
from fhiradapter.fhir.assembly.translator import Translator
from fhiradapter.fhir.r4.facts import RELEASE
from fhiradapter.fhir.r4.medication_request import medication_request
from fhiradapter.fhir.r4.research_study import research_study, states

TRANSLATOR = Translator(
    release=RELEASE,
    layouts=Layouts(research_study=research_study, medication_request=medication_request),
    states=states,
)
