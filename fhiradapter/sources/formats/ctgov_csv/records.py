"""Lines to rows: where a row ends, which cells it has, and where to go on behind a broken one.

https://www.rfc-editor.org/rfc/rfc4180. The csv module reads the cells of a row; where the row ends is found here,
because the module reads on to the end of the file for a quote that is never closed.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from fhiradapter.errors import SourceError
from fhiradapter.sources.formats.ctgov_csv.columns import Header, header_of
from fhiradapter.sources.formats.ctgov_csv.lines import LIMIT, Line, Lines
from fhiradapter.sources.formats.ctgov_csv.quotes import Quotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NCT = re.compile(r"\s*NCT\d{8}\s*", re.IGNORECASE)
_STATUS = re.compile(
    r"\s*(?:(?:not yet |active,? not )?recruiting|completed|terminated|withdrawn|suspended|unknown(?: status)?"
    r"|enrolling by invitation|(?:temporarily not |no longer )?available|approved for marketing|withheld)\s*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an export.

    `number` is the line of the file at which it starts, from 1. `content` is a CSV of its own (UTF-8, commas): the
    header and this row. A row that cannot be read has no content, and `problem` says why; it is empty for all others.
    """

    number: int
    content: bytes
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row, as many as the header has; none where `problem` says why."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""


def rows(name: str, stream: BinaryIO) -> Iterator[Row]:
    """The rows of an export, in flat memory; `stream` is read from where it stands, and left open.

    A row that cannot be read costs that row (`problem`) and the lines up to the next that begins with a trial of its
    own. A row of more than LIMIT characters is such a row. Empty rows are passed over.
    Raises SourceError, at the first row, where the file does not begin with the header of an export, or where the
    header is not UTF-8 (or UTF-16 with its byte order mark).
    """
    header, found = records(name, stream)
    head = _written(header.names)
    for record in found:
        content = b"" if record.problem else (head + _written(record.cells)).encode("utf-8")
        yield Row(record.number, content, record.problem)


def records(name: str, stream: BinaryIO) -> tuple[Header, Iterator[Record]]:
    """The header, and the rows below it. Raises SourceError as `rows` does."""
    # The limit is one for the whole process, and 131,072 characters by default. It is only ever raised: to put it back
    # would break another reader at work, and what keeps the memory flat is the limit of a row.
    csv.field_size_limit(max(csv.field_size_limit(), LIMIT))
    lines = Lines(stream)
    first = lines.next()
    while first is not None and not first.text.strip():
        first = lines.next()
    header = header_of(first.text.rstrip("\r\n")) if first is not None and not first.problem else None
    if header is None:
        lines.close()
        raise _no_header(name, first)
    return header, _Reader(header, lines).records()


def _no_header(name: str, first: Line | None) -> SourceError:
    if first is None:
        return SourceError(f"{name}: the file is empty", remedy="Give an export with a header row.")
    if first.problem:
        return SourceError(
            f"{name}:{first.number}: {first.problem}",
            remedy="Convert the file to UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT",
        )
    return SourceError(
        f"{name}:{first.number}: no header row of a ClinicalTrials.gov export",
        remedy="The first line must name the columns, with NCT Number among them.",
    )


