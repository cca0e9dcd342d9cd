"""Addresses: what is taken, what is refused, and the fence around a base."""

from __future__ import annotations

from pathlib import Path

import pytest

from fhiradapter.errors import UsageError
from fhiradapter.transport.address import address, without_secrets
from fhiradapter.transport.credentials import bearer
from fhiradapter.transport.exchange import Options
from fhiradapter.transport.folder import FolderStore
from fhiradapter.transport.opening import open_store
from fhiradapter.transport.server import FhirServer


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://fhir.example.org/fhir/", "https://fhir.example.org/fhir"),
        (" http://127.0.0.1:8080/fhir ", "http://127.0.0.1:8080/fhir"),
        ("https://fhir.example.org", "https://fhir.example.org"),
    ],
)
def test_a_base_loses_its_final_slash(url: str, base: str) -> None:
    store = open_store(url)
    assert isinstance(store, FhirServer)
    assert store.name == base
    assert repr(store) == f"FhirServer('{base}')"


def test_credentials_and_options_reach_the_server() -> None:
    url, somebody = "http://fhir.example.org/fhir", bearer("s3cret")
    with pytest.raises(UsageError, match="plain http"):
        open_store(url, somebody)
    assert open_store(url, somebody, Options(allow_plain_http=True)).name == url


@pytest.mark.parametrize("target", ["out", "./out", "/tmp/out", "C:\\out", "a:b"])
def test_anything_else_is_a_folder(target: str) -> None:
    store = open_store(target)
    assert isinstance(store, FolderStore)
    assert store.name == str(Path(target))
    assert store.name in repr(store) or "\\" in target


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://fhir.example.org", "no http"),
        ("https://", "no http"),
        ("https://[::1", "no http"),
        ("https://fhir.example.org:99999/", "no http"),
        ("https://fhir.example.org:0/", "no http"),
        ("https://me:s3cret@fhir.example.org/fhir", "a user or a password"),
        ("https://s3cret@fhir.example.org/fhir", "a user or a password"),
        ("https://fhir.example.org/fhir?token=s3cret", "a query"),
        ("https://fhir.example.org/fhir#s3cret", "a fragment"),
    ],
)
def test_what_is_refused(url: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as raised:
        open_store(url)
    assert "s3cret" not in str(raised.value)


def test_a_base_without_a_path_is_fenced_by_its_origin() -> None:
    base = address("https://fhir.example.org")
    assert base.follow("https://FHIR.example.org:443/page") == "https://FHIR.example.org:443/page"
    assert base.follow("https://other.example.org/page") is None


def test_no_secret_in_a_strangers_url() -> None:
    assert without_secrets("https://me:s3cret@a.example/b?c=s3cret#s3cret") == "https://a.example/b"
    assert without_secrets("https://[s3cret") == "an unreadable URL"
