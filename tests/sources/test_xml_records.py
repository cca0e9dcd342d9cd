"""Records in XML: a document as it stands, the elements of a collection one by one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from fhiradapter.sources.files.xml_records import looks_like
from fhiradapter.sources.files.xml_records import records as xml_records
from fhiradapter.sources.formats import ctgov_xml, ictrp
from fhiradapter.sources.registry import records

if TYPE_CHECKING:
    from fhiradapter.sources.source_record import SourceRecord

STUDY = "<clinical_study><id_info><nct_id>NCT0123456{}</nct_id></id_info><brief_title>Ä &amp; B</brief_title></clinical_study>"
TRIAL = "<Trial><TrialID>CTRI/2020/0{}</TrialID><Public_title>x</Public_title></Trial>"


def read(content: bytes) -> list[SourceRecord]:
    return list(records("f.xml", io.BytesIO(content)))


def test_a_document_is_handed_on_as_it_stands() -> None:
    for head in ("", '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a -->\n', "\ufeff"):
        content = (head + STUDY.format(1)).encode()
        assert [(each.name, each.format, each.content) for each in read(content)] == [("f.xml", "ctgov-xml", content)]
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + STUDY.format(1)).encode("utf-16")
    assert [(each.format, each.content) for each in read(wide)] == [("ctgov-xml", wide)]


@pytest.mark.parametrize(
    "wrapper", ["<results>{}</results>", "<a><b><n>1</n>{}</b></a>", "<!-- x --><search_results>\n{}</search_results>"]
)
def test_studies_of_a_collection_come_one_by_one(wrapper: str) -> None:
    content = wrapper.format("\n <x/>".join(STUDY.format(n) for n in range(3))).encode()
    found = read(content)
    assert [(each.name, each.format) for each in found] == [(f"f.xml#{n}", "ctgov-xml") for n in (1, 2, 3)]
    ids = [
        ctgov_xml.parse(each.name, each.content).tree["protocolSection"]["identificationModule"]["nctId"]
        for each in found
    ]
    assert [each.value for each in ids] == ["NCT01234560", "NCT01234561", "NCT01234562"]


@pytest.mark.parametrize("root", ictrp.ROOTS)
def test_an_export_of_the_platform(root: str) -> None:
    content = (
        f"<?xml version='1.0' encoding='UTF-8' ?>\n<{root}>\n {TRIAL.format(1)}\n {TRIAL.format(2)}</{root}>".encode()
    )
    found = read(content)
    assert [(each.name, each.format) for each in found] == [("f.xml#1", "ictrp"), ("f.xml#2", "ictrp")]
    assert b"CTRI/2020/02" in found[1].content
    assert etree.fromstring(found[1].content).tag == ictrp.RECORD


def test_another_encoding_is_written_anew_as_utf_8() -> None:
    content = f'<?xml version="1.0" encoding="ISO-8859-1"?><r>{STUDY.format(1)}</r>'.encode("latin-1")
    assert "Ä &amp; B".encode() in read(content)[0].content


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
REFUSED = {
    "html": (b"<html><body>x</body></html>", "HTML"),
    "doctype html": (b"<!DOCTYPE html><html></html>", "HTML"),
    "doctype": (f"{BOMB}<r>{STUDY.format(1)}</r>".encode(), "DOCTYPE"),
    "doctype behind a comment": (f'<?xml version="1.0"?><!-- x -->{BOMB}<r>{STUDY.format(1)}</r>'.encode(), "DOCTYPE"),
    "doctype in UTF-16": (f'<?xml version="1.0"?>{BOMB}<r>{STUDY.format(1)}</r>'.encode("utf-16"), "DOCTYPE"),
    "other": (b'<?xml version="1.0"?><recipe><egg/></recipe>', "root <recipe>"),
    "broken": (b'<?xml version="1.0"?><recipe><egg></recipe>', "the XML is broken"),
    "no element": (b'<?xml version="1.0"?>', "without an element"),
    "lying": ('<?xml version="1.0" encoding="ISO-8859-1"?><r>Ä' + STUDY.format(1) + "</r>").encode(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    given = REFUSED[name]
    content, reason = given if isinstance(given, tuple) else (given, "its bytes are UTF-8")
    (problem,) = read(content)
    assert reason in problem.problem
    assert problem.problem.startswith("f.xml")
    assert problem.remedy


def test_half_a_collection_gives_what_is_whole() -> None:
    found = read(f"<r>{STUDY.format(1) * 30_000}<clinical".encode())
    assert len(found) > 1000
    assert [each.name for each in found[:2]] == ["f.xml#1", "f.xml#2"]
    assert len(found) == 30_001
    assert "expected well-formed XML" in found[-1].problem


def test_a_record_of_a_collection_is_bounded() -> None:
    content = f"<r>{STUDY.format(1)}<clinical_study>{'<a/>' * 60_000}</clinical_study></r>".encode()
    found: list[SourceRecord] = []
    with pytest.raises(Exception, match=r"more than 0\.1 MB"):
        found.extend(xml_records("f.xml", "f.xml", io.BytesIO(content), content[:1000], limit=100_000))
    assert [each.name for each in found] == ["f.xml#1"]


def test_a_text_with_tags_is_a_text() -> None:
    for start in (b"<script>alert(1)</script> Patients", b"<b>Outline</b>", b"< 18 years", b"<Trial design> is open"):
        assert not looks_like(start)


GOOD = [STUDY.format(n) for n in range(6)]
BREAKS = {
    "a bare ampersand": (STUDY.format(7).replace("&amp;", "&"), True),
    "tags that cross": ("<clinical_study><a><b></a></b></clinical_study>", True),
    "a control character": (STUDY.format(7).replace("Ä", "\x01"), True),
    "no end": (STUDY.format(7).replace("</clinical_study>", ""), True),
    "half a start tag": ("<clinical_study rank=", True),
    "an unknown entity": (STUDY.format(7).replace("Ä", "&auml;"), True),
    "trouble between records": ("<n>&</n>", False),
    "a control character between records": ("\n\x01 ", False),
    "an end too many": ("</results>", False),
}


@pytest.mark.parametrize("filler", [0, 70_000])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", BREAKS)
def test_one_broken_element_costs_itself_alone(name: str, first: bool, filler: int) -> None:
    broken, is_record = BREAKS[name]
    if first and not is_record:
        pytest.skip("trouble before the first record is that of the document")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<x:results xmlns:x="urn:x" xmlns="urn:y">\n'
    good = [each.replace("<brief", f"<filler>{'x' * filler}</filler><brief") for each in GOOD]
    before = [] if first else good[:3]
    content = head + "\n".join((*before, broken, *good[3:])) + "\n</x:results>"
    found = read(content.encode())
    (problem,) = [each for each in found if each.problem]
    place = found.index(problem)
    assert place == len(before)
    assert problem.problem.startswith((f"f.xml:{3 + len(before)}: ", f"f.xml:{4 + len(before)}: "))
    assert problem.name == (f"f.xml#{place + 1}" if is_record else "f.xml")
    assert problem.remedy
    whole = [each for each in found if not each.problem]
    assert len(whole) == len(before) + 3
    for record, expected in zip(whole, (*before, *good[3:]), strict=True):
        root = etree.fromstring(record.content)
        assert root.tag == "{urn:y}clinical_study"
        assert [each.text for each in root.iter("{*}nct_id")] == [
            each.text for each in etree.fromstring(expected).iter("nct_id")
        ]
        assert root.findtext("{*}brief_title") == "Ä & B"


def test_a_record_tag_in_a_comment_or_in_cdata_begins_nothing() -> None:
    hidden = "<!-- <clinical_study> --><x><![CDATA[<clinical_study>]]></x>"
    inside = STUDY.format(1).replace("<brief", f"{hidden}<brief")
    found = read(f"<r>{hidden}{inside}{hidden}{inside}</r>".encode())
    assert [(each.name, each.problem) for each in found] == [("f.xml#1", ""), ("f.xml#2", "")]


def test_what_is_broken_too_often_is_left() -> None:
    broken = STUDY.format(1).replace("&amp;", "&")
    found = read(f"<r>{broken * 150}</r>".encode())
    assert len(found) == 101
    assert "more than 100 places" in found[-1].problem
    assert "nothing behind it" in found[-1].remedy


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read_in_the_same_way(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding[:6].upper()}"?>'
    content = f"{head}<r>{STUDY.format(1)}{STUDY.format(2).replace('&amp;', '&')}{STUDY.format(3)}</r>".encode(encoding)
    found = read(content)
    assert [(each.name, bool(each.problem)) for each in found] == [
        ("f.xml#1", False),
        ("f.xml#2", True),
        ("f.xml#3", False),
    ]
    assert "Ä &amp; B".encode() in found[2].content
    assert "utf" in read(content[:-99])[-1].problem.lower()
