"""The state of a study and its dates. https://hl7.org/fhir/R4/valueset-research-study-status.html

R4 `status` is the state in codes of its own, R5 `status` that of the record; the registry's own word stands in
`progressStatus` in both. A state that is not stated is not guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, absent, element

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated

OVERALL = "overall-study"


def status_words(brief: Brief) -> str:
    """The registry's word for the state, empty when none is stated."""
    return brief.trial.overall_status.value if brief.trial.overall_status else ""


def status(brief: Brief) -> Primitive:
    """`ResearchStudy.status`: the code of the table, else the release's code for "unknown", else why there is none."""
    stated = brief.trial.overall_status
    cited = brief.cite(stated)
    reason = brief.code("overallStatus.absent", status_words(brief))
    code = brief.code("overallStatus", status_words(brief)) or (
        "" if reason else brief.code("overallStatus.missing", "any")
    )
    return Primitive(code, cited) if code else Primitive(None, (absent(reason or "unknown"), *cited))


def progress(brief: Brief) -> list[Element]:
    """`progressStatus`: the state in the registry's word, and the dates of the study, one entry each."""
    trial = brief.trial
    stated = trial.overall_status
    state = (
        [{"state": brief.concept("progressStatus", stated.value, stated.value, brief.cite(stated))}] if stated else []
    )
    return [
        *state,
        *_dated(brief, "start", date(brief, "startDate")),
        *_dated(brief, "end", date(brief, "completionDate")),
    ]


def date(brief: Brief, kind: str) -> Stated[str] | None:
    """The date of a kind (`startDate`)."""
    found = brief.trial.date(kind)
    return found.date if found else None


def _dated(brief: Brief, end: str, date: Stated[str] | None) -> list[Element]:
    if date is None:
        return []
    state = brief.concept("progressStatus", OVERALL, "Overall study")
    return [{"state": state, "period": element(**{end: brief.primitive(date)})}]


def period(brief: Brief) -> Element:
    """`ResearchStudy.period`, without an end before its start, and so precise as the release can compare."""
    start, end = date(brief, "startDate"), date(brief, "completionDate")
    if start and end and is_reversed(start.value, end.value):
        return element(start=brief.primitive(start))
    if start and end and not brief.release.compares_partial_dates:
        return element(start=_comparable(brief, start, end), end=_comparable(brief, end, start))
    return element(start=brief.primitive(start), end=brief.primitive(end))


def is_reversed(start: str, end: str) -> bool:
    """True when the end is certainly before the start, as far as both dates go."""
    shared = min(len(start), len(end))
    return end[:shared] < start[:shared]


def _comparable(brief: Brief, date: Stated[str], other: Stated[str]) -> Primitive:
    """`2023-06-15` beside `2023-06` is cut to the month (per-1); the day stays in `progressStatus`."""
    shared = min(len(date.value), len(other.value))
    alike = date.value[:shared] == other.value[:shared]
    return Primitive(date.value[:shared] if alike else date.value, brief.cite(date))
