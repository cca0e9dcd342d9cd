"""convert, for many: one trial after the other in the order of the input, in one process or in several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from fhiradapter import json_codec
from fhiradapter.errors import FhirAdapterError, SourceError
from fhiradapter.workflows import inputs, workers
from fhiradapter.workflows.convert import convert_record
from fhiradapter.workflows.duplicates import Seen, Version
from fhiradapter.workflows.faults import internal_error
from fhiradapter.workflows.losses import losses, unplaced
from fhiradapter.workflows.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from fhiradapter.issues import Issue
    from fhiradapter.sources.source_record import SourceRecord

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One trial, converted and written: small enough to travel between processes.

    `content` is its transaction Bundle as JSON on one line, `resources` how many that holds, `updated` when the
    registry last changed the record, `unplaced` how many values of it stand nowhere, by reason, `report` the line
    that tells which, where it was asked for. `superseded`: a later version of the trial came before.
    """

    name: str
    trial_id: str
    content: bytes
    resources: int
    updated: str
    unplaced: Mapping[str, int]
    report: bytes
    issues: tuple[Issue, ...]
    superseded: bool = False

    @property
    def bundle(self) -> dict[str, Any]:
        """The bundle as plain dicts."""
        bundle: dict[str, Any] = json_codec.decode(self.content)
        return bundle


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that could not be read at all; the others go on."""

    name: str
    message: str
    remedy: str

    @classmethod
    def because(cls, name: str, trouble: SourceError) -> Refused:
        """The error as a value."""
        return cls(name, str(trouble.args[0] if trouble.args else ""), trouble.remedy)

    @property
    def error(self) -> SourceError:
        """The value as an error."""
        return SourceError(self.message, remedy=self.remedy)


def refusing(record: SourceRecord, work: Callable[[SourceRecord], R]) -> R | Refused:
    """What the work makes of a record, or why it is refused: one that cannot be read, or on which our code breaks.

    Raises UsageError and ServerError, which are not about the record.
    """
    if record.problem:
        return Refused(record.name, record.problem, record.remedy)
    try:
        return work(record)
    except SourceError as trouble:
        return Refused.because(record.name, trouble)
    except FhirAdapterError:
        raise
    except Exception as fault:  # noqa: BLE001 - a fault of ours costs one record and is told; the others go on
        return Refused.because(record.name, internal_error(record.name, fault))


def conversions(
    paths: Iterable[str | Path], options: Options | None = None, *, jobs: int = 1, report: bool = False
) -> Iterator[Written | Refused]:
    """The conversions of all trials in files, folders, globs and `-`, in the order of the input.

    Memory stays flat however large the input is. `jobs` processes share the work: a script that asks for several needs
    `if __name__ == "__main__":`, as they import it. A trial that comes again in a later version comes again here; one
    in an earlier version is `superseded`. `report` adds what became of each value.
    Raises UsageError for a path that names nothing or an option that is wrong.
    """
    how = options or Options.of()
    return _in_order(inputs.records(paths), how, jobs, report=report)


def _in_order(
    records: Iterable[SourceRecord], options: Options, jobs: int, *, report: bool
) -> Iterator[Written | Refused]:
    seen = Seen(one_only=options.names_the_trial)
    for outcome in workers.spread(Work(options, report), records, jobs):
        yield _known(outcome, seen) if isinstance(outcome, Written) else outcome


def _known(written: Written, seen: Seen) -> Written:
    """The same; with an Issue where the trial was there before."""
    again = seen.again(Version(written.name, written.trial_id, written.updated))
    return replace(written, superseded=again.superseded, issues=(*written.issues, again.issue)) if again else written


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with each record; it travels to the processes that do it."""

    options: Options
    report: bool = False

    def __call__(self, record: SourceRecord) -> Written | Refused:
        """One record, converted. Raises UsageError."""
        return refusing(record, lambda each: write(each, self.options, report=self.report))

    def to_send(self) -> Work:
        """The same for another process."""
        return Work(self.options.to_send(), self.report)

    def lost(self, record: SourceRecord) -> Refused:
        """What is said of a record whose process died twice, the second time with nothing else to do."""
        return Refused(
            record.name,
            f"{record.name}: its conversion ended the process that did it",
            "Is there enough memory? If so, this is a fault of fhiradapter: please report it with the record.",
        )


def write(record: SourceRecord, options: Options, *, report: bool = False) -> Written:
    """One record, converted and written. Raises SourceError, UsageError."""
    conversion = convert_record(record, options)
    content = json_codec.encode(conversion.bundle)
    lost = losses(record, conversion, options.tables) if report else None
    return Written(
        name=record.name,
        trial_id=conversion.trial.id,
        content=content,
        resources=len(conversion.bundle["entry"]),
        updated=Version.of(record.name, conversion.trial).updated,
        unplaced=dict(lost.reasons if lost else unplaced(record, conversion, content, options.tables)),
        report=lost.line(conversion, record) if lost else b"",
        issues=conversion.issues,
    )
