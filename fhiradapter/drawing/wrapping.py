"""Words into lines, by any measure: columns of a terminal, or the width of letters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from fhiradapter.drawing.sheet import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Line = tuple[Run, ...]
_WIDE = frozenset("WF")


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def wrapped(runs: Iterable[Run], width: float, measure: Callable[[str], float] = columns) -> list[Line]:
    """The words in lines of at most this width; a word that is longer than a line is cut."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    for piece in _pieces(runs, width, measure):
        gap = " " if lines[-1] else ""
        size = measure(piece.text)
        if gap and used + measure(gap) + size > width:
            lines.append([])
            used, gap = 0.0, ""
        lines[-1].append(Run(gap + piece.text, piece.tone))
        used += measure(gap) + size
    return [_joined(line) for line in lines if line]


def separated(runs: Iterable[Run], mark: str) -> Iterator[Run]:
    """The runs with a mark behind each but the last."""
    said = list(runs)
    for run in said[:-1]:
        yield Run(run.text + mark, run.tone)
    yield from said[-1:]


def _pieces(runs: Iterable[Run], width: float, measure: Callable[[str], float]) -> Iterator[Run]:
    for run in runs:
        for word in run.text.split():
            yield from (Run(part, run.tone) for part in _cut(word, width, measure))


def _cut(word: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    if measure(word) <= width:
        yield word
        return
    part, used = "", 0.0
    for character in word:
        size = measure(character)
        if part and used + size > width:
            yield part
            part, used = "", 0.0
        part, used = part + character, used + size
    yield part


def _joined(line: Iterable[Run]) -> Line:
    """Neighbours of one tone as one run."""
    joined: list[Run] = []
    for run in line:
        if joined and joined[-1].tone == run.tone:
            joined[-1] = Run(joined[-1].text + run.text, run.tone)
        else:
            joined.append(run)
    return tuple(joined)
