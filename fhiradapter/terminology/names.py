"""Names as people write them: which two are the same name, and which row a name finds.

Salts, doses and combinations are never taken apart: a code for a part of the name would say something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fhiradapter.terminology.rows import NamedRow

R = TypeVar("R", bound="NamedRow")

MAPPINGS = "mappings"
TABLE_NAME = "table-name"
TABLE_SYNONYM = "table-synonym"

_EDGES = " .,;:*\"'®™©“”‘’"


def folded(name: str) -> str:
    """A name without what does not make a difference: case, runs of blanks, punctuation at both ends."""
    return " ".join(name.casefold().split()).strip(_EDGES)


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """The row that a name finds, and the step that found it. No row: the name has more than one meaning."""

    row: R | None
    step: str


def index(shipped: Iterable[R], users: Iterable[R]) -> Mapping[str, Found[R]]:
    """What each folded name finds: users' rows before shipped ones, the name of a row before its other words."""
    theirs, ours = tuple(users), tuple(shipped)
    return {
        **{name: Found(row, TABLE_SYNONYM) for name, row in _worded(ours).items()},
        **{row.index: Found(row, TABLE_NAME) for row in ours},
        **{name: Found(row, MAPPINGS) for name, row in _worded(theirs).items()},
        **{row.index: Found(row, MAPPINGS) for row in theirs},
    }


def _worded(rows: Iterable[R]) -> dict[str, R | None]:
    worded: dict[str, R | None] = {}
    for row in rows:
        for name in map(folded, row.phrases):
            worded[name] = None if worded.get(name, row) is not row else row
    return worded
