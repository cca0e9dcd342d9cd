"""The treatment of a record: its objectives, and the schedules of the study and of its arms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.sources import markup
from fhiradapter.sources.description.sections import sections
from fhiradapter.sources.description.treatment import NOT_READ, Told, with_regimens
from fhiradapter.sources.record import prose
from fhiradapter.trial.study import Objective

if TYPE_CHECKING:
    from fhiradapter.issues import Issue
    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.trial.study import Trial


def with_treatment(trial: Trial, lexicon: Lexicon | None) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial with its objectives and its schedules. Without a lexicon no schedule is read, and none is denied."""
    sorted_out = sections(_paragraphs(trial.detailed_description))
    objectives = tuple(Objective(kind, text.stated()) for kind, text in sorted_out.objectives)
    named = replace(trial, objectives=(*trial.objectives, *objectives))
    if lexicon is None:
        return replace(named, regimen=NOT_READ), ()
    told = Told(
        detail=sorted_out.treatment,
        summary=_paragraphs(trial.brief_summary),
        arms={place: _paragraphs(arm.description) for place, arm in enumerate(trial.arms)},
        interventions={place: _paragraphs(each.description) for place, each in enumerate(trial.interventions)},
    )
    return with_regimens(named, told, lexicon)


def _paragraphs(fact: Stated[str] | None) -> list[Prose]:
    """None for words that are put together from several places: nobody could say where a dose stands."""
    whole = fact is not None and len(fact.citations) == 1 and fact.citations[0].length == len(fact.words)
    return list(markup.paragraphs(markup.bare(prose(fact)))) if fact and whole else []
