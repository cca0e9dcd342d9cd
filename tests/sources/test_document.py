"""Bytes become text without guessing, or one message says why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.errors import SourceError
from fhiradapter.sources.document import MAX_TEXT_BYTES, text_document

TEXT = "Patients receive mitoxantrone – 12 mg/m² – on day 1."


@pytest.mark.parametrize(
    ("encoding", "media_type"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")],
)
def test_encodings_that_the_bytes_name_are_read(encoding: str, media_type: str) -> None:
    document = text_document("trial.txt", TEXT.encode(encoding))
    assert document.text == TEXT
    assert document.media_type == f"text/plain; charset={media_type}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (TEXT.encode("cp1252"), "not UTF-8: byte 0x96"),
        (TEXT.encode("utf-16-le"), "binary"),
        (b"\x7fELF\x02\x01\x01\x00", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"a" * (MAX_TEXT_BYTES + 1), "MB of text"),
    ],
    ids=["empty", "blank", "only a mark", "cp1252", "utf-16 without mark", "elf", "all bytes", "too large"],
)
def test_everything_else_is_refused_with_the_name_and_a_remedy(content: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=r"trial\.txt") as refusal:
        text_document("trial.txt", content)
    assert words in str(refusal.value)
    assert refusal.value.remedy


def test_the_line_of_a_wrong_byte_is_named() -> None:
    with pytest.raises(SourceError, match=r"trial\.txt:3: "):
        text_document("trial.txt", b"one\ntwo\nthr\xe9e")


def test_the_document_is_called_by_its_name_not_by_its_place() -> None:
    assert text_document("some/where/trial.txt", b"x").name == "trial.txt"


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_refusal(content: bytes) -> None:
    try:
        document = text_document("trial.txt", content)
    except SourceError as refusal:
        assert refusal.remedy
    else:
        assert document.text.strip()
        assert document.content == content
