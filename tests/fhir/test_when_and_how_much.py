"""Facts that go into an element of Timing or Dosage, and those that only words can say: written, and read back."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from fhiradapter.fhir.versions import FhirVersion, read
from fhiradapter.prose import Stated
from fhiradapter.schedule.regimen import PATTERN, Administration, Frequency
from fhiradapter.terminology.tables import Tables
from tests.examples import resources
from tests.records.patterns import conversion, trial

UCUM = "http://unitsofmeasure.org"


@cache
def dosage(drug: str, version: FhirVersion) -> dict[str, Any]:
    definitions = resources(conversion(version), "ActivityDefinition")
    (found,) = [each for each in definitions if each["title"].casefold().startswith(drug)]
    written: dict[str, Any] = plain(found["dosage"][0] if "dosage" in found else {"timing": found["timingTiming"]})
    return written


def plain(value: Any) -> Any:
    """Without citations."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items() if name != "extension" and not name.startswith("_")}
    return [plain(each) for each in value] if isinstance(value, list) else value


def instructions(drug: str, version: FhirVersion) -> list[str]:
    return [each["text"] for each in dosage(drug, version).get("additionalInstruction", [])]


@pytest.mark.parametrize("version", FhirVersion)
def test_every_sentence_is_read(version: FhirVersion) -> None:
    rules = {issue.rule for issue in conversion(version).issues}
    assert not {rule for rule in rules if "read" in rule}


@pytest.mark.parametrize("version", FhirVersion)
def test_weekdays(version: FhirVersion) -> None:
    """A code (BID) would state all of the timing, so there is none."""
    timing = dosage("trimethoprim", version)["timing"]
    assert timing["repeat"] == {"frequency": 2, "period": 1, "periodUnit": "d", "dayOfWeek": ["mon", "wed", "fri"]}
    assert timing["code"] == {"text": "twice daily on Monday, Wednesday and Friday"}


@pytest.mark.parametrize("version", FhirVersion)
def test_caps(version: FhirVersion) -> None:
    most = {"value": 2, "unit": "mg", "system": UCUM, "code": "mg"}
    assert dosage("vincristine", version)["maxDosePerAdministration"] == most
    daily = {
        "numerator": {"value": 4, "unit": "g", "system": UCUM, "code": "g"},
        "denominator": {"value": 1, "unit": "day", "system": UCUM, "code": "d"},
    }
    assert dosage("acetaminophen", version)["maxDosePerPeriod"] == (daily if version == FhirVersion.R4 else [daily])


@pytest.mark.parametrize("version", FhirVersion)
def test_the_most_of_all_treatment_is_none_of_one_dose(version: FhirVersion) -> None:
    written = dosage("carmustine", version)
    assert not {"maxDosePerAdministration", "maxDosePerPeriod", "maxDosePerLifetime"} & written.keys()
    assert instructions("carmustine", version) == ["Maximum: 1200 mg/m² total"]
    assert written["text"].endswith("At most 1200 mg/m² total.")


@pytest.mark.parametrize("version", FhirVersion)
def test_numbers_of_doses(version: FhirVersion) -> None:
    repeat = dosage("cytarabine", version)["timing"]["repeat"]
    assert (repeat["count"], repeat["frequency"], repeat["period"]) == (4, 1, 12)
    repeat = dosage("leucovorin", version)["timing"]["repeat"]
    assert (repeat["count"], repeat["countMax"]) == (1, 8)
    assert dosage("busulfan", version)["timing"]["repeat"] == {"count": 1}


@pytest.mark.parametrize("version", FhirVersion)
def test_nobody_states_the_single_dose_of_a_divided_one(version: FhirVersion) -> None:
    written = dosage("prednisone", version)
    (amount,) = written["doseAndRate"]
    assert "doseQuantity" not in amount
    assert amount["rateRatio"]["numerator"]["value"] == 40
    assert instructions("prednisone", version) == ["In 2 divided doses"]
    assert written["text"] == "40 mg/m² per day PO in 2 divided doses on days 1-5 of each 56-day cycle."


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize(
    ("drug", "words"),
    [
        ("filgrastim", "Starting on day 5"),
        ("pembrolizumab", "In weeks 1, 4 and 7"),
        ("denosumab", "In months 0-1 and 6"),
    ],
)
def test_what_timing_has_no_element_for_is_an_instruction(drug: str, words: str, version: FhirVersion) -> None:
    """Weeks are no days and months no weeks: no number is made of them."""
    written = dosage(drug, version)
    assert instructions(drug, version) == [words]
    assert words[1:] in written["text"]
    assert not {"count", "boundsDuration", "duration"} & written.get("timing", {}).get("repeat", {}).keys()


@pytest.mark.parametrize("version", FhirVersion)
def test_as_needed(version: FhirVersion) -> None:
    name = "asNeededBoolean" if version == FhirVersion.R4 else "asNeeded"
    assert dosage("acetaminophen", version)[name] is True


@pytest.mark.parametrize("version", FhirVersion)
def test_a_service_says_it_in_the_words_of_its_timing(version: FhirVersion) -> None:
    timing = dosage("radiotherapy", version)["timing"]
    assert timing["repeat"]["count"] == 10
    assert timing["repeat"]["dayOfWeek"] == ["mon", "tue", "wed", "thu", "fri"]
    assert timing["code"]["text"].endswith("; In weeks 1 and 4")


@pytest.mark.parametrize("version", FhirVersion)
def test_all_of_it_is_read_back(version: FhirVersion) -> None:
    (stage,) = trial().regimen.stages
    (plan,) = read(conversion(version).bundle, Tables.load()).plan.stages
    written = {each.drug.value.casefold(): each for each in stage.administrations}
    back = {each.drug.value.casefold(): each for each in plan.stage.administrations}
    assert back.keys() == written.keys()
    for drug, given in written.items():
        assert facts(back[drug]) == facts(given), drug


def facts(given: Administration) -> dict[str, Any]:
    """Values and citations, but for what a code or a service's timing does not carry."""
    service = given.drug.value == "radiotherapy"
    return {
        name: stated and (stated.value if service else (_uncoded(stated.value), stated.citations))
        for name, stated in given.facts.items()
        if name != "doses" and not (service and name in ("route", "frequency"))
    } | {"doses": [(dose.value, dose.citations) for dose in given.doses]}


def _uncoded(value: object) -> object:
    return (value.count, value.period, value.unit) if isinstance(value, Frequency) else value


def test_every_fact_is_in_the_record() -> None:
    (stage,) = trial().regimen.stages
    said = {name for each in stage.administrations for name, stated in each.facts.items() if stated}
    assert set(PATTERN) - said <= {"cycles", "duration"}
    assert all(isinstance(each.drug, Stated) for each in stage.administrations)
