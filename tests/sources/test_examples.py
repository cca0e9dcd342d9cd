"""The two example trials, fact for fact, and each fact cited by words that hold it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.prose import Stated
from tests.examples import converted, text

if TYPE_CHECKING:
    from collections.abc import Iterator


def stated(value: Any) -> Iterator[Stated[Any]]:
    if isinstance(value, Stated):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from stated(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from stated(getattr(value, field.name))


@pytest.mark.parametrize("trial", ["000", "004"])
def test_every_fact_is_cited_by_words_that_hold_it(trial: str) -> None:
    source = text(trial)
    facts = list(stated(converted(trial).trial))
    assert len(facts) > 20
    for fact in facts:
        assert fact.citations, fact
        cited = " ".join(" ".join(citation.cut(source).split()) for citation in fact.citations)
        for word in " ".join(fact.words.split()).replace(" / ", " ").split():
            assert word in cited, fact


def test_004_study() -> None:
    trial = converted("004").trial
    assert trial.id == "src-dcdf31ab1534"
    assert trial.phases is not None
    assert trial.phases.value == ("PHASE1", "PHASE2")
    assert [each.name.value for each in trial.interventions] == ["bosutinib", "inotuzumab ozogamicin"]
    assert [each.value for each in trial.conditions] == [
        "Philadelphia-chromosome positive (Ph+) acute lymphoblastic leukemia (ALL)",
        "chronic myeloid leukemia (CML) in lymphoid blast phase",
    ]
    assert [each.kind for each in trial.objectives] == ["primary"] * 2 + ["secondary"] * 12
    assert trial.objectives[0].text.value.endswith("that express CD22. (Phase I)")
    assert trial.objectives[-1].text.value.startswith("XII. To determine the minimal residual disease")
    assert [each.code for each in trial.population] == ["CD22 expression"]
    assert trial.overall_status is None
    assert trial.brief_title is None
    assert trial.enrollment is None


def test_000_study() -> None:
    trial = converted("000").trial
    assert trial.brief_title is not None
    assert trial.brief_title.value == "Venetoclax Plus Inotuzumab for B-ALL"
    assert trial.phases is not None
    assert trial.phases.value == ("PHASE1",)
    assert [each.value for each in trial.conditions] == [
        "B-cell Acute Lymphoblastic Leukemia",
        "B-Cell Lymphoma",
        "ALL",
    ]
    assert [each.name.value for each in trial.interventions] == ["Venetoclax", "Dexamethasone", "Inotuzumab Ozogamicin"]
    assert [(each.kind, each.measure.value) for each in trial.outcomes] == [
        ("primary", "Maximum tolerated dose of venetoclax in combination with inotuzumab ozogamicin"),
        ("secondary", "Morphologic response"),
        ("secondary", "Measurable residual disease (MRD)-response"),
        ("secondary", "Event-free survival (EFS)"),
        ("secondary", "Disease-free survival (DFS)"),
        ("secondary", "Overall survival (OS)."),
    ]
    assert {each.time_frame.value for each in trial.outcomes if each.time_frame} == {
        "Enrollment to end of treatment up to 9 months"
    }
    assert [(each.role, each.name.value) for each in trial.parties] == [("funding-source", "Abbvie")]
    assert trial.enrollment is not None
    assert trial.enrollment.phrase is not None
    assert trial.enrollment.phrase.value == "20 to 32 people"


def test_000_states_no_schedule_and_none_is_invented() -> None:
    regimen = converted("000").trial.regimen
    (stage,) = regimen.stages
    assert stage.cycle is None
    assert stage.stop is None
    for each in stage.administrations:
        assert not each.scheduled
        assert not each.doses
    assert [each.route.value if each.route else None for each in stage.administrations] == ["oral", None, None]
