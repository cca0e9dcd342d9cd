"""Trials that come more than once in a run: the later version wins, and it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.errors import UsageError
from fhiradapter.issues import Issue, Place, Severity

if TYPE_CHECKING:
    from fhiradapter.trial.study import Trial


@dataclass(frozen=True, slots=True)
class Version:
    """A record of a trial: what the trial is called, and when the registry last changed it (empty: not stated)."""

    name: str
    trial_id: str
    updated: str

    @classmethod
    def of(cls, name: str, trial: Trial) -> Version:
        """That of a trial that was read from the record of this name."""
        updated = trial.date("lastUpdatePostDate")
        return cls(name, trial.id, updated.date.value if updated else "")

    def __str__(self) -> str:
        return f"{self.name} (updated {self.updated})" if self.updated else self.name


@dataclass(frozen=True, slots=True)
class Again:
    """A trial that was there before: what is said of it, and whether that was a later version."""

    issue: Issue
    superseded: bool


class Seen:
    """The trials of a run so far. Ids that differ in capitals alone are one id in FHIR."""

    def __init__(self, *, one_only: bool) -> None:
        self._latest: dict[str, Version] = {}
        self._one_only = one_only

    def again(self, version: Version) -> Again | None:
        """What is to be said of a trial that was there before, None where it was not.

        Raises UsageError for a second trial where the user named the one.
        """
        key = version.trial_id.lower()
        before = self._latest.get(key)
        if self._one_only and self._latest:
            taken = next(iter(self._latest.values())).name
            raise UsageError(
                f"{version.name}: trial id {version.trial_id} is taken by {taken}",
                remedy="Give one trial per run where --id or --set nctId names it.",
            )
        superseded = before is not None and _is_later(before.updated, version.updated)
        if not superseded:
            self._latest[key] = version
        return None if before is None else Again(_duplicate(version, before, superseded=superseded), superseded)


def _is_later(one: str, other: str) -> bool:
    """By as much of both dates as is stated; where that does not tell, the later in the input is the later."""
    told = min(len(one), len(other))
    return one[:told] > other[:told]


def _duplicate(version: Version, before: Version, *, superseded: bool) -> Issue:
    said = (
        f"{before} is later, so {version} is left out"
        if superseded
        else f"{version} is taken as later than {before} and comes behind it; a file or server that keeps one keeps it"
    )
    return Issue(
        severity=Severity.WARNING,
        rule="duplicate-trial",
        code="duplicate",
        message=f"{version.trial_id} is there twice: {said}.",
        remedy="Give each trial once, or give its versions in the order of their dates.",
        place=Place(file=version.name),
    )
