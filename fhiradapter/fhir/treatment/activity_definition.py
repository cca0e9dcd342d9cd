"""ActivityDefinition: what is given, in which pattern. One per block, and one for follow-up visits.

https://hl7.org/fhir/R4/activitydefinition.html; `intent` is option, as the target of a RequestGroup's action has to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, concept, element
from fhiradapter.fhir.parts.header import computer_name, head, identifier, stamped, subject
from fhiradapter.fhir.parts.phrases import capitalised
from fhiradapter.fhir.treatment.blocks import MEDICATION, Block
from fhiradapter.fhir.treatment.dosage import dosage
from fhiradapter.fhir.treatment.dosage_words import dosage_words, schedule_words

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief

FOLLOW_UP = "Follow-up"


def activity_definition(brief: Brief, block: Block) -> Element:
    """The definition of a block."""
    words = dosage_words(brief.tables, block) if block.kind == MEDICATION else ""
    name = capitalised(block.drug.value)
    product = concept(None, block.drug.value, brief.cite(block.drug))
    medication = block.kind == MEDICATION
    return stamped(
        lambda version: element(
            **head(brief, "ActivityDefinition", block.id, name, _rows(block, words), shareable=True),
            **_canonical(brief, block.id, version, title=_title(brief, block)),
            description=f"{name}. {words or 'As the source names it.'} A definition made from text: not an order.",
            kind=block.kind,
            code=None if medication else product,
            intent="option",
            productCodeableConcept=product if medication else None,
            dosage=[dosage(brief, block)] if medication else [],
        )
    )


def follow_up_definition(brief: Brief) -> Element:
    """The definition of a follow-up visit; when there are visits is a matter of the plan."""
    title = f"{FOLLOW_UP} visit"
    definition_id = follow_up_id(brief)
    return stamped(
        lambda version: element(
            **head(brief, "ActivityDefinition", definition_id, title, [("Activity", FOLLOW_UP)], shareable=True),
            **_canonical(brief, definition_id, version, title=title),
            description="Follow-up after study treatment.",
            kind="ServiceRequest",
            code=concept(None, FOLLOW_UP),
            intent="option",
        )
    )


def follow_up_id(brief: Brief) -> str:
    """The id of the follow-up definition."""
    return f"{brief.study_id}-followup"


def _title(brief: Brief, block: Block) -> str:
    name = capitalised(block.drug.value)
    return f"{name}: {schedule_words(brief.tables, block)}" if block.scheduled else name


def _rows(block: Block, words: str) -> list[tuple[str, str]]:
    given = block.administration
    return [
        ("Activity", capitalised(block.drug.value)),
        ("Dosage", words),
        ("As stated", given.words if given else ""),
        ("Kind", "" if block.kind == MEDICATION else block.kind),
    ]


def _canonical(brief: Brief, definition_id: str, version: str, *, title: str) -> Element:
    return element(
        url=brief.canonical("ActivityDefinition", definition_id),
        identifier=[identifier(brief, "artifact", definition_id)],
        version=version,
        name=computer_name(definition_id.removeprefix(f"{brief.study_id}-")),
        title=title,
        status="draft",
        experimental=False,
        subjectCodeableConcept=subject(brief),
        publisher=brief.settings.publisher,
    )
