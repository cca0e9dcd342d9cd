"""What both example trials have to become, and what must never be made of them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter import json_codec
from fhiradapter.fhir.versions import FhirVersion, translate
from tests.fhir.builders import bosutinib_trial, registry_trial, venetoclax_trial
from tests.fhir.walk import action, by_id, cited_elements, days, elements, only, resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Trial

VERSIONS = list(FhirVersion)
TRIALS: list[Callable[[], Trial]] = [bosutinib_trial, venetoclax_trial, registry_trial]
STUDY_004 = "src-dcdf31ab1534"


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> FhirVersion:
    chosen: FhirVersion = request.param
    return chosen


@pytest.fixture
def bosutinib(settings: Settings, tables: Tables, version: FhirVersion) -> dict[str, Any]:
    return translate(bosutinib_trial(), settings, tables, version)[0]


@pytest.fixture
def venetoclax(settings: Settings, tables: Tables, version: FhirVersion) -> dict[str, Any]:
    return translate(venetoclax_trial(), settings, tables, version)[0]


def test_six_cycles_of_28_days(bosutinib: dict[str, Any]) -> None:
    plan = only(bosutinib, "PlanDefinition")
    first = action(plan, "c1")["timingTiming"]["repeat"]
    others = action(plan, "c2-6")["timingTiming"]["repeat"]
    assert (first["count"], first["duration"], first["durationUnit"]) == (1, 28, "d")
    assert (others["count"], others["countMax"]) == (1, 5)
    assert (others["frequency"], others["period"], others["periodUnit"]) == (1, 28, "d")
    (after,) = action(plan, "c2-6")["relatedAction"]
    assert {"c1", "after-end"} == set(after.values())


def test_days_in_the_first_cycle(bosutinib: dict[str, Any]) -> None:
    plan = only(bosutinib, "PlanDefinition")
    assert days(action(plan, "c1-bos")) == list(range(1, 29))
    assert days(action(plan, "c1-ino")) == [1, 8, 15]


def test_responders_have_a_choice_from_cycle_two_on(bosutinib: dict[str, Any]) -> None:
    plan = only(bosutinib, "PlanDefinition")
    assert "requiredBehavior" not in json.dumps(action(plan, "c1"), default=str)
    choice = action(plan, "c2-6-ino")
    ordinary, for_responders = choice["action"]
    assert choice["selectionBehavior"] == "exactly-one"
    assert (days(ordinary), days(for_responders)) == ([1, 8, 15], [1])
    assert for_responders["requiredBehavior"] == "could"
    (condition,) = for_responders["condition"]
    assert condition["kind"] == "start"
    assert condition["expression"]["expression"].startswith("confirmed complete response")


def test_one_stop_condition_with_the_whole_phrase(bosutinib: dict[str, Any]) -> None:
    stops = [each for each in elements(only(bosutinib, "PlanDefinition")) if each.get("kind") == "stop"]
    assert [stop["expression"]["expression"] for stop in stops] == ["disease progression or unacceptable toxicity"]
    assert "language" not in stops[0]["expression"]


def test_follow_up_every_12_weeks_for_up_to_a_year(bosutinib: dict[str, Any]) -> None:
    repeat = action(only(bosutinib, "PlanDefinition"), "followup")["timingTiming"]["repeat"]
    assert repeat["boundsRange"].keys() & {"low", "high"} == {"high"}
    assert (repeat["boundsRange"]["high"]["value"], repeat["boundsRange"]["high"]["code"]) == (1, "a")
    assert (repeat["frequency"], repeat["period"], repeat["periodUnit"]) == (1, 12, "wk")


def test_daily_dosage_is_bound_to_28_days(bosutinib: dict[str, Any]) -> None:
    (dosage,) = by_id(bosutinib, f"{STUDY_004}-bosutinib")["dosage"]
    repeat = dosage["timing"]["repeat"]
    assert (repeat["boundsDuration"]["value"], repeat["frequency"], repeat["period"]) == (28, 1, 1)
    assert dosage["timing"]["code"]["coding"][0]["code"] == "QD"
    assert dosage["route"]["coding"][0]["code"] == "26643006"
    assert dosage["text"].endswith("on days 1-28 of each 28-day cycle. Dose: not stated in source.")


def test_weekly_days_are_three_times_every_seven_days(bosutinib: dict[str, Any]) -> None:
    (dosage,) = by_id(bosutinib, f"{STUDY_004}-inotuzumab-d1-8-15")["dosage"]
    repeat = {name: value for name, value in dosage["timing"]["repeat"].items() if not name.startswith("_")}
    assert repeat == {
        "count": 3,
        "duration": 1,
        "durationUnit": "h",
        "frequency": 1,
        "period": 7,
        "periodUnit": "d",
    }


def test_the_option_of_responders_has_no_infusion_time(bosutinib: dict[str, Any]) -> None:
    (dosage,) = by_id(bosutinib, f"{STUDY_004}-inotuzumab-d1")["dosage"]
    assert dosage["timing"]["repeat"] == {"count": 1}
    assert "from cycle 2 on. Only with: confirmed complete response" in dosage["text"]


def test_a_template_per_scheduled_administration_never_an_order(bosutinib: dict[str, Any]) -> None:
    templates = resources(bosutinib, "MedicationRequest")
    assert [each["id"] for each in templates] == [
        f"{STUDY_004}-bosutinib-tmpl",
        f"{STUDY_004}-inotuzumab-d1-8-15-tmpl",
        f"{STUDY_004}-inotuzumab-d1-tmpl",
    ]
    for template in templates:
        assert (template["status"], template["intent"]) == ("draft", "proposal")
        assert template["subject"]["reference"] == f"Group/{STUDY_004}-population"
        assert "TEMPLATE - not an order" in template["text"]["div"]
        assert "Dose: not stated in source." in template["text"]["div"]


def test_composed_title(bosutinib: dict[str, Any]) -> None:
    study = only(bosutinib, "ResearchStudy")
    assert study["title"] == "Bosutinib and inotuzumab ozogamicin (phase I/II)"
    assert "_title" not in study
    assert study["phase"]["coding"][0]["code"] == "phase-1-phase-2"


def test_no_dose_is_said_and_none_is_made_up(bosutinib: dict[str, Any], venetoclax: dict[str, Any]) -> None:
    for bundle in (bosutinib, venetoclax):
        for definition in resources(bundle, "ActivityDefinition"):
            for dosage in definition.get("dosage", ()):
                (rate,) = dosage["doseAndRate"]
                assert rate == {
                    "extension": [
                        {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}
                    ]
                }
                assert dosage["text"].endswith("Dose: not stated in source.")


def test_a_trial_without_schedule_has_none(venetoclax: dict[str, Any]) -> None:
    plan = only(venetoclax, "PlanDefinition")
    names = {name for found in elements(plan) for name in found}
    assert not names & {"count", "countMax", "frequency", "period"}
    assert not [found for found in elements(plan) if str(found.get("url", "")).endswith("daysOfCycle")]
    assert not resources(venetoclax, "MedicationRequest")
    assert [each["title"] for each in action(plan, "treatment")["action"]] == [
        "Venetoclax",
        "Dexamethasone",
        "Inotuzumab Ozogamicin",
    ]
    bounds = action(plan, "treatment")["timingTiming"]["repeat"]["boundsRange"]
    assert (bounds["low"]["value"], bounds["high"]["value"], bounds["low"]["code"]) == (6, 9, "mo")
    assert action(plan, "followup")["timingTiming"]["repeat"]["boundsDuration"]["value"] == 2


def test_a_phrase_is_no_number_of_participants(venetoclax: dict[str, Any]) -> None:
    study = only(venetoclax, "ResearchStudy")
    assert study["note"][0]["text"] == 'Expected enrollment, as stated: "20 to 32 people"'
    numbers = [item for found in elements(study) for item in found.items() if item[1] in (20, 32)]
    assert {name for name, _ in numbers} <= {"valueInteger"}  # offsets and lengths of citations
    assert "quantity" not in only(venetoclax, "Group")


@pytest.mark.parametrize("build", [bosutinib_trial, venetoclax_trial])
def test_every_citation_quotes_what_it_supports(
    build: Callable[[], Trial], version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    trial = build()
    bundle, _ = translate(trial, settings, tables, version)
    seen = 0
    for found, cited in cited_elements(bundle):
        quoted = " ".join(" ".join(citation.cut(trial.source.text) for citation in cited).split())
        assert quoted
        # a drug keeps its words beside its codes; where FHIR has a code for a fact, the words may be ours
        of_fhir = any("hl7.org" in each["system"] for each in found.get("coding", ())[:1])
        for name in ("text", "expression", "textEquivalent"):
            if name in found and not {"doseAndRate", "repeat"} & found.keys() and not of_fhir:
                if found[name] in ("PO", "IV"):  # the abbreviation of a route
                    continue
                words = str(found[name]).replace(" or chronic", " chronic").replace(" or B-Cell", " B-Cell")
                assert quoted in words or words in quoted, (name, words)
                seen += 1
    assert seen > 10


def test_every_dosage_number_stands_in_the_clause_it_cites(bosutinib: dict[str, Any]) -> None:
    words = {1: ("1", "once"), 7: ("8",), 3: ("15",), 28: ("28",)}
    source = bosutinib_trial().source.text
    for template in resources(bosutinib, "MedicationRequest"):
        (dosage,) = template["dosageInstruction"]
        (_, (clause,)) = next(cited_elements(dosage))
        quoted = clause.cut(source)
        repeat = dosage["timing"]["repeat"]
        numbers = [value for value in repeat.values() if isinstance(value, int | Decimal)]
        assert numbers
        assert all(any(word in quoted for word in words[int(number)]) for number in numbers)


@pytest.mark.parametrize("build", TRIALS)
def test_the_same_trial_gives_the_same_bytes(
    build: Callable[[], Trial], version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    once = json_codec.encode(translate(build(), settings, tables, version)[0])
    again = json_codec.encode(translate(build(), settings, tables, version)[0])
    assert once == again


@pytest.mark.parametrize("build", TRIALS)
def test_references_resolve_and_what_is_referenced_comes_first(
    build: Callable[[], Trial], version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    bundle, _ = translate(build(), settings, tables, version)
    written: list[str] = [entry["request"]["url"] for entry in bundle["entry"]]
    canonicals = {each["url"]: each for each in resources(bundle, "ActivityDefinition")}
    for position, entry in enumerate(bundle["entry"]):
        for found in elements(entry["resource"]):
            reference = found.get("reference")
            if isinstance(reference, str):
                cycle = reference.startswith("ResearchStudy/") and entry["request"]["url"].startswith("PlanDefinition/")
                # the document that holds the source cites itself
                assert written.index(reference) <= position or cycle, reference
            if "definitionCanonical" in found:
                url, _, version_named = found["definitionCanonical"].partition("|")
                assert canonicals[url]["version"] == version_named


@pytest.mark.parametrize("build", TRIALS)
def test_the_bundle_is_a_transaction_of_puts(
    build: Callable[[], Trial], version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    bundle, _ = translate(build(), settings, tables, version)
    assert bundle["type"] == "transaction"
    for entry in bundle["entry"]:
        resource = entry["resource"]
        assert entry["request"] == {"method": "PUT", "url": f"{resource['resourceType']}/{resource['id']}"}
        assert entry["fullUrl"] == f"{settings.base}/{entry['request']['url']}"


@pytest.mark.parametrize("build", TRIALS)
def test_no_element_is_empty(
    build: Callable[[], Trial], version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    bundle, _ = translate(build(), settings, tables, version)
    for found in elements(bundle):
        assert found
        assert not [name for name, value in found.items() if value in (None, "", [], {})]
