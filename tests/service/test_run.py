"""`fhiradapter serve` as a process, and what keeps it from starting."""

from __future__ import annotations

import builtins
import socket
import sys
from typing import Any
from urllib.request import Request, urlopen

import pytest

from fhiradapter import json_codec
from fhiradapter.errors import UsageError
from fhiradapter.service.run import run
from tests.service.sources import TEXT


def _get(url: str) -> bytes:
    with urlopen(url, timeout=30) as answer:
        content: bytes = answer.read()
    return content


def test_a_process_answers(address: str) -> None:
    assert json_codec.decode(_get(f"{address}/health"))["status"] == "ok"
    assert b"swagger-ui-bundle.js" in _get(f"{address}/docs")


def test_a_process_pushes_and_pulls(address: str) -> None:
    with urlopen(Request(f"{address}/push?id=vcr-1", data=TEXT), timeout=30) as answer:
        pushed = json_codec.decode(answer.read())

    assert json_codec.decode(_get(f"{address}/studies/vcr-1"))["type"] == "transaction"
    assert any(each["reference"] == "ResearchStudy/vcr-1" for each in pushed["resources"])


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1 port {port}"):
            run(port=port)


def test_a_host_that_is_none_is_named() -> None:
    with pytest.raises(UsageError, match=r"cannot listen on 203\.0\.113\.9"):
        run(host="203.0.113.9", port=0)


def test_a_server_that_cannot_be_right_is_refused() -> None:
    with pytest.raises(UsageError, match="user or a password"):
        run(port=0, server="https://me:hunter2@fhir.example.org/r4")


@pytest.mark.parametrize("missing", ["uvicorn", "fastapi", "fastapi_offline"])
def test_the_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for name in [each for each in sys.modules if each.startswith("fhiradapter.service.") or each == missing]:
        monkeypatch.delitem(sys.modules, name)
    load = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=missing) as error:
        run(port=0)
    assert error.value.remedy == "pip install 'fhiradapter[service]'"
