"""PractitionerRole: what a person does in a study, and where. https://hl7.org/fhir/R4/practitionerrole.html

Officials, contacts and the responsible party are known by name and affiliation. A contact of a site is a role at that
place; it is the role of an official where name and facility are the same, and the study has that facility once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, concept, element
from fhiradapter.fhir.parts.header import head
from fhiradapter.fhir.study.cast import Key, alike, cast_of, folded, key_of
from fhiradapter.fhir.study.places import numbered_sites, site_id, site_name
from fhiradapter.fhir.study.telecoms import reached_by, telecom_rows
from fhiradapter.fhir.study.words import spelt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.trial.people import Party, Site

_NAMELESS = "Contact without a name"


@dataclass(slots=True)
class _Person:
    """One person: what the source says of them, the organisations they belong to, the sites where they are (number and
    site). Where nothing else is said, a contact of a site belongs to its facility.
    """

    id: str
    parties: list[Party] = field(default_factory=list)
    affiliations: list[Stated[str]] = field(default_factory=list)
    sites: dict[int, Site] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.parties[0].name.value

    def add(self, party: Party, affiliation: Stated[str] | None) -> None:
        """Another statement on the same person."""
        self.parties.append(party)
        if affiliation:
            self.affiliations.append(affiliation)


def practitioner_roles(brief: Brief) -> list[Element]:
    """The people of the study, then those of each site, in the order of the source."""
    return [_practitioner_role(brief, each) for each in _people(brief)]


def _people(brief: Brief) -> Iterator[_Person]:
    of_study = _of_study(brief)
    facilities = Counter(folded(site.facility) for site in brief.trial.sites)
    of_sites: list[_Person] = []
    for number, site in numbered_sites(brief):
        alone = facilities[folded(site.facility)] == 1
        here: dict[Key, _Person] = {}
        for position, contact in enumerate(site.contacts, start=1):
            key = key_of(contact, site.facility)
            known = here.get(key) or (of_study.get(key) if alone and site.facility else None)
            person = known or _Person(f"{site_id(brief, number)}-contact-{position}")
            if known is None:
                of_sites.append(person)
            here[key] = person
            person.add(contact, contact.affiliation or site.facility)
            person.sites[number] = site
    yield from of_study.values()
    yield from of_sites


def _of_study(brief: Brief) -> dict[Key, _Person]:
    cast = cast_of(brief.trial.parties)
    people = {key: _Person(f"{brief.study_id}-{cast.suffixes[key]}") for key in cast.people}
    for key, parties in cast.people.items():
        for party in parties:
            people[key].add(party, party.affiliation)
    return people


def _practitioner_role(brief: Brief, person: _Person) -> Element:
    affiliations = person.affiliations
    names = [party.name for party in person.parties]
    return element(
        **head(brief, "PractitionerRole", person.id, person.name or _NAMELESS, _rows(brief, person)),
        practitioner=element(extension=brief.cite(*names), display=person.name) if person.name else None,
        organization=element(extension=brief.cite(*affiliations), display=affiliations[0].value)
        if affiliations
        else None,
        code=_codes(brief, person),
        location=[{"reference": f"Location/{site_id(brief, number)}"} for number in person.sites],
        **reached_by(brief, person.parties),
    )


def _codes(brief: Brief, person: _Person) -> list[Element]:
    """Roles in the words of the source where it has some, then titles; each once."""
    roles: dict[tuple[str, str], list[Party]] = {}
    for party in person.parties:
        roles.setdefault((party.role, party.words.value if party.words else party.role), []).append(party)
    titles = alike(party.title for party in person.parties)
    return [
        *(
            brief.concept("partyRole", role, words, brief.cite(*(party.words for party in same)))
            for (role, words), same in roles.items()
        ),
        *(concept(None, title, brief.cite(*same)) for title, same in titles.items()),
    ]


def _rows(brief: Brief, person: _Person) -> Iterator[tuple[str, str]]:
    for words in dict.fromkeys(spelt(party.words) or party.role for party in person.parties):
        yield "Role", words
    for title in dict.fromkeys(spelt(party.title) for party in person.parties):
        yield "Title", title
    for affiliation in dict.fromkeys(spelt(each) for each in person.affiliations):
        yield "Affiliation", affiliation
    for number, site in person.sites.items():
        yield "Site", site_name(number, site)
    yield from telecom_rows(brief, person.parties)
