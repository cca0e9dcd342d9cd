"""Arguments to records: files, folders, globs and `-` for standard input, read as streams and never as a whole.

A folder stands for the files in it, not for those in folders below.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from io import BytesIO
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from fhiradapter.errors import SourceError, UsageError
from fhiradapter.sources import registry
from fhiradapter.sources.files.names import writable
from fhiradapter.sources.source_record import SourceRecord
from fhiradapter.workflows.faults import internal_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDIN = "<stdin>"
_GLOB_SIGNS = frozenset("*?[")
_MOST_COUNTED = 1000


def records(arguments: Iterable[str | Path]) -> Iterator[SourceRecord]:
    """The records in all that the arguments name, in a stable order. A file that cannot be read is a problem.

    Raises UsageError, before anything is read, for an argument that names nothing.
    """
    paths = list(find(arguments))
    if None in paths and sys.stdin is None:
        raise UsageError("-: standard input is closed", remedy="Name a file, or send the trials: ... < FILE")
    return (record for path in paths for record in _in_file(path))


def single(name: str, content: bytes) -> SourceRecord:
    """The one record in these bytes. Raises SourceError where there are more, or where it cannot be cut out."""
    found = list(islice(registry.records(name, BytesIO(content)), _MOST_COUNTED + 1))
    if len(found) > 1:
        number = str(len(found)) if len(found) <= _MOST_COUNTED else f"more than {_MOST_COUNTED}"
        raise SourceError(
            f"{name}: {number} records, expected one trial",
            remedy="Give one trial; many are for: fhiradapter convert FILE, in Python fhiradapter.conversions([FILE])",
        )
    if found[0].problem:
        raise SourceError(found[0].problem, remedy=found[0].remedy)
    return found[0]


def find(arguments: Iterable[str | Path]) -> Iterator[Path | None]:
    """The files that the arguments name, in a stable order; None stands for standard input.

    Raises UsageError for an argument that names nothing.
    """
    for argument in map(str, arguments):
        if argument == "-":
            yield None
        else:
            yield from _files(argument)


def _in_file(path: Path | None) -> Iterator[SourceRecord]:
    name = writable(str(path or STDIN))
    try:
        with path.open("rb") if path else nullcontext(sys.stdin.buffer) as stream:
            yield from registry.records(name, stream)
    except OSError as error:
        yield _problem(
            name,
            SourceError(f"{name}: cannot be read: {error.strerror}", remedy="Check the name and its permissions."),
        )
    except Exception as fault:  # noqa: BLE001 - a fault of ours costs the rest of one file and is told
        yield _problem(name, internal_error(name, fault))


def _problem(name: str, trouble: SourceError) -> SourceRecord:
    return SourceRecord(name=name, file=PurePath(name).name, problem=str(trouble.args[0]), remedy=trouble.remedy)


def _files(argument: str) -> Iterator[Path]:
    path = Path(argument)
    if path.is_dir():
        found = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
        if not found:
            raise UsageError(
                f"{argument}: the folder holds no files",
                remedy="Name a file, or a folder with trials in it (folders below it are not looked into).",
            )
        yield from found
    elif path.exists() or not _GLOB_SIGNS.intersection(argument):
        if not path.exists():
            raise UsageError(f"{argument}: no such file or folder", remedy="Check the name; '-' reads standard input.")
        yield path
    else:
        matches = sorted(each for each in Path(path.anchor or ".").glob(_relative(path)) if each.is_file())
        if not matches:
            raise UsageError(f"{argument}: matches no file", remedy="Check the pattern.")
        yield from matches


def _relative(pattern: Path) -> str:
    return str(pattern.relative_to(pattern.anchor)) if pattern.anchor else str(pattern)
