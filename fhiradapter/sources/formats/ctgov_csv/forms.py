"""How the cells of one column are written, and where they belong: https://clinicaltrials.gov/data-api/about-api/csv-download."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.sources.formats.ctgov_csv.findings import Finding, Form, Found, Path, Unread, pieces, worded
from fhiradapter.sources.registry_dates import iso_date
from fhiradapter.sources.registry_words import phases, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fhiradapter.prose import Prose

_NCT = re.compile(r"NCT[0-9]{8}", re.IGNORECASE)
# pandas writes a column of whole numbers with gaps as `458.0`.
_NUMBER = re.compile(r"([0-9]{1,12})(?:\.0)?")
_BETWEEN_PHASES = re.compile(r"\||/(?=\s*(?:early\s*)?phase)", re.IGNORECASE)
_RESULTS: Mapping[str, bool] = {
    "HAS_RESULTS": True,
    "YES": True,
    "TRUE": True,
    "NO_RESULTS_AVAILABLE": False,
    "NO": False,
    "FALSE": False,
}


def text(*path: str) -> Form:
    """The whole cell, in its own words."""

    def read(cell: Prose) -> Iterator[Finding]:
        yield Found(path, cell.stated(), cell)

    return read


def registry_word(field: str, *path: str) -> Form:
    """One word of the registry, as v2 writes it."""

    def read(cell: Prose) -> Iterator[Finding]:
        yield worded(field, cell, *path)

    return read


def date(*path: str) -> Form:
    """A date as v2 writes it; one of another form (`06-08-2025` may be August or June) stays as it is written."""

    def read(cell: Prose) -> Iterator[Finding]:
        yield Found(path, cell.state(iso_date(cell.text) or cell.text), cell)

    return read


def number(*path: str) -> Form:
    """A whole number of ASCII digits."""

    def read(cell: Prose) -> Iterator[Finding]:
        found = _NUMBER.fullmatch(cell.text)
        yield Found(path, cell.state(int(found[1])), cell) if found else Unread(cell, "a whole number")

    return read


def nct(*path: str) -> Form:
    """The number of the trial in the registry, in capitals."""

    def read(cell: Prose) -> Iterator[Finding]:
        known = _NCT.fullmatch(cell.text)
        yield Found(path, cell.state(cell.text.upper()), cell) if known else Unread(cell, "NCT and eight digits")

    return read


def results(*path: str) -> Form:
    """Whether the registry has results: `Has Results`, `No Results Available`, `YES`, `NO`."""

    def read(cell: Prose) -> Iterator[Finding]:
        known = _RESULTS.get(word("hasResults", cell.text))
        yield (
            Unread(cell, "Has Results or YES, No Results Available or NO")
            if known is None
            else Found(path, cell.state(known), cell)
        )

    return read


def texts(*path: str) -> Form:
    """A list of words."""

    def read(cell: Prose) -> Iterator[Finding]:
        yield Found(path, [piece.stated() for piece in pieces(cell)], cell)

    return read


def objects(name: str, *path: str) -> Form:
    """A list of objects with one member each.

    Outcomes (`measure, description, time frame`) and locations (`facility, city, state, zip, country`) are not cut at
    their commas: the parts have commas of their own, and any of them may be absent.
    """

    def read(cell: Prose) -> Iterator[Finding]:
        yield Found(path, [{name: piece.stated()} for piece in pieces(cell)], cell)

    return read


def phase_list(*path: str) -> Form:
    """`Phase 1|Phase 2`, `Phase 1/Phase 2`, `PHASE1|PHASE2`, `N/A`."""

    def read(cell: Prose) -> Iterator[Finding]:
        found = [piece.state(name) for piece in _each_phase(cell) for name in phases(piece.text)]
        yield Found(path, found, cell) if found else Unread(cell, "phases")

    return read


def _each_phase(cell: Prose) -> Iterator[Prose]:
    start = 0
    for found in _BETWEEN_PHASES.finditer(cell.text):
        yield from pieces(cell[start : found.start()])
        start = found.end()
    yield from pieces(cell[start:])


def other_ids(org: Path, secondary: Path, name: str) -> Form:
    """The first is the sponsor's own number, the others are secondary."""

    def read(cell: Prose) -> Iterator[Finding]:
        first, *others = pieces(cell)
        yield Found(org, first.stated(), cell)
        if others:
            yield Found(secondary, [{name: other.stated()} for other in others], cell)

    return read
