"""The sheet as lines for a terminal of 40 columns or more; a row's words stand beside or beneath its marks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from fhiradapter.drawing.columns import Grid, fitting
from fhiradapter.drawing.sheet import Choice, Mark, Row, Run, Tone
from fhiradapter.drawing.words import LEGEND, unread_words
from fhiradapter.drawing.wrapping import Line, columns, separated, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fhiradapter.drawing.sheet import Part, Sheet, StageSheet

NARROWEST = 40
WIDEST = 160
_MOST_UNREAD = 8


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs of a medium."""

    marks: dict[Mark, str]
    rule: str
    dot: str


UNICODE = Glyphs({Mark.GIVEN: "■", Mark.MAYBE: "□", Mark.NONE: "·"}, "─", "·")
ASCII = Glyphs({Mark.GIVEN: "#", Mark.MAYBE: "o", Mark.NONE: "."}, "-", "-")


def printed(sheet: Sheet, width: int, glyphs: Glyphs = UNICODE) -> Iterator[Line]:
    """The lines of a sheet, none wider than the terminal (of which at least 40 columns are used)."""
    page = _Page(min(max(width, NARROWEST), WIDEST), glyphs)
    yield from page.text([Run(sheet.title, Tone.STRONG)])
    yield from page.text([Run(f"{sheet.id}   status: {sheet.status or 'not stated'}")])
    if sheet.empty:
        yield ()
        yield from page.text([Run("No treatment schedule is stated.", Tone.ABSENT)])
    for part in sheet.parts:
        yield ()
        yield from page.part(part)
    yield from page.legend(sheet)
    yield from page.unread(sheet)


@dataclass(frozen=True, slots=True)
class _Page:
    width: int
    glyphs: Glyphs

    def text(self, runs: Iterable[Run], indent: int = 0, hanging: int = 0, *, glued: bool = False) -> Iterator[Line]:
        """Words in lines; lines after the first hang further in."""
        for number, line in enumerate(wrapped(runs, self.width - indent - hanging, glued=glued)):
            yield (Run(" " * (indent + (hanging if number else 0))), *line)

    def part(self, part: Part) -> Iterator[Line]:
        if any(part.names):
            for name in part.names:
                yield from self.text([Run(name, Tone.STRONG)])
            yield (Run(self.glyphs.rule * self.width, Tone.QUIET),)
        for number, stage in enumerate(part.stages):
            if number:
                yield ()
            yield from self.stage(stage)
        if part.notes and part.stages:
            yield ()
        for label, words in part.notes:
            yield from self.text([Run(f"{label}:" if words else label, Tone.ABSENT), Run(words)], hanging=4)

    def stage(self, stage: StageSheet) -> Iterator[Line]:
        clock = separated([Run(stage.title, Tone.STRONG), *map(Run, stage.clock)], f" {self.glyphs.dot}")
        yield from self.text(clock, hanging=4)
        grid = fitting(stage, self.width)
        if grid.sizes and stage.axis:
            label = stage.axis.unit.ljust(grid.name - 2) if grid.name else ""
            yield (Run(f"  {label}{grid.ruler(stage.axis)}".rstrip(), Tone.QUIET),)
        for band in stage.bands:
            if band.title:
                yield (Run(f"  {band.title}", Tone.QUIET),)
            for row in band.rows:
                if isinstance(row, Choice):
                    yield from self.text([Run(row.name), Run("one of", Tone.QUIET)], indent=2, hanging=2)
                else:
                    yield from self.row(row, grid)

    def row(self, row: Row, grid: Grid) -> Iterator[Line]:
        inset = 4 if row.of_choice else 2
        words = list(separated(row.words, ","))
        marks = self.marks(row, grid)
        if not grid.name:
            yield from self.text([Run(row.name)], indent=inset, hanging=2)
            if marks:
                yield (Run("  "), *marks)
            yield from self.text(words, indent=6)
            return
        names = wrapped([Run(row.name)], grid.name - inset)
        left = [(Run(" " * inset), *line) for line in names]
        beside = wrapped(words, grid.words) if grid.words else []
        for name, drawn, said in zip_longest(left, [marks], beside, fillvalue=()):
            yield _side_by_side([(name, grid.name + 2), (drawn, grid.size + 2 if grid.sizes else 0), (said, 0)])
        if not grid.words:
            yield from self.text(words, indent=6)

    def marks(self, row: Row, grid: Grid) -> Line:
        """A sign per column; where the days are not stated, what is."""
        if not grid.sizes:
            return ()
        if not row.marks:
            span = f"({row.span})" if row.span else ""
            return (Run(span, Tone.QUIET),) if span and columns(span) <= grid.size else ()
        return tuple(self.mark(mark, size, grid) for mark, size in zip(row.marks, grid.sizes, strict=True))

    def mark(self, mark: Mark, size: int, grid: Grid) -> Run:
        tones = {Mark.GIVEN: Tone.GIVEN, Mark.MAYBE: Tone.MAYBE, Mark.NONE: Tone.QUIET}
        gap = 0 if grid.cell == 1 else 1
        filled = size - gap
        sign = self.glyphs.marks[mark]
        drawn = sign * filled if size > grid.cell else sign.ljust(filled)
        return Run(drawn + " " * gap, tones[mark])

    def legend(self, sheet: Sheet) -> Iterator[Line]:
        drawn = {mark for part in sheet.parts for stage in part.stages for row in stage.rows for mark in row.marks}
        runs = [
            Run(f"{self.glyphs.marks[mark]} {words}", Tone.QUIET) for mark, words in LEGEND.items() if mark in drawn
        ]
        if runs:
            yield ()
            yield from self.text(separated(runs, ","))

    def unread(self, sheet: Sheet) -> Iterator[Line]:
        found = sheet.unread or ()
        if not found:
            return
        yield ()
        head = f"{unread_words(len(found))} (show --unread tells all)"
        yield from self.text([Run(head, Tone.ABSENT)])
        place = ""
        for each in found[:_MOST_UNREAD]:
            if each.place != place:
                place = each.place
                yield from self.text([Run(place, Tone.QUIET)], indent=2, hanging=2)
            yield from self.text([Run(f"{self.glyphs.dot} "), *each.words], indent=4, hanging=2, glued=True)
        if len(found) > _MOST_UNREAD:
            yield from self.text([Run(f"and {len(found) - _MOST_UNREAD} more")], indent=2)


def _side_by_side(blocks: Sequence[tuple[Line, int]]) -> Line:
    """Blocks with what fills each up to its width."""
    line: list[Run] = []
    for runs, width in blocks:
        line += runs
        line.append(Run(" " * max(width - sum(columns(run.text) for run in runs), 0)))
    while line and not line[-1].text.strip():
        line.pop()
    if line:
        line[-1] = Run(line[-1].text.rstrip(), line[-1].tone)
    return tuple(line)
