"""`make bench`: whole-process medians and in-process times, each against a baseline measured in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.language import language
from benchmarks.records import stages, streams
from fhiradapter import convert, json_codec, models
from fhiradapter.workflows.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = Path(__file__).parents[1] / "examples" / "004_dfe57e3d3d503e4f.txt"
PROCESSES = {
    "python -c pass (baseline)": ["-c", "pass"],
    "fhiradapter --help": ["-m", "fhiradapter", "--help"],
    "fhiradapter convert 004": ["-m", "fhiradapter", "convert", str(SEED)],
    "fhiradapter check 004": ["-m", "fhiradapter", "check", str(SEED)],
}
BYTECODE_KEPT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
"""As for everybody who does not build images."""
ROUNDS = 15
SECONDS = 2.0


def process_median(arguments: list[str]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=BYTECODE_KEPT)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def seconds_each(work: Callable[[], object]) -> float:
    work()
    rounds, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        work()
        rounds += 1
    return (time.perf_counter() - start) / rounds


def processes() -> None:
    print(f"whole process, median of {ROUNDS}")
    baseline = None
    for name, arguments in PROCESSES.items():
        median = process_median(arguments)
        baseline = baseline or median
        print(f"  {name:<28}{median * 1000:8.0f} ms  {median / baseline:6.1f} x")


def seed() -> None:
    text, options = SEED.read_text(encoding="utf-8"), Options.of()
    bundle = convert(text, options=options).bundle
    content = json_codec.encode(bundle)
    rates = {
        "decode the bundle's JSON (baseline)": lambda: json_codec.decode(content),
        "convert the text": lambda: convert(text, options=options),
        "validate by fhir.resources": lambda: models(bundle),
    }
    print("in process, seed 004")
    baseline = None
    for name, work in rates.items():
        each = seconds_each(work)
        baseline = baseline or each
        print(f"  {name:<36}{each * 1000:8.2f} ms  {each / baseline:6.1f} x")


processes()
seed()
stages()
language()
streams()
