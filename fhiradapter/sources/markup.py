"""Registry text to prose: lines that were wrapped are joined, blanks folded, paragraphs kept, every character placed.

Old registry exports wrap lines at some 90 characters, inside sentences and before the last number of a day list; a line
goes on in the next one unless a blank line, a bullet, or the end of a sentence before a short line says otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.prose import Prose, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"\n[^\S\n]*(?=(?:[*•●▪]|-(?!\d))\s)")
_BLANKS = re.compile(r"\s+")
_LINE_END = re.compile(r"\r?\n|\r")


def paragraphs(source: Prose) -> Iterator[Prose]:
    """The paragraphs and bullets of a text, each on one line, none empty."""
    for block in _cut(source, _BLANK_LINE):
        for item in _cut(block, _BULLET):
            folded = fold(item)
            if folded.text:
                yield folded


def lines(source: Prose) -> Iterator[Prose]:
    """The lines of a text that keeps one thing per line, none empty."""
    for line in _cut(source, _LINE_END):
        stripped = line.strip()
        if stripped.text:
            yield stripped


def fold(source: Prose) -> Prose:
    """Every run of blanks as one blank, none at the ends."""
    stripped = source.strip()
    text: list[str] = []
    origins: list[int] = []
    start = 0
    for gap in _BLANKS.finditer(stripped.text):
        text += [stripped.text[start : gap.start()], " "]
        origins += [*stripped.origins[start : gap.start()], stripped.origins[gap.start()]]
        start = gap.end()
    return Prose("".join([*text, stripped.text[start:]]), (*origins, *stripped.origins[start:]), source.path)


def state(parts: list[Prose], source: Prose) -> Stated[str]:
    """Paragraphs as one value, blank lines between them, cited from the first character of `source` to its last."""
    whole = source.strip()
    return Stated("\n\n".join(part.text for part in parts), whole.text, (whole.cite(),))


def _cut(source: Prose, separator: re.Pattern[str]) -> Iterator[Prose]:
    start = 0
    for match in separator.finditer(source.text):
        yield source[start : match.start()]
        start = match.end()
    yield source[start:]
