"""Who runs a trial, and where. Field names: https://clinicaltrials.gov/data-api/about-api/study-data-structure"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from fhiradapter.prose import Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Telecom:
    """A way to reach somebody. `system` is `phone` or `email`."""

    system: str
    value: Stated[str]
    extension: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, or a person, with a role of http://hl7.org/fhir/research-study-party-role.

    `words` say the role, `kind` is the registry's class of an organisation (INDUSTRY, NIH, ...). A person has an
    `affiliation` and a `title` where they are stated.
    """

    role: str
    name: Stated[str]
    words: Stated[str] | None = None
    person: bool = False
    kind: Stated[str] | None = None
    affiliation: Stated[str] | None = None
    title: Stated[str] | None = None
    telecoms: tuple[Telecom, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place where the trial is run; `status` is the recruitment there, degrees are WGS 84."""

    facility: Stated[str] | None = None
    city: Stated[str] | None = None
    state: Stated[str] | None = None
    zip: Stated[str] | None = None
    country: Stated[str] | None = None
    status: Stated[str] | None = None
    latitude: Stated[Decimal] | None = None
    longitude: Stated[Decimal] | None = None
    contacts: tuple[Party, ...] = ()
