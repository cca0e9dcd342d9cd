"""POST /convert: the same bundle as the command line, with its Issues beside it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

import fhiradapter
from fhiradapter import json_codec
from tests.service.sources import EXAMPLES, TEXT, decoded, leaves, trouble

if TYPE_CHECKING:
    from starlette.testclient import TestClient


@pytest.mark.parametrize("release", ["R4", "R5"])
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.name[:3])
def test_the_bundle_is_that_of_the_workflow(client: TestClient, path: object, release: str) -> None:
    source = EXAMPLES.joinpath(str(path)).read_bytes()
    given = {"id": "BOS-INO", "fhir": release, "name": "trial.txt", "set": "overallStatus=RECRUITING"}
    options = fhiradapter.Options.of(trial_id="BOS-INO", fhir=release, set=["overallStatus=RECRUITING"])
    expected = fhiradapter.convert(source, name="trial.txt", options=options)

    answer = client.post("/convert", params=given, content=source)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert decoded(answer)["trialId"] == "BOS-INO"
    assert json_codec.encode(decoded(answer)["bundle"]) == json_codec.encode(expected.bundle)
    assert len(decoded(answer)["issues"]["issue"]) == len(expected.issues)


def test_decimals_keep_their_digits_and_nothing_is_null(client: TestClient) -> None:
    answer = client.post("/convert", content=TEXT)

    assert '"value":1.50' in answer.text
    assert all(leaf is not None for leaf in leaves(decoded(answer)))


def test_issues_travel_beside_the_bundle(client: TestClient) -> None:
    issues = decoded(client.post("/convert", params={"name": "trial.txt"}, content=TEXT))["issues"]

    assert issues["resourceType"] == "OperationOutcome"
    assert any("rule status-not-stated | trial.txt" in issue["diagnostics"] for issue in issues["issue"])


def test_facts_and_the_base_are_taken_from_the_query(client: TestClient) -> None:
    query = [("set", "overallStatus=RECRUITING"), ("set", "briefTitle=A & B"), ("base", "https://fhir.example.org/r4/")]
    bundle = decoded(
        client.post("/convert", params=dict(query[2:]) | {"set": [v for k, v in query[:2]]}, content=TEXT)
    )["bundle"]
    study = next(e for e in bundle["entry"] if e["resource"]["resourceType"] == "ResearchStudy")

    assert study["fullUrl"].startswith("https://fhir.example.org/r4/ResearchStudy/")
    assert study["resource"]["status"] == "active"
    assert study["resource"]["title"] == "A & B"


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/octet-stream", "application/json", "multipart/x", ""]
)
def test_the_content_type_says_nothing(client: TestClient, media_type: str) -> None:
    assert client.post("/convert", content=TEXT, headers={"content-type": media_type}).status_code == 200


def test_the_same_request_gives_the_same_bytes(client: TestClient) -> None:
    assert client.post("/convert", content=TEXT).content == client.post("/convert", content=TEXT).content


def test_hostile_text_stays_text(client: TestClient) -> None:
    hostile = b"<script>alert(1)</script> ]]> {{7*7}} \xe2\x80\xae \"'\\ " + TEXT
    query = {"name": "<img src=x>.txt", "set": "briefTitle=</div><script>alert(1)</script>"}

    answer = client.post("/convert", params=query, content=hostile)

    assert answer.status_code == 200
    divs = [e["resource"].get("text", {}).get("div", "") for e in decoded(answer)["bundle"]["entry"]]
    assert not [div for div in divs if "<script" in div or "<img" in div]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_example_of_the_documentation_converts(client: TestClient) -> None:
    operation = decoded(client.get("/openapi.json"))["paths"]["/convert"]["post"]
    example = operation["requestBody"]["content"]["text/plain"]["example"]
    documented = operation["responses"]["200"]["content"]["application/json"]["example"]

    answer = decoded(
        client.post("/convert", params={"id": documented["trialId"], "name": "trial.txt"}, content=example)
    )

    assert answer.keys() == documented.keys()
    assert answer["trialId"] == documented["trialId"]
    assert any(each["fullUrl"] == documented["bundle"]["entry"][0]["fullUrl"] for each in answer["bundle"]["entry"])
    assert any(e["resource"]["resourceType"] == "MedicationRequest" for e in answer["bundle"]["entry"])


STUDY = b'{"protocolSection": {"identificationModule": {"nctId": "NCT01234567", "briefTitle": "A trial"}}}'
FORMATS = {
    "json": STUDY,
    "wrapped": b'{"studies": [' + STUDY + b"]}",
    "packed": gzip.compress(STUDY),
    "xml": b"<clinical_study><id_info><nct_id>NCT01234567</nct_id></id_info></clinical_study>",
    "csv": b"NCT Number,Study Title,Study Status,Phases,Interventions\nNCT01234567,A trial,COMPLETED,PHASE1,DRUG: X\n",
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_trial_in_any_format(client: TestClient, form: str) -> None:
    answer = client.post("/convert", content=FORMATS[form], headers={"content-type": "text/plain"})
    assert decoded(answer)["trialId"] == "NCT01234567"


@pytest.mark.parametrize("several", [STUDY + b"\n" + STUDY, b"[" + STUDY + b"," + STUDY + b"]"])
def test_several_trials_are_turned_away(client: TestClient, several: bytes) -> None:
    issue = trouble(client.post("/convert", content=several), 422)
    assert issue["details"]["text"] == "request: 2 records, expected one trial"


def test_the_treatment_may_stay_text(client: TestClient) -> None:
    answer = decoded(client.post("/convert", params={"schedule": "false"}, content=TEXT))
    assert not [e for e in answer["bundle"]["entry"] if e["resource"]["resourceType"] == "MedicationRequest"]
