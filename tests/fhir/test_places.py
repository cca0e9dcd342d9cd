"""Where the study is run."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from fhiradapter.fhir.parts.brief import Brief
from fhiradapter.fhir.parts.citing import citations
from fhiradapter.fhir.study.people import organizations
from fhiradapter.fhir.study.places import locations, site_references
from fhiradapter.fhir.study.practitioners import practitioner_roles
from fhiradapter.fhir.versions import TRANSLATORS, FhirVersion
from fhiradapter.prose import Stated
from fhiradapter.trial.people import Party, Site
from tests.calls import counted_calls
from tests.fhir.leaves import cited_paths, leaves, modelled
from tests.fhir.registry_people import said
from tests.fhir.registry_record import registry_trial

if TYPE_CHECKING:
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too' ]]> \x00"


@pytest.fixture(params=FhirVersion)
def brief(request: pytest.FixtureRequest, settings: Settings, tables: Tables) -> Brief:
    release = TRANSLATORS[request.param].release
    return Brief(trial=registry_trial(), settings=settings, tables=tables, release=release)


def at(brief: Brief, *sites: Site) -> Brief:
    return replace(brief, trial=replace(brief.trial, sites=sites))


def recruitment(reference: dict[str, Any]) -> list[Any]:
    return [
        each["valueCodeableConcept"]
        for each in reference.get("extension", ())
        if each["url"].endswith("/site-recruitmentStatus")
    ]


def test_a_typed_model_accepts_them(brief: Brief) -> None:
    assert all(modelled(each, brief.release.name) for each in locations(brief))


def test_every_fact_is_cited_and_in_words(brief: Brief) -> None:
    written = locations(brief)
    stated = [each for site in brief.trial.sites for each in leaves(replace(site, contacts=()))]
    assert {each.citations[0].path for each in stated} <= cited_paths([*written, *site_references(brief)])
    assert all(any(each.words in location["text"]["div"] for location in written) for each in stated)


def test_a_place(brief: Brief) -> None:
    first, second = locations(brief)
    assert (first["id"], first["mode"], first["name"]) == ("nct01234567-site-1", "instance", "Hospital of Anytown")
    assert "status" not in first
    address = {name: value for name, value in first["address"].items() if not name.startswith("_")}
    assert address == {"city": "Anytown", "state": "Bavaria", "postalCode": "80331", "country": "Germany"}
    assert first["position"]["longitude"] == Decimal("11.57549")
    assert first["position"]["latitude"] == Decimal("48.13743")
    assert second["name"] == "Site 2, Elsewhere, France"
    assert not second.keys() & {"position", "_name"}


def test_half_a_position_is_none_and_is_kept_in_words(brief: Brief) -> None:
    (place,) = locations(at(brief, Site(latitude=said(Decimal("1.50"), "lat"))))
    assert "position" not in place
    assert [each.path for each in citations(place)] == ["/lat"]
    assert "1.50" in place["text"]["div"]
    assert modelled(place, brief.release.name)


def test_the_study_refers_to_its_sites(brief: Brief) -> None:
    first, second = site_references(brief)
    assert (first["reference"], first["display"]) == ("Location/nct01234567-site-1", "Hospital of Anytown")
    (state,) = recruitment(first)
    assert state["text"] == "RECRUITING"
    assert [each.path for each in citations(state)] == ["/sites/0/status"]
    assert state.get("coding", [{}])[0].get("code") == ("recruiting" if brief.release.name == "R5" else None)
    assert second["reference"] == "Location/nct01234567-site-2"
    assert not recruitment(second)


def test_hostile_text_stays_text(brief: Brief) -> None:
    words = Stated(HOSTILE)
    (place,) = locations(at(brief, Site(facility=words, city=words, country=words, status=words)))
    assert "<script" not in place["text"]["div"]
    assert ET.fromstring(place["text"]["div"]).tag.endswith("div")


def test_two_thousand_sites_are_cheap(brief: Brief) -> None:
    many = at(brief, *[replace(brief.trial.sites[0], contacts=())] * 2_000)
    with counted_calls() as calls:
        made = [*locations(many), *site_references(many)]
    assert calls[0] < 1_000 * 2_000
    assert len(made) == 2_000 + 2_000


def test_their_contacts_do_not_search_for_each_other(brief: Brief) -> None:
    contact = Party("contact", said("Dora Dean", "d"), words=said("CONTACT", "r"), person=True)
    many = at(brief, *[replace(brief.trial.sites[0], contacts=(contact,))] * 2_000)
    with counted_calls() as calls:
        made = [*organizations(many), *practitioner_roles(many)]
    assert calls[0] < 1_000 * 2_000
    assert len(made) == 2 + 3 + 2_000
