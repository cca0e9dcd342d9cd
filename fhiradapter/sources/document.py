"""Bytes to text, without guessing: UTF-8, or an encoding that the bytes themselves name by a byte order mark."""

from __future__ import annotations

import codecs
from pathlib import PurePath

from fhiradapter.errors import SourceError
from fhiradapter.trial.source import SourceDocument

MAX_TEXT_BYTES = 2_000_000
"""The longest registry texts known are 0.2 MB; a whole protocol is 1 MB of text."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x85")


def text_document(name: str, content: bytes) -> SourceDocument:
    """The document of a text file, called by the last part of its path: where it lay says nothing about it.

    Offsets of citations count its characters behind a byte order mark.

    Raises SourceError for what is empty, too large, binary, or in an encoding that nothing names.
    """
    if len(content) > MAX_TEXT_BYTES:
        raise SourceError(
            f"{name}: {len(content) / 1e6:.1f} MB of text; one trial is at most {MAX_TEXT_BYTES / 1e6:.0f} MB",
            remedy="Give the text of one trial per file.",
        )
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    text = _decoded(name, content[len(mark) :], encoding)
    _refuse_binary(name, text)
    if not text.strip():
        raise SourceError(f"{name}: the file is empty", remedy="Give a file that holds the text of a trial.")
    return SourceDocument(
        name=PurePath(name).name, content=content, text=text, media_type=f"text/plain; charset={encoding}"
    )


def _decoded(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if _looks_binary(content):
            raise _binary(name) from None
        raise SourceError(
            f"{name}:{line}: not {encoding.upper()}: byte 0x{content[error.start]:02X} at position {error.start}",
            remedy="Convert the file to UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT",
        ) from None


def _looks_binary(content: bytes) -> bool:
    controls = sum(byte < 32 and chr(byte) not in _TEXT_CONTROLS for byte in content[:4096])
    return controls > len(content[:4096]) // 100


def _refuse_binary(name: str, text: str) -> None:
    if "\0" in text or any(ord(character) < 32 and character not in _TEXT_CONTROLS for character in text):
        raise _binary(name)


def _binary(name: str) -> SourceError:
    return SourceError(
        f"{name}: binary data, not text (control characters inside)",
        remedy="Give plain text in UTF-8; UTF-16 is read when it starts with its byte order mark.",
    )
