"""The study: status, identity, what the user stated, and versions that follow the content."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fhiradapter.fhir.versions import FhirVersion, translate
from fhiradapter.issues import Severity
from fhiradapter.prose import Stated
from fhiradapter.settings import Settings
from fhiradapter.trial.study import StudyDate, UserFact
from tests.fhir.builders import bosutinib_trial, by_user, registry_trial, venetoclax_trial
from tests.fhir.walk import by_id, cited_elements, elements, only, resources

if TYPE_CHECKING:
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Trial

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def with_status(word: str) -> Trial:
    return replace(registry_trial(), overall_status=Stated(word))


@pytest.mark.parametrize(
    ("word", "r4", "r5"),
    [
        ("NOT_YET_RECRUITING", "approved", "active"),
        ("RECRUITING", "active", "active"),
        ("ACTIVE_NOT_RECRUITING", "closed-to-accrual", "active"),
        ("NO_LONGER_AVAILABLE", "closed-to-accrual", "active"),
        ("WITHDRAWN", "withdrawn", "active"),
    ],
)
def test_status(word: str, r4: str, r5: str, settings: Settings, tables: Tables) -> None:
    for version, code in ((FhirVersion.R4, r4), (FhirVersion.R5, r5)):
        study = only(translate(with_status(word), settings, tables, version)[0], "ResearchStudy")
        assert study["status"] == code


@pytest.mark.parametrize(
    ("word", "reason", "r5"),
    [("UNKNOWN", "unknown", "active"), ("WITHHELD", "masked", "unknown"), ("GONE FISHING", "unknown", "unknown")],
)
def test_a_status_without_code_is_never_active(
    word: str, reason: str, r5: str, settings: Settings, tables: Tables
) -> None:
    r4_study = only(translate(with_status(word), settings, tables, FhirVersion.R4)[0], "ResearchStudy")
    r5_study = only(translate(with_status(word), settings, tables, FhirVersion.R5)[0], "ResearchStudy")
    assert "status" not in r4_study
    assert r4_study["_status"]["extension"] == [{"url": ABSENT, "valueCode": reason}]
    assert r5_study["status"] == r5


def test_a_missing_status_is_said(settings: Settings, tables: Tables) -> None:
    bundle, issues = translate(bosutinib_trial(), settings, tables, FhirVersion.R4)
    (issue,) = [each for each in issues if each.rule == "status-not-stated"]
    assert issue.severity == Severity.WARNING
    assert issue.remedy.startswith("--set overallStatus=RECRUITING (one of NOT_YET_RECRUITING, RECRUITING,")
    assert "status" not in only(bundle, "ResearchStudy")


def test_issues_of_both_seeds(settings: Settings, tables: Tables) -> None:
    _, of_bosutinib = translate(bosutinib_trial(), settings, tables)
    _, of_venetoclax = translate(venetoclax_trial(), settings, tables)
    assert [issue.rule for issue in of_bosutinib] == [
        "registry-number-not-stated",
        "title-composed",
        "status-not-stated",
        *["dose-not-stated"] * 3,
    ]
    assert [issue.rule for issue in of_venetoclax] == [
        "registry-number-not-stated",
        "status-not-stated",
        "enrollment-in-words",
        *["schedule-not-stated"] * 3,
    ]
    assert {issue.place.line for issue in of_bosutinib if issue.rule == "dose-not-stated"} == {34, 36}


def test_nothing_cites_what_the_user_stated(settings: Settings, tables: Tables) -> None:
    trial = replace(
        bosutinib_trial(),
        brief_title=by_user("My title"),
        overall_status=by_user("RECRUITING"),
        user_facts=(UserFact("briefTitle", "My title"), UserFact("overallStatus", "recruiting")),
    )
    bundle, issues = translate(trial, settings, tables, FhirVersion.R4)
    study = only(bundle, "ResearchStudy")
    assert study["title"] == "My title"
    assert not [found for found, _ in cited_elements(study) if "RECRUITING" in str(found) or "My title" in str(found)]
    provenance = by_id(bundle, f"{study['id']}-provenance-user")
    assert [entity["what"]["display"] for entity in provenance["entity"]] == [
        "briefTitle=My title",
        "overallStatus=recruiting",
    ]
    assert provenance["target"] == [{"reference": f"ResearchStudy/{study['id']}"}]
    assert not {issue.rule for issue in issues} & {"title-composed", "status-not-stated"}


def test_without_user_facts_there_is_one_provenance(settings: Settings, tables: Tables) -> None:
    assert len(resources(translate(bosutinib_trial(), settings, tables)[0], "Provenance")) == 1


def test_recorded(tables: Tables) -> None:
    at = "2030-01-02T03:04:05Z"
    for version in FhirVersion:
        stated = only(translate(bosutinib_trial(), Settings(recorded=at), tables, version)[0], "Provenance")
        assert stated["recorded"] == at
    r4 = only(translate(bosutinib_trial(), Settings(), tables, FhirVersion.R4)[0], "Provenance")
    r5 = only(translate(bosutinib_trial(), Settings(), tables, FhirVersion.R5)[0], "Provenance")
    assert r4["_recorded"]["extension"][0]["valueCode"] == "unknown"
    assert not {"recorded", "_recorded"} & r5.keys()


def test_only_the_source_and_its_provenance_know_its_hash(settings: Settings, tables: Tables) -> None:
    trial = bosutinib_trial()
    bundle, _ = translate(trial, settings, tables)
    for resource in resources(bundle):
        knows = trial.source.sha256.hex() in str(resource) or trial.source.named_information in str(resource)
        assert knows == (resource["resourceType"] in ("DocumentReference", "Provenance"))


def test_a_new_source_touches_only_what_changes(settings: Settings, tables: Tables) -> None:
    """A sentence behind all others is new, and the follow-up is another: the drugs stay as they are."""
    before = bosutinib_trial()
    follow_up = replace(before.regimen.follow_ups[0], every=None)
    longer = replace(before.source, content=before.source.content + b"More.", text=before.source.text + "More.")
    after = replace(before, source=longer, regimen=replace(before.regimen, follow_ups=(follow_up,)))
    old = {each["id"]: each for each in resources(translate(before, settings, tables)[0])}
    new = {each["id"]: each for each in resources(translate(after, settings, tables)[0])}
    changed = {each.removeprefix("src-dcdf31ab1534") for each in old if old[each] != new[each]}
    assert changed == {"-source", "-provenance", "-regimen"}
    assert old["src-dcdf31ab1534-regimen"]["version"] != new["src-dcdf31ab1534-regimen"]["version"]


def test_the_version_of_a_registry_record_is_its_date(settings: Settings, tables: Tables) -> None:
    r5 = only(translate(registry_trial(), settings, tables, FhirVersion.R5)[0], "ResearchStudy")
    assert r5["version"] == "2024-01-31"
    assert r5["identifier"][0]["value"] == "NCT01234567"
    assert r5["identifier"][0]["system"] == "http://clinicaltrials.gov"


def test_phases_in_any_order(settings: Settings, tables: Tables) -> None:
    study = only(translate(registry_trial(), settings, tables)[0], "ResearchStudy")
    assert study["phase"]["coding"][0]["code"] == "phase-1-phase-2"
    assert study["phase"]["text"] == "Phase I/II"


def test_conditions_are_alternatives_in_the_group(settings: Settings, tables: Tables) -> None:
    group = only(translate(venetoclax_trial(), settings, tables)[0], "Group")
    (condition,) = [each for each in group["characteristic"] if each["code"]["text"] == "Condition"]
    assert condition["valueCodeableConcept"]["text"] == "B-cell Acute Lymphoblastic Leukemia or B-Cell Lymphoma"


def test_an_intervention_that_is_no_drug_is_a_service(settings: Settings, tables: Tables) -> None:
    bundle, _ = translate(registry_trial(), settings, tables)
    surgery = by_id(bundle, "nct01234567-surgery")
    assert (surgery["kind"], surgery["code"]["text"]) == ("ServiceRequest", "Surgery")
    assert "dosage" not in surgery
    plans = resources(bundle, "PlanDefinition")
    definitions = [each.get("definitionCanonical", "") for plan in plans for each in elements(plan)]
    assert any("nct01234567-surgery|" in each for each in definitions)


def test_an_end_before_the_start(settings: Settings, tables: Tables) -> None:
    trial = replace(
        registry_trial(),
        dates=(StudyDate("startDate", Stated("2024-05-01")), StudyDate("completionDate", Stated("2023"))),
    )
    bundle, issues = translate(trial, settings, tables)
    assert only(bundle, "ResearchStudy")["period"] == {"start": "2024-05-01"}
    assert "dates-reversed" in {issue.rule for issue in issues}
