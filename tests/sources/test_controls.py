"""Control characters in values: FHIR forbids them, so they are written as U+FFFD, and that is told."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.fhir.parts.bundle import resources_of
from fhiradapter.prose import Stated
from fhiradapter.sources.files.controls import without_controls
from fhiradapter.sources.files.names import writable
from fhiradapter.sources.formats import ctgov_v2
from fhiradapter.sources.record import Parsed, stated
from fhiradapter.sources.registry import records
from fhiradapter.workflows.convert import convert

SIGN = "\N{REPLACEMENT CHARACTER}"
FORBIDDEN = "".join(map(chr, [*range(9), 11, 12, *range(14, 32)]))
TITLE = "/protocolSection/identificationModule/briefTitle"


def study(title: Any, **more: Any) -> str:
    return json.dumps(
        {"protocolSection": {"identificationModule": {"nctId": "NCT00000001", "briefTitle": title}}, **more}
    )


def cleaned(content: str) -> Parsed:
    return without_controls(ctgov_v2.parse("f", content.encode()), content.encode())


@pytest.mark.parametrize("sign", FORBIDDEN)
def test_every_control_character_is_replaced_and_told(sign: str) -> None:
    conversion = convert(study(f"a{sign}b"))
    assert conversion.trial.brief_title is not None
    assert conversion.trial.brief_title.value == f"a{SIGN}b"
    (issue,) = [each for each in conversion.issues if each.rule == "control-characters"]
    assert issue.place.path == TITLE
    assert issue.remedy
    written = json.dumps(list(resources_of(conversion.bundle)), ensure_ascii=False)
    assert not any(f"\\u{ord(each):04x}" in written for each in FORBIDDEN)


@pytest.mark.parametrize("fine", ["\t", "\n", "\r", "\\u0000 in words", "\x7f", "ä", "\u2028"])
def test_what_fhir_allows_stays(fine: str) -> None:
    content = study(f"a{fine}b")
    parsed = ctgov_v2.parse("f", content.encode())
    assert without_controls(parsed, content.encode()).tree == parsed.tree
    assert not without_controls(parsed, content.encode()).issues


def test_a_record_without_any_is_not_walked_through() -> None:
    content = study("plain")
    parsed = ctgov_v2.parse("f", content.encode())
    assert without_controls(parsed, content.encode()) is parsed


def test_values_of_other_formats_are_told_by_their_own_path() -> None:
    leaf = stated("a\x01b", "A\x01B", "Title")
    parsed = Parsed({"x": {"y": [leaf, stated("c", "c", "Other")]}}, leaves=lambda: iter(()))
    clean = without_controls(parsed, b"A\x01B")
    value = clean.tree["x"]["y"][0]
    assert isinstance(value, Stated)
    assert (value.value, value.words, value.citations) == (f"a{SIGN}b", f"A{SIGN}B", leaf.citations)
    assert [each.place.path for each in clean.issues] == ["Title"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(max_codepoint=0x7F)),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text("ab/~", min_size=1, max_size=2), below, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_nothing_else_changes(value: Any) -> None:
    content = study("x", other=value)
    before, after = ctgov_v2.parse("f", content.encode()), cleaned(content)
    table = dict.fromkeys(map(ord, FORBIDDEN), SIGN)

    def expected(each: Any) -> Any:
        if isinstance(each, dict):
            return {name: expected(content) for name, content in each.items()}
        if isinstance(each, list):
            return [expected(content) for content in each]
        return each.translate(table) if isinstance(each, str) else each

    assert after.tree == expected(before.tree)
    assert bool(after.issues) == (after.tree != before.tree)


NAMES = {
    "plain.json": "plain.json",
    "Öl \u202f.json": "Öl \u202f.json",
    "a\nb\x1b[31m.json": f"a{SIGN}b{SIGN}[31m.json",
    "\udcff.json": f"{SIGN}.json",
    "\x7f\x85": SIGN * 2,
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_become_text(name: str) -> None:
    assert writable(name) == NAMES[name]
    (record,) = records(f"folder/{name}", io.BytesIO(study("x").encode()))
    assert (record.name, record.file) == (f"folder/{NAMES[name]}", NAMES[name])


@given(st.text(st.characters(exclude_categories=())))
def test_every_name_can_be_written(name: str) -> None:
    assert len(writable(name)) == len(name)
    writable(name).encode()
    assert writable(writable(name)) == writable(name)
