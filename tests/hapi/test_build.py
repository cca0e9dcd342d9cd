"""The harness itself, as far as it needs no Java."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hapi import build

ROOT = Path(__file__).parents[2]
ONE_TEST = "tests/transport/test_contract.py::test_the_release_is_known[hapi_r4]"


def test_a_build_that_broke_off_is_begun_anew(tmp_path: Path) -> None:
    target = tmp_path / "cache" / "jars"

    def breaks_off(folder: Path) -> None:
        (folder / "half").touch()
        raise build.BuildFailed

    with pytest.raises(build.BuildFailed):
        build._once(target, breaks_off)
    assert not target.exists()
    build._once(target, lambda folder: (folder / "whole").touch())
    build._once(target, breaks_off)
    assert [path.name for path in target.iterdir()] == ["whole"]


def test_the_cache_can_be_chosen(tmp_path: Path) -> None:
    assert build.cache({"FHIRADAPTER_HAPI_CACHE": str(tmp_path)}) == tmp_path
    assert build.cache({}) == Path.home() / ".cache" / "fhiradapter"


@pytest.mark.parametrize(
    ("said", "words"), [("", "java is not installed"), ('openjdk version "11.0.2"', "older than 17")]
)
@pytest.mark.parametrize(("ci", "outcome"), [("", "1 skipped"), ("true", "1 error")])
def test_without_java_tests_are_skipped_and_fail_on_a_build_machine(
    said: str, words: str, ci: str, outcome: str, tmp_path: Path
) -> None:
    if said:
        java = tmp_path / "java"
        java.write_text(f"#!/bin/sh\necho '{said}' >&2\n")
        java.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ONE_TEST],
        env={**os.environ, "PATH": str(tmp_path), "CI": ci},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout
    assert words in done.stdout
