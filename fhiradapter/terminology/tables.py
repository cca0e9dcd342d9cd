"""All tables as one frozen value, and the questions that they answer.

The shipped tables are read first, then those of the users' folders: a row with the same key replaces the earlier one, a
row whose values are blank takes it away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import UsageError
from fhiradapter.terminology.reading import read_table
from fhiradapter.terminology.rows import (
    CodeRow,
    CodeSystemRow,
    ExtensionRow,
    FrequencyRow,
    RouteRow,
    Row,
    UnitRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

ROW_TYPES: Mapping[str, type[Row]] = {
    "code_systems": CodeSystemRow,
    "codes": CodeRow,
    "routes": RouteRow,
    "frequencies": FrequencyRow,
    "units": UnitRow,
    "extensions": ExtensionRow,
}


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a code system. https://hl7.org/fhir/R4/datatypes.html#Coding"""

    system: str
    code: str
    display: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables, each by key. A release is named as the columns name it: `r4`, `r5`."""

    code_systems: Mapping[str, CodeSystemRow]
    codes: Mapping[str, CodeRow]
    routes: Mapping[str, RouteRow]
    frequencies: Mapping[str, FrequencyRow]
    units: Mapping[str, UnitRow]
    extensions: Mapping[str, ExtensionRow]

    @classmethod
    def load(cls, *folders: Path) -> Tables:
        """The shipped tables, overridden by those of `folders`, the last one strongest. Raises UsageError."""
        layers = [_shipped(), *(_user_tables(folder) for folder in folders)]
        return cls(**{name: _overlaid(layer.get(name, {}) for layer in layers) for name in ROW_TYPES})

    def system(self, key: str, release: str) -> str:
        """The URI of a code system, empty when the release has none."""
        row = self.code_systems.get(key)
        return str(getattr(row, release)) if row else ""

    def coding(self, field: str, value: str, release: str) -> Coding | None:
        """The code for a value of a field, None when there is none: then words have to do."""
        row = self.codes.get(f"{field}/{value}")
        code = getattr(row, f"{release}_code", "")
        if row is None or not code:
            return None
        return Coding(self.system(row.system, release), code, getattr(row, f"{release}_display"))

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a field that the tables know, in table order."""
        return tuple(key.partition("/")[2] for key in self.codes if key.partition("/")[0] == field)

    def route(self, key: str, release: str) -> Coding | None:
        """The SNOMED CT code of a route, None when none may be shipped."""
        row = self.routes.get(key)
        return Coding(self.system("snomed", release), row.snomed, row.display) if row and row.snomed else None

    def route_of(self, snomed: str, words: str) -> str:
        """The key of a route as FHIR states it: by its words, else by its code, else the words themselves."""
        folded = words.casefold()
        worded = (key for key, row in self.routes.items() if folded in {word.casefold() for word in row.phrases})
        coded = (key for key, row in self.routes.items() if snomed and row.snomed == snomed)
        return next(worded, "") or next(coded, "") or words

    def extension_parts(self, extension: str) -> tuple[ExtensionRow, ...]:
        """The parts of an extension, none when it has a value itself."""
        return tuple(row for row in self.extensions.values() if row.part and row.extension == extension)


def _overlaid(layers: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    rows: dict[str, Row] = {}
    for layer in layers:
        rows.update(layer)
    return MappingProxyType({key: row for key, row in rows.items() if not row.suppresses})


@cache
def _shipped() -> Mapping[str, Mapping[str, Row]]:
    folder = _shipped_folder()
    return {name: read_table(folder / f"{name}.tsv", row_type) for name, row_type in ROW_TYPES.items()}


def _shipped_folder() -> Traversable:
    """The copy inside an installed package, or the folder beside the package in a checkout."""
    installed = resources.files("fhiradapter") / "_mappings"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "mappings"


def _user_tables(folder: Path) -> Mapping[str, Mapping[str, Row]]:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", remedy="--mappings names a folder that holds tables (*.tsv).")
    strangers = sorted(file.name for file in folder.glob("*.tsv") if file.stem not in ROW_TYPES)
    if strangers:
        known = ", ".join(f"{name}.tsv" for name in ROW_TYPES)
        raise UsageError(f"{folder / strangers[0]}: there is no such table", remedy=f"The tables are {known}")
    return {
        name: read_table(folder / f"{name}.tsv", row_type)
        for name, row_type in ROW_TYPES.items()
        if (folder / f"{name}.tsv").is_file()
    }
