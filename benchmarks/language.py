"""The treatment language: what the reading of one record takes, against parsing the JSON of the same record."""

from __future__ import annotations

import gc
import statistics
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from benchmarks.records import records
from fhiradapter import json_codec
from fhiradapter.schedule import reader
from fhiradapter.schedule.text import hearing
from fhiradapter.schedule.tokens import tokens
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

ROUNDS = 5


def language() -> None:
    """Median, 99th percentile and mean of the records, and what becomes of their sentences."""
    name, contents = records()
    words = lexicon(Tables.load())
    calls = _calls(contents, words)
    gc.disable()
    parsed = [_best(json_codec.decode, each) for each in contents]
    cut = [_best(lambda arguments: [list(tokens(text)) for text in _words(arguments)], each) for each in calls]
    read = [_best(lambda arguments: reader.read(*arguments), each) for each in calls]
    without = [_best(lambda content: _interpret(content, None), each) for each in contents]
    whole = [_best(lambda content: _interpret(content, words), each) for each in contents]
    gc.enable()
    print(f"treatment language of {name}: {sum(len(_words(each)) for each in calls)} paragraphs; parsing JSON = 1")
    _print("parse the JSON of the record (baseline)", parsed, parsed)
    _print("tokens of its paragraphs", cut, parsed)
    _print("read: paragraphs to regimens", read, parsed)
    _print("all of it: with names, arms, plans", [max(a - b, 0) for a, b in zip(whole, without, strict=True)], parsed)
    _census(calls)


def _print(step: str, times: list[float], baseline: list[float]) -> None:
    figures: dict[str, Callable[[list[float]], float]] = {
        "median": statistics.median,
        "p99": lambda them: statistics.quantiles(them, n=100)[-1],
        "mean": statistics.fmean,
    }
    words = "  ".join(
        f"{figure} {of(times) * 1000:6.2f} ms {of(times) / of(baseline):6.1f} x" for figure, of in figures.items()
    )
    print(f"  {step:<40}{words}")


def _census(calls: list[tuple[Any, ...]]) -> None:
    """How many sentences are read mention by mention, and what becomes of all of them."""
    read = list(_noted(hearing, "mentioned", lambda: [reader.read(*each) for each in calls]))
    became = Counter(heard.outcome.value for each in calls for heard in reader.read(*each).heard)
    print(f"  {sum(became.values())} sentences, {len(read)} of them read mention by mention:")
    for outcome, count in became.most_common():
        print(f"    {outcome:<24}{count:6}  {count / sum(became.values()):6.1%}")


def _calls(contents: list[bytes], words: Lexicon) -> list[tuple[Any, ...]]:
    """What the reader is asked for each record."""
    return list(_noted(reader, "read", lambda: [_interpret(content, words) for content in contents]))


def _noted(module: Any, function: str, work: Callable[[], object]) -> Iterator[tuple[Any, ...]]:
    """The arguments of every call of a function of a module while the work is done."""
    found: list[tuple[Any, ...]] = []
    plain = getattr(module, function)

    def noted(*arguments: Any) -> Any:
        found.append(arguments)
        return plain(*arguments)

    setattr(module, function, noted)
    try:
        work()
    finally:
        setattr(module, function, plain)
    yield from found


def _interpret(content: bytes, words: Lexicon | None) -> Trial:
    document = SourceDocument("study.json", content, media_type="application/json")
    return interpret(ctgov_v2.parse("study.json", content), document, "NCT00000000", words)[0]


def _words(arguments: tuple[Any, ...]) -> list[str]:
    return [paragraph.text for text in arguments[0] for paragraph in text.paragraphs]


def _best(work: Callable[[T], object], thing: T) -> float:
    """Seconds of one core, the best of a few rounds: other processes are none of its business."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work(thing)
        times.append(time.process_time() - start)
    return min(times)
