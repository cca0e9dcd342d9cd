"""Records whose values are not what the registry says they are: every reader says so, and loses nothing in silence."""

from __future__ import annotations

import copy
import json
from random import Random  # noqa: TID251 - with a fixed seed
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.fhir.parts.bundle import resources_of
from fhiradapter.validation.structure import check_structure
from fhiradapter.workflows import inputs
from fhiradapter.workflows.convert import convert, convert_record
from fhiradapter.workflows.losses import losses
from fhiradapter.workflows.options import Options
from tests.corpus.yardstick import letters, strings
from tests.records import COMPLETE_V2, COMPLETE_XML

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

OPTIONS = {release: Options.of(fhir=release, schedule=False) for release in ("R4", "R5")}
HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e308, 10**30, "", " \n ", [], {}, [None], [{}], [[]], ["x"], {"a": "b"}),
    *("2021-13", "March 2021", "2021-02-30", "next week", "UNHEARD_OF", "-5 Years", "99999999999 Years", "٣ Years"),
    *(
        "a\x00b\x1b[31m",
        "\u202eabc",
        "</div><script>x</script>",
        "&lt;b&gt; &amp;amp;",
        "../../etc",
        "| ; |",
        "x" * 50_000,
    ),
)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where values stand in JSON, at all depths."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, content in below:
        yield (*path, step)
        yield from places(content, (*path, step))


def put(value: Any, path: Path, content: Any) -> Any:
    """A copy with other content in one place."""
    changed = copy.deepcopy(value)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = copy.deepcopy(content)
    return changed


STUDY = json.loads(COMPLETE_V2.read_bytes())
PLACES = list(places(STUDY))


def pointer(path: Path) -> str:
    return "".join(f"/{step}" for step in path)


@pytest.mark.parametrize("release", OPTIONS)
@pytest.mark.parametrize("seed", range(len(HOSTILE)))
def test_any_value_in_any_place(seed: int, release: str) -> None:
    options, draw = OPTIONS[release], Random(seed)
    for path in draw.sample(PLACES, 3):
        content = json.dumps(put(STUDY, path, HOSTILE[seed]))
        conversion = convert(content, name="f.json", options=options)
        broken = [each for each in check_structure(conversion.bundle, release, "f.json") if each.severity.rank <= 1]
        assert not broken, (path, HOSTILE[seed], broken)


@pytest.mark.parametrize("seed", range(20))
def test_a_value_is_found_or_told(seed: int) -> None:
    """It stands in the bundle, or an Issue names its place, or the report of losses does."""
    draw = Random(seed)
    for path in draw.sample(PLACES, 4):
        hostile = draw.choice(HOSTILE)
        record = inputs.single("f.json", json.dumps(put(STUDY, path, hostile)).encode())
        conversion = convert_record(record, OPTIONS["R4"])
        told = losses(record, conversion, OPTIONS["R4"].tables)
        named = {place for place, *_ in (*told.derived, *told.not_placed)}
        said = [each for each in conversion.issues if pointer(path) in f"{each.place.path} {each.message}"]
        words = letters(str(hostile)) if isinstance(hostile, str) else ""
        within = "\n".join(map(letters, strings(list(resources_of(conversion.bundle)))))
        plain = letters(str(hostile).replace("&lt;b&gt;", "").replace("amp;", "").replace("&amp", ""))
        assert not words or pointer(path) in named or said or words in within or plain in within, (path, hostile)


@pytest.mark.parametrize("seed", range(20))
def test_xml_with_any_words_in_any_place(seed: int) -> None:
    from lxml import etree

    draw = Random(seed)
    words = [each for each in HOSTILE if isinstance(each, str) and "\x00" not in each]
    for _ in range(2):
        root = etree.parse(str(COMPLETE_XML)).getroot()
        element = draw.choice(list(root.iter("*")))
        element.text = draw.choice(words)
        for child in list(element) if draw.random() < 0.5 else ():
            element.remove(child)
        content = etree.tostring(root, encoding="UTF-8")
        for release, options in OPTIONS.items():
            conversion = convert(content, name="f.xml", options=options)
            broken = [each for each in check_structure(conversion.bundle, release, "f.xml") if each.severity.rank <= 1]
            assert not broken, (element.tag, element.text, broken)
