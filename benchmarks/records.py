"""Records of ClinicalTrials.gov: what each step of a conversion takes, against parsing and writing the same bytes."""

from __future__ import annotations

import gzip
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from fhiradapter import json_codec
from fhiradapter.fhir.versions import FhirVersion, translate
from fhiradapter.settings import Settings
from fhiradapter.sources.formats import ctgov_v2
from fhiradapter.sources.study_record import interpret
from fhiradapter.terminology.lexicon import lexicon
from fhiradapter.terminology.tables import Tables
from fhiradapter.trial.source import SourceDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.trial.study import Trial

T = TypeVar("T")

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
INVENTED = ROOT / "tests" / "records" / "complete.v2.json"
ROUNDS = 3
STREAM_BYTES = 200_000_000


def records() -> tuple[str, list[bytes]]:
    """The v2 records of the corpus where it stands beside the project, else an invented one many times."""
    found = sorted((CORPUS / "ctgov-json").glob("*.json"))
    if found:
        return f"{len(found)} records of the corpus", [path.read_bytes() for path in found]
    return "an invented record, 100 times", [INVENTED.read_bytes()] * 100


def stages() -> None:
    """Each step on all records, in one process."""
    name, contents = records()
    tables, settings = Tables.load(), Settings()
    words = lexicon(tables)
    baseline = _each(contents, lambda content: json_codec.encode(json_codec.decode(content)))
    size = sum(map(len, contents)) / len(contents)
    print(f"{name}, {size / 1000:.0f} KB each; parse + write of the same bytes = 1")

    trials = [_read(content, None) for content in contents]
    bundles = [translate(trial, settings, tables, FhirVersion.R4)[0] for trial in trials]
    steps: dict[str, Callable[[], float]] = {
        "parse + write (baseline)": lambda: baseline,
        "read: record to trial": lambda: _each(contents, lambda content: _read(content, None)),
        "schedule: treatment language": lambda: (
            _each(contents, lambda content: _read(content, words))
            - _each(contents, lambda content: _read(content, None))
        ),
        "map: trial to FHIR R4, terms": lambda: _each(trials, lambda trial: translate(trial, settings, tables)),
        "map: trial to FHIR R5, terms": lambda: _each(
            trials, lambda trial: translate(trial, settings, tables, FhirVersion.R5)
        ),
        "write: bundle to JSON": lambda: _each(bundles, json_codec.encode),
    }
    for step, measure in steps.items():
        took = measure()
        print(f"  {step:<32}{took * 1000:8.2f} ms  {took / baseline:7.1f} x")
    written = sum(len(json_codec.encode(bundle)) for bundle in bundles) / len(bundles)
    print(f"  a bundle has {written / 1000:.0f} KB ({written / size:.1f} times the record)")


def _read(content: bytes, words: Lexicon | None) -> Trial:
    document = SourceDocument("study.json", content, media_type="application/json")
    return interpret(ctgov_v2.parse("study.json", content), document, "NCT00000000", words)[0]


def _each(things: list[T], work: Callable[[T], object]) -> float:
    """Seconds per thing, the best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for thing in things:
            work(thing)
        best = min(best, (time.perf_counter() - start) / len(things))
    return best


def streams() -> None:
    """The whole command on a long stream: rate by the number of processes, and the memory it takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "studies.ndjson"
        count = _write(file)
        print(f"fhiradapter convert of {count} records, {file.stat().st_size / 1e6:.0f} MB of NDJSON")
        for jobs in (1, 2):
            before = time.perf_counter()
            arguments = ["convert", str(file), "--no-schedule", "-j", str(jobs)]
            with (Path(folder) / "out").open("wb") as out:
                subprocess.run(
                    [sys.executable, "-m", "fhiradapter", *arguments], check=True, stdout=out, stderr=subprocess.DEVNULL
                )
            seconds = time.perf_counter() - before
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            rate = f"{count / seconds:6.0f} records/s, {seconds:.0f} s"
            print(f"  -j {jobs}: {rate}, peak memory of a process {peak:.0f} MB")


def _write(file: Path) -> int:
    """The records one per line, each with a number of its own, until the file is long."""
    with file.open("wb") as out:
        for count, line in enumerate(_lines()):
            if out.tell() > STREAM_BYTES:
                return count
            out.write(line)
    return 0


def _lines() -> Iterator[bytes]:
    archive = CORPUS / "bulk" / "studies.ndjson.gz"
    studies = gzip.decompress(archive.read_bytes()).splitlines() if archive.exists() else [INVENTED.read_bytes()]
    decoded = [json_codec.decode(each) for each in studies]
    for number in itertools.count(90_000_000):
        study = decoded[number % len(decoded)]
        study["protocolSection"]["identificationModule"]["nctId"] = f"NCT{number:08d}"
        yield json_codec.encode(study) + b"\n"
