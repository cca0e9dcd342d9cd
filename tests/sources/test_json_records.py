"""Records in JSON: the same ones for any size of the pieces in which the file is read."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fhiradapter.sources.files.json_records import looks_like, records

if TYPE_CHECKING:
    from fhiradapter.sources.source_record import SourceRecord

V2 = {"protocolSection": {"identificationModule": {"nctId": "NCT01234567", "briefTitle": 'A "quoted" } title ]'}}}
V1 = {"ProtocolSection": {"IdentificationModule": {"NCTId": "NCT01234568"}}}
NCI = {"nci_id": "NCI-2020-00001", "brief_title": "x"}
FHIR = {"resourceType": "Bundle", "entry": []}


def read(content: bytes, chunk: int = 1_000_000, limit: int = 50_000_000) -> list[SourceRecord]:
    return list(records("f.json", "f.json", io.BytesIO(content), chunk=chunk, limit=limit))


def seen(content: bytes, **how: int) -> list[tuple[str, str]]:
    """Name and format, or name and problem."""
    return [(each.name, each.format or each.problem) for each in read(content, **how)]


def dumped(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, indent=indent, ensure_ascii=False).encode()


WHOLE: list[tuple[Any, list[tuple[str, str]]]] = [
    (V2, [("f.json", "ctgov-v2")]),
    (V1, [("f.json", "ctgov-v1")]),
    (NCI, [("f.json", "nci-cts")]),
    (FHIR, [("f.json", "fhir")]),
    ({"study": V2}, [("f.json#1", "ctgov-v2")]),
    ({"data": {"study": V2}}, [("f.json#1", "ctgov-v2")]),
    ([V2, V1, NCI], [("f.json#1", "ctgov-v2"), ("f.json#2", "ctgov-v1"), ("f.json#3", "nci-cts")]),
    (
        {"totalCount": 2, "studies": [V2, V2], "nextPageToken": "x"},
        [("f.json#1", "ctgov-v2"), ("f.json#2", "ctgov-v2")],
    ),
    ({"NCT01234567": V2, "NCT01234568": V1}, [("f.json#1", "ctgov-v2"), ("f.json#2", "ctgov-v1")]),
    ({"total": 1, "trials": [NCI]}, [("f.json#1", "nci-cts")]),
    (
        {"FullStudiesResponse": {"NStudiesFound": 1, "FullStudies": [{"Rank": 1, "Study": V1}]}},
        [("f.json#1", "ctgov-v1")],
    ),
    ({"meta": {"tags": [{"a": 1}]}, "studies": [V2]}, [("f.json#1", "ctgov-v2")]),
]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(("value", "expected"), WHOLE)
def test_records_are_found_wherever_they_stand(value: Any, expected: list[tuple[str, str]], indent: int | None) -> None:
    content = dumped(value, indent)
    assert looks_like(content[:64])
    assert seen(content) == expected
    assert seen(b"\xef\xbb\xbf \n" + content) == expected


def test_the_bytes_are_those_of_the_file() -> None:
    odd = b'{ "protocolSection" :\t{"a":1.50,"a":"\\u0041"} , "x":[ ] }'
    assert read(odd)[0].content == odd
    assert [each.content for each in read(b"[ " + odd + b",\n" + odd + b" ]")] == [odd, odd]
    assert [each.content for each in read(odd + b"\r\n" + odd + b"\n")] == [odd, odd]
    assert [each.content for each in read(b'{"studies":[' + odd + b"]}")] == [odd]


def test_lines_and_values_one_behind_the_other_have_places() -> None:
    line, broad = dumped(V2), dumped(V2, 2)
    assert [name for name, _ in seen(line + b"\n\n" + line + b"\n" + line)] == ["f.json:1", "f.json:3", "f.json:4"]
    assert [name for name, _ in seen(line + line + b" " + line)] == ["f.json:1", "f.json:1.2", "f.json:1.3"]
    height = broad.count(b"\n") + 1
    assert seen(broad + b"\n" + broad) == [("f.json:1", "ctgov-v2"), (f"f.json:{height + 1}", "ctgov-v2")]
    assert [name for name, _ in seen(line + b"\n" + broad + b"\n" + line)] == [
        "f.json:1",
        "f.json:2",
        f"f.json:{height + 2}",
    ]
    assert [name for name, _ in seen(dumped({"studies": [V2, V2]}) + b"\n" + line)] == [
        "f.json:1#1",
        "f.json:1#2",
        "f.json:2",
    ]


@pytest.mark.parametrize("cut", [1, 2, 17, 20, 60, 90, 97, 98, 99, 100, -1])
def test_a_bad_line_costs_that_line(cut: int) -> None:
    line = dumped(V2)
    found = read(line + b"\n" + line[:cut] + b"\n" + line + b"\n" + line + b"\n")
    assert [each.name for each in found if each.format] == ["f.json:1", "f.json:3", "f.json:4"]
    (problem,) = [each for each in found if not each.format]
    assert problem.name == "f.json:2"
    assert problem.problem.startswith("f.json:2: ")
    assert problem.remedy


@pytest.mark.parametrize("cut", [1, 20, 60, 99, -1])
def test_a_bad_first_line_costs_that_line(cut: int) -> None:
    line = dumped(V2)
    assert [name for name, what in seen(line[:cut] + b"\n" + line + b"\n" + line) if what == "ctgov-v2"] == [
        "f.json:2",
        "f.json:3",
    ]


def test_half_a_page_gives_what_is_whole() -> None:
    page = dumped({"studies": [V2, V2, V2], "nextPageToken": "x"})
    found = seen(page[:-60])
    assert [what for _, what in found[:2]] == ["ctgov-v2", "ctgov-v2"]
    assert "breaks off" in found[2][1]
    assert len(found) == 3


def test_a_broken_study_of_a_page_costs_that_study() -> None:
    broken = dumped([V2, V2, V2]).replace(b'"NCT01234567"', b"nonsense", 1)
    for content in (broken, b'{"studies": ' + broken + b"}"):
        found = seen(content)
        assert [what for _, what in found[1:]] == ["ctgov-v2", "ctgov-v2"]
        assert "invalid character" in found[0][1]


REFUSED = {
    "number": (b"[1]", "a number or word"),
    "string": (b'["x"]', "a string"),
    "no trial": (b'{"a": 1}', "JSON without a trial (members: 'a')"),
    "nothing": (b"{}", "members: none"),
    "empty list": (b"[]", "empty list"),
    "empty page": (b'{"studies": []}', "empty list"),
    "usdm": (b'{"usdmVersion": "4.0", "study": {}}', "USDM"),
    "usdm study": (b'{"study": {"id": null, "versions": []}}', "USDM"),
    "deep": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deep"),
    "too deep for a wrapper": (b'{"a":' * 20 + dumped(V2) + b"}" * 20, "JSON without a trial"),
    "half": (b'{"protocolSection": {', "breaks off"),
    "half a string": (b'{"protocolSection": {"a": "x', "breaks off"),
    "half a pair": (b'{"protocolSection": {"a": "\\ud800"}}', "surrogate"),
    "control": (b'{"protocolSection": {"a": "\x01"}}', "invalid character"),
    "not utf-8": (b'{"protocolSection": {"a": "\xff"}}', "not UTF-8"),
    "not utf-8 name": (b'{"\xff": {"a": "x"}}', "utf-8"),
    "no comma": (b'{"protocolSection": {} "a": 1}', "expected ','"),
    "closed twice": (b"{}}", "no object begins here"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_record_is_told(name: str) -> None:
    content, reason = REFUSED[name]
    problems = read(content)
    assert all(each.problem.startswith("f.json") and each.remedy and not each.content for each in problems)
    assert reason in " ".join(each.problem for each in problems)


def test_a_record_is_bounded() -> None:
    big = {"protocolSection": {"a": ["x" * 50] * 100}}
    for content in (dumped(big), dumped([big, V2]), dumped({"studies": [big, V2]}), dumped(big) + b"\n" + dumped(V2)):
        found = seen(content, limit=1000)
        assert "the most that one record may have" in found[0][1]
        assert [what for _, what in found[1:]] == ["ctgov-v2"] * (content != dumped(big))


def test_a_file_broken_everywhere_is_given_up() -> None:
    found = read(b'{"a":[\n{"b":\n' * 2000, limit=10_000)
    assert len(found) < 300
    assert "broken in more than" in found[-1].problem


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=6), st.sampled_from(['"', "\\", "}]", "\n"])
)
RECORDS = st.sampled_from([V2, V1, NCI, FHIR])
NAMES = st.sampled_from(["studies", "data", "trials", "a", "b", "NCT01234567", "study", "versions", "é\\"])
VALUES = st.recursive(
    st.one_of(SCALARS, RECORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=12,
)
TOPS = st.one_of(st.lists(VALUES, max_size=4), st.dictionaries(NAMES, VALUES, max_size=3), RECORDS)


@settings(max_examples=150)
@given(
    st.lists(TOPS, min_size=1, max_size=3), st.sampled_from([None, 1]), st.integers(1, 40), st.sampled_from(["\n", " "])
)
def test_any_pieces_give_the_same_records(tops: list[Any], indent: int | None, chunk: int, between: str) -> None:
    content = between.encode().join(dumped(top, indent) for top in tops)
    assert read(content, chunk=chunk) == read(content)


@settings(max_examples=150)
@example([{"study": {"studies": V2, "versions": None, "data": [None, V2]}}], None, 7)
@given(TOPS, st.sampled_from([None, 1]), st.integers(1, 40))
def test_member_by_member_gives_the_same_records_as_the_whole(top: Any, indent: int | None, chunk: int) -> None:
    """What is larger than a record is gone into: all records but those that are too large are the same."""
    content = dumped(top, indent)
    limit = max(len(dumped(each, 9)) for each in (V2, V1, NCI, FHIR)) + 40
    whole = [each.content for each in read(content) if each.format]
    assert [each.content for each in read(content, chunk=chunk, limit=limit) if each.format] == whole


@settings(max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [b"{", b"}", b"[", b"]", b'"', b"\\", b",", b":", b"\n", b'{"protocolSection":', b"1", dumped(V2)]
            ),
            st.binary(max_size=4),
        ),
        max_size=30,
    ).map(b"".join),
    st.integers(1, 20),
)
def test_any_bytes_give_records_or_problems(content: bytes, chunk: int) -> None:
    found = read(b"{" + content, chunk=chunk)
    assert found == read(b"{" + content)
    assert found
    assert all(bool(each.format) is not bool(each.problem) for each in found)
