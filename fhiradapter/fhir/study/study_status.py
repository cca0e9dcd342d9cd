"""The state of a study and its dates. https://hl7.org/fhir/R4/valueset-research-study-status.html

R4 `status` is the state in codes of its own, R5 `status` that of the record; the registry's own word stands in
`progressStatus` in both. A state that is not stated is not guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, absent, concept, element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.trial.study import StudyDate

OVERALL = "overall-study"
_ACTUAL = {"ACTUAL": True, "ESTIMATED": False}


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
    """`progressStatus`: the states in the registry's words, and the dates of the study, one entry each."""
    return [*_states(brief), *_dated(brief, "start", "startDate"), *_dated(brief, "end", "completionDate")]


def _states(brief: Brief) -> Iterator[Element]:
    """The last known state is no state of today: it has no code."""
    stated, last_known = brief.trial.overall_status, brief.trial.last_known_status
    if stated:
        yield {"state": brief.concept("progressStatus", stated.value, stated.value, brief.cite(stated))}
    if last_known:
        yield {"state": concept(None, f"Last known status: {last_known.value}", brief.cite(last_known))}


def date(brief: Brief, kind: str) -> Stated[str] | None:
    """The date of a kind (`startDate`)."""
    found = brief.trial.date(kind)
    return found.date if found else None


def is_actual(found: StudyDate) -> bool | None:
    """True for a date that has come, False for an expected one, None where the registry does not say which it is."""
    return _ACTUAL.get(found.type.value) if found.type else None


def _dated(brief: Brief, end: str, kind: str) -> list[Element]:
    found = brief.trial.date(kind)
    if found is None:
        return []
    state = brief.concept("progressStatus", OVERALL, "Overall study")
    return [
        {
            "extension": brief.cite(found.type),
            "state": state,
            "actual": is_actual(found),
            "period": element(**{end: brief.primitive(found.date)}),
        }
    ]


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
