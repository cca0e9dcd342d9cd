"""POST /push and GET /studies/{id}, over a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from fhiradapter import json_codec
from fhiradapter.service.app import create_app
from tests.service.sources import TEXT, decoded, push, trouble

if TYPE_CHECKING:
    from pathlib import Path


def test_pushing_twice_changes_nothing(client: TestClient) -> None:
    first, second = push(client), push(client)

    assert {each["outcome"] for each in (*first["definitions"], *first["resources"])} == {"created"}
    assert {each["outcome"] for each in (*second["definitions"], *second["resources"])} == {"unchanged"}
    assert {"reference": "ResearchStudy/vcr-1", "outcome": "created", "version": "1"} in first["resources"]
    assert first["issues"]["resourceType"] == "OperationOutcome"


def test_a_fact_updates_what_it_touches(client: TestClient) -> None:
    push(client)
    outcomes = {
        each["reference"]: each["outcome"] for each in push(client, set="overallStatus=RECRUITING")["resources"]
    }

    assert outcomes["ResearchStudy/vcr-1"] == "updated"
    assert "unchanged" in outcomes.values()


def test_whoever_reaches_the_door_writes_trials_and_nothing_else(client: TestClient, folder: Path) -> None:
    patient = {"resourceType": "Patient", "id": "x"}
    entry = {"resource": patient, "request": {"method": "PUT", "url": "Patient/x"}}
    bundle = json_codec.encode({"resourceType": "Bundle", "type": "transaction", "entry": [entry]})

    for body in (bundle, b"\xef\xbb\xbf" + bundle, b" \n" + bundle):
        assert "JSON" in trouble(client.post("/push", content=body), 422)["details"]["text"]
    assert not folder.exists()


def test_what_is_pulled_is_what_was_pushed(client: TestClient) -> None:
    push(client)
    pushed = decoded(client.post("/convert", params={"id": "vcr-1"}, content=TEXT))["bundle"]

    answer = client.get("/studies/VCR-1")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/fhir+json"
    key = json_codec.encode
    assert sorted(decoded(answer)["entry"], key=key) == sorted(pushed["entry"], key=key)


def test_a_study_that_is_not_there_is_a_404(client: TestClient) -> None:
    assert trouble(client.get("/studies/NCT01234567"), 404)["code"] == "not-found"


def test_an_id_that_is_none_is_a_400(client: TestClient) -> None:
    for study in ("..", "a b", "x" * 65, "%00", "123", "é"):
        assert client.get(f"/studies/{study}").status_code in {400, 404}
    trouble(client.get("/studies/a%20b"), 400)


def test_a_bad_source_changes_nothing(client: TestClient, folder: Path) -> None:
    for source in (b"", b"%PDF-1.7", b'{"resourceType": "Patient"}', b"{"):
        trouble(client.post("/push", content=source), 422)
    assert not folder.exists()


def test_without_a_server_there_is_a_remedy() -> None:
    client = TestClient(create_app(), raise_server_exceptions=False)

    for answer in (client.post("/push", content=TEXT), client.get("/studies/x1")):
        assert "fhiradapter serve --server" in trouble(answer, 503)["diagnostics"]
    assert client.post("/convert", content=TEXT).status_code == 200
