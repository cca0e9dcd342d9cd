"""The whole bundle: its order, its provenance, its source, and what is said about the fields of a record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.fhir.assembly.document import source_document
from fhiradapter.fhir.assembly.findings import findings
from fhiradapter.fhir.parts.brief import Brief
from fhiradapter.fhir.treatment.courses import courses, definitions_of
from fhiradapter.fhir.versions import TRANSLATORS, FhirVersion, translate
from fhiradapter.issues import Severity
from fhiradapter.prose import Stated
from fhiradapter.settings import Settings
from fhiradapter.trial.eligibility import Eligibility
from fhiradapter.trial.people import Party, Site
from fhiradapter.trial.source import SourceDocument
from fhiradapter.trial.study import Arm, Assignment, Enrollment, Fact, Intervention, Trial
from tests.fhir.builders import bosutinib_trial
from tests.fhir.leaves import cited_paths
from tests.fhir.registry_people import eligibility, said
from tests.fhir.registry_record import registry_trial
from tests.fhir.walk import elements, only, resources

if TYPE_CHECKING:
    from fhiradapter.issues import Issue
    from fhiradapter.terminology.tables import Tables

SOURCE = SourceDocument(name="record.json", content=b"{}", media_type="application/json")


def issues_of(tables: Tables, trial: Trial, settings: Settings | None = None) -> dict[str, list[Issue]]:
    """What is found in the trial, by rule."""
    release = TRANSLATORS[FhirVersion.R4].release
    brief = Brief(trial=trial, settings=settings or Settings(), tables=tables, release=release)
    found: dict[str, list[Issue]] = {}
    for issue in findings(brief, definitions_of(courses(brief))):
        found.setdefault(issue.rule, []).append(issue)
    return found


def record(**fields: Any) -> Trial:
    return Trial(id="NCT01234567", source=SOURCE, **fields)


@pytest.mark.parametrize("version", FhirVersion)
def test_what_is_referenced_stands_first(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    bundle, _ = translate(registry_trial(), settings, tables, version)
    kinds = [*dict.fromkeys(each["resourceType"] for each in resources(bundle))]
    known = "Device DocumentReference Organization Location PractitionerRole Group"
    assert [kind for kind in kinds if kind in known.split()] == known.split()
    assert kinds[-1] == "Provenance"
    there = {f"{each['resourceType']}/{each['id']}" for each in resources(bundle)}
    local = {each["reference"] for each in elements(bundle) if isinstance(each.get("reference"), str)}
    assert local <= there


@pytest.mark.parametrize("version", FhirVersion)
def test_the_provenance_answers_for_all_of_it(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    bundle, _ = translate(registry_trial(), settings, tables, version)
    (provenance,) = [each for each in resources(bundle, "Provenance") if each["id"].endswith("-provenance")]
    made = {
        f"{each['resourceType']}/{each['id']}"
        for each in resources(bundle)
        if each["resourceType"] not in ("Device", "DocumentReference", "Provenance")
    }
    targets = [each["reference"] for each in provenance["target"]]
    assert set(targets) == made
    assert len(targets) == len(made)


def test_the_source_tells_about_itself(settings: Settings, tables: Tables) -> None:
    release = TRANSLATORS[FhirVersion.R4].release
    trial = record(about_source=(said("Retrieved on", "about/0"), said("May 1, 2020", "about/1")))
    brief = Brief(trial=trial, settings=settings, tables=tables, release=release)
    document = source_document(brief)
    assert document["description"] == "Trial description as received. Retrieved on May 1, 2020"
    assert cited_paths(document["_description"]) == {"/about/0", "/about/1"}
    assert not [each for each in elements(document) if "valueReference" in each], "a document does not refer to itself"
    assert document["content"][0]["attachment"]["contentType"] == "application/json"
    silent = source_document(replace(brief, trial=record()))
    assert silent["description"] == "Trial description as received"
    assert "_description" not in silent


def test_a_number_of_people_without_its_kind(tables: Tables) -> None:
    (issue,) = issues_of(tables, record(enrollment=Enrollment(count=said(62, "n"))))["enrollment-type-not-stated"]
    assert issue.severity is Severity.INFORMATION
    assert (issue.place.file, issue.place.path, issue.place.line) == ("record.json", "/n", None)
    typed = record(enrollment=Enrollment(count=said(62, "n"), type=said("ACTUAL", "t")))
    assert "enrollment-type-not-stated" not in issues_of(tables, typed)


def test_sites_without_a_name_are_told_together(tables: Tables) -> None:
    named, nameless = Site(facility=said("Clinic", "f")), Site(city=said("Anytown", "c"))
    (issue,) = issues_of(tables, record(sites=(named, nameless, Site())))["site-without-name"]
    assert "2 of 3" in issue.message
    assert issue.place.path == "/c"
    (bare,) = issues_of(tables, record(sites=(Site(),)))["site-without-name"]
    assert bare.place.file == "record.json"
    assert "site-without-name" not in issues_of(tables, record(sites=(named,)))


def test_a_country_is_told_once(tables: Tables) -> None:
    atlantis, germany = Site(country=said("Atlantis", "a")), Site(country=said("Germany", "g"))
    found = issues_of(tables, record(sites=(germany, atlantis, atlantis), countries=(said("Atlantis", "first"),)))
    (issue,) = found["country-not-known"]
    assert "Atlantis" in issue.message
    assert issue.place.path == "/first"


def test_a_type_of_intervention_that_nobody_knows(tables: Tables) -> None:
    odd, drug = said("SPELL", "s"), said("DRUG", "d")
    trial = record(
        interventions=(
            Intervention(said("A", "a"), odd),
            Intervention(said("B", "b"), odd),
            Intervention(said("C", "c"), drug),
        )
    )
    (issue,) = issues_of(tables, trial)["intervention-type-not-known"]
    assert "SPELL" in issue.message


def test_words_that_nobody_knows_are_told_once(tables: Tables) -> None:
    odd = said("ODD", "odd")
    trial = record(
        primary_purpose=odd,
        study_type=odd,
        phases=odd.having(("PHASE1", "ODD")),
        design=(Fact("allocation", odd), Fact("whoMasked", odd), Fact("maskingDescription", odd), Fact("", odd)),
        arms=(Arm(type=odd), Arm(type=odd)),
        eligibility=Eligibility(sex=odd),
        parties=(Party("official", odd, words=odd, person=True), Party("contact", odd, words=odd, person=True)),
        sites=(Site(facility=odd, status=odd), Site(facility=odd, status=odd)),
    )
    told = [issue.remedy.split()[2] for issue in issues_of(tables, trial)["word-not-known"]]
    fields = "studyType primaryPurpose allocation whoMasked armGroupType sex officialRole siteStatus phases"
    assert told == [f"{field}/ODD" for field in fields.split()]


def test_words_of_the_registry_are_known_without_a_code(tables: Tables) -> None:
    """FACTORIAL, NA, OTHER and ALL have no code, and are no surprise."""
    trial = record(
        primary_purpose=said("OTHER", "p"),
        design=(
            Fact("allocation", said("NA", "a")),
            Fact("interventionModel", said("FACTORIAL", "m")),
            Fact("masking", said("QUADRUPLE", "k")),
            Fact("timePerspective", said("OTHER", "t")),
        ),
        eligibility=Eligibility(sex=said("ALL", "s")),
        parties=(Party("collaborator", said("Acme", "n"), kind=said("NETWORK", "c")),),
    )
    assert "word-not-known" not in issues_of(tables, trial)


def test_nothing_of_the_full_record_is_unknown(tables: Tables) -> None:
    assert "word-not-known" not in issues_of(tables, registry_trial())
    assert "intervention-type-not-known" not in issues_of(tables, registry_trial())


def test_ages_the_wrong_way_round(tables: Tables) -> None:
    stated = eligibility()
    turned = replace(stated, minimum_age=stated.maximum_age, maximum_age=stated.minimum_age)
    (issue,) = issues_of(tables, record(eligibility=turned))["ages-reversed"]
    assert issue.severity is Severity.WARNING
    assert "ages-reversed" not in issues_of(tables, record(eligibility=stated))


def test_contacts_that_are_left_out_are_counted(tables: Tables) -> None:
    (issue,) = issues_of(tables, registry_trial())["contacts-not-written"]
    assert "3" in issue.message
    assert "555" not in str(issue)
    assert "contacts-not-written" not in issues_of(tables, registry_trial(), Settings(contacts=True))


def test_a_drug_without_a_schedule_is_told_once_for_all_arms(tables: Tables) -> None:
    drug = Intervention(said("Drug A", "name"), said("DRUG", "type"))
    arms = tuple(Arm(label=Stated(f"Arm {number}"), assignments=(Assignment(drug),)) for number in range(30))
    assert len(issues_of(tables, record(interventions=(drug,), arms=arms))["schedule-not-stated"]) == 1


def test_only_a_plain_text_has_lines(settings: Settings, tables: Tables) -> None:
    _, of_record = translate(registry_trial(), settings, tables)
    assert not [issue for issue in of_record if issue.place.path and issue.place.line]
    _, of_text = translate(bosutinib_trial(), settings, tables)
    assert [issue for issue in of_text if issue.place.line and not issue.place.path]


def test_a_plain_text_has_no_study_resources_that_it_does_not_state(settings: Settings, tables: Tables) -> None:
    bundle, _ = translate(bosutinib_trial(), settings, tables)
    assert not [each for kind in ("Organization", "PractitionerRole", "Location") for each in resources(bundle, kind)]
    assert not only(bundle, "Group").keys() & {"extension", "quantity"}
