"""How somebody is reached: only where the operator wants it (`Settings.contacts`).

https://hl7.org/fhir/R4/datatypes.html#ContactPoint
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element, extension
from fhiradapter.fhir.study.words import spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.trial.people import Party, Telecom

PHONE_EXTENSION = "http://hl7.org/fhir/StructureDefinition/contactpoint-extension"
_WHERE = {"r4": ("telecom",), "r5": ("contact", "telecom")}
"""By release: where an Organization and a PractitionerRole hold it; R5 has a list of ExtendedContactDetail between."""
_LABELS = {"phone": "Phone", "email": "E-mail"}


def reached_by(brief: Brief, parties: Iterable[Party]) -> Element:
    """The member of an Organization or PractitionerRole that says how these parties are reached; empty for none."""
    points = [_contact_point(brief, same) for same in _telecoms(brief, parties)]
    outer, *inner = _WHERE[brief.release.column]
    if not points:
        return {}
    return {outer: [{inner[0]: points}] if inner else points}


def telecom_rows(brief: Brief, parties: Iterable[Party]) -> Iterator[tuple[str, str]]:
    """The rows of the narrative."""
    for each, *_ in _telecoms(brief, parties):
        behind = f" ext. {spelt(each.extension)}" if each.extension else ""
        yield _LABELS.get(each.system, each.system), spelt(each.value) + behind


def _telecoms(brief: Brief, parties: Iterable[Party]) -> Iterable[list[Telecom]]:
    """Each number or address once, with all that state it."""
    if not brief.settings.contacts:
        return ()
    groups: dict[tuple[str, ...], list[Telecom]] = {}
    for stated in (each for party in parties for each in party.telecoms):
        behind = stated.extension.value if stated.extension else ""
        groups.setdefault((stated.system, stated.value.value, behind), []).append(stated)
    return groups.values()


def _contact_point(brief: Brief, same: Sequence[Telecom]) -> Element:
    first = same[0]
    behind = [extension(PHONE_EXTENSION, valueString=first.extension.value)] if first.extension else []
    cited = brief.cite(*(fact for each in same for fact in (each.value, each.extension)))
    return element(extension=[*behind, *cited], system=first.system, value=first.value.value)
