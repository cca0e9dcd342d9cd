"""The definitions of our extensions, and that what is written keeps to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.fhir.parts.citing import DERIVATION_REFERENCE
from fhiradapter.fhir.versions import FhirVersion, definitions, translate
from tests.fhir.builders import bosutinib_trial, registry_trial, venetoclax_trial
from tests.fhir.walk import elements

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Trial

KNOWN_TO_SERVERS = {
    "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
    "http://hl7.org/fhir/StructureDefinition/timing-daysOfCycle",
}


def _defined(found: dict[str, Any]) -> dict[str, tuple[str, set[str]]]:
    """Per URL the value type, or the names of the parts."""
    parts = {each["sliceName"] for each in found["differential"]["element"] if "sliceName" in each}
    values = [
        each["type"][0]["code"]
        for each in found["differential"]["element"]
        if each["id"] == "Extension.value[x]" and "type" in each
    ]
    return {found["url"]: (next(iter(values), ""), parts)}


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("build", [bosutinib_trial, venetoclax_trial, registry_trial])
def test_every_extension_is_defined(
    build: Callable[[], Trial], version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    known: dict[str, tuple[str, set[str]]] = {}
    for each in definitions(settings, tables, version):
        known |= _defined(each)
    used = [
        extension
        for found in elements(translate(build(), settings, tables, version)[0])
        for extension in found.get("extension", ())
        if extension["url"].startswith("http")
    ]
    assert used
    for extension in used:
        if extension["url"] in KNOWN_TO_SERVERS:
            continue
        kind, parts = known[extension["url"]]
        values = [name for name in extension if name.startswith("value")]
        assert values == ([f"value{kind[0].upper()}{kind[1:]}"] if kind else [])
        assert {part["url"] for part in extension.get("extension", ())} <= parts | {DERIVATION_REFERENCE}


def test_r4_defines_what_r5_has(settings: Settings, tables: Tables) -> None:
    r4 = {each["id"]: each for each in definitions(settings, tables, FhirVersion.R4)}
    r5 = {each["id"] for each in definitions(settings, tables, FhirVersion.R5)}
    assert {"r5-ResearchStudy.outcomeMeasure", "derivation-reference"} <= r4.keys()
    assert {"derivation-reference", "r4-MedicationRequest.instantiatesCanonical"} <= r5
    assert not [each for each in r5 if each.startswith("r5-")]
    assert {each for each in r4 if not each.startswith("r5-")} == r5 - {"r4-MedicationRequest.instantiatesCanonical"}
    assert r4["derivation-reference"]["url"] == "http://hl7.org/fhir/StructureDefinition/derivation-reference"
    assert r4["r5-ResearchStudy.url"]["url"] == f"{settings.base}/StructureDefinition/r5-ResearchStudy.url"
    assert {each["fhirVersion"] for each in r4.values()} == {"4.0.1"}
