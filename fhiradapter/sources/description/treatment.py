"""The schedule that the paragraphs of a trial state, and what of them was not used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.schedule import reader
from fhiradapter.schedule.regimen import Regimen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.reader import Reading
    from fhiradapter.sources.description.sections import Sections


@dataclass(frozen=True, slots=True)
class Treatment:
    """The regimen, and the passages that sound like a schedule and are not in it (`regimen.unread` counts them)."""

    regimen: Regimen
    issues: tuple[Issue, ...] = ()


NOT_READ = Treatment(Regimen(unread=1))
"""Nobody has looked: what is absent may be stated in the text."""


def treatment(
    sorted_out: Sections, summary: list[Prose], lexicon: Lexicon, named: Iterable[Stated[str]] = ()
) -> Treatment:
    """The schedule of the detail; the summary is read with it only where the detail states none.

    Both together would give a drug twice where the summary repeats the detail. `named` are drugs that get a place in
    the regimen even where no sentence schedules them.
    """
    drugs = tuple(named)
    aside = unused(reader.read(sorted_out.aside, lexicon))
    brief = reader.read(summary, lexicon)
    reading = reader.read(sorted_out.treatment, lexicon, drugs)
    if any(each.scheduled for each in reading.regimen.administrations):
        others = (*brief.issues, *unused(brief), *aside)
    elif any(each.scheduled for each in brief.regimen.administrations):
        reading, others = reader.read([*summary, *sorted_out.treatment], lexicon, drugs), aside
    else:
        others = (*brief.issues, *aside)
    return _with(reading, others)


def of_one_text(paragraphs: Iterable[Prose], lexicon: Lexicon) -> Treatment:
    """The schedule of a text that is about treatment alone."""
    return _with(reader.read(paragraphs, lexicon), ())


def unused(reading: Reading) -> tuple[Issue, ...]:
    """Schedules in paragraphs that do not say whose treatment they are: they are not used."""
    given = [each for each in reading.regimen.administrations if each.scheduled or each.doses]
    return tuple(
        Issue(
            severity=Severity.WARNING,
            rule="schedule-not-used",
            code="incomplete",
            message="A schedule stands outside the description of the treatment: kept as text.",
            remedy="Read the passage and enter by hand what it says.",
            place=each.clause.place,
            quote=each.words[:80],
        )
        for each in given
    )


def _with(reading: Reading, others: tuple[Issue, ...]) -> Treatment:
    regimen = replace(reading.regimen, unread=reading.regimen.unread + len(others))
    return Treatment(regimen, (*reading.issues, *others))
