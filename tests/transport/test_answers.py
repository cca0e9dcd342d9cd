"""Every bad answer there is: what is said about it, and how often it is asked for again."""

from __future__ import annotations

import pytest
import responses

from fhiradapter.errors import Refused, Unreachable
from fhiradapter.transport.retry import RULES, Cause
from tests.transport.builders import outcome, put, study, transaction
from tests.transport.servers import ACCEPTED, BASE, STATEMENT, Waits, answer, server


@responses.activate
@pytest.mark.parametrize(
    ("body", "kind", "error", "words"),
    [
        ("<!DOCTYPE html><html></html>", "text/html", Refused, "web page"),
        ("\n <html></html>", "", Refused, "web page"),
        ('{"resourceType": "Capab', "application/fhir+json", Unreachable, "not JSON"),
        ("", "application/fhir+json", Unreachable, "not JSON"),
        ("[]", "application/json", Refused, "no resource"),
        ('{"ok": true}', "application/json", Refused, "no resource"),
        ('{"resourceType": "Patient"}', "application/json", Refused, "answered a Patient, not a CapabilityStatement"),
    ],
)
def test_an_answer_that_is_no_fhir(body: str, kind: str, error: type[Exception], words: str) -> None:
    answer(body=body, content_type=kind)
    with pytest.raises(error, match=words) as raised:
        server().release()
    assert f"GET {BASE}/metadata" in str(raised.value)
    assert "FHIR base URL" in str(raised.value)


@responses.activate
@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (400, "did not understand"),
        (401, "FHIRADAPTER_TOKEN"),
        (403, "ask the server's operator"),
        (404, "Is this the FHIR base URL?"),
        (405, "Is this the FHIR base URL?"),
        (409, "plan again"),
        (410, "start again"),
        (412, "plan again"),
        (413, "fewer resources"),
        (415, "Is this the FHIR base URL?"),
        (422, "fhiradapter check"),
        (500, "its log"),
        (501, "does not offer"),
        (418, "all that is known"),
    ],
)
def test_a_final_status_is_said_once_with_a_remedy(status: int, remedy: str) -> None:
    waits = Waits()
    answer(status, outcome("HAPI-0001: the reason"))
    with pytest.raises(Refused, match=f"GET {BASE}/metadata answered {status}.*HAPI-0001: the reason") as refused:
        server(waits).release()
    assert refused.value.status == status
    assert remedy in refused.value.remedy
    assert (len(responses.calls), waits) == (1, [])


@responses.activate
@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("HAPI-0507", "external references"),
        ("HAPI-0960", "digits only"),
        ("HAPI-1094", "in the same bundle"),
        ("HAPI-0989", "plan again"),
        ("HAPI-0307", "TENANT"),
    ],
)
def test_what_hapi_says_goes_before_the_status(code: str, remedy: str) -> None:
    answer(400, outcome(f"{code}: something"))
    with pytest.raises(Refused) as refused:
        server().release()
    assert remedy in refused.value.remedy


CAUSES = [
    (408, "", Cause.HTTP_408),
    (429, "", Cause.HTTP_429),
    (502, "", Cause.HTTP_502),
    (503, "", Cause.HTTP_503),
    (504, "", Cause.HTTP_504),
    (500, "HAPI-2223: Transaction silently rolled back", Cause.ROLLED_BACK),
    (409, "HAPI-0550: HAPI-0823: version conflict", Cause.WRITE_RACE),
    (409, "HAPI-0825: id already exists", Cause.WRITE_RACE),
]


@responses.activate
@pytest.mark.parametrize(("status", "said", "cause"), CAUSES)
def test_a_passing_status_is_tried_again_until_the_table_says_no(status: int, said: str, cause: Cause) -> None:
    waits = Waits()
    responses.post(BASE, status=status, json=outcome(said))
    with pytest.raises(Refused) as refused:
        server(waits).transact(transaction(study("x")))
    rule = RULES[cause]
    assert refused.value.status == status
    assert len(responses.calls) == rule.tries
    assert waits == [min(rule.longest, rule.first * 2**n) for n in range(rule.tries - 1)]


@responses.activate
@pytest.mark.parametrize(("status", "said", "cause"), CAUSES)
def test_a_second_try_may_succeed(status: int, said: str, cause: Cause) -> None:
    assert RULES[cause].tries > 1
    responses.post(BASE, status=status, json=outcome(said))
    responses.post(BASE, json=ACCEPTED)
    assert [one.status for one in server().transact(transaction(study("x")))] == [200]


@responses.activate
@pytest.mark.parametrize(("status", "said", "cause"), CAUSES)
def test_a_write_bound_to_a_version_is_not_sent_again_when_it_may_be_done(status: int, said: str, cause: Cause) -> None:
    responses.post(BASE, status=status, json=outcome(said))
    with pytest.raises(Refused):
        server().transact(transaction(put(study("x"), if_match='W/"1"')))
    assert len(responses.calls) == (1 if RULES[cause].maybe_done else RULES[cause].tries)


@responses.activate
@pytest.mark.parametrize(
    ("header", "date", "waited"),
    [
        ("7", "", 7.0),
        ("0", "", 0.0),
        ("100000", "", 60.0),
        ("Wed, 21 Oct 2026 07:28:05 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", 5.0),
        ("Wed, 21 Oct 2026 07:00:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2026 07:28:05 GMT", "", 2.0),
        ("Wed, 21 Oct 2026 07:28:05", "Wed, 21 Oct 2026 07:28:00 GMT", 2.0),
        ("soon", "", 2.0),
        ("-1", "", 2.0),
        ("\u0661", "", 2.0),
    ],
)
def test_the_server_says_how_long_to_wait(header: str, date: str, waited: float) -> None:
    waits = Waits()
    answer(503, headers={"Retry-After": header, "Date": date})
    answer(json=STATEMENT)
    server(waits).release()
    assert waits == [waited]