def _written(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


class _Reader:
    """Cuts lines into rows with as many cells as the header."""

    def __init__(self, header: Header, lines: Lines) -> None:
        self._header = header
        self._lines = lines
        self._size = len(header.names)
        self._raw_tabs = header.delimiter == "\t" and not header.quoted
        keys = header.keys
        self._place = keys.index("nct") if "nct" in keys else keys.index("status")
        self._sign = _NCT if "nct" in keys else _STATUS

    def records(self) -> Iterator[Record]:
        """The rows; those without any content are passed over."""
        try:
            while (line := self._lines.next()) is not None:
                record = self._record(line)
                if record.problem or any(cell.strip() for cell in record.cells):
                    yield record
        finally:
            self._lines.close()

    def _record(self, first: Line) -> Record:
        if not first.text.strip() and not first.problem:
            return Record(first.number, ())
        raw = self._raw_cells(first.text) if self._raw_tabs and not first.problem else None
        if raw is not None and not any(map(_may_go_on, raw)):
            return Record(first.number, tuple(map(_unquoted, raw)))
        taken, problem = self._taken(first)
        cells, amiss = self._cells(taken) if not problem else ((), problem)
        if not amiss:
            return Record(first.number, cells)
        if raw is not None:
            self._lines.back(taken[1:])
            return Record(first.number, tuple(map(_unquoted, raw)))
        return self._broken(taken, amiss)

    def _raw_cells(self, text: str) -> list[str] | None:
        """The registry's own TSV has no quoting: `"Study Protocol", https://...` stands there with its quotes."""
        cells = text.rstrip("\r\n").split("\t")
        return cells if len(cells) == self._size else None

    def _taken(self, first: Line) -> tuple[list[Line], str]:
        """The lines up to the end of the row, and what is wrong with them."""
        taken, quotes, size = [first], Quotes(self._header.delimiter), len(first.text)
        quotes.read(first.text)
        problem = first.problem or self._amiss(quotes)
        while quotes.opened and not problem:
            line = self._lines.next()
            if line is None:
                return taken, "a quote is opened and never closed"
            quotes.read(line.text)
            if self._is_row(line, quotes):
                self._lines.back([line])
                return taken, f"a quote is opened and not closed before the row of line {line.number}"
            taken.append(line)
            size += len(line.text)
            problem = line.problem or self._amiss(quotes, size)
        return taken, problem

    def _amiss(self, quotes: Quotes, size: int = 0) -> str:
        if size > LIMIT:
            return f"more than {LIMIT} characters"
        if quotes.broken:
            return f"words behind a closing quote: {quotes.broken!r}"
        return f"more cells than the {self._size} columns of the header" if quotes.cells > self._size else ""

    def _cells(self, taken: Sequence[Line]) -> tuple[tuple[str, ...], str]:
        try:
            cells = next(csv.reader((line.text for line in taken), delimiter=self._header.delimiter, strict=True))
        except csv.Error as error:
            return (), str(error)
        if len(cells) != self._size:
            # A short row may be one whose empty cells at the end were cut off, or one that lost a cell in its middle:
            # then each value behind stands under a wrong name. Nobody can tell.
            return (), f"{len(cells)} cells, the header has {self._size} columns"
        return tuple(cells), ""

    def _broken(self, taken: Sequence[Line], problem: str) -> Record:
        first, last = taken[0].number, self._resumed(taken)
        lost = f"; lines {first} to {last} are not read" if last > first else ""
        return Record(first, (), problem + lost)

    def _resumed(self, taken: Sequence[Line]) -> int:
        """Goes to the next line that begins a row; the number of the line before."""
        self._lines.back(taken[1:])
        last = taken[0].number
        while (line := self._lines.next()) is not None:
            if self._begins(line):
                self._lines.back([line])
                break
            last = line.number
        return last

    def _begins(self, line: Line) -> bool:
        """Whether the line has, in its place, what each row has: its NCT number, or failing that its status."""
        cells = self._alone(line.text, strict=False)
        return len(cells) > self._place and self._sign.fullmatch(cells[self._place].replace("_", " ")) is not None

    def _is_row(self, line: Line, quotes: Quotes) -> bool:
        """Whether a line that leaves the quotes around it open is a whole row: they were never meant to reach it."""
        return quotes.opened and self._begins(line) and len(self._alone(line.text, strict=True)) == self._size

    def _alone(self, text: str, *, strict: bool) -> list[str]:
        if self._raw_tabs and (raw := self._raw_cells(text)):
            return raw
        try:
            return next(csv.reader([text], delimiter=self._header.delimiter, strict=strict), [])
        except csv.Error:
            return []


def _may_go_on(cell: str) -> bool:
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    """A cell of a TSV whose header is not quoted. Others than the registry quote a cell that needs it.

    Excel quotes for a comma too. `"Words"` without any reason to be quoted keeps its quotes: they are the registry's.
    """
    found = _QUOTED.fullmatch(cell)
    if found is None or (found[1] and '"' not in found[1] and "," not in found[1]):
        return cell
    return found[1].replace('""', '"')
