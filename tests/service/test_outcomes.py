"""Errors of the other side, and accidents of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest
from starlette.testclient import TestClient

from fhiradapter.errors import Refused, ServerError, SourceError, Unreachable, UsageError
from fhiradapter.issues import to_operation_outcome
from fhiradapter.service.app import create_app
from tests.service.sources import TEXT, trouble

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.transport.store import Resource, Written


class FailingStore:
    """A store that raises one error, whatever is asked."""

    name = "https://fhir.example.org/r4"

    def __init__(self, error: Exception) -> None:
        self._error = error

    def _fail(self) -> NoReturn:
        raise self._error

    def release(self) -> str:
        self._fail()

    def read(self, references: Iterable[str]) -> dict[str, Resource]:
        self._fail()

    def referring(self, resource_type: str, parameter: str, reference: str) -> list[Resource]:
        self._fail()

    def find_canonical(self, resource_type: str, url: str) -> list[Resource]:
        self._fail()

    def transact(self, bundle: Resource) -> list[Written]:
        self._fail()


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (SourceError("no text"), 422, "invalid"),
        (UsageError("wrong"), 400, "value"),
        (Unreachable("timed out"), 504, "transient"),
        (Refused("there is none", status=404), 404, "not-found"),
        (Refused("no", status=401), 502, "processing"),
        (Refused("no", status=500), 502, "processing"),
        (ServerError("half an answer"), 502, "processing"),
    ],
)
def test_the_status_of_an_error(error: Exception, status: int, code: str) -> None:
    client = TestClient(create_app(FailingStore(error)), raise_server_exceptions=False)

    for answer in (client.get("/studies/x1"), client.post("/push", content=TEXT)):
        issue = trouble(answer, status)
        assert (issue["severity"], issue["code"]) == ("error", code)
        assert issue["details"]["text"] == str(error)


def test_an_error_says_what_to_do() -> None:
    client = TestClient(create_app(FailingStore(Unreachable("timed out", remedy="Is it up?"))))

    assert trouble(client.get("/studies/x1"), 504)["diagnostics"] == "rule server-unreachable | Is it up?"


def test_an_accident_says_nothing_of_what_happened() -> None:
    client = TestClient(create_app(FailingStore(RuntimeError("password hunter2"))), raise_server_exceptions=False)

    answer = client.get("/studies/x1")

    assert trouble(answer, 500)["code"] == "exception"
    assert "hunter2" not in answer.text
    assert "RuntimeError" not in answer.text


def test_an_outcome_holds_at_least_one_issue() -> None:
    assert [issue["code"] for issue in to_operation_outcome(())["issue"]] == ["informational"]
