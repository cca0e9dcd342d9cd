"""statusModule: the state of the study and the dates of the study and its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.sources.study_record.values import flags, line, study_date
from fhiradapter.trial.study import Artifact, Fact, StudyDate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Stated
    from fhiradapter.sources.record import Node

_DATES = (
    "statusVerifiedDate",
    "startDateStruct",
    "primaryCompletionDateStruct",
    "completionDateStruct",
    "studyFirstSubmitDate",
    "studyFirstSubmitQcDate",
    "studyFirstPostDateStruct",
    "resultsFirstSubmitDate",
    "resultsFirstSubmitQcDate",
    "resultsFirstPostDateStruct",
    "dispFirstSubmitDate",
    "dispFirstSubmitQcDate",
    "dispFirstPostDateStruct",
    "lastUpdateSubmitDate",
    "lastUpdateSubmitQcDate",
    "lastUpdatePostDateStruct",
    "registrationDate",
    "overallStatusDate",
)
"""The last two are of other registries: when the trial was registered, and since when its state holds."""


def dates(module: Node) -> tuple[tuple[StudyDate, ...], tuple[Fact, ...]]:
    """The dates, and the fields that hold words which are no date."""
    read: list[StudyDate] = []
    unread: list[Fact] = []
    for name in _DATES:
        kind = name.removesuffix("Struct")
        date, type_ = _stated(module, name)
        found = study_date(module, kind, date, type_)
        if found:
            read.append(found)
        elif date:
            unread.append(Fact(kind, date))
    return tuple(read), tuple(unread)


def _stated(module: Node, name: str) -> tuple[Stated[str] | None, Stated[str] | None]:
    if not name.endswith("Struct"):
        return line(module.text(name)), None
    node = module.at(name)
    return line(node.text("date")), line(node.text("type"))


def classifiers(module: Node) -> Iterator[Fact]:
    """What the registry says of the record beside its state."""
    yield from flags(module.at("expandedAccessInfo"), "hasExpandedAccess")
    yield from flags(module, "resultsWaived", "delayedPosting")


def pending_results(record: Node) -> Iterator[Fact]:
    """What has happened to results that are not posted yet, of legacy XML: `SUBMITTED: October 17, 2018`."""
    for node in record.each("pendingResults"):
        event, date = line(node.text("event")), line(node.text("date"))
        if event and date:
            yield Fact("pendingResults", date.having(f"{event.value}: {date.words}"))


def expanded_access(module: Node) -> Iterator[Artifact]:
    """The record of an expanded access to the same treatment, with its state."""
    node = module.at("expandedAccessInfo")
    number, state = line(node.text("nctId")), line(node.text("statusForNctId"))
    if number or state:
        facts = (Fact("statusForNctId", state),) if state else ()
        yield Artifact(kind="expandedAccess", text=number, facts=facts)
