"""The pieces of a plan: actions, groups, conditions, days. https://hl7.org/fhir/R4/plandefinition.html#actions"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.elements import Element, Primitive, absent, element, extension
from fhiradapter.fhir.treatment.timing import quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Duration

DAYS_OF_CYCLE = "http://hl7.org/fhir/StructureDefinition/timing-daysOfCycle"
ALL = "all"
EXACTLY_ONE = "exactly-one"
COULD = "could"


def action(brief: Brief, action_id: str, *, extensions: Sequence[Element] = (), **members: Any) -> Element:
    """An action; releases differ in which members hold its id."""
    identity = dict.fromkeys(brief.release.action_identity, action_id)
    return element(id=identity.pop("id"), extension=list(extensions), **identity, **members)


def group(selection: str, actions: Sequence[Element]) -> Element:
    """The members that make an action a group."""
    return {"groupingBehavior": "logical-group", "selectionBehavior": selection, "action": list(actions)}


def after(brief: Brief, action_id: str) -> list[Element]:
    """`relatedAction`: begins when that one has ended; empty for the first action."""
    target = {brief.release.action_target: action_id}
    return [{**target, "relationship": "after-end"}] if action_id else []


def later_start(brief: Brief, action_id: str, length: Duration, cycles: int) -> list[Element]:
    """`relatedAction`: begins so many cycles of this length after that one has begun."""
    low = quantity(brief, length.low * cycles, length.unit)
    offset: Element = {"offsetDuration": low}
    if length.high is not None:
        offset = {"offsetRange": element(low=low, high=quantity(brief, length.high * cycles, length.unit))}
    return [{brief.release.action_target: action_id, "relationship": "after-start", **offset}]


def condition(brief: Brief, kind: str, fact: Stated[str] | None, description: str) -> list[Element]:
    """A condition in words, for people to judge.

    It has no expression language, and says so: `text/plain` is no code of the (extensible) list, and HAPI refuses it.
    """
    if fact is None:
        return []
    expression = element(
        description=description,
        language=Primitive(None, (absent("not-applicable"),)),
        expression=fact.value,
    )
    return [element(extension=brief.cite(fact), kind=kind, expression=expression)]


def days_of_cycle(days: Stated[tuple[int, ...]] | None) -> list[Element]:
    """`timing-daysOfCycle`, every day written out. Where the days are stated, the timing of the dosage says.

    https://hl7.org/fhir/R4/extension-timing-daysofcycle.html
    """
    if days is None or not days.value:
        return []
    return [{"url": DAYS_OF_CYCLE, "extension": [extension("day", valueInteger=day) for day in days.value]}]
