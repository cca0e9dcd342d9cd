"""XML is read safely: a root element or a message with the place, never a traceback, never anything from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fhiradapter.errors import SourceError
from fhiradapter.sources import xml_tree
from fhiradapter.sources.record import Leaf

if TYPE_CHECKING:
    from pathlib import Path

DECLARED = '<?xml version="1.0" encoding="{}"?>'
NOTE = "<note>caf\u00e9</note>"
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY lol "lol">
 <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
 <!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
]>
<lolz>&lol3;</lolz>"""


def leaves(content: bytes) -> list[Leaf]:
    return list(xml_tree.leaves(xml_tree.parse("note.xml", content)))


def refusal(content: bytes) -> SourceError:
    with pytest.raises(SourceError, match=r"^note\.xml:\d+:\d+: ") as refused:
        xml_tree.parse("note.xml", content)
    assert refused.value.remedy
    assert "expected" in str(refused.value)
    return refused.value


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"", "1:1", "empty"),
        (b" \r\n\t", "1:1", "empty"),
        (b"\xef\xbb\xbf", "1:1", "empty"),
        (b"\0\0\0", "1:1", "empty"),
        (b"hello", "1:1", "broken"),
        (b"<a>\n<b>x", "2:5", "breaks off"),
        (b'<a>\n<b c="x', "2:8", "breaks off"),
        (b"<a>\n<b>x</a>", "2:9", "broken"),
        (b"<a/>\n<b/>", "2:1", "more behind the end"),
        (b"<a>x & y</a>", "1:7", "an &"),
        (b"<a>x &nbsp; y</a>", "1:12", "an &"),
        (b"<a>x\0y</a>", "1:5", "not allow"),
        (b"<a>x\x07y</a>", "1:5", "not allow"),
        (b"<a>&#7;</a>", "1:8", "not allow"),
        ("<a>\uffff</a>".encode(), "1:4", "not allow"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "1:77", "too deep"),
        (b"<p:a/>", "1:5", "broken"),
        (b'<a b="1" b="2"/>', "1:15", "broken"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_what_is_no_xml_is_refused_with_its_place(content: bytes, place: str, words: str) -> None:
    refused = str(refusal(content))
    assert refused.startswith(f"note.xml:{place}")
    assert words in refused


def test_one_text_of_more_than_ten_megabytes_is_refused() -> None:
    assert "too long" in str(refusal(b"<a>" + b"x" * 11_000_000 + b"</a>"))


@pytest.mark.parametrize(
    "content",
    [b"<a>" + b"x" * xml_tree.MAX_XML_BYTES + b"</a>", b"<a>" + b"<b/>" * xml_tree.MAX_MARKS + b"</a>"],
    ids=["bytes", "elements"],
)
def test_a_document_that_would_fill_the_memory_is_refused_before_it_is_parsed(content: bytes) -> None:
    assert "one file per record" in refusal(content).remedy


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (LAUGHS, "2:1"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "1:1"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "1:1"),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><a/>', "1:1"),
        (b"<!DOCTYPE html><html></html>", "1:1"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <!a> --> <?b?> <!DOCTYPE a><a/>", "2:21"),
        ("<!DOCTYPE a><a/>".encode("utf-16"), "1:1"),
        (LAUGHS.decode().encode("utf-16"), "2:1"),
    ],
)
def test_a_document_with_a_doctype_is_refused_whatever_is_in_it(content: bytes, place: str) -> None:
    refused = refusal(content)
    assert "DOCTYPE" in str(refused)
    assert str(refused).startswith(f"note.xml:{place}: ")


def test_the_word_doctype_is_no_doctype() -> None:
    assert leaves(b"<a><!-- <!DOCTYPE a> --><![CDATA[<!DOCTYPE a>]]></a>") == [Leaf("/a", "<!DOCTYPE a>")]


def test_looking_for_a_doctype_takes_no_time_that_grows_out_of_hand() -> None:
    """Alternatives that can be cut in many ways once made such a search exponential."""
    assert leaves(b"<?a?> <!--b-->" * 50_000 + b"<c>d</c>") == [Leaf("/c", "d")]


def test_no_file_is_read_from_the_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    include = f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret.as_uri()}" parse="text"/></a>'
    assert "secret" not in [leaf.words for leaf in leaves(include.encode())]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "iso-8859-1", "windows-1252"])
def test_an_encoding_that_is_declared_and_true_is_read(encoding: str) -> None:
    assert leaves((DECLARED.format(encoding) + NOTE).encode(encoding)) == [Leaf("/note", "caf\u00e9")]


