"""What items of one sentence share: the days of the whole group, and what a bare treatment has from the next one.

"A IV and B IV over 1 hour on days 1-3": both on days 1-3; "A and B IV on day 1": both IV. It was counted on registry
texts that a list of days belongs to the whole group before it, but for treatments with a timing of their own; so does
how often a group is given ("A IV over 1 hour and B IV over 2 hours weekly for 4 weeks"), and how long its cycle is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Any

from fhiradapter.schedule.names import PLACEBO_KEY, RADIATION_KEY
from fhiradapter.schedule.regimen import A_WEEK, are_days_of_a_week
from fhiradapter.schedule.sentence.mentioned.connecting import MADE_UP_OF
from fhiradapter.schedule.sentence.mentioned.mentions import Kind
from fhiradapter.schedule.sentence.said.items import said_in
from fhiradapter.schedule.sentence.said.patterns import of_the_group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_OF_ALIKE = (Kind.FREQUENCY, Kind.SPAN, Kind.COUNT)
_OF_EITHER = (Kind.FREQUENCY, Kind.SPAN, Kind.ON_OFF, Kind.WEEKS, Kind.MONTHS, Kind.WEEKDAYS)
"""Behind "oral A or oral B": said of the one that is given."""
_OF_ANY_CYCLE = re.compile(r"(?:(?:each|every|one|1|a|the) )?(?:treatment )?cycles?\b", re.IGNORECASE)
"""So begins what says how long a cycle is, whichever ("cycle length = 21 days"); "28-day cycle" is one of these."""
_SHARED_BY_BARE = (Kind.ROUTE, Kind.FREQUENCY, Kind.SPAN, Kind.ON_OFF)
_HOW = frozenset({Kind.ROUTE, Kind.INFUSION})
_OF_THE_GROUP = (Kind.DAYS, Kind.SCOPE)
_OF_THOSE_WITHOUT_PATTERN = (Kind.WEEKS, Kind.MONTHS, Kind.WEEKDAYS)
"""Shared by what nothing says how often it is given: "A daily and B in weeks 1 and 4" leaves A as it is."""
_OWN_TIMING = frozenset(
    {Kind.DAYS, Kind.SPAN, Kind.SCOPE, Kind.START, Kind.WEEKS, Kind.MONTHS, Kind.WEEKDAYS, Kind.COUNT, Kind.AS_NEEDED}
)

_PATTERN = _OWN_TIMING - {Kind.SPAN, Kind.COUNT} | {Kind.FREQUENCY, Kind.ON_OFF}


def shared(items: list[Item], lead: Sequence[Mention], unread: Sequence[Mention] = ()) -> list[Item]:
    """The items with what they share; `lead` are days before all of them ("On day 1, patients receive A and B").

    "On day 1, patients receive A; on day 2, patients receive B": where another follows, the first one ends.
    """
    reach = {each.kind: _reach(each.kind, items, unread) for each in lead}
    days = [each for each in lead if each.kind == Kind.DAYS]
    for item in items:
        item.said = {each.kind: each for each in days if item.first.start < reach[each.kind]} | item.said
    for place in range(len(items) - 2, -1, -1):
        if _join_hands(items[place], items[place + 1]):
            _share(items[place], items[place + 1])
            _share_courses(items[place], items[place + 1], items[place + 2 : place + 3])
    for item in items:
        here = [each for each in lead if item.first.start < reach[each.kind]]
        own_days = Kind.DAYS in item.said
        item.said = {each.kind: each for each in here if not (own_days and each.kind == Kind.START)} | item.said
    _in_first_courses(items)
    _of_cycles_of_one_length(items)
    return of_the_group(items)


def with_route_of_all(sentence: Mentioned, items: Sequence[Item]) -> None:
    """ "intrathecal therapy comprising A, B and C": the route before them is that of all."""
    for place, first in enumerate(items):
        route = first.said.get(Kind.ROUTE)
        if not route or not first.drug or not _holds(sentence, route, first.drug):
            continue
        for item in items[place + 1 :]:
            if item.join not in {Kind.COMMA, Kind.LINK} or item.drug is None:
                break
            item.said.setdefault(Kind.ROUTE, route)


def _holds(sentence: Mentioned, route: Mention, drug: Mention) -> bool:
    between = (each for each in sentence.mentions if route.end <= each.start and each.end <= drug.start)
    return any(each.key in MADE_UP_OF for each in between)


def _reach(kind: Kind, items: Sequence[Item], unread: Sequence[Mention]) -> float:
    """Where the next phrase of the kind stands, read or not."""
    own = [item.first.start for item in items if kind in item.said]
    return min((*own, *(each.start for each in unread if each.kind == kind)), default=inf)


def _in_first_courses(items: Sequence[Item]) -> None:
    """ "on day 1 and on day 2 of course 1 and on day 1 of courses 2-6": the first days are of course 1 as well."""
    for first, second, third in zip(items, items[1:], items[2:], strict=False):
        named = [
            scope for each in (second, third) if each.drug is first.drug and (scope := _scope(each)) and scope.cycles
        ]
        if len(named) == 2 and Kind.DAYS in first.said and _scope(first) is None:
            _put(named[0], second, first)


def _of_cycles_of_one_length(items: Sequence[Item]) -> None:
    """ "on days 1 and 8 of cycle 1 and day 1 of cycles 2-8 (cycle length = 21 days)": it is that of all cycles."""
    for first, second in pairwise(items):
        one, other, days = _scope(first), _scope(second), first.value(Kind.DAYS)
        if first.drug is not second.drug or one is None or other is None or not days or one.length:
            continue
        length = other.length if other.length and _OF_ANY_CYCLE.match(other.length.words) else None
        if length and one.cycles and days.days.value[-1] <= (length.value.days() or 0):
            _put(replace(one, length=length), first, first)


def _put(scope: Any, stated_in: Item, item: Item) -> None:
    stated = stated_in.said.get(Kind.SCOPE) or stated_in.said[Kind.DAYS]
    item.said[Kind.SCOPE] = replace(stated, kind=Kind.SCOPE, value=scope)


def _join_hands(item: Item, behind: Item) -> bool:
    """Whether the next item goes on about the same group."""
    if (
        behind.join in {None, Kind.SEMICOLON}
        or behind.apart
        or behind.broken
        or (behind.join == Kind.THEN and not behind.follows)
    ):
        return False
    return not ((item.copied and not behind.copied) or (item.like != behind.like) or item.unsure or item.broken)


def _share(item: Item, behind: Item) -> None:
    pair = behind.join in {Kind.LINK, Kind.OR} and (item.join != Kind.COMMA or item.arms) and not item.mixture
    either = behind.join == Kind.OR and _nothing_behind(item)
    nothing_behind = either or item.bare or (_prefixed(item) and len(item.said) == 1 and _goes_along(behind))
    own_route = _prefixed(behind) or bool(behind.mixture)
    bare = nothing_behind and behind.join != Kind.THEN and _one_kind(item, behind) and not own_route
    if pair:
        _share_what_stands_before(item, behind, either=either)
    if bare:
        alike = (*(_of_either(item, behind) if either else _SHARED_BY_BARE), *_courses_of_both(behind))
        kinds = [kind for kind in alike if kind in behind.said and (kind != Kind.ROUTE or _may_go_so(item, behind))]
        item.said = {kind: behind.said[kind] for kind in kinds} | item.said
    elif either and _prefixed(item) and _prefixed(behind):
        item.said = {kind: behind.said[kind] for kind in _OF_EITHER if kind in behind.said} | item.said
    elif _given_alike(item, behind) or _prefixed_alike(item, behind):
        item.said.update({kind: behind.said[kind] for kind in _OF_ALIKE if kind in behind.said})
    elif _in_their_arms(item, behind) or _as_often(item, behind):
        item.said = {kind: behind.said[kind] for kind in _OF_ALIKE if kind in behind.said} | item.said
    _share_timing(item, behind)


def _share_timing(item: Item, behind: Item) -> None:
    """The days of the group, or the cycle of those that have days of their own."""
    if _lasts_longer(item, behind):
        item.ambiguous = True
    elif not (item.said.keys() & _OWN_TIMING) and (_one_frequency(item, behind) or not item.has_own_clock(behind)):
        kinds = _OF_THE_GROUP if Kind.FREQUENCY in item.said else (*_OF_THE_GROUP, *_OF_THOSE_WITHOUT_PATTERN)
        item.said.update({kind: behind.said[kind] for kind in kinds if kind in behind.said})
        if Kind.DAYS in behind.said and Kind.COUNT in behind.said:
            item.said.setdefault(Kind.COUNT, behind.said[Kind.COUNT])
    elif Kind.DAYS in item.said:
        _share_weeks(item, behind)
        _share_cycle(item, behind)


def _lasts_longer(item: Item, behind: Item) -> bool:
    """ "A IV continuously over 7 days and B IV on days 1-3": A is infused on other days too, nobody says on which."""
    infused, days = item.value(Kind.INFUSION), behind.value(Kind.DAYS)
    if infused is None or days is None or item.said.keys() & _OWN_TIMING:
        return False
    hours = Decimal({"h": 1, "d": 24}.get(infused.value.unit, 0))
    return bool((infused.value.high or infused.value.low) * hours > 24 * len(days.days.value))


def _courses_of_both(behind: Item) -> tuple[Kind, ...]:
    """ "A and B every 3 weeks for 6 courses"; behind days the courses go with the days."""
    return (Kind.COUNT,) if Kind.FREQUENCY in behind.said and not behind.said.keys() & {*_OF_THE_GROUP} else ()


def _of_either(item: Item, behind: Item) -> tuple[Kind, ...]:
    """ "A or B IV daily": both; of "A or 20 mg B IV daily" the route is said of B, and of the placebo for it."""
    placebo = item.drug is not None and item.drug.key == PLACEBO_KEY
    own = Kind.DOSE in behind.said and not placebo
    return tuple(kind for kind in (*_SHARED_BY_BARE, Kind.INFUSION) if not (own and kind in _HOW))


def _share_what_stands_before(item: Item, behind: Item, *, either: bool) -> None:
    """ "oral A and B", "oral A or B", "daily A or B for 6 months"; not "oral A with B", which is only given with it."""
    together = either or (len(item.said) == 1 and _goes_along(behind))
    if _prefixed(item) and together and Kind.ROUTE not in behind.said and _one_kind(item, behind):
        behind.said[Kind.ROUTE] = item.said[Kind.ROUTE]
    if either and Kind.FREQUENCY in item.said and not behind.said.keys() & _PATTERN:
        behind.said[Kind.FREQUENCY] = item.said[Kind.FREQUENCY]


def _may_go_so(item: Item, behind: Item) -> bool:
    """ "placebo pill and A 300 mg IM": what is swallowed is not injected."""
    route = behind.said[Kind.ROUTE].value.value
    by_mouth = route in {"oral", "sublingual", "buccal"}
    return not item.form or by_mouth == (item.form == "oral")


def _goes_along(behind: Item) -> bool:
    """Whether "oral" before one treatment is said of the next: "and" joins it, or it is a placebo."""
    return behind.coordinate or (behind.drug is not None and behind.drug.key == PLACEBO_KEY)


def _nothing_behind(item: Item) -> bool:
    """ "A or ...", "daily oral A or ...": all that is said of it stands before it."""
    drug = item.drug
    return item.bare or (drug is not None and all(each.end <= drug.start for each in item.said.values()))


def _one_frequency(item: Item, behind: Item) -> bool:
    """ "A or B twice on day 1": the clock is that of both, and so are its days."""
    own = item.said.get(Kind.FREQUENCY)
    return own is not None and own is behind.said.get(Kind.FREQUENCY)


def _one_kind(item: Item, behind: Item) -> bool:
    """Radiation and a drug are not given in one way."""
    return len({each.drug.key == RADIATION_KEY for each in (item, behind) if each.drug}) == 1


def _prefixed(behind: Item) -> bool:
    """ "A and oral B daily": what goes before the one is not said of the other."""
    route = behind.said.get(Kind.ROUTE)
    return route is not None and behind.drug is not None and route.start < behind.drug.start


def _given_alike(item: Item, behind: Item) -> bool:
    """ "A IV over 1 hour and B IV over 2 hours weekly": a treatment without any timing, and one of the same route."""
    if behind.join not in {Kind.LINK, Kind.COMMA} or behind.said.keys() & {*_OF_THE_GROUP, *_OF_THOSE_WITHOUT_PATTERN}:
        return False
    timed = item.said.keys() & {*_OWN_TIMING, Kind.FREQUENCY, Kind.BOLUS, Kind.ON_OFF}
    route = item.said.get(Kind.ROUTE)
    alike = (
        route is not None and not _prefixed(behind) and said_in(route) == said_in(behind.said.get(Kind.ROUTE, route))
    )
    return not timed and alike and Kind.ROUTE in behind.said and _one_kind(item, behind)


def _prefixed_alike(item: Item, behind: Item) -> bool:
    """ "oral A and oral B daily for 12 months": of the first nothing else is said, and it is given the same way."""
    if behind.join not in {Kind.LINK, Kind.COMMA} or set(item.said) != {Kind.ROUTE} or behind.drug is None:
        return False
    start = behind.drug.end
    behind_it = all(said.start >= start for kind, said in behind.said.items() if kind in _OF_ALIKE)
    timed = behind.said.keys() & {*_OF_THE_GROUP, *_OF_THOSE_WITHOUT_PATTERN}
    alike = _prefixed(item) and _prefixed(behind) and said_in(item.said[Kind.ROUTE]) == said_in(behind.said[Kind.ROUTE])
    return alike and behind_it and not timed and _one_kind(item, behind)


def _in_their_arms(item: Item, behind: Item) -> bool:
    """ "lower-dose A (arm I), higher-dose A (arm II), or placebo (arm III) once daily for 4 weeks": all of them."""
    frequency, same = item.said.get(Kind.FREQUENCY), behind.said.get(Kind.FREQUENCY)
    alike = frequency is None or same is None or said_in(frequency) == said_in(same)
    return bool(item.arms and behind.arms) and alike and not item.said.keys() & _OWN_TIMING


def _as_often(item: Item, behind: Item) -> bool:
    """ "A 300 mg tablet once daily and B capsule once daily for 12 weeks": both."""
    frequency, same = item.said.get(Kind.FREQUENCY), behind.said.get(Kind.FREQUENCY)
    if behind.join != Kind.LINK or frequency is None or same is None or said_in(frequency) != said_in(same):
        return False
    routes = {said_in(each.said[Kind.ROUTE]) for each in (item, behind) if Kind.ROUTE in each.said}
    timed = (item.said.keys() | behind.said.keys()) & (_OWN_TIMING - {Kind.SPAN, Kind.COUNT})
    return not timed and not item.said.keys() & {Kind.SPAN, Kind.COUNT} and len(routes) < 2 and _one_kind(item, behind)


def _share_weeks(item: Item, behind: Item) -> None:
    """ "A on day 1 and B on days 1-5 of weeks 13 and 15": the days of both are days of these weeks."""
    own, stated = item.value(Kind.DAYS), behind.value(Kind.DAYS)
    if stated is None or not stated.weeks or own.weeks or own.scope or Kind.SCOPE in item.said:
        return
    if are_days_of_a_week(own.days.value):
        item.said[Kind.DAYS] = replace(item.said[Kind.DAYS], value=replace(own, weeks=stated.weeks))


def _share_cycle(item: Item, behind: Item) -> None:
    """ "A on day 1 and B on days 1-3 every 21 days for 6 courses": the cycle is that of both."""
    scope = _scope(behind)
    days = item.value(Kind.DAYS)
    if _repeats_its_days(behind) and not item.said.keys() & {Kind.FREQUENCY, Kind.SPAN, Kind.COUNT, Kind.LENGTH}:
        item.said.update({kind: behind.said[kind] for kind in _OF_ALIKE if kind in behind.said and not _scope(item)})
        return
    counted = scope is not None and (scope.each or Kind.COUNT in behind.said)
    length = scope.length.value.days() if scope and scope.length and counted and not scope.cycles else None
    own = _scope(item)
    if (
        length is None
        or (own and (own.length or own.cycles))
        or item.said.keys() & {Kind.FREQUENCY, Kind.LENGTH, Kind.SPAN, Kind.COUNT}
    ):
        return
    if days.days.value[0] >= 0 and days.last <= length > A_WEEK:
        _put(scope, behind, item)
        item.said.update({kind: behind.said[kind] for kind in (Kind.COUNT,) if kind in behind.said})


def _share_courses(item: Item, behind: Item, after: Sequence[Item]) -> None:
    """ "A on days 1-4 and B on days 1-4 during courses 3 and 5": both. Where the days differ they may be B's alone:
    then nothing is said of A, and an issue tells of it. They are B's where it goes on in others, or has "only" these;
    but where B goes on "alone" in others, A is given in these.
    """
    scope, days = _scope(behind), behind.said.get(Kind.DAYS)
    own = item.said.keys() & {Kind.FREQUENCY, Kind.LENGTH, Kind.SPAN, Kind.COUNT, Kind.SCOPE}
    if days is None or own or _scope(item) or Kind.DAYS not in item.said or scope is None or scope.cycles is None:
        return
    again = [each for each in after if each.drug and behind.drug and each.drug.key == behind.drug.key]
    alone = any(each.alone for each in again)
    stated = behind.said.get(Kind.SCOPE, days)
    if (again and not alone) or stated.start < days.start or "only" in scope.cycles.words:
        return
    if alone or item.value(Kind.DAYS).days.value == days.value.days.value:
        item.said[Kind.SCOPE] = replace(stated, kind=Kind.SCOPE, value=scope)
    else:
        item.ambiguous = True


def _repeats_its_days(behind: Item) -> bool:
    """ "on day 2 weekly for 2 weeks"; not "once weekly on days 1, 8, and 15"."""
    days, frequency = behind.said.get(Kind.DAYS), behind.said.get(Kind.FREQUENCY)
    return days is not None and frequency is not None and days.end <= frequency.start and behind.has_own_clock(behind)


def _scope(item: Item) -> Any:
    days = item.value(Kind.DAYS)
    return item.value(Kind.SCOPE) or (days.scope if days else None)
