"""Pages of other sites, and names that are not ours."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from fhiradapter.service.app import create_app
from tests.service.sources import TEXT, trouble


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver:81"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    ],
)
def test_a_page_of_another_site_cannot_push(client: TestClient, headers: dict[str, str]) -> None:
    assert trouble(client.post("/push", content=TEXT, headers=headers), 403)["code"] == "forbidden"


@pytest.mark.parametrize("headers", [{}, {"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}])
def test_our_own_page_and_programs_can(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/push", content=TEXT, headers=headers).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "", "[", "localhost@evil.example"])
def test_a_strangers_domain_that_points_at_us_is_not_served(host: str) -> None:
    client = TestClient(create_app(hosts=frozenset({"localhost", "127.0.0.1", "::1"})))

    assert trouble(client.post("/convert", content=TEXT, headers={"host": host}), 403)["code"] == "forbidden"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_our_own_names_are(host: str) -> None:
    client = TestClient(create_app(hosts=frozenset({"localhost", "127.0.0.1", "::1"})))

    assert client.post("/convert", content=TEXT, headers={"host": host}).status_code == 200
