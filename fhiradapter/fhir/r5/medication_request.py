"""MedicationRequest in R5. https://hl7.org/fhir/R5/medicationrequest.html

R5 has no `instantiatesCanonical`, and the extension in its place (`workflow-generatedFrom`) is not allowed here in the
definitions that servers carry; so the R4 element becomes an extension of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.parts.extensions import own_extensions
from fhiradapter.fhir.study.group import population_id
from fhiradapter.fhir.study.topics import wordings
from fhiradapter.fhir.treatment import template
from fhiradapter.fhir.treatment.dosage import dosage
from fhiradapter.fhir.treatment.drugs import drug_concept

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.blocks import Block

INSTANTIATES = "r4-MedicationRequest.instantiatesCanonical"


def medication_request(brief: Brief, block: Block, canonical: str) -> Element:
    """The template of a block. `canonical` is the versioned URL of its definition."""
    return element(
        **template.template_head(brief, block),
        extension=own_extensions(brief, INSTANTIATES, canonical),
        identifier=[template.template_identifier(brief, block)],
        status=template.STATUS,
        intent=template.INTENT,
        medication={"concept": drug_concept(brief, block)},
        subject={"reference": f"Group/{population_id(brief)}"},
        supportingInformation=[template.study_reference(brief)],
        reason=[{"concept": concept} for concept in wordings(brief, brief.trial.conditions)],
        dosageInstruction=[dosage(brief, block)],
    )
