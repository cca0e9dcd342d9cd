"""Puts the trial together from the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.prose import Prose
from fhiradapter.schedule import reader
from fhiradapter.sources import markup
from fhiradapter.sources.protocol_text import phrases
from fhiradapter.sources.protocol_text.layout import Layout, layout, parts
from fhiradapter.sources.protocol_text.sections import sections
from fhiradapter.trial.study import Characteristic, Intervention, Objective, Outcome, Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.regimen import Regimen
    from fhiradapter.trial.study import SourceDocument

_GIVEN_TO_PATIENTS = frozenset(
    {"BIOLOGICAL", "COMBINATION_PRODUCT", "DIETARY_SUPPLEMENT", "DRUG", "GENETIC", "RADIATION"}
)


def read(document: SourceDocument, trial_id: str, lexicon: Lexicon) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial that a text describes, and what of it was not read."""
    columns = layout(Prose.verbatim(document.text))
    detail = list(markup.paragraphs(columns.detail)) if columns.detail else []
    summary = list(markup.paragraphs(columns.summary)) if columns.summary else []
    sorted_out = sections(detail)
    interventions = tuple(_interventions(columns))
    named = [each.name for each in interventions if each.type and each.type.value in _GIVEN_TO_PATIENTS]
    reading = reader.read(sorted_out.treatment, lexicon, named)
    design = phrases.design_sentences(detail)
    conditions, population = _population(columns, [each for _, each in sorted_out.objectives], design)
    trial = Trial(
        id=trial_id,
        source=document,
        brief_title=columns.title.stated() if columns.title else None,
        phases=phrases.phases(design[0]) if design else None,
        design=tuple(each.stated() for each in design),
        brief_summary=markup.state(summary, columns.summary) if columns.summary else None,
        detailed_description=markup.state(detail, columns.detail) if columns.detail else None,
        conditions=conditions,
        interventions=interventions or tuple(_drugs(reading.regimen)),
        objectives=tuple(Objective(kind, text.stated()) for kind, text in sorted_out.objectives),
        outcomes=tuple(_outcomes(columns)),
        parties=tuple(phrases.supporters(detail)),
        enrollment=phrases.enrollment(detail),
        population=population,
        regimen=reading.regimen,
    )
    return trial, reading.issues + tuple(_by_position(columns))


def _interventions(columns: Layout) -> Iterator[Intervention]:
    """ "DRUG: Venetoclax|DRUG: Dexamethasone"."""
    for part in parts(columns.interventions) if columns.interventions else ():
        colon = part.text.index(":")
        yield Intervention(name=part[colon + 1 :].strip().stated(), type=part[:colon].stated())


def _drugs(regimen: Regimen) -> Iterator[Intervention]:
    """The drugs that a text without a list of interventions gives, each once, where it is first named."""
    seen: set[str] = set()
    for administration in regimen.administrations:
        name = administration.drug.value.casefold()
        if name not in seen:
            seen.add(name)
            yield Intervention(name=administration.drug)


def _population(
    columns: Layout, objectives: list[Prose], design: tuple[Prose, ...]
) -> tuple[tuple[Stated[str], ...], tuple[Characteristic, ...]]:
    """The conditions, and what else is said of the people, by the columns or by the first sentence that tells."""
    telling = next((each for each in (*design, *objectives) if phrases.population(each)), None)
    if columns.conditions is not None:
        conditions = tuple(part.stated() for part in parts(columns.conditions))
        people = phrases.population(telling) if telling is not None else None
        stated = (Characteristic("Population, as stated", people.stated(), people.stated()),) if people else ()
    else:
        conditions = phrases.conditions(telling) if telling is not None else ()
        stated = ()
    marked = tuple(phrases.markers(telling)) if telling is not None else ()
    return conditions, stated + marked


def _outcomes(columns: Layout) -> Iterator[Outcome]:
    """ "measure, description, time frame": the first and the last ", " part them, as the description has commas too."""
    for kind, listed in columns.outcomes:
        for part in parts(listed):
            first, last = part.text.index(", "), part.text.rindex(", ")
            yield Outcome(
                kind=kind,
                measure=part[:first].stated(),
                description=part[first + 2 : last].stated() if first < last else None,
                time_frame=part[last + 2 :].stated(),
            )


def _by_position(columns: Layout) -> Iterator[Issue]:
    """The text does not say which outcomes are primary: only the order of the columns does."""
    if columns.outcomes:
        yield Issue(
            severity=Severity.INFORMATION,
            rule="outcome-kind-by-column",
            code="informational",
            message="Which outcomes are primary is taken from the order of the columns of the registry export.",
            quote=columns.outcomes[0][1].text[:80],
        )
