"""Each row of the table in `comparison.py`, both ways round."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fhiradapter.transport.comparison import differences, same
from tests.transport.builders import study


def meta(**elements: Any) -> dict[str, Any]:
    return study("a", meta=elements)


def text(div: str) -> dict[str, Any]:
    return study("a", text={"status": "generated", "div": div}, contained=[{"text": {"div": div}}])


SAME = [
    (study("a"), {"status": "active", "id": "a", "resourceType": "ResearchStudy"}),
    (study("a"), meta(versionId="1", lastUpdated="2026-01-01T00:00:00Z", source="#x")),
    (meta(source="https://a"), meta(source="https://a#x")),
    (meta(profile=["b", "a"]), meta(profile=["a", "b"])),
    (meta(tag=[{"code": "b"}, {"code": "a"}]), meta(tag=[{"code": "a"}, {"code": "b"}])),
    (meta(security=[{"code": "b"}, {"code": "a"}]), meta(security=[{"code": "a"}, {"code": "b"}])),
    (meta(tag=[{"code": "a", "display": "A"}]), meta(tag=[{"code": "a", "display": "B", "userSelected": False}])),
    (study("a", size="3244"), study("a", size=3244)),
    (study("a", x=Decimal("1.50")), study("a", x=Decimal("1.50"))),
    (text("<div a='1' b='2'/>"), text('<div b="2" a="1"></div>')),
    (text("<div>&nbsp;&#8805;&ge;&quot;</div>"), text('<div>\u00a0\u2265\u2265"</div>')),
    (text("<div>a<!-- b -->c</div>"), text("<div>ac</div>")),
    (text("<div>\U0001f600</div>"), text("<div>&#x1F600;</div>")),
]

DIFFERENT = [
    (study("a"), study("b"), ["ResearchStudy.id"]),
    (study("a", title="x"), study("a"), ["ResearchStudy.title"]),
    (study("a"), study("a", title="x"), ["ResearchStudy.title"]),
    (study("a", x=Decimal("1.50")), study("a", x=Decimal("1.5")), ["ResearchStudy.x"]),
    (study("a", x=1), study("a", x=True), ["ResearchStudy.x"]),
    (study("a", x=True), study("a", x="True"), ["ResearchStudy.x"]),
    (study("a", x=1), study("a", x=Decimal("1.0")), ["ResearchStudy.x"]),
    (study("a", x="a"), study("a", x={"a": "a"}), ["ResearchStudy.x"]),
    (study("a", x=["a", "b"]), study("a", x=["b", "a"]), ["ResearchStudy.x[0]", "ResearchStudy.x[1]"]),
    (study("a", x=["a"]), study("a", x=["a", "b"]), ["ResearchStudy.x"]),
    (study("a", x=[{"y": [{"z": 1}]}]), study("a", x=[{"y": [{"z": 2}]}]), ["ResearchStudy.x[0].y[0].z"]),
    (meta(tag=[{"code": "a"}]), meta(tag=[{"code": "b"}]), ["ResearchStudy.meta.tag[0].code"]),
    (meta(tag=[{"code": "a"}]), meta(), ["ResearchStudy.meta"]),
    (meta(profile=["a"]), meta(profile=["a", "b"]), ["ResearchStudy.meta.profile"]),
    (meta(extension=[{"url": "a"}]), meta(extension=[{"url": "b"}]), ["ResearchStudy.meta.extension[0].url"]),
    (study("a", text={"status": "generated"}), study("a", text={"status": "empty"}), ["ResearchStudy.text.status"]),
    (study("a", div="<p/>"), study("a", div="<p></p>"), ["ResearchStudy.div"]),
    *[
        (text(f"<div>{one}</div>"), text(f"<div>{other}</div>"), ["text.div", "contained[0].text.div"])
        for one, other in [
            ("a", "b"),
            ("a b", "ab"),
            ("<b>a</b>", "<i>a</i>"),
            ("<p>a</p>b", "<p>ab</p>"),
            ('<a href="x"/>', '<a href="y"/>'),
            ("&lt;p&gt;", "<p>"),
        ]
    ],
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert differences(one, other) == []
    assert same(other, one)


@pytest.mark.parametrize(("one", "other", "paths"), DIFFERENT)
def test_different(one: dict[str, Any], other: dict[str, Any], paths: list[str]) -> None:
    found = differences(one, other)
    assert len(found) == len(paths)
    assert all(path.endswith(end) for path, end in zip(found, paths, strict=True))
    assert len(differences(other, one)) == len(paths)
    assert not same(one, other)


def test_the_resources_stay_as_they_were() -> None:
    one = meta(tag=[{"code": "b", "display": "B"}, {"code": "a"}], versionId="1")
    before = repr(one)
    differences(one, one)
    assert repr(one) == before
