"""show: the schedule of a source or a bundle as a sheet, with what was not read of it beneath."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fhiradapter.drawing.layout import Course, parts
from fhiradapter.drawing.sheet import Run, Sheet, Tone, Unread
from fhiradapter.fhir.parts.bundle import resources_of
from fhiradapter.fhir.versions import read
from fhiradapter.prose import Citation
from fhiradapter.schedule.passages.entries import Origin
from fhiradapter.schedule.plan import arrange
from fhiradapter.schedule.text.heard import Outcome
from fhiradapter.sources.registry import FHIR
from fhiradapter.workflows.bundles import bundle_of
from fhiradapter.workflows.convert import convert_record
from fhiradapter.workflows.unread import account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.issues import Issue, Place
    from fhiradapter.schedule.regimen import Regimen
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Arm, Trial
    from fhiradapter.workflows.convert import Conversion
    from fhiradapter.workflows.options import Options
    from fhiradapter.workflows.unread import Sentence

WHOLE = "Whole study"
TOLD_BENEATH = frozenset(
    {"sentence-not-read", "sentence-read-in-part", "dose-not-stated", "schedule-not-stated", "contacts-not-written"}
)
"""Issues that a sheet says itself, and what is not written when nothing is."""


def show(record: SourceRecord, options: Options) -> tuple[Sheet, tuple[Issue, ...]]:
    """The schedule of one record, and the Issues of its conversion. Raises SourceError.

    A source is shown with all that was read of it, a bundle as what it says to a server.
    """
    if record.format == FHIR:
        bundle, issues = bundle_of(record, options)
        return _of_bundle(bundle, options.tables), issues
    conversion = convert_record(record, options)
    return _of_trial(conversion, record.name, options), conversion.issues


def _of_bundle(bundle: dict[str, Any], tables: Tables) -> Sheet:
    found = read(bundle, tables)
    several = len(found.courses) > 1
    courses = [Course(each.arm or (WHOLE if several else ""), each.plan, bare=each.unplanned) for each in found.courses]
    return Sheet(title=found.title, id=found.id, status=_in_words(found.status), parts=parts(courses, tables))


def _of_trial(conversion: Conversion, name: str, options: Options) -> Sheet:
    trial = conversion.trial
    study = next(each for each in resources_of(conversion.bundle) if each["resourceType"] == "ResearchStudy")
    to_look_at = [each for each in account(trial, name).sentences if each.to_look_at]
    in_part = tuple(Citation(each.place.offset or 0, each.place.length or 0, each.place.path) for each in to_look_at)
    return Sheet(
        title=study.get("title", ""),
        id=trial.id,
        status=_in_words(trial.overall_status.value) if trial.overall_status else "",
        parts=parts((replace(each, in_part=in_part) for each in _courses(trial)), options.tables),
        unread=tuple(Unread(_where(each.place), tuple(_runs(each))) for each in to_look_at),
    )


def _in_words(status: str) -> str:
    """ "ACTIVE_NOT_RECRUITING" as people write it."""
    return status.replace("_", " ").lower() if status.isupper() else status


def _runs(sentence: Sentence) -> Iterator[Run]:
    """Where all of it is unread, nothing stands out."""
    all_unread = not any(each.read for each in sentence.words)
    for each in sentence.words:
        yield Run(each.text, Tone.PLAIN if each.read or all_unread else Tone.ABSENT)


def _where(place: Place) -> str:
    """Within the file: it is the same for the whole sheet."""
    return place.path or (f"line {place.line}" if place.line else "")


def _courses(trial: Trial) -> Iterator[Course]:
    whole = arrange(trial.regimen)
    if whole.stages or whole.follow_ups or not trial.arms:
        yield Course(WHOLE if trial.arms else "", whole)
    told = _given(trial.regimen)
    for place, arm in enumerate(trial.arms):
        course = _of_arm(arm, arm.label.value if arm.label else f"Arm {place + 1}", told)
        yield replace(course, open=_has_unread(trial, place))


def _has_unread(trial: Trial, place: int) -> bool:
    """True where a sentence of the arm's own text has to be looked at."""
    description = trial.arms[place].description
    paths = {each.path for each in description.citations} if description else set()
    return any(
        heard.matters or heard.outcome == Outcome.NOT_UNDERSTOOD
        for text in trial.heard
        if text.text.origin == Origin.ARM
        for heard in text.sentences
        if heard.sentence.path in paths
    )


def _of_arm(arm: Arm, name: str, told: set[str]) -> Course:
    own = _given(arm.regimen)
    names = (name for each in arm.assignments for name in each.intervention.called)
    others = [name for name in dict.fromkeys(names) if name.casefold() not in own]
    also = [name for name in others if name.casefold() in told]
    return Course(
        name,
        arrange(arm.regimen),
        also=tuple(also),
        bare=tuple(name for name in others if name not in also),
    )


def _given(regimen: Regimen) -> set[str]:
    """What a regimen administers, by the names of the record and of the text, folded."""
    return {name.casefold() for each in regimen.administrations for name in (each.listed_as, each.drug.value)}
