"""Passages that complement each other: what the outline, the arm and the intervention say of one treatment becomes one.

Two passages that agree wherever both speak are one statement. Where they contradict each other, the description of
the treatment is believed before that of an arm, that before an intervention's, and the summary last; it is said.
What a passage says of one arm is said of no other: a row of two arms that only one passage completes is two rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter.schedule.names import RADIATION_KEY
from fhiradapter.schedule.passages.agreeing import agree, agreement, complemented, same, says
from fhiradapter.schedule.passages.entries import FACTS, HOW, Entry, Origin, values
from fhiradapter.schedule.passages.parted import parted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_OF_THE_DRUG = (*HOW, "cap")
"""What a passage without any pattern says of a treatment in all its patterns."""
_OF_ALL_KINDS = re.compile(r"\b(?:participants|subjects|individuals)\b")
_BEFORE_WHO = re.compile(r"^(?:for |in |only |the |those |all )+| only$")
_HOUR = re.compile(r"\b(?:mornings?|evenings?|night(?:ly)?|bedtime|q?hs|[ap]\W?m)\b|(?<=q)(?:[ap]m|hs)", re.IGNORECASE)
_HOW_MUCH = ("doses", "infusion", "cap", "divided")


def merged(entries: Iterable[Entry], contradicts: Callable[[Entry, Entry], None]) -> list[Entry]:
    """The entries with one for each pattern. `contradicts` is told of each that is left out, and for which."""
    ordered = list(enumerate(sorted(parted(_coalesced(entries)), key=lambda each: each.origin)))
    rows = _Rows(contradicts, [entry for _, entry in ordered])
    for place, entry in ordered:
        if not entry.bare:
            rows.take(entry, place)
    for place, entry in ordered:
        if entry.bare:
            rows.mention(entry, place)
    return rows.entries()


def _coalesced(entries: Iterable[Entry]) -> list[Entry]:
    """What is said in the same way of several arms, once."""
    found: dict[Any, Entry] = {}
    for entry in entries:
        said = tuple(values(entry, fact) for fact in FACTS)
        who = (entry.condition and entry.condition.value, entry.optional)
        part = entry.part and entry.part.value.casefold()
        key = (entry.key, entry.origin, part, bool(entry.arms), who, repr(said))
        known = found.get(key)
        found[key] = (known or entry).having(arms=_together(known.arms, entry.arms) if known else entry.arms)
    return list(found.values())


@dataclass(slots=True)
class _Row:
    """An entry, and its place in the texts. `spent`: a row of no arm that stands among the rows of arms again;
    `before`: what it said before a passage of the origin `by` completed it.
    """

    entry: Entry
    place: int
    spent: bool = False
    before: Entry | None = None
    by: Origin | None = None


class _Rows:
    """One row for each pattern of each treatment."""

    def __init__(self, contradicts: Callable[[Entry, Entry], None], entries: Sequence[Entry]) -> None:
        self._rows: list[_Row] = []
        self._contradicts = contradicts
        self._all = entries

    def entries(self) -> list[Entry]:
        """In the order in which the texts tell of them."""
        return [row.entry for row in sorted(self._rows, key=lambda row: row.place) if not row.spent]

    def take(self, entry: Entry, place: int) -> None:
        """A passage that says how a treatment is given."""
        self._join_days(entry)
        known = self._known(entry)
        beside = [group for group in _by_arms(known) if self._is_beside(group, entry)]
        arms = [arm for arm in entry.arms if any(_has(row, arm) for group in beside for row in group)]
        self._add(entry, [*arms, *_left(entry, known)], place, always=not known or bool(beside and not entry.arms))

    def _join_days(self, entry: Entry) -> None:
        """ "A on day 1 ..., and A on day 29": one row, where another passage says "A on days 1 and 29"."""
        parts = [row for row in self._known(entry) if _is_part_of(row.entry, entry)]
        days = [day for row in parts for day in (row.entry.days.value if row.entry.days else ())]
        alike = all(agree(one.entry.having(days=None), parts[0].entry.having(days=None)) for one in parts)
        if len(parts) < 2 or not entry.days or sorted(days) != sorted(entry.days.value) or not alike:
            return
        whole = parts[0].entry.having(days=entry.days)
        for row in parts[1:]:
            whole = complemented(whole, row.entry, FACTS)
            self._rows.remove(row)
        parts[0].entry = whole

    def mention(self, entry: Entry, place: int) -> None:
        """A passage that says no more than that it is given, and in which arms: nothing new where that is known."""
        known = self._known(entry)
        for row in known:
            self._fill(row, entry, ())
        self._add(entry, _left(entry, known), place, always=not known)

    def _add(self, entry: Entry, arms: Sequence[str], place: int, *, always: bool) -> None:
        if always:
            self._rows.append(_Row(entry, place))
        elif arms:
            self._rows.append(_Row(entry.having(arms=_together(arms)), place))

    def _known(self, entry: Entry) -> list[_Row]:
        met = [row for row in self._rows if row.entry.key == entry.key and _meet(row.entry, entry)]
        return [row for row in met if not row.spent] or met

    def _is_beside(self, group: Sequence[_Row], entry: Entry) -> bool:
        """False where the rows of these arms take what it says; True where it is another pattern of its own."""
        alike = [row for row in group if agree(row.entry, entry) and not _is_for_others(row.entry, entry)]
        before = [row for row in alike if row.entry.origin < entry.origin or same(row.entry, entry)]
        if before and not (entry.patterned and any(self._only_lasts(row.entry, entry) for row in before)):
            self._into(before, entry)
            return False
        if alike or any(_is_on_other_days(row, entry) for row in group):
            return True
        instead = [row for row in group if row.entry.origin < entry.origin or _at_once(row.entry, entry)]
        if instead:
            self._contradicts(instead[0].entry, entry)
        return not instead

    def _only_lasts(self, row: Entry, entry: Entry) -> bool:
        """ "A for 12 months", and two patterns of A elsewhere: of which it is said is not known, and both are told."""
        said = [fact for fact in FACTS if fact != "route" and getattr(row, fact)]
        return said == ["duration"] and any(agree(row, each) for each in self._all if _is_rival(each, entry))

    def _into(self, rows: Sequence[_Row], entry: Entry) -> None:
        rivals = [each for each in self._all if _is_rival(each, entry)]
        torn = [row for row in rows if not row.entry.doses and any(agree(row.entry, each) for each in rivals)]
        rows = [row for row in rows if row not in torn]
        if not rows:
            self._contradicts(torn[0].entry, entry)
            return
        if not entry.patterned:
            either = self._has_one_of_its_routes(entry)
            not_of_all = {"route": either, "doses": entry.key == RADIATION_KEY}
            of_all = tuple(fact for fact in _OF_THE_DRUG if not not_of_all.get(fact))
            if len(rows) > 1 and entry.doses and "doses" not in of_all:  # a large field and its boost have one total
                self._contradicts(rows[0].entry, entry)
            for row in rows:
                self._fill(row, entry, of_all if len(rows) > 1 else FACTS)
            if either and len(rows) > 1 and (unclear := next((row for row in rows if not row.entry.route), None)):
                self._contradicts(unclear.entry, entry)
            return
        scores = [agreement(row.entry, entry) for row in rows]
        best = [row for row, score in zip(rows, scores, strict=True) if score == max(scores)]
        if len(best) == 1:
            self._fill(best[0], entry, FACTS)
        elif not any(says(row.entry, entry) for row in best):
            self._contradicts(best[0].entry, entry)

    def _has_one_of_its_routes(self, entry: Entry) -> bool:
        """ "IT or IV" of what is given IV in one pattern: the others are not given by either."""
        routes = entry.route.value.split("|") if entry.route else []
        own = (row.entry.route.value for row in self._rows if row.entry.key == entry.key and row.entry.route)
        return len(routes) > 1 and any(route in routes for route in own)

    def _fill(self, row: _Row, entry: Entry, facts: Sequence[str]) -> None:
        """What only the entry says goes into the row, for the arms of which both are said."""
        one, filled = row.entry, complemented(row.entry, entry, facts)
        if _is_of_some(one, entry):
            if filled != one:
                self._rows.append(_Row(_for_some(one, entry, filled), row.place, before=one, by=entry.origin))
        elif not entry.arms or (one.arms and set(one.arms) <= set(entry.arms)):
            row.entry = filled
            row.before, row.by = one, entry.origin
        elif not one.arms:
            self._rows.append(_Row(filled.having(arms=entry.arms), row.place, before=one, by=entry.origin))
            row.spent = True
        elif not same(one, filled):
            row.entry = filled.having(arms=tuple(arm for arm in one.arms if arm in entry.arms))
            row.before, row.by = one, entry.origin
            others = tuple(arm for arm in one.arms if arm not in entry.arms)
            self._rows.append(_Row(one.having(arms=others), row.place))


def _is_of_some(one: Entry, other: Entry) -> bool:
    """ "A daily", and "patients over 50 kg receive 10 mg": what some receive is said of no others.

    Between A and B ("either A or B for 12 weeks") the arms decide, where they are told of.
    """
    if other.optional and not other.condition and one.arms and not other.arms:
        return False
    who = (_who(one), one.optional)
    others = (_who(other), other.optional)
    return who != others and bool(other.condition or other.optional)


def _for_some(one: Entry, other: Entry, filled: Entry) -> Entry:
    """What is said of all and of some, for these; of two conditions neither is the other one."""
    if one.condition and other.condition and _who(one) != _who(other):
        return other
    arms = tuple(arm for arm in one.arms if arm in other.arms) if one.arms and other.arms else one.arms or other.arms
    return filled.having(condition=one.condition or other.condition, optional=one.optional or other.optional, arms=arms)


def _is_part_of(row: Entry, entry: Entry) -> bool:
    """The same treatment on fewer of the days, under no condition."""
    if row.days is None or entry.days is None or row.condition or row.optional or row.arms != entry.arms:
        return False
    return set(row.days.value) < set(entry.days.value) and agree(row.having(days=None), entry.having(days=None))


def _is_on_other_days(row: _Row, entry: Entry) -> bool:
    """ "A twice daily", and in an arm "A on days 1-7, A on days 15-21": two patterns of what is told before."""
    if row.before is None or row.by != entry.origin or not agree(row.before, entry):
        return False
    return None not in (row.entry.days, entry.days) and values(row.entry, "days") != values(entry, "days")


def _by_arms(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """The rows in groups that have no arm in common."""
    rest = list(rows)
    while rest:
        group = [rest.pop(0)]
        while near := [row for row in rest if any(row.entry.may_share_patients(each.entry) for each in group)]:
            group += near
            rest = [row for row in rest if row not in near]
        yield group


def _has(row: _Row, arm: str) -> bool:
    return not row.entry.arms or arm in row.entry.arms


def _left(entry: Entry, rows: Sequence[_Row]) -> list[str]:
    """The arms of the entry that no row is about."""
    return [arm for arm in entry.arms if not any(_has(row, arm) for row in rows)]


def _is_rival(one: Entry, other: Entry) -> bool:
    """Two interventions that are one treatment in two doses, for the same patients: a row takes neither by chance."""
    described = one.origin == other.origin == Origin.INTERVENTION and one.key == other.key and one is not other
    amounts = [[(dose.value.low, dose.value.high, dose.value.unit) for dose in each.doses] for each in (one, other)]
    return described and all(amounts) and amounts[0] != amounts[1] and _meet(one, other)


def _at_once(one: Entry, other: Entry) -> bool:
    """Two doses in one pattern, for the same patients: nobody receives both, but one after the other."""
    if (one.later or other.later) and one.duration and other.duration:
        return False
    sure = not any(each.condition or each.optional for each in (one, other)) and one.part == other.part
    pattern = tuple(fact for fact in FACTS if fact not in _HOW_MUCH)
    alike = sure and one.patterned and all(values(one, fact) == values(other, fact) for fact in pattern)
    return alike and one.arms == other.arms and bool(one.doses and other.doses) and not _is_at_another_hour(one, other)


def _is_at_another_hour(one: Entry, other: Entry) -> bool:
    """ "30 mg every morning and 10 mg every evening": both are received, each once a day."""
    hours = [_HOUR.search(each.frequency.words) for each in (one, other) if each.frequency]
    named = [hour.group().lower() for hour in hours if hour]
    return len(named) > 1 and named[0] != named[1]


def _meet(one: Entry, other: Entry) -> bool:
    """True where both may be given to the same patients in the same part."""
    parts = not (one.part and other.part) or one.part.value.casefold() == other.part.value.casefold()
    return parts and one.may_share_patients(other)


def _together(*arms: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(arm for each in arms for arm in each))


def _is_for_others(one: Entry, other: Entry) -> bool:
    """ "Women receive A. Men receive A.": two statements of one text, about two kinds of patients."""
    who, others = one.condition, other.condition
    both = who is not None and others is not None
    return one.origin == other.origin and both and _who(one) != _who(other)


def _who(entry: Entry) -> str | None:
    """The condition, in the words that are its own: "for participants with X" are patients with X."""
    if entry.condition is None:
        return None
    return _BEFORE_WHO.sub("", _OF_ALL_KINDS.sub("patients", entry.condition.value.casefold()))
