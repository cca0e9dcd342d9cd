"""Signing in: which of the ways is taken, and what is never said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fhiradapter.errors import UsageError
from fhiradapter.transport.credentials import ANONYMOUS, basic, bearer, from_environment

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = {"FHIRADAPTER_TOKEN": "s3cret"}
USER = {"FHIRADAPTER_USER": "me", "FHIRADAPTER_PASSWORD": "s3cret"}


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    file = tmp_path / "token"
    file.write_text("s3cret\n")
    return file


def test_nobody() -> None:
    assert from_environment({}) == ANONYMOUS
    assert from_environment({"FHIRADAPTER_TOKEN": " ", "FHIRADAPTER_USER": ""}) == ANONYMOUS
    assert not ANONYMOUS


def test_each_way(token_file: Path) -> None:
    assert from_environment(TOKEN).authorization == "Bearer s3cret"
    assert from_environment({}, token_file).authorization == "Bearer s3cret"
    assert from_environment(USER).authorization == "Basic bWU6czNjcmV0"
    assert from_environment(TOKEN)


@pytest.mark.parametrize("environ", [TOKEN | USER, {"FHIRADAPTER_USER": "me"}, {"FHIRADAPTER_PASSWORD": "s3cret"}])
def test_two_ways_or_half_a_way(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"FHIRADAPTER_USER") as raised:
        from_environment(environ)
    assert "s3cret" not in str(raised.value)


def test_a_file_beside_a_variable(token_file: Path) -> None:
    with pytest.raises(UsageError, match="a token file and FHIRADAPTER_TOKEN"):
        from_environment(TOKEN, token_file)


def test_a_token_file_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "binary").write_bytes(b"\xff")
    for name, words in {"empty": "is empty", "binary": "cannot be read", "none": "cannot be read"}.items():
        with pytest.raises(UsageError, match=f"{name} {words}"):
            from_environment({}, tmp_path / name)


@pytest.mark.parametrize("token", ["a b", "s3cret\r\nX: y", "s3cr\u00e9t"])
def test_what_no_token_is(token: str) -> None:
    with pytest.raises(UsageError) as raised:
        bearer(token)
    assert token not in str(raised.value)


def test_a_user_with_a_colon() -> None:
    with pytest.raises(UsageError, match="colon"):
        basic("me:too", "s3cret")


def test_letters_of_any_language() -> None:
    assert basic("m\u00e9", "\u2265").authorization == "Basic bcOpOuKJpQ=="


def test_secrets_are_in_no_representation() -> None:
    for credentials in (bearer("s3cret"), basic("me", "s3cret")):
        assert "s3cret" not in repr(credentials)
        assert "bWU6" not in f"{credentials} {credentials.hide(credentials.authorization)}"
        assert credentials.hide("the s3cret word") == "the *** word"
