"""Runs that end early, and runs on names and places that nobody expects: no half file, no traceback, a telling code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, TYPE_CHECKING

import pytest

from tests.doors.test_cli import run, studies, words
from tests.examples import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ENOUGH = 200


def feed(stream: IO[bytes]) -> None:
    """Records of which some are read while others are still to come; the end never comes."""
    names = {"nctId": "NCT%08d", "briefTitle": "A trial"}
    study = json.dumps({"protocolSection": {"identificationModule": names}, "resultsSection": {"x": "x" * 100_000}})
    with suppress(BrokenPipeError):
        for number in range(ENOUGH):
            stream.write(study.replace("%08d", f"{number:08}").encode() + b"\n")
        stream.flush()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals on this system")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_ended_leaves_no_half_file(tmp_path: Path, number: signal.Signals, jobs: str) -> None:
    command = [sys.executable, "-m", "fhiradapter", "convert", "-", "--report", str(tmp_path / "report"), "-j", jobs]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
    assert process.stdin is not None
    assert process.stdout is not None
    feeding = threading.Thread(target=feed, args=[process.stdin])
    feeding.start()
    assert process.stdout.readline().startswith(b'{"resourceType":"Bundle"')
    assert [path.name[:8] for path in tmp_path.iterdir()] == [".report."]
    process.send_signal(number)
    feeding.join(60)
    _, said = process.communicate(timeout=60)
    assert b"Traceback" not in said
    assert process.returncode == 128 + number
    assert list(tmp_path.iterdir()) == []


def test_whoever_stops_reading_ends_the_run_in_peace(tmp_path: Path) -> None:
    command = f"{sys.executable} -m fhiradapter convert {studies(tmp_path, 400)} 2>{tmp_path}/said | head -c 10"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    finished = subprocess.run(["sh", "-c", command], capture_output=True, env=environment, timeout=60, check=True)
    assert finished.stdout == b'{"resource'
    assert "Traceback" not in (tmp_path / "said").read_text()


@pytest.mark.parametrize("name", ["a\nb\x1b[31m.json", os.fsdecode(b"\xff\xfe.json"), "-.json", " .json"])
def test_files_may_be_called_anything(tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).write_bytes(studies(tmp_path, 1).read_bytes())
    except (OSError, UnicodeError):
        pytest.skip("no such name on this system")
    finished = run(
        "convert", str(tmp_path / name), "--out", str(tmp_path / "out"), "--report", str(tmp_path / "report")
    )
    assert finished.returncode == 0
    said = words(finished)
    assert "\x1b" not in said
    (bundle,) = (tmp_path / "out").iterdir()
    json.loads(bundle.read_bytes())
    json.loads((tmp_path / "report").read_bytes())


def test_outputs_do_not_take_the_place_of_inputs(tmp_path: Path) -> None:
    first = run("convert", str(studies(tmp_path, 1)), "--out", str(tmp_path))
    assert first.returncode == 0
    (bundle,) = tmp_path.glob("NCT*.json")
    bundle.write_bytes((tmp_path / "studies.ndjson.gz").read_bytes())
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    wrong = [
        ("--out", str(tmp_path)),
        ("--report", str(bundle)),
        ("--out", str(tmp_path / "out"), "--report", str(bundle)),
    ]
    for options in wrong:
        finished = run("convert", str(bundle), *options)
        assert finished.returncode == 2
        assert "would be overwritten" in words(finished)
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
