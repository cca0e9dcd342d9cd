"""Files that appear whole or not at all, and never in the place of what is read or was written in the same run."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from fhiradapter.errors import UsageError
from fhiradapter.workflows.inputs import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType
    from typing import BinaryIO

    from fhiradapter.workflows.conversions import Written

_Identity = tuple[int, int]


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside its place, then puts it there in one step. Raises UsageError where that fails."""
    with _whole(path) as file, _told(path):
        file.write(content)


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that appears when the block ends, and not at all when an error ends it. Raises UsageError.

    A link stays, and what it points to is written.
    """
    with _told(path):
        place = path.resolve()
        if place.exists() and not place.is_file():
            raise UsageError(f"{path}: no regular file, so it is not replaced", remedy="Choose another place.")
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    temporary = Path(name)
    try:
        file = os.fdopen(handle, "wb")
        with _closing(path, file):
            yield file
        with _told(path):
            temporary.chmod(0o644)
            temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says no to, as a UsageError."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}", remedy="Choose another place.") from error


class Places:
    """Where a run reads from and writes to. Files are the same where the system says so, whatever they are called."""

    def __init__(self, inputs: Iterable[Path | None], folder: Path | None, report: Path | None) -> None:
        """`folder` is for bundles (None: standard output), `report` for the lines of a report. An input that is None
        is standard input.

        Raises UsageError where the report would take the place of an input or get between the bundles, where bundles
        would go into their own source, and for a folder that is none.
        """
        self._inputs = {found: path or STDIN for path in inputs if (found := _input_identity(path))}
        self._folder = folder
        self._report = report.resolve() if report else None
        if folder is not None and folder.exists() and not folder.is_dir():
            raise UsageError(f"--out {folder}: no folder", remedy="Name a folder; it is made where there is none.")
        if report is not None:
            self._keep_input(report)
            if folder is None and _is_standard_output(report):
                raise UsageError(f"--report {report}: the bundles go there", remedy="Give --out DIR for the bundles.")
        standard = _standard_output()
        source = self._inputs.get((standard.st_dev, standard.st_ino)) if standard and folder is None else None
        if source is not None:
            raise UsageError(f"{source}: standard output goes into this input", remedy="Choose another file.")

    def write_bundle(self, written: Written) -> None:
        """Writes `FOLDER/<trial id>.json`, indented. An id is checked before it gets here: it holds no `/`.

        Raises UsageError where that is an input, or the report.
        """
        path = (self._folder or Path()) / f"{written.trial_id}.json"
        self._keep_input(path)
        if path.resolve() == self._report:
            raise UsageError(f"{path}: the report goes there", remedy="Choose another place for --report.")
        write_whole(path, msgspec.json.format(written.content, indent=2) + b"\n")

    def write(self, path: Path, content: bytes) -> None:
        """Writes a file. Raises UsageError where that is an input."""
        self._keep_input(path)
        write_whole(path, content)

    def _keep_input(self, path: Path) -> None:
        identity = _identity(path)
        if identity is not None and identity in self._inputs:
            raise UsageError(
                f"{path}: an input of this run would be overwritten", remedy="Choose another place to write to."
            )


class Lines:
    """A file of lines that appears when all of them are there; nothing where there is no path.

    What is no regular file (a pipe, a device, standard output) is written to as the lines come.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path or Path()
        self._opened: AbstractContextManager[BinaryIO | None] = nullcontext() if path is None else _lines(path)
        self._file: BinaryIO | None = None

    def add(self, line: bytes) -> None:
        """One line more. Raises UsageError where it cannot be written."""
        if self._file is not None:
            with _told(self._path):
                self._file.write(line)

    def __enter__(self) -> Lines:
        """Raises UsageError where the file cannot be written."""
        self._file = self._opened.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._opened.__exit__(kind, error, trace)


def _lines(path: Path) -> AbstractContextManager[BinaryIO]:
    if _is_standard_output(path):
        return _straight(path, os.dup(sys.stdout.fileno()))
    if path.exists() and not path.is_file():
        return _straight(path, path)
    return _whole(path)


@contextmanager
def _straight(path: Path, target: int | Path) -> Iterator[BinaryIO]:
    with _told(path):
        file = open(target, "wb")  # noqa: SIM115, PTH123 - closed below; may be a descriptor
    with _closing(path, file):
        yield file


@contextmanager
def _closing(path: Path, file: BinaryIO) -> Iterator[None]:
    """What is still to be written is written at the end: a full disk may be found only there."""
    try:
        yield
    finally:
        with _told(path):
            file.close()


def _identity(path: Path) -> _Identity | None:
    """What the system knows a regular file by, None where there is none."""
    try:
        return _regular(path.stat())
    except OSError:
        return None


def _input_identity(path: Path | None) -> _Identity | None:
    if path is not None:
        return _identity(path)
    try:
        return _regular(os.fstat(sys.stdin.fileno()))
    except (OSError, ValueError, AttributeError):  # closed, or no file at all
        return None


def _regular(found: os.stat_result) -> _Identity | None:
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _standard_output() -> os.stat_result | None:
    """The file or pipe that standard output goes to, None where that is a device, closed, or no file at all."""
    try:
        found = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return None
    return None if stat.S_ISCHR(found.st_mode) else found


def _is_standard_output(path: Path) -> bool:
    found = _standard_output()
    return found is not None and path.exists() and os.path.samestat(found, path.stat())
