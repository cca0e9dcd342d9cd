"""Which column of a registry export a line is, where somebody pasted the columns one below the other.

The order is that of the ClinicalTrials.gov CSV export: title, summary, conditions, interventions, primary, secondary
and other outcomes, then the detailed description. Lists have `|` between their items.
https://clinicaltrials.gov/data-api/about-api/csv-download
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.sources import markup
from fhiradapter.sources.formats.protocol_text import registration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Prose

_TYPES = (
    "BEHAVIORAL|BIOLOGICAL|COMBINATION_PRODUCT|DEVICE|DIAGNOSTIC_TEST|DIETARY_SUPPLEMENT|DRUG|GENETIC|PROCEDURE|"
    "RADIATION|OTHER"
)
_INTERVENTIONS = re.compile(rf"(?:{_TYPES}): [^|]+(?:\|(?:{_TYPES}): [^|]+)*")
_TIME_FRAME = re.compile(
    r"\b(?:day|week|month|year|hour|minute|baseline|enrollment|cycle|course|screening|end of|completion|visit|through)",
    re.IGNORECASE,
)
_LONGEST_CONDITION = 100
_NO_CONDITION = re.compile(
    r"[*•●▪-]\s|(?:This|The|These|To|We|In|Patients|Participants)\s|.*(?:[.:?!]$|[.?!]\s+[A-Z]|\b(?:is|are|was|were|will|be)\b)"
)
OUTCOME_KINDS = ("primary", "secondary", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns that were found; `outcomes` are (kind, list). A text without columns is all `detail`."""

    title: Prose | None = None
    summary: Prose | None = None
    conditions: Prose | None = None
    interventions: Prose | None = None
    outcomes: tuple[tuple[str, Prose], ...] = ()
    detail: Prose | None = None


def layout(source: Prose) -> Layout:
    """The columns of a pasted export, recognised by its line of interventions; any other text is one description."""
    lines = list(itertools.dropwhile(registration.own_number, markup.lines(source)))
    place = next((at for at, line in enumerate(lines) if _INTERVENTIONS.fullmatch(line.text)), 0)
    if place < 2:
        return Layout(detail=source)
    outcomes = tuple(zip(OUTCOME_KINDS, _outcome_lines(lines[place + 1 :]), strict=False))
    detail = lines[place + 1 + len(outcomes) :]
    listed = _is_list_of_conditions(lines[place - 1])
    summary = lines[1 : place - 1 if listed else place]
    return Layout(
        title=lines[0],
        summary=_between(source, summary[0], summary[-1]) if summary else None,
        conditions=lines[place - 1] if listed else None,
        interventions=lines[place],
        outcomes=outcomes,
        detail=_between(source, detail[0], detail[-1]) if detail else None,
    )


def parts(listed: Prose) -> Iterator[Prose]:
    """The items of a `|` list, none empty."""
    for match in re.finditer(r"[^|]+", listed.text):
        item = listed[match.start() : match.end()].strip()
        if item.text:
            yield item


def _is_list_of_conditions(line: Prose) -> bool:
    """Names without a sentence among them: the column may be missing, and then the summary stands here."""
    items = [each.text for each in parts(line)]
    return bool(items) and all(len(each) <= _LONGEST_CONDITION and not _NO_CONDITION.match(each) for each in items)


def _outcome_lines(lines: list[Prose]) -> Iterator[Prose]:
    for line in lines:
        if not all(_is_outcome(part.text) for part in parts(line)):
            return
        yield line


def _is_outcome(text: str) -> bool:
    """ "measure, description, time frame": the last piece names a time and is no sentence."""
    pieces = text.rsplit(", ", 1)
    return len(pieces) == 2 and not text.endswith(".") and bool(_TIME_FRAME.search(pieces[1]))


def _between(source: Prose, first: Prose, last: Prose) -> Prose:
    """The source from the first character of one line to the last of another."""
    shift = source.origins[0]
    return source[first.origins[0] - shift : last.origins[-1] + 1 - shift]
