"""POST /show and GET /studies/{id}/schedule: the picture of the command line, and a policy that lets it bring its style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fhiradapter.drawing.svg import svg
from fhiradapter.workflows.inputs import single
from fhiradapter.workflows.options import Options
from fhiradapter.workflows.show import show
from tests.service.sources import EXAMPLES, TEXT, trouble

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def test_the_picture_is_that_of_the_workflow(client: TestClient) -> None:
    source = next(EXAMPLES.glob("004*.txt")).read_bytes()
    answer = client.post("/show", params={"name": "trial.txt"}, content=source)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert answer.text == svg(show(single("trial.txt", source), Options.of())[0])


def test_what_the_server_holds_is_drawn(client: TestClient) -> None:
    assert trouble(client.get("/studies/vcr-1/schedule"), 404)
    assert client.post("/push", params={"id": "vcr-1"}, content=TEXT).status_code == 200
    answer = client.get("/studies/vcr-1/schedule")

    assert answer.status_code == 200
    assert "vincristine" in "".join(etree.fromstring(answer.content).itertext())


def test_a_source_that_cannot_be_read(client: TestClient) -> None:
    assert trouble(client.post("/show", content=b"%PDF-1.7"), 422)
