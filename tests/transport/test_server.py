"""What is asked of a server, and how its answers are read: pages, versions, redirects, credentials."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests
import responses

from fhiradapter.errors import Refused, Unreachable, UsageError
from fhiradapter.transport.credentials import Credentials, basic, bearer
from fhiradapter.transport.exchange import Options
from tests.transport.builders import outcome, searchset, study, transaction
from tests.transport.servers import ACCEPTED, BASE, STATEMENT, answer, server


@responses.activate
@pytest.mark.parametrize(("version", "release"), [("4.0.1", "R4"), ("4.0", "R4"), ("5.0.0", "R5")])
def test_release(version: str, release: str) -> None:
    answer(json={"resourceType": "CapabilityStatement", "fhirVersion": version})
    assert server().release() == release


@responses.activate
def test_another_release_is_refused() -> None:
    answer(json={"resourceType": "CapabilityStatement", "fhirVersion": "3.0.2"})
    with pytest.raises(Refused, match=r"speaks FHIR 3\.0\.2") as refused:
        server().release()
    assert "R4 and R5" in refused.value.remedy


@responses.activate
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_named_and_not_followed(status: int) -> None:
    elsewhere = "https://user:word@elsewhere.example.org/fhir/metadata?token=word"
    answer(status, headers={"Location": elsewhere})
    responses.get("https://elsewhere.example.org/fhir/metadata", json=STATEMENT)
    with pytest.raises(Refused, match=r"go to https://elsewhere\.example\.org/fhir/metadata") as refused:
        server(credentials=bearer("s3cret")).release()
    assert "word" not in str(refused.value)
    assert len(responses.calls) == 1


@responses.activate
def test_pages_are_followed_at_home() -> None:
    responses.get(f"{BASE}/Group", json=searchset({"resourceType": "Group", "id": "a"}, next_link=f"{BASE}?page=2"))
    responses.get(BASE, json=searchset({"resourceType": "Group", "id": "b"}, next_link="Group/3"))
    responses.get(f"{BASE}/Group/3", json=searchset({"resourceType": "Group", "id": "c"}, outcome("a hint")))
    assert [found["id"] for found in server().find_canonical("Group", "x")] == ["a", "b", "c"]
    assert {call.request.headers["Cache-Control"] for call in responses.calls} == {"no-cache"}


@responses.activate
@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example.org/fhir?page=2",
        "http://fhir.example.org/fhir?page=2",
        "https://fhir.example.org:8443/fhir?page=2",
        "https://fhir.example.org/other?page=2",
        "https://fhir.example.org/fhirother?page=2",
        "https://fhir.example.org/fhir/../other?page=2",
        "https://me@fhir.example.org/fhir?page=2",
        "https://fhir.example.org@elsewhere.example.org/fhir?page=2",
        "//elsewhere.example.org/fhir?page=2",
        "https://fhir.example.org:port/fhir",
    ],
)
def test_pages_elsewhere_are_not_followed(link: str) -> None:
    responses.get(f"{BASE}/Group", json=searchset(next_link=link))
    with pytest.raises(Refused, match="next page") as refused:
        server(credentials=bearer("s3cret")).find_canonical("Group", "x")
    assert "page=2" not in str(refused.value)
    assert len(responses.calls) == 1


@responses.activate
def test_pages_in_a_circle_end() -> None:
    responses.get(f"{BASE}/Group", json=searchset(next_link=f"{BASE}?page=2"))
    responses.get(BASE, json=searchset(next_link=f"{BASE}?page=2"))
    with pytest.raises(Refused, match="in a circle"):
        server().find_canonical("Group", "x")


@responses.activate
def test_reading_asks_for_fifty_at_once_and_keeps_what_was_asked_for() -> None:
    stranger, note = study("stranger"), outcome("a hint", severity="information")
    responses.get(f"{BASE}/ResearchStudy", json=searchset(study("s0"), stranger, note))
    found = server().read(f"ResearchStudy/s{number}" for number in range(51))
    assert list(found) == ["ResearchStudy/s0"]
    asked = [call.request.url or "" for call in responses.calls]
    assert [url.count(",") for url in asked] == [49, 0]
    assert all(url.endswith("&_count=50") for url in asked)


@responses.activate
def test_a_message_names_the_place_without_the_query() -> None:
    answer(403, path="/ResearchStudy")
    with pytest.raises(Refused, match=f"GET {BASE}/ResearchStudy answered 403 Forbidden\n"):
        server().read(["ResearchStudy/s0"])


@responses.activate
def test_canonicals_with_signs_of_the_search_language_are_escaped() -> None:
    responses.get(f"{BASE}/Group", json=searchset())
    server().find_canonical("Group", "https://a.example/b,c|d$e\\f&g")
    assert r"url=https://a.example/b%5C,c%5C%7Cd%5C%24e%5C%5Cf%26g&" in (responses.calls[0].request.url or "")


@responses.activate
@pytest.mark.parametrize(
    ("response", "version"),
    [
        ({"status": "200 OK", "etag": 'W/"3"'}, "3"),
        ({"status": "200 OK", "etag": '"3"'}, "3"),
        ({"status": "200", "etag": "3"}, "3"),
        ({"status": "200 OK", "location": f"{BASE}/ResearchStudy/x/_history/3"}, "3"),
        ({"status": "200 OK"}, ""),
    ],
)
def test_versions_in_every_spelling(response: dict[str, str], version: str) -> None:
    responses.post(BASE, json={"resourceType": "Bundle", "entry": [{"response": response}]})
    assert [(one.status, one.version) for one in server().transact(transaction(study("x")))] == [(200, version)]


@responses.activate
def test_an_answer_that_lacks_entries_is_half_an_answer() -> None:
    responses.post(BASE, json=ACCEPTED)
    with pytest.raises(Unreachable, match="answered 1 entries to a transaction of 2"):
        server().transact(transaction(study("x"), study("y")))


@responses.activate
@pytest.mark.parametrize("status", [200, 400, 412, 422])
def test_validation_answers_its_outcome_with_whatever_status(status: int) -> None:
    responses.post(f"{BASE}/ResearchStudy/$validate", status=status, json=outcome("wrong"))
    assert server().validate(study("x")) == outcome("wrong")


@responses.activate
@pytest.mark.parametrize("status", [200, 401, 404])
def test_validation_without_an_outcome_is_refused(status: int) -> None:
    body = study("x") if status == 200 else outcome("no")
    responses.post(f"{BASE}/ResearchStudy/$validate", status=status, json=body)
    with pytest.raises(Refused):
        server().validate(study("x"))


@responses.activate
def test_an_answer_without_end_is_cut() -> None:
    answer(body=b" " * 100_000)
    with pytest.raises(Refused, match="more than 99999 bytes"):
        server(options=Options(largest_answer=99_999)).release()


@responses.activate
@pytest.mark.parametrize(
    ("credentials", "secret"), [(bearer("s3cret"), "s3cret"), (basic("me", "s3cret"), "bWU6czNjcmV0")]
)
def test_secrets_are_sent_and_never_said(
    credentials: Credentials, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    answer(503, outcome(f"{secret} s3cret"))
    answer(401, outcome(f"no such token: {secret} s3cret"))
    subject = server(credentials=credentials)
    with pytest.raises(Refused) as refused:
        subject.release()
    assert secret in responses.calls[0].request.headers["Authorization"]
    said = f"{refused.value!r} {refused.value} {subject!r} {subject.name} {credentials!r} {caplog.text}"
    assert secret not in said
    assert "s3cret" not in said
    assert "***" in said


@pytest.mark.parametrize("base", ["http://127.0.0.1:8080/fhir", "http://[::1]/fhir", "http://localhost/fhir", BASE])
def test_credentials_may_go_where_nobody_listens(base: str) -> None:
    assert server(credentials=bearer("s3cret"), base=base).name == base


def test_credentials_do_not_go_over_plain_http() -> None:
    with pytest.raises(UsageError, match="plain http"):
        server(credentials=bearer("s3cret"), base="http://fhir.example.org/fhir")
    server(base="http://fhir.example.org/fhir")
    server(credentials=bearer("s3cret"), base="http://fhir.example.org/fhir", options=Options(allow_plain_http=True))


@responses.activate
def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    seen: list[Any] = []
    monkeypatch.setattr(requests.Session, "merge_environment_settings", _spy(seen))
    answer(json=STATEMENT)
    server().release()
    assert seen == [{}]


def _spy(seen: list[Any]) -> Any:
    original = requests.Session.merge_environment_settings

    def merge(self: requests.Session, *arguments: Any) -> Any:
        settings = original(self, *arguments)
        seen.append(dict(settings["proxies"]))
        return settings

    return merge


def test_a_ca_file_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match=r"nowhere\.pem is not there"):
        server(options=Options(ca_file=Path("nowhere.pem")))
