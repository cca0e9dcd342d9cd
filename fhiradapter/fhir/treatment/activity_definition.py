"""ActivityDefinition: what is given, in which pattern. One per block, and one for follow-up visits.

https://hl7.org/fhir/R4/activitydefinition.html; `intent` is option, as the target of a RequestGroup's action has to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, concept, element
from fhiradapter.fhir.parts.header import computer_name, head, identifier, stamped, subject
from fhiradapter.fhir.parts.phrases import capitalised
from fhiradapter.fhir.treatment.dosage import dosage
from fhiradapter.fhir.treatment.dosage_timing import dosage_timing
from fhiradapter.fhir.treatment.dosage_words import dosage_words, schedule_words
from fhiradapter.fhir.treatment.drugs import drug_concept
from fhiradapter.fhir.treatment.sayings import sayings

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.blocks import Block
    from fhiradapter.schedule.regimen import Administration

FOLLOW_UP = "Follow-up"
NO_ORDER = "A definition made from text: not an order."


def activity_definition(brief: Brief, block: Block) -> Element:
    """The definition of a block."""
    words = dosage_words(brief.tables, block) if block.is_drug else ""
    given = block.administration
    name = capitalised(block.drug.value)
    product = drug_concept(brief, block) if block.is_drug else brief.wording(block.drug)
    opening = head(brief, "ActivityDefinition", block.id, name, _rows(block, words), shareable=True)
    content = element(
        description=_description(brief, block, words),
        kind=block.kind,
        code=None if block.is_drug else product,
        intent="option",
        productCodeableConcept=product if block.is_drug else None,
        timingTiming=None if block.is_drug or given is None else _timing(brief, block, given),
        dosage=[dosage(brief, block)] if block.is_drug else [],
    )
    title = _title(brief, block)
    return stamped(lambda version: {**opening, **_canonical(brief, block.id, version, title=title), **content})


def _timing(brief: Brief, block: Block, given: Administration) -> Element:
    """A service has no instructions to the patient: what only words can say, the words of its timing say."""
    return dosage_timing(brief, given, tuple(sayings(brief.tables, given, block.stage)))


def follow_up_definition(brief: Brief) -> Element:
    """The definition of a follow-up visit; when there are visits is a matter of the plan."""
    title = f"{FOLLOW_UP} visit"
    definition_id = follow_up_id(brief)
    return stamped(
        lambda version: element(
            **head(brief, "ActivityDefinition", definition_id, title, [("Activity", FOLLOW_UP)], shareable=True),
            **_canonical(brief, definition_id, version, title=title),
            description="Follow-up after study treatment.",
            kind="Task",
            code=concept(None, FOLLOW_UP),
            intent="option",
        )
    )


def follow_up_id(brief: Brief) -> str:
    """The id of the follow-up definition."""
    return f"{brief.study_id}-followup"


def _description(brief: Brief, block: Block, words: str) -> Primitive:
    """What it is, what the registry says of it beside its name, and that it is no order."""
    given = block.intervention
    name = capitalised(block.drug.value)
    parts = [f"{name}. {words or 'As the source names it.'}", NO_ORDER]
    if given is None:
        return Primitive(" ".join(parts))
    others = ", ".join(each.value for each in given.other_names)
    said = [
        f"Type: {given.type.value}." if given.type else "",
        given.description.value if given.description else "",
        f"Other names: {others}" if others else "",
    ]
    cited = brief.cite(given.type, given.description, *given.other_names)
    return Primitive("\n\n".join([" ".join(parts), *(each for each in said if each)]), cited)


def _title(brief: Brief, block: Block) -> str:
    name = capitalised(block.drug.value)
    return f"{name}: {schedule_words(brief.tables, block)}" if block.scheduled else name


def _rows(block: Block, words: str) -> list[tuple[str, str]]:
    given, given_as = block.administration, block.intervention
    return [
        ("Activity", capitalised(block.drug.value)),
        ("Dosage", words),
        ("As stated", given.words if given else ""),
        ("Kind", "" if block.is_drug else block.kind),
        ("Type", given_as.type.words or given_as.type.value if given_as and given_as.type else ""),
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
