"""What holds of every sheet: nothing is drawn that is not stated, nothing is left out, nothing is wider than its page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from fhiradapter.drawing import words
from fhiradapter.drawing.axis import axis_of, marks_of
from fhiradapter.drawing.cleaning import cleaned, encodable, printable
from fhiradapter.drawing.layout import Course, parts
from fhiradapter.drawing.sheet import Mark, Run, Sheet, Tone, Unread
from fhiradapter.drawing.svg import svg
from fhiradapter.drawing.terminal import ASCII, NARROWEST, UNICODE, printed
from fhiradapter.drawing.wrapping import columns, wrapped
from fhiradapter.fhir.treatment.totals import days_are_a_window
from fhiradapter.prose import Citation, Stated
from fhiradapter.schedule.plan import Plan, arrange
from fhiradapter.schedule.regimen import Administration, Regimen
from tests.drawing.trials import OPTIONS
from tests.fhir.strategies import regimens
from tests.schedule.words import reading

if TYPE_CHECKING:
    from fhiradapter.drawing.sheet import Axis

DAYS = st.frozensets(st.integers(-30, 400), max_size=30)
HOSTILE = st.text(max_size=40) | st.sampled_from(
    [
        "\x1b[31mred",
        "a\u202eb",
        "漢字" * 30,
        "x" * 300,
        "</text><script>alert(1)</script>",
        "]]>&amp;",
        "\ud7ff\x00",
        "e\u0301" * 50,
    ]
)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(axis: Axis, marks: tuple[Mark, ...]) -> set[int]:
    """The days or weeks that have a mark."""
    found = [column for column, mark in zip(axis.columns, marks, strict=True) if mark != Mark.NONE]
    return {number for column in found for number in range(column.first, column.last + 1)}


def in_unit(axis: Axis, days: frozenset[int]) -> set[int]:
    return set(days) if axis.unit == "day" else {(day - 1) // 7 + 1 for day in days}


@given(st.lists(DAYS, min_size=1, max_size=5), st.none() | st.integers(1, 400))
def test_a_mark_stands_on_every_stated_day_and_on_no_other(rows: list[frozenset[int]], length: int | None) -> None:
    axis = axis_of(rows, length)
    if axis is None:
        return
    for days in filter(None, rows):
        assert drawn(axis, marks_of(axis, days, Mark.GIVEN)) == in_unit(axis, days)
    numbers = [number for column in axis.columns for number in range(column.first, column.last + 1)]
    assert numbers == list(range(numbers[0], numbers[-1] + 1))


@given(st.lists(DAYS, min_size=1, max_size=5), st.frozensets(st.integers(1, 60), min_size=1, max_size=8))
def test_weeks_beside_days_are_marked_where_they_are_stated(rows: list[frozenset[int]], weeks: frozenset[int]) -> None:
    axis = axis_of(rows, None, "day", [weeks])
    if axis is not None:
        marks = marks_of(axis, weeks, Mark.GIVEN, "week")
        assert marks == () if axis.unit == "day" else drawn(axis, marks) == weeks


def test_slips_are_not_drawn() -> None:
    assert axis_of([frozenset({1, 10**9})], None) is None
    assert axis_of([frozenset({1})], 10**30) is None
    assert axis_of([frozenset()], 28) is None


@settings(max_examples=60)
@given(regimens())
def test_every_administration_is_one_row_with_its_days(regimen: Regimen) -> None:
    for planned in arrange(regimen).stages:
        (part,) = parts([Course("", Plan(stages=(planned,)))], OPTIONS.tables)
        (stage,) = part.stages
        stated = Counter(
            frozenset(days)
            for each in set(planned.stage.administrations)
            if (days := each.days_from_the_first) and not each.months and not days_are_a_window(each)
        )
        assert len(stage.rows) == len(set(planned.stage.administrations))
        if stage.axis is None:
            assert not any(row.marks or row.span for row in stage.rows)
        else:
            rows = Counter(frozenset(drawn(stage.axis, row.marks)) for row in stage.rows if row.marks)
            assert rows == stated or stage.axis.unit != "day"
            assert all(row.span for row in stage.rows if not row.marks)


@settings(max_examples=50)
@given(regimens(), HOSTILE, st.integers(20, 170), st.sampled_from([(UNICODE, "utf-8"), (ASCII, "ascii")]))
def test_no_line_is_wider_than_the_terminal(
    regimen: Regimen, name: str, width: int, medium: tuple[object, str]
) -> None:
    glyphs, encoding = medium
    sheet = cleaned(hostile_sheet(regimen, name), encodable(encoding))
    for line in printed(sheet, width, glyphs):  # type: ignore[arg-type]
        text = "".join(run.text for run in line)
        assert columns(text) <= max(width, NARROWEST)
        assert text.isprintable()
        text.encode(encoding)


@settings(max_examples=50)
@given(regimens(), HOSTILE)
def test_svg_is_well_formed_and_needs_nothing(regimen: Regimen, name: str) -> None:
    written = svg(hostile_sheet(regimen, name))
    root = etree.fromstring(written.encode(), etree.XMLParser(resolve_entities=False))
    assert root.tag == f"{SVG}svg"
    assert {str(each.tag).removeprefix(SVG) for each in root.iter()} <= set(
        "svg title desc style rect text tspan line circle g".split()
    )
    assert (root.findtext(f"{SVG}title") or "") == printable(name)
    assert not re.search(r"url\(|@import|href|https?:(?!//www\.w3\.org/2000/svg)", without_words(root))


def without_words(root: etree._Element) -> str:
    for each in root.iter(f"{SVG}text", f"{SVG}tspan", f"{SVG}title", f"{SVG}desc"):
        each.text = ""
    return etree.tostring(root).decode()


def hostile_sheet(regimen: Regimen, name: str) -> Sheet:
    stages = tuple(
        replace(
            stage,
            name=Stated(name) if name else None,
            administrations=tuple(
                replace(each, drug=Stated(name or "x"), words=name) for each in stage.administrations
            ),
        )
        for stage in regimen.stages
    )
    course = Course(name, arrange(replace(regimen, stages=stages)), also=(name,), bare=(name,))
    return Sheet(
        title=name,
        id=name,
        status=name,
        parts=parts([course], OPTIONS.tables),
        unread=(Unread(name, (Run(name), Run(name, Tone.ABSENT))),),
    )


@given(st.lists(HOSTILE, max_size=5), st.integers(1, 60), st.booleans())
def test_wrapping_loses_nothing(texts: list[str], width: int, glued: bool) -> None:
    lines = wrapped([Run(text) for text in texts], max(width, 2), glued=glued)
    found = "".join(run.text for line in lines for run in line)
    assert "".join(found.split()) == "".join("".join(texts).split())
    assert all(sum(columns(run.text) for run in line) <= max(width, 2) for line in lines)


def test_a_fact_that_nobody_knows_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_SAID", {})
    given = Administration(drug=Stated("x"), clause=Citation(0, 1), words="", route=Stated("oral", "by a new way"))
    assert Run("by a new way") in list(words.row_words(OPTIONS.tables, given, in_band=True))


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("once weekly on days 1-28", 0),
        ("every other day on days 1-14", 0),
        ("on days 1-5 for a total of 3 doses", 0),
        ("once weekly on days 1, 8, and 15", 3),
        ("twice weekly on days 1-2", 2),
        ("once daily on days 1-5", 5),
    ],
)
def test_days_between_which_it_is_given_less_often_are_not_marked(words: str, marks: int) -> None:
    (planned,) = arrange(reading(f"Patients receive methotrexate orally {words}.").whole).stages
    (part,) = parts([Course("", Plan(stages=(planned,)))], OPTIONS.tables)
    (row,) = part.stages[0].rows
    assert sum(mark is not Mark.NONE for mark in row.marks) == marks


def test_what_is_given_as_needed_may_be_given() -> None:
    (planned,) = arrange(reading("Patients receive ondansetron orally as needed on days 1-5.").whole).stages
    (part,) = parts([Course("", Plan(stages=(planned,)))], OPTIONS.tables)
    (row,) = part.stages[0].rows
    assert Mark.GIVEN not in row.marks
