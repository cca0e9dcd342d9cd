"""What only a folder does: its files, and what may be wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fhiradapter.errors import Refused, UsageError
from fhiradapter.transport.folder import FolderStore
from tests.transport.builders import put, study, transaction


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "not" / "yet"


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_a_file_is_pretty_and_without_a_clock(folder: Path) -> None:
    meta = {"lastUpdated": "2026-01-01T00:00:00Z", "versionId": "9", "tag": [{"code": "x"}]}
    FolderStore(folder).transact(transaction(study("a", meta=meta)))
    text = """{
  "resourceType": "ResearchStudy",
  "id": "a",
  "meta": {
    "versionId": "1",
    "tag": [
      {
        "code": "x"
      }
    ]
  },
  "status": "active"
}
"""
    assert files(folder) == {"ResearchStudy/a.json": text}


def test_an_unchanged_file_is_not_touched(folder: Path) -> None:
    store = FolderStore(folder)
    store.transact(transaction(study("a")))
    before = (folder / "ResearchStudy" / "a.json").stat()
    store.transact(transaction(study("a")))
    after = (folder / "ResearchStudy" / "a.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_without_a_version_is_the_first(folder: Path) -> None:
    (folder / "ResearchStudy").mkdir(parents=True)
    (folder / "ResearchStudy" / "a.json").write_text('{"resourceType": "ResearchStudy", "id": "a"}')
    assert FolderStore(folder).transact(transaction(study("a")))[0].version == "2"


def test_reading_a_folder_that_is_not_there_makes_none(folder: Path) -> None:
    store = FolderStore(folder)
    assert (store.read(["ResearchStudy/a"]), store.find_canonical("Group", "x"), store.release()) == ({}, [], "")
    assert not folder.exists()


@pytest.mark.parametrize("failing", ["open", "replace"])
def test_what_fails_leaves_nothing_behind(folder: Path, failing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(folder)
    store.transact(transaction(study("a")))
    before = files(folder)
    original = getattr(Path, failing)

    def full(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name.startswith(".b.json"):
            raise OSError(28, "No space left on device", str(path))
        return original(path, *arguments, **named)

    monkeypatch.setattr(Path, failing, full)
    with pytest.raises(UsageError, match=r"cannot write in .*ResearchStudy: No space left") as raised:
        store.transact(transaction(study("b"), study("a", title="new")))
    assert "disk" in raised.value.remedy
    assert files(folder) == before


def test_no_file_moves_before_all_are_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[set[str]] = []
    original = Path.replace

    def replace(path: Path, target: Path) -> Path:
        moved.append({name.split(".", 2)[1] for name in files(folder)})
        return original(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    FolderStore(folder).transact(transaction(study("a"), study("b")))
    assert moved[0] == {"a", "b"}


def test_a_stale_version_names_the_file(folder: Path) -> None:
    store = FolderStore(folder)
    with pytest.raises(Refused, match=r"a\.json is version none, not 1"):
        store.transact(transaction(put(study("a"), if_match="1")))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"resourceType": ', "is not JSON"),
        (b"", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[]", "does not hold ResearchStudy/a"),
        (b'{"resourceType": "ResearchStudy", "id": "A"}', "does not hold ResearchStudy/a"),
        (b'{"resourceType": "Group", "id": "a"}', "does not hold ResearchStudy/a"),
        (b'{"resourceType": "ResearchStudy", "id": "a", "meta": {"versionId": "x"}}', "has the version 'x'"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(folder: Path, content: bytes, words: str) -> None:
    file = folder / "ResearchStudy" / "a.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    store = FolderStore(folder)
    for use in (
        lambda: store.read(["ResearchStudy/a"]),
        lambda: store.find_canonical("ResearchStudy", "x"),
        lambda: store.transact(transaction(study("a"))),
    ):
        with pytest.raises(UsageError, match=words) as raised:
            use()
        assert str(file) in str(raised.value)
        assert "take it away" in raised.value.remedy
    assert file.read_bytes() == content


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    store = FolderStore(file)
    for use in (
        lambda: store.read(["ResearchStudy/a"]),
        lambda: store.find_canonical("ResearchStudy", "x"),
        lambda: store.transact(transaction(study("a"))),
    ):
        with pytest.raises(UsageError, match="is a file, not a folder"):
            use()


@pytest.mark.parametrize("place", ["ResearchStudy", "ResearchStudy/a.json/b"])
def test_a_file_where_a_folder_should_be_and_the_reverse(folder: Path, place: str) -> None:
    (folder / place).parent.mkdir(parents=True)
    (folder / place).touch()
    with pytest.raises(UsageError, match="cannot read"):
        FolderStore(folder).transact(transaction(study("a")))


def test_references_are_found_at_any_depth_and_version(folder: Path) -> None:
    def group(id_: str, reference: str) -> dict[str, Any]:
        return {
            "resourceType": "CarePlan",
            "id": id_,
            "subject": [{"extension": [{"value": {"reference": reference}}]}],
        }

    store = FolderStore(folder)
    store.transact(transaction(group("a", "Patient/p/_history/2"), group("b", "Patient/p2"), group("c", "Patient/p")))
    assert [found["id"] for found in store.referring("CarePlan", "subject", "Patient/p")] == ["a", "c"]


def test_a_parameter_that_no_folder_knows(folder: Path) -> None:
    with pytest.raises(UsageError, match="cannot search by name") as raised:
        FolderStore(folder).referring("Group", "name", "Group/a")
    assert "target" in raised.value.remedy


def test_a_type_cannot_reach_out(folder: Path) -> None:
    with pytest.raises(UsageError, match="not a reference"):
        FolderStore(folder).find_canonical("../secret", "x")
