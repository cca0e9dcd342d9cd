"""The lines of a byte stream in flat memory, with their numbers, and with what cannot be decoded still in them."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from fhiradapter.sources.formats.ctgov_csv.columns import encoding

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT = 8 * 2**20
"""Characters that one row may have at most. The longest known, with two thousand locations, has 0.3 million."""

_LONGEST_MARK = 3
_NO_TEXT = re.compile("[\\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its line break, its number in the file (from 1), and what is wrong with it (empty: nothing)."""

    number: int
    text: str
    problem: str = ""


class Lines:
    """The lines of a stream, one after the other; they end at LF, CR LF or CR. The stream is left open."""

    def __init__(self, stream: BinaryIO) -> None:
        # BufferedReader asks for readinto alone, which files, BytesIO, gzip and zip members all have.
        self._bytes = io.BufferedReader(cast("io.RawIOBase", stream))
        mark, self._codec = encoding(self._bytes.peek(_LONGEST_MARK))
        self._bytes.read(len(mark))
        errors = "surrogateescape" if self._codec == "utf-8" else "surrogatepass"
        self._text = io.TextIOWrapper(self._bytes, encoding=self._codec, errors=errors, newline="")
        self._number = 0
        self._broken_off = self._ended = False
        self._again: list[Line] = []

    def close(self) -> None:
        """Let go of the stream without closing it."""
        self._text.detach()
        self._bytes.detach()

    def next(self) -> Line | None:
        """The next line, None at the end."""
        return self._again.pop() if self._again else self._read()

    def back(self, lines: Sequence[Line]) -> None:
        """Lines that were taken in vain, in their order: they come again."""
        self._again.extend(reversed(lines))

    def _read(self) -> Line | None:
        text = self._readline(LIMIT + 1)
        if not text and not self._ended:
            return None
        self._number += 1
        if self._ended:
            self._ended = False
            return Line(self._number, "", f"not {self._codec.upper()}: the file ends within a character")
        if len(text) > LIMIT:
            while (rest := self._readline(LIMIT)) and not rest.endswith(("\n", "\r")):
                pass
            return Line(self._number, text, f"more than {LIMIT} characters")
        return Line(self._number, text, self._trouble(text))

    def _readline(self, size: int) -> str:
        if self._broken_off:
            return ""
        try:
            return self._text.readline(size)
        except UnicodeDecodeError:  # only UTF-16 comes here, at the end of a file of an odd number of bytes
            self._broken_off = self._ended = True
            return ""

    def _trouble(self, text: str) -> str:
        found = _NO_TEXT.search(text)
        if found is None:
            return ""
        errors = "surrogateescape" if self._codec == "utf-8" else "surrogatepass"
        position = len(text[: found.start()].encode(self._codec, errors)) + 1
        byte = found[0].encode(self._codec, errors)[0]
        return f"not {self._codec.upper()} text: byte 0x{byte:02X} at byte {position} of line {self._number}"
