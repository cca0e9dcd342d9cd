"""Arguments to named bytes: files, folders, globs and `-` for standard input, read no further than the size allowed."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fhiradapter.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_BYTES = 200_000_000
"""More than any bundle of one trial: the largest known has 1,500 sites and 9 MB."""
_GLOB_SIGNS = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of one input; `name` is what messages call it."""

    name: str
    content: bytes


def find(arguments: Iterable[str]) -> Iterator[Path | None]:
    """The files that the arguments name, in a stable order; None stands for standard input.

    Raises UsageError for an argument that names nothing.
    """
    for argument in arguments:
        if argument == "-":
            yield None
        else:
            yield from _files(argument)


def read(path: Path | None) -> Input:
    """One input. Raises UsageError where it cannot be opened and SourceError where it is too large."""
    if path is None:
        return Input("<stdin>", _bounded("<stdin>", sys.stdin.buffer.read(MAX_BYTES + 1)))
    try:
        with path.open("rb") as file:
            return Input(str(path), _bounded(str(path), file.read(MAX_BYTES + 1)))
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read: {error.strerror}", remedy="Check the name and its permissions."
        ) from error


def _files(argument: str) -> Iterator[Path]:
    path = Path(argument)
    if path.is_dir():
        found = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
        if not found:
            raise UsageError(
                f"{argument}: the folder holds no files", remedy="Name a file, or a folder with trials in it."
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


def _bounded(name: str, content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        raise SourceError(f"{name}: more than {MAX_BYTES // 1_000_000} MB", remedy="Give one trial per file.")
    return content
