"""Faults of our own: what is said of a record on which our code broke, so that it can be reported and mended."""

from __future__ import annotations

import traceback
from pathlib import Path

from fhiradapter.errors import SourceError

_PACKAGE = Path(__file__).parents[1]
_LONGEST = 300


def internal_error(name: str, fault: Exception) -> SourceError:
    """The error to tell of a fault: its kind, its words, and the last place in this package that it came through."""
    words = " ".join(str(fault).split())
    said = f"{type(fault).__name__}: {words[:_LONGEST]}" if words else type(fault).__name__
    return SourceError(
        f"{name}: internal error: {said} ({_place(fault)})",
        remedy="This is a fault of fhiradapter: please report it with the record. The other records go on.",
    )


def _place(fault: Exception) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [each for each in frames if _PACKAGE in Path(each.filename).parents]
    if not ours:
        return "place unknown"
    return f"{Path(ours[-1].filename).relative_to(_PACKAGE.parent).as_posix()}:{ours[-1].lineno}"
