"""What a text states about treatment, as values. Everything is optional: absent means not stated.

An *administration* is one drug by one route in one pattern; a *stage* is a part of the treatment with its own clock
(induction, maintenance, ...); a *regimen* is the stages in order and the follow-up after them.
Words of the field (cycle, course, dose) are those of ICH M11 and of the registry texts.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fhiradapter.prose import Citation, Stated


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range with its UCUM unit (https://ucum.org/ucum), as stated: `1.80` keeps its zero."""

    low: Decimal
    unit: str
    high: Decimal | None = None

    def __post_init__(self) -> None:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"a range runs upwards, not {self.low} to {self.high}")


@dataclass(frozen=True, slots=True)
class Duration(Amount):
    """An amount of time; `unit` is one of s, min, h, d, wk, mo, a. `at_least`: only a lower bound is stated."""

    approximate: bool = False
    at_most: bool = False
    at_least: bool = False

    def days(self) -> int | None:
        """Whole days, or None for ranges and for units that are no fixed number of days (months, years)."""
        per_unit = {"d": 1, "wk": 7}.get(self.unit)
        if per_unit is None or self.high is not None or self.low != int(self.low):
            return None
        return int(self.low) * per_unit


@dataclass(frozen=True, slots=True)
class Dose(Amount):
    """An amount of a drug. `per` is what it is the amount of: `d` a day, `wk` a week, `total` the whole course; empty
    is one administration, or not said. `at_most`: a cap, or "up to".
    """

    per: str = ""
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Frequency:
    """`count` times per `period` `unit`s; `code` is the HL7 abbreviation (QD, BID, ...) when one says exactly this.
    `period_high` ends a range: "every 6-8 hours".

    https://terminology.hl7.org/CodeSystem-v3-GTSAbbreviation.html
    """

    count: int
    period: Decimal
    unit: str
    code: str = ""
    period_high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many times: `low` None means that only an upper bound is stated, `high` None that only a lower one is."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Cycles:
    """The cycles that something is restricted to: runs in ascending order, and in each run every `every`th cycle.

    The last cycle of a run is None where it goes on for ever. Cycles 2 to 6: `((2, 6),)`; cycles 1 and 3:
    `((1, 1), (3, 3))`; odd cycles: `((1, None),)`, every 2.
    """

    runs: tuple[tuple[int, int | None], ...]
    every: int = 1

    def __post_init__(self) -> None:
        if not self.runs or self.every < 1:
            raise ValueError("cycles are at least one run, at least every cycle of it")

    @classmethod
    def span(cls, first: int, last: int | None) -> Cycles:
        """All cycles from `first` to `last`."""
        return cls(((first, last),))

    @property
    def first(self) -> int:
        """The first of the cycles."""
        return self.runs[0][0]

    @property
    def last(self) -> int | None:
        """The last of the cycles, None where they go on for ever."""
        return self.runs[-1][1]

    def has(self, number: int) -> bool:
        """True for the number of a cycle that is one of these."""
        return any(
            first <= number and (last is None or number <= last) and (number - first) % self.every == 0
            for first, last in self.runs
        )


@dataclass(frozen=True, slots=True)
class Cycle:
    """The repeating unit of a stage."""

    length: Stated[Duration]
    count: Stated[Count] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """How a treatment is given: how much, which way, when, how long. `route` is a key of `mappings/routes.tsv`.

    `cap` is the most that is given, `divided` the number of doses that an amount is given in, `start` the day from
    which on it is given, `times` how many doses there are in all (once only is one); weeks and months are numbered
    from the beginning of the treatment. A fact that is added here is one of every entry and of every administration.
    """

    doses: tuple[Stated[Dose], ...] = ()
    route: Stated[str] | None = None
    infusion: Stated[Duration] | None = None
    frequency: Stated[Frequency] | None = None
    days: Stated[tuple[int, ...]] | None = None
    cycles: Stated[Cycles] | None = None
    duration: Stated[Duration] | None = None
    weekdays: Stated[tuple[str, ...]] | None = None
    weeks: Stated[tuple[int, ...]] | None = None
    months: Stated[tuple[int, ...]] | None = None
    start: Stated[int] | None = None
    times: Stated[Count] | None = None
    divided: Stated[int] | None = None
    cap: Stated[Dose] | None = None
    as_needed: Stated[bool] | None = None

    @property
    def patterned(self) -> bool:
        """True when it says when the treatment is given."""
        return any(getattr(self, name) for name in _WHEN)

    @property
    def days_from_the_first(self) -> tuple[int, ...]:
        """ "Day 1 of weeks 1 and 3" are days 1 and 15, counted from the first; none where nobody can count them."""
        days = self.days.value if self.days else ()
        if not self.weeks:
            return days
        return days_in_weeks(days, self.weeks.value)

    @property
    def facts(self) -> dict[str, Any]:
        """Its members by name, stated or not."""
        return {name: getattr(self, name) for name in PATTERN}


A_WEEK = 7


def are_days_of_a_week(days: Sequence[int]) -> bool:
    """Whether the numbers can be those of days in a week."""
    return days[0] >= 1 and days[-1] <= A_WEEK


def days_in_weeks(days: Sequence[int], weeks: Sequence[int]) -> tuple[int, ...]:
    """Days of numbered weeks, counted from the first day of the first week; none where they are no days of a week."""
    if not days or not are_days_of_a_week(days) or weeks[0] < 1:
        return ()
    return tuple((week - 1) * A_WEEK + day for week in weeks for day in days)


PATTERN = tuple(each.name for each in fields(Pattern))
"""The names of what a pattern may say."""
_WHEN = ("frequency", "days", "cycles", "duration", "weekdays", "weeks", "months", "start")
_NO_SCHEDULE = ("route", "cycles", "as_needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration(Pattern):
    """One drug, one route, one pattern; `optional` means "may receive".

    `listed_as` is the name, folded, of the intervention that a record lists for the drug, whatever the text calls it.
    """

    drug: Stated[str]
    clause: Citation
    words: str
    condition: Stated[str] | None = None
    optional: bool = False
    listed_as: str = ""

    @property
    def scheduled(self) -> bool:
        """True when the text states how much, how often, when or how long; a route alone is no schedule."""
        return any(self.facts[name] for name in PATTERN if name not in _NO_SCHEDULE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the treatment with its own clock. `key` is short and unique in the regimen; `follows` says that the
    text puts it after the stage before it.
    """

    key: str
    follows: bool = False
    name: Stated[str] | None = None
    administrations: tuple[Administration, ...] = ()
    cycle: Cycle | None = None
    duration: Stated[Duration] | None = None
    stop: Stated[str] | None = None
    statement: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Visits after treatment: how often, and for how long."""

    statement: Stated[str]
    every: Stated[Duration] | None = None
    duration: Stated[Duration] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """The stages of treatment in order, and the follow-up after them.

    `unread` counts passages that sound like a schedule and were not read: as long as there are any, what is absent here
    may be stated there.
    """

    stages: tuple[Stage, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    unread: int = 0

    @property
    def administrations(self) -> tuple[Administration, ...]:
        """All administrations of all stages, in the order of the text."""
        return tuple(each for stage in self.stages for each in stage.administrations)
