"""The sheet as SVG that needs nothing but itself: text as text, no scripts, no references, light and dark.

https://www.w3.org/TR/SVG2/
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar
from xml.sax.saxutils import escape

from fhiradapter.drawing.cleaning import cleaned, printable
from fhiradapter.drawing.letters import BOLDER, width_of
from fhiradapter.drawing.sheet import Choice, Mark, Run, Tone
from fhiradapter.drawing.words import LEGEND, unread_words
from fhiradapter.drawing.wrapping import separated, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.drawing.sheet import Axis, Part, Row, Sheet, StageSheet
    from fhiradapter.drawing.wrapping import Line

_WIDTH, _MARGIN = 1180, 28
_NAME = 230
_GRID = 500
_NARROWEST_CELL, _WIDEST_CELL = 11.0, 26.0
_GAP = 18
_LINE, _SIZE, _SMALL, _LEADING = 19, 14, 12, 1.35
_BOLD = frozenset({"title", "part"})
_MOST_UNREAD = 20
STYLE = """
svg{color-scheme:light dark;font-size:14px}
svg{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
text{fill:#1b2430;white-space:pre}
.page{fill:#fff}.band{fill:#eef2f6}.line{stroke:#ccd5de;stroke-width:1}.rule{stroke:#1f5f8b;stroke-width:2}
.title{font-size:20px;font-weight:600}.part{font-size:17px;font-weight:600;fill:#1f5f8b}.strong{font-weight:600}
.quiet{fill:#5a6876}.absent{fill:#9a4a00;font-style:italic}.small{font-size:12px}.day{font-size:10.5px;fill:#5a6876;text-anchor:middle}
.given{fill:#1f5f8b}.maybe{fill:none;stroke:#1f5f8b;stroke-width:1.6;stroke-dasharray:3 2}.none{fill:#dde4ea}
.span{fill:none;stroke:#8aa0b3;stroke-dasharray:4 3}.middle{text-anchor:middle}
@media (prefers-color-scheme:dark){
text{fill:#e6ebf0}.page{fill:#14191f}.band{fill:#222a33}.line{stroke:#384552}.rule{stroke:#7db8e0}.part{fill:#8cc4ea}
.quiet,.day{fill:#a3b1be}.absent{fill:#f0a860}.given{fill:#7db8e0}.maybe{stroke:#7db8e0}.none{fill:#313c47}.span{stroke:#6d8296}}
"""


def svg(sheet: Sheet) -> str:
    """A whole document. Hostile words are shown as words."""
    page = _Page()
    safe = cleaned(sheet, printable)
    page.sheet(safe)
    height = round(page.y + _MARGIN)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        'role="graphics-document document" aria-labelledby="title desc" lang="en">',
        f'<title id="title">{escape(safe.title)}</title>',
        f'<desc id="desc">{escape(_description(safe))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{_WIDTH}" height="{height}"/>',
        *page.elements,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _description(sheet: Sheet) -> str:
    """The schedule in sentences, for who cannot see the grid."""
    said = [f"Treatment schedule of {sheet.id}."]
    for part in sheet.parts:
        said += [f"{', '.join(filter(None, part.names))}:"] if any(part.names) else []
        for stage in part.stages:
            said.append(f"{', '.join((stage.title, *stage.clock))}.")
            said += [f"{row.name}: {', '.join(run.text for run in row.words)}." for row in stage.rows]
    return " ".join(said if not sheet.empty else [*said, "No treatment schedule is stated."])


@dataclass(slots=True)
class _Page:
    """Elements from top to bottom; `y` is where the next one begins."""

    elements: list[str] = field(default_factory=list)
    y: float = _MARGIN

    def sheet(self, sheet: Sheet) -> None:
        self.paragraph([Run(sheet.title)], "title", size=20)
        self.paragraph([Run(f"{sheet.id}   ·   status: {sheet.status or 'not stated'}", Tone.QUIET)])
        if sheet.empty:
            self.y += 10
            self.paragraph([Run("No treatment schedule is stated.", Tone.ABSENT)])
        for part in sheet.parts:
            self.part(part)
        self.legend(sheet)
        self.unread(sheet)

    def part(self, part: Part) -> None:
        self.y += 22
        if any(part.names):
            for name in part.names:
                self.paragraph([Run(name)], "part", size=17)
            self.rule("rule")
            self.y += 8
        for number, stage in enumerate(part.stages):
            self.y += 16 if number else 0
            self.stage(stage)
        for label, words in part.notes:
            self.y += 6
            self.paragraph([Run(f"{label}{':' if words else '.'}", Tone.STRONG), Run(words)])

    def stage(self, stage: StageSheet) -> None:
        self.paragraph(separated([Run(stage.title, Tone.STRONG), *map(Run, stage.clock)], " ·"))
        self.y += 4
        cells = _Cells.of(stage.axis) if stage.axis else None
        if cells:
            self.ruler(cells)
        for band in stage.bands:
            if band.title:
                self.elements.append(
                    f'<rect class="band" x="{_MARGIN}" y="{_n(self.y)}" width="{_WIDTH - 2 * _MARGIN}" height="20"/>'
                )
                self.text(_MARGIN + 8, self.y + 14.5, [Run(band.title)], "small strong")
                self.y += 20
            for row in band.rows:
                if isinstance(row, Choice):
                    self.y += 4
                    self.paragraph([Run(row.name), Run("one of", Tone.QUIET)])
                else:
                    self.row(row, cells)

    def ruler(self, cells: _Cells) -> None:
        self.text(_MARGIN, self.y + 12, [Run(cells.axis.unit, Tone.QUIET)], "small")
        for number in cells.labelled():
            self.text(cells.middle(number), self.y + 12, [Run(cells.axis.columns[number].label)], "day")
        self.y += 18

    def row(self, row: Row, cells: _Cells | None) -> None:
        inset = 18 if row.of_choice else 0
        start = cells.end + _GAP if cells else _MARGIN + _NAME + _GAP
        names = wrapped([Run(row.name)], _NAME - inset, width_of)
        words = wrapped(separated(row.words, ","), _WIDTH - _MARGIN - start, width_of)
        height = max(len(names), len(words), 1) * _LINE + 7
        self.rule("line")
        top = self.y + 4
        self.elements.append(f"<g><title>{escape(row.source or row.name)}</title>")
        self.lines(_MARGIN + inset, top, names)
        if cells:
            self.marks(row, cells, top)
        self.lines(start, top, words)
        self.elements.append("</g>")
        self.y += height

    def marks(self, row: Row, cells: _Cells, top: float) -> None:
        for number, mark in enumerate(row.marks):
            left, size = cells.places[number], cells.sizes[number]
            box = f'x="{_n(left + 1.5)}" y="{_n(top + 2)}" width="{_n(size - 3)}" height="14" rx="2.5"'
            dot = f'cx="{_n(left + size / 2)}" cy="{_n(top + 9)}" r="1.6"'
            self.elements.append(
                f'<circle class="none" {dot}/>' if mark == Mark.NONE else f'<rect class="{mark.value}" {box}/>'
            )
        span = Run(row.span, Tone.QUIET)
        if row.span and width_of(row.span) <= cells.end - cells.start - 12:
            box = (
                f'x="{_n(cells.start + 1)}" y="{_n(top)}" width="{_n(cells.end - cells.start - 2)}" height="18" rx="3"'
            )
            self.elements.append(f'<rect class="span" {box}/>')
            self.text((cells.start + cells.end) / 2, top + 13.5, [span], "small middle")

    def legend(self, sheet: Sheet) -> None:
        drawn = {mark for part in sheet.parts for stage in part.stages for row in stage.rows for mark in row.marks}
        left = float(_MARGIN)
        self.y += 18 if drawn & LEGEND.keys() else 0
        for mark, words in LEGEND.items():
            if mark in drawn:
                self.elements.append(
                    f'<rect class="{mark.value}" x="{_n(left)}" y="{_n(self.y)}" width="14" height="14" rx="2.5"/>'
                )
                self.text(left + 22, self.y + 11.5, [Run(words, Tone.QUIET)], "small")
                left += 22 + width_of(words) + 28
        self.y += 20 if left > _MARGIN else 0

    def unread(self, sheet: Sheet) -> None:
        found = sheet.unread or ()
        if not found:
            return
        self.y += 14
        self.paragraph([Run(unread_words(len(found)), Tone.ABSENT)])
        place = ""
        for each in found[:_MOST_UNREAD]:
            if each.place != place:
                place = each.place
                self.y += 6
                self.paragraph([Run(place, Tone.QUIET)], "small", size=_SMALL)
            self.y += 3
            self.paragraph([Run("· "), *each.words], "small", size=_SMALL, glued=True)
        if len(found) > _MOST_UNREAD:
            self.paragraph([Run(f"and {len(found) - _MOST_UNREAD} more", Tone.QUIET)])

    def paragraph(self, runs: Iterable[Run], style: str = "", size: float = _SIZE, *, glued: bool = False) -> None:
        """Words over the whole width."""
        room = (_WIDTH - 2 * _MARGIN) * _SIZE / size / (BOLDER if style in _BOLD else 1)
        for each in wrapped(runs, room, width_of, glued=glued):
            self.text(_MARGIN, self.y + size, each, style)
            self.y += round(size * _LEADING)

    def lines(self, x: float, top: float, lines: Iterable[Line]) -> None:
        for number, line in enumerate(lines):
            self.text(x, top + 14 + number * _LINE, line)

    def text(self, x: float, y: float, runs: Iterable[Run], style: str = "") -> None:
        said = "".join(_span(run) for run in runs)
        name = f' class="{style}"' if style else ""
        self.elements.append(f'<text{name} x="{_n(x)}" y="{_n(y)}">{said}</text>')

    def rule(self, style: str) -> None:
        self.elements.append(
            f'<line class="{style}" x1="{_MARGIN}" x2="{_WIDTH - _MARGIN}" y1="{_n(self.y)}" y2="{_n(self.y)}"/>'
        )


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where the columns of a grid stand."""

    axis: Axis
    cell: float
    sizes: tuple[float, ...]

    start: ClassVar[float] = float(_MARGIN + _NAME + _GAP)

    @classmethod
    def of(cls, axis: Axis) -> _Cells:
        folded = [width_of(each.label) * 0.75 + 8 if each.folded else 0.0 for each in axis.columns]
        single = sum(not size for size in folded) or 1
        cell = min(max((_GRID - sum(folded)) / single, _NARROWEST_CELL), _WIDEST_CELL)
        return cls(axis, cell, tuple(max(size, cell) for size in folded))

    @property
    def places(self) -> tuple[float, ...]:
        """Where each column begins."""
        return tuple(self.start + sum(self.sizes[:number]) for number in range(len(self.sizes)))

    @property
    def end(self) -> float:
        """Where the last column ends."""
        return self.start + sum(self.sizes)

    def middle(self, number: int) -> float:
        """The middle of a column."""
        return self.places[number] + self.sizes[number] / 2

    def labelled(self) -> Iterator[int]:
        """The columns whose numbers there is room for, from the left."""
        free = 0.0
        for number, column in enumerate(self.axis.columns):
            half = width_of(column.label) * 0.75 / 2 + 2
            if self.middle(number) - half >= free:
                yield number
                free = self.middle(number) + half


def _span(run: Run) -> str:
    plain = run.tone not in (Tone.STRONG, Tone.ABSENT, Tone.QUIET)
    return escape(run.text) if plain else f'<tspan class="{run.tone.value}">{escape(run.text)}</tspan>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
