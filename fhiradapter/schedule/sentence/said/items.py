"""What a sentence says is given: items, each a treatment in one pattern with the phrases that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fhiradapter.schedule.sentence.mentioned.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.sentence.said.referring import Like


@dataclass(slots=True)
class Item:
    """A treatment and what is said of it. `drug` None: the sentence describes a treatment without naming it.

    `join` is how it goes on from the item before it; `broken`: something restricts it that was not read; `copied`: "as
    in the first course", `like`: "as in arm I"; `group`: a name for it and others; `follows`: "followed by"; `unsure`:
    days may be said of it in words that were not read; `ambiguous`: courses that another one is restricted to may be
    its own; `arms`: "(arm I)" behind it; `pattern_of`: the item that this is another pattern of, and `later`, behind
    "then"; `coordinate`: "and" or "or" joins it to the treatment before it; `apart`: "; and" does; `alone`: "B alone";
    `form`: "A tablets", where it says the route.
    """

    drug: Mention | None
    first: Mention
    last: Mention
    said: dict[Kind, Mention] = field(default_factory=dict)
    join: Kind | None = None
    alternative: bool = False
    broken: bool = False
    copied: bool = False
    like: Like | None = None
    group: str = ""
    follows: bool = False
    unsure: bool = False
    ambiguous: bool = False
    condition: Stated[str] | None = None
    stop: Stated[str] | None = None
    arms: tuple[Mention, ...] = ()
    pattern_of: Item | None = None
    later: bool = False
    coordinate: bool = False
    apart: bool = False
    alone: bool = False
    mixture: str = ""
    form: str = ""

    @property
    def end(self) -> int:
        """The token behind its last word."""
        return max(self.last.end, *(each.end for each in self.said.values()), 0)

    @property
    def is_next_step(self) -> bool:
        """ "500 mg daily for 1 week, 1000 mg daily for 1 week": one dose behind the other, each for so long."""
        both = (self, self.pattern_of) if self.pattern_of is not None else ()
        return bool(both) and all({Kind.DOSE, Kind.SPAN} <= each.said.keys() for each in both)

    @property
    def bare(self) -> bool:
        """True when nothing is said of it."""
        return not self.said

    def has_own_clock(self, behind: Item) -> bool:
        """A treatment that is given every so many days or weeks does not share the days of its neighbour.

        One that is given every day shares only days in a row: "A daily and B on days 1 and 15".
        """
        frequency, days = self.value(Kind.FREQUENCY), behind.value(Kind.DAYS)
        if frequency is None or (frequency.value.unit in {"d", "h"} and days is None):
            return False
        return frequency.value.unit not in {"d", "h"} or not _in_a_row(days.days.value)

    def is_half_of(self, choice: Mention) -> bool:
        """ "weekly on day 1 or bi-weekly on days 1 and 3"; "continuously over 24 hours or orally": one way of two."""
        if choice.kind == Kind.ROUTE:
            return Kind.INFUSION in self.said and Kind.ROUTE not in self.said
        return self.unsure and choice.kind == Kind.DAYS

    @property
    def is_once_a_day(self) -> bool:
        """ "once daily 5 days a week" is five times a week."""
        frequency = self.value(Kind.FREQUENCY).value
        return bool(frequency.count == frequency.period == 1 and frequency.unit == "d" and not frequency.period_high)

    def is_restricted_by(self, frequency: Mention) -> bool:
        """ "twice daily 5 days a week": the second frequency restricts the first one."""
        first = self.value(Kind.FREQUENCY)
        restricts = frequency.value.value.unit == "wk" and frequency.value.value.count > 1
        return restricts and first is not None and first.value.unit in {"d", "h"}

    def value(self, kind: Kind) -> Any:
        """What the rule of this kind read."""
        mention = self.said.get(kind)
        return mention.value if mention else None


@dataclass(frozen=True, slots=True)
class Given:
    """What a sentence says is given. `repeats` are statements on cycles in it, `condition` who receives it."""

    items: tuple[Item, ...] = ()
    repeats: tuple[Any, ...] = ()
    stop: Stated[str] | None = None
    condition: Stated[str] | None = None
    optional: bool = False
    arm: Mention | None = None
    unread: tuple[Prose, ...] = ()
    treats: bool = False


def choose(items: Sequence[Item], item: Item, *, either: bool) -> None:
    """ "A, B or C": one of them is given; "A and either B or C": A is."""
    item.alternative = True
    for each in () if either else reversed(items):
        each.alternative = True
        if each.join != Kind.COMMA and each.pattern_of is None:
            break


def said_in(mention: Mention) -> Any:
    """What a phrase says, without its words."""
    return mention.value.value if hasattr(mention.value, "value") else mention.value


def _in_a_row(days: Sequence[int]) -> bool:
    return len(days) > 1 and len(days) == days[-1] - days[0] + 1
