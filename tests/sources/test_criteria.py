"""Criteria are told apart by their headings and their lists; what fits neither stays text, and nothing is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.sources.record import stated
from fhiradapter.sources.study_record.criteria import told_apart
from fhiradapter.sources.study_record.criteria_headings import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.trial.eligibility import Criterion

Tree = tuple[str, str, list["Tree"]]


def tree(items: tuple[Criterion, ...]) -> list[Tree]:
    return [(item.kind[:2], item.text.value, tree(item.items)) for item in items]


def told(text: str) -> list[Tree]:
    return tree(told_apart(stated(text, text, "/criteria")).items)


def rest(text: str) -> list[str]:
    return [line.value for line in told_apart(stated(text, text, "/criteria")).rest]


def test_bullets_under_headings() -> None:
    text = "Inclusion Criteria:\n\n* Adults\n* Platelets \\>= 75\n\nExclusion Criteria:\n\n1. Pregnancy\n2. Grade 2. or worse"
    assert told(text) == [
        ("in", "Adults", []),
        ("in", "Platelets >= 75", []),
        ("ex", "Pregnancy", []),
        ("ex", "Grade 2. or worse", []),
    ]


def test_lists_in_lists_by_indent_and_by_marker() -> None:
    text = (
        "Inclusion Criteria:\n\n* One of:\n\n  * A\n  * B\n* C\n\nExclusion Criteria:\n\n"
        "* Either of the following:\n\nA) x\nB) y\n\n* z"
    )
    assert told(text) == [
        ("in", "One of:", [("in", "A", []), ("in", "B", [])]),
        ("in", "C", []),
        ("ex", "Either of the following:", [("ex", "x", []), ("ex", "y", [])]),
        ("ex", "z", []),
    ]


def test_wrapped_lines_of_old_exports_are_one_item() -> None:
    text = (
        "\n        Inclusion Criteria:\r\n\r\n          -  Histologically confirmed lymphoma that has come back after at least\r\n"
        "             one earlier treatment\r\n\r\n          -  Age 18 or older\r\n\r\n        Exclusion Criteria:\r\n\r\n"
        "          -  None\r\n      "
    )
    assert told(text) == [
        ("in", "Histologically confirmed lymphoma that has come back after at least one earlier treatment", []),
        ("in", "Age 18 or older", []),
    ]
    assert rest(text) == ["None"]


def test_without_a_heading_no_item_says_what_it_is() -> None:
    text = "DISEASE CHARACTERISTICS:\n\n* Lymphoma\n\nPATIENT CHARACTERISTICS:\n\n* Not pregnant"
    assert told(text) == [
        ("", "DISEASE CHARACTERISTICS:", [("", "Lymphoma", [])]),
        ("", "PATIENT CHARACTERISTICS:", [("", "Not pregnant", [])]),
    ]


def test_paragraphs_are_items_where_nothing_is_listed() -> None:
    assert told("Inclusion Criteria:\n\nAdults.\n\nWilling to consent.\n\nExclusion Criteria: Pregnancy.") == [
        ("in", "Adults.", []),
        ("in", "Willing to consent.", []),
        ("ex", "Pregnancy.", []),
    ]


def test_lines_that_fit_no_item_stay_text() -> None:
    text = "Inclusion Criteria:\n\n* Adults\n\nOther protocol-defined criteria may apply."
    assert told(text) == [("in", "Adults", [])]
    assert rest(text) == ["Other protocol-defined criteria may apply."]


def test_numbers_that_run_on_in_one_paragraph_are_items() -> None:
    assert told("Inclusion criteria: 1. Adults.,2. Consent. 3. Toxicity of grade 2. Exclusion criteria: none") == [
        ("in", "Adults.,", []),
        ("in", "Consent.", []),
        ("in", "Toxicity of grade 2.", []),
    ]


def test_a_list_that_says_the_contrary_of_its_heading_says_neither() -> None:
    text = "Inclusion Criteria:\n\nPatients with the following are excluded:\n\n* Stroke\n\nMust have:\n\n* Consent"
    assert (
        told(text)
        == [
            ("", "Patients with the following are excluded:", [("in", "Stroke", [])]),
            ("in", "Must have:", [("in", "Consent", [])]),
        ]
        or told(text)[0][0] == ""
    )


def test_items_for_some_participants_name_them() -> None:
    text = "Inclusion Criteria:\n\n* Adults\n\nAdditional Inclusion Criteria for Part B:\n\n* Measurable disease"
    first, second = told_apart(stated(text, text, "/criteria")).items
    assert first.scope is None
    assert second.scope is not None
    assert second.scope.value == "Additional Inclusion Criteria for Part B:"


@pytest.mark.parametrize(
    ("line", "kind", "restricted"),
    [
        ("Inclusion Criteria:", "inclusion", False),
        ("EXCLUSION CRITERIA", "exclusion", False),
        ("Key Exclusion Criteria:", "exclusion", False),
        ("- INCLUSION CRITERIA:", "inclusion", False),
        ("Subjects must satisfy all inclusion criteria:", "inclusion", False),
        ("Exclusion:", "exclusion", False),
        ("Criteria for non-inclusion:", "exclusion", False),
        ("Exclusion Criteria (Non inclusion criteria) :", "exclusion", False),
        ("Inclusion/Exclusion Criteria:", "", False),
        ("Inclusion and exclusion criteria:", "", False),
        ("Inclusion Criteria - Cohort Expansion Phase:", "inclusion", True),
        ("Phase 1b Key Inclusion Criteria", "inclusion", True),
        ("Inclusion Criteria (Controls):", "inclusion", True),
    ],
)
def test_headings(line: str, kind: str, *, restricted: bool) -> None:
    found = heading(line)
    assert found is not None
    assert (found.kind, found.restricted) == (kind, restricted)


@pytest.mark.parametrize(
    "line",
    [
        "Other protocol-defined inclusion/exclusion criteria may apply.",
        "For subjects who meet allergic rhinitis inclusion criteria, RCAT >20",
        "Patients with immunotherapy treatment at the time of inclusion",
        "Note: See exclusion criterion #11 for limitations regarding emollients",
        "Not meeting inclusion criteria",
        "Pregnancy is not a criterion for exclusion.",
        "Acute illness at the time of inclusion.",
    ],
)
def test_sentences_about_criteria_are_no_headings(line: str) -> None:
    assert heading(line) is None


LINES = st.lists(
    st.sampled_from(
        [
            "Inclusion Criteria:", "Exclusion Criteria:", "* item one", "  * nested two", "1. number three", "A) letter four",
            "", "plain five", "One of the following:", "- dash six", "Exclusion criteria for part B:", "\\> 7 \\< 8", "none",
        ]
    ),
    max_size=14,
)  # fmt: skip


def everything(items: tuple[Criterion, ...]) -> Iterator[Criterion]:
    for item in items:
        yield item
        yield from everything(item.items)


@given(LINES)
def test_no_line_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = told_apart(stated(text, text, "/criteria"))
    places = [item.text.citations[0] for item in everything(found.items)]
    places += [line.citations[0] for line in found.rest]
    places += [item.scope.citations[0] for item in everything(found.items) if item.scope]
    covered = {offset for place in places for offset in range(place.offset, place.end)}
    for line in re.finditer(r"[^\n]+", text):
        if heading(line.group()) is None:
            words = [at for at in range(*line.span()) if text[at].isalpha() and at > line.start() + 4]
            assert all(at in covered for at in words)


@given(LINES)
def test_citations_hold_the_words(lines: list[str]) -> None:
    text = "\n".join(lines)
    for item in everything(told_apart(stated(text, text, "/criteria")).items):
        cited = item.text.citations[0].cut(text).replace("\\", "")
        assert " ".join(cited.split()) == item.text.value
