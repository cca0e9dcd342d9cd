"""The trials in JSON of any size: one study, pages, lists, lines, values one behind the other, studies in wrappers.

A value that fits into the size of a record is taken apart as a whole (`json_shapes`); a larger or broken one is read
member by member. Both find the same records. What is handed on is the slice of the file, as it stands there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from fhiradapter.sources.files.json_scanner import BreaksOff, Window
from fhiradapter.sources.files.json_shapes import (
    DEEPEST_WRAPPER,
    EXPECTED,
    GET_AGAIN,
    Place,
    found,
    holds_trials,
    is_usdm_study,
    no_trial,
    shape,
    trouble_of,
)
from fhiradapter.sources.source_record import MAX_RECORD_BYTES, SourceRecord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_CHUNK = 1_000_000
_MOST_BREAKS = 100
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*[{\[\]\"])")  # prose may begin with a bracket: "[Note: ..."
_OPEN_OR_SEVERAL = b"[,:{}"
"""How a line may end whose value goes on in the next one; or behind `}`, that may hold several."""
_OPEN = "the JSON breaks off: an object or list is open at the end of the file"

_KEY = msgspec.json.Decoder(str)


def looks_like(start: bytes) -> bool:
    """Whether a file that begins so is JSON."""
    return _START.match(start) is not None


def records(
    name: str, file: str, stream: BinaryIO, *, chunk: int = _CHUNK, limit: int = MAX_RECORD_BYTES
) -> Iterator[SourceRecord]:
    """The records in a stream of JSON, in order, and a problem for what is none. `limit` is the size of a record."""
    return _Reader(name, file, Window(stream, chunk), limit).all()


class _Reader:
    """Goes through the values of one stream."""

    def __init__(self, name: str, file: str, window: Window, limit: int) -> None:
        self._name = name
        self._file = file
        self._window = window
        self._limit = limit
        self._trouble = ""
        self._line, self._on_line = 0, 0
        self._crowded = 0

    def all(self) -> Iterator[SourceRecord]:
        """Each value at the top, and what it holds."""
        window, first, breaks = self._window, True, 0
        window.skip_mark(_BYTE_ORDER_MARK)
        while window.skip_blank():
            try:
                yield from self._value(first=first)
            except BreaksOff as broken:
                breaks += 1
                yield self._skip(str(broken))
            if breaks > _MOST_BREAKS:
                yield self._problem(window.line, f"broken in more than {_MOST_BREAKS} places: the rest is not read")
                return
            first = False

    def _value(self, *, first: bool) -> Iterator[SourceRecord]:
        window, name = self._window, self._numbered()
        own_name = Place(self._name if first else name, self._file)
        if window.look() == b"[":
            yield from self._list(own_name, depth=0, expected=True)
            return
        if window.look() != b"{":
            raise BreaksOff("broken JSON: no object begins here")
        length = self._object_length()
        if length is None:
            yield from self._members(own_name, depth=0, expected=True)
            return
        content = window.look(length).rstrip()
        window.advance(length)
        alone = first and not window.skip_blank()
        yield from found(content, Place(self._name if alone else name, self._file), depth=0, expected=True)

    def _object_length(self) -> int | None:
        """The length of the object at the cursor, None where it has to be gone into.

        Raises BreaksOff where it is a line of its own, and broken: the next line is another object.
        """
        window = self._window
        if window.line == self._crowded:
            return self._whole_length()
        end = window.line_length(0, self._limit)
        line = window.look(end) if end is not None else b""
        trouble = trouble_of(line)
        if not trouble:
            return end
        if end is not None and line.rstrip()[-1:] not in _OPEN_OR_SEVERAL and self._next_line_is_whole(end):
            raise BreaksOff(trouble)
        length = self._whole_length()
        if end is None or (length is not None and length < end):
            self._crowded = window.line
        if length is None and end is not None and self._next_line_is_whole(end):
            raise BreaksOff(trouble)
        return length

    def _whole_length(self) -> int | None:
        """The length of a value that is JSON and not too large; else None, and `_trouble` says why."""
        try:
            length = self._window.value_length(self._limit)
        except BreaksOff as broken:
            self._trouble = str(broken)
            return None
        too_large = f"more than {self._limit / 1e6:g} MB, the most that one record may have"
        self._trouble = too_large if length is None else trouble_of(self._window.look(length))
        return None if self._trouble else length

    def _next_line_is_whole(self, end: int) -> bool:
        """Whether the next line that is not blank is an object by itself: then the line before has to be one too."""
        window = self._window
        while (following := window.line_length(end + 1, self._limit)) is not None and following > end:
            line = window.look(following)[end + 1 :]
            if line.strip():
                return line.startswith(b"{") and not trouble_of(line)
            end = following
        return False

    def _skip(self, what: str) -> SourceRecord:
        """Goes on behind a broken place: at the next line that begins with a bracket."""
        window, line = self._window, self._window.line
        window.pass_line()
        while (window.at < len(window.data) or window.more()) and window.look() not in (b"{", b"["):
            window.pass_line()
        last = window.line - 1
        return self._problem(line, what if last <= line else f"{what} (lines {line} to {last} are left out)")

    def _list(self, place: Place, depth: int, *, expected: bool) -> Iterator[SourceRecord]:
        """The records in a list of any size; the cursor stands on its bracket."""
        yielded, empty = False, True
        self._window.advance(1)
        while self._next_item(b"]", first=empty):
            empty = False
            for each in self._unit(place, depth + 1, expected=expected or yielded):
                yielded = True
                yield each
        if expected and empty:
            yield place.problem(depth, f"an empty list, {EXPECTED}")

    def _members(self, place: Place, depth: int, *, expected: bool, under: str = "") -> Iterator[SourceRecord]:
        """The records in an object of any size; the cursor stands on its bracket."""
        trouble, yielded, names = self._trouble, False, dict[str, object]()
        self._window.advance(1)
        while self._next_item(b"}", first=not names):
            name = self._key()
            names[name] = None
            if shape(names):
                self._window.pass_out()
                yield place.problem(depth, trouble, GET_AGAIN)
                return
            for each in self._unit(place, depth + 1, expected=holds_trials(name), under=name):
                yielded = True
                yield each
        if not yielded and is_usdm_study(names, under):
            yield place.record(depth, b"", "usdm")
        elif expected and not yielded:
            yield place.problem(depth, no_trial(list(names)))

    def _unit(self, place: Place, depth: int, *, expected: bool, under: str = "") -> Iterator[SourceRecord]:
        window = self._window
        length = self._whole_length()
        if length is not None:
            content = window.look(length)
            window.advance(length)
            yield from found(content, place, depth, expected=expected, under=under)
        elif depth > DEEPEST_WRAPPER or window.look() not in (b"{", b"["):
            raise BreaksOff(self._trouble)
        elif window.look() == b"[":
            yield from self._list(place, depth, expected=expected)
        else:
            yield from self._members(place, depth, expected=expected, under=under)

    def _next_item(self, closing: bytes, *, first: bool) -> bool:
        """Moves to the next item or member. False behind the closing bracket. Raises BreaksOff."""
        self._blank()
        if self._window.look() == closing:
            self._window.advance(1)
            return False
        if not first:
            self._mark(b",")
        return True

    def _key(self) -> str:
        length = self._whole_length() or 0
        try:
            key = _KEY.decode(self._window.look(length))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BreaksOff("broken JSON: a member without a name") from error
        self._window.advance(length)
        self._blank()
        self._mark(b":")
        return key

    def _blank(self) -> None:
        if not self._window.skip_blank():
            raise BreaksOff(_OPEN)

    def _mark(self, mark: bytes) -> None:
        if self._window.look() != mark:
            seen = self._window.look().decode("latin-1")
            raise BreaksOff(f"broken JSON: {seen!a} where {mark.decode()!a} is expected")
        self._window.advance(1)
        self._blank()

    def _numbered(self) -> str:
        """What the value at the cursor is called where it is not alone: its line, and its number in the line."""
        line = self._window.line
        self._on_line = self._on_line + 1 if line == self._line else 1
        self._line = line
        return f"{self._name}:{line}" if self._on_line == 1 else f"{self._name}:{line}.{self._on_line}"

    def _problem(self, line: int, what: str) -> SourceRecord:
        name = f"{self._name}:{line}"
        return SourceRecord(name=name, file=self._file, problem=f"{name}: {what}", remedy=GET_AGAIN)
