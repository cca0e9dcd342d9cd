"""XML to a tree, safely, and where each of its words stands.

No DOCTYPE, no entities, no network, bounded size and depth; what goes wrong otherwise:
https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing. Paths are XPath 1.0 with indexes
from 1, where several siblings have the name: `/clinical_study/location[3]/facility/name`,
`/clinical_study/start_date/@type`.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml import etree

from fhiradapter.errors import SourceError
from fhiradapter.sources.record import Leaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

MAX_XML_BYTES = 50_000_000
"""The protocol part of a registry record is 0.2 MB at most, with results some megabytes."""
MAX_MARKS = 3_000_000
"""How often `<` and `=` may stand in a document: each makes an object of some 100 bytes in memory."""

MARK = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"
PROLOG = MARK + rb"(?>\s+|<\?.*?\?>|<!--.*?-->)*+"
"""What may stand before the root element, but for a DOCTYPE; for bytes as `narrow` gives them."""
_SAFELY: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}

_DOCTYPE = re.compile(PROLOG + rb"(<!DOCTYPE)", re.DOTALL)
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_WHERE = re.compile(r",? line \d+, column \d+$")
_NAMESPACED = "{"

_BREAKS_OFF = ("the document breaks off", "Get the file again: it looks truncated.")
_ENCODING = (
    "the bytes are not in the encoding that the document declares (UTF-8 if it declares none)",
    "Correct the declaration, or convert the file: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT",
)
_CHARACTER = (
    "a character that XML does not allow",
    "Remove control characters (tab and line breaks are allowed), or get the file again.",
)
_BARE = (
    "an & or < that begins nothing known",
    "Write &amp; for an ampersand, &lt; for a less-than sign, and the characters themselves for named entities.",
)
_SECOND_ROOT = ("more behind the end of the document", "Give one document per file.")
_TOO_MUCH = (
    "nested too deep, or one text too long",
    "Give a record of a trial registry: its elements nest some ten deep, its texts are below 10 MB.",
)
_BROKEN = ("the XML is broken", "Get the file again, or mend it with the help of: xmllint --noout FILE")
_RESOURCE_LIMIT = 114  # lxml before 6 has no name for it
_TROUBLES: Mapping[int, tuple[str, str]] = {
    etree.ErrorTypes.ERR_DOCUMENT_END: _SECOND_ROOT,
    etree.ErrorTypes.ERR_ATTRIBUTE_NOT_FINISHED: _BREAKS_OFF,
    etree.ErrorTypes.ERR_CDATA_NOT_FINISHED: _BREAKS_OFF,
    etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED: _BREAKS_OFF,
    etree.ErrorTypes.ERR_PI_NOT_FINISHED: _BREAKS_OFF,
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: _BREAKS_OFF,
    etree.ErrorTypes.ERR_INVALID_ENCODING: _ENCODING,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING: _ENCODING,
    etree.ErrorTypes.ERR_UNKNOWN_ENCODING: _ENCODING,
    etree.ErrorTypes.ERR_INVALID_CHAR: _CHARACTER,
    etree.ErrorTypes.ERR_INVALID_CHARREF: _CHARACTER,
    etree.ErrorTypes.ERR_NAME_REQUIRED: _BARE,
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: _BARE,
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: _BARE,
    _RESOURCE_LIMIT: _TOO_MUCH,
    etree.ErrorTypes.ERR_INTERNAL_ERROR: _TOO_MUCH,  # of depth, before libxml2 2.14
    etree.ErrorTypes.ERR_NO_MEMORY: _TOO_MUCH,
}
"""What is the matter, and the remedy, by error: https://gnome.pages.gitlab.gnome.org/libxml2/html/xmlerror_8h.html."""


def parse(name: str, content: bytes) -> Element:
    """The root element of a document, without its comments and processing instructions.

    `name` is what the file is called in messages.
    Raises SourceError, which names the file, line and column (in bytes): empty, too large, broken or truncated, in
    another encoding than it declares, nested deeper than 256, with characters that XML forbids, or with a DOCTYPE.
    """
    _refuse_by_size(name, content)
    refuse_doctype(name, content)
    refuse_lying_declaration(name, content)
    try:
        root: Element = etree.fromstring(content, etree.XMLParser(**_SAFELY))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise refusal(f"{name}:{line or 1}:{column or 1}", error.code, error.msg) from None
    refuse_entities(name, root)
    return root


def pulling(names: Iterable[str], encoding: str | None = None) -> etree.XMLPullParser:
    """A parser that tells where elements of these local names begin and end, also where the document has no end.

    `encoding` is that of the bytes, whatever they declare; None where they are to be believed.
    """
    return etree.XMLPullParser(("start", "end"), tag=[f"{{*}}{name}" for name in names], encoding=encoding, **_SAFELY)


def narrow(content: bytes) -> bytes:
    """The bytes of UTF-16 as if they were ASCII: enough to see names."""
    return content.replace(b"\0", b"") if b"\0" in content[:4] else content


def children(element: Element, path: str) -> list[tuple[str, str, Element]]:
    """The elements below `element`, which stands at `path`, in document order: name, path, element."""
    elements = list(element)
    names = [_name(child) for child in elements]
    if len(names) == len(set(names)):
        return [(name, f"{path}/{name}", child) for name, child in zip(names, elements, strict=True)]
    totals, seen = Counter(names), dict.fromkeys(names, 0)
    found = []
    for name, child in zip(names, elements, strict=True):
        seen[name] += 1
        found.append((name, f"{path}/{name}[{seen[name]}]" if totals[name] > 1 else f"{path}/{name}", child))
    return found


