"""Trials that come more than once in a run: the later version wins, and it is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.errors import UsageError
from fhiradapter.issues import Issue, Place, Severity

if TYPE_CHECKING:
    from fhiradapter.workflows.conversions import Written


class Seen:
    """The trials of a run so far: the date of the registry's last update, and the name of the record."""

    def __init__(self, *, one_only: bool) -> None:
        self._trials: dict[str, tuple[str, str]] = {}
        self._one_only = one_only

    def checked(self, written: Written) -> Written:
        """The same; where the trial was there before with an Issue, and `superseded` where that was a later version.

        Raises UsageError for a second trial where the user named the one.
        """
        before = self._trials.get(written.trial_id)
        if self._one_only and self._trials:
            taken = next(iter(self._trials.values()))[1]
            raise UsageError(
                f"{written.name}: trial id {written.trial_id} is taken by {taken}",
                remedy="Give one trial per run where --id or --set nctId names it.",
            )
        if before is None:
            self._trials[written.trial_id] = (written.updated, written.name)
            return written
        superseded = _is_later(before[0], written.updated)
        if not superseded:
            self._trials[written.trial_id] = (written.updated, written.name)
        issue = _duplicate(written, before, superseded=superseded)
        return replace(written, superseded=superseded, issues=(*written.issues, issue))


def _is_later(one: str, other: str) -> bool:
    """By as much of both dates as is stated; where that does not tell, the later in the input is the later."""
    told = min(len(one), len(other))
    return one[:told] > other[:told]


def _duplicate(written: Written, before: tuple[str, str], *, superseded: bool) -> Issue:
    ours, theirs = _named(written.name, written.updated), _named(before[1], before[0])
    said = f"{theirs} stays, {ours} is left out" if superseded else f"{ours} takes the place of {theirs}"
    return Issue(
        severity=Severity.WARNING,
        rule="duplicate-trial",
        code="duplicate",
        message=f"{written.trial_id} is there twice: {said}.",
        remedy="Give each trial once, or give its versions in the order of their dates.",
        place=Place(file=written.name),
    )


def _named(name: str, updated: str) -> str:
    return f"{name} (updated {updated})" if updated else name
