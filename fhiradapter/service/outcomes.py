"""Trouble as an OperationOutcome and an HTTP status.

https://hl7.org/fhir/R4/operationoutcome.html and https://hl7.org/fhir/R4/http.html#Status-Codes
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from fhiradapter.errors import FhirAdapterError, Refused, SourceError, Unreachable, UserError
from fhiradapter.issues import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST_NAME = 64


class NotServed(Exception):
    """A request that this door turns away before any workflow sees it."""

    def __init__(self, status: int, *issues: Issue) -> None:
        super().__init__(*(issue.message for issue in issues))
        self.status = status
        self.issues = issues


class _Kind(NamedTuple):
    error: type[FhirAdapterError]
    status: int
    rule: str
    code: str


_KINDS = (
    _Kind(SourceError, 422, "source-unreadable", "invalid"),
    _Kind(UserError, 400, "wrong-usage", "value"),
    _Kind(Unreachable, 504, "server-unreachable", "transient"),
    _Kind(FhirAdapterError, 502, "server-failed", "processing"),
)
_BROKEN = Issue(
    severity=Severity.FATAL,
    rule="internal-error",
    code="exception",
    message="The service failed; the reason is in its log",
    remedy="Try again; report it with the log when it happens again.",
)
_HTTP_CODES = {404: "not-found", 405: "not-supported"}


def of_error(error: FhirAdapterError) -> NotServed:
    """What an expected error is over HTTP: a 404 of the store stays one, every other no of a server is a 502."""
    if isinstance(error, Refused) and error.status == HTTPStatus.NOT_FOUND:
        return NotServed(404, _issue(error, "not-found", "not-found"))
    kind = next(each for each in _KINDS if isinstance(error, each.error))
    return NotServed(kind.status, _issue(error, kind.rule, kind.code))


def of_http(status: int) -> NotServed:
    """What the framework itself turns away: a path or a method that does not exist."""
    return NotServed(
        status,
        Issue(
            severity=Severity.ERROR,
            rule="http",
            code=_HTTP_CODES.get(status, "invalid"),
            message=HTTPStatus(status).phrase,
            remedy="The operations of this service are listed at /docs and /openapi.json.",
        ),
    )


def of_validation(errors: Sequence[Mapping[str, Any]]) -> NotServed:
    """Parameters that are wrong, one Issue each; what was given for them is not repeated."""
    return NotServed(400, *(_of_parameter(each) for each in errors))


def of_accident() -> NotServed:
    """Anything that nobody expected: says nothing of what happened inside."""
    return NotServed(500, _BROKEN)


def _issue(error: FhirAdapterError, rule: str, code: str) -> Issue:
    return Issue(
        severity=Severity.ERROR,
        rule=rule,
        code=code,
        message=str(error.args[0] if error.args else ""),
        remedy=error.remedy,
    )


def _of_parameter(error: Mapping[str, Any]) -> Issue:
    name = str(error["loc"][1] if len(error["loc"]) > 1 else "")[:_LONGEST_NAME]
    unknown = error["type"] == "extra_forbidden"
    return Issue(
        severity=Severity.ERROR,
        rule="parameter-unknown" if unknown else "parameter-wrong",
        code="not-supported" if unknown else "value",
        message=f"unknown query parameter {name!r}" if unknown else f"query parameter {name!r}: {error['msg']}",
        remedy="The parameters are listed at /docs.",
    )
