"""MedicationRequest as a template: what both releases say of it. https://hl7.org/fhir/R4/medicationrequest.html

A template is about the trial's population, is a draft proposal, and says so in its first line; it is never an order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.header import head, identifier
from fhiradapter.fhir.treatment.dosage_words import dosage_words

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.treatment.blocks import Block

STATUS, INTENT = "draft", "proposal"


def template_head(brief: Brief, block: Block) -> Element:
    """The members before those of the resource type."""
    rows = [("Medication", block.drug.value), ("Dosage", dosage_words(brief.tables, block))]
    tags = ("auto-converted", "study-level-template")
    return head(brief, "MedicationRequest", template_id(block), "TEMPLATE - not an order", rows, tags=tags)


def template_id(block: Block) -> str:
    """The id of the template of a block."""
    return f"{block.id}-tmpl"


def template_identifier(brief: Brief, block: Block) -> Element:
    """The identifier of the template of a block."""
    return identifier(brief, "medication-template", template_id(block))


def study_reference(brief: Brief) -> Element:
    """The study: `workflow-researchStudy` is not allowed on MedicationRequest in any release."""
    return {"reference": f"ResearchStudy/{brief.study_id}"}