def attributes(element: Element, path: str) -> Iterator[tuple[str, str, str]]:
    """The attributes of `element`, which stands at `path`: name, path, words."""
    for key, words in element.attrib.items():
        name = _attribute_name(element, str(key))
        yield name, f"{path}/@{name}", str(words)


def root_path(root: Element) -> str:
    """The path of the root element."""
    return f"/{_name(root)}"


def leaves(root: Element) -> Iterator[Leaf]:
    """Every attribute and every text that is not blank, in document order, with its path.

    Text between elements has the path of the text node (`/note/text()[2]`), text of an element without any below it the
    path of the element.
    """
    return _below(root, root_path(root))


def _below(element: Element, path: str) -> Iterator[Leaf]:
    if element.attrib:
        yield from (Leaf(place, words) for _, place, words in attributes(element, path) if words.strip())
    if not len(element):
        text = element.text
        if text and text.strip():
            yield Leaf(path, text)
        return
    texts = dict(_texts_between(element, path))
    if None in texts:
        yield texts[None]
    for _, place, child in children(element, path):
        yield from _below(child, place)
        if child in texts:
            yield texts[child]


def _texts_between(element: Element, path: str) -> list[tuple[Element | None, Leaf]]:
    """Text of an element that has elements too: the child that it follows (None before the first), and the leaf."""
    befores: list[tuple[Element | None, str | None]] = [(None, element.text)]
    befores += [(child, child.tail) for child in element]
    if not any(text and text.strip() for _, text in befores):
        return []
    nodes = [(child, text) for child, text in befores if text]
    return [
        (child, Leaf(f"{path}/text()[{index}]" if len(nodes) > 1 else f"{path}/text()", text))
        for index, (child, text) in enumerate(nodes, start=1)
        if text.strip()
    ]


def _name(element: Element) -> str:
    tag = str(element.tag)
    if tag[0] != _NAMESPACED:
        return tag
    local = tag.rpartition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else local


def _attribute_name(element: Element, key: str) -> str:
    if not key.startswith(_NAMESPACED):
        return key
    namespace, _, local = key[1:].rpartition("}")
    prefix = next((prefix for prefix, uri in element.nsmap.items() if prefix and uri == namespace), "xml")
    return f"{prefix}:{local}"


def _refuse_by_size(name: str, content: bytes) -> None:
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise SourceError(f"{name}:1:1: the file is empty, expected XML", remedy="Get the file again.")
    if len(content) > MAX_XML_BYTES or content.count(b"<") + content.count(b"=") > MAX_MARKS:
        raise SourceError(
            f"{name}:1:1: {len(content) / 1e6:.1f} MB of XML with {content.count(b'<')} tags;"
            f" expected at most {MAX_XML_BYTES / 1e6:.0f} MB and {MAX_MARKS} tags and attributes",
            remedy="Split the file into one file per record.",
        )


def refuse_doctype(name: str, content: bytes) -> None:
    """Before anything is parsed: an entity bomb is not even looked at. Raises SourceError."""
    ascii_only = narrow(content)
    if found := _DOCTYPE.match(ascii_only):
        before = ascii_only[: found.start(1)].lstrip(b"\xef\xbb\xbf\xff\xfe")
        raise _has_doctype(name, before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))


def refuse_entities(name: str, element: Element) -> None:
    """Raises SourceError for an element of a document that has a DOCTYPE after all."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise _has_doctype(name, 1, 1)


def _has_doctype(name: str, line: int, column: int) -> SourceError:
    return SourceError(
        f"{name}:{line}:{column}: the document has a DOCTYPE, expected XML without one (entities are not read)",
        remedy="Get the record from the registry itself, or remove <!DOCTYPE ...> if you trust the file.",
    )


def refuse_lying_declaration(name: str, content: bytes) -> None:
    """A parser believes what is declared: UTF-8 declared as Latin-1 would come out as other letters.

    `content` may be the first part of a document. Raises SourceError.
    """
    found = _DECLARED.match(content)
    if not found:
        return
    declared = found[1].decode("ascii")
    wide = declared.upper().startswith(("UTF-16", "UTF-32", "UCS", "ISO-10646"))
    if wide or (declared.upper() not in {"UTF-8", "UTF8"} and not content.isascii() and _is_utf_8(content)):
        raise SourceError(
            f"{name}:1:{found.start(1) + 1}: the document declares {declared}, expected UTF-8: its bytes are UTF-8",
            remedy='Correct the first line: <?xml version="1.0" encoding="UTF-8"?>',
        )


def _is_utf_8(content: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return False
    return True


def refusal(where: str, code: int | None, words: str | None) -> SourceError:
    """What a parser found, as an error that begins with where it was found."""
    said = " ".join(_WHERE.sub("", words or "").split())
    matter, remedy = _TROUBLES.get(code or 0, _BROKEN)
    if "not proper UTF-8" in said:  # before libxml2 2.14 this had the number of a wrong character
        matter, remedy = _ENCODING
    return SourceError(f"{where}: {matter}, expected well-formed XML ({said})", remedy=remedy)
