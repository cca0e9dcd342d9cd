"""The treatment language: what the reading of one record takes, against cutting the same texts into tokens."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING, Any, TypeVar

from benchmarks.records import records
from fhiradapter.schedule import reader
from fhiradapter.schedule.tokens import tokens
from fhiradapter.sources.formats import ctgov_v2
from fhiradapter.sources.study_record import interpret
from fhiradapter.terminology.lexicon import lexicon
from fhiradapter.terminology.tables import Tables
from fhiradapter.trial.source import SourceDocument

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

ROUNDS = 5


def language() -> None:
    """Median, 99th percentile and worst of the records that have texts on treatment."""
    name, contents = records()
    calls = _calls(contents)
    gc.disable()
    cut = [_best(lambda arguments: [list(tokens(text)) for text in _words(arguments)], each) for each in calls]
    read = [_best(lambda arguments: reader.read(*arguments), each) for each in calls]
    gc.enable()
    print(f"treatment language of {name}: {sum(len(_words(each)) for each in calls)} paragraphs; tokens alone = 1")
    _print("tokens of its paragraphs (baseline)", cut, cut)
    _print("read: paragraphs to regimens", read, cut)


def _print(step: str, times: list[float], baseline: list[float]) -> None:
    cuts = statistics.quantiles(times, n=100)
    figures = {"median": statistics.median(times), "p99": cuts[-1], "mean": statistics.fmean(times)}
    words = "  ".join(f"{figure} {value * 1000:6.2f} ms" for figure, value in figures.items())
    print(f"  {step:<38}{words}  {sum(times) / sum(baseline):6.1f} x")


def _calls(contents: list[bytes]) -> list[tuple[Any, ...]]:
    """What the reader is asked for each record."""
    found: list[tuple[Any, ...]] = []
    read: Any = reader.read
    module: Any = reader

    def noted(*arguments: Any) -> Any:
        found.append(arguments)
        return read(*arguments)

    module.read = noted
    words = lexicon(Tables.load())
    for content in contents:
        document = SourceDocument("study.json", content, media_type="application/json")
        interpret(ctgov_v2.parse("study.json", content), document, "NCT00000000", words)
    module.read = read
    return found


def _words(arguments: tuple[Any, ...]) -> list[str]:
    return [paragraph.text for text in arguments[0] for paragraph in text.paragraphs]


def _best(work: Callable[[T], object], thing: T) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(thing)
        times.append(time.perf_counter() - start)
    return min(times)
