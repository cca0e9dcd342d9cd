"""MedicationRequest in R4. https://hl7.org/fhir/R4/medicationrequest.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.study.group import population_id
from fhiradapter.fhir.study.topics import wordings
from fhiradapter.fhir.treatment import template
from fhiradapter.fhir.treatment.dosage import dosage
from fhiradapter.fhir.treatment.drugs import drug_concept

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.blocks import Block


def medication_request(brief: Brief, block: Block, canonical: str) -> Element:
    """The template of a block. `canonical` is the versioned URL of its definition."""
    return element(
        **template.template_head(brief, block),
        identifier=[template.template_identifier(brief, block)],
        status=template.STATUS,
        intent=template.INTENT,
        medicationCodeableConcept=drug_concept(brief, block),
        subject={"reference": f"Group/{population_id(brief)}"},
        supportingInformation=[template.study_reference(brief)],
        reasonCode=wordings(brief, brief.trial.conditions),
        instantiatesCanonical=[canonical],
        dosageInstruction=[dosage(brief, block)],
    )
