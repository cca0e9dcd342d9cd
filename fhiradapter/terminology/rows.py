"""What one row of each table states. Field names are column names; `mappings/README.md` tells the facts' origin.

A field that has a default may be missing in a user's table.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar

from fhiradapter.terminology.names import folded

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its key, and where its facts are from under which licence."""

    key: str
    source: str
    licence: str

    @property
    def index(self) -> str:
        """What the row is found by: there is one row of it in a table."""
        return self.key

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
    """`code_systems.tsv`: the URI of a code system in each release; `notice` is what its licence wants said."""

    r4: str
    r5: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class CodeRow(Row):
    """`codes.tsv`: the code of `field/value` in each release. `system` is a key of `code_systems.tsv`.

    `relation` says what the code is beside the value: blank (the same), wider, narrower, or related.
    """

    system: str
    r4_code: str
    r4_display: str
    r5_code: str
    r5_display: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class NamedRow(WordedRow):
    """A row that is found by names as people write them, its key among them."""

    @property
    def index(self) -> str:
        """The folded key."""
        return folded(self.key)


@dataclass(frozen=True, slots=True)
class CountryRow(NamedRow):
    """`countries.tsv`: the ISO 3166-1 alpha-2 code of a country."""

    iso3166: str


@dataclass(frozen=True, slots=True)
class TermRow(NamedRow):
    """A row with the codes of one term. `systems`: keys of `code_systems.tsv` by column, the preferred one first."""

    systems: ClassVar[Mapping[str, str]]

    ncit: str
    mesh: str
    snomed: str
    ncit_display: str = ""
    mesh_display: str = ""
    snomed_display: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugRow(TermRow):
    """`drugs.tsv`: a substance."""

    systems: ClassVar[Mapping[str, str]] = {
        "rxnorm": "rxnorm",
        "ncit": "nci-thesaurus",
        "unii": "unii",
        "mesh": "mesh",
        "snomed": "snomed",
    }

    rxnorm: str
    unii: str
    rxnorm_display: str = ""
    unii_display: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow(TermRow):
    """`conditions.tsv`: a disease."""

    systems: ClassVar[Mapping[str, str]] = {
        "snomed": "snomed",
        "ncit": "nci-thesaurus",
        "mesh": "mesh",
        "icd10cm": "icd-10-cm",
        "mondo": "mondo",
    }

    icd10cm: str
    mondo: str
    icd10cm_display: str = ""
    mondo_display: str = ""


@dataclass(frozen=True, slots=True)
class TreatmentRow(NamedRow):
    """`treatments.tsv`: what a treatment is called, and of which `kind` it is: drug, class, cell, regimen.

    A class (G-CSF) `may_be` one of these drugs: the one that a record lists.
    """

    kind: str
    may_be: str = ""

    @property
    def members(self) -> tuple[str, ...]:
        """The drugs that a class may be, the usual ones first."""
        return tuple(name for name in self.may_be.split("|") if name)


@dataclass(frozen=True, slots=True)
class LabelRow(Row):
    """`labels.tsv`: what a field is called for people."""

    label: str


@dataclass(frozen=True, slots=True)
class LossRow(Row):
    """`losses.tsv`: why the values at `format:pattern` stand nowhere in FHIR. `outcome` is derived or not-placed.

    In the pattern of paths `*` stands for any run of characters.
    """

    outcome: str
    reason: str

    @property
    def format(self) -> str:
        """The format of the source (ctgov-v2, ctgov-xml, ...)."""
        return self.key.partition(":")[0]

    @property
    def pattern(self) -> str:
        """The paths that are meant."""
        return self.key.partition(":")[2]


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
