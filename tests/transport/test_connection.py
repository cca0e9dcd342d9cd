"""The way to the server, on real sockets of this machine: what requests and urllib3 make of a broken one."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
import requests
import responses
import urllib3

from fhiradapter.errors import Unreachable
from fhiradapter.transport.address import address
from fhiradapter.transport.credentials import bearer
from fhiradapter.transport.exchange import Options
from fhiradapter.transport.retry import RULES, Cause, Patience
from fhiradapter.transport.server import FhirServer
from tests.transport.builders import put, study, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD = b'{"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"}'
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: %d\r\n\r\n" % len(GOOD) + GOOD
HALF = WHOLE[:-20]
HALF_CHUNK = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + GOOD[:20]
# whole as HTTP goes, so the client would keep the connection for its next try, unless it is told that nobody listens there
NO_GZIP = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"
NOTHING = b""


@contextmanager
def speaking(*answers: bytes, hangs_up: bool = True) -> Iterator[tuple[str, list[bytes]]]:
    """A server that gives these answers, one per connection, and then hangs up, or falls silent until the end."""
    heard: list[bytes] = []
    with ExitStack() as connections, socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for answer in answers:
                connection = connections.enter_context(listener.accept()[0])
                heard.append(connection.recv(1 << 16))
                connection.sendall(answer)
                if hangs_up:
                    connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/fhir", heard


def server(base: str, waits: list[float] | None = None, read_seconds: float = 10.0) -> FhirServer:
    patience = Patience(wait=([] if waits is None else waits).append, draw=lambda _, bound: bound)
    return FhirServer(address(base), bearer("s3cret"), Options(read_seconds=read_seconds), patience)


@pytest.mark.parametrize("broken", [NOTHING, HALF, HALF_CHUNK, NO_GZIP, b"no http at all\r\n\r\n"])
def test_a_broken_answer_is_asked_for_again(broken: bytes) -> None:
    waits: list[float] = []
    with speaking(broken, broken, WHOLE) as (base, heard):
        assert server(base, waits).release() == "R4"
    assert (len(heard), waits) == (3, [1.0, 2.0])


@pytest.mark.parametrize("broken", [NOTHING, HALF, HALF_CHUNK, NO_GZIP])
def test_a_connection_that_always_breaks(broken: bytes) -> None:
    tries = RULES[Cause.BROKEN].tries
    with speaking(*[broken] * tries) as (base, heard), pytest.raises(Unreachable, match=r"broke \(4 tries\)") as raised:
        server(base).release()
    assert len(heard) == tries
    assert f"GET {base}/metadata" in str(raised.value)
    assert "s3cret" not in str(raised.value)


@pytest.mark.parametrize("answer", [NOTHING, HALF])
def test_a_write_bound_to_a_version_is_not_sent_again(answer: bytes) -> None:
    with speaking(answer) as (base, heard), pytest.raises(Unreachable, match="unseen"):
        server(base).transact(transaction(put(study("x"), if_match='W/"1"')))
    assert len(heard) == 1


@pytest.mark.parametrize("answer", [NOTHING, HALF])
def test_a_server_that_falls_silent(answer: bytes) -> None:
    tries = RULES[Cause.READ_TIMEOUT].tries
    with speaking(*[answer] * tries, hangs_up=False) as (base, heard):
        with pytest.raises(Unreachable, match="no answer in time"):
            server(base, read_seconds=0.05).release()
        assert len(heard) == tries


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    waits: list[float] = []
    with pytest.raises(Unreachable, match=r"nobody listens there \(4 tries\).*refused") as raised:
        server(base, waits).release()
    assert waits == [1.0, 2.0, 4.0]
    assert "Is the server running" in raised.value.remedy


def test_https_to_a_server_that_speaks_http() -> None:
    with speaking(b"HTTP/1.1 400 Bad Request\r\n\r\n") as (base, heard), pytest.raises(Unreachable, match="secure"):
        server(base.replace("http:", "https:")).release()
    assert len(heard) == 1


def test_a_name_that_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable, match=r"name is unknown: .*Name or service not known") as raised:
        server("https://no-such-host.example/fhir").release()
    assert "tries" not in str(raised.value)


@responses.activate
@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (requests.ConnectTimeout("slow"), Cause.CONNECT_TIMEOUT),
        (requests.ReadTimeout("slow"), Cause.READ_TIMEOUT),
        (
            requests.ConnectionError(urllib3.exceptions.ProtocolError("cut", ConnectionResetError("reset"))),
            Cause.BROKEN,
        ),
        (requests.exceptions.SSLError(ssl.SSLCertVerificationError("self-signed")), Cause.TLS),
        (requests.exceptions.InvalidURL("bad label"), Cause.UNKNOWN_HOST),
    ],
)
def test_every_cause_has_its_tries_and_its_remedy(error: Exception, cause: Cause) -> None:
    responses.get("https://fhir.example.org/fhir/metadata", body=error)
    with pytest.raises(Unreachable, match=cause.value) as raised:
        server("https://fhir.example.org/fhir").release()
    assert len(responses.calls) == RULES[cause].tries
    assert raised.value.remedy
