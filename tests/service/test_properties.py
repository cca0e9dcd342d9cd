"""Any bytes and any parameters: an answer or an OperationOutcome, never an accident."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from fhiradapter.service.app import create_app
from tests.service.sources import TEXT, decoded, issues_of

_CLIENT = TestClient(create_app(), raise_server_exceptions=False)
_WORDS = ("Patients receive ", "vincristine", " 1.50 mg/m2 ", "IV", " on days 1-", "OUTLINE:\n", "\t", "\r\n", "É", "|")
_TEXTS = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=5))).map(lambda parts: "".join(parts).encode())
_NAMES = st.sampled_from(("id", "set", "fhir", "name", "base", "nope"))
_VALUES = st.one_of(st.text(max_size=20), st.sampled_from(("R5", "overallStatus=", "acronym=x", "https://x.org/")))


@given(body=st.one_of(st.binary(), _TEXTS))
def test_any_body(body: bytes) -> None:
    answer = _CLIENT.post("/convert", content=body)

    if answer.status_code == 200:
        assert decoded(answer)["issues"]["issue"]
    else:
        assert answer.status_code == 422
        issues_of(answer)


@given(query=st.lists(st.tuples(_NAMES, _VALUES), max_size=4))
def test_any_parameters(query: list[tuple[str, str]]) -> None:
    grouped: dict[str, list[str]] = {}
    for name, value in query:
        grouped.setdefault(name, []).append(value)

    answer = _CLIENT.post("/convert", params=grouped, content=TEXT)

    if answer.status_code != 200:
        assert answer.status_code == 400
        issues_of(answer)


@given(study=st.text(min_size=1, max_size=40))
def test_any_study(study: str) -> None:
    answer = _CLIENT.get("/studies/" + "".join(f"%{byte:02X}" for byte in study.encode()))

    assert answer.status_code in {400, 404, 503}
    issues_of(answer)
