"""The trials in XML: one document, or the elements of a collection of any size, one after the other.

A document that is one record is handed on as it stands; an element of a collection is written anew, as UTF-8.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from fhiradapter.errors import SourceError
from fhiradapter.sources.source_record import MAX_RECORD_BYTES, SourceRecord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_FORMATS = {"clinical_study": "ctgov-xml", "Trial": "ictrp"}
"""By element: the format of the record that it is."""

_TAG = b"<"
_HTML = re.compile(rb"<(?:\?xml|!doctype|html)[\s>]", re.IGNORECASE)
_RECORD = re.compile(rb"<(?:[\w.-]{1,30}:)?(?:clinical_study[\s>/]|Trial>)")
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How documents begin whose signs have more bytes than one: https://www.w3.org/TR/xml/#sec-guessing."""
_EXPECTED = "expected <clinical_study> of ClinicalTrials.gov, or an export of the WHO ICTRP (<Trial>)"
_REMEDY = "Give the record as the registry hands it out, or the text of the trial."


def looks_like(start: bytes) -> bool:
    """Whether a file that begins so is XML or HTML; a text may begin with a tag, too, but not with records in it."""
    if not start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(_TAG):
        return False
    from fhiradapter.sources.xml_tree import narrow

    seen = narrow(start)
    begins = seen.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return _HTML.match(begins) is not None or (_root_of(seen) is not None and _RECORD.search(seen) is not None)


def _root_of(seen: bytes) -> re.Match[bytes] | None:
    from fhiradapter.sources.xml_tree import PROLOG

    return re.match(PROLOG + rb"<(!DOCTYPE|[A-Za-z_][\w.:-]*)", seen, re.DOTALL)


def records(
    name: str, file: str, stream: BinaryIO, start: bytes, *, limit: int = MAX_RECORD_BYTES
) -> Iterator[SourceRecord]:
    """The records in a document, in order. `start` are its first bytes, which are still in the stream.

    Raises SourceError for a document that is none of trials, or broken before its first record.
    """
    from fhiradapter.sources.files.xml_collection import Bounded, Collection, too_large
    from fhiradapter.sources.xml_tree import refuse_lying_declaration

    root = _root(name, start)
    if root in _FORMATS:
        content = stream.read(limit + 1)
        if len(content) > limit:
            raise too_large(name, limit)
        yield SourceRecord(name=name, file=file, content=content, format=_FORMATS[root])
        return
    refuse_lying_declaration(name, start)
    empty = True
    for each in Collection(name, file, Bounded(name, stream, limit, _wide(start)), _FORMATS).all():
        empty = False
        yield each
    if empty:
        raise SourceError(f"{name}: XML with the root <{root}> and no trial in it, {_EXPECTED}", remedy=_REMEDY)


def _wide(start: bytes) -> str:
    """The encoding of a document that begins so where that is UTF-16 or UTF-32, else empty."""
    return next((encoding for beginning, encoding in _WIDE if start.startswith(beginning)), "")


def _root(name: str, start: bytes) -> str:
    from fhiradapter.sources.xml_tree import narrow, refuse_doctype

    found = _root_of(narrow(start))
    if found is None:
        raise SourceError(f"{name}: XML without an element in its first {len(start)} bytes", remedy=_REMEDY)
    root = found[1].decode("ascii", "replace")
    if root.lower() == "html" or (root == "!DOCTYPE" and b"html" in start[:1000].lower()):
        raise SourceError(f"{name}: this is HTML, {_EXPECTED}", remedy=_REMEDY)
    refuse_doctype(name, start)
    return root
