"""One walk through a record: the elements that the tables know become leaves of the v2 tree, what is amiss an Issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.issues import Issue, Severity
from fhiradapter.prose import Citation, Stated
from fhiradapter.sources import xml_tree
from fhiradapter.sources.formats.ctgov_xml.steps import target
from fhiradapter.sources.record import stated

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from fhiradapter.sources.formats.ctgov_xml.steps import Entry, Reading, Step, Target

_NAMED = 5
"""So many of the elements that should not be there are named; the others are counted."""


class Walk:
    """The issues of one record, while it is walked."""

    __slots__ = ("_repeated", "issues")

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self._repeated: dict[str, list[tuple[Citation, str]]] = {}

    def fill(self, tree: dict[str, Any], element: Element, path: str, step: Step) -> None:
        """Put what the element and those below it state into `tree`."""
        if step.attributes and element.attrib:
            for name, place, words in xml_tree.attributes(element, path):
                reading = step.attributes.get(name)
                if reading and words.strip():
                    self._read(tree, reading, words, place)
        if step.readings or step.several:
            self._words(tree, element, path, step)
        if step.below:
            self._below(tree, element, path, step)

    def finish(self) -> tuple[Issue, ...]:
        """All issues, those about elements that stand there too often last."""
        return (*self.issues, *(_too_often(first, rest) for first, rest in self._repeated.items()))

    def _below(self, tree: dict[str, Any], element: Element, path: str, step: Step) -> None:
        firsts: dict[str, str] = {}
        for name, place, child in xml_tree.children(element, path):
            known = step.below.get(name)
            if known is None or (known.of_words and _is_blank(child)):
                continue
            if firsts.setdefault(name, place) != place and known.once:
                words = child.text or ""
                self._repeat(firsts[name], Citation(0, len(words), place), words)
                continue
            if known.plain and not len(child):
                self._read(tree, known.plain, child.text or "", place)
                continue
            for entry in known.entries:
                self._entry(tree, child, place, entry)
            self.fill(tree, child, place, known)

    def _entry(self, tree: dict[str, Any], element: Element, path: str, entry: Entry) -> None:
        content: dict[str, Any] = {}
        self.fill(content, element, path, entry.step)
        if content:
            for name, value in entry.also.items():
                content.setdefault(name, value)
            _object(tree, entry.target).setdefault(entry.target.field, []).append(content)

    def _words(self, tree: dict[str, Any], element: Element, path: str, step: Step) -> None:
        words = element.text or ""
        if len(element):
            self._amiss(path, "".join(str(text) for text in element.itertext()), "words, not elements")
            return
        if not words.strip():
            return
        for reading in step.readings:
            self._read(tree, reading, words, path)
        for before, read in step.several:
            for part in read(words):
                citation = Citation(part.start, part.end - part.start, path)
                fact = Stated(part.value, words[part.start : part.end], (citation,))
                self._place(tree, target(before + part.target), fact, part.joiner)

    def _read(self, tree: dict[str, Any], reading: Reading, words: str, path: str) -> None:
        value = reading.kind.read(words.strip())
        if value is not None:
            self._place(tree, reading.target, stated(value, words, path), reading.joiner)
        elif reading.kind.expected:
            self._amiss(path, words, reading.kind.expected)

    def _place(self, tree: dict[str, Any], where: Target, fact: Stated[Any], joiner: str) -> None:
        fields = _object(tree, where) if where.objects else tree
        if where.many:
            fields.setdefault(where.field, []).append(fact)
            return
        there: Stated[Any] | None = fields.get(where.field)
        if there is None:
            fields[where.field] = fact
        elif joiner:
            fields[where.field] = _joined(there, fact, joiner)
        elif there.value == fact.value:
            # From August 2017 to May 2018 exports had the same date under its old name and its new one.
            fields[where.field] = Stated(there.value, there.words, there.citations + fact.citations)
        else:
            self._repeat(there.citations[0].path, fact.citations[0], fact.words)

    def _repeat(self, first: str, citation: Citation, words: str) -> None:
        self._repeated.setdefault(first, []).append((citation, words.strip()))

    def _amiss(self, path: str, words: str, expected: str) -> None:
        self.issues.append(
            Issue(
                severity=Severity.WARNING,
                rule="field-not-read",
                code="structure",
                message=f"{path}: found {words.strip()[:40]!r}, expected {expected}: left out.",
                remedy="Fetch the record again, or state the fact with --set.",
                place=Citation(0, len(words), path).place,
                quote=words.strip()[:80],
            )
        )


def _is_blank(element: Element) -> bool:
    text = element.text
    return (not text or text.isspace()) and not len(element)


def _object(tree: dict[str, Any], where: Target) -> dict[str, Any]:
    for name in where.objects:
        tree = tree.setdefault(name, {})
    return tree


def _joined(there: Stated[Any], fact: Stated[Any], joiner: str) -> Stated[str]:
    return Stated(
        f"{there.value}{joiner}{fact.value}",
        f"{there.words}{joiner}{fact.words}",
        there.citations + fact.citations,
    )


def _too_often(first: str, rest: list[tuple[Citation, str]]) -> Issue:
    paths = ", ".join(citation.path for citation, _ in rest[:_NAMED])
    more = f" and {len(rest) - _NAMED} more" if len(rest) > _NAMED else ""
    citation, words = rest[0]
    return Issue(
        severity=Severity.WARNING,
        rule="field-repeated",
        code="structure",
        message=f"{first} is read; {paths}{more} state the same field again: left out.",
        remedy="Compare them, and state the fact with --set if the first is not the right one.",
        place=citation.place,
        quote=words[:80],
    )
