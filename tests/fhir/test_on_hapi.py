"""A real HAPI server has nothing to say against what is written, and finds what would be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from fhiradapter import json_codec
from fhiradapter.fhir.versions import FhirVersion, concept_maps, definitions, translate
from fhiradapter.settings import Settings
from fhiradapter.terminology.tables import Tables
from tests.fhir.builders import bosutinib_trial, registry_trial, venetoclax_trial
from tests.fhir.walk import resources
from tests.records import patterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.trial.study import Trial

pytestmark = pytest.mark.hapi

FHIR_JSON = {"Content-Type": "application/fhir+json"}
TABLES = Tables.load()
SETTINGS = Settings()
NO_STATUS = "No code provided, and a code is required from the value set"
TRIALS: list[Callable[[], Trial]] = [bosutinib_trial, venetoclax_trial, registry_trial, patterns.trial]


@pytest.fixture(scope="module", params=FhirVersion)
def version(request: pytest.FixtureRequest) -> FhirVersion:
    chosen: FhirVersion = request.param
    return chosen


@pytest.fixture(scope="module")
def server(version: FhirVersion, request: pytest.FixtureRequest) -> str:
    """A server that knows our extensions."""
    url: str = request.getfixturevalue(f"hapi_{version.lower()}")
    for each in definitions(SETTINGS, TABLES, version):
        answer = requests.put(
            f"{url}/StructureDefinition/{each['id']}", data=json_codec.encode(each), headers=FHIR_JSON, timeout=60
        )
        assert answer.status_code in (200, 201), answer.text
    return url


def validated(server: str, resource: dict[str, Any]) -> list[tuple[str, str]]:
    answer = requests.post(
        f"{server}/{resource['resourceType']}/$validate",
        data=json_codec.encode(resource),
        headers=FHIR_JSON,
        timeout=120,
    )
    return [(issue["severity"], issue["diagnostics"]) for issue in answer.json()["issue"]]


@pytest.mark.parametrize("build", TRIALS)
def test_nothing_is_wrong(build: Callable[[], Trial], version: FhirVersion, server: str) -> None:
    """But for the status that a source does not state, which R4 has no code for."""
    bundle, _ = translate(build(), SETTINGS, TABLES, version)
    said = [issue for resource in resources(bundle) for issue in validated(server, resource)]
    errors = {words for severity, words in said if severity in ("error", "fatal")}
    assert errors <= ({NO_STATUS} if version == FhirVersion.R4 else set())
    more = [words for severity, words in said if severity != "information"]  # that a slice is open is information
    assert not [words for words in more if "extension" in words.lower() or "slice" in words.lower()]


@pytest.mark.parametrize("build", TRIALS)
def test_pushing_twice_changes_nothing(build: Callable[[], Trial], version: FhirVersion, server: str) -> None:
    bundle = json_codec.encode(translate(build(), SETTINGS, TABLES, version)[0])
    first = requests.post(server, data=bundle, headers=FHIR_JSON, timeout=120).json()
    again = requests.post(server, data=bundle, headers=FHIR_JSON, timeout=120).json()
    assert [entry["response"]["etag"] for entry in first["entry"]] == [
        entry["response"]["etag"] for entry in again["entry"]
    ]


def test_concept_maps_are_taken(version: FhirVersion, server: str) -> None:
    maps = concept_maps(SETTINGS, TABLES, version)
    for each in maps:
        answer = requests.put(
            f"{server}/ConceptMap/{each['id']}", data=json_codec.encode(each), headers=FHIR_JSON, timeout=60
        )
        assert answer.ok, answer.text


def test_a_wrong_value_type_is_found(version: FhirVersion, server: str) -> None:
    (known,) = [each for each in definitions(SETTINGS, TABLES, version) if each["id"] == "derivation-reference"]
    wrong = {"url": known["url"], "extension": [{"url": "offset", "valueString": "one"}]}
    group = next(each for each in resources(translate(bosutinib_trial(), SETTINGS, TABLES, version)[0], "Group"))
    said = validated(server, {**group, "extension": [wrong]})
    assert [words for severity, words in said if severity == "error" and "integer" in words]
