"""/docs in a real browser that reaches nothing but this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --enable-logging=stderr --virtual-time-budget=10000 --dump-dom"
).split()


@pytest.fixture
def chromium() -> str:
    found = shutil.which("chromium")
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("chromium is not on PATH: apt-get install chromium")
    pytest.skip("chromium is not on PATH")


def test_the_operations_are_on_the_page(chromium: str, address: str, tmp_path: Path) -> None:
    command = [
        chromium,
        *_FLAGS,
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"--user-data-dir={tmp_path}",
        f"{address}/docs",
    ]

    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    for path in ("/convert", "/push", "/studies/{id}", "/health"):
        assert f'data-path="{path}"' in shown.stdout
    assert "A trial to FHIR" in shown.stdout
    assert "Content Security Policy" not in shown.stderr
