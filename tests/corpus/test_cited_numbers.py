"""Every number of a dose, an infusion, a day or a cycle stands in the words that are cited for it, as digits or a word."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.fhir.parts.citing import citations
from fhiradapter.sources.registry import leaves
from fhiradapter.workflows import inputs
from fhiradapter.workflows.convert import convert
from fhiradapter.workflows.options import Options
from tests.corpus.where import CORPUS, needs_corpus
from tests.fhir.walk import days, elements, resources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.sources.source_record import SourceRecord

OPTIONS = Options.of()
NUMBER = re.compile(r"(?:(?P<whole>\d+)[ -])?(?P<over>\d)/(?P<under>\d)|\d+(?:[.,]\d+)*")
HALVES = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
WORDS = {
    word: number
    for words, number in {
        "one once single a an each every first daily weekly monthly day week": 1,
        "two twice second other biweekly alternate": 2,
        "three third thrice": 3, "four fourth": 4, "five fifth": 5, "six sixth": 6, "seven seventh": 7, "eight eighth": 8,
        "nine ninth": 9, "ten tenth": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20,
        "thirty": 30, "sixty": 60, "ninety": 90, "half": 0.5,
    }.items()
    for word in words.split()
}  # fmt: skip
SCALE = re.compile(r"10|million|thousand|billion|k\b|m\b|e\d", re.IGNORECASE)
RANGE = re.compile(r"every|other|through|\bto\b|-|–|odd|even|altern", re.IGNORECASE)


def numbers(words: str) -> set[float]:
    """The numbers that words contain."""
    text = words.lower()
    for sign, fraction in HALVES.items():
        text = text.replace(sign, fraction)
    found: set[float] = {WORDS[word] for word in re.findall(r"[a-z]+", text) if word in WORDS}
    tens = {match: WORDS.get(match.partition("-")[0], 0) for match in re.findall(r"twenty-\w+|thirty-\w+", text)}
    found |= {ten + WORDS[each.partition("-")[2]] for each, ten in tens.items() if each.partition("-")[2] in WORDS}
    for match in NUMBER.finditer(text):
        if match["over"]:
            found |= {int(match["whole"] or 0) + int(match["over"]) / int(match["under"]), int(match["over"])}
        else:
            found |= {float(each) for each in (match[0].replace(",", ""), _point(match[0])) if each}
    return found


def _point(number: str) -> str:
    return number.replace(",", ".") if number.count(",") + number.count(".") == 1 else ""


def contains(words: str, value: float) -> bool:
    """The value as it stands there, or as so many thousands or powers of ten of it."""
    stated = numbers(words)
    scaled = {each * 10**power for each in stated for power in range(3, 12)} if SCALE.search(words) else set()
    return any(abs(abs(value) - each) <= 1e-9 * max(1, abs(value)) for each in stated | scaled)


def told(kind: str, values: Sequence[float], words: str) -> bool:
    """All of them, the ends of runs for days; a sum of two for "4 weeks on, 2 weeks off"; day 1 of week 5 is day 29."""
    if kind == "days":
        ends = [values[0], values[-1], *(each for one in pairwise(values) if one[1] - one[0] > 1 for each in one)]
        if all(contains(words, each) for each in ends):
            return True
        inside = contains(words, values[0]) and contains(words, values[-1]) and RANGE.search(words)
        return bool(inside) or (bool(re.search(r"w(?:ee)?ks?\b", words, re.IGNORECASE)) and bool(numbers(words)))
    if all(contains(words, each) for each in values):
        return True
    parts = [
        number * (7 if each[-1] == "w" else 1)
        for each in re.findall(r"(?:\d+|[a-z]+)[\s-]+[dw]", words.lower())
        for number in numbers(each[:-1])
    ]
    return kind == "cycle" and sum(parts) == values[0]


def structured(bundle: dict[str, Any]) -> Iterator[tuple[str, list[float], dict[str, Any]]]:
    """What is said in numbers: its kind, the numbers, and the element that cites."""
    definitions = {each["url"]: each for each in resources(bundle, "ActivityDefinition")}
    for each in elements([*definitions.values(), *resources(bundle, "PlanDefinition")]):
        for name in ("doseQuantity", "doseRange"):
            if name in each:
                amount = each[name]
                ends = [amount] if "value" in amount else [amount[end] for end in ("low", "high") if end in amount]
                yield "dose", [float(end["value"]) for end in ends], amount
        for name, kind in (("timing", "infusion"), ("timingTiming", "cycle")):
            repeat = each[name].get("repeat", {}) if isinstance(each.get(name), dict) else {}
            if "duration" in repeat:
                long = [float(repeat[end]) for end in ("duration", "durationMax") if end in repeat]
                yield kind, long, repeat.get("_duration", repeat)
        if numbered := days(each):
            definition = definitions.get(each.get("definitionCanonical", "").partition("|")[0], {})
            timing: dict[str, Any] = next((dosage.get("timing", {}) for dosage in definition.get("dosage", ())), {})
            yield "days", [float(day) for day in numbered], timing if citations(timing) else each


def check(record: SourceRecord) -> tuple[Counter[str], list[tuple[str, list[float], str]]]:
    texts = {leaf.path: leaf.words for leaf in leaves(record)}
    total: Counter[str] = Counter()
    wrong = []
    for kind, values, element in structured(convert(record.content, name=record.name, options=OPTIONS).bundle):
        total[kind] += 1
        cited = [texts.get(each.path, "")[each.offset : each.offset + each.length] for each in citations(element)]
        if not told(kind, values, " ".join(cited)):
            wrong.append((kind, values, " ".join(cited)))
    return total, wrong


def some() -> list[SourceRecord]:
    """Single records, and every fifth of many."""
    bulk = list(inputs.records([CORPUS / "bulk"]))
    return [*inputs.records(sorted((CORPUS / "ctgov-xml").iterdir())[:70]), *bulk[::5]]


@needs_corpus
def test_every_number_stands_in_the_words_that_are_cited() -> None:
    total: Counter[str] = Counter()
    wrong = {}
    for record in some():
        counted, found = check(record)
        total += counted
        if found:
            wrong[record.name] = found
    assert wrong == {}
    assert min(total[kind] for kind in ("dose", "infusion", "days", "cycle")) > 50, total


@pytest.mark.parametrize(
    ("kind", "values", "words", "expected"),
    [
        ("dose", [75.0], "75 mg/m2", True),
        ("dose", [75.0], "57 mg/m2", False),
        ("dose", [1500.0], "1,500 mg", True),
        ("dose", [2e8], "2 x 10^8", True),
        ("infusion", [4.5], "over 4½ hours", True),
        ("days", [1.0, 2.0, 3.0, 8.0], "days 1-3 and 8", True),
        ("days", [1.0, 2.0, 3.0, 8.0], "days 1-3", False),
        ("cycle", [42.0], "4 weeks on, 2 weeks", True),
        ("cycle", [42.0], "4 weeks on, 3 weeks", False),
    ],
)
def test_the_check_sees_what_it_is_to_see(kind: str, values: list[float], words: str, expected: bool) -> None:
    assert told(kind, values, words) is expected
