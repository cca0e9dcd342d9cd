"""Tab-separated files to rows: UTF-8, a header, one fact per line, the first column a key that is there once."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from fhiradapter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from fhiradapter.terminology.rows import Row

R = TypeVar("R", bound="Row")


def read_table(file: Traversable, row_type: type[R]) -> dict[str, R]:
    """The rows of a file by key, in file order. Raises UsageError that names file and line."""
    lines = _lines(file)
    columns = _header(file, next(lines, (1, ""))[1], row_type)
    rows: dict[str, R] = {}
    for number, line in lines:
        row = _row(f"{file}:{number}", line, columns, row_type)
        if row.key in rows:
            raise UsageError(f"{file}:{number}: the key {row.key!r} is there twice", remedy="Keep one of the two rows.")
        rows[row.key] = row
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


def _header(file: Traversable, line: str, row_type: type[R]) -> Mapping[str, int]:
    columns = {name.strip(): index for index, name in enumerate(line.split("\t"))}
    missing = [field.name for field in fields(row_type) if field.name not in columns]
    if missing:
        expected = ", ".join(field.name for field in fields(row_type))
        message = f"{file}:1: no column {', '.join(missing)}"
        raise UsageError(message, remedy=f"The columns are, separated by tabs: {expected}")
    return columns


def _row(place: str, line: str, columns: Mapping[str, int], row_type: type[R]) -> R:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > len(columns):
        raise UsageError(f"{place}: {len(cells)} cells under {len(columns)} columns", remedy="Look for a tab too many.")
    cells.extend([""] * (len(columns) - len(cells)))
    row = row_type(**{field.name: cells[columns[field.name]] for field in fields(row_type)})
    if not row.key:
        raise UsageError(f"{place}: the row has no key", remedy="Every row starts with the key that it is found by.")
    return row
