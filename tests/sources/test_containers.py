"""Archives: what is in them is read, what may hurt is refused, and nothing of them is ever an accident."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fhiradapter.sources.files import containers
from fhiradapter.sources.registry import records

if TYPE_CHECKING:
    from fhiradapter.sources.source_record import SourceRecord

STUDY = b'{"protocolSection": {"identificationModule": {"nctId": "NCT01234567"}}}'
XML = b"<clinical_study><id_info><nct_id>NCT01234567</nct_id></id_info></clinical_study>"
TEXT = b"Patients receive vincristine.\n"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def read(content: bytes, name: str = "some/f.zip") -> list[SourceRecord]:
    return list(records(name, io.BytesIO(content)))


class Pipe(io.RawIOBase):
    """Bytes that come a few at a time, and cannot be gone back to."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._content.read(min(len(buffer), 7))
        buffer[: len(piece)] = piece
        return len(piece)


def test_members_are_read_in_their_order_and_named() -> None:
    packed = zipped(
        {"b/": b"", "b/2.xml": XML, "__MACOSX/b/._2.xml": b"\0", ".DS_Store": b"\0", "1.json": STUDY, "t.txt": TEXT}
    )
    found = read(packed)
    assert [(each.name, each.file, each.format, each.content) for each in found] == [
        ("some/f.zip/b/2.xml", "2.xml", "ctgov-xml", XML),
        ("some/f.zip/1.json", "1.json", "ctgov-v2", STUDY),
        ("some/f.zip/t.txt", "t.txt", "text", TEXT),
    ]
    assert list(records("some/f.zip", io.BufferedReader(Pipe(packed)))) == found


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_way_to_pack(method: int) -> None:
    assert [each.content for each in read(zipped({"a.json": STUDY}, method))] == [STUDY]


def test_gzip_is_opened_and_may_be_in_another() -> None:
    lines = STUDY + b"\n" + STUDY
    for packed in (
        gzip.compress(lines),
        gzip.compress(gzip.compress(lines)),
        gzip.compress(STUDY + b"\n") + gzip.compress(STUDY),
    ):
        assert [(each.name, each.file, each.content) for each in read(packed, "x/f.gz")] == [
            ("x/f.gz:1", "f.gz", STUDY),
            ("x/f.gz:2", "f.gz", STUDY),
        ]
    assert [each.content for each in read(gzip.compress(zipped({"a": STUDY})))] == [STUDY]
    assert [each.content for each in read(zipped({"a.gz": gzip.compress(STUDY)}))] == [STUDY]


def test_archives_in_archives_in_archives_are_refused() -> None:
    (one,) = read(gzip.compress(gzip.compress(gzip.compress(STUDY))))
    assert "an archive in an archive in an archive" in one.problem
    found = read(zipped({"a.zip": zipped({"b.zip": zipped({"c": STUDY}), "d": STUDY}), "e": STUDY}))
    assert [bool(each.problem) for each in found] == [True, False, False]
    assert found[0].name == "some/f.zip/a.zip/b.zip"


@pytest.mark.parametrize("name", ["../a.json", "/a.json", "a/../../b.json", "C:\\a.json", "..\\a.json", "a:b"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    bad, good = read(zipped({name: STUDY, "good.json": STUDY}))
    assert "leads out" in bad.problem
    assert bad.remedy
    assert good.format == "ctgov-v2"


def test_links_and_encrypted_members_are_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("locked.json", STUDY)
        archive.writestr("good.json", STUDY)
    content = packed.getvalue()
    place = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)  # the second entry of the directory
    found = read(content[: place + 8] + b"\x01" + content[place + 9 :])
    assert [each.problem.rpartition(": ")[2] for each in found] == ["a link, no file", "encrypted", ""]


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    bomb = zipped({"bomb.json": b"[" + b" " * 20_000_000 + b"]", "good.json": STUDY})
    refused, good = read(bomb)
    assert "expected at most 50 MB" in refused.problem
    assert good.format
    (refused,) = read(gzip.compress(b"[" + b" " * 30_000_000 + b"]"))
    assert "grows to more than 200 times" in refused.problem


def test_a_member_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_RECORD_BYTES", 100)
    refused, good = read(zipped({"large.json": STUDY + b" " * 50, "good.json": STUDY}))
    assert refused.problem
    assert good.format


def test_too_many_members_are_refused_before_the_directory_is_read() -> None:
    packed = zipped({"a.json": STUDY})
    end = packed.rindex(b"PK\x05\x06")
    many = packed[: end + 12] + (400_000_000).to_bytes(4, "little") + packed[end + 16 :]
    assert "more than 1000000" in read(many)[0].problem


def test_office_files_are_told_apart() -> None:
    (refused,) = read(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}))
    assert "Office" in refused.problem


def test_half_a_file_gives_what_is_whole() -> None:
    lines = (STUDY + b"\n") * 20_000
    packed = gzip.compress(lines)
    found = read(packed[: len(packed) // 2])
    assert len([each for each in found if each.format]) > 1000
    assert "a broken gzip" in found[-1].problem
    (refused,) = read(zipped({"a.json": STUDY})[:-10])
    assert "a broken zip" in refused.problem


def test_a_damaged_member_costs_that_member() -> None:
    packed = zipped({"a.json": STUDY, "b.json": STUDY}, zipfile.ZIP_STORED)
    place = packed.index(STUDY) + 30
    bad, good = read(packed[:place] + b"X" + packed[place + 1 :])
    assert "CRC" in bad.problem
    assert good.content == STUDY


def test_an_archive_without_files_is_told() -> None:
    for content in (zipped({}), zipped({"a/": b"", ".DS_Store": b""})):
        (refused,) = read(content)
        assert "without files" in refused.problem


PACKED = (
    zipped({"a.json": STUDY, "b/c.xml": XML}),
    gzip.compress(STUDY + b"\n" + STUDY),
    zipped({"a": gzip.compress(STUDY)}, zipfile.ZIP_STORED),
)


@settings(max_examples=300)
@given(
    st.sampled_from(PACKED),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=4),
    st.integers(0, 400),
)
def test_damage_anywhere_gives_records_or_problems(packed: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    damaged = bytearray(packed)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    found = read(bytes(damaged[: len(damaged) - cut] if cut < 100 else damaged))
    assert found
    assert all(bool(each.format) is not bool(each.problem) for each in found)


def test_a_file_without_a_name_is_refused() -> None:
    packed = bytearray(zipped({"a": TEXT}))
    directory = packed.rindex(b"PK\x01\x02")
    packed[directory + 46] = 0  # zipfile cuts names at a zero
    found = list(records("x.zip", io.BytesIO(bytes(packed))))
    assert all(each.problem for each in found)
    assert "without a name" in found[0].problem
