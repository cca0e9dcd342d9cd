"""Who runs a study: an Organization per organisation, and references to organisations and people of a study.

https://hl7.org/fhir/R4/organization.html. Names are compared within one study only: two studies that name the same
hospital may mean two. People are in `practitioners`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, element
from fhiradapter.fhir.parts.header import head
from fhiradapter.fhir.study.cast import Cast, alike, cast_of
from fhiradapter.fhir.study.telecoms import reached_by, telecom_rows
from fhiradapter.fhir.study.words import spelt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.trial.people import Party

_SPONSORS = ("lead-sponsor", "sponsor")
_INVESTIGATORS = ("primary-investigator", "sponsor-investigator")


def sponsor_reference(brief: Brief) -> Element | None:
    """The sponsor as a Reference with citations, None where none is stated. The lead sponsor comes first."""
    return _first_reference(brief, _SPONSORS, person=False)


def principal_investigator_reference(brief: Brief) -> Element | None:
    """The principal investigator as a Reference with citations, None where none is stated."""
    return _first_reference(brief, _INVESTIGATORS, person=True)


def associated_party_reference(brief: Brief, party: Party) -> Element | None:
    """The Organization or PractitionerRole of one of the trial's parties; None for a party of somebody else."""
    place = _place(cast_of(brief.trial.parties), brief, party)
    return element(reference=place, display=party.name.value) if place else None


def organizations(brief: Brief) -> list[Element]:
    """The organisations in the order of the source."""
    found = cast_of(brief.trial.parties).organisations.values()
    return [_organization(brief, number, parties) for number, parties in enumerate(found, start=1)]


def _first_reference(brief: Brief, roles: Sequence[str], *, person: bool) -> Element | None:
    able = [each for each in brief.trial.parties if each.person == person and each.role in roles]
    if not able:
        return None
    first = min(able, key=lambda party: roles.index(party.role))
    place = _place(cast_of(brief.trial.parties), brief, first)
    return element(extension=brief.cite(first.name), reference=place, display=first.name.value)


def _place(cast: Cast, brief: Brief, party: Party) -> str:
    suffix = cast.suffix(party)
    kind = "PractitionerRole" if party.person else "Organization"
    return f"{kind}/{brief.study_id}-{suffix}" if suffix else ""


def _organization(brief: Brief, number: int, parties: Sequence[Party]) -> Element:
    first = parties[0]
    kinds = alike(party.kind for party in parties)
    rows = [
        ("Name", spelt(first.name)),
        *(("Class", spelt(kind)) for same in kinds.values() for kind in same),
        *telecom_rows(brief, parties),
    ]
    return element(
        **head(brief, "Organization", f"{brief.study_id}-org-{number}", first.name.value, rows),
        type=[brief.concept("organizationClass", word, word, brief.cite(*same)) for word, same in kinds.items()],
        name=Primitive(first.name.value, brief.cite(*(party.name for party in parties))),
        **reached_by(brief, parties),
    )
