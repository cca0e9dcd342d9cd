"""The columns of a grid: every day of a cycle, or the days that are stated with what is alike between them folded.

A schedule over many days has weeks for columns. What has too many columns even so is said in words alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.drawing.sheet import Axis, Column, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_DAYS = 42
_MOST_WEEKS = 53
_LONGEST_UNFOLDED = 3
_LATEST = 100_000
"""No treatment runs for three centuries: a day behind this is a slip."""

Days = frozenset[int]


def axis_of(rows: Sequence[Days], length: int | None, unit: str = "day", weeks: Sequence[Days] = ()) -> Axis | None:
    """The columns for rows with these days in a cycle of so many days; None where nothing can be drawn.

    Where a text numbers weeks or months, those are the columns; `weeks` are rows that are numbered so beside days.
    """
    days = sorted(set().union(*rows))
    if not days or max(-days[0], days[-1], length or 0) > _LATEST:
        return None
    columns = _columns(rows, days, length or 0)
    if len(columns) <= _MOST_DAYS:
        return Axis(unit, columns)
    if days[0] < 1 or unit != "day":
        return None
    in_weeks = [*(frozenset(map(_week, row)) for row in rows), *weeks]
    columns = _columns(in_weeks, sorted(set().union(*in_weeks)), _week(length) if length else 0)
    return Axis("week", columns) if len(columns) <= _MOST_WEEKS else None


def marks_of(axis: Axis, days: Days, mark: Mark, unit: str = "day") -> tuple[Mark, ...]:
    """The marks of a row with these days (weeks, months); none where the columns are of another kind."""
    if unit not in (axis.unit, "day") or not days:
        return ()
    numbers = days if axis.unit == unit else frozenset(map(_week, days))
    return tuple(mark if column.first in numbers else Mark.NONE for column in axis.columns)


def _week(day: int) -> int:
    return (day - 1) // 7 + 1


def _columns(rows: Sequence[Days], numbers: Sequence[int], length: int) -> tuple[Column, ...]:
    """Every number where there is room; else what nobody is given is folded, then what is alike."""
    start, end = min(1, numbers[0]), max(length, numbers[-1])
    if end - start < _MOST_DAYS:
        return tuple(Column(number, number) for number in range(start, end + 1))
    for given_too in (False, True):
        columns = tuple(
            column
            for first, last in _alike(rows, numbers, start, end)
            for column in _folded(first, last, fold=given_too or first not in numbers)
        )
        if len(columns) <= _MOST_DAYS:
            break
    return columns


def _alike(rows: Sequence[Days], numbers: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches in which every row is given throughout or not at all."""
    first, before = start, start - 1
    given: tuple[bool, ...] = ()
    for number in numbers:
        now = tuple(number in row for row in rows)
        if number > before + 1 or now != given:
            if first <= before:
                yield first, before
            if number > before + 1:
                yield before + 1, number - 1
            first, given = number, now
        before = number
    yield first, before
    if end > before:
        yield before + 1, end


def _folded(first: int, last: int, *, fold: bool) -> Iterator[Column]:
    if fold and last - first >= _LONGEST_UNFOLDED:
        yield Column(first, last)
    else:
        yield from (Column(number, number) for number in range(first, last + 1))
