"""Rows of the outcome columns: "measure, description, time frame", where the commas can be told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.sources.formats.protocol_text.layout import Layout, parts
from fhiradapter.trial.study import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Prose

_SEPARATOR = ", "
_CLAUSE = re.compile(r"(?!(?:and|or)\b)[A-Z][\w-]*(?:\s+\S+){2,}")
_TIME = re.compile(
    r"(?:at\s+)?(?:baseline|day|week|month|year|hour|visit|cycle|screening|pre-?dose|end of)\b", re.IGNORECASE
)
_ENDS_IN_TIME = re.compile(
    r"\b(?:baseline|screening|(?:days?|weeks?|months?|years?|hours?|visits?|cycles?)\s+\d+)$", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:and|or)\b", re.IGNORECASE)


def outcomes(columns: Layout) -> tuple[tuple[Outcome, ...], tuple[Issue, ...]]:
    """The outcomes, and an Issue for each row that keeps its description and time frame in the measure."""
    rows = [(kind, row) for kind, listed in columns.outcomes for row in parts(listed)]
    unsplit = [row for _, row in rows if not _splits(row.text)]
    return tuple(_outcome(kind, row) for kind, row in rows), (*_by_position(columns), *map(_not_split, unsplit))


def _splits(row: str) -> bool:
    """Two commas part three pieces; with more, the description has to be a sentence of its own."""
    first, *middle, last = row.split(_SEPARATOR)
    if any(_GOES_ON.match(each) for each in (*middle, last)) or _ENDS_IN_TIME.search(first):
        return False
    if not middle:
        return True
    if not _CLAUSE.match(middle[0]) or any(_TIME.match(each) for each in middle):
        return False
    return len(middle) == 1 or middle[-1].endswith(".")


def _outcome(kind: str, row: Prose) -> Outcome:
    if not _splits(row.text):
        return Outcome(kind=kind, measure=row.stated())
    first, last = row.text.index(_SEPARATOR), row.text.rindex(_SEPARATOR)
    return Outcome(
        kind=kind,
        measure=row[:first].stated(),
        description=row[first + 2 : last].stated() if first < last else None,
        time_frame=row[last + 2 :].stated(),
    )


def _not_split(row: Prose) -> Issue:
    return Issue(
        severity=Severity.INFORMATION,
        rule="outcome-not-split",
        code="informational",
        message="Where the measure ends and the time frame begins is not clear: the whole row is given as the measure.",
        place=row.cite().place,
        quote=row.text[:80],
    )


def _by_position(columns: Layout) -> Iterator[Issue]:
    """The text does not say which outcomes are primary: only the order of the columns does."""
    if columns.outcomes:
        yield Issue(
            severity=Severity.INFORMATION,
            rule="outcome-kind-by-column",
            code="informational",
            message="Which outcomes are primary is taken from the order of the columns of the registry export.",
            quote=columns.outcomes[0][1].text[:80],
        )
