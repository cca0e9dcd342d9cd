"""Arms and groups: `arm` in R4, `comparisonGroup` in R5. https://hl7.org/fhir/R5/researchstudy.html

What is given in an arm is said by its plan, which names the arm by the id of this element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.study.words import long_text, with_type

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.study.words import Row
    from fhiradapter.trial.study import Arm


def arms(brief: Brief) -> list[Element]:
    """The arms with members by their R5 names; `id` and `linkId` are `arm-1`, ... in the order of the source."""
    return [_arm(brief, number, arm) for number, arm in enumerate(brief.trial.arms, start=1)]


def _arm(brief: Brief, number: int, arm: Arm) -> Element:
    return {
        "id": f"arm-{number}",
        "linkId": f"arm-{number}",
        "name": long_text(brief, arm.label) or f"Arm {number}",
        "type": brief.concept("armGroupType", arm.type.value, arm.type.value, brief.cite(arm.type)) if arm.type else {},
        "description": long_text(brief, arm.description),
    }


def arm_rows(brief: Brief) -> list[Row]:
    """The arms and their types in the words of the source."""
    named = ((arm, arm.label.value if arm.label else "not named") for arm in brief.trial.arms)
    return [(f"Arm {number}", with_type(name, arm.type)) for number, (arm, name) in enumerate(named, start=1)]
