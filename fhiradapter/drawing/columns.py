"""How the grid of a stage fits into the columns of a terminal: widths of names, cells and words, and the ruler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.drawing.wrapping import columns

if TYPE_CHECKING:
    from fhiradapter.drawing.sheet import Axis, StageSheet

_CELLS = (4, 3, 2, 1)
_INDENT = 2
_GAP = 2
_WORDS_BESIDE = 34
_SHORTEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns for the name (0: it stands above), for each cell (none: too wide to draw), for words (0: beneath)."""

    name: int
    cell: int
    sizes: tuple[int, ...]
    words: int

    @property
    def size(self) -> int:
        """The columns of all cells."""
        return sum(self.sizes)

    def ruler(self, axis: Axis) -> str:
        """Numbers over the columns: the first, each week's first, those behind a fold, as far as there is room."""
        places = [sum(self.sizes[:number]) for number in range(len(self.sizes))]
        line = [" "] * self.size
        least = 3 if self.cell > 2 else 2
        for number in sorted(range(len(places)), key=lambda each: _weight(axis, each)):
            if _weight(axis, number)[0] > least:
                continue
            label, start = axis.columns[number].label, places[number]
            free = line[max(start - 1, 0) : start + len(label) + 1]
            if start + len(label) <= self.size and not "".join(free).strip():
                line[start : start + len(label)] = label
        return " " * (_GAP if self.name else 0) + "".join(line).rstrip()


def fitting(stage: StageSheet, width: int) -> Grid:
    """The widest cells with room for words beside them, else beneath, else names above, else no cells at all."""
    longest = max((columns(row.name) + (2 if row.of_choice else 0) for row in stage.rows), default=0) + _INDENT
    name = max(min(longest, width * 3 // 10), _SHORTEST_NAME)
    if stage.axis is None:
        room = width - name - _GAP
        return Grid(name, 0, (), room) if room >= _WORDS_BESIDE else Grid(0, 0, (), 0)
    for cell in _CELLS:
        sizes = _sizes(stage.axis, cell)
        room = width - name - _GAP - sum(sizes) - _GAP
        if room >= _WORDS_BESIDE:
            return Grid(name, cell, sizes, room)
    for cell in _CELLS[1:]:
        sizes = _sizes(stage.axis, cell)
        if sum(sizes) <= width - name - _GAP:
            return Grid(name, cell, sizes, 0)
    sizes = _sizes(stage.axis, 1)
    return Grid(0, 1, sizes if sum(sizes) <= width - _INDENT else (), 0)


def _sizes(axis: Axis, cell: int) -> tuple[int, ...]:
    """A folded column is as wide as its label; wide labels need wide cells."""
    return tuple(max(len(each.label) + 1, cell) if each.folded else cell for each in axis.columns)


def _weight(axis: Axis, number: int) -> tuple[int, int]:
    column = axis.columns[number]
    after_fold = number > 0 and axis.columns[number - 1].folded
    first_of_week = column.first % 7 == 1 if axis.unit == "day" else column.first % 4 == 1
    return (0 if column.folded or number == 0 else 1 if after_fold else 2 if first_of_week else 3), number
