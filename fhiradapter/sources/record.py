"""One registry record as a tree in the vocabulary of ClinicalTrials.gov, whatever format it came in.

Field names are those of API v2: https://clinicaltrials.gov/data-api/about-api/study-data-structure. A reader of another
format brings its fields under these names, and its leaves as `Stated`: the value in the registry's current words
(`ACTIVE_NOT_RECRUITING`, `2016-07-18`), the words that the source has for it, and the path of the field in the source.
A leaf that is plain (the record is v2 itself) states itself, and its path is its JSON Pointer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from fhiradapter.issues import Issue, Severity
from fhiradapter.prose import Citation, Prose, Stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of the source as it stands there, and where: a JSON Pointer, an XPath, or the name of a column."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reader makes of the bytes of one record.

    `tree` has the shape of a v2 study (`protocolSection`, `derivedSection`, ...). `leaves` lists every value of the
    source, so that what was not placed can be named. `issues` are about the fields that the reader could not bring
    under their names; their places have paths, and no file.
    """

    tree: Mapping[str, Any]
    leaves: Callable[[], Iterator[Leaf]]
    issues: tuple[Issue, ...] = ()


def stated(value: V, words: str, path: str) -> Stated[V]:
    """A leaf: what the field at `path` states in these words, cited from its first character to its last."""
    return Stated(value, words, (Citation(0, len(words), path),))


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree, and what was found amiss there so far (`issues`, shared by all nodes of a record).

    Names are those of the registry, which need no escaping in a JSON Pointer.
    """

    value: Mapping[str, Any]
    path: str = ""
    issues: list[Issue] = field(default_factory=list)

    def at(self, *names: str) -> Node:
        """The object below, by its names; an empty one where there is none."""
        node = self
        for name in names:
            node = node._object(node.value.get(name), f"{node.path}/{name}")
        return node

    def each(self, name: str) -> Iterator[Node]:
        """The objects of a list."""
        for path, content in self._items(name):
            if isinstance(content, dict):
                yield self._object(content, path)
            else:
                self.amiss(path, content, "an object")

    def __bool__(self) -> bool:
        return bool(self.value)

    def text(self, name: str) -> Stated[str] | None:
        """A field of words, None where it is absent or blank."""
        content = self.value.get(name)
        return None if content is None else self._text(content, f"{self.path}/{name}")

    def texts(self, name: str) -> tuple[Stated[str], ...]:
        """A list of words."""
        found = (self._text(content, path) for path, content in self._items(name))
        return tuple(each for each in found if each)

    def flag(self, name: str) -> Stated[str] | None:
        """A yes or no, as the word `true` or `false`; an absent one says neither."""
        path, content = f"{self.path}/{name}", self.value.get(name)
        if isinstance(content, Stated) and isinstance(content.value, bool):
            return content.having(str(content.value).lower())
        if isinstance(content, bool):
            words = str(content).lower()
            return stated(words, words, path)
        self._refuse(path, content, "true or false")
        return None

    def number(self, name: str) -> Stated[Any] | None:
        """A number: an int, or a Decimal with its digits."""
        path, content = f"{self.path}/{name}", self.value.get(name)
        if isinstance(content, Stated) and _is_number(content.value):
            return content
        if _is_number(content):
            return stated(content, str(content), path)
        self._refuse(path, content, "a number")
        return None

    def amiss(self, path: str, found: Any, expected: str) -> None:
        """A field that is not what the registry says it is: it is left out, and said."""
        words = str(found.value if isinstance(found, Stated) else found)
        self.issues.append(
            Issue(
                severity=Severity.WARNING,
                rule="field-not-read",
                code="structure",
                message=f"{path}: found {_kind(found)}, expected {expected}: left out.",
                remedy="Fetch the record again, or state the fact with --set.",
                place=Citation(0, len(words), path).place,
                quote=words[:80],
            )
        )

    def _object(self, content: Any, path: str) -> Node:
        if isinstance(content, dict):
            return Node(content, path, self.issues)
        if content is not None:
            self.amiss(path, content, "an object")
        return Node({}, path, self.issues)

    def _items(self, name: str) -> Iterator[tuple[str, Any]]:
        path, content = f"{self.path}/{name}", self.value.get(name)
        if isinstance(content, list):
            yield from ((f"{path}/{index}", each) for index, each in enumerate(content))
        elif content is not None:
            self.amiss(path, content, "a list")

    def _text(self, content: Any, path: str) -> Stated[str] | None:
        if isinstance(content, str):
            return stated(content, content, path) if content.strip() else None
        if isinstance(content, Stated) and isinstance(content.value, str):
            return content if content.value.strip() else None
        self._refuse(path, content, "words")
        return None

    def _refuse(self, path: str, content: Any, expected: str) -> None:
        if content is not None:
            self.amiss(path, content, expected)


def prose(fact: Stated[str]) -> Prose:
    """The words of a leaf as they stand in its field, for rules that read text."""
    citation = fact.citations[0]
    return Prose.verbatim(fact.words, citation.offset, citation.path)


def escaped(name: str) -> str:
    """A member name in a JSON Pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def json_leaves(value: Any, path: str = "") -> Iterator[Leaf]:
    """The leaves of JSON with their pointers; null is no value."""
    if isinstance(value, dict):
        for name, content in value.items():
            yield from json_leaves(content, f"{path}/{escaped(name)}")
    elif isinstance(value, list):
        for index, content in enumerate(value):
            yield from json_leaves(content, f"{path}/{index}")
    elif value is not None:
        yield Leaf(path, str(value).lower() if isinstance(value, bool) else str(value))


def _is_number(content: Any) -> bool:
    return isinstance(content, (int, Decimal)) and not isinstance(content, bool)


def _kind(found: Any) -> str:
    content = found.value if isinstance(found, Stated) else found
    names = {str: "words", bool: "true or false", dict: "an object", list: "a list"}
    return names.get(type(content), "a number")
