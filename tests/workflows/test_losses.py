"""What became of every value of a record: each leaf is told exactly once."""

from __future__ import annotations

import json

import pytest

from fhiradapter import json_codec
from fhiradapter.sources.registry import leaves
from fhiradapter.workflows.convert import convert_record
from fhiradapter.workflows.inputs import single
from fhiradapter.workflows.losses import NO_PLACE, Losses, losses
from fhiradapter.workflows.options import Options
from tests.examples import TRIALS

OPTIONS = Options.of()
STUDY = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT01234567", "briefTitle": "A trial"},
        "statusModule": {"overallStatus": "COMPLETED"},
        "inventedModule": {"a/b": "x" * 300, "n": 5, "blank": " ", "none": None},
    }
}


def told(content: bytes, name: str = "f.json") -> Losses:
    record = single(name, content)
    return losses(record, convert_record(record, OPTIONS), OPTIONS.tables)


def test_values_are_placed_by_the_elements_that_cite_them() -> None:
    placed = dict(told(json.dumps(STUDY).encode()).placed)
    assert "ResearchStudy.title" in placed["/protocolSection/identificationModule/briefTitle"]
    assert "ResearchStudy.identifier[0]" in placed["/protocolSection/identificationModule/nctId"]


def test_what_has_no_place_is_told_with_its_value() -> None:
    found = {path: (value, reason) for path, value, reason in told(json.dumps(STUDY).encode()).not_placed}
    assert found["/protocolSection/inventedModule/a~1b"] == ("x" * 200 + "…", NO_PLACE)
    assert found["/protocolSection/inventedModule/n"] == ("5", NO_PLACE)
    assert len([path for path in found if "inventedModule" in path]) == 2


@pytest.mark.parametrize("trial", TRIALS)
def test_a_line_is_placed_where_a_part_of_it_is_cited(trial: str) -> None:
    content = TRIALS[trial].read_bytes()
    found = told(content, "t.txt")
    numbers = [path for path, _ in found.placed]
    assert numbers
    text = content.decode().split("\n")
    cited = {path: text[int(path.removeprefix("line ")) - 1] for path in numbers}
    assert any("ceive" in line for line in cited.values())
    unplaced = [value for _, value, _ in found.not_placed]
    assert not set(unplaced) & set(cited.values())


@pytest.mark.parametrize("trial", TRIALS)
def test_every_line_is_told_once(trial: str) -> None:
    record = single("t.txt", TRIALS[trial].read_bytes())
    found = losses(record, convert_record(record, OPTIONS), OPTIONS.tables)
    paths = [each[0] for told in (found.placed, found.derived, found.not_placed) for each in told]
    assert sorted(paths) == sorted(leaf.path for leaf in leaves(record))


def test_a_line_of_the_report() -> None:
    record = single("f.json", json.dumps(STUDY).encode())
    conversion = convert_record(record, OPTIONS)
    found = losses(record, conversion, OPTIONS.tables)
    line = found.line(conversion, record)
    assert line.endswith(b"\n")
    answer = json_codec.decode(line)
    assert (answer["id"], answer["source"], answer["format"]) == ("NCT01234567", "f.json", "ctgov-v2")
    assert answer["leaves"] == {key: len(answer[key]) for key in ("placed", "derived", "notPlaced")}
    assert sum(answer["leaves"].values()) == len([leaf for leaf in leaves(record) if leaf.words.strip()])
    assert sum(found.reasons.values()) == answer["leaves"]["notPlaced"]
