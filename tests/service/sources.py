"""Texts to send, and what an OperationOutcome has to be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fhiradapter import json_codec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

Answer = Any
EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = (
    b"OUTLINE:\nPatients receive vincristine 1.50 mg/m2 intravenously (IV) on days 1 and 8. "
    b"Treatment repeats every 21 days for up to 4 cycles.\n"
)


def decoded(answer: Answer) -> Any:
    return json_codec.decode(answer.content)


def trouble(answer: Answer, status: int) -> dict[str, Any]:
    """The first issue of an answer that has to be an OperationOutcome with this status."""
    assert answer.status_code == status, answer.text
    return issues_of(answer)[0]


def issues_of(answer: Answer) -> list[dict[str, Any]]:
    assert answer.headers["content-type"] == "application/fhir+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    outcome = decoded(answer)
    assert outcome["resourceType"] == "OperationOutcome"
    issues: list[dict[str, Any]] = outcome["issue"]
    assert issues
    assert all(issue["details"]["text"] for issue in issues)
    assert "Traceback" not in answer.text
    return issues


def push(client: TestClient, **query: str) -> Any:
    answer = client.post("/push", params={"id": "vcr-1", **query}, content=TEXT)
    assert answer.status_code == 200, answer.text
    return decoded(answer)


def leaves(value: Any) -> Iterator[Any]:
    """Every value in JSON that holds no other."""
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield value
