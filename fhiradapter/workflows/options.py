"""How sources are to be read and translated: the options that every verb with sources takes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from fhiradapter.fhir.versions import FhirVersion
from fhiradapter.settings import Settings
from fhiradapter.terminology.lexicon import lexicon
from fhiradapter.terminology.tables import Tables
from fhiradapter.workflows import stated_by_user

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.trial.study import UserFact

NUMBER = "nctId"


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of a run. Without `schedule` the treatment stays the text that it is."""

    trial_id: str = ""
    facts: tuple[UserFact, ...] = ()
    version: FhirVersion = FhirVersion.R4
    settings: Settings = field(default_factory=Settings)
    schedule: bool = True
    tables: Tables

    @classmethod
    def of(
        cls,
        *,
        trial_id: str = "",
        set: Iterable[str] = (),  # noqa: A002 - the name of the option
        fhir: str = "R4",
        settings: Settings | None = None,
        mappings: Iterable[Path] = (),
        schedule: bool = True,
    ) -> Options:
        """From the words of options. Raises UsageError for a fact, an id or a table that is none."""
        return cls(
            trial_id=trial_id,
            facts=tuple(stated_by_user.parse(each) for each in set),
            version=FhirVersion[fhir.upper()],
            settings=settings or Settings(),
            schedule=schedule,
            tables=Tables.load(*mappings),
        )

    @cached_property
    def lexicon(self) -> Lexicon | None:
        """The words of the tables for reading treatment, None where it is not to be read."""
        return lexicon(self.tables) if self.schedule else None

    @property
    def names_the_trial(self) -> bool:
        """Whether the id is stated by the user: then there can be one trial only."""
        return bool(self.trial_id) or any(fact.field == NUMBER for fact in self.facts)

    def to_send(self) -> Options:
        """The same options for another process: tables travel as their rows, and are read there."""
        return replace(self, tables=Tables(self.tables.users))
