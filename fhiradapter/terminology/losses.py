"""Which values of a source stand nowhere in FHIR on purpose, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fhiradapter.terminology.rows import LossRow


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern; `part` is its longest run without `*`: asking for that first spares most paths the expression."""

    part: str
    pattern: re.Pattern[str]
    said: tuple[str, str]

    @classmethod
    def of(cls, row: LossRow) -> _Rule:
        parts = row.pattern.split("*")
        pattern = re.compile(".*".join(map(re.escape, parts)), re.DOTALL)
        return cls(max(parts, key=len), pattern, (row.outcome, row.reason))

    def holds(self, path: str) -> bool:
        return self.part in path and self.pattern.fullmatch(path) is not None


@dataclass(frozen=True, slots=True)
class Losses:
    """The rules of each format, in table order."""

    rules: Mapping[str, tuple[_Rule, ...]]

    @classmethod
    def of(cls, rows: Iterable[LossRow]) -> Losses:
        """The rules that the rows state."""
        rules: dict[str, list[_Rule]] = {}
        for row in rows:
            rules.setdefault(row.format, []).append(_Rule.of(row))
        return cls({name: tuple(each) for name, each in rules.items()})

    def of_path(self, name: str, path: str) -> tuple[str, str] | None:
        """Outcome and reason of the first rule that a path of the format keeps."""
        return next((rule.said for rule in self.rules.get(name, ()) if rule.holds(path)), None)
