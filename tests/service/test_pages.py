"""/docs, /openapi.json and /health: nothing from outside, nothing inline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import fhiradapter
from fhiradapter.service.wording import DESCRIPTION
from tests.service.sources import decoded

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def test_health_names_the_version(client: TestClient) -> None:
    assert decoded(client.get("/health")) == {"status": "ok", "version": fhiradapter.__version__}


def test_the_page_takes_nothing_from_outside(client: TestClient) -> None:
    answer = client.get("/docs")

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "://" not in answer.text
    assert not re.search(r"<script>|<style|\son\w+=", answer.text)


def test_everything_that_the_page_names_is_there(client: TestClient) -> None:
    page = client.get("/docs").text
    for name in re.findall(r'(?:src|href)="([^":]+)"', page):
        assert client.get(f"/{name}").status_code == 200, name


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/docs/start.js", "text/javascript"),
        ("/docs/swagger-ui-bundle.js", "text/javascript"),
        ("/docs/swagger-ui.css", "text/css"),
    ],
)
def test_files_say_what_they_are(client: TestClient, path: str, media_type: str) -> None:
    answer = client.get(path)

    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_description_is_whole(client: TestClient) -> None:
    described = decoded(client.get("/openapi.json"))

    assert described["info"]["description"] == DESCRIPTION
    assert set(described["paths"]) == {
        "/convert",
        "/show",
        "/push",
        "/studies/{id}",
        "/studies/{id}/schedule",
        "/health",
    }
    assert "HTTPValidationError" not in client.get("/openapi.json").text
    for path in ("/convert", "/push"):
        operation = described["paths"][path]["post"]
        assert operation["requestBody"]["required"] is True
        assert {each["name"] for each in operation["parameters"]} == {
            *("id", "set", "fhir", "name", "base", "schedule", "contacts")
        }
        assert operation["responses"]["200"]["content"]["application/json"]["example"]
