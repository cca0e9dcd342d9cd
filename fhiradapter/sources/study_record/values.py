"""Leaves of a record as values: words on one line, passages, dates, facts with the name of their field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Place, Severity
from fhiradapter.sources import markup
from fhiradapter.sources.registry_dates import iso_date
from fhiradapter.trial.study import Fact, StudyDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.prose import Stated
    from fhiradapter.sources.record import Node


def line(fact: Stated[str] | None) -> Stated[str] | None:
    """Words that stand on one line: a title, a name, a coded word."""
    if fact is None:
        return None
    value = markup.line(fact.value)
    return fact if value == fact.value else (fact.having(value) if value else None)


def passage(fact: Stated[str] | None) -> Stated[str] | None:
    """Words of one or many paragraphs."""
    if fact is None:
        return None
    value = markup.passage(fact.value)
    return fact if value == fact.value else (fact.having(value) if value else None)


def lines(facts: Iterable[Stated[str]]) -> tuple[Stated[str], ...]:
    """A list of names."""
    return tuple(found for fact in facts if (found := line(fact)))


def facts(node: Node, *names: str) -> Iterator[Fact]:
    """The fields of these names that are there, as words."""
    for name in names:
        if found := passage(node.text(name)):
            yield Fact(name, found)


def flags(node: Node, *names: str) -> Iterator[Fact]:
    """The fields of these names that are there, as `true` or `false`: what is absent is not false."""
    for name in names:
        if found := node.flag(name):
            yield Fact(name, found)


def each(name: str, found: Iterable[Stated[str]]) -> Iterator[Fact]:
    """One fact per item of a list."""
    return (Fact(name, item) for item in lines(found))


def without_name(node: Node, what: str, *names: str) -> Iterator[Fact]:
    """The words of a thing that has no name: it cannot be made, so they become notes, and that is said."""
    told = [*facts(node, *names)]
    for fact in told:
        citation = next(iter(fact.value.citations), None)
        node.issues.append(
            Issue(
                severity=Severity.WARNING,
                rule="name-not-stated",
                code="required",
                message=f"{what} without a name: its words are kept as a note.",
                remedy="Read the record and enter by hand what is missing.",
                place=citation.place if citation else Place(),
                quote=fact.value.words[:80],
            )
        )
    return iter(told)


def study_date(node: Node, kind: str, date: Stated[str] | None, type_: Stated[str] | None = None) -> StudyDate | None:
    """A date with its type. One that is none of the calendar is left out, and said."""
    if date is None:
        return None
    value = iso_date(date.value)
    if value:
        return StudyDate(kind, date if value == date.value else date.having(value), type_)
    node.issues.append(
        Issue(
            severity=Severity.WARNING,
            rule="date-not-read",
            code="value",
            message=f"{kind}: {date.words or date.value!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD): kept as a note.",
            remedy=f"State it if you know it: --set {kind}=YYYY-MM-DD",
            place=date.citations[0].place if date.citations else Place(),
            quote=(date.words or date.value)[:80],
        )
    )
    return None
