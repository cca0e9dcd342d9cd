"""Who may take part. Field names: https://clinicaltrials.gov/data-api/about-api/study-data-structure"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from fhiradapter.prose import Stated


@dataclass(frozen=True, slots=True)
class Age:
    """An age; `unit` is a UCUM code (`a`, `mo`, `wk`, `d`, `h`, `min`)."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One item of the criteria, and the items under it: parts of it ("one of the following:"), not criteria themselves.

    `kind` is inclusion or exclusion; empty where the text does not say which of the two the item is. `scope` is the
    heading where it names a part of the participants ("Inclusion criteria for part B"): the item is not for all.
    """

    kind: str
    text: Stated[str]
    items: tuple[Criterion, ...] = ()
    scope: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """The criteria as one text, and as items in their order; then what the registry keeps in fields of their own.

    `criteria` is the whole text (where a registry keeps the exclusion in a field of its own, that is
    `exclusion_criteria`), `items` are what could be told apart; `rest` are the lines that fit no item.
    """

    criteria: Stated[str] | None = None
    exclusion_criteria: Stated[str] | None = None
    items: tuple[Criterion, ...] = ()
    rest: tuple[Stated[str], ...] = ()
    minimum_age: Stated[Age] | None = None
    maximum_age: Stated[Age] | None = None
    sex: Stated[str] | None = None
    gender_based: Stated[str] | None = None
    gender_description: Stated[str] | None = None
    healthy_volunteers: Stated[str] | None = None
    study_population: Stated[str] | None = None
    sampling_method: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Characteristic:
    """Something that a text says of the study population (has or, excluded, has not). `value` None means present."""

    code: str
    value: Stated[str] | None
    statement: Stated[str]
    exclude: bool = False
