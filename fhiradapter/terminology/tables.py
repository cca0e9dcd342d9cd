"""All tables as one frozen value, and the questions that they answer.

The shipped tables are read first, then those of the users' folders: a row with the same key replaces the earlier one, a
row whose values are blank takes it away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from fhiradapter.errors import UsageError
from fhiradapter.terminology.labels import in_words
from fhiradapter.terminology.losses import Losses
from fhiradapter.terminology.names import folded, index
from fhiradapter.terminology.reading import read_table
from fhiradapter.terminology.rows import (
    CodeRow,
    CodeSystemRow,
    ConditionRow,
    CountryRow,
    DrugRow,
    ExtensionRow,
    FrequencyRow,
    LabelRow,
    LossRow,
    NamedRow,
    RouteRow,
    Row,
    TermRow,
    TreatmentRow,
    UnitRow,
)
from fhiradapter.terminology.terms import Coding, Term, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable

    from fhiradapter.terminology.names import Found

__all__ = ["ROW_TYPES", "Coding", "Tables", "Term"]

R = TypeVar("R", bound=Row)
N = TypeVar("N", bound=NamedRow)

ROW_TYPES: Mapping[str, type[Row]] = {
    "code_systems": CodeSystemRow,
    "codes": CodeRow,
    "drugs": DrugRow,
    "conditions": ConditionRow,
    "countries": CountryRow,
    "treatments": TreatmentRow,
    "routes": RouteRow,
    "frequencies": FrequencyRow,
    "units": UnitRow,
    "extensions": ExtensionRow,
    "labels": LabelRow,
    "losses": LossRow,
}


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables, each by key. A release is named as the columns name it: `r4`, `r5`.

    `users` are the rows of the users' folders. A table is read when it is first asked for (so there are no slots): a
    command that needs no drugs does not pay for a thousand of them.
    """

    users: Mapping[str, Mapping[str, Row]] = field(default_factory=dict, repr=False)
    _vocabularies: dict[tuple[str, str], Vocabulary[Any]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def load(cls, *folders: Path) -> Tables:
        """The shipped tables, overridden by those of `folders`, the last one strongest. Raises UsageError."""
        users: dict[str, dict[str, Row]] = {}
        for folder in folders:
            for name, rows in _user_tables(folder).items():
                users.setdefault(name, {}).update(rows)
        return cls(users)

    @cached_property
    def code_systems(self) -> Mapping[str, CodeSystemRow]:
        """`code_systems.tsv`."""
        return self._table("code_systems", CodeSystemRow)

    @cached_property
    def codes(self) -> Mapping[str, CodeRow]:
        """`codes.tsv`."""
        return self._table("codes", CodeRow)

    @cached_property
    def drugs(self) -> Mapping[str, DrugRow]:
        """`drugs.tsv`, by folded key."""
        return self._table("drugs", DrugRow)

    @cached_property
    def conditions(self) -> Mapping[str, ConditionRow]:
        """`conditions.tsv`, by folded key."""
        return self._table("conditions", ConditionRow)

    @cached_property
    def countries(self) -> Mapping[str, CountryRow]:
        """`countries.tsv`, by folded key."""
        return self._table("countries", CountryRow)

    @cached_property
    def treatments(self) -> Mapping[str, TreatmentRow]:
        """`treatments.tsv`, by folded key."""
        return self._table("treatments", TreatmentRow)

    @cached_property
    def routes(self) -> Mapping[str, RouteRow]:
        """`routes.tsv`."""
        return self._table("routes", RouteRow)

    @cached_property
    def frequencies(self) -> Mapping[str, FrequencyRow]:
        """`frequencies.tsv`."""
        return self._table("frequencies", FrequencyRow)

    @cached_property
    def units(self) -> Mapping[str, UnitRow]:
        """`units.tsv`."""
        return self._table("units", UnitRow)

    @cached_property
    def extensions(self) -> Mapping[str, ExtensionRow]:
        """`extensions.tsv`."""
        return self._table("extensions", ExtensionRow)

    @cached_property
    def labels(self) -> Mapping[str, LabelRow]:
        """`labels.tsv`."""
        return self._table("labels", LabelRow)

    @cached_property
    def losses(self) -> Mapping[str, LossRow]:
        """`losses.tsv`."""
        return self._table("losses", LossRow)

    def system(self, key: str, release: str) -> str:
        """The URI of a code system, empty when the release has none."""
        row = self.code_systems.get(key)
        return str(getattr(row, release)) if row else ""

    def coding(self, field: str, value: str, release: str) -> Coding | None:
        """The code for a value of a field, None when there is none: then words have to do."""
        return self._codings[release].get(f"{field}/{value}")

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a field that the tables know, in table order."""
        return self._values.get(field, ())

    def drug(self, name: str, release: str, mesh: Sequence[tuple[str, str]] = ()) -> Term | None:
        """The codes of a drug by its name, if any. `mesh`: headings of the record, each with its id or an empty one."""
        return self._vocabulary("drugs", release).term(name, mesh)

    def condition(self, name: str, release: str, mesh: Sequence[tuple[str, str]] = ()) -> Term | None:
        """The codes of a condition by its name, if any. `mesh`: as for drugs."""
        return self._vocabulary("conditions", release).term(name, mesh)

    def country(self, name: str) -> Coding | None:
        """The ISO 3166-1 alpha-2 code of a country by a name of it."""
        found = self._country_names.get(folded(name))
        if found is None or found.row is None or not found.row.iso3166:
            return None
        return Coding(self.system("iso-3166", "r4"), found.row.iso3166, found.row.key)

    def label(self, field: str) -> str:
        """What a field is called for people; the words of its name when the tables have none."""
        row = self.labels.get(field)
        return row.label if row else in_words(field)

    def loss(self, format: str, path: str) -> tuple[str, str] | None:  # noqa: A002 - the word for it
        """Why the value at a path of a source stands nowhere in FHIR: outcome (derived, not-placed) and reason."""
        return self._losses.of_path(format, path)

    def route(self, key: str, release: str) -> Coding | None:
        """The SNOMED CT code of a route, None when none may be shipped."""
        row = self.routes.get(key)
        return Coding(self.system("snomed", release), row.snomed, row.display) if row and row.snomed else None

    def route_of(self, snomed: str, words: str) -> str:
        """The key of a route as FHIR states it: by its words, else by its code, else the words themselves."""
        folded_words = words.casefold()
        worded = (key for key, row in self.routes.items() if folded_words in {word.casefold() for word in row.phrases})
        coded = (key for key, row in self.routes.items() if snomed and row.snomed == snomed)
        return next(worded, "") or next(coded, "") or words

    def extension_parts(self, extension: str) -> tuple[ExtensionRow, ...]:
        """The parts of an extension, none when it has a value itself."""
        return tuple(row for row in self.extensions.values() if row.part and row.extension == extension)

    @cached_property
    def _codings(self) -> Mapping[str, Mapping[str, Coding]]:
        """The codings of `codes.tsv` by release and key: every field of every record asks for some."""
        return {release: dict(self._of_codes(release)) for release in ("r4", "r5")}

    def _of_codes(self, release: str) -> Iterator[tuple[str, Coding]]:
        for key, row in self.codes.items():
            if code := getattr(row, f"{release}_code"):
                yield key, Coding(self.system(row.system, release), code, getattr(row, f"{release}_display"))

    @cached_property
    def _values(self) -> Mapping[str, tuple[str, ...]]:
        known: dict[str, list[str]] = {}
        for key in self.codes:
            name, _, value = key.partition("/")
            known.setdefault(name, []).append(value)
        return {name: tuple(values) for name, values in known.items()}

    def _vocabulary(self, name: str, release: str) -> Vocabulary[Any]:
        known = self._vocabularies.get((name, release))
        if known is None:
            row_type, names = self._terms[name]
            systems = {column: self.system(key, release) for column, key in row_type.systems.items()}
            known = self._vocabularies[name, release] = Vocabulary(names, systems)
        return known

    @cached_property
    def _terms(self) -> Mapping[str, tuple[type[TermRow], Mapping[str, Found[Any]]]]:
        return {
            "drugs": (DrugRow, self._names("drugs", self.drugs)),
            "conditions": (ConditionRow, self._names("conditions", self.conditions)),
        }

    @cached_property
    def _country_names(self) -> Mapping[str, Found[CountryRow]]:
        return self._names("countries", self.countries)

    @cached_property
    def _losses(self) -> Losses:
        return Losses.of(self.losses.values())

    def _names(self, name: str, rows: Mapping[str, N]) -> Mapping[str, Found[N]]:
        """What names find: also a user's blank row, which says that the name has no code."""
        theirs = cast("Mapping[str, N]", self.users.get(name, {}))
        return index((row for key, row in rows.items() if key not in theirs), theirs.values())

    def _table(self, name: str, _: type[R]) -> Mapping[str, R]:
        rows = {**_shipped(name), **self.users.get(name, {})}
        return MappingProxyType({key: cast("R", row) for key, row in rows.items() if not row.suppresses})


@cache
def _shipped(name: str) -> Mapping[str, Row]:
    return read_table(_shipped_folder() / f"{name}.tsv", ROW_TYPES[name])


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
