"""Puts the trial together from the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.prose import Prose
from fhiradapter.sources import markup
from fhiradapter.sources.description.sections import sections
from fhiradapter.sources.description.treatment import NOT_READ, Told, with_regimens
from fhiradapter.sources.formats.protocol_text import phases, phrases, registration, unread
from fhiradapter.sources.formats.protocol_text.conditions import conditions as conditions_of
from fhiradapter.sources.formats.protocol_text.layout import Layout, layout, parts
from fhiradapter.sources.formats.protocol_text.outcomes import outcomes
from fhiradapter.trial.eligibility import Characteristic
from fhiradapter.trial.study import Enrollment, Fact, Intervention, Objective, Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.issues import Issue
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.trial.source import SourceDocument


def read(document: SourceDocument, trial_id: str, lexicon: Lexicon | None) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial that a text describes, and what of it was not read. Without a lexicon the treatment stays text."""
    source = Prose.verbatim(document.text)
    columns = layout(source)
    detail = list(markup.paragraphs(columns.detail)) if columns.detail else []
    summary = list(markup.paragraphs(columns.summary)) if columns.summary else []
    sorted_out = sections(detail)
    interventions = tuple(_interventions(columns))
    design = phases.design_sentences(detail)
    conditions, population = _population(columns, sorted_out.objectives, design)
    measured, not_split = outcomes(columns)
    identifiers = registration.identifiers(source)
    people = phrases.enrollment(detail)
    trial = Trial(
        id=trial_id,
        source=document,
        identifiers=identifiers,
        brief_title=columns.title.stated() if columns.title else None,
        phases=phases.of_the_study(design),
        design=tuple(Fact("", each.stated()) for each in design),
        brief_summary=markup.state(summary, columns.summary) if columns.summary else None,
        detailed_description=markup.state(detail, columns.detail) if columns.detail else None,
        conditions=conditions,
        interventions=interventions,
        objectives=tuple(Objective(kind, text.stated()) for kind, text in sorted_out.objectives),
        outcomes=measured,
        parties=tuple(phrases.supporters(detail)),
        enrollment=Enrollment(phrase=people) if people else None,
        population=population,
        regimen=NOT_READ,
    )
    issues: tuple[Issue, ...] = ()
    if lexicon is not None:
        trial, issues = with_regimens(trial, Told(detail=sorted_out.treatment, summary=summary), lexicon)
        trial = replace(trial, interventions=trial.interventions or tuple(_drugs(trial)))
    others = registration.other_numbers(source, identifiers)
    return trial, (*issues, *not_split, *others, *unread.missing(trial, detail))


def _interventions(columns: Layout) -> Iterator[Intervention]:
    """ "DRUG: Venetoclax|DRUG: Dexamethasone"."""
    for part in parts(columns.interventions) if columns.interventions else ():
        colon = part.text.index(":")
        yield Intervention(name=part[colon + 1 :].strip().stated(), type=part[:colon].stated())


def _drugs(trial: Trial) -> Iterator[Intervention]:
    """The drugs that a text without a list of interventions gives, each once, where it is first named."""
    seen: set[str] = set()
    regimens = (trial.regimen, *(arm.regimen for arm in trial.arms))
    for administration in (each for regimen in regimens for each in regimen.administrations):
        name = administration.drug.value.casefold()
        if name not in seen:
            seen.add(name)
            yield Intervention(name=administration.drug)


def _population(
    columns: Layout, objectives: list[tuple[str, Prose]], design: tuple[Prose, ...]
) -> tuple[tuple[Stated[str], ...], tuple[Characteristic, ...]]:
    """The conditions, and what else is said of the people, by the columns or by the first sentence that tells."""
    main = [text for kind, text in objectives if kind in {"primary", ""}]
    telling = next((each for each in (*design, *main) if phrases.population(each)), None)
    if columns.conditions is not None:
        conditions = tuple(part.stated() for part in parts(columns.conditions))
        people = phrases.population(telling) if telling is not None else None
        stated = (Characteristic("Population, as stated", people.stated(), people.stated()),) if people else ()
    else:
        conditions = conditions_of(telling) if telling is not None else ()
        stated = ()
    marked = tuple(phrases.markers(telling)) if telling is not None else ()
    return conditions, stated + marked
