"""`show` as a process: in a terminal of any kind, as SVG, and what was not read."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from lxml import etree

from fhiradapter import json_codec
from tests.examples import TRIALS

if TYPE_CHECKING:
    from pathlib import Path

FOUR, ZERO = str(TRIALS["004"]), str(TRIALS["000"])


def show(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "fhiradapter", "show", *arguments]
    return subprocess.run(
        command, check=False, capture_output=True, timeout=60, env={"PATH": "", "PYTHONUTF8": "1", **environment}
    )


def test_the_width_is_that_of_the_terminal() -> None:
    for width in (40, 80, 132):
        lines = show(FOUR, COLUMNS=str(width)).stdout.decode().splitlines()
        assert max(map(len, lines)) <= width


def test_in_ascii_nothing_is_lost_but_the_signs() -> None:
    shown = show(FOUR, PYTHONUTF8="0", PYTHONIOENCODING="ascii").stdout.decode("ascii")
    assert "############################" in shown
    assert "o..........................." in shown


def test_no_colour_where_nobody_looks() -> None:
    assert b"\x1b" not in show(FOUR).stdout


def test_a_source_and_its_bundle_show_the_same_days(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "fhiradapter", "convert", FOUR, "--out", str(tmp_path)], check=True, capture_output=True
    )
    (bundle,) = tmp_path.iterdir()
    days = [re.findall("[■□·]{28}", show(each).stdout.decode()) for each in (FOUR, str(bundle))]
    assert days[0] == days[1] != []


def test_svg_into_a_file_a_folder_and_standard_output(tmp_path: Path) -> None:
    target = tmp_path / "new" / "four.svg"
    assert show(FOUR, "--svg", str(target)).returncode == 0
    written = target.read_bytes()
    assert str(etree.fromstring(written).tag).endswith("svg")
    assert show(FOUR, "--svg", "-").stdout == written
    folder = tmp_path / "many"
    assert show(FOUR, ZERO, "--svg", str(folder)).returncode == 0
    assert sorted(each.name for each in folder.iterdir()) == ["src-dcdf31ab1534.svg", "src-e75d9388a3d8.svg"]
    assert (folder / "src-dcdf31ab1534.svg").read_bytes() == written


def test_one_file_is_for_one_trial(tmp_path: Path) -> None:
    target = tmp_path / "both.svg"
    finished = show(FOUR, ZERO, "--svg", str(target))
    assert finished.returncode == 2
    assert b"Name a folder" in finished.stderr
    assert b"inotuzumab" in target.read_bytes()


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "trial.svg"
    source.write_bytes(TRIALS["004"].read_bytes())
    finished = show(str(source), "--svg", str(source))
    assert finished.returncode == 2
    assert source.read_bytes() == TRIALS["004"].read_bytes()


def test_unread_for_people_and_for_programs() -> None:
    people = show(FOUR, "--unread").stdout.decode()
    assert re.search(r"sentences +understood +understood in part +not about treatment +not understood", people)
    assert "[[confirmed complete response]]" in people
    assert f"{FOUR}:36 (character 2525)" in people
    lines = show(FOUR, ZERO, "--unread", "--json").stdout.splitlines()
    answers = [json_codec.decode(line) for line in lines]
    assert [each["trialId"] for each in answers] == ["src-dcdf31ab1534", "src-e75d9388a3d8"]
    assert answers[0]["unread"][0]["place"]["line"] == 36


def test_options_that_contradict_each_other() -> None:
    assert show(FOUR, "--json").returncode == 2
    assert show(FOUR, "--unread", "--svg", "-").returncode == 2
