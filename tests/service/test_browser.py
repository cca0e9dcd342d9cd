"""/docs in a real browser that reaches nothing but this machine."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import urllib.request
import zlib
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.service.sources import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

GIVEN, PAPER = bytes.fromhex("1f5f8b"), bytes.fromhex("ffffff")
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


def test_a_picture_is_drawn_with_its_style(chromium: str, address: str, tmp_path: Path) -> None:
    source = next(EXAMPLES.glob("004*.txt")).read_bytes()
    request = urllib.request.Request(f"{address}/push?id=drawn-1", source, {"Content-Type": "text/plain"})
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200
    picture = tmp_path / "schedule.png"
    command = [
        chromium,
        *(flag for flag in _FLAGS if flag != "--dump-dom"),
        "--window-size=1180,700",
        f"--screenshot={picture}",
        f"--user-data-dir={tmp_path}",
        f"{address}/studies/drawn-1/schedule",
    ]

    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    assert "Content Security Policy" not in shown.stderr
    colours = pixels(picture.read_bytes())
    assert colours[GIVEN] > 28 * 100  # 28 days of one drug, three of the other
    assert colours[PAPER] > sum(colours.values()) / 2


def pixels(png: bytes) -> Counter[bytes]:
    """How many pixels have which colour (red, green, blue)."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) in {(8, 2), (8, 6)}
    size, packed, place = 3 if kind == 2 else 4, b"", 8
    while place < len(png):
        length = int.from_bytes(png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            packed += png[place + 8 : place + 8 + length]
        place += length + 12
    raw, line = zlib.decompress(packed), bytearray(width * size)
    found: Counter[bytes] = Counter()
    for row in range(height):
        start = row * (width * size + 1)
        line = unfiltered(raw[start], raw[start + 1 : start + 1 + width * size], line, size)
        found.update(bytes(line[each : each + 3]) for each in range(0, len(line), size))
    return found


def unfiltered(kind: int, filtered: bytes, above: bytearray, size: int) -> bytearray:
    """https://www.w3.org/TR/png-3/#9Filters"""
    line = bytearray(filtered)
    for place, value in enumerate(filtered):
        left = line[place - size] if place >= size else 0
        corner = above[place - size] if place >= size else 0
        up = above[place]
        guess = left + up - corner
        paeth = min((left, up, corner), key=lambda each: abs(guess - each))
        line[place] = (value + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
    return line


def test_the_operations_are_on_the_page(chromium: str, address: str, tmp_path: Path) -> None:
    command = [
        chromium,
        *_FLAGS,
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"--user-data-dir={tmp_path}",
        f"{address}/docs",
    ]

    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    for path in ("/convert", "/show", "/push", "/studies/{id}", "/health"):
        assert f'data-path="{path}"' in shown.stdout
    assert "A trial to FHIR" in shown.stdout
    assert "Content Security Policy" not in shown.stderr
