"""The trial: what one source document states, and what the user added.

Field names: https://clinicaltrials.gov/data-api/about-api/study-data-structure in snake case.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fhiradapter.schedule.regimen import Regimen

if TYPE_CHECKING:
    from fhiradapter.prose import Stated


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The source as it was received. `text` is `content` decoded; citations count its code points."""

    name: str
    content: bytes
    text: str
    media_type: str = "text/plain; charset=utf-8"
    language: str = ""

    @property
    def sha256(self) -> bytes:
        """The digest of the bytes as received."""
        return hashlib.sha256(self.content).digest()

    @property
    def named_information(self) -> str:
        """The RFC 6920 name of the content, `ni:///sha-256;...`."""
        digest = base64.urlsafe_b64encode(self.sha256).decode().rstrip("=")
        return f"ni:///sha-256;{digest}"


@dataclass(frozen=True, slots=True)
class Identifier:
    """`kind` is the ClinicalTrials.gov field that holds it (nctId, orgStudyId, ...)."""

    kind: str
    value: Stated[str]


@dataclass(frozen=True, slots=True)
class Intervention:
    """`type` is a word of the registry (DRUG, BIOLOGICAL, ...), absent where the source is plain text."""

    name: Stated[str]
    type: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """`kind` is primary or secondary; the text is the whole objective."""

    kind: str
    text: Stated[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`kind` is primary, secondary or other."""

    kind: str
    measure: Stated[str]
    description: Stated[str] | None = None
    time_frame: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation or person with a role of http://hl7.org/fhir/research-study-party-role; `words` say it."""

    role: str
    name: Stated[str]
    words: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Characteristic:
    """Something that the study population has (or, excluded, has not). `value` None means present."""

    code: str
    value: Stated[str] | None
    statement: Stated[str]
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class UserFact:
    """A field of ClinicalTrials.gov and the value that the user gave it, in the user's own words."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One clinical trial.

    `id` is the NCT number in capitals, the id that the user gave, or `src-` and the first 12 hex digits of the source's
    SHA-256. `enrollment` is the phrase as stated ("20 to 32 people"); `design` holds sentences on the study's design.
    `user_facts` tell what of all this the user stated; those values have no citation.
    """

    id: str
    source: SourceDocument
    identifiers: tuple[Identifier, ...] = ()
    brief_title: Stated[str] | None = None
    official_title: Stated[str] | None = None
    acronym: Stated[str] | None = None
    overall_status: Stated[str] | None = None
    why_stopped: Stated[str] | None = None
    start_date: Stated[str] | None = None
    completion_date: Stated[str] | None = None
    last_update_post_date: Stated[str] | None = None
    study_type: Stated[str] | None = None
    phases: Stated[tuple[str, ...]] | None = None
    design: tuple[Stated[str], ...] = ()
    brief_summary: Stated[str] | None = None
    detailed_description: Stated[str] | None = None
    conditions: tuple[Stated[str], ...] = ()
    keywords: tuple[Stated[str], ...] = ()
    interventions: tuple[Intervention, ...] = ()
    objectives: tuple[Objective, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    parties: tuple[Party, ...] = ()
    enrollment: Stated[str] | None = None
    population: tuple[Characteristic, ...] = ()
    regimen: Regimen = field(default_factory=Regimen)
    user_facts: tuple[UserFact, ...] = ()

    @property
    def slug(self) -> str:
        """The id as a FHIR id: lower case, `[a-z0-9.-]`."""
        return self.id.lower()
