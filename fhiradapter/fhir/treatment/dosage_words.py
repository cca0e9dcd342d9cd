"""A whole dosage in words, complete for a reader who sees nothing else, with what the source leaves open at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.fact_words import fact_words
from fhiradapter.fhir.parts.phrases import capitalised, cycle_words, dose_words, restriction_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.fhir.treatment.blocks import Block
    from fhiradapter.schedule.regimen import Administration, Cycle
    from fhiradapter.terminology.tables import Tables


def dosage_words(tables: Tables, block: Block) -> str:
    """`Orally (PO) once daily (QD) on days 1-28 of each 28-day cycle. Dose: not stated in source.`"""
    given = block.administration
    sentences = [
        schedule_words(tables, block),
        capitalised(fact_words(tables, given, "cap")) if given else "",
        f"Only with: {given.condition.value}" if given and given.condition else "",
        "" if block.scheduled else f"Schedule: {block.absent}",
        "" if block.dose else f"Dose: {block.absent}",
    ]
    return " ".join(
        sentence if sentence.endswith("...") else f"{sentence.rstrip('.')}." for sentence in sentences if sentence
    )


def schedule_words(tables: Tables, block: Block) -> str:
    """How much, by which route, how often, when, for how long: as far as it is stated."""
    dose = [dose_words(tables, block.dose.value)] if block.dose else []
    cycle = block.stage.cycle if block.stage else None
    how = (
        [*_how(tables, block.administration), *_when(tables, block.administration, cycle)]
        if block.administration
        else []
    )
    return capitalised(" ".join(each for each in [*dose, *how] if each))


def _how(tables: Tables, given: Administration) -> Iterator[str]:
    return (fact_words(tables, given, fact) for fact in ("route", "infusion", "frequency", "divided", "as_needed"))


def _when(tables: Tables, given: Administration, cycle: Cycle | None) -> Iterator[str]:
    """The days last of what says when in a cycle: they are followed by it."""
    of_weeks = bool(given.days and given.weeks)
    facts = ("weekdays", "months", "days", "weeks") if of_weeks else ("weekdays", "weeks", "months", "days")
    yield from (fact_words(tables, given, fact) for fact in facts)
    if given.days and cycle:
        yield f"of {'the' if given.cycles else 'each'} {cycle_words(tables, cycle)}"
    if given.cycles:
        yield restriction_words(given.cycles.value)
    yield from (fact_words(tables, given, fact) for fact in ("start", "duration", "times"))
