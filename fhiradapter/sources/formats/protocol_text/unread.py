"""What a reader would expect of a trial and the text does not say in words that are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.sources.formats.protocol_text import phases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Prose
    from fhiradapter.trial.study import Trial


def missing(trial: Trial, detail: list[Prose]) -> Iterator[Issue]:
    """Nothing at all, or a phase that is named and not stated of this study."""
    named = phases.mentioned(detail) if trial.phases is None else None
    if named is not None:
        yield Issue(
            severity=Severity.INFORMATION,
            rule="phase-not-read",
            code="incomplete",
            message="A phase is named, in words that do not plainly state the phase of this study: kept as text.",
            remedy="State it with --set phases=PHASE1 (or PHASE2, PHASE1|PHASE2, ...).",
            place=named.cite().place,
            quote=named.text[:80],
        )
    if not _recognised(trial):
        yield Issue(
            severity=Severity.WARNING,
            rule="nothing-recognised",
            code="incomplete",
            message="Nothing of a trial was recognised in the text.",
            remedy="Give the description of one trial in English: its objectives, outline and treatment.",
        )


def _recognised(trial: Trial) -> bool:
    return any(
        (
            trial.brief_title,
            trial.objectives,
            trial.interventions,
            trial.regimen.administrations,
            trial.phases,
            trial.conditions,
        )
    )
