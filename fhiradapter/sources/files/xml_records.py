"""The trials in XML: one document, or the elements of a collection of any size, one after the other.

A document that is one record is handed on as it stands; an element of a collection is written anew, as UTF-8.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.errors import SourceError
from fhiradapter.sources.source_record import MAX_RECORD_BYTES, SourceRecord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lxml import etree

_FORMATS = {"clinical_study": "ctgov-xml", "Trial": "ictrp"}
"""By element: the format of the record that it is."""

_MARK = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"
_PROLOG = _MARK + rb"(?>\s+|<\?.*?\?>|<!--.*?-->)*+"
_START = re.compile(_MARK + rb"\s*<(?:\?xml|!doctype|html)[\s>]", re.IGNORECASE)
_RECORD = re.compile(rb"<(?:\w+:)?(?:clinical_study[\s>/]|Trial>)")
_ROOT = re.compile(_PROLOG + rb"<(!DOCTYPE|[A-Za-z_][\w.:-]*)", re.DOTALL)
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_EXPECTED = "expected <clinical_study> of ClinicalTrials.gov, or an export of the WHO ICTRP (<Trial>)"
_REMEDY = "Give the record as the registry hands it out, or the text of the trial."
_GET_AGAIN = "Get the file again: everything before this place was read."


def looks_like(start: bytes) -> bool:
    """Whether a file that begins so is XML or HTML; a text may begin with a tag, too, but not with records in it."""
    narrow = _narrow(start)
    return _START.match(narrow) is not None or (_ROOT.match(narrow) is not None and _RECORD.search(narrow) is not None)


def records(
    name: str, file: str, stream: BinaryIO, start: bytes, *, limit: int = MAX_RECORD_BYTES
) -> Iterator[SourceRecord]:
    """The records in a document, in order. `start` are its first bytes, which are still in the stream.

    Raises SourceError for a document that is none of trials, or broken before its first record.
    """
    root = _root(name, start)
    if root in _FORMATS:
        content = stream.read(limit + 1)
        if len(content) > limit:
            raise _too_large(name, limit)
        yield SourceRecord(name=name, file=file, content=content, format=_FORMATS[root])
        return
    _refuse_lying_declaration(name, start)
    yield from _collection(name, file, _Bounded(name, stream, limit), root)


def _root(name: str, start: bytes) -> str:
    found = _ROOT.match(_narrow(start))
    if found is None:
        raise SourceError(f"{name}: XML without an element in its first {len(start)} bytes", remedy=_REMEDY)
    root = found[1].decode("ascii", "replace")
    if root.lower() in {"html", "!doctype"}:
        kind = "HTML" if b"html" in start[:1000].lower() else "XML with a DOCTYPE, which is not read"
        raise SourceError(f"{name}: this is {kind}, {_EXPECTED}", remedy=_REMEDY)
    return root


def _narrow(start: bytes) -> bytes:
    """The first bytes of UTF-16 as if they were ASCII: enough to see names."""
    return start.replace(b"\0", b"") if b"\0" in start[:4] else start


def _collection(name: str, file: str, stream: _Bounded, root: str) -> Iterator[SourceRecord]:
    from lxml import etree

    number = 0
    try:
        for element, form in _elements(stream):
            number += 1
            content = etree.tostring(element, encoding="UTF-8", xml_declaration=False, with_tail=False)
            yield SourceRecord(name=f"{name}#{number}", file=file, content=content, format=form)
            _forget(element)
            stream.begin()
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise SourceError(f"{name}:{line or 1}:{column or 1}: broken XML: {error.msg}", remedy=_GET_AGAIN) from None
    if not number:
        raise SourceError(f"{name}: XML with the root <{root}> and no trial in it, {_EXPECTED}", remedy=_REMEDY)


def _elements(stream: _Bounded) -> Iterator[tuple[etree._Element, str]]:
    """The outermost elements that are records."""
    from lxml import etree

    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=[f"{{*}}{tag}" for tag in _FORMATS],
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        collect_ids=False,
    )
    depth = 0
    for event, element in events:
        if element.getroottree().docinfo.internalDTD is not None:
            raise SourceError(f"{stream.name}: XML with a DOCTYPE, which is not read", remedy=_REMEDY)
        depth += 1 if event == "start" else -1
        if event == "end" and not depth:
            yield element, _FORMATS[etree.QName(element).localname]


def _forget(element: etree._Element) -> None:
    """Takes an element away, and all that stood before it: what is kept of a collection would grow."""
    element.clear()
    while (parent := element.getparent()) is not None:
        while (before := element.getprevious()) is not None:
            parent.remove(before)
        element = parent


class _Bounded:
    """A stream that gives no more than the limit for one record."""

    def __init__(self, name: str, stream: BinaryIO, limit: int) -> None:
        self.name = name
        self._stream = stream
        self._limit = limit
        self._read = 0

    def begin(self) -> None:
        """A record is done, the next may have as much."""
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._read > self._limit:
            raise _too_large(self.name, self._limit)
        piece = self._stream.read(size)
        self._read += len(piece)
        return piece


def _too_large(name: str, limit: int) -> SourceError:
    return SourceError(
        f"{name}: more than {limit / 1e6:g} MB of XML in one record, the most that one may have",
        remedy="Give one record per file.",
    )


def _refuse_lying_declaration(name: str, start: bytes) -> None:
    """A parser believes what is declared: UTF-8 declared as Latin-1 would come out as other letters."""
    found = _DECLARED.match(start)
    if not found or start.isascii() or found[1].upper() in {b"UTF-8", b"UTF8"}:
        return
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 3:
            return
    raise SourceError(
        f"{name}: the document declares {found[1].decode('ascii')}, but its bytes are UTF-8",
        remedy='Correct the first line: <?xml version="1.0" encoding="UTF-8"?>',
    )
