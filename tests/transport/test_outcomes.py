"""An OperationOutcome as lines, and nothing of it that a terminal would obey."""

from __future__ import annotations

from typing import Any

import pytest

from fhiradapter.transport.outcomes import LONGEST_LINE, lines, one_line
from tests.transport.builders import outcome


@pytest.mark.parametrize(
    ("issue", "line"),
    [
        ({"severity": "error", "code": "invalid", "diagnostics": "wrong"}, "error: wrong"),
        ({"severity": "warning", "details": {"text": "odd"}}, "warning: odd"),
        ({"severity": "error", "details": {"text": "odd"}, "diagnostics": "wrong"}, "error: odd - wrong"),
        ({"severity": "error", "code": "invalid"}, "error: invalid"),
        ({"diagnostics": "wrong", "expression": ["Group.type", "Group.name"]}, "error: wrong (Group.type, Group.name)"),
        ({"diagnostics": "wrong", "location": ["Line 1"]}, "error: wrong (Line 1)"),
        ({}, "error: no reason given"),
        ({"details": "text", "expression": "Group"}, "error: no reason given"),
    ],
)
def test_a_line(issue: dict[str, Any], line: str) -> None:
    assert lines({"resourceType": "OperationOutcome", "issue": [issue, "no issue"]}) == [line]


def test_many_lines_are_counted() -> None:
    assert lines(outcome(*"abcde"))[-1] == "error: e"
    assert lines(outcome(*"abcdefg"))[-2:] == ["error: e", "and 2 more"]


def test_a_strangers_words_fit_into_a_line() -> None:
    assert one_line("a\n\x1b[31m b\x9b\t ") == "a [31m b"
    assert len(one_line("a" * 10_000)) == LONGEST_LINE + 3
