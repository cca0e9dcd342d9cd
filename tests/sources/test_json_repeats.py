"""Names that stand twice in a JSON object: they are found and told, and no record behind one is passed over."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.sources.files.json_repeats import members_with_repeats, repeated
from fhiradapter.sources.files.json_shapes import _OBJECT
from fhiradapter.sources.registry import records
from fhiradapter.workflows.convert import convert

REPEATS: dict[str, tuple[str, ...]] = {
    "{}": (),
    '{"a":1,"b":1}': (),
    '{"a":1,"a":1}': ("/a",),
    '{"a":1,"a":2,"a":3}': ("/a",),
    '{"a":1,"\\u0061":2}': ("/a",),
    '{"a":{"b":1},"c":{"b":1}}': (),
    '{"a":[{"b":1,"b":2},{"b":1}]}': ("/a/0/b",),
    '{"a":{"x":1,"x":1},"a":{"y":1,"y":2}}': ("/a/x", "/a", "/a/y"),
    '{"a/b":1,"a/b":2,"~":1,"~":1}': ("/a~1b", "/~0"),
    '{"a":' + "9" * 5000 + ',"b":1e999999}': (),
    '[{"a":"{\\"b\\":1,\\"b\\":1}"}]': (),
    "[" * 100_000 + "]" * 100_000: (),
}


@pytest.mark.parametrize("content", REPEATS, ids=lambda content: content[:30])
def test_names_that_stand_twice_are_found(content: str) -> None:
    assert repeated(content.encode()) == REPEATS[content]


def written(value: Any) -> str:
    """JSON of objects that are lists of pairs, blanks here and there."""
    if isinstance(value, tuple):
        return "{ " + " ,".join(f"{json.dumps(name)} : {written(content)}" for name, content in value) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value)


PAIRS = st.text('ab"é/~', max_size=2)
VALUES = st.recursive(
    st.none() | st.integers() | st.text('a"{}[]:,\\', max_size=4),
    lambda below: st.lists(below, max_size=2) | st.lists(st.tuples(PAIRS, below), max_size=4).map(tuple),
    max_leaves=8,
)
OBJECTS = st.lists(st.tuples(PAIRS, VALUES), max_size=5).map(tuple)


def has_repeats(value: Any) -> bool:
    if isinstance(value, tuple):
        names = [name for name, _ in value]
        return len(set(names)) < len(names) or any(has_repeats(content) for _, content in value)
    return isinstance(value, list) and any(map(has_repeats, value))


@given(VALUES)
def test_they_are_found_wherever_they_are(value: Any) -> None:
    assert bool(repeated(written(value).encode())) == has_repeats(value)


@given(OBJECTS)
def test_the_members_of_an_object_are_all_there_where_a_name_stands_twice(value: tuple[tuple[str, Any], ...]) -> None:
    content = written(value).encode()
    kept = _OBJECT.decode(content)
    sizes = [size for name, member in kept.items() for size in (len(json.dumps(name)) - 2, len(memoryview(member)))]
    found = members_with_repeats(content, sizes)
    if len(kept) == len(value):
        assert found == []
    else:
        assert [(name, json.loads(member)) for name, member in found] == [
            (name, json.loads(written(content))) for name, content in value
        ]


def test_a_value_that_was_not_read_is_told() -> None:
    content = '{"protocolSection":{"identificationModule":{"nctId":"NCT00000001","briefTitle":"A","briefTitle":"B"}}}'
    conversion = convert(content)
    assert conversion.trial.brief_title is not None
    assert conversion.trial.brief_title.value == "B"
    (issue,) = [each for each in conversion.issues if each.rule == "duplicate-key"]
    assert issue.severity == "error"
    assert issue.place.path == "/protocolSection/identificationModule/briefTitle"


def test_no_record_behind_a_name_that_stands_twice_is_passed_over() -> None:
    studies = [f'{{"protocolSection":{{"identificationModule":{{"nctId":"NCT0000000{n}"}}}}}}' for n in (1, 2, 3)]
    content = f'{{"studies":[{studies[0]}],"studies":[{studies[1]} , {studies[2]}]}}'
    found = list(records("page.json", io.BytesIO(content.encode())))
    assert [(each.name, each.problem) for each in found] == [(f"page.json#{n}", "") for n in (1, 2, 3)]
    assert [each.content.decode() for each in found] == studies
