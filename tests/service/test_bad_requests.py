"""Whatever is wrong with a request is said in an OperationOutcome, and never costs more than a look."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from starlette.requests import Request

from fhiradapter.service.body import MAX_BODY_BYTES, bounded
from fhiradapter.service.outcomes import NotServed
from tests.service.sources import TEXT, issues_of, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x00\x01\x02" * 100, "binary"),
        ("Dosis: 5 µg täglich".encode("cp1252"), "not UTF-8"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b'{"resourceType": "Bundle"}', "JSON"),
    ],
)
def test_a_source_that_cannot_be_read(client: TestClient, body: bytes, words: str) -> None:
    issue = trouble(client.post("/convert", content=body), 422)

    assert words in issue["details"]["text"]
    assert issue["diagnostics"].startswith("rule source-unreadable")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("id=a/b", "trial id"),
        ("id=12345678", "trial id"),
        ("id=" + "x" * 65, "'id'"),
        ("set=overallStatus", "expected FIELD=VALUE"),
        ("set=nope=1", "unknown field"),
        ("set=overallStatus=MAYBE", "not a word of the registry"),
        ("set=startDate=yesterday", "no date"),
        ("fhir=R3", "'R4' or 'R5'"),
        ("fhir=", "'R4' or 'R5'"),
        ("base=ftp://x", "'base'"),
        ("base=javascript:alert(1)", "'base'"),
        ("name=", "'name'"),
        ("trial=1", "unknown query parameter 'trial'"),
        ("mappings=/etc", "unknown query parameter 'mappings'"),
        ("fhir=R4&fhir=R5", "more than once"),
        ("name=a%00b", "control characters"),
        ("set=briefTitle=a%1Bb", "control characters"),
    ],
)
def test_a_parameter_that_is_wrong(client: TestClient, query: str, words: str) -> None:
    assert words in trouble(client.post(f"/convert?{query}", content=TEXT), 400)["details"]["text"]


def test_every_wrong_parameter_is_named(client: TestClient) -> None:
    answer = client.post("/convert?fhir=R3&x=1&y=2", content=TEXT)

    assert len(issues_of(answer)) == 3


def test_what_was_given_for_a_parameter_is_not_repeated(client: TestClient) -> None:
    assert "hunter2" not in client.post("/convert?token=hunter2&fhir=hunter2", content=TEXT).text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/convert/", 404),
        ("GET", "/convert", 405),
        ("DELETE", "/studies/x1", 405),
        ("GET", "/studies/a%2Fb", 404),
        ("GET", "/redoc", 404),
        ("GET", "/docs/../pyproject.toml", 404),
    ],
)
def test_a_way_that_does_not_exist(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)

    trouble(answer, status)
    assert "allow" in answer.headers or status != 405


def test_a_body_of_50_mb_is_refused(client: TestClient) -> None:
    assert trouble(client.post("/convert", content=b"x" * 50_000_000), 413)["code"] == "too-long"


def test_a_body_that_does_not_say_its_size_is_refused_too(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 1_000_000 + 1):
            yield b"x" * 1_000_000

    assert trouble(client.post("/push", content=chunks()), 413)["code"] == "too-long"


def test_a_body_without_an_end_is_read_no_further_than_the_limit() -> None:
    read = 0

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 1_000_000
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}

    with pytest.raises(NotServed) as refused:
        asyncio.run(bounded(Request({"type": "http", "headers": []}, receive)))
    assert refused.value.status == 413
    assert read <= MAX_BODY_BYTES + 1_000_000


def test_a_body_of_the_largest_size_is_taken() -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"x" * MAX_BODY_BYTES, "more_body": False}

    assert len(asyncio.run(bounded(Request({"type": "http", "headers": []}, receive)))) == MAX_BODY_BYTES
