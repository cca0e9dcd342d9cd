"""What a repeat statement ("Courses repeat every 21 days for 6 courses") is about, and what it says of each entry.

It was counted on registry texts that it is about everything since the last boundary: a heading, another repeat
statement, a sentence that begins a new step. One that names arms is about all that these receive in this part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

from fhiradapter.schedule import headings
from fhiradapter.schedule.names import GRAFTS, PLACEBO_KEY, RADIATION_KEY
from fhiradapter.schedule.passages import impossible
from fhiradapter.schedule.regimen import A_WEEK, Frequency
from fhiradapter.schedule.sentence.said.facts import cycle_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fhiradapter.issues import Issue
    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.passages.entries import Entry
    from fhiradapter.schedule.phrases.repeat_tails import Repeating
    from fhiradapter.schedule.regimen import Cycles, Duration

_ALL_ARMS = re.compile(
    r"\b(?:both|all|each|either) (?:of the )?(?:treatment |study )?(?:arms?|groups?|regimens?|cohorts?)\b",
    re.IGNORECASE,
)
_ALL_PARTS = re.compile(
    r"\b(?:both|all) (?:of the )?(?:treatment |study )?(?:parts|phases|stages|steps)\b", re.IGNORECASE
)
_MANY = 60
"""No treatment has more cycles."""


class Applied(IntEnum):
    """What became of a repeat statement."""

    IDLE = 0
    PARTLY = 1
    WHOLLY = 2


def of_all_arms(sentence: Prose) -> bool:
    """True where it speaks of every arm."""
    return bool(_ALL_ARMS.search(sentence.text))


@dataclass(slots=True)
class Repeats:
    """The entries that the next repeat statement is about.

    `before`: those that the statement before it was about, while nothing ended them; `also`: what came since is given
    with them; `length` and `last`: how long their cycles are, and
    which is the last one. `slips` are told of days that no cycle of this length has.
    """

    since: int = 0
    before: int | None = None
    also: bool = False
    length: Stated[Duration] | None = None
    last: int | None = None
    slips: list[Issue] = field(default_factory=list)

    def end(self, entries: Sequence[Entry]) -> None:
        """A boundary: what was said so far is none of the next one's business."""
        self.since, self.before, self.length = len(entries), None, None

    def in_each(self, entry: Entry) -> Entry:
        """ "Chemotherapy repeats every 2 weeks. Patients also receive A on day 1 of each course": of these courses.

        "Patients with stable disease receive A on day 1 of courses 1-2": these may be courses of their own.
        """
        length = self.length.value.days() if self.length else None
        days = entry.days_from_the_first if entry.days else ()
        own = entry.length or (entry.cycles and entry.condition)
        named = entry.cycles.value.last or entry.cycles.value.first if entry.cycles else 0
        fits = length is not None and days and days[0] >= 0 and days[-1] <= length and named <= (self.last or _MANY)
        return entry.having(length=cycle_of(self.length)) if fits and not own else entry

    def apply(self, entries: list[Entry], repeat: Repeating, sentence: Prose, part: Stated[str] | None) -> Applied:
        """Says what the statement says of the entries that it is about."""
        places = self._places(entries, repeat, sentence)
        everywhere = part is None or bool(_ALL_PARTS.search(sentence.text))
        group = [place for place in places if everywhere or _in_part(entries[place], part)]
        for place in group:
            if repeat.length and self.length and place >= self.since and entries[place].length is self.length:
                entries[place] = entries[place].having(length=None)  # "of each course" of these, not of those before
        if repeat.drugs:
            group = [place for place in group if entries[place].key in repeat.drugs]
        if not group or not fits(repeat, [entries[place] for place in group]):
            self._next(entries, None) if not repeat.drugs else None
            self.slips += impossible.outside(repeat, [entries[place] for place in group])
            return Applied.IDLE
        behind = _behind([entries[place] for place in group], repeat, sentence)
        blinded = _beside_placebo([entries[place] for place in group]) if _is_of_chemotherapy(repeat) else []
        others = any(entries[each].key != RADIATION_KEY and not entries[each].bare for each in group)
        alone = [entries[each] for each in group if others and _is_radiation_alone(entries[each])]
        left = [*behind, *blinded, *alone]
        left += _in_passing([entries[each] for each in group])
        about = [each for each in group if entries[each] not in left and is_about(repeat, entries[each])]
        self.length = repeat.length if about and not repeat.drugs else None
        self.last = repeat.count.value.high if repeat.count else None
        for place in about:
            entries[place] = repeated(entries[place], repeat, sentence)
        self._next(entries, places[0]) if not repeat.drugs else None
        torn = repeat.partly or any(_is_of_another_length(entries[place], repeat) for place in group)
        all_of_them = not torn and all(_has_length(entries[place], repeat) for place in about)
        return Applied.WHOLLY if all_of_them else Applied.PARTLY

    def _places(self, entries: Sequence[Entry], repeat: Repeating, sentence: Prose) -> list[int]:
        everything = range(len(entries))
        if _ALL_PARTS.search(sentence.text):
            return list(everything)
        if of_all_arms(sentence):
            return [place for place in everything if entries[place].arms] or list(everything)
        if (arms := set(_arms_of(repeat))) and not self._names_them(entries, arms):
            return [place for place in everything if arms & set(entries[place].arms)]
        since = self.since
        if self._says_the_length(entries, repeat) or (
            since < len(entries) and since and self._one_clock(entries, repeat)
        ):
            since = self.before or 0
        return list(everything[since:])

    def _names_them(self, entries: Sequence[Entry], arms: set[str]) -> bool:
        """What came since the last boundary is of these arms: nothing earlier is meant."""
        here = entries[self.since :]
        return arms == {arm for each in here for arm in each.arms}

    def _next(self, entries: Sequence[Entry], before: int | None) -> None:
        self.also = False
        self.since, self.before = len(entries), before

    def _says_the_length(self, entries: Sequence[Entry], repeat: Repeating) -> bool:
        """ "Patients receive 3 courses of chemotherapy consisting of A. Patients receive B. Each course is 21 days"."""
        if self.before is None or repeat.length is None or repeat.count is not None:
            return False
        return all(each.length is None and each.count for each in entries[self.before : self.since])

    def _one_clock(self, entries: Sequence[Entry], repeat: Repeating) -> bool:
        """ "Cycles repeat every 28 days. Patients also receive B. Treatment repeats every 28 days for 6 cycles"."""
        if self.before is None or repeat.length is None or not self.also:
            return False
        earlier = entries[self.before : self.since]
        days = repeat.length.value.days()
        return days is not None and all(
            each.length is not None and each.length.value.days() == days and each.count is None for each in earlier
        )


