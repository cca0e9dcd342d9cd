"""Facts that the user states never look as if they had been read."""

from __future__ import annotations

from typing import Any

import pytest

from fhiradapter import json_codec
from fhiradapter.errors import UsageError
from fhiradapter.prose import Authority
from fhiradapter.workflows import stated_by_user
from tests.examples import converted, only, resources

VALUES = {
    "nctId": "NCT03104491",
    "orgStudyId": "2016-0840",
    "briefTitle": "A brief title",
    "officialTitle": "An official title",
    "acronym": "BOSINO",
    "overallStatus": "RECRUITING",
    "whyStopped": "Slow accrual",
    "startDate": "2017-05",
    "completionDate": "2026-12-31",
    "lastUpdatePostDate": "2024-03-01",
    "studyType": "INTERVENTIONAL",
    "phases": "PHASE1|PHASE2",
    "conditions": "Leukemia|Lymphoma",
    "keywords": "CD22",
    "leadSponsor": "M.D. Anderson Cancer Center",
}


def test_every_field_has_a_value_here() -> None:
    assert set(VALUES) == set(stated_by_user.FIELDS)


@pytest.mark.parametrize("release", ["R4", "R5"])
@pytest.mark.parametrize("field", VALUES)
def test_a_stated_fact_reaches_the_study_without_a_citation(field: str, release: str) -> None:
    conversion = converted("004", release, f"{field}={VALUES[field]}")
    study = only(conversion, "ResearchStudy")
    plain = json_codec.encode(study).decode()
    for word in VALUES[field].split("|"):
        assert word.lower() in plain.lower() or word in ("PHASE1", "PHASE2", "INTERVENTIONAL"), word
    (by_user,) = [each for each in resources(conversion, "Provenance") if each["id"].endswith("-user")]
    assert f"{field}={VALUES[field]}" in json_codec.encode(by_user).decode()
    assert by_user["target"][0]["reference"] == f"ResearchStudy/{study['id']}"
    assert all("DocumentReference" not in str(entity) for entity in by_user.get("entity", []))


def test_without_facts_there_is_no_provenance_of_the_user() -> None:
    assert [each["id"] for each in resources(converted("004"), "Provenance")] == ["src-dcdf31ab1534-provenance"]


def test_a_fact_that_replaces_a_stated_one_is_reported() -> None:
    conversion = converted("000", "R4", "briefTitle=Another title")
    (issue,) = [each for each in conversion.issues if each.rule == "user-replaces-source"]
    assert issue.quote == "Venetoclax Plus Inotuzumab for B-ALL"
    assert conversion.trial.brief_title is not None
    assert conversion.trial.brief_title.by is Authority.USER
    assert conversion.trial.brief_title.citations == ()


def test_a_stated_title_carries_no_citation() -> None:
    study = only(converted("000", "R4", "briefTitle=Another title"), "ResearchStudy")
    assert study["title"] == "Another title"
    assert "_title" not in study


WRONG: list[tuple[str, Any]] = [
    ("overallStatus", "OPEN"),
    ("nctId", "NCT1"),
    ("startDate", "2024-13"),
    ("startDate", "2024-02-31"),
    ("briefTitle", "one\x07two"),
    ("briefTitle", "lone \ud800 surrogate"),
    ("phases", "PHASE9"),
    ("studyType", "GUESS"),
    ("nonsense", "x"),
    ("briefTitle", ""),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_word_that_is_none_is_refused_with_what_would_be_one(field: str, value: str) -> None:
    with pytest.raises(UsageError) as refusal:
        converted("004", "R4", f"{field}={value}")
    assert refusal.value.remedy
