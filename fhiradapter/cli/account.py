"""What a run over many trials says on the way, and at its end."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import click

from fhiradapter.cli import exit_codes, render
from fhiradapter.issues import has_errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fhiradapter.issues import Severity
    from fhiradapter.workflows.conversions import Refused, Written

MOST_IN_FULL = 20
_SECONDS_BETWEEN = 0.5


class Account:
    """Tells every trial with its Issues while they are few; of more than 20 only refusals, and a summary.

    Nobody knows how many there will be, so what is told of the first is held back until it is known to be few.
    """

    def __init__(self, out: Path | None, *, report: bool) -> None:
        self._out = out
        self._report = report
        self._held: list[Written | Refused] | None = []
        self._issues: Counter[tuple[Severity, str]] = Counter()
        self._unplaced: Counter[str] = Counter()
        self._trials = self._resources = self._refused = 0
        self._code = exit_codes.FINE
        self._began = self._progressed = time.monotonic()

    def written(self, trial: Written) -> None:
        """A trial was written, or left out because a later version was there."""
        self._trials += not trial.superseded
        self._resources += 0 if trial.superseded else trial.resources
        self._unplaced.update(trial.unplaced)
        self._issues.update((issue.severity, issue.rule) for issue in trial.issues)
        if has_errors(trial.issues):
            self._code = max(self._code, exit_codes.DATA_HAS_ERRORS)
        self._hold(trial)
        self._progress()

    def refused(self, record: Refused) -> None:
        """A record could not be read."""
        self._refused += 1
        self._code = max(self._code, exit_codes.DATA_HAS_ERRORS)
        self._hold(record)

    def close(self) -> int:
        """Tells what was held back, and the summary where there is much to sum up. The exit code of the run."""
        self._clear_progress()
        for each in self._held or ():
            self._tell(each)
        if self._held is None:
            self._tell_summary()
        return self._code

    def _hold(self, outcome: Written | Refused) -> None:
        if self._held is not None:
            self._held.append(outcome)
            if len(self._held) > MOST_IN_FULL:
                held, self._held = self._held, None
                for each in held:
                    self._tell_refusal(each)
        else:
            self._tell_refusal(outcome)

    def _tell(self, outcome: Written | Refused) -> None:
        from fhiradapter.workflows.conversions import Refused

        if isinstance(outcome, Refused):
            render.error(outcome.error)
            return
        name = render.printable(outcome.name)
        if outcome.superseded:
            render.say(f"{name}: {outcome.trial_id}, left out")
        else:
            place = f" -> {self._out / f'{outcome.trial_id}.json'}" if self._out else ""
            render.say(f"{name}: {outcome.trial_id}, {outcome.resources} resources{render.printable(place)}")
        render.issues(outcome.issues)
        self._tell_unplaced(outcome.unplaced)

    def _tell_refusal(self, outcome: Written | Refused) -> None:
        from fhiradapter.workflows.conversions import Refused

        if isinstance(outcome, Refused):
            self._clear_progress()
            render.error(outcome.error)

    def _tell_summary(self) -> None:
        seconds = time.monotonic() - self._began
        refused = f", {self._refused} refused" if self._refused else ""
        rate = self._trials / max(seconds, 0.001)
        render.say(
            f"{self._trials} trials, {self._resources} resources{refused}, {seconds:.1f} s ({rate:.0f} trials/s)"
        )
        for (severity, rule), number in sorted(self._issues.items(), key=lambda each: (each[0][0].rank, -each[1])):
            render.say(f"  {number:>9} {render.severity(severity)} [{rule}]")
        self._tell_unplaced(self._unplaced)

    def _tell_unplaced(self, reasons: Mapping[str, int]) -> None:
        """How many values of records have no place in FHIR, and why."""
        number = sum(reasons.values())
        if number:
            noun = "1 value of the record has" if number == 1 else f"{number} values of the record have"
            render.say(f"  {noun} no place{'' if self._report else ' (see --report)'}")
            for reason, times in sorted(reasons.items(), key=lambda each: -each[1]):
                render.say(f"  {times:>9} {reason}")

    def _progress(self) -> None:
        """A line that is written over, on a terminal only."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._progressed > _SECONDS_BETWEEN:
            self._progressed = now
            rate = self._trials / (now - self._began)
            click.echo(f"\r{self._trials} trials, {rate:.0f}/s ", nl=False, err=True)

    def _clear_progress(self) -> None:
        if sys.stderr.isatty() and self._progressed != self._began:
            click.echo("\r\x1b[K", nl=False, err=True)