def _arms_of(repeat: Repeating) -> tuple[str, ...]:
    """ "Treatment in arms I and II repeats ..."."""
    return headings.arms_named(repeat.what.value) if repeat.what else ()


def _in_part(entry: Entry, part: Stated[str] | None) -> bool:
    """ "In both arms, treatment continues for 2 years" under CONSOLIDATION says nothing of the induction."""
    return part is None or entry.part is None or entry.part.value.casefold() == part.value.casefold()


def _behind(group: Sequence[Entry], repeat: Repeating, sentence: Prose) -> list[Entry]:
    """ "A daily for 3 days, repeated every 14 days; B for 56 days": what stands behind it in the same sentence."""
    start, here = sentence.cite().offset, repeat.statement.citations[0].offset
    inside = [each for each in group if start <= each.clause.cite().offset < start + len(sentence)]
    if all(each.clause.cite().offset > here for each in inside):
        return []
    return [each for each in inside if each.clause.cite().offset > here]


def fits(repeat: Repeating, group: Iterable[Entry]) -> bool:
    """A day outside the cycle shows that the statement is not about this group.

    Days before the first one are no days of it, where the group does not begin with them; but "daily on days -4 to 12"
    begins a cycle that has all of them.
    """
    length = repeat.length.value.days() if repeat.length else None
    days = [each.days_from_the_first for each in group if each.days and not each.length]
    if length is None or not days or _run_through(days[0], length):
        return True
    return all(days) and days[0][0] >= 0 and all(each[-1] <= length for each in days)


def _run_through(days: Sequence[int], length: int) -> bool:
    """Days in a row from before the first one to behind it, no more than a cycle has."""
    return days[0] < 0 < days[-1] and len(days) == days[-1] - days[0] + 1 <= length


