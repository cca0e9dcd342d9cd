"""What one passage says of one treatment, with all that it is bound to: cycle, part, arms, and where it was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from fhiradapter.schedule.regimen import PATTERN, Administration, Cycle, Pattern

if TYPE_CHECKING:
    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.regimen import Count, Duration
    from fhiradapter.schedule.sentence.said.referring import Like


class Origin(IntEnum):
    """Where a passage stands; where two contradict each other, the lower number is believed."""

    DETAIL = 0
    ARM = 1
    INTERVENTION = 2
    SUMMARY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Pattern):
    """One treatment in one pattern. `key` tells treatments apart whatever they are called; no `arms`: all, or unsaid.

    Everything is optional but the name. `clause` are the words that were read; `duration` is how long this treatment is
    given, `span` how long all of its part goes on; `group` is the regimen that it is of; `like`: as it is elsewhere;
    `comprised`: the sentence says what the regimen is made of; `mixture`: what it
    is given as one of; `aim`: the sentence, where it only tells what the study is about; `later`: what
    the patients receive then, behind another pattern.
    """

    key: str
    drug: Stated[str]
    clause: Prose
    origin: Origin = Origin.DETAIL
    arms: tuple[str, ...] = ()
    part: Stated[str] | None = None
    length: Stated[Duration] | None = None
    count: Stated[Count] | None = None
    span: Stated[Duration] | None = None
    stop: Stated[str] | None = None
    statement: Stated[str] | None = None
    condition: Stated[str] | None = None
    optional: bool = False
    group: str = ""
    like: Like | None = None
    comprised: bool = False
    listed_as: str = ""
    mixture: str = ""
    aim: Prose | None = None
    later: bool = False

    @property
    def bare(self) -> bool:
        """True when nothing is said but that it is given, if need be."""
        return not any(getattr(self, name) for name in FACTS if name != "as_needed")

    def may_share_patients(self, other: Entry) -> bool:
        """True where both have an arm in common, or one of them is of no arm."""
        return not (self.arms and other.arms) or bool(set(self.arms) & set(other.arms))

    def having(self, **facts: Any) -> Entry:
        """The same with other facts."""
        return replace(self, **facts)

    @property
    def cycle(self) -> Cycle | None:
        """The cycle that it is part of."""
        return Cycle(self.length, self.count) if self.length else None

    def administration(self) -> Administration:
        """The entry as it stands in a stage, which holds its cycle."""
        return Administration(
            drug=self.drug,
            clause=self.clause.cite(),
            words=self.clause.text,
            condition=self.condition,
            optional=self.optional,
            listed_as=self.listed_as,
            **self.facts,
        )


FACTS = (*PATTERN, "length", "count")
"""What two passages on one treatment may both say, and have to say alike."""
HOW = ("doses", "route", "infusion")
"""What is said of a treatment whenever it is given."""


def values(entry: Entry, fact: str) -> Any:
    """The value of a fact without its words, None where it is not said."""
    said = getattr(entry, fact)
    if isinstance(said, tuple):
        return tuple(each.value for each in said) or None
    return said.value if said else None
