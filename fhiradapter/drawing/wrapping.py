"""Words into lines, by any measure: columns of a terminal, or the width of letters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fhiradapter.drawing.sheet import Run, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Line = tuple[Run, ...]
_WIDE = frozenset("WF")
_BLANKS = re.compile(r"\s+")


def columns(text: str, _: Tone = Tone.PLAIN) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def wrapped(
    runs: Iterable[Run], width: float, measure: Callable[[str, Tone], float] = columns, *, glued: bool = False
) -> list[Line]:
    """The words in lines of at most this width; a word that is longer than a line is cut.

    Between two runs is a blank, unless they are `glued`: then only the blanks that are in them.
    """
    lines: list[list[Run]] = [[]]
    used = 0.0
    for word in _words(runs, width, measure, glued=glued):
        size = sum(measure(piece.text, piece.tone) for piece in word)
        gap = " " if lines[-1] else ""
        if gap and used + measure(gap, Tone.PLAIN) + size > width:
            lines.append([])
            used, gap = 0.0, ""
        lines[-1] += [Run(gap + word[0].text, word[0].tone), *word[1:]]
        used += measure(gap, Tone.PLAIN) + size
    return [_joined(line) for line in lines if line]


def separated(runs: Iterable[Run], mark: str) -> Iterator[Run]:
    """The runs with a mark behind each but the last."""
    said = list(runs)
    for run in said[:-1]:
        yield Run(run.text + mark, run.tone)
    yield from said[-1:]


def _words(
    runs: Iterable[Run], width: float, measure: Callable[[str, Tone], float], *, glued: bool
) -> Iterator[tuple[Run, ...]]:
    for word in _whole_words(runs, glued=glued):
        if sum(measure(piece.text, piece.tone) for piece in word) <= width:
            yield word
        else:
            yield from ((part,) for piece in word for part in _cut(piece, width, measure))


def _whole_words(runs: Iterable[Run], *, glued: bool) -> Iterator[tuple[Run, ...]]:
    """Words, each of one run or of the ends of several."""
    word: list[Run] = []
    for run in runs:
        for number, piece in enumerate(_BLANKS.split(run.text)):
            if number and word:
                yield tuple(word)
                word = []
            word += [Run(piece, run.tone)] if piece else []
        if word and not glued:
            yield tuple(word)
            word = []
    if word:
        yield tuple(word)


def _cut(word: Run, width: float, measure: Callable[[str, Tone], float]) -> Iterator[Run]:
    part, used = "", 0.0
    for character in word.text:
        size = measure(character, word.tone)
        if part and used + size > width:
            yield Run(part, word.tone)
            part, used = "", 0.0
        part, used = part + character, used + size
    yield Run(part, word.tone)


def _joined(line: Iterable[Run]) -> Line:
    """Neighbours of one tone as one run."""
    joined: list[Run] = []
    for run in line:
        if joined and joined[-1].tone == run.tone:
            joined[-1] = Run(joined[-1].text + run.text, run.tone)
        else:
            joined.append(run)
    return tuple(joined)
