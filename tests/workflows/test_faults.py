"""A fault of ours on one record: it is told with its place, and costs that record only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.errors import ServerError, SourceError, UsageError
from fhiradapter.issues import has_errors
from fhiradapter.sources import registry
from fhiradapter.sources.formats import ctgov_v2
from fhiradapter.sources.source_record import SourceRecord
from fhiradapter.workflows import check, inputs, push
from fhiradapter.workflows.conversions import Refused, Written, conversions, refusing
from fhiradapter.workflows.faults import internal_error
from fhiradapter.workflows.options import Options

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from fhiradapter.sources.record import Parsed

REFUSED = "NCT00000002"
RECORD = SourceRecord(name="f.json:7", file="f.json", content=b"{}", format="ctgov-v2")


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file of three records, on the second of which our reader breaks."""
    path = tmp_path / "studies.ndjson"
    studies = [{"protocolSection": {"identificationModule": {"nctId": f"NCT0000000{n}"}}} for n in (1, 2, 3)]
    path.write_text("".join(json.dumps(each) + "\n" for each in studies), encoding="utf-8")
    sound = ctgov_v2.parse

    def fragile(name: str, content: bytes) -> Parsed:
        if REFUSED.encode() in content:
            raise ZeroDivisionError("a slip\nof ours " + "x" * 500)
        return sound(name, content)

    monkeypatch.setattr(ctgov_v2, "parse", fragile)
    return str(path)


def test_convert_goes_on(three: str) -> None:
    first, second, third = conversions([three])
    assert isinstance(first, Written)
    assert isinstance(third, Written)
    assert isinstance(second, Refused)
    assert second.name == f"{three}:2"
    assert second.message.startswith(f"{three}:2: internal error: ZeroDivisionError: a slip of ours xxx")
    assert len(second.message) < len(three) + 450
    assert "report it" in second.remedy


def test_check_and_push_go_on(three: str) -> None:
    outcomes: list[Any] = [
        list(check.checks(inputs.records([three]), Options.of())),
        list(push.prepared(inputs.records([three]), Options.of())),
    ]
    for found in outcomes:
        assert [isinstance(each, Refused) for each in found] == [False, True, False]
        assert "internal error" in found[1].message


def test_a_fault_while_a_file_is_cut_costs_the_rest_of_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text("text", encoding="utf-8")
    sound = registry.records

    def fragile(name: str, stream: io.BytesIO) -> Any:
        yield from sound(name, stream)
        if name.endswith("a.txt"):
            raise KeyError("gone")

    monkeypatch.setattr(registry, "records", fragile)
    found = list(inputs.records([str(tmp_path)]))
    assert [each.name for each in found] == [str(paths[0]), str(paths[0]), str(paths[1])]
    assert [bool(each.problem) for each in found] == [False, True, False]
    assert "internal error: KeyError: 'gone'" in found[1].problem


def raising(error: BaseException) -> Any:
    def work(_: SourceRecord) -> None:
        raise error

    return work


def test_a_record_that_is_none_is_refused_before_any_work() -> None:
    broken = SourceRecord(name="f", file="f", problem="no trial", remedy="Give one.")
    assert refusing(broken, raising(AssertionError())) == Refused("f", "no trial", "Give one.")


@pytest.mark.parametrize(
    "error", [UsageError("a wrong option"), ServerError("down"), KeyboardInterrupt(), SystemExit(1)]
)
def test_what_is_not_about_the_record_stops(error: BaseException) -> None:
    with pytest.raises(type(error)):
        refusing(RECORD, raising(error))


def test_what_is_about_the_record_does_not_stop() -> None:
    assert refusing(RECORD, raising(SourceError("f.json:7: no", remedy="Mend."))) == Refused(
        "f.json:7", "f.json:7: no", "Mend."
    )
    for fault in (MemoryError(), RecursionError("too deep"), ValueError("x")):
        refused = refusing(RECORD, raising(fault))
        assert isinstance(refused, Refused)
        assert refused.message.startswith(f"f.json:7: internal error: {type(fault).__name__}")


def test_the_place_of_a_fault_is_the_last_in_this_package() -> None:
    try:
        ctgov_v2.parse("f", b"\xff")
    except Exception as fault:  # noqa: BLE001 - whichever it is
        said = str(internal_error("f", fault).args[0])
        assert "(fhiradapter/" in said
        assert said.removesuffix(")").rpartition(":")[2].isdigit()
    assert "(place unknown)" in str(internal_error("f", ValueError()))


def test_check_tells_a_trial_that_is_there_twice(tmp_path: Path) -> None:
    path = tmp_path / "twice.json"
    study = {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}
    path.write_text(json.dumps([study, {"a": 1}, study]), encoding="utf-8")
    first, second, third = check.checks(inputs.records([str(path)]), Options.of())
    assert isinstance(first, check.Checked)
    assert isinstance(third, check.Checked)
    assert isinstance(second, Refused)
    assert not has_errors((*first.issues, *third.issues))
    assert [sum(issue.rule == "duplicate-trial" for issue in each.issues) for each in (first, third)] == [0, 1]
    with pytest.raises(UsageError, match="is taken by"):
        list(check.checks(inputs.records([str(path)]), Options.of(trial_id="mine-1")))
