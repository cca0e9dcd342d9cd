"""A collection of records in one XML document of any size: what is broken in it costs one record and no other."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from fhiradapter.errors import SourceError
from fhiradapter.sources.source_record import SourceRecord
from fhiradapter.sources.xml_tree import pulling, refusal, refuse_entities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

_TAG = b"<"
_LONGEST_TAG = 64
_MOST_JOINED = 100
_CHUNK = 65_536
_MOST_BREAKS = 100
_OPEN = etree.ErrorTypes.ERR_TAG_NOT_FINISHED
_HIDING = frozenset(
    {
        etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
        etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
        etree.ErrorTypes.ERR_PI_NOT_FINISHED,
    }
)
"""What may hold a tag that begins nothing: it goes on in the next segment."""
_MEND = "The records before it and behind it are read. Get the file again, or mend the place."
_GET_AGAIN = "Get the file again: everything before this place was read, and nothing behind it."


class Collection:
    """Goes through the segments of one document; each begins where a record may begin, and is read by itself.

    A parser that found something broken is of no use for the rest. So every segment gets its own, which is told first
    what stood before all records: it has to know the namespaces and the encoding.
    """

    def __init__(self, name: str, file: str, stream: Bounded, formats: Mapping[str, str]) -> None:
        """`formats` are those of the records, by the local name of the element that one is."""
        self._name = name
        self._file = file
        self._stream = stream
        self._formats = formats
        self._head = b""
        self._line = self._number = self._breaks = 0

    def all(self) -> Iterator[SourceRecord]:
        """The elements that are records, and a problem for each that is broken.

        Raises SourceError for a document that is broken before its first record, or in too many places.
        """
        tag = re.compile(rb"<(?:[\w.-]{1,30}:)?(?:%s)[\s>/]" % "|".join(self._formats).encode())
        segments = _segments(self._stream, tag)
        self._read_head(segments)
        self._line = self._head.count(b"\n")
        segment, joined = next(segments, b""), 0
        while segment:
            following, trouble = _next(segments)
            found, error = self._read(segment)
            if following and error is not None and error.type in _HIDING and joined < _MOST_JOINED:
                segment, joined = segment + following, joined + 1
                continue
            yield from self._told(found, error, last=not following and not trouble)
            if trouble is not None:
                raise trouble
            self._line += segment.count(b"\n")
            segment, joined = following, 0

    def _read_head(self, segments: Iterator[bytes]) -> None:
        """What stands before all records has to be sound, but for its end."""
        for segment in islice(segments, _MOST_JOINED):
            self._head += segment
            _, error = self._read(b"")
            if error is None or error.type not in _HIDING:
                break
        if error is not None and error.type != _OPEN:
            raise refusal(f"{self._name}:{error.line}:{error.column}", error.type, error.message)

    def _read(self, segment: bytes) -> tuple[list[SourceRecord], etree._LogEntry | None]:
        """The elements in a segment that are records, written anew, and the first thing in it that is broken."""
        parser = pulling(self._formats, self._stream.encoding)
        with suppress(etree.XMLSyntaxError):  # the log tells more
            parser.feed(self._head + segment)
        with suppress(etree.XMLSyntaxError):
            parser.close()
        found: list[SourceRecord] = []
        depth = 0
        for event, element in parser.read_events():
            refuse_entities(self._name, element)
            depth += 1 if event == "start" else -1
            if event == "end" and not depth:
                found.append(self._record(element, self._number + len(found) + 1))
        return found, next((each for each in parser.feed_error_log if each.level == etree.ErrorLevels.FATAL), None)

    def _record(self, element: etree._Element, number: int) -> SourceRecord:
        content = etree.tostring(element, encoding="UTF-8", xml_declaration=False, with_tail=False)
        form = self._formats[etree.QName(element).localname]
        return SourceRecord(name=f"{self._name}#{number}", file=self._file, content=content, format=form)

    def _told(self, found: list[SourceRecord], error: etree._LogEntry | None, *, last: bool) -> Iterator[SourceRecord]:
        yield from found
        self._number += len(found)
        if error is None or (found and error.type == _OPEN and not last):
            return
        self._breaks += 1
        self._number += not found
        line = error.line - self._head.count(b"\n") + self._line
        problem = str(refusal(f"{self._name}:{line}", error.type, error.message).args[0])
        if self._breaks > _MOST_BREAKS:
            raise SourceError(f"{problem}; broken in more than {_MOST_BREAKS} places", remedy=_GET_AGAIN)
        name = self._name if found else f"{self._name}#{self._number}"
        yield SourceRecord(name=name, file=self._file, problem=problem, remedy=_MEND)


def _next(segments: Iterator[bytes]) -> tuple[bytes, SourceError | None]:
    """The next segment, empty behind the last; or why it cannot be read, which is told after the one before."""
    try:
        return next(segments, b""), None
    except SourceError as trouble:
        return b"", trouble


def _segments(stream: Bounded, tag: re.Pattern[bytes]) -> Iterator[bytes]:
    """What stands before the first tag that may begin a record, then the bytes from each such tag to the next."""
    pieces: list[bytes] = []
    rest = b""
    while chunk := stream.read(_CHUNK):
        rest += chunk
        at = 0
        for found in tag.finditer(rest):
            pieces.append(rest[at : found.start()])
            yield b"".join(pieces)
            stream.begin()
            pieces, at = [], found.start()
        half = rest.rfind(_TAG, max(at, len(rest) - _LONGEST_TAG))
        end = len(rest) if half < 0 or tag.match(rest, half) else half
        pieces.append(rest[at:end])
        rest = rest[end:]
    yield b"".join((*pieces, rest))


class Bounded:
    """A stream that gives no more than the limit for one record; UTF-16 and UTF-32 become UTF-8.

    `encoding` is UTF-8 where they did, else None: then the document knows.
    """

    def __init__(self, name: str, stream: BinaryIO, limit: int, wide: str = "") -> None:
        """`wide` is the encoding of the stream where that is one of more bytes than one for every sign."""
        self.name = name
        self.encoding = "UTF-8" if wide else None
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(wide)() if wide else None
        self._limit = limit
        self._read = 0

    def begin(self) -> None:
        """A record is done, the next may have as much."""
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises SourceError for too many, or such as are not in the encoding."""
        if self._read > self._limit:
            raise too_large(self.name, self._limit)
        piece = self._stream.read(size)
        self._read += len(piece)
        if self._decoder is None:
            return piece
        try:
            return self._decoder.decode(piece, final=not piece).encode()
        except UnicodeError as error:
            raise SourceError(f"{self.name}: {error}", remedy=_GET_AGAIN) from None


def too_large(name: str, limit: int) -> SourceError:
    """What is said of a record that has no end within the limit, in bytes."""
    return SourceError(
        f"{name}: more than {limit / 1e6:g} MB of XML in one record, the most that one may have",
        remedy="Give one record per file.",
    )
