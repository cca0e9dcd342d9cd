"""Any file to records, recognised by content alone; any record to a trial."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fhiradapter.errors import SourceError
from fhiradapter.sources.registry import FORMATS, leaves, read_trial, records
from fhiradapter.workflows.options import Options

if TYPE_CHECKING:
    from fhiradapter.sources.source_record import SourceRecord

LEXICON = Options.of().lexicon
V2 = b'{"protocolSection": {"identificationModule": {"nctId": "nct01234567", "briefTitle": "A trial"}}}'
V1 = b'{"ProtocolSection": {"IdentificationModule": {"NCTId": "NCT01234567", "BriefTitle": "A trial"}}}'
NCI = b'{"nci_id": "NCI-2020-00001", "nct_id": null, "brief_title": "A trial"}'
XML = b"<clinical_study><id_info><nct_id>NCT01234567</nct_id></id_info><brief_title>A trial</brief_title></clinical_study>"
ICTRP = b"<Trial><TrialID>CTRI/2020/01/022</TrialID><Public_title>A trial</Public_title></Trial>"
CSV = b"NCT Number,Study Title,Study Status,Phases,Interventions\r\nNCT01234567,A trial,COMPLETED,PHASE1,DRUG: X\r\n"
TEXT = b"OUTLINE:\n\nPatients receive vincristine on day 1.\n"

ONE_OF_EACH = {
    "ctgov-v2": (V2, "NCT01234567"),
    "ctgov-v1": (V1, "NCT01234567"),
    "nci-cts": (NCI, "NCI-2020-00001"),
    "ctgov-xml": (XML, "NCT01234567"),
    "ictrp": (ICTRP, "CTRI-2020-01-022"),
    "ctgov-csv": (CSV, "NCT01234567"),
    "text": (TEXT, "src-"),
}


def only(content: bytes, name: str = "folder/file") -> SourceRecord:
    (record,) = records(name, io.BytesIO(content))
    return record


def test_there_is_an_example_of_every_format() -> None:
    assert ONE_OF_EACH.keys() == {*FORMATS, "text"}


@pytest.mark.parametrize("form", ONE_OF_EACH)
def test_every_format_is_recognised_and_read(form: str) -> None:
    content, number = ONE_OF_EACH[form]
    record = only(content, "folder/misleading.pdf")
    assert record.format == form
    trial, _ = read_trial(record, "", LEXICON)
    assert trial.id.startswith(number)
    assert trial.source.name == "misleading.pdf"
    assert trial.source.content == record.content
    assert bool(trial.source.text) is (form == "text")
    assert form == "text" or (trial.brief_title is not None and trial.brief_title.value == "A trial")
    assert read_trial(record, "mine-1", LEXICON)[0].id == "mine-1"
    assert all(leaf.path and leaf.words for leaf in leaves(record))
    assert list(leaves(record))


def test_leaves_of_a_text_are_its_lines() -> None:
    assert [(leaf.path, leaf.words) for leaf in leaves(only(TEXT))] == [
        ("line 1", "OUTLINE:"),
        ("line 3", "Patients receive vincristine on day 1."),
    ]


def test_rows_of_a_table_have_their_lines() -> None:
    table = CSV + b"NCT01234568,Another,COMPLETED,PHASE1,DRUG: X\r\n"
    found = list(records("export.csv", io.BytesIO(table)))
    assert [each.name for each in found] == ["export.csv:2", "export.csv:3"]
    assert [read_trial(each, "", None)[0].id for each in found] == ["NCT01234567", "NCT01234568"]
    assert "without rows" in only(CSV.partition(b"\r\n")[0]).problem


@pytest.mark.parametrize("number", ["../../etc/passwd", "NCT1", "12345678", "", "NCT01234567/..", "x" * 99])
def test_a_number_that_is_none_names_no_trial(number: str) -> None:
    record = only(V2.replace(b"nct01234567", number.encode()))
    assert read_trial(record, "", LEXICON)[0].id.startswith("src-")


OTHERS = {
    b"%PDF-1.7": "PDF",
    b"\xd0\xcf\x11\xe0\xa1\xb1": "Office",
    b"{\\rtf1 x}": "RTF",
    b"BZh91AY": "packed",
    '{"a": 1}'.encode("utf-16"): "UTF-16",
    b'{"resourceType": "Bundle"}': "FHIR",
    b"": "empty",
    b"\0\1\2" * 50: "binary",
    b"Patients. " * 200_001: "MB of text",
}


@pytest.mark.parametrize("content", OTHERS, ids=lambda content: content[:8].hex())
def test_other_files_are_told_with_a_remedy(content: bytes) -> None:
    with pytest.raises(SourceError) as refusal:
        read_trial(only(content), "", LEXICON)
    assert OTHERS[content] in str(refusal.value)
    assert "folder/file" in str(refusal.value)
    assert refusal.value.remedy


STARTS = st.sampled_from(
    [b"", *(content for content, _ in ONE_OF_EACH.values()), b"<?xml", b"[", b"PK\x03\x04", b"\x1f\x8b"]
)


@settings(max_examples=150)
@given(STARTS, st.binary(max_size=40), st.integers(0, 200), st.integers(0, 60))
def test_any_bytes_give_records_or_problems(start: bytes, noise: bytes, place: int, cut: int) -> None:
    content = start[:place] + noise + start[place : len(start) - cut]
    found = list(records("file", io.BytesIO(content)))
    assert found
    for each in found:
        assert bool(each.format) is not bool(each.problem)
        try:
            read_trial(each, "", LEXICON)
        except SourceError as refusal:
            assert str(refusal)
