"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from fhiradapter.errors import UsageError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO

    from fhiradapter.workflows.conversions import Written


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside its place, then puts it there in one step. Raises UsageError where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _cannot_be_written(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        raise _cannot_be_written(path, error) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _cannot_be_written(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path}: cannot be written: {error.strerror}", remedy="Choose another folder.")


def write_bundle(folder: Path, written: Written) -> None:
    """Writes `FOLDER/<trial id>.json`, indented. An id is checked before it gets here: it holds no `/`."""
    write_whole(folder / f"{written.trial_id}.json", msgspec.json.format(written.content, indent=2) + b"\n")


class Lines:
    """A file of lines that appears when all of them are there; nothing where there is no path."""

    def __init__(self, path: Path | None) -> None:
        """Raises UsageError where the file cannot be written."""
        self._path = path
        self._temporary: Path | None = None
        self._file: BinaryIO | None = None
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            except OSError as error:
                raise UsageError(
                    f"{path}: cannot be written: {error.strerror}", remedy="Choose another place."
                ) from error
            self._temporary, self._file = Path(temporary), os.fdopen(handle, "wb")

    def add(self, line: bytes) -> None:
        """One line more."""
        if self._file is not None:
            self._file.write(line)

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None or self._temporary is None or self._path is None:
            return
        self._file.close()
        if kind is None:
            self._temporary.chmod(0o644)
            self._temporary.replace(self._path)
        self._temporary.unlink(missing_ok=True)
