"""The complete study: every fact of a record stands in R4 and in R5, alike, cited, and in the words of the source."""

from __future__ import annotations

import importlib
import json
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter import json_codec
from fhiradapter.fhir.parts.citing import citations
from fhiradapter.fhir.study.words import LIMIT
from fhiradapter.fhir.versions import FhirVersion, translate
from fhiradapter.prose import Authority, Citation, Stated
from fhiradapter.trial.study import (
    Arm,
    Artifact,
    AssignedTerm,
    Enrollment,
    Fact,
    Identifier,
    Intervention,
    Outcome,
    StudyDate,
    Trial,
)
from fhiradapter.workflows.convert import convert
from fhiradapter.workflows.options import Options
from tests.calls import counted_calls
from tests.fhir.builders import bosutinib_trial, registry_trial, venetoclax_trial
from tests.fhir.facts import STUDY_FACTS, FactPlace, differences, follow
from tests.fhir.registry_record import DATE_KINDS
from tests.fhir.walk import cited_elements, elements, only, resources, words_of
from tests.records import COMPLETE_V2

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables

MODELS = {FhirVersion.R4: "fhir.resources.R4B", FhirVersion.R5: "fhir.resources"}
TRIALS: list[Callable[[], Trial]] = [bosutinib_trial, venetoclax_trial, registry_trial]
RELEASES = pytest.mark.parametrize("version", FhirVersion)
HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too' ]]> \x00 \ud7ff #{}|"


def study(trial: Trial, settings: Settings, tables: Tables, version: FhirVersion) -> dict[str, Any]:
    return only(translate(trial, settings, tables, version)[0], "ResearchStudy")


