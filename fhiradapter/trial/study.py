"""The trial: what one source document states, and what the user added.

Field names: https://clinicaltrials.gov/data-api/about-api/study-data-structure in snake case.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fhiradapter.schedule.regimen import Regimen

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.reader import HeardText
    from fhiradapter.trial.eligibility import Characteristic, Eligibility
    from fhiradapter.trial.people import Party, Site
    from fhiradapter.trial.source import SourceDocument


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the registry that is said as `field: value`. `field` is its v2 name (`allocation`, `whoMasked`), or
    empty for a sentence of a text that speaks for itself. A yes or no has the value `true` or `false`.
    """

    field: str
    value: Stated[str]


@dataclass(frozen=True, slots=True)
class Identifier:
    """`kind` is the ClinicalTrials.gov field that holds it (nctId, nctIdAlias, orgStudyId, secondaryId).

    `type` is the registry's word for what it is (NIH, CTIS, EUDRACT_NUMBER), `assigner` who gave it, `link` a page.
    """

    kind: str
    value: Stated[str]
    type: Stated[str] | None = None
    assigner: Stated[str] | None = None
    link: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class StudyDate:
    """A date of the study or of its record: `kind` is startDate, primaryCompletionDate, studyFirstPostDate, ...

    `date` is YYYY, YYYY-MM or YYYY-MM-DD, `type` ACTUAL or ESTIMATED where that is stated.
    """

    kind: str
    date: Stated[str]
    type: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """How many people: a number with its type, or, in a plain text, only a phrase ("20 to 32 people")."""

    count: Stated[int] | None = None
    type: Stated[str] | None = None
    phrase: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Intervention:
    """`type` is a word of the registry (DRUG, BIOLOGICAL, ...), absent where the source is plain text.

    `treatments` are what is given, where the name says it in another way, says more ("TMZ 200 mg/m2": temozolomide), or
    joins several; `product` whether that is a product or a service, None where the type has to say it.
    """

    name: Stated[str]
    type: Stated[str] | None = None
    description: Stated[str] | None = None
    other_names: tuple[Stated[str], ...] = ()
    treatments: tuple[str, ...] = ()
    product: bool | None = None

    @property
    def called(self) -> tuple[str, ...]:
        """The names of what is given."""
        return self.treatments or (self.name.value,)


@dataclass(frozen=True, slots=True)
class Assignment:
    """An intervention of an arm, and the words that put it there ("Drug: X" in the arm, the arm's label in X)."""

    intervention: Intervention
    words: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """An arm, or a group of an observational study. `regimen` is the schedule that its own description states.

    `label` is absent where the record gives none: the arm is then called by its number.
    """

    label: Stated[str] | None = None
    type: Stated[str] | None = None
    description: Stated[str] | None = None
    assignments: tuple[Assignment, ...] = ()
    regimen: Regimen = field(default_factory=Regimen)


@dataclass(frozen=True, slots=True)
class Objective:
    """`kind` is primary or secondary; the text is the whole objective."""

    kind: str
    text: Stated[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`kind` is primary, secondary or other; empty in exports that do not say it. `safety_issue` is of old records."""

    kind: str
    measure: Stated[str]
    description: Stated[str] | None = None
    time_frame: Stated[str] | None = None
    safety_issue: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """Something to read about the trial. `kind` is citation, seeAlso, availIpd, largeDoc, expandedAccess, results or
    registryPage.

    `type` is the registry's word for it (RESULT, BACKGROUND, ...), `text` the citation or label, `facts` what else the
    record says of it.
    """

    kind: str
    type: Stated[str] | None = None
    text: Stated[str] | None = None
    url: Stated[str] | None = None
    pmid: Stated[str] | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignedTerm:
    """A term of a terminology that the registry assigned to the study. `kind` is condition or intervention.

    `system` is a key of `mappings/code_systems.tsv`. `id` is absent in formats that have the heading only.
    """

    kind: str
    term: Stated[str]
    id: Stated[str] | None = None
    system: str = "mesh"


@dataclass(frozen=True, slots=True)
class UserFact:
    """A field of ClinicalTrials.gov and the value that the user gave it, in the user's own words."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One clinical trial.

    `id` is the NCT number in capitals, the id that the user gave, or `src-` and the first 12 hex digits of the source's
    SHA-256. `design` holds facts and sentences on the study's design, `classifiers` what classifies the study otherwise
    (oversight, expanded access), `notes` what can only be told. `about_source` are the record's words on itself
    (when it was downloaded), `heard` the texts on treatment with what became of each sentence. `user_facts` tell what
    of all this the user stated; those values have no citation.
    """

    id: str
    source: SourceDocument
    identifiers: tuple[Identifier, ...] = ()
    brief_title: Stated[str] | None = None
    official_title: Stated[str] | None = None
    acronym: Stated[str] | None = None
    overall_status: Stated[str] | None = None
    last_known_status: Stated[str] | None = None
    why_stopped: Stated[str] | None = None
    dates: tuple[StudyDate, ...] = ()
    version_holder: Stated[str] | None = None
    study_type: Stated[str] | None = None
    phases: Stated[tuple[str, ...]] | None = None
    primary_purpose: Stated[str] | None = None
    design: tuple[Fact, ...] = ()
    classifiers: tuple[Fact, ...] = ()
    notes: tuple[Fact, ...] = ()
    brief_summary: Stated[str] | None = None
    detailed_description: Stated[str] | None = None
    conditions: tuple[Stated[str], ...] = ()
    keywords: tuple[Stated[str], ...] = ()
    assigned_terms: tuple[AssignedTerm, ...] = ()
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    objectives: tuple[Objective, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    parties: tuple[Party, ...] = ()
    sites: tuple[Site, ...] = ()
    countries: tuple[Stated[str], ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    enrollment: Enrollment | None = None
    eligibility: Eligibility | None = None
    population: tuple[Characteristic, ...] = ()
    regimen: Regimen = field(default_factory=Regimen)
    heard: tuple[HeardText, ...] = ()
    about_source: tuple[Stated[str], ...] = ()
    user_facts: tuple[UserFact, ...] = ()

    @property
    def slug(self) -> str:
        """The id as a FHIR id: lower case, `[a-z0-9.-]`."""
        return self.id.lower()

    def date(self, kind: str) -> StudyDate | None:
        """The date of a kind (`startDate`)."""
        return next((each for each in self.dates if each.kind == kind), None)
