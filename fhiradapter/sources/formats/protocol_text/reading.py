"""Puts the trial together from the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.prose import Prose
from fhiradapter.sources import markup
from fhiradapter.sources.description.sections import sections
from fhiradapter.sources.description.treatment import NOT_READ, treatment
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
    from fhiradapter.schedule.regimen import Regimen
    from fhiradapter.sources.description.sections import Sections
    from fhiradapter.sources.description.treatment import Treatment
    from fhiradapter.trial.source import SourceDocument

_GIVEN_TO_PATIENTS = frozenset(
    {"BIOLOGICAL", "COMBINATION_PRODUCT", "DIETARY_SUPPLEMENT", "DRUG", "GENETIC", "RADIATION"}
)


def read(document: SourceDocument, trial_id: str, lexicon: Lexicon | None) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial that a text describes, and what of it was not read. Without a lexicon the treatment stays text."""
    source = Prose.verbatim(document.text)
    columns = layout(source)
    detail = list(markup.paragraphs(columns.detail)) if columns.detail else []
    summary = list(markup.paragraphs(columns.summary)) if columns.summary else []
    sorted_out = sections(detail)
    interventions = tuple(_interventions(columns))
    given = _read(sorted_out, summary, interventions, lexicon)
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
        interventions=interventions or tuple(_drugs(given.regimen)),
        objectives=tuple(Objective(kind, text.stated()) for kind, text in sorted_out.objectives),
        outcomes=measured,
        parties=tuple(phrases.supporters(detail)),
        enrollment=Enrollment(phrase=people) if people else None,
        population=population,
        regimen=given.regimen,
    )
    others = registration.other_numbers(source, identifiers)
    return trial, (*given.issues, *not_split, *others, *unread.missing(trial, detail))


def _read(
    sorted_out: Sections, summary: list[Prose], interventions: tuple[Intervention, ...], lexicon: Lexicon | None
) -> Treatment:
    if lexicon is None:
        return NOT_READ
    named = [each.name for each in interventions if each.type and each.type.value in _GIVEN_TO_PATIENTS]
    return treatment(sorted_out, summary, lexicon, named)


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