@pytest.mark.parametrize("start", ["\ufeff", "\ufeff" + DECLARED.format("UTF-8"), ""])
def test_utf_8_needs_no_declaration(start: str) -> None:
    assert leaves((start + NOTE).encode()) == [Leaf("/note", "caf\u00e9")]


@pytest.mark.parametrize(
    ("declared", "used", "place"),
    [
        ("UTF-8", "iso-8859-1", "1:48"),
        ("US-ASCII", "utf-8", "1:31"),
        ("ISO-8859-1", "utf-8", "1:31"),
        ("windows-1252", "utf-8", "1:31"),
        ("UTF-16", "utf-8", "1:31"),
        ("x-none", "utf-8", "1:31"),
        ("x-none", "ascii", "1:38"),
    ],
)
def test_a_declaration_that_lies_is_refused(declared: str, used: str, place: str) -> None:
    text = NOTE if used != "ascii" else "<note/>"
    refused = str(refusal((DECLARED.format(declared) + text).encode(used)))
    assert refused.startswith(f"note.xml:{place}: ")
    assert "declare" in refused


def test_words_are_kept_as_the_parser_gives_them() -> None:
    found = leaves(b"<a>\r\n  x&#13;\n\t&lt;y&gt; <!-- no --><?no no?>z\n</a>")
    assert found == [Leaf("/a", "\n  x\r\n\t<y> z\n")]


def test_paths_have_an_index_only_where_siblings_have_the_name() -> None:
    content = b"""<study rank="1"><site><name>A</name></site><date type="Actual">May</date>
      <site status="open"><name>B</name><name/></site><empty/><blank b=" "> </blank></study>"""
    assert leaves(content) == [
        Leaf("/study/@rank", "1"),
        Leaf("/study/site[1]/name", "A"),
        Leaf("/study/date/@type", "Actual"),
        Leaf("/study/date", "May"),
        Leaf("/study/site[2]/@status", "open"),
        Leaf("/study/site[2]/name[1]", "B"),
    ]


def test_text_between_elements_is_a_leaf_of_its_own() -> None:
    content = b"<a>one<b>two</b>three<b/> <b>four</b></a>"
    assert leaves(content) == [
        Leaf("/a/text()[1]", "one"),
        Leaf("/a/b[1]", "two"),
        Leaf("/a/text()[2]", "three"),
        Leaf("/a/b[3]", "four"),
    ]


def test_names_of_namespaces_keep_their_prefix() -> None:
    content = b'<a xmlns="u" xmlns:p="v" p:q="1" xml:lang="en"><p:b>2</p:b><b>3</b></a>'
    assert leaves(content) == [Leaf("/a/@p:q", "1"), Leaf("/a/@xml:lang", "en"), Leaf("/a/p:b", "2"), Leaf("/a/b", "3")]


ELEMENTS = st.recursive(
    st.text(alphabet="ab \n\u00e9<&", max_size=6).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.lists(
        st.builds("<{0}>{1}</{0}>{2}".format, st.sampled_from("xyz"), inner, st.sampled_from(["", " ", "t"])),
        max_size=4,
    ).map("".join),
    max_leaves=20,
)


@given(ELEMENTS)
def test_every_path_finds_its_words_and_no_word_is_lost(inner: str) -> None:
    root = xml_tree.parse("a.xml", f'<a k="v">{inner}</a>'.encode())
    found = list(xml_tree.leaves(root))
    assert len({leaf.path for leaf in found}) == len(found)
    for leaf in found:
        (node,) = root.xpath(leaf.path)
        assert (node if isinstance(node, str) else node.text) == leaf.words
    words = "".join("".join(leaf.words.split()) for leaf in found if "@" not in leaf.path)
    assert words == "".join("".join(root.itertext()).split())


@given(st.binary(max_size=200))
@example(b"<a>\xff</a>")
def test_any_bytes_give_a_tree_or_a_refusal(content: bytes) -> None:
    try:
        root = xml_tree.parse("note.xml", content)
    except SourceError as refused:
        assert re.match(r"note\.xml:\d+:\d+: ", str(refused))
        assert refused.remedy
    else:
        assert xml_tree.root_path(root).startswith("/")


@given(st.data())
def test_a_document_with_a_hole_gives_a_tree_or_a_refusal(data: st.DataObject) -> None:
    whole = (DECLARED.format("UTF-8") + '<a b="1"><!-- c --><d>caf\u00e9 &amp; x</d><![CDATA[e]]></a>').encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    put = data.draw(st.binary(max_size=3))
    try:
        list(xml_tree.leaves(xml_tree.parse("note.xml", whole[:start] + put + whole[end:])))
    except SourceError as refused:
        assert refused.remedy
