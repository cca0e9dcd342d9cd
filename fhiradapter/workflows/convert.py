"""convert: a source in, the trial, its FHIR bundle and the Issues out."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.versions import FhirVersion, translate
from fhiradapter.settings import Settings
from fhiradapter.sources.registry import read_trial
from fhiradapter.terminology.lexicon import lexicon
from fhiradapter.terminology.tables import Tables
from fhiradapter.workflows import stated_by_user

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fhiradapter.issues import Issue
    from fhiradapter.trial.study import Trial, UserFact


@dataclass(frozen=True, slots=True)
class Conversion:
    """One trial, converted: `bundle` is a transaction Bundle as plain dicts, `issues` what has to be known of it."""

    trial: Trial
    bundle: dict[str, Any]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How sources are to be read and translated: the options that every verb with sources takes."""

    trial_id: str = ""
    facts: tuple[UserFact, ...] = ()
    version: FhirVersion = FhirVersion.R4
    settings: Settings = field(default_factory=Settings)
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
    ) -> Reading:
        """From the words of options. Raises UsageError for a fact, an id or a table that is none."""
        return cls(
            trial_id=trial_id,
            facts=tuple(stated_by_user.parse(each) for each in set),
            version=FhirVersion[fhir.upper()],
            settings=settings or Settings(),
            tables=Tables.load(*mappings),
        )


def convert(data: bytes | str, *, name: str = "text", reading: Reading | None = None) -> Conversion:
    """The conversion of one source.

    Raises SourceError where the data cannot be read at all, UsageError for an option that is wrong; everything else
    that could not be said is an Issue of the conversion.
    """
    how = reading or Reading.of()
    content = data.encode() if isinstance(data, str) else data
    trial, unread = read_trial(name, content, how.trial_id, lexicon(how.tables))
    trial, replaced = stated_by_user.apply(trial, how.facts, how.tables)
    bundle, unsaid = translate(trial, how.settings, how.tables, how.version)
    return Conversion(trial, bundle, _placed((*replaced, *unread, *unsaid), name, trial.source.text))


def _placed(issues: tuple[Issue, ...], name: str, text: str) -> tuple[Issue, ...]:
    """Issues with the file and the line that they are about."""
    line_ends = [match.start() for match in re.finditer("\n", text)]

    def placed(issue: Issue) -> Issue:
        offset = issue.place.offset
        line = bisect.bisect_left(line_ends, offset) + 1 if offset is not None else None
        return replace(issue, place=replace(issue.place, file=name, line=line))

    return tuple(placed(issue) for issue in issues)
