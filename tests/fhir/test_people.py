"""Who runs the study: organisations and people, each once, with all their roles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from fhiradapter.fhir.parts.brief import Brief
from fhiradapter.fhir.study.people import (
    associated_party_reference,
    organizations,
    principal_investigator_reference,
    sponsor_reference,
)
from fhiradapter.fhir.study.practitioners import practitioner_roles
from fhiradapter.fhir.versions import TRANSLATORS, FhirVersion
from fhiradapter.prose import Stated
from fhiradapter.trial.people import Party, Site, Telecom
from tests.calls import counted_calls
from tests.fhir.leaves import cited_paths, leaves, modelled
from tests.fhir.registry_people import said
from tests.fhir.registry_record import registry_trial

if TYPE_CHECKING:
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too' ]]> \x00"
PHONES = ("555-0100", "555-0200", "cook@example.org")


@pytest.fixture(params=FhirVersion)
def brief(request: pytest.FixtureRequest, settings: Settings, tables: Tables) -> Brief:
    release = TRANSLATORS[request.param].release
    return Brief(trial=registry_trial(), settings=settings, tables=tables, release=release)


def reachable(brief: Brief) -> Brief:
    return replace(brief, settings=replace(brief.settings, contacts=True))


def having(brief: Brief, *parties: Party, sites: tuple[Site, ...] = ()) -> Brief:
    return replace(brief, trial=replace(brief.trial, parties=parties, sites=sites))


def person(name: str, affiliation: str = "", role: str = "study-chair", words: str = "STUDY_CHAIR") -> Party:
    return Party(
        role,
        said(name, f"{role}/name"),
        words=said(words, f"{role}/role"),
        person=True,
        affiliation=said(affiliation, f"{role}/affiliation") if affiliation else None,
    )


def made(brief: Brief) -> list[dict[str, Any]]:
    return [*organizations(brief), *practitioner_roles(brief)]


def words(role: dict[str, Any]) -> list[str]:
    return [each["text"] for each in role["code"]]


@pytest.mark.parametrize("contacts", [False, True])
def test_a_typed_model_accepts_them(brief: Brief, contacts: bool) -> None:
    written = made(reachable(brief) if contacts else brief)
    assert all(modelled(each, brief.release.name) for each in written)


def test_every_fact_is_cited_and_in_words(brief: Brief) -> None:
    trial = brief.trial
    parties = (*trial.parties, *(contact for site in trial.sites for contact in site.contacts))
    written = made(reachable(brief))
    divs = " ".join(each["text"]["div"] for each in written)
    for each in leaves(parties):
        assert each.citations[0].path in cited_paths(written)
        assert each.words in divs


def test_nobody_can_be_reached_unless_the_operator_wants_it(brief: Brief) -> None:
    assert not [phone for phone in PHONES if phone in str(made(brief))]
    assert all(phone in str(made(reachable(brief))) for phone in PHONES)


def test_how_a_contact_is_reached(brief: Brief) -> None:
    (cook,) = [each for each in practitioner_roles(reachable(brief)) if "Cook" in each["practitioner"]["display"]]
    phone, mail = cook["telecom"] if brief.release.name == "R4" else cook["contact"][0]["telecom"]
    assert (phone["system"], phone["value"], phone["extension"][0]["valueString"]) == ("phone", "555-0100", "42")
    assert (mail["system"], mail["value"]) == ("email", "cook@example.org")


def test_a_contact_without_a_name_does_not_give_its_phone_away(brief: Brief) -> None:
    phone = said("555-0199", "phone")
    desk = Party("recruitment-contact", phone.having(""), person=True, telecoms=(Telecom(system="phone", value=phone),))
    (role,) = practitioner_roles(having(brief, desk))
    assert "practitioner" not in role
    assert "555-0199" not in str(role)
    assert modelled(role, brief.release.name)
    (told,) = practitioner_roles(reachable(having(brief, desk)))
    assert "555-0199" in str(told)


def test_organisations_are_told_apart_by_name(brief: Brief) -> None:
    acme, again = Party("lead-sponsor", said("Acme Inc", "a")), Party("collaborator", said("ACME  inc", "b"))
    other = Party("collaborator", said("Beta", "c"), kind=said("NIH", "d", "U.S. NIH"))
    first, second = organizations(having(brief, acme, again, other))
    assert (first["id"], first["name"], "type" in first) == ("nct01234567-org-1", "Acme Inc", False)
    assert cited_paths(first) == {"/a", "/b"}
    assert second["type"][0]["text"] == "NIH"
    assert second["type"][0]["coding"][0]["code"] == "nih"
    assert "U.S. NIH" in second["text"]["div"]


def test_one_person_of_two_roles(brief: Brief) -> None:
    chair = person("Ada Able", "Acme")
    director = person("ada  able", "ACME", "study-director", "STUDY_DIRECTOR")
    stranger = person("Ada Able", "Beta")
    one, two = practitioner_roles(having(brief, chair, director, stranger))
    assert (one["id"], words(one)) == ("nct01234567-person-1", ["STUDY_CHAIR", "STUDY_DIRECTOR"])
    assert cited_paths(one) == {f"/{role}/{part}" for role in ("study-chair", "study-director") for part in ("name", "role", "affiliation")}  # fmt: skip
    assert (two["id"], two["organization"]["display"]) == ("nct01234567-person-2", "Beta")


def test_the_same_role_twice_is_one_with_two_citations(brief: Brief) -> None:
    chair = person("Ada Able")
    again = replace(chair, words=said("STUDY_CHAIR", "again"))
    (role,) = practitioner_roles(having(brief, chair, again))
    assert words(role) == ["STUDY_CHAIR"]
    assert {"/again", "/study-chair/role"} <= cited_paths(role["code"])


def test_contacts_of_a_site(brief: Brief) -> None:
    roles = [each for each in practitioner_roles(brief) if "-site-" in each["id"]]
    assert [each["id"] for each in roles] == [f"nct01234567-site-1-contact-{number}" for number in (1, 2)]
    assert {each["organization"]["display"] for each in roles} == {"Hospital of Anytown"}
    assert all(each["location"] == [{"reference": "Location/nct01234567-site-1"}] for each in roles)


def test_an_official_who_is_the_contact_of_the_only_site_of_that_name(brief: Brief) -> None:
    official, contact = person("Ada Able", "Clinic"), person("Ada Able", "", "contact", "CONTACT")
    site = Site(facility=said("Clinic", "facility"), contacts=(contact,))
    (role,) = practitioner_roles(having(brief, official, sites=(site,)))
    assert words(role) == ["STUDY_CHAIR", "CONTACT"]
    assert role["location"] == [{"reference": "Location/nct01234567-site-1"}]


def test_two_sites_of_the_same_name_may_be_two_places(brief: Brief) -> None:
    official, contact = person("Ada Able", "Research Site"), person("Ada Able", "", "contact", "CONTACT")
    site = Site(facility=said("Research Site", "facility"), contacts=(contact,))
    roles = practitioner_roles(having(brief, official, sites=(site, site)))
    assert [each["id"].removeprefix("nct01234567-") for each in roles] == [
        "person-1",
        "site-1-contact-1",
        "site-2-contact-1",
    ]


def test_references(brief: Brief) -> None:
    sponsor, investigator = sponsor_reference(brief), principal_investigator_reference(brief)
    assert sponsor
    assert investigator
    assert (sponsor["reference"], sponsor["display"]) == ("Organization/nct01234567-org-1", "Acme")
    assert (investigator["reference"], investigator["display"]) == (
        "PractitionerRole/nct01234567-person-1",
        "Ada Able, MD",
    )
    assert cited_paths([sponsor, investigator]) == {"/sponsors/lead/name", "/officials/0/name"}
    there = {f"{each['resourceType']}/{each['id']}" for each in made(brief)}
    found = [associated_party_reference(brief, party) for party in brief.trial.parties]
    assert {each["reference"] for each in found if each} <= there
    assert len([each for each in found if each]) == len(brief.trial.parties)


def test_no_sponsor_and_no_investigator(brief: Brief) -> None:
    nobody = having(brief)
    assert sponsor_reference(nobody) is None
    assert principal_investigator_reference(nobody) is None
    assert associated_party_reference(nobody, person("Ada Able")) is None
    assert not made(nobody)


def test_an_organisation_is_no_investigator_and_a_person_no_sponsor(brief: Brief) -> None:
    crossed = having(brief, person("Ada Able", role="lead-sponsor"), Party("primary-investigator", said("Acme", "a")))
    assert sponsor_reference(crossed) is None
    assert principal_investigator_reference(crossed) is None


def test_hostile_text_stays_text(brief: Brief) -> None:
    hostile = Stated(HOSTILE)
    parties = (
        Party("lead-sponsor", hostile, kind=hostile),
        Party("official", hostile, words=hostile, person=True, affiliation=hostile, title=hostile),
    )
    for each in made(having(brief, *parties)):
        assert "<script" not in each["text"]["div"]
        assert ET.fromstring(each["text"]["div"]).tag.endswith("div")


def test_thousands_of_parties_are_referred_to_in_time(brief: Brief) -> None:
    """A search among all parties for each of them would be millions of calls."""
    many = having(brief, *(Party("collaborator", said(f"Institute {number}", str(number))) for number in range(5_000)))
    with counted_calls() as calls:
        found = [associated_party_reference(many, party) for party in many.trial.parties]
    assert calls[0] < 500 * 5_000
    assert found[-1] == {"reference": "Organization/nct01234567-org-5000", "display": "Institute 4999"}
