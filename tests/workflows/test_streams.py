"""Many trials in one run: in order, in any number of processes, the bad ones told, the later version kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.errors import SourceError, UsageError
from fhiradapter.sources.source_record import SourceRecord
from fhiradapter.workflows import inputs
from fhiradapter.workflows.conversions import Refused, Written, conversions
from fhiradapter.workflows.convert import convert
from fhiradapter.workflows.options import Options
from fhiradapter.workflows.workers import batches, spread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def study(number: int, updated: str = "", **identification: Any) -> dict[str, Any]:
    status = {"overallStatus": "COMPLETED", **({"lastUpdatePostDateStruct": {"date": updated}} if updated else {})}
    names = {"nctId": f"NCT{number:08}", "briefTitle": f"Trial {number}", **identification}
    return {"protocolSection": {"identificationModule": names, "statusModule": status}}


def lines(folder: Path, *records: Any) -> str:
    path = folder / "studies.ndjson"
    path.write_text(
        "".join(each if isinstance(each, str) else json.dumps(each) + "\n" for each in records), encoding="utf-8"
    )
    return str(path)


def outcomes(*paths: str, **how: Any) -> list[Written | Refused]:
    return list(conversions(paths, **how))


def test_every_trial_comes_in_its_order_and_a_bad_one_keeps_none_back(tmp_path: Path) -> None:
    path = lines(tmp_path, study(1), '{"protocolSection": {\n', study(2), {"a": 1}, study(3))
    found = outcomes(path)
    assert [each.name.removeprefix(path) for each in found] == [":1", ":2", ":3", ":4", ":5"]
    refused = [each for each in found if isinstance(each, Refused)]
    assert [each.message.removeprefix(path)[:3] for each in refused] == [":2:", ":4:"]
    assert all(each.remedy for each in refused)
    assert [each.trial_id for each in found if isinstance(each, Written)] == [
        "NCT00000001",
        "NCT00000002",
        "NCT00000003",
    ]


def test_the_bundle_is_that_of_one_conversion(tmp_path: Path) -> None:
    path = lines(tmp_path, study(1))
    (written,) = outcomes(path, options=Options.of(fhir="R5"))
    assert isinstance(written, Written)
    expected = convert(json.dumps(study(1)), name=path, options=Options.of(fhir="R5"))
    assert written.bundle == expected.bundle
    assert written.issues == expected.issues
    assert b"\n" not in written.content
    assert written.resources == len(expected.bundle["entry"])


def test_processes_give_the_same_as_one(tmp_path: Path) -> None:
    (tmp_path / "routes.tsv").write_text(
        "key\twords\tsnomed\tdisplay\tsource\tlicence\nodd\toddly\t\t\tus\tCC0\n", encoding="utf-8"
    )
    options = Options.of(mappings=[tmp_path])
    many = [study(n) if n % 7 else {"a": n} for n in range(1, 60)]
    path = lines(tmp_path, *many, study(1, "2020-01-01"))
    alone = outcomes(path, options=options, report=True)
    assert outcomes(path, options=options, report=True, jobs=2) == alone
    assert len(alone) == 60
    assert any(issue.rule == "duplicate-trial" for issue in alone[-1].issues)  # type: ignore[union-attr]


def test_what_waits_for_processes_is_bounded() -> None:
    taken = 0

    def endless() -> Iterator[SourceRecord]:
        nonlocal taken
        while True:
            taken += 1
            yield SourceRecord(name=f"{taken}", file="f", problem="no trial")

    results = spread(Echo(), endless(), jobs=2)
    assert [next(results) for _ in range(40)] == [str(n) for n in range(1, 41)]
    assert taken < 40 + 2 * 4 * 16
    results.close()  # type: ignore[attr-defined]


class Echo:
    """Gives back the name."""

    def __call__(self, record: SourceRecord) -> str:
        return record.name

    def to_send(self) -> Echo:
        return self

    def lost(self, record: SourceRecord) -> str:
        return f"{record.name} lost"


def test_batches_are_bounded_by_number_and_by_size() -> None:
    def of(size: int) -> SourceRecord:
        return SourceRecord(name="x", file="x", content=b"x" * size, format="text")

    assert [len(each) for each in batches(of(1) for _ in range(40))] == [16, 16, 8]
    assert [len(each) for each in batches(of(3_000_000) for _ in range(3))] == [1, 1, 1]


VERSIONS = [
    ("2020-01-01", "2021-01-01", False),
    ("2021-01-01", "2020-01-01", True),
    ("2021-01-01", "2021-01-01", False),
    ("2021-05", "2021-05-03", False),
    ("2021-05-03", "2021-04", True),
    ("", "2020-01-01", False),
    ("2020-01-01", "", False),
    ("", "", False),
]


@pytest.mark.parametrize(("first", "second", "superseded"), VERSIONS)
def test_of_a_trial_that_comes_twice_the_later_version_wins(
    tmp_path: Path, first: str, second: str, superseded: bool
) -> None:
    path = lines(tmp_path, study(1, first), study(2), study(1, second))
    before, other, after = outcomes(path)
    assert isinstance(before, Written)
    assert isinstance(after, Written)
    assert not before.superseded
    assert not any(issue.rule == "duplicate-trial" for issue in (*before.issues, *other.issues))  # type: ignore[union-attr]
    assert after.superseded is superseded
    (issue,) = [each for each in after.issues if each.rule == "duplicate-trial"]
    assert f"{path}:1" in issue.message
    assert f"{path}:3" in issue.message


@pytest.mark.parametrize("named", [{"trial_id": "mine-1"}, {"set": ["nctId=NCT00000009"]}])
def test_an_id_stated_by_the_user_is_for_one_trial(tmp_path: Path, named: dict[str, Any]) -> None:
    found = conversions([lines(tmp_path, study(1), study(2))], Options.of(**named))
    next(found)
    with pytest.raises(UsageError, match="is taken by"):
        next(found)


def test_more_trials_than_one_are_counted(tmp_path: Path) -> None:
    many = json.dumps([study(n) for n in range(3)])
    with pytest.raises(SourceError, match="text: 3 records, expected one trial") as refusal:
        convert(many)
    assert "conversions" in refusal.value.remedy
    with pytest.raises(SourceError, match="more than 1000 records"):
        convert(json.dumps([study(n) for n in range(1200)]))


def test_a_place_has_a_line_only_where_the_source_is_text() -> None:
    text = "OUTLINE:\n\nPatients receive vincristine IV on days 1 and 8.\nTreatment repeats every 21 days.\n"
    issues = {each.rule: each.place for each in convert(text, name="t.txt").issues}
    assert (issues["dose-not-stated"].file, issues["dose-not-stated"].line) == ("t.txt", 3)
    record = study(1)
    record["protocolSection"]["descriptionModule"] = {"detailedDescription": text}
    places = [each.place for each in convert(json.dumps(record), name="r.json").issues]
    assert all(place.file == "r.json" and place.line is None for place in places)
    assert any(place.path == "/protocolSection/descriptionModule/detailedDescription" for place in places)


def test_without_a_schedule_the_treatment_stays_text() -> None:
    text = "OUTLINE:\n\nPatients receive vincristine IV on days 1 and 8.\nTreatment repeats every 21 days.\n"
    plain = convert(text, options=Options.of(schedule=False))
    assert not plain.trial.regimen.administrations
    assert convert(text).trial.regimen.administrations


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    good = lines(tmp_path, study(1))
    with pytest.raises(UsageError):
        outcomes(good, str(tmp_path / "missing"))
    gone = tmp_path / "gone.json"
    gone.write_text("{}", encoding="utf-8")
    found = inputs.records([str(gone), good])
    gone.unlink()
    assert [bool(each.problem) for each in found] == [True, False]
