"""The facts of a pattern, each in words: for a dosage in one sentence, and for whoever draws or lists a schedule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.phrases import (
    amount_words,
    day_words,
    dose_words,
    duration_words,
    frequency_words,
    number_of_doses,
    numbered,
    route_words,
    weekday_words,
)
from fhiradapter.schedule.regimen import Count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Dose, Pattern
    from fhiradapter.terminology.tables import Tables


def fact_words(tables: Tables, given: Pattern, fact: str) -> str:
    """`over 2 hours`, `on Monday`, `in weeks 1 and 4`, `starting on day 5`; nothing where it is not stated."""
    stated = given.facts[fact]
    say = _WORDS.get(fact)
    if not stated or (fact == "divided" and _is_in_frequency(given)):
        return ""
    return say(tables, stated) if say else str(stated.words)


def _is_in_frequency(given: Pattern) -> bool:
    """The words of "daily in 2 divided doses" are those of how often."""
    return bool(
        given.divided and given.frequency and given.divided.words and given.divided.words in given.frequency.words
    )


def _times(stated: Stated[Count]) -> str:
    """In the source's words, which know what is counted ("for 25 fractions")."""
    if stated.value == Count(1, 1):
        return "once only"
    return stated.words if stated.words.startswith("for ") else f"for {number_of_doses(stated.value)}"


def _cap(tables: Tables, cap: Dose) -> str:
    """ "Maximum total dose 2 mg" is said of one dose as well as of a whole course: the word stays as it is."""
    if cap.per == "total":
        return f"at most {amount_words(tables, cap)} total"
    return f"at most {dose_words(tables, replace(cap, at_most=False))}"


_WORDS: Mapping[str, Callable[[Tables, Stated[Any]], str]] = {
    "route": route_words,
    "infusion": lambda tables, stated: f"over {duration_words(tables, stated.value)}",
    "frequency": lambda tables, stated: stated.words or frequency_words(tables, stated.value),
    "divided": lambda _, stated: f"in {stated.value} divided doses",
    "as_needed": lambda _, stated: "as needed",
    "weekdays": lambda _, stated: f"on {weekday_words(stated.value)}",
    "weeks": lambda _, stated: f"in {numbered('week', stated.value)}",
    "months": lambda _, stated: f"in {numbered('month', stated.value)}",
    "days": lambda _, stated: f"on {day_words(stated.value)}",
    "start": lambda _, stated: f"starting on day {stated.value}",
    "duration": lambda tables, stated: f"for {duration_words(tables, stated.value)}",
    "times": lambda _, stated: _times(stated),
    "cap": lambda tables, stated: _cap(tables, stated.value),
}
