"""Who may take part: ages, sex, criteria and numbers of people, in both releases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from fhiradapter.fhir.parts.brief import Brief
from fhiradapter.fhir.parts.citing import citations
from fhiradapter.fhir.study.group import population
from fhiradapter.fhir.versions import TRANSLATORS, FhirVersion
from fhiradapter.prose import Stated
from fhiradapter.trial.eligibility import Age, Criterion, Eligibility
from fhiradapter.trial.study import Enrollment
from tests.fhir.leaves import cited_paths, leaves, modelled
from tests.fhir.registry_people import eligibility, said
from tests.fhir.registry_record import registry_trial

if TYPE_CHECKING:
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too' ]]> \x00"


@pytest.fixture(params=FhirVersion)
def brief(request: pytest.FixtureRequest, settings: Settings, tables: Tables) -> Brief:
    release = TRANSLATORS[request.param].release
    return Brief(trial=registry_trial(), settings=settings, tables=tables, release=release)


def group_of(brief: Brief, stated: Eligibility | None, **others: Any) -> dict[str, Any]:
    return population(replace(brief, trial=replace(brief.trial, eligibility=stated, **others)))


def values(group: dict[str, Any], code: str) -> list[Any]:
    """The values of the characteristics with this code, words of concepts as text."""
    found = [each for each in group["characteristic"] if each["code"]["text"] == code]
    (content,) = ([value for name, value in each.items() if name.startswith("value")] for each in found[:1])
    return [content[0].get("text", content[0]) if isinstance(content[0], dict) else content[0]]


def age(value: int, unit: str, words: str) -> Stated[Age]:
    return said(Age(Decimal(value), unit), f"age/{value}", words)


def test_a_typed_model_accepts_it(brief: Brief) -> None:
    assert modelled(population(brief), brief.release.name)


def test_every_fact_is_cited(brief: Brief) -> None:
    trial = brief.trial
    stated = (*leaves(trial.eligibility), *leaves(trial.enrollment), *leaves(trial.population), *trial.conditions)
    assert {each.citations[0].path for each in stated} <= cited_paths(population(brief))


def test_facts_in_the_words_of_the_source(brief: Brief) -> None:
    div = population(brief)["text"]["div"]
    for each in (*leaves(brief.trial.eligibility), *leaves(brief.trial.enrollment)):
        if each.citations[0].path != "/eligibility/criteria":  # told item by item
            assert each.words in div


def test_what_the_fields_say(brief: Brief) -> None:
    group = population(brief)
    assert values(group, "Sex") == ["FEMALE"]
    assert values(group, "Gender-based eligibility") == [True]
    assert values(group, "Accepts healthy volunteers") == [False]
    assert values(group, "Study population") == ["People of a clinic"]
    assert values(group, "Sampling method") == ["NON_PROBABILITY_SAMPLE"]
    (sex,) = [each for each in group["characteristic"] if each["code"]["text"] == "Sex"]
    assert sex["valueCodeableConcept"]["coding"][0]["code"] == "female"


def test_all_sexes_are_no_characteristic(brief: Brief) -> None:
    group = group_of(brief, replace(eligibility(), sex=said("ALL", "eligibility/sex", "Both")))
    assert "Sex" not in {each["code"]["text"] for each in group["characteristic"]}
    assert "/eligibility/sex" in {each.path for each in citations(group)}
    assert "<th>Sex</th><td>Both</td>" in group["text"]["div"]


def ranges(group: dict[str, Any]) -> list[dict[str, tuple[Decimal, str, str]]]:
    found = [each["valueRange"] for each in group["characteristic"] if each["code"]["text"] == "Age"]
    return [{end: (limit["value"], limit["code"], limit["unit"]) for end, limit in each.items()} for each in found]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ((18, "a"), (65, "a"), [{"low": (18, "a", "years"), "high": (65, "a", "years")}]),
        ((1, "a"), None, [{"low": (1, "a", "year")}]),
        (None, (6, "mo"), [{"high": (6, "mo", "months")}]),
        ((6, "mo"), (2, "a"), [{"low": (6, "mo", "months")}, {"high": (2, "a", "years")}]),
        ((70, "a"), (20, "a"), [{"low": (70, "a", "years")}, {"high": (20, "a", "years")}]),
        ((0, "d"), (28, "d"), [{"low": (0, "d", "days"), "high": (28, "d", "days")}]),
        (None, None, []),
    ],
)
def test_ages(
    brief: Brief, low: tuple[int, str] | None, high: tuple[int, str] | None, expected: list[dict[str, Any]]
) -> None:
    limits = [age(*each, f"{each[0]} {each[1]}") if each else None for each in (low, high)]
    group = group_of(brief, Eligibility(minimum_age=limits[0], maximum_age=limits[1]))
    assert ranges(group) == expected
    assert modelled(group, brief.release.name)


def test_criteria_keep_order_kind_and_tree(brief: Brief) -> None:
    tree = (
        Criterion("inclusion", said("A", "a"), (Criterion("inclusion", said("A1", "a1")),)),
        Criterion("inclusion", said("B", "b")),
        Criterion(
            "exclusion",
            said("C except", "c"),
            (Criterion("exclusion", said("C1", "c1"), (Criterion("exclusion", said("C11", "c11")),)),),
        ),
    )
    found = [each for each in group_of(brief, Eligibility(items=tree))["characteristic"] if "criterion" in str(each)]
    assert [(each["code"]["text"], each["exclude"], each["valueCodeableConcept"]["text"]) for each in found] == [
        ("Inclusion criterion", False, "A\n- A1"),
        ("Inclusion criterion", False, "B"),
        ("Exclusion criterion", True, "C except\n- C1\n  - C11"),
    ]
    parts = [
        (number["valueString"], text["valueString"], [each.path for each in citations({"extension": [cited]})])
        for each in found
        for number, text, cited in (part["extension"] for part in each.get("extension", ()))
    ]
    assert parts == [("1", "A1", ["/a1"]), ("1", "C1", ["/c1"]), ("1.1", "C11", ["/c11"])]


def test_a_criterion_of_some_participants_names_them(brief: Brief) -> None:
    item = Criterion("exclusion", said("A", "a"), (), said("Exclusion criteria for part B:", "b"))
    (found,) = [
        each for each in group_of(brief, Eligibility(items=(item,)))["characteristic"] if "criterion" in str(each)
    ]
    assert found["code"]["text"] == "Exclusion criterion (Exclusion criteria for part B)"
    assert [each.path for each in citations(found["code"])] == ["/b"]


def test_nobody_guesses_what_a_criterion_does(brief: Brief) -> None:
    group = group_of(brief, Eligibility(items=(Criterion("", said("Able to read", "x")),), rest=(said("Ask", "y"),)))
    assert not [each for each in group["characteristic"] if "criterion" in each["code"]["text"].lower()]
    assert {"/x", "/y"} <= {each.path for each in citations(group)}
    assert "Able to read" in group["text"]["div"]
    assert "inclusion or exclusion not stated" in group["text"]["div"]


def test_the_whole_text(brief: Brief) -> None:
    group = population(brief)
    text = eligibility().criteria
    assert text
    (whole,) = [each["valueMarkdown"] for each in group["extension"] if "artifact-description" in each["url"]]
    assert whole == text.value
    assert group.get("description") == (text.value if brief.release.name == "R5" else None)


def test_criteria_that_nobody_could_tell_apart_are_in_the_narrative(brief: Brief) -> None:
    group = group_of(brief, Eligibility(criteria=said("Come as you are.", "c")))
    assert "Come as you are." in group["text"]["div"]


@pytest.mark.parametrize(
    ("stated", "quantity", "name"),
    [
        (Enrollment(count=said(62, "n"), type=said("ACTUAL", "t")), 62, "actual"),
        (Enrollment(count=said(0, "n"), type=said("ESTIMATED", "t")), 0, "estimated"),
        (Enrollment(count=said(62, "n")), 62, "as far as the source states it"),
        (Enrollment(count=said(99_999_999_999, "n"), type=said("ACTUAL", "t")), None, "actual"),
        (Enrollment(phrase=said("20 to 32 people", "n")), None, "as far as the source states it"),
    ],
)
def test_how_many(brief: Brief, stated: Enrollment, quantity: int | None, name: str) -> None:
    group = group_of(brief, None, enrollment=stated)
    assert group.get("quantity") == quantity
    assert name in group["name"]
    if stated.count:
        assert "/n" in cited_paths(group)
        assert str(stated.count.value) in group["text"]["div"]
    assert modelled(group, brief.release.name)


def test_a_trial_without_any_of_it(brief: Brief) -> None:
    group = group_of(brief, None, conditions=(), population=(), enrollment=None)
    assert not group.keys() & {"characteristic", "quantity", "extension", "description"}


def test_hostile_text_stays_text(brief: Brief) -> None:
    stated = Eligibility(
        criteria=Stated(HOSTILE),
        items=(Criterion("inclusion", Stated(HOSTILE)), Criterion("", Stated(HOSTILE))),
        rest=(Stated(HOSTILE),),
        sex=Stated(HOSTILE),
        gender_based=Stated(HOSTILE),
        healthy_volunteers=Stated(HOSTILE),
    )
    group = group_of(brief, stated, enrollment=Enrollment(count=Stated(1), type=Stated(HOSTILE)))
    assert "<script" not in group["text"]["div"]
    assert ET.fromstring(group["text"]["div"]).tag.endswith("div")
