"""Hard passages of real registries, one by one: what is said of each, and that what is not said is told.

The table is `hard_cases.txt`; its head tells how it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.prose import Prose, Stated
from fhiradapter.schedule import listed, names
from fhiradapter.schedule.text.heard import Heard, Hearing, Outcome, Text
from fhiradapter.schedule.text.hearing import hear
from tests.schedule.words import LEXICON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from fhiradapter.schedule.passages.entries import Entry
    from fhiradapter.schedule.regimen import Amount, Count, Cycles, Dose, Duration, Frequency

TABLE = Path(__file__).with_name("hard_cases.txt")
STUDY_DRUG = "drugx"


@dataclass(slots=True)
class Case:
    """A passage, the treatment that it describes, what is said of it, what became of it, and what is still missing."""

    passage: str
    subject: str = ""
    said: list[str] = field(default_factory=list)
    outcome: str = ""
    missing: str = ""
    wrong: str = ""


def cases(lines: Iterable[str]) -> Iterator[Case]:
    case: Case | None = None
    for line in lines:
        sign, _, words = line.rstrip("\n").partition(" ")
        if sign == ">":
            if case is not None:
                yield case
            case = Case(words)
        elif case is not None and sign == "@":
            case.subject = words
        elif case is not None and sign == "=":
            case.said.append(words)
        elif case is not None and sign == ":":
            case.outcome = words
        elif case is not None and sign == "?":
            case.missing = words
        elif case is not None and sign == "!":
            case.wrong = words
    if case is not None:
        yield case


def heard(case: Case) -> Hearing:
    known = listed.own(LEXICON.names, [(STUDY_DRUG, ())])
    known = listed.with_short_names(known, [listed.other_names(case.passage)])
    key = names.key_of(known, case.subject) or case.subject
    subject = Stated(case.subject) if case.subject else None
    return hear(Text(paragraphs=(Prose.verbatim(case.passage),), subject=subject, subject_key=key), LEXICON, known)


# --- the notation ---------------------------------------------------------


def amount(value: Amount) -> str:
    high = f"-{value.high.normalize():f}" if value.high is not None else ""
    return f"{value.low.normalize():f}{high} {value.unit}"


def dose(value: Dose) -> str:
    return f"{'<= ' if value.at_most else ''}{amount(value)}{f' per {value.per}' if value.per else ''}"


def time(value: Duration) -> str:
    bound = "up to " if value.at_most else "at least " if value.at_least else "about " if value.approximate else ""
    return bound + amount(value)


def times(value: Frequency) -> str:
    high = f"-{value.period_high.normalize():f}" if value.period_high is not None else ""
    return f"{value.count} per {value.period.normalize():f}{high} {value.unit}"


def days(value: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for day in value:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return " ".join(str(run[0]) if len(run) == 1 else f"{run[0]}..{run[-1]}" for run in runs)


def cycles(value: Cycles) -> str:
    runs = ("+" if last is None else "" if last == first else f"..{last}" for first, last in value.runs)
    every = f" every {value.every}" if value.every != 1 else ""
    return " ".join(f"{first}{run}" for (first, _), run in zip(value.runs, runs, strict=True)) + every


def count(value: Count) -> str:
    return f"{value.low}" if value.low == value.high else f"{value.low or ''}..{value.high or ''}"


SHOWN: dict[str, Callable[[Any], str]] = {
    "infusion": lambda value: f"over {time(value)}",
    "route": str,
    "frequency": times,
    "days": lambda value: f"days {days(value)}",
    "cycles": lambda value: f"cycles {cycles(value)}",
    "weekdays": " ".join,
    "weeks": lambda value: f"weeks {days(value)}",
    "months": lambda value: f"months {days(value)}",
    "start": lambda value: f"from day {value}",
    "times": lambda value: f"doses {count(value)}",
    "divided": lambda value: f"in {value} doses",
    "cap": dose,
    "as_needed": lambda _: "as needed",
    "length": lambda value: f"of {amount(value)}",
    "count": lambda value: f"x {count(value)}",
    "duration": lambda value: f"for {time(value)}",
    "span": lambda value: f"all in all {time(value)}",
    "part": lambda value: f"part {value}",
    "condition": lambda value: f"if {value}",
    "stop": lambda value: f"until: {value}",
}


def shown(entry: Entry) -> str:
    """ "cisplatin: 75 mg/m2; intravenous; days 1"."""
    doses = [" / ".join(dose(each.value) for each in entry.doses)] if entry.doses else []
    said = [show(stated.value) for name, show in SHOWN.items() if (stated := getattr(entry, name))]
    tail = [*(["may"] if entry.optional else []), *(f"in {arm}" for arm in entry.arms)]
    return f"{entry.key}: {'; '.join([*doses, *said, *tail])}".strip()


def became(heard: Heard) -> str:
    if heard.outcome == Outcome.IN_PART:
        return "part told" if heard.matters else "part"
    return {Outcome.UNDERSTOOD: "read", Outcome.NOT_UNDERSTOOD: "told", Outcome.NOT_TREATMENT: "no treatment"}[
        heard.outcome
    ]


def said(found: Hearing) -> list[str]:
    return [shown(each) for each in found.entries if not each.bare] + [
        f"followed: {each.statement.value}" for each in found.follow_ups
    ]


# --- the test -------------------------------------------------------------

ALL = list(cases(TABLE.read_text(encoding="utf-8").splitlines()))


WHOLE = [
    pytest.param(case, marks=pytest.mark.xfail(reason=case.wrong, strict=True)) if case.wrong else case
    for case in ALL
    if not case.missing
]
PARTS = [case for case in ALL if case.missing]


@pytest.mark.parametrize("case", WHOLE, ids=[case.passage[:60] for case in ALL if not case.missing])
def test_a_hard_passage(case: Case) -> None:
    found = heard(case)
    assert (said(found), "; ".join(map(became, found.heard))) == (case.said, case.outcome)


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case.passage[:60])
def test_what_is_missing_of_a_passage_is_told(case: Case) -> None:
    found = heard(case)
    lines = said(found)
    for line in case.said:
        assert any(facts_of(line) <= facts_of(each) for each in lines), line
    if lines == case.said:
        assert "told" in "; ".join(map(became, found.heard))


def facts_of(line: str) -> set[str]:
    drug, _, facts = line.partition(": ")
    return {drug, *facts.split("; ")}
