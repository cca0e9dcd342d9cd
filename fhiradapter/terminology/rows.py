"""What one row of each table states. Field names are column names; `mappings/README.md` tells the facts' origin."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its key, and where its facts are from under which licence."""

    key: str
    source: str
    licence: str

    @property
    def suppresses(self) -> bool:
        """True when all values are blank: such a row in a user's table takes away the row that it overrides."""
        about = {field.name for field in fields(Row)}
        return not any(getattr(self, field.name) for field in fields(self) if field.name not in about)


@dataclass(frozen=True, slots=True)
class WordedRow(Row):
    """A row that is found by words of the text."""

    words: str

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words one by one, the preferred ones first."""
        return tuple(phrase for phrase in self.words.split("|") if phrase)


@dataclass(frozen=True, slots=True)
class CodeSystemRow(Row):
    """`code_systems.tsv`: the URI of a code system in each release."""

    r4: str
    r5: str


@dataclass(frozen=True, slots=True)
class CodeRow(Row):
    """`codes.tsv`: the code of `field/value` in each release. `system` is a key of `code_systems.tsv`."""

    system: str
    r4_code: str
    r4_display: str
    r5_code: str
    r5_display: str


@dataclass(frozen=True, slots=True)
class RouteRow(WordedRow):
    """`routes.tsv`: a route of administration."""

    snomed: str
    display: str


@dataclass(frozen=True, slots=True)
class FrequencyRow(WordedRow):
    """`frequencies.tsv`: `count` times per `period` `unit`s; `gts_code` when one says exactly this."""

    count: str
    period: str
    unit: str
    gts_code: str


@dataclass(frozen=True, slots=True)
class UnitRow(WordedRow):
    """`units.tsv`: the key is the UCUM code, `kind` one of dose, time, measure.

    `instruction` is what a prescriber has to know about the unit.
    """

    kind: str
    display: str
    plural: str
    instruction: str


@dataclass(frozen=True, slots=True)
class ExtensionRow(Row):
    """`extensions.tsv`: an extension, or (key `extension:part`) one of its parts. `type` is blank when it has parts."""

    releases: str
    context: str
    type: str
    min: str
    max: str
    description: str

    @property
    def extension(self) -> str:
        """The key of the extension that this row is, or is a part of."""
        return self.key if self.context else self.key.rpartition(":")[0]

    @property
    def part(self) -> str:
        """The name of the part, empty for the extension itself."""
        return "" if self.context else self.key.rpartition(":")[2]