def _is_of_another_length(entry: Entry, repeat: Repeating) -> bool:
    """ "every 21 days. Treatment repeats every 28 days for 6 courses": a mixture of both is stated by nobody."""
    lengths = [each.value.days() for each in (entry.length, repeat.length) if each]
    return None not in lengths and len(set(lengths)) > 1


def is_about(repeat: Repeating, entry: Entry) -> bool:
    """Radiation is given once, over so many weeks, when chemotherapy repeats; days before the first are in no cycle."""
    length = repeat.length.value.days() if repeat.length else None
    if length and entry.days and entry.days.value[0] < 0 and not _run_through(entry.days.value, length):
        return False
    if _is_of_another_length(entry, repeat) or (length and _last_week(entry) * A_WEEK > length):
        return False
    if entry.key in {RADIATION_KEY, PLACEBO_KEY} and _is_of_chemotherapy(repeat):
        return False
    return entry.key != RADIATION_KEY or entry.duration is None


def _last_week(entry: Entry) -> int:
    """ "daily in weeks 1-4. Treatment repeats every 14 days": weeks that no such cycle has."""
    return entry.weeks.value[-1] if entry.weeks and not entry.length else 0


def _in_passing(group: Sequence[Entry]) -> list[Entry]:
    """ "Patients receive A and B. A is given on day 1. Treatment repeats every 28 days": the first sentence names A."""
    described = {each.key for each in group if not each.bare}
    return [each for each in group if each.bare and not each.like and each.key in described]


def _is_of_chemotherapy(repeat: Repeating) -> bool:
    return bool(repeat.what and "chemo" in repeat.what.value.casefold())


def _beside_placebo(group: Iterable[Entry]) -> list[Entry]:
    """ "A on day 1 and B (arm I) or placebo (arm II)": what others receive a placebo for is not the chemotherapy."""
    said = list(group)
    placebos = [each for each in said if each.key == PLACEBO_KEY]
    in_arms = any(each.arms for each in placebos) and any(not each.arms for each in said)
    chosen = any(each.optional for each in placebos)
    return [each for each in said if (in_arms and each.arms) or (chosen and each.optional)]


def _is_radiation_alone(entry: Entry) -> bool:
    """ "Patients undergo radiotherapy. Patients receive A on day 1. Treatment repeats every 21 days": that is A."""
    return entry.key == RADIATION_KEY and entry.bare and not entry.like


def repeated(entry: Entry, repeat: Repeating, sentence: Prose) -> Entry:
    """The entry with what the statement says, where it has not its own."""
    length = cycle_of(repeat.length) or _length_of_its_cycles(entry, repeat)
    return entry.having(
        length=entry.length or length,
        frequency=entry.frequency or _weekly(entry, repeat),
        count=entry.count or repeat.count,
        span=entry.span or (None if _is_of_few(entry) or entry.key in GRAFTS else repeat.span),
        stop=entry.stop or repeat.stop,
        statement=(entry.statement if entry.count or not repeat.count else None) or sentence.strip(".; ").stated(),
    )


def _is_of_few(entry: Entry) -> bool:
    """What is given in courses 3 and 5 alone does not go on for up to 2 years."""
    return entry.cycles is not None and entry.cycles.value.last is not None


def _weekly(entry: Entry, repeat: Repeating) -> Stated[Frequency] | None:
    """ "Patients receive A IV. Treatment repeats weekly for 8 courses": once a week."""
    length = repeat.length
    weekly = length is not None and length.value.days() == A_WEEK and length.value.high is None
    if length is None or not weekly or entry.days or entry.weekdays or entry.duration or entry.like:
        return None
    return length.having(Frequency(1, Decimal(1), "wk", "WK"))


def _length_of_its_cycles(entry: Entry, repeat: Repeating) -> Stated[Duration] | None:
    """Of cycles of several lengths, the one that all of its own have."""
    if entry.cycles is None:
        return None
    own = entry.cycles.value
    return next((each.length for each in repeat.lengths if _covers(each.cycles.value, own)), None)


def _covers(cycles: Cycles, own: Cycles) -> bool:
    return all(cycles.has(number) for number in range(1, _MANY) if own.has(number))


def _has_length(entry: Entry, repeat: Repeating) -> bool:
    return not repeat.lengths or entry.length is not None
