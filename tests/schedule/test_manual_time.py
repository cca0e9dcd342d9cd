"""The manual of time phrases is its own test: every row of its tables is read as it says."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.prose import Prose
from fhiradapter.schedule.phrases import cycles, days, followups, references, repeats, rests, spans, stops
from fhiradapter.schedule.regimen import Count, Cycles, Duration
from fhiradapter.schedule.tokens import Cursor
from tests.calls import counted_calls
from tests.examples import ROOT
from tests.schedule.test_laws import WORDS, as_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from fhiradapter.schedule.phrases.repeat_tails import Repeating

MANUAL = ROOT / "docs" / "language" / "time.md"
HEADING = re.compile(r"## .*\(`(\w+)`\)")
ROW = re.compile(r"\| `(?P<words>[^`]+)` \| (?P<reading>.+?) \|")


def amount(value: Duration) -> str:
    high = f"-{value.high}" if value.high is not None else ""
    bound = "<= " if value.at_most else ">= " if value.at_least else ""
    return f"{bound}{'~' if value.approximate else ''}{value.low}{high} {value.unit}"


def count(value: Count) -> str:
    if value.low == value.high:
        return f"{value.low}"
    return (
        f"<= {value.high}"
        if value.low is None
        else f">= {value.low}"
        if value.high is None
        else f"{value.low}..{value.high}"
    )


def runs(numbers: Sequence[int]) -> str:
    grouped = [
        [number for _, number in group]
        for _, group in itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    return " ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}..{run[-1]}" for run in grouped)


def cycle_set(value: Cycles) -> str:
    if (value.runs, value.every) in ((((1, None),), 2), (((2, None),), 2)):
        return f"cycles {'odd' if value.first == 1 else 'even'}"
    said = [f"{a}" if a == b else f"{a}..{b or ''}" for a, b in value.runs]
    return f"cycles {' '.join(said)}{f' by {value.every}' if value.every > 1 else ''}"


def scope(value: cycles.CycleScope | None) -> Iterator[str]:
    if value is None:
        return
    if value.each:
        yield "each"
    if value.cycles is not None:
        yield cycle_set(value.cycles.value)
    if value.length is not None:
        yield f"cycle {amount(value.length.value)}"
    if value == cycles.CycleScope():
        yield "a cycle"


def day_phrase(value: days.DayPhrase) -> Iterable[str]:
    weeks = [f"of weeks {runs(value.weeks.value)}"] if value.weeks else []
    return [f"days {runs(value.days.value)}", *weeks, *scope(value.scope)]


def repeating(value: Repeating) -> Iterator[str]:
    if value.what is not None:
        yield value.what.value
    if value.length is not None:
        yield f"every {amount(value.length.value)}"
    for some in value.lengths:
        yield f"every {amount(some.length.value)} {cycle_set(some.cycles.value)}"
    if value.partly:
        yield "partly"
    if value.count is not None:
        yield f"times {count(value.count.value)}"
    if value.span is not None:
        yield f"for {amount(value.span.value)}"
    if value.stop is not None:
        yield f"stop {value.stop.value}"
    if value.whole:
        yield "whole"


def following(value: followups.Following) -> Iterator[str]:
    for visit in value.visits:
        every = f"every {amount(visit.every.value)}" if visit.every else ""
        span = f"for {amount(visit.duration.value)}" if visit.duration else ""
        at = f"at {', '.join(amount(point.value) for point in visit.at)}" if visit.at else ""
        yield " ".join(part for part in (every, span, at) if part)
    if value.unread is not None:
        yield f"unread {value.unread.value}"


def reference(value: references.Reference) -> Iterator[str]:
    place = " in ".join(each for each in (", ".join(value.arms), value.part) if each)
    yield f"{value.extent} of {place or 'what stands above'}"
    if value.treatment:
        yield "itself"


def on_off(value: rests.OnOff) -> Iterator[str]:
    yield f"on {amount(value.on.value)}"
    yield f"off {amount(value.off.value)}"
    if value.days is not None:
        yield f"days {runs(value.days.value)}"
    if value.length is not None:
        yield f"cycle {amount(value.length)}"


def stated(words: Callable[[Any], str]) -> Callable[[Any], list[str]]:
    return lambda value: [words(value.value)]


RULES: dict[str, tuple[Callable[[Cursor], Any], Callable[[Any], Iterable[str]]]] = {
    "day_phrase": (days.day_phrase, day_phrase),
    "start_day": (days.start_day, stated(lambda day: f"from day {day}")),
    "week_phrase": (days.week_phrase, stated(lambda weeks: f"weeks {runs(weeks)}")),
    "month_phrase": (days.month_phrase, stated(lambda months: f"months {runs(months)}")),
    "cycle_set": (cycles.cycle_set, stated(cycle_set)),
    "cycle_scope": (cycles.cycle_scope, lambda value: list(scope(value))),
    "cycle_length": (cycles.cycle_length, stated(amount)),
    "count_of_cycles": (cycles.count_of_cycles, stated(count)),
    "duration": (spans.duration, stated(amount)),
    "for_span": (spans.for_span, stated(amount)),
    "span_before": (spans.span_before, stated(amount)),
    "on_off": (rests.on_off, on_off),
    "repeating": (repeats.repeating, repeating),
    "stop": (stops.stop, stated(lambda words: f"stop {words}")),
    "reference": (references.reference, reference),
    "follow_up": (followups.follow_up, following),
}


def rows() -> Iterator[tuple[str, str, str]]:
    rule = ""
    for line in MANUAL.read_text(encoding="utf-8").splitlines():
        if heading := HEADING.match(line):
            rule = heading[1]
        elif row := ROW.match(line):
            yield rule, row["words"], row["reading"]


def readings(rule: str, text: str) -> list[str]:
    """Everything that the rule reads in the text, from left to right."""
    read, words = RULES[rule]
    cursor = Cursor(Prose.verbatim(text))
    found = []
    while cursor.token is not None:
        before = cursor.index
        value = read(cursor)
        if value is None:
            assert cursor.index == before, "a rule that does not match leaves the cursor where it was"
            cursor.index += 1
        else:
            assert cursor.index > before
            found.append("; ".join(words(value)))
    return found


@pytest.mark.parametrize(("rule", "words", "reading"), list(rows()))
def test_manual(rule: str, words: str, reading: str) -> None:
    assert (" AND ".join(readings(rule, words)) or "-") == reading


def test_the_manual_is_long_enough() -> None:
    assert len(list(rows())) > 200
    assert {rule for rule, _, _ in rows()} == set(RULES)


TIME_WORDS = (
    *WORDS, "on", "off", "until", "odd", "even", "other", "week", "weeks", "months", "followed", "first", "beginning",
    "d1", "C1D1", "q21d", "+/-", "x", "0", "2-6", "courses", "rest", "repeated", "each", "a", "minimum", "total", "least",
)  # fmt: skip
SOUP = st.lists(st.sampled_from(TIME_WORDS), max_size=30).map(" ".join)


@given(st.sampled_from(sorted(RULES)), SOUP | st.text(max_size=80))
def test_a_rule_that_reads_nothing_moves_nothing(rule: str, text: str) -> None:
    for reading in readings(rule, text):
        assert reading


@given(st.sets(st.integers(1, 42), min_size=1, max_size=12).map(sorted))
def test_days_written_are_days_read(expected: list[int]) -> None:
    found = days.day_phrase(Cursor(Prose.verbatim(f"on {as_words(expected)}")))
    assert found is not None
    assert list(found.days.value) == expected
    assert found.days.words == as_words(expected)


@given(st.integers(1, 9), st.none() | st.integers(10, 20))
def test_cycles_written_are_cycles_read(first: int, last: int | None) -> None:
    text = f"cycle {first} and beyond" if last is None else f"cycles {first}-{last}"
    found = cycles.cycle_set(Cursor(Prose.verbatim(text)))
    assert found is not None
    assert found.value == Cycles.span(first, last)


HUGE = {
    "a long range": "on day 1-999999999",
    "a long list": "on days " + ", ".join(map(str, range(1, 10_001))),
    "many days": "day 1, " * 10_000,
    "many ands": "and " * 100_000,
    "many lists": "on day 1 and " * 10_000,
    "many later cycles": "subsequent cycles " * 10_000,
    "many untils": "until " * 10_000,
    "many subjects": "treatment " * 10_000,
    "many brackets": "every 21 days (" * 10_000,
    "many visits": "patients are followed at 1, " * 5_000,
    "many rests": "for 3 weeks on, " * 5_000,
    "many cycles": "cycle 1 " * 10_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_no_text_takes_long(text: str) -> None:
    """At one place a rule looks at few words; at all places its work grows as the text does."""
    cursor = Cursor(Prose.verbatim(text))
    for read, _ in RULES.values():
        cursor.index = 0
        read(cursor)
    for rule in RULES:
        work = []
        for part in (100, 20):
            with counted_calls() as calls:
                readings(rule, text[: len(text) // part])
            work.append(calls[0])
        assert work[1] < 15 * work[0] + 10_000
