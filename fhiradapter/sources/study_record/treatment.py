"""The treatment of a record: what its description states for the whole study, and that of each arm for the arm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.regimen import Regimen
from fhiradapter.sources import markup
from fhiradapter.sources.description.sections import Sections, sections
from fhiradapter.sources.description.treatment import NOT_READ, of_one_text, treatment
from fhiradapter.sources.record import prose
from fhiradapter.trial.study import Objective

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.issues import Issue
    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.trial.study import Arm, Intervention, Trial


def with_treatment(trial: Trial, lexicon: Lexicon | None) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial with its objectives and its schedules. Without a lexicon no schedule is read, and none is denied."""
    sorted_out = sections(_paragraphs(trial.detailed_description))
    told = tuple(Objective(kind, text.stated()) for kind, text in sorted_out.objectives)
    objectives = (*trial.objectives, *told)
    if lexicon is None:
        return replace(trial, objectives=objectives, regimen=NOT_READ.regimen), ()
    whole = treatment(sorted_out, _paragraphs(trial.brief_summary), lexicon)
    arms = [_of_arm(arm, lexicon) for arm in trial.arms]
    details = [issue for each in trial.interventions for issue in _unused_of(each, lexicon)]
    regimen = replace(whole.regimen, unread=whole.regimen.unread + len(details))
    issues = (*whole.issues, *(issue for _, found in arms for issue in found), *details)
    named = replace(trial, objectives=objectives, regimen=regimen, arms=tuple(arm for arm, _ in arms))
    return _of_the_only_arm(named), issues


def _paragraphs(fact: Stated[str] | None) -> list[Prose]:
    """None for words that are put together from several places: nobody could say where a dose stands."""
    whole = fact is not None and len(fact.citations) == 1 and fact.citations[0].length == len(fact.words)
    return list(markup.paragraphs(markup.bare(prose(fact)))) if fact and whole else []


def _of_arm(arm: Arm, lexicon: Lexicon) -> tuple[Arm, tuple[Issue, ...]]:
    paragraphs = _paragraphs(arm.description)
    if not paragraphs:
        return arm, ()
    read = of_one_text(paragraphs, lexicon)
    return replace(arm, regimen=read.regimen), read.issues


def _unused_of(intervention: Intervention, lexicon: Lexicon) -> Iterable[Issue]:
    """A description of an intervention may state its schedule without naming it again: so far it stays text."""
    paragraphs = _paragraphs(intervention.description)
    return treatment(Sections(aside=paragraphs), [], lexicon).issues if paragraphs else ()


def _of_the_only_arm(trial: Trial) -> Trial:
    """Where all participants are in one arm, the schedule of the study is that of the arm, unless it has its own."""
    if len(trial.arms) != 1 or trial.arms[0].regimen.administrations or not trial.regimen.administrations:
        return trial
    only = replace(trial.arms[0], regimen=trial.regimen)
    return replace(trial, arms=(only,), regimen=Regimen(unread=trial.regimen.unread))
