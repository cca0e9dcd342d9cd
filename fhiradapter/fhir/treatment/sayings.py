"""What no element of a dosage can hold, in sentences of fixed form: written as additional instructions, and read back.

Weeks, months and the day of a start have no element in Timing (a week is not seven days of medication), parts of a
dose and the most of a whole course have none in Dosage. For what is no medication, the words of the timing say it.
https://hl7.org/fhir/R4/dosage-definitions.html#Dosage.additionalInstruction
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.phrases import amount_words, capitalised, number_of_doses, numbered, restriction_words
from fhiradapter.fhir.treatment.capping import structured_cap
from fhiradapter.fhir.treatment.totals import days_are_a_window, structured_total
from fhiradapter.schedule.regimen import Count, Cycles, Dose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Pattern, Stage
    from fhiradapter.terminology.tables import Tables

JOINT = "; "
_RUN = r"-?\d{1,4}(?:-\d{1,4}| to -?\d{1,4})?"
_NUMBERS = rf"{_RUN}(?:(?:, | and ){_RUN})*"


@dataclass(frozen=True, slots=True)
class Said:
    """A fact in words: which, what is stated, and the sentence."""

    fact: str
    stated: Stated[Any]
    words: str


@dataclass(frozen=True, slots=True)
class _Saying:
    """A fact, its sentence, and how to read that."""

    fact: str
    words: Callable[[Tables, Any], str]
    form: re.Pattern[str]
    read: Callable[[Tables, re.Match[str]], Any]


_SAYINGS = (
    _Saying(
        "cycles",
        lambda _, cycles: capitalised(restriction_words(cycles)),
        re.compile(
            r"(?:In cycles? "
            r"(\d{1,4}(?: to \d{1,4}| and following|(?:, | and )\d{1,4})*(?:, \.\.\.)?)|From cycle (\d{1,4}) on)"
        ),
        lambda _, found: Cycles.span(int(found[2]), None) if found[2] else _cycles(found[1]),
    ),
    _Saying(
        "days",
        lambda _, days: f"On {numbered('day', days)}, not on each of them",
        re.compile(rf"On days? ({_NUMBERS}), not on each of them"),
        lambda _, found: _numbers(found[1]),
    ),
    _Saying(
        "weeks",
        lambda _, weeks: f"In {numbered('week', weeks)}",
        re.compile(rf"In weeks? ({_NUMBERS})"),
        lambda _, found: _numbers(found[1]),
    ),
    _Saying(
        "months",
        lambda _, months: f"In {numbered('month', months)}",
        re.compile(rf"In months? ({_NUMBERS})"),
        lambda _, found: _numbers(found[1]),
    ),
    _Saying(
        "start",
        lambda _, day: f"Starting on day {day}",
        re.compile(r"Starting on day (-?\d{1,4})"),
        lambda _, found: int(found[1]),
    ),
    _Saying(
        "divided",
        lambda _, parts: f"In {parts} divided doses",
        re.compile(r"In (\d{1,4}) divided doses"),
        lambda _, found: int(found[1]),
    ),
    _Saying(
        "times",
        lambda _, count: f"For {number_of_doses(count)} in all",
        re.compile(r"For (?:(at least|up to) )?(\d{1,5})(?: to (\d{1,5}))? doses? in all"),
        lambda _, found: _count(found),
    ),
    _Saying(
        "cap",
        lambda tables, cap: f"Maximum: {amount_words(tables, cap)}{' total' if cap.per == 'total' else ''}",
        re.compile(r"Maximum: (\d+(?:\.\d+)?) (.+?)( total)?"),
        lambda tables, found: Dose(
            Decimal(found[1]), _unit(tables, found[2]), per="total" if found[3] else "", at_most=True
        ),
    ),
)


def sayings(tables: Tables, given: Pattern, stage: Stage | None) -> Iterator[Said]:
    """What of a pattern only words can say; cycles have an action of their own where their length is stated."""
    elsewhere = {
        "days": not days_are_a_window(given),
        "times": structured_total(given) is not None,
        "cap": structured_cap(given) is not None,
        "cycles": stage is not None and stage.cycle is not None,
    }
    for each in _SAYINGS:
        stated = getattr(given, each.fact)
        if stated is not None and not elsewhere.get(each.fact):
            yield Said(each.fact, stated, each.words(tables, stated.value))


def read_saying(tables: Tables, words: str) -> tuple[str, Any] | None:
    """The fact, and its value, of a sentence that is one of these."""
    for each in _SAYINGS:
        found = each.form.fullmatch(words)
        if found:
            try:
                return each.fact, each.read(tables, found)
            except ValueError:  # "In cycles 2, 2, 2, ...": somebody else's sentence stays words
                return None
    return None


def without_sayings(tables: Tables, words: str) -> str:
    """The words of a timing, but for these."""
    return JOINT.join(each for each in words.split(JOINT) if read_saying(tables, each) is None)


def _numbers(words: str) -> tuple[int, ...]:
    runs = re.findall(r"(-?\d+)(?:(?:-| to )(-?\d+))?", words)
    return tuple(number for first, last in runs for number in range(int(first), int(last or first) + 1))


def _cycles(words: str) -> Cycles:
    """`2`, `2 to 4`, `1 and 3`, `8 and following`, `2, 4, 6, ...`: of steps without end the last three are written."""
    found = re.findall(r"(\d+)(?: to (\d+)| (and following))?", words)
    runs = [(int(first), None if onwards else int(last or first)) for first, last, onwards in found]
    if not words.endswith("..."):
        return Cycles(tuple(runs))
    *before, (first, _), (second, _), _ = runs
    return Cycles((*before, (first, None)), second - first)


def _unit(tables: Tables, words: str) -> str:
    """The code of a unit, which has no row where its words are the code itself."""
    return next((code for code, row in tables.units.items() if words in (row.display, row.plural)), words)


def _count(found: re.Match[str]) -> Count:
    number, last = int(found[2]), int(found[3] or found[2])
    return {"at least": Count(number, None), "up to": Count(None, number)}.get(found[1], Count(number, last))
