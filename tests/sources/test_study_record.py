"""A record of the registry, field by field, becomes a trial; every leaf is stated, and cited where it stands."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.prose import Stated
from fhiradapter.sources.formats import ctgov_v2
from fhiradapter.sources.study_record import interpret
from fhiradapter.terminology.lexicon import lexicon
from fhiradapter.terminology.tables import Tables
from fhiradapter.trial.source import SourceDocument
from tests.records import COMPLETE_V2
from tests.schedule.words import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.issues import Issue
    from fhiradapter.trial.study import Trial

NOT_OF_THE_STUDY = ("/derivedSection/conditionBrowseModule/ancestors/",)


def read(study: Any, *, schedule: bool = True) -> tuple[Trial, tuple[Issue, ...]]:
    content = json.dumps(study).encode()
    words = lexicon(Tables.load()) if schedule else None
    return interpret(ctgov_v2.parse("study.json", content), SourceDocument("study.json", content), "NCT09999001", words)


def complete() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(COMPLETE_V2.read_text(encoding="utf-8"))
    return found


def protocol(**modules: Any) -> dict[str, Any]:
    return {"protocolSection": modules}


def statements(value: Any) -> Iterator[Stated[Any]]:
    """Every stated value, however deep."""
    if isinstance(value, Stated):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from statements(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from statements(each)


def leaves_of(study: Any) -> dict[str, str]:
    return {leaf.path: leaf.words for leaf in ctgov_v2.parse("x", json.dumps(study).encode()).leaves()}


def test_every_leaf_of_a_complete_record_is_stated() -> None:
    trial, issues = read(complete())
    cited = {citation.path for fact in statements(trial) for citation in fact.citations}
    expected = {path for path in leaves_of(complete()) if not path.startswith(NOT_OF_THE_STUDY)}
    assert expected - cited == set()
    assert [issue.rule for issue in issues] == []


def test_every_citation_cuts_the_words_out_of_its_leaf() -> None:
    trial, _ = read(complete())
    leaves = leaves_of(complete())
    for fact in statements(trial):
        for citation in fact.citations:
            assert citation.end <= len(leaves[citation.path])
            assert citation.cut(leaves[citation.path]).strip()


def test_marks_of_markdown_are_taken_off_values_and_stay_in_citations() -> None:
    trial, _ = read(complete())
    assert trial.official_title is not None
    assert "Examplinib >= 20 mg" in trial.official_title.value
    assert "\\>= 20 mg" in trial.official_title.words
    assert trial.brief_summary is not None
    assert trial.brief_summary.value.endswith("* It has two arms\n* It lasts < 2 years")


def test_both_sides_of_an_assignment_count_once() -> None:
    trial, _ = read(complete())
    first, second, third = trial.arms
    assert [each.intervention.name.value for each in first.assignments] == ["Examplinib", "Radiotherapy"]
    assert [words.value for words in first.assignments[0].words] == [
        "Arm I (examplinib, radiotherapy)",
        "Drug: Examplinib",
    ]
    assert [each.intervention.name.value for each in second.assignments] == ["Placebo"]
    assert third.assignments == ()


def test_an_arm_has_the_schedule_of_its_own_description() -> None:
    trial, _ = read(complete())
    given = trial.arms[0].regimen.administrations[0]
    assert given.drug.value.lower() == "examplinib"
    assert given.days is not None
    assert given.days.value == tuple(range(1, 15))
    assert given.clause.path == "/protocolSection/armsInterventionsModule/armGroups/0/description"
    assert trial.regimen.administrations == ()


def test_without_a_lexicon_no_schedule_is_read_and_none_is_denied() -> None:
    trial, _ = read(complete(), schedule=False)
    assert trial.arms[0].regimen.administrations == ()
    assert trial.regimen.unread


def test_what_has_no_name_is_said_and_kept() -> None:
    study = protocol(
        armsInterventionsModule={
            "interventions": [{"type": "OTHER", "description": "No intervention", "otherNames": ["X"]}]
        },
        outcomesModule={"primaryOutcomes": [{"description": "Measured twice", "timeFrame": "1 year"}]},
    )
    trial, issues = read(study)
    assert (trial.interventions, trial.outcomes) == ((), ())
    assert [note.value.value for note in trial.notes] == ["OTHER", "No intervention", "X", "Measured twice", "1 year"]
    assert {issue.rule for issue in issues} == {"name-not-stated"}


def test_names_that_match_nothing_are_said_and_kept() -> None:
    study = protocol(
        armsInterventionsModule={
            "armGroups": [{"label": "A", "interventionNames": ["Drug: Ghost"]}],
            "interventions": [{"type": "DRUG", "name": "Real", "armGroupLabels": ["B"]}],
        }
    )
    trial, issues = read(study)
    assert [issue.rule for issue in issues] == ["arm-not-matched", "arm-not-matched"]
    assert {(note.field, note.value.value) for note in trial.notes} == {
        ("armGroupLabel", "B"),
        ("interventionName", "Drug: Ghost"),
    }


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2031", "2031"),
        ("2031-02", "2031-02"),
        ("March 2031", "2031-03"),
        ("2031-13", None),
        ("soon", None),
        ("2031-02-30", None),
    ],
)
def test_dates_are_read_or_kept_as_words_and_said(date: str, expected: str | None) -> None:
    trial, issues = read(protocol(statusModule={"startDateStruct": {"date": date}}))
    found = trial.date("startDate")
    assert (found.date.value if found else None) == expected
    assert [note.value.value for note in trial.notes] == ([] if expected else [date])
    assert [issue.rule for issue in issues] == ([] if expected else ["date-not-read"])


@pytest.mark.parametrize(
    ("module", "content", "path"),
    [
        ("identificationModule", {"briefTitle": 5}, "/protocolSection/identificationModule/briefTitle"),
        ("identificationModule", {"briefTitle": {"a": "b"}}, "/protocolSection/identificationModule/briefTitle"),
        ("identificationModule", ["x"], "/protocolSection/identificationModule"),
        ("conditionsModule", {"conditions": "Cancer"}, "/protocolSection/conditionsModule/conditions"),
        ("conditionsModule", {"conditions": [{"x": "y"}]}, "/protocolSection/conditionsModule/conditions/0"),
        ("designModule", {"enrollmentInfo": {"count": "many"}}, "/protocolSection/designModule/enrollmentInfo/count"),
        ("designModule", {"enrollmentInfo": {"count": 1.5}}, "/protocolSection/designModule/enrollmentInfo/count"),
        ("designModule", {"enrollmentInfo": {"count": -1}}, "/protocolSection/designModule/enrollmentInfo/count"),
        ("oversightModule", {"oversightHasDmc": "perhaps"}, "/protocolSection/oversightModule/oversightHasDmc"),
        (
            "armsInterventionsModule",
            {"armGroups": {"label": "A"}},
            "/protocolSection/armsInterventionsModule/armGroups",
        ),
        ("armsInterventionsModule", {"armGroups": ["A"]}, "/protocolSection/armsInterventionsModule/armGroups/0"),
        ("eligibilityModule", {"minimumAge": "grown up"}, "/protocolSection/eligibilityModule/minimumAge"),
    ],
)
def test_what_is_not_of_the_expected_kind_is_said_with_its_place(module: str, content: Any, path: str) -> None:
    _, issues = read(protocol(**{module: content}))
    assert {issue.place.path for issue in issues} == {path}
    assert all(issue.message and issue.remedy for issue in issues)


def test_an_age_is_a_number_with_its_unit() -> None:
    trial, _ = read(protocol(eligibilityModule={"minimumAge": "6 Months", "maximumAge": "1.5 Years"}))
    assert trial.eligibility is not None
    low, high = trial.eligibility.minimum_age, trial.eligibility.maximum_age
    assert low is not None
    assert high is not None
    assert (str(low.value.value), low.value.unit, str(high.value.value), high.value.unit) == ("6", "mo", "1.5", "a")


def test_an_empty_record_states_nothing() -> None:
    trial, issues = read({})
    assert list(statements(trial)) == []
    assert issues == ()


def of_arms(*descriptions: str, listed: tuple[str, ...]) -> list[list[dict[str, object]]]:
    """What each arm is given: the arms, in order, of one intervention each."""
    arms = [
        {"label": f"Arm {number}", "description": text, "interventionNames": [f"Drug: {name}"]}
        for number, (text, name) in enumerate(zip(descriptions, listed, strict=True), start=1)
    ]
    drugs = [
        {"type": "DRUG", "name": name, "armGroupLabels": [arm["label"]]} for arm, name in zip(arms, listed, strict=True)
    ]
    trial, _ = read(protocol(armsInterventionsModule={"armGroups": arms, "interventions": drugs}))
    return [[said(each) for each in arm.regimen.administrations] for arm in trial.arms]


def test_an_arm_whose_description_names_no_treatment_tells_of_its_only_one() -> None:
    text = "An injection of 300 mg, subcutaneous, every 2 weeks."
    first, second = of_arms(text, "Patients receive cisplatin 75 mg/m2.", listed=("AB-101", "AB-102"))
    assert first == [{"drug": "AB-101", "dose": ["300 mg"], "route": "subcutaneous", "times": "1/2wk"}]
    assert all("dose" not in each for each in second if each["drug"] == "AB-102")
