"""Where results go: whole or not at all, and never in the place of what is read or was written in the same run."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fhiradapter import json_codec
from fhiradapter.errors import UsageError
from fhiradapter.workflows.conversions import Written
from fhiradapter.workflows.outputs import Lines, Places, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

not_as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is allowed to root"
)
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")


def written(trial_id: str = "NCT00000001") -> Written:
    content = b'{"resourceType":"Bundle"}'
    return Written(
        name="x",
        trial_id=trial_id,
        content=content,
        resources=0,
        updated="",
        unplaced={},
        report=b"",
        issues=(),
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@contextmanager
def standard(name: str, file: Path, mode: str, patch: pytest.MonkeyPatch) -> Iterator[None]:
    with file.open(mode, encoding="utf-8") as stream, patch.context() as inside:
        inside.setattr(sys, name, stream)
        yield


def test_a_bundle_is_written_indented_and_readable_for_all(tmp_path: Path) -> None:
    Places([], tmp_path / "new" / "folder", None).write_bundle(written())
    path = tmp_path / "new" / "folder" / "NCT00000001.json"
    assert path.read_bytes() == b'{\n  "resourceType": "Bundle"\n}\n'
    assert path.stat().st_mode & 0o777 == 0o644
    assert json_codec.decode(path.read_bytes()) == written().bundle


@pytest.mark.parametrize("link", ["none", "symbolic", "hard"])
def test_an_input_is_never_overwritten(tmp_path: Path, link: str) -> None:
    record = tmp_path / ("NCT00000001.json" if link == "none" else "record.json")
    record.write_bytes(b"the only copy")
    place = tmp_path / "NCT00000001.json"
    if link == "symbolic":
        place.symlink_to(record)
    if link == "hard":
        place.hardlink_to(record)
    with pytest.raises(UsageError, match="an input of this run would be overwritten") as refusal:
        Places([record], tmp_path, None).write_bundle(written())
    assert "another place" in refusal.value.remedy
    assert set(files(tmp_path).values()) == {b"the only copy"}
    with pytest.raises(UsageError, match="would be overwritten"):
        Places([record], tmp_path / "out", report=place)


def test_standard_input_is_an_input_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "NCT00000001.json"
    record.write_bytes(b"the only copy")
    with standard("stdin", record, "r", monkeypatch):
        places = Places([None], tmp_path, None)
    with pytest.raises(UsageError, match="an input of this run would be overwritten"):
        places.write_bundle(written())
    monkeypatch.setattr(sys, "stdin", None)
    Places([None], tmp_path / "out", None).write_bundle(written())


def test_the_report_does_not_get_among_the_bundles(tmp_path: Path) -> None:
    places = Places([], tmp_path, tmp_path / "x" / ".." / "NCT00000001.json")
    with pytest.raises(UsageError, match="the report goes there"):
        places.write_bundle(written())
    places.write_bundle(written("NCT00000002"))
    assert files(tmp_path).keys() == {"NCT00000002.json"}


def test_out_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(UsageError, match=r"--out .*file: no folder"):
        Places([], tmp_path / "file", None)


def test_standard_output_does_not_go_into_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "record.json"
    record.write_bytes(b"x")
    with standard("stdout", record, "a", monkeypatch):
        with pytest.raises(UsageError, match="standard output goes into this input"):
            Places([record], None, None)
        Places([record], tmp_path / "out", None)  # nothing goes to standard output
        with pytest.raises(UsageError, match="the bundles go there"):
            Places([], None, record)
    monkeypatch.setattr(sys, "stdout", None)
    Places([record], None, None)


def test_lines_appear_when_all_are_there(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "report.ndjson"
    with Lines(path) as lines:
        lines.add(b"one\n")
        assert not path.exists()
        lines.add(b"two\n")
    assert files(path.parent) == {"report.ndjson": b"one\ntwo\n"}
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, UsageError])
def test_lines_of_a_run_that_ended_early_do_not_appear(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "report.ndjson"
    path.write_bytes(b"of another day\n")
    with pytest.raises(error), Lines(path) as lines:
        lines.add(b"half\n")
        raise error("stop")
    assert files(tmp_path) == {"report.ndjson": b"of another day\n"}


def test_no_path_takes_no_lines() -> None:
    with Lines(None) as lines:
        lines.add(b"x")


def test_a_link_stays_and_what_it_points_to_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_is_no_regular_file_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no regular file"):
        write_whole(tmp_path, b"x")
    with pytest.raises(UsageError, match="cannot be written"):
        write_whole(tmp_path / "a" / "b" / ("x" * 300), b"x")
    assert list(tmp_path.rglob("*")) == [tmp_path / "a", tmp_path / "a" / "b"]


@needs_pipes
def test_a_pipe_takes_the_lines_as_they_come(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with Lines(pipe) as lines:
        lines.add(b"one\n")
    assert os.read(reader, 100) == b"one\n"
    os.close(reader)
    assert pipe.is_fifo()


def test_standard_output_by_name_takes_the_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "both"
    with standard("stdout", path, "w", monkeypatch), Lines(path) as lines:
        lines.add(b"one\n")
        assert sys.stdout is not None
    assert files(tmp_path) == {"both": b"one\n"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"/dev/full: cannot be written: No space"), Lines(Path("/dev/full")) as lines:
        lines.add(b"x" * 10)


@not_as_root
def test_a_folder_that_is_not_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(UsageError, match="cannot be written: Permission denied"):
        Places([], tmp_path / "locked", None).write_bundle(written())
