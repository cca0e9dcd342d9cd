"""The ends of JSON values in a stream of any size, found by brackets and strings alone.

https://www.rfc-editor.org/rfc/rfc8259. What stands between the brackets is checked by who decodes the value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

_LARGEST_READ = 4_000_000
_DEEPEST = 1000
"""No record nests so deep, and no decoder goes further down."""
_BLANK = re.compile(rb"[ \t\r\n]*+")
_STRINGS = rb'"(?:[^"\\\n]++|\\.)*+"'
_FLAT = rb'(?:[^"{}\[\]]++|' + _STRINGS + rb")"
_STRING = re.compile(_STRINGS, re.DOTALL)
_BEFORE_BRACKET = re.compile(rb"(?:" + _FLAT + rb"|[{\[]" + _FLAT + rb"*+[}\]])*+", re.DOTALL)
_IN_STRING = re.compile(rb'(?:[^"\\\n]++|\\.)*+', re.DOTALL)
_WORD = re.compile(rb"[^\s,:{}\[\]\"]*+")


class BreaksOff(Exception):
    """The value has no end: the input stops, or a string has a line break in it. The message says which."""


class Window:
    """The bytes of a stream from a cursor on, as far as they have been looked at."""

    def __init__(self, stream: BinaryIO, chunk: int) -> None:
        self._stream = stream
        self._chunk = chunk
        self.data = b""
        self.at = 0
        self.line = 1

    def more(self) -> bool:
        """Reads on, and forgets what stands before the cursor. False at the end of the stream."""
        kept = len(self.data) - self.at
        piece = self._stream.read(max(self._chunk, min(kept, _LARGEST_READ)))
        self.data = self.data[self.at :] + piece
        self.at = 0
        return bool(piece)

    def advance(self, length: int) -> None:
        """Moves the cursor over bytes that have been looked at, and counts their lines."""
        self.line += self.data.count(b"\n", self.at, self.at + length)
        self.at += length

    def look(self, length: int = 1) -> bytes:
        """The bytes at the cursor, fewer where they have not been looked at."""
        return self.data[self.at : self.at + length]

    def skip_mark(self, mark: bytes) -> None:
        """Passes over a byte order mark at the start."""
        while len(self.data) < len(mark) and self.more():
            pass
        if self.look(len(mark)) == mark:
            self.advance(len(mark))

    def skip_blank(self) -> bool:
        """Moves to the next byte that is no white space. False at the end of the stream."""
        while True:
            self.advance(self._match(_BLANK, 0))
            if self.at < len(self.data):
                return True
            if not self.more():
                return False

    def line_length(self, offset: int, limit: int) -> int | None:
        """Where the line that begins `offset` bytes behind the cursor ends; None beyond `limit`."""
        searched = offset
        while (found := self.data.find(b"\n", self.at + searched)) < 0:
            searched = len(self.data) - self.at
            if searched > limit:
                return None
            if not self.more():
                return searched
        return found - self.at if found - self.at <= limit else None

    def pass_line(self) -> None:
        """Moves the cursor behind the next line break, or to the end."""
        while (found := self.data.find(b"\n", self.at)) < 0:
            self.advance(len(self.data) - self.at)
            if not self.more():
                return
        self.advance(found + 1 - self.at)

    def value_length(self, limit: int) -> int | None:
        """The length of the JSON value at the cursor, None when it is longer than `limit`. Raises BreaksOff."""
        first = self.look()
        if first in b"{[":
            length = self._length_inside(1, limit)
        else:
            length = self._string_length(limit) if first == b'"' else self._word_length(limit)
        return length if length is not None and length <= limit else None

    def pass_out(self) -> None:
        """Moves the cursor behind the end of the object or array that it stands in. Raises BreaksOff."""
        self._length_inside(0, None)

    def _length_inside(self, length: int, limit: int | None) -> int | None:
        """Where the container that is open `length` bytes behind the cursor ends.

        Without a limit nothing is kept, and the cursor moves to the end.
        """
        depth, in_string = 1, False
        while True:
            length = self._match(_IN_STRING if in_string else _BEFORE_BRACKET, length)
            byte = self.data[self.at + length : self.at + length + 1]
            if byte in (b"", b"\\"):
                length = self._forget(length, limit)
                if not self.more():
                    raise BreaksOff("the JSON breaks off: an object or list is open at the end of the file")
            elif byte == b"\n":
                raise BreaksOff("broken JSON: a line break inside a string")
            else:
                length += 1
                in_string = (byte == b'"') is not in_string
                depth += (byte in b"{[") - (byte in b"}]")
                if not depth and not in_string:
                    return self._forget(length, limit)
                if depth > _DEEPEST:
                    raise BreaksOff("broken JSON: nested too deep")
            if limit is not None and length > limit:
                return None

    def _forget(self, length: int, limit: int | None) -> int:
        if limit is not None:
            return length
        self.advance(length)
        return 0

    def _string_length(self, limit: int) -> int | None:
        while not (found := _STRING.match(self.data, self.at)):
            if len(self.data) - self.at > limit:
                return None
            if not self.more():
                raise BreaksOff("broken JSON: a string without an end")
        return found.end() - self.at

    def _word_length(self, limit: int) -> int | None:
        while (length := self._match(_WORD, 0)) == len(self.data) - self.at:
            if length > limit:
                return None
            if not self.more():
                break
        if not length:
            raise BreaksOff(f"broken JSON: {self.look().decode('latin-1')!a} where a value is expected")
        return length

    def _match(self, pattern: re.Pattern[bytes], offset: int) -> int:
        found = pattern.match(self.data, self.at + offset)
        return found.end() - self.at if found else offset
