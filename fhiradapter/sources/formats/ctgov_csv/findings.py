"""What a form finds in a cell: a value and its place in the tree, or words that it cannot read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from fhiradapter.sources.registry_words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fhiradapter.prose import Prose

Path: TypeAlias = tuple[str, ...]
Tree: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """`value` (a `Stated`, or a list or object of such) belongs at `path` of the tree; `cell` holds its words."""

    path: Path
    value: Any
    cell: Prose


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that are no known form of their column."""

    cell: Prose
    expected: str


Finding: TypeAlias = Found | Unread
Form: TypeAlias = "Callable[[Prose], Iterator[Finding]]"


def worded(field: str, cell: Prose, *path: str) -> Finding:
    """The v2 word for the words of a cell."""
    value = word(field, cell.text)
    return Found(path, cell.state(value), cell) if value else Unread(cell, "a word of the registry")


def pieces(cell: Prose, separator: str = "|") -> Iterator[Prose]:
    """The parts between separators, without blanks at their ends; empty parts are none."""
    start = 0
    for part in cell.text.split(separator):
        if part.strip():
            yield cell[start : start + len(part)].strip()
        start += len(part) + len(separator)
