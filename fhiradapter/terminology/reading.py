"""Tab-separated files to rows: UTF-8, a header, one fact per line, the first column a key that is there once."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, TypeVar

from fhiradapter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from fhiradapter.terminology.rows import Row

R = TypeVar("R", bound="Row")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How many columns a file has, and in which of them the fields of its rows stand."""

    width: int
    places: Mapping[str, int]


def read_table(file: Traversable, row_type: type[R]) -> dict[str, R]:
    """The rows of a file by key, in file order. Raises UsageError that names file and line."""
    lines = _lines(file)
    layout = _header(file, next(lines, (1, ""))[1], row_type)
    rows: dict[str, R] = {}
    for number, line in lines:
        row = _row(f"{file}:{number}", line, layout, row_type)
        if row.index in rows:
            raise UsageError(f"{file}:{number}: the key {row.key!r} is there twice", remedy="Keep one of the two rows.")
        rows[row.index] = row
    return rows


def _lines(file: Traversable) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not blank. A byte order mark, as spreadsheets write it, is not part of the header."""
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        message = f"{file}:{number}: byte 0x{data[error.start]:02x} is not UTF-8"
        raise UsageError(message, remedy="Save the table as UTF-8 text.") from error
    numbered = enumerate(text.replace("\r\n", "\n").split("\n"), start=1)
    return ((number, line) for number, line in numbered if line.strip())


def _header(file: Traversable, line: str, row_type: type[R]) -> _Layout:
    columns = {name.strip(): index for index, name in enumerate(line.split("\t"))}
    needed = [field.name for field in fields(row_type) if field.default is MISSING]
    missing = [name for name in needed if name not in columns]
    if missing:
        expected = ", ".join(needed)
        message = f"{file}:1: no column {', '.join(missing)}"
        raise UsageError(message, remedy=f"The columns are, separated by tabs: {expected}")
    here = {field.name: columns[field.name] for field in fields(row_type) if field.name in columns}
    return _Layout(len(columns), here)


def _row(place: str, line: str, layout: _Layout, row_type: type[R]) -> R:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > layout.width:
        raise UsageError(f"{place}: {len(cells)} cells under {layout.width} columns", remedy="Look for a tab too many.")
    cells.extend([""] * (layout.width - len(cells)))
    row = row_type(**{name: cells[column] for name, column in layout.places.items()})
    if not row.index:
        raise UsageError(f"{place}: the row has no key", remedy="Every row starts with the key that it is found by.")
    return row
