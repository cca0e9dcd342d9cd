"""R4 and R5 say the same; a typed second opinion accepts both."""

from __future__ import annotations

import importlib
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter import json_codec
from fhiradapter.fhir.versions import FhirVersion, read, release_of, translate
from tests.fhir.builders import bosutinib_trial, registry_trial, venetoclax_trial
from tests.fhir.walk import cited_elements, elements, only, resources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fhiradapter.prose import Citation
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Trial

MODELS = {FhirVersion.R4: "fhir.resources.R4B", FhirVersion.R5: "fhir.resources"}
TRIALS: list[Callable[[], Trial]] = [bosutinib_trial, venetoclax_trial, registry_trial]


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("build", TRIALS)
def test_fhir_resources_accepts_each_resource(
    build: Callable[[], Trial], version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    bundle, _ = translate(build(), settings, tables, version)
    for resource in resources(bundle):
        kind = resource["resourceType"]
        model = getattr(importlib.import_module(f"{MODELS[version]}.{kind.lower()}"), kind)
        parsed = model.model_validate_json(json_codec.encode(resource))
        assert json.loads(parsed.model_dump_json()) == json.loads(json_codec.encode(resource))


@pytest.mark.parametrize("build", TRIALS)
def test_both_releases_say_the_same(build: Callable[[], Trial], settings: Settings, tables: Tables) -> None:
    r4, r4_issues = translate(build(), settings, tables, FhirVersion.R4)
    r5, r5_issues = translate(build(), settings, tables, FhirVersion.R5)
    assert r4_issues == r5_issues
    assert [entry["request"] for entry in r4["entry"]] == [entry["request"] for entry in r5["entry"]]
    for r4_resource, r5_resource in zip(resources(r4), resources(r5), strict=True):
        assert set(_words(r4_resource)) == set(_words(r5_resource)), r4_resource["id"]
    assert read(r4, tables).plan == read(r5, tables).plan


@pytest.mark.parametrize("build", TRIALS)
def test_both_releases_cite_the_same(build: Callable[[], Trial], settings: Settings, tables: Tables) -> None:
    """But for the values of simple extensions: beside a value an extension can have no other (ext-1)."""
    trial = build()
    r4 = set(_citations(translate(trial, settings, tables, FhirVersion.R4)[0]))
    r5 = set(_citations(translate(trial, settings, tables, FhirVersion.R5)[0]))
    updated = trial.date("lastUpdatePostDate")
    simple = [fact for fact in (trial.brief_summary, updated.date if updated else None) if fact]
    assert r4 <= r5
    assert r5 - r4 <= {citation for fact in simple for citation in fact.citations}


SPOKEN = frozenset(
    {"text", "title", "description", "textEquivalent", "expression", "name", "value", "version", "date", "duration"}
    | {"valueString", "valueMarkdown", "valueDateTime", "valueInteger", "descriptionSummary", "period", "count"}
)
OF_THE_RELEASE = re.compile(r"0-[0-9a-f]{12}|fhiradapter")


def _words(resource: dict[str, Any]) -> Iterator[str]:
    """What people read, and the numbers of the plan; codes and versions made of the content are the releases' own."""
    if str(resource.get("url", "")).endswith("/derivation-reference"):
        return
    for name, value in resource.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and name != "text":
                yield from _words(each)
            elif name in SPOKEN and isinstance(each, str | int | Decimal) and not OF_THE_RELEASE.fullmatch(str(each)):
                yield str(each)


def _citations(bundle: dict[str, Any]) -> Iterator[Citation]:
    return (citation for _, cited in cited_elements(bundle) for citation in cited)


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("build", TRIALS)
def test_the_release_is_recognised(
    build: Callable[[], Trial], version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    bundle, _ = translate(build(), settings, tables, version)
    assert release_of(resources(bundle)) == version
    for resource_type in ("ResearchStudy", "Group", "Device"):
        assert release_of(resources(bundle, resource_type)) == version


@pytest.mark.parametrize("version", FhirVersion)
def test_what_is_read_back(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    back = read(translate(registry_trial(), settings, tables, version)[0], tables)
    assert (back.release, back.id, back.title, back.status) == (version, "nct01234567", "A Study", "TERMINATED")


def test_r4_keeps_r5_codes_out_of_its_status(settings: Settings, tables: Tables) -> None:
    study = only(translate(registry_trial(), settings, tables, FhirVersion.R4)[0], "ResearchStudy")
    codes = [each for each in elements(study) if each.get("system") == "http://hl7.org/fhir/research-study-status"]
    assert not codes
    assert study["status"] == "administratively-completed"


def test_periods_of_two_precisions(settings: Settings, tables: Tables) -> None:
    r4 = only(translate(registry_trial(), settings, tables, FhirVersion.R4)[0], "ResearchStudy")
    r5 = only(translate(registry_trial(), settings, tables, FhirVersion.R5)[0], "ResearchStudy")
    assert (r4["period"]["start"], r4["period"]["end"]) == ("2023-06", "2023-06")
    assert (r5["period"]["start"], r5["period"]["end"]) == ("2023-06-15", "2023-06")
    assert "2023-06-15" in json_codec.encode(r4).decode()
