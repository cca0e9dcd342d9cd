"""The fields of an ICTRP record, and how their texts come apart.

The platform takes texts from the registries as they are: lists are written with `;` or with `<br>`, and marks and
entities stand there as text. A part remembers where in its field it stood.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fhiradapter.prose import Prose, Stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fhiradapter.sources.record import Node

_NOTHING = frozenset(
    "|-|--|n/a|na|n.a|nil|nil known|none|null|not applicable|not available|not provided|not specified".split("|")
)
"""What registries write into a field that has nothing to say."""

_MARK = re.compile(r"<br\s*/?>|</?p\s*>|&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);|[;()\[\]]", re.IGNORECASE)
_TAG = re.compile(r"<br\s*/?>|</?p\s*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
_BULLET = re.compile(r"(?:[•*·]\s*|[-–](?:\s+|(?=[^\W\d])))+")  # "-5 points" is a number


@dataclass(frozen=True, slots=True)
class Record:
    """The texts of a record by their names in lower case (registries and years differ), in document order.

    `found` collects what is amiss.
    """

    texts: Mapping[str, tuple[Prose, ...]]
    found: Node

    def text(self, *names: str) -> Prose | None:
        """The first of these fields that is not blank, without the blanks around it."""
        texts = (text.strip() for name in names for text in self.texts.get(name.lower(), ()))
        return next((text for text in texts if text.text), None)

    def said(self, *names: str) -> Prose | None:
        """The same, None for a field that says only that it has nothing to say."""
        text = self.text(*names)
        return text if text and not says_nothing(text) else None

    def fact(self, *names: str) -> Stated[str] | None:
        """A field of words."""
        text = self.said(*names)
        return fact(text) if text else None

    def facts(self, name: str) -> list[Stated[str]]:
        """The items of a list, each once."""
        texts = (text.strip() for text in self.texts.get(name.lower(), ()))
        return once(fact(item) for text in texts for item in split(text) if not says_nothing(item))

    def read(self, name: str, how: Callable[[str], Any], expected: str) -> Stated[Any] | None:
        """A field that `how` understands; what it makes nothing of is left out, and said."""
        text = self.said(name)
        if not text:
            return None
        value = how(text.text)
        if value in (None, ""):
            self.amiss(text, expected)
            return None
        return text.state(value)

    def amiss(self, text: Prose, expected: str) -> None:
        """A field that is not what the format says it is."""
        self.found.amiss(text.path, text.text, expected)
        self.found.issues.append(replace(self.found.issues.pop(), place=text.cite().place))


def says_nothing(text: Prose) -> bool:
    """Whether a text is blank, or one of the words for nothing."""
    return text.text.strip().rstrip(".").lower() in _NOTHING


def fact(text: Prose) -> Stated[str]:
    """A text as it reads: line breaks for `<br>`, characters for entities; its words are those of the source."""
    return text.state(readable(text.text))


def readable(words: str) -> str:
    """Text without marks; an ampersand that begins no entity is one."""
    plain = _ENTITY.sub(lambda entity: html.unescape(entity[0]), _TAG.sub("\n", words))
    return "\n".join(line.strip() for line in plain.splitlines() if line.strip())


def split(text: Prose, *, semicolons: bool = True) -> list[Prose]:
    """The parts between `<br>` and, outside of brackets, `;`; without those that are blank, and without bullets."""
    return [text[start:end] for start, end in spans(text, semicolons=semicolons)]


def spans(text: Prose, *, semicolons: bool) -> list[tuple[int, int]]:
    """Where the parts begin and end."""
    found: list[tuple[int, int]] = []
    start = depth = 0
    for mark in _MARK.finditer(text.text):
        kind = mark[0]
        if kind in "()[]":
            depth = depth + 1 if kind in "([" else max(depth - 1, 0)
        elif kind.startswith("<") or (kind == ";" and semicolons and not depth):
            found.append((start, mark.start()))
            start, depth = mark.end(), 0
    found.append((start, len(text)))
    trimmed = (_trimmed(text.text, *span) for span in found)
    return [(begin, end) for begin, end in trimmed if begin < end]


def columns(text: Prose) -> list[Prose]:
    """The parts between `;`, blank ones too: their number says to whom they belong."""
    starts = [0, *(mark.end() for mark in _MARK.finditer(text.text) if mark[0] == ";")]
    ends = [start - 1 for start in starts[1:]] + [len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def once(facts: Iterable[Stated[str]]) -> list[Stated[str]]:
    """Each value once, cited wherever it stands."""
    known: dict[str, Stated[str]] = {}
    for each in facts:
        before = known.get(each.words)
        citations = before.citations + each.citations if before else each.citations
        known[each.words] = Stated(each.value, each.words, citations)
    return list(known.values())


def filled(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not stated."""
    return {name: value for name, value in parts.items() if value not in (None, {}, [])}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    bullet = _BULLET.match(text, start, end)
    return (bullet.end() if bullet else start), end
