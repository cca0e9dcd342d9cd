"""How much work something is, counted in calls: a measure that nothing else on the machine changes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@contextmanager
def counted_calls() -> Iterator[list[int]]:
    """The calls of functions, ours and those of the interpreter, in the block: one number, there when it ends."""
    calls = [0]

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        calls[0] += event.endswith("call")

    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(None)
