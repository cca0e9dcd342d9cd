"""Where the reference corpus is, and how tests say that it is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def needs_corpus(test: F) -> F:
    """Marks a test that reads the corpus; without it the test is skipped, with a reason."""
    absent = pytest.mark.skipif(not CORPUS.is_dir(), reason="the reference corpus is not beside the project")
    marked: F = pytest.mark.corpus(absent(test))
    return marked
