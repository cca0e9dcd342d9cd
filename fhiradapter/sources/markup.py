"""Registry text to prose: marks are taken off, wrapped lines joined, blanks folded, every character placed.

Three habits of registries meet here. API v2 writes markdown, with a backslash before characters that markdown would
read (`\\>= 18`). Older exports wrap lines at some 90 characters, inside sentences and before the last number of a day
list. And entities (`&lt;`) and a few tags of HTML (`<br>`) stand in texts of all kinds.
A line goes on in the next one unless a blank line or a bullet says otherwise, or somebody ended it (`wrapping`).
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from fhiradapter.prose import Prose, Stated
from fhiradapter.sources.wrapping import typed_line_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n(?:[^\S\n]*\n)*")
_BULLET = re.compile(r"\n[^\S\n]*(?=(?:[*•●▪]|-(?!\d))\s)")
_MARKER = r"(?:[*•●▪■◦o-]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)])\s"
_ITEM = re.compile(rf"\n(?=[^\S\n]*{_MARKER})")
_ITEM_LINE = re.compile(rf"^(?P<indent>[ \t]*)(?={_MARKER})", re.MULTILINE)
_UNEVEN = re.compile(r"\s{2,}|[^\S ]")
"""Blanks that are not one space."""
_LINE_END = re.compile(r"\r?\n|\r")
_MARK = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()<>#+.!~&|^-])"
    r"|&(?P<entity>(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});)"
    r"|<(?P<line>br\s*/?>|/p\s*>|/li\s*>)"
    r"|<(?P<tag>/?(?:p|li|ul|ol|b|i|em|strong|sup|sub|span|div)(?:\s+[a-z-]+=(?:'[^'<>]{0,200}'|\x22[^\x22<>]{0,200}\x22))*\s*/?>)",
    re.IGNORECASE,
)
"""Each way begins with a character of its own, so that the search leaps from one of these to the next."""
_MARKED = re.compile(r"[\\&<]")
_FOLDABLE = re.compile(r"[\s\\&<]")


def line(words: str) -> str:
    """A value that is one line (a title, a name): without marks, every run of blanks one blank."""
    if not _FOLDABLE.search(words):
        return words
    return " ".join(_bare(words).split())


def passage(words: str) -> str:
    """A value of many lines: without marks, wrapped lines joined, paragraphs apart by a blank line, items by a line."""
    if not _FOLDABLE.search(words):
        return words
    text = _bare(words).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if "\n" not in text:
        return " ".join(text.split())
    depths = sorted({len(each["indent"]) for each in _ITEM_LINE.finditer(text)})
    blocks = ("\n".join(_items(block, depths)) for block in _BLANK_LINE.split(text))
    return "\n\n".join(block for block in blocks if block)


def _items(block: str, depths: list[int]) -> Iterator[str]:
    """Wrapped lines as one; two blanks for each list that an item's list stands in."""
    for item in _ITEM.split(block):
        if folded := " ".join(item.split()):
            marked = _ITEM_LINE.match(item)
            level = sum(depth < len(marked["indent"]) - 1 for depth in depths) if marked else 0
            yield "  " * level + folded


def _bare(words: str) -> str:
    """The entity that a backslash stood before (`\\&lt;`) is one still."""
    if not _MARKED.search(words):
        return words
    once = _MARK.sub(_unmarked, words)
    return _MARK.sub(_unmarked, once) if "\\&" in words else once


def _unmarked(mark: re.Match[str]) -> str:
    if mark["escaped"]:
        return mark["escaped"]
    if mark["entity"]:
        return html.unescape(mark.group())
    return "\n" if mark["line"] else ""


def bare(source: Prose) -> Prose:
    """The text without marks; a character that a mark stood for is placed where the mark begins."""
    if not _MARKED.search(source.text):
        return source
    once = _without_marks(source)
    return _without_marks(once) if "\\&" in source.text else once


def _without_marks(source: Prose) -> Prose:
    text: list[str] = []
    origins: list[int] = []
    start = 0
    for mark in _MARK.finditer(source.text):
        instead = _unmarked(mark)
        text += [source.text[start : mark.start()], instead]
        origins += source.origins[start : mark.start()]
        origins += [source.origins[mark.start()]] * len(instead)
        start = mark.end()
    return Prose("".join([*text, source.text[start:]]), (*origins, *source.origins[start:]), source.path)


def paragraphs(source: Prose) -> Iterator[Prose]:
    """The paragraphs and bullets of a text, each on one line, none empty."""
    for block in _cut(source, _BLANK_LINE):
        for item in _cut(block, _BULLET):
            yield from _lines_of(item)


def _lines_of(item: Prose) -> Iterator[Prose]:
    start = 0
    for end in [*typed_line_ends(item.text), None]:
        folded = fold(item[start : end.start() if end else None])
        if folded.text:
            yield folded
        start = end.end() if end else start


def lines(source: Prose) -> Iterator[Prose]:
    """The lines of a text that keeps one thing per line, none empty."""
    for each in _cut(source, _LINE_END):
        stripped = each.strip()
        if stripped.text:
            yield stripped


def fold(source: Prose) -> Prose:
    """Every run of blanks as one blank, none at the ends."""
    stripped = source.strip()
    text: list[str] = []
    origins: list[int] = []
    start = 0
    for gap in _UNEVEN.finditer(stripped.text):
        text += [stripped.text[start : gap.start()], " "]
        origins += stripped.origins[start : gap.start() + 1]
        start = gap.end()
    if not start:
        return stripped
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
