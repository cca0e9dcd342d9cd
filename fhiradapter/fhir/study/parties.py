"""Sponsors, funders, investigators, contacts, as a study lists them. https://hl7.org/fhir/R5/researchstudy.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import element
from fhiradapter.fhir.parts.phrases import capitalised
from fhiradapter.fhir.study.people import associated_party_reference
from fhiradapter.fhir.study.telecoms import reached_by
from fhiradapter.fhir.study.words import spelt, with_type

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.study.words import Row
    from fhiradapter.trial.people import Party


def associated_parties(brief: Brief) -> list[Element]:
    """Every party by name and role, with the class of an organisation, and the resource that tells more."""
    return [_party(brief, party) for party in brief.trial.parties]


def _party(brief: Brief, party: Party) -> Element:
    words, kind = party.words.value if party.words else "", party.kind
    return {
        "extension": brief.cite(party.name),
        "name": party.name.value,
        "role": brief.concept("partyRole", party.role, words or party.role, brief.cite(party.words)),
        "classifier": [brief.concept("organizationClass", kind.value, kind.value, brief.cite(kind))] if kind else [],
        "party": associated_party_reference(brief, party),
    }


def contacts(brief: Brief) -> list[Element]:
    """Whom to ask (`contact` of R4), where the operator wants phones and e-mails to be written.

    https://hl7.org/fhir/R4/metadatatypes.html#ContactDetail
    """
    reached = ((party, reached_by(brief, [party])) for party in brief.trial.parties)
    return [element(name=party.name.value, **telecom) for party, telecom in reached if telecom]


def party_rows(brief: Brief) -> list[Row]:
    """The parties with role and class in the words of the source."""
    return [
        (spelt(party.words) or capitalised(party.role.replace("-", " ")), with_type(party.name.value, party.kind))
        for party in brief.trial.parties
        if party.words or party.kind
    ]
