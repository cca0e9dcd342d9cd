"""Ids are valid, distinct, and the same at every run."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.fhir.parts import ids

VALID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


@given(st.text(min_size=1, max_size=80))
def test_study_ids_are_valid_and_hold_a_letter(text: str) -> None:
    found = ids.study_id(text)
    assert VALID.fullmatch(found)
    assert re.search("[a-z]", found)
    assert len(f"{found}-provenance-user") <= 64


def test_study_ids_of_both_kinds() -> None:
    assert ids.study_id("nct01234567") == "nct01234567"
    assert ids.study_id("src-dcdf31ab1534") == "src-dcdf31ab1534"
    assert ids.study_id("2019") == "trial-2019"


@given(
    st.text(max_size=60),
    st.text(max_size=120),
    st.lists(st.from_regex(r"d[0-9]{1,3}(-[0-9]{1,2}){0,12}", fullmatch=True)),
)
def test_definition_ids_leave_room_for_the_action(study: str, drug: str, patterns: list[str]) -> None:
    names = ids.definition_ids(ids.study_id(study), drug, patterns)
    assert len(names) == len(patterns)
    assert all(VALID.fullmatch(name) for name in names)
    assert all(len(name) + 1 + ids.ACTION_LIMIT <= 64 for name in names)


def test_a_long_drug_name_loses_words_for_all_its_patterns_alike() -> None:
    names = ids.definition_ids("src-dcdf31ab1534", "inotuzumab ozogamicin", ["d1-8-15", "d1"])
    assert names == ["src-dcdf31ab1534-inotuzumab-d1-8-15", "src-dcdf31ab1534-inotuzumab-d1"]


@given(st.lists(st.text(min_size=1, max_size=30)), st.integers(min_value=12, max_value=40))
def test_distinct(names: list[str], limit: int) -> None:
    found = ids.distinct(names, limit)
    assert len(found) == len(set(found)) == len(names)
    assert all(len(name) <= limit for name in found)


@given(st.text(min_size=1))
def test_a_slug_is_never_empty(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ids.slug(text))
