"""What could not be said, and where: trouble in the data as a value, in the shape of OperationOutcome.issue.

https://hl7.org/fhir/R4/operationoutcome.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """https://hl7.org/fhir/R4/valueset-issue-severity.html, worst first."""

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the input: a file, a line (from 1), and the run of characters (code points) that is meant."""

    file: str = ""
    line: int | None = None
    offset: int | None = None
    length: int | None = None
    path: str = ""

    def __str__(self) -> str:
        parts = [self.file or "", str(self.line) if self.line is not None else "", self.path]
        return ":".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing a careful reader has to know about the conversion.

    `rule` is a stable id (`status-not-stated`), `code` one of https://hl7.org/fhir/R4/valueset-issue-type.html,
    `message` says what is the matter, `remedy` what can be done, `expression` names FHIR elements (FHIRPath),
    `quote` is the text of the source that is meant.
    """

    severity: Severity
    rule: str
    code: str
    message: str
    remedy: str = ""
    place: Place = field(default_factory=Place)
    quote: str = ""
    expression: tuple[str, ...] = ()


def worst(issues: Iterable[Issue]) -> Severity | None:
    """The gravest severity, or None when there is no issue."""
    return min((issue.severity for issue in issues), key=lambda severity: severity.rank, default=None)


def has_errors(issues: Iterable[Issue]) -> bool:
    """True when an issue is an error or worse."""
    gravest = worst(issues)
    return gravest is not None and gravest.rank <= Severity.ERROR.rank


def to_operation_outcome(issues: Iterable[Issue]) -> dict[str, Any]:
    """Issues as an OperationOutcome, R4 and R5 alike. One without any issue is not valid, so none is an issue too."""
    said = [_outcome_issue(issue) for issue in issues]
    nothing = {"severity": "information", "code": "informational", "details": {"text": "Nothing to report."}}
    return {"resourceType": "OperationOutcome", "issue": said or [nothing]}


def _outcome_issue(issue: Issue) -> dict[str, Any]:
    place = str(issue.place)
    outcome: dict[str, Any] = {
        "severity": issue.severity.value,
        "code": issue.code,
        "details": {"text": issue.message},
        "diagnostics": " | ".join(part for part in (f"rule {issue.rule}", place, issue.quote, issue.remedy) if part),
    }
    if issue.expression:
        outcome["expression"] = list(issue.expression)
    return outcome