def stated(value: Any) -> Iterator[Stated[Any]]:
    """Every value of a trial that the source states."""
    if isinstance(value, Stated):
        if value.by == Authority.SOURCE:
            yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from stated(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from stated(each)


def test_the_record_of_the_tests_fills_every_field() -> None:
    """But for what became of its sentences, which is no fact."""
    trial = registry_trial()
    assert [each.name for each in fields(trial) if not getattr(trial, each.name)] == ["heard"]


@RELEASES
@pytest.mark.parametrize("fact", STUDY_FACTS, ids=lambda fact: fact.name)
def test_every_fact_is_written(fact: FactPlace, version: FhirVersion, settings: Settings, tables: Tables) -> None:
    trial = registry_trial()
    lines = fact.words(translate(trial, settings, tables, version)[0], version)
    expected = fact.expected(trial)
    assert expected or fact.name == "enrollment (expected)"
    assert not [word for word in expected if not any(word in line for line in lines)]


@pytest.mark.parametrize("build", TRIALS)
def test_both_releases_state_the_same_facts(build: Callable[[], Trial], settings: Settings, tables: Tables) -> None:
    r4, r5 = (translate(build(), settings, tables, version)[0] for version in FhirVersion)
    assert list(differences(r4, r5)) == []


def test_a_difference_would_be_found(settings: Settings, tables: Tables) -> None:
    """A date of another kind, an arm of another type: the comparison sees what belongs together."""
    trial = registry_trial()
    other = replace(
        trial,
        arms=(replace(trial.arms[0], type=trial.arms[1].type), replace(trial.arms[1], type=trial.arms[0].type)),
        dates=tuple(
            replace(each, kind="dispFirstPostDate" if "Verified" in each.kind else each.kind) for each in trial.dates
        ),
    )
    r4 = translate(trial, settings, tables, FhirVersion.R4)[0]
    r5 = translate(other, settings, tables, FhirVersion.R5)[0]
    assert [each.partition(":")[0] for each in differences(r4, r5)] == ["dates", "arms"]


@RELEASES
def test_every_stated_value_is_cited(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    """But for what is told of an intervention beside its name: that is for its definition and for the plans."""
    trial = registry_trial()
    bare = tuple(replace(each, type=None, description=None, other_names=()) for each in trial.interventions)
    arms = tuple(replace(each, assignments=()) for each in trial.arms)
    bundle, _ = translate(trial, replace(settings, contacts=True), tables, version)
    cited = {citation.path for _, found in cited_elements(bundle) for citation in found}
    wanted = {
        citation.path for fact in stated(replace(trial, interventions=bare, arms=arms)) for citation in fact.citations
    }
    assert len(wanted) > 120
    assert wanted - cited == set()


@RELEASES
def test_what_is_coded_dated_or_counted_stands_in_the_words_of_the_source(
    version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    trial = registry_trial()
    div = study(trial, settings, tables, version)["text"]["div"]
    words = {
        *(words for _, words, _ in DATE_KINDS.values()),
        *("Non-Randomized", "Parallel Assignment", "Interventional", "Prevention", "Active, not recruiting"),
        *("62 (Actual)", "Experimental", "Principal Investigator", "EudraCT Number", "Acme (Industry)"),
        *("PHASE2|PHASE1", "Yes", "No", "June 15, 2023 (Actual)"),
    }
    assert [each for each in words if each not in div] == []


@RELEASES
def test_fhir_resources_accepts_it(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    found = study(registry_trial(), replace(settings, contacts=True), tables, version)
    model = importlib.import_module(f"{MODELS[version]}.researchstudy").ResearchStudy
    parsed = model.model_validate_json(json_codec.encode(found))
    assert json.loads(parsed.model_dump_json()) == json.loads(json_codec.encode(found))


@RELEASES
def test_no_phone_and_no_address_unless_the_operator_wants_them(
    version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    found = json_codec.encode(study(registry_trial(), settings, tables, version)).decode()
    assert "555-0100" not in found
    assert "cook@example.org" not in found
    assert "Cara Cook" in found


def test_contacts_of_r4(settings: Settings, tables: Tables) -> None:
    found = study(registry_trial(), replace(settings, contacts=True), tables, FhirVersion.R4)
    (contact,) = found["contact"]
    assert contact["name"] == "Cara Cook"
    assert [(each["system"], each["value"]) for each in contact["telecom"]] == [
        ("phone", "555-0100"),
        ("email", "cook@example.org"),
    ]


@RELEASES
@pytest.mark.parametrize(
    ("enrollment", "number", "note"),
    [
        (Enrollment(count=Stated(62), type=Stated("ESTIMATED")), {"targetNumber": 62}, []),
        (Enrollment(count=Stated(0), type=Stated("ACTUAL")), {"actualNumber": 0}, []),
        (Enrollment(count=Stated(62)), {}, ["Enrollment: 62"]),
        (Enrollment(count=Stated(62), type=Stated("PLANNED", "Planned")), {}, ["Enrollment: 62 (Planned)"]),
        (Enrollment(count=Stated(2**31), type=Stated("ACTUAL")), {}, ["Enrollment: 2147483648 (ACTUAL)"]),
        (Enrollment(count=Stated(-1), type=Stated("ACTUAL")), {}, ["Enrollment: -1 (ACTUAL)"]),
        (Enrollment(type=Stated("ACTUAL")), {}, ["Enrollment: ACTUAL"]),
        (Enrollment(phrase=Stated("20 to 32 people")), {}, ['Expected enrollment, as stated: "20 to 32 people"']),
    ],
)
def test_enrollment(
    enrollment: Enrollment,
    number: dict[str, int],
    note: list[str],
    version: FhirVersion,
    settings: Settings,
    tables: Tables,
) -> None:
    trial = replace(registry_trial(), enrollment=enrollment, notes=())
    bundle = translate(trial, settings, tables, version)[0]
    found = {
        name: next(iter(follow(only(bundle, "ResearchStudy"), path)), None)
        for name in ("targetNumber", "actualNumber")
        for path in [f"@r5-ResearchStudy.recruitment.{name}" if version == FhirVersion.R4 else f"recruitment/{name}"]
    }
    assert {name: value for name, value in found.items() if value is not None} == number
    assert [each["text"] for each in only(bundle, "ResearchStudy").get("note", ())] == note


@pytest.mark.parametrize(("word", "actual"), [("ACTUAL", True), ("ESTIMATED", False), ("PERHAPS", None), (None, None)])
@pytest.mark.parametrize("kind", ["startDate", "completionDate", "studyFirstPostDate", "primaryCompletionDate"])
def test_actual_dates(kind: str, word: str | None, actual: bool | None, settings: Settings, tables: Tables) -> None:
    date = StudyDate(kind, Stated("2020-02-29"), Stated(word) if word else None)
    found = study(replace(registry_trial(), dates=(date,)), settings, tables, FhirVersion.R5)
    all_dated = [
        *(each for each in found["progressStatus"] if "period" in each),
        *(
            {part["url"]: part.get("valueBoolean", part.get("valuePeriod")) for part in each["extension"]}
            for each in found.get("extension", ())
        ),
    ]
    assert len(all_dated) == 1
    dated = all_dated[0]
    assert dated.get("actual") is actual
    assert {name: dated["period"].get(name) for name in ("start", "end")} == {
        "startDate": {"start": "2020-02-29", "end": None},
        "completionDate": {"start": None, "end": "2020-02-29"},
        "primaryCompletionDate": {"start": None, "end": "2020-02-29"},
        "studyFirstPostDate": {"start": "2020-02-29", "end": "2020-02-29"},
    }[kind]


@RELEASES
def test_the_version_without_a_last_update(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    trial = replace(registry_trial(), dates=())
    place = "@r5-ResearchStudy.version" if version == FhirVersion.R4 else "version"
    assert list(follow(study(trial, settings, tables, version), place)) == ["2024-02-02"]
    (made,) = follow(study(replace(trial, version_holder=None), settings, tables, version), place)
    assert made.startswith("0-")


@RELEASES
def test_headings_stand_beside_the_words_that_they_equal(
    version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    found = study(registry_trial(), settings, tables, version)
    concepts = found["focus"] if version == FhirVersion.R4 else [each["concept"] for each in found["focus"]]
    asthma, drug = found["condition"][0], concepts[0]
    mesh = "https://www.nlm.nih.gov/mesh"
    assert asthma["text"] == "Asthma"
    assert {"system": mesh, "code": "D001249", "display": "ASTHMA"} in bare(asthma["coding"])
    assert {"system": mesh, "code": "D0999", "display": "drug a"} in bare(drug["coding"])
    assert {each["extension"][0]["valueCode"] for each in asthma["coding"]} <= {"record", "record-mesh", "table-name"}
    assert [each["text"] for each in found["keyword"]] == ["lung", "airway", "Bronchial Diseases", "Cortisone"]
    assert bare(found["keyword"][2]["coding"]) == [{"system": mesh, "display": "Bronchial Diseases"}]
    assert "coding" not in found["keyword"][0]


def bare(codings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the step that found them."""
    return [{name: value for name, value in each.items() if name != "extension"} for each in codings]


def test_a_heading_is_written_once(settings: Settings, tables: Tables) -> None:
    twice = tuple(
        AssignedTerm(kind, Stated("Fever"), Stated("D1")) for kind in ("condition", "condition", "intervention")
    )
    trial = replace(registry_trial(), assigned_terms=twice, keywords=())
    (keyword,) = study(trial, settings, tables, FhirVersion.R4)["keyword"]
    assert (keyword["text"], len(keyword["coding"])) == ("Fever", 1)


def test_interventions_of_one_name_are_one_topic(settings: Settings, tables: Tables) -> None:
    names = [Stated(word, "", (Citation(0, 4, f"/{number}"),)) for number, word in enumerate(("Salt", "SALT", "Oil"))]
    trial = replace(registry_trial(), interventions=tuple(map(Intervention, names)), arms=(), assigned_terms=())
    focus = study(trial, settings, tables, FhirVersion.R4)["focus"]
    assert [each["text"] for each in focus] == ["Salt", "Oil"]
    assert len(focus[0]["extension"]) == 2


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("ftp://example.org/x", True),
        ("www.example.org", False),
        ("https://example.org/a b", False),
        ("https://example.org/[1]", False),
        ("javascript:alert(1)", False),
        ("https://", False),
    ],
)
@RELEASES
def test_addresses(address: str, is_one: bool, version: FhirVersion, settings: Settings, tables: Tables) -> None:
    trial = replace(
        registry_trial(),
        artifacts=(Artifact(kind="seeAlso", url=Stated(address)),),
        identifiers=(Identifier("orgStudyId", Stated("X1"), link=Stated(address)),),
    )
    place = "relatedArtifact/url" if version == FhirVersion.R4 else "relatedArtifact/document/url"
    found = study(trial, settings, tables, version)
    assert list(follow(found, place))[1:] == ([address] * 2 if is_one else [])
    shown = [each for each in follow(found, "relatedArtifact/display") if address in each]
    assert len(shown) == (0 if is_one else 2)


@RELEASES
def test_publications(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    trial = replace(
        registry_trial(),
        identifiers=(),
        artifacts=(
            *registry_trial().artifacts[:1],
            Artifact(kind="citation", text=Stated("Anon."), pmid=Stated("PMC 77")),
        ),
    )
    _, retracted, odd = study(trial, settings, tables, version)["relatedArtifact"]
    pubmed = "https://pubmed.ncbi.nlm.nih.gov/12345678/"
    assert retracted["url" if version == FhirVersion.R4 else "document"] == (
        pubmed if version == FhirVersion.R4 else {"url": pubmed}
    )
    assert (retracted["type"], retracted["label"]) == ("citation", "RESULT (retracted)")
    assert retracted["citation"] == "Able A. On air. J Air. 2020."
    assert "Retracted in 2021" in retracted["display"]
    assert (odd["citation"], odd["display"]) == ("Anon.", "PMID: PMC 77")
    assert not {"url", "document"} & odd.keys()


@RELEASES
def test_only_what_is_so_has_a_code(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    place = "@r5-ResearchStudy.classifier" if version == FhirVersion.R4 else "classifier"
    for word, codes in (("true", ["fda-regulated-drug"]), ("false", [])):
        trial = replace(registry_trial(), classifiers=(Fact("isFdaRegulatedDrug", Stated(word)),))
        (found,) = follow(study(trial, settings, tables, version), place)
        assert list(follow(found, "coding/code")) == codes
        assert found["text"].endswith(f": {word}")


@RELEASES
def test_former_numbers(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    current, former, *_ = study(registry_trial(), settings, tables, version)["identifier"]
    assert (current["use"], former["use"]) == ("official", "old")
    assert current["system"] == former["system"] == "http://clinicaltrials.gov"


@RELEASES
def test_absent_stays_absent(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    """A trial of which only the id is known has an identifier of ours, a composed title, and nothing else."""
    trial = Trial(id="src-1", source=registry_trial().source)
    found = study(trial, settings, tables, version)
    always = {"resourceType", "id", "meta", "language", "text", "identifier", "title", "relatedArtifact"}
    of_r4 = {"_status", "extension", "enrollment"}
    of_r5 = {"url", "version", "status", "recruitment"}
    assert set(found) == always | (of_r4 if version == FhirVersion.R4 else of_r5)


@RELEASES
def test_an_arm_without_a_name(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    trial = replace(registry_trial(), arms=(Arm(), Arm()))
    arms = study(trial, settings, tables, version)["arm" if version == FhirVersion.R4 else "comparisonGroup"]
    assert [(each["id"], each["name"]) for each in arms] == [("arm-1", "Arm 1"), ("arm-2", "Arm 2")]
    assert not [each for each in arms if {"type", "description"} & each.keys()]


def replaced(value: Any, text: str) -> Any:
    """The same value with every word in it replaced."""
    if isinstance(value, Stated):
        return replace(value, value=text, words=text) if isinstance(value.value, str) else value
    if isinstance(value, tuple):
        return tuple(replaced(each, text) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: replaced(getattr(value, each.name), text) for each in fields(value)})
    return value


@RELEASES
def test_hostile_text(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    """Dates never reach us in words that are none."""
    trial = registry_trial()
    names = [each.name for each in fields(trial) if each.name not in ("id", "source", "dates", "regimen")]
    hostile = replace(trial, **{name: replaced(getattr(trial, name), HOSTILE) for name in names})
    for resource in resources(translate(hostile, replace(settings, contacts=True), tables, version)[0]):
        assert "<script" not in resource["text"]["div"]
        assert "\x00" not in resource["text"]["div"]
        assert not [each for each in elements(resource) if HOSTILE in (each.get("reference"), each.get("url"))]


@RELEASES
def test_texts_that_fhir_cannot_hold_are_cut_and_say_so(
    version: FhirVersion, settings: Settings, tables: Tables
) -> None:
    long = "word " * (LIMIT // 4)
    trial = registry_trial()
    vast = replace(
        trial,
        brief_title=Stated("T"),
        artifacts=(Artifact(kind="citation", text=Stated(long)),),
        outcomes=(Outcome("primary", Stated(long), Stated(long)),),
        arms=(Arm(description=Stated(long)),),
        detailed_description=Stated(long),
    )
    found = study(vast, settings, tables, version)
    texts = [each for name, content in found.items() if name != "text" for each in words_of(content)]
    assert max(map(len, texts)) <= LIMIT
    assert sum("Shortened" in each for each in texts) == 5


@RELEASES
def test_a_hundred_thousand_outcomes(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    """Ten times as many outcomes take about ten times as many calls, and not a hundred times."""
    took = []
    for count in (1_000, 10_000, 100_000):
        outcomes = tuple(
            Outcome("primary", Stated(f"Measure {number}", "", (Citation(0, 9, f"/outcomes/{number}"),)))
            for number in range(count)
        )
        trial = replace(registry_trial(), outcomes=outcomes)
        with counted_calls() as calls:
            found = study(trial, settings, tables, version)
        took.append(calls[0])
        place = "@r5-ResearchStudy.outcomeMeasure" if version == FhirVersion.R4 else "outcomeMeasure"
        assert sum(1 for _ in follow(found, place)) == count
    assert took[1] < 12 * took[0]
    assert took[2] < 12 * took[1]


@pytest.mark.parametrize("schedule", [True, False])
def test_what_the_registry_says_of_a_drug_stays_whether_or_not_it_is_scheduled(*, schedule: bool) -> None:
    options = Options.of(schedule=schedule)
    conversion = convert(COMPLETE_V2.read_bytes(), name="study.json", options=options)
    (drug,) = [
        each for each in resources(conversion.bundle, "ActivityDefinition") if each["id"] == "nct09999001-examplinib"
    ]
    assert drug["description"].endswith("Type: DRUG.\n\nGiven as capsules\n\nOther names: EXA-1, Examplar")
    cited = {citation.path.rpartition("/interventions/")[2] for citation in citations(drug["_description"])}
    assert cited == {"0/type", "0/description", "0/otherNames/0", "0/otherNames/1"}
    (plan,) = [each for each in resources(conversion.bundle, "PlanDefinition") if each["id"].endswith("arm-1")]
    assert "Drug: Examplinib" in plan["text"]["div"] or "Drug: Examplinib" in str(plan["action"])


@pytest.mark.parametrize("release", ["R4", "R5"])
def test_an_outcome_of_a_list_that_does_not_tell_its_kind_has_none(release: str) -> None:
    """Older downloads have one column for all outcomes."""
    table = "NCT Number,Title,Status,Outcome Measures\nNCT00000001,A trial,Completed,Survival|Joy\n"
    bundle = convert(table, options=Options.of(fhir=release)).bundle
    written = json_codec.encode(bundle).decode()
    assert "Survival" in written
    assert "Joy" in written
    assert "Other pre-specified" not in written
