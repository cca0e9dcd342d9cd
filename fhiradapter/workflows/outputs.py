"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from fhiradapter.errors import UsageError


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside its place, then puts it there in one step. Raises UsageError where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}", remedy="Choose another folder.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}", remedy="Choose another folder.") from error
    finally:
        Path(temporary).unlink(missing_ok=True)
