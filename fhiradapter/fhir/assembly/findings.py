"""What a careful reader has to know about a conversion: what the source leaves open, and what was made up for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.assembly.registry_findings import on_the_record
from fhiradapter.fhir.assembly.whereabouts import place, place_of
from fhiradapter.fhir.study.study_status import date, is_reversed
from fhiradapter.fhir.study.titles import composed_title
from fhiradapter.fhir.treatment.blocks import MEDICATION
from fhiradapter.issues import Issue, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.blocks import Block
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Administration


def findings(brief: Brief, blocks: Sequence[Block]) -> tuple[Issue, ...]:
    """All of them, in the order of the resources that they speak of."""
    return (
        *_on_the_study(brief),
        *_on_the_dates(brief),
        *on_the_record(brief),
        *_on_the_treatment(brief, blocks),
    )


def _on_the_study(brief: Brief) -> Iterator[Issue]:
    trial = brief.trial
    if not any(each.kind == "nctId" for each in trial.identifiers):
        yield Issue(
            severity=Severity.INFORMATION,
            rule="registry-number-not-stated",
            code="incomplete",
            message="The source names no ClinicalTrials.gov number as its own.",
            remedy="--set nctId=NCT01234567",
            place=Place(file=trial.source.name),
            expression=("ResearchStudy.identifier",),
        )
    if trial.brief_title is None:
        yield Issue(
            severity=Severity.INFORMATION,
            rule="title-composed",
            code="informational",
            message=f"The source states no title; composed: {composed_title(brief)}",
            remedy='--set briefTitle="..."',
            place=Place(file=trial.source.name),
            expression=("ResearchStudy.title",),
        )
    yield from _on_the_status(brief)
    if trial.enrollment and trial.enrollment.phrase:
        yield Issue(
            severity=Severity.INFORMATION,
            rule="enrollment-in-words",
            code="informational",
            message="The expected enrollment is kept in words, as a note: a phrase is no number of people.",
            place=place(brief, trial.enrollment.phrase),
            quote=trial.enrollment.phrase.words or trial.enrollment.phrase.value,
            expression=("ResearchStudy.note",),
        )


def _on_the_status(brief: Brief) -> Iterator[Issue]:
    stated = brief.trial.overall_status
    if stated and f"overallStatus/{stated.value}" in brief.tables.codes:
        return
    known = brief.tables.values("overallStatus")
    yield Issue(
        severity=Severity.WARNING,
        rule="status-not-known" if stated else "status-not-stated",
        code="value" if stated else "required",
        message=f"{stated.value!r} is no status of the registry."
        if stated
        else "The source states no recruitment status.",
        remedy=f"--set overallStatus=RECRUITING (one of {', '.join(known)})",
        place=place(brief, stated) if stated else Place(file=brief.trial.source.name),
        quote=stated.words if stated else "",
        expression=("ResearchStudy.status",),
    )


def _on_the_dates(brief: Brief) -> Iterator[Issue]:
    start, end = date(brief, "startDate"), date(brief, "completionDate")
    if start and end and is_reversed(start.value, end.value):
        yield Issue(
            severity=Severity.WARNING,
            rule="dates-reversed",
            code="value",
            message=f"The study ends ({end.value}) before it starts ({start.value}); the period has no end.",
            place=place(brief, end),
            quote=end.words,
            expression=("ResearchStudy.period",),
        )


def _on_the_treatment(brief: Brief, blocks: Sequence[Block]) -> Iterator[Issue]:
    regimens = (brief.trial.regimen, *(arm.regimen for arm in brief.trial.arms))
    given = (each for regimen in regimens for each in regimen.administrations)
    yield from dict.fromkeys(_dose_not_stated(brief, each) for each in given if each.scheduled and not each.doses)
    scheduled = {block.drug.value.casefold() for block in blocks if block.scheduled}
    unscheduled = {
        block.drug.value.casefold(): block.drug
        for block in reversed(blocks)
        if block.kind == MEDICATION and block.drug.value.casefold() not in scheduled
    }
    for drug in reversed(unscheduled.values()):
        yield _schedule_not_stated(brief, drug)
    for stage in brief.trial.regimen.stages:
        if not stage.administrations:
            yield _stage_without_treatment(brief, stage.statement, stage.key)


def _dose_not_stated(brief: Brief, given: Administration) -> Issue:
    return Issue(
        severity=Severity.INFORMATION,
        rule="dose-not-stated",
        code="incomplete",
        message=f"No dose {_said(brief)} for {given.drug.value}.",
        place=place_of(brief, given.clause),
        quote=given.words,
        expression=("ActivityDefinition.dosage.doseAndRate",),
    )


def _schedule_not_stated(brief: Brief, drug: Stated[str]) -> Issue:
    return Issue(
        severity=Severity.INFORMATION,
        rule="schedule-not-stated",
        code="incomplete",
        message=f"No dose and no schedule {_said(brief)} for {drug.value}; no MedicationRequest is made.",
        place=place(brief, drug),
        quote=drug.words,
        expression=("ActivityDefinition.dosage",),
    )


def _said(brief: Brief) -> str:
    """What was not read may state it: then nobody can say that it is not stated."""
    return "was read (parts of the source were not)" if brief.trial.regimen.unread else "is stated"


def _stage_without_treatment(brief: Brief, statement: Stated[str] | None, key: str) -> Issue:
    return Issue(
        severity=Severity.WARNING,
        rule="stage-without-treatment",
        code="incomplete",
        message=f"Nothing that could be understood is given in the stage {key!r}; the plan leaves it out.",
        place=place(brief, statement) if statement else Place(file=brief.trial.source.name),
        quote=statement.words if statement else "",
        expression=("PlanDefinition.action",),
    )
