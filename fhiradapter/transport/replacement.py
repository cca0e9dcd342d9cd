"""Puts many files in their places, each whole or not at all."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its place, then move them all there; what was not moved is removed again.

    Nothing is moved before everything is written, so a full disk or a missing right leaves the old files as they were.
    Raises OSError, with the path in `filename`.
    """
    with ExitStack() as leftovers:
        ready: list[tuple[Path, Path]] = []
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
            leftovers.callback(temporary.unlink, missing_ok=True)
            with temporary.open("xb") as file:
                file.write(content)
            ready.append((temporary, path))
        for temporary, path in ready:
            temporary.replace(path)
