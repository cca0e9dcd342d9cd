"""One treatment in several patterns: when a phrase completes what was said of it, and when it begins another pattern.

"on days 1 and 8 of course 1 and on day 1 of courses 2-6", "on day 0 and twice daily on days 1-28", "weekly for 4 weeks,
then every 2 weeks".
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.regimen import A_WEEK, Duration
from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind
from fhiradapter.schedule.sentence.said.items import Item, said_in
from fhiradapter.schedule.sentence.said.restating import agree, restated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Frequency
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned

_LATER = (Kind.DAYS, Kind.SCOPE, Kind.DOSE, Kind.WEEKS, Kind.MONTHS, Kind.WEEKDAYS)
"""What begins another pattern of the same treatment when it comes again behind a word of joining."""
_BEFORE_DAYS = (Kind.FREQUENCY, Kind.INFUSION, Kind.ROUTE)
"""What begins another pattern behind days and a word of joining, where days of its own follow."""
_PLACED = frozenset({Kind.DAYS, Kind.WEEKS})
_AT_ODDS = frozenset(
    {Kind.SPAN, Kind.ROUTE, Kind.INFUSION, Kind.FREQUENCY, Kind.COUNT, Kind.CAP, Kind.TIMES, Kind.START, Kind.DIVIDED}
)
"""Said twice in two ways, neither is used; what else is said of the treatment stands."""
_PATTERN = frozenset({Kind.FREQUENCY, Kind.SPAN, Kind.TIMES, Kind.START, Kind.BOLUS, Kind.ON_OFF})
"""Said of days, these show that they are not as those before them."""
_IN_ORDER = (Kind.ROUTE, Kind.ROUTES, Kind.INFUSION, Kind.DOSE)
_LEAST_DAYS = {"d": 1, "wk": 7, "mo": 28, "a": 365}
_OF_ONE_WAY = frozenset({Kind.ROUTE, Kind.INFUSION})
_A_NAME = 6
_OF_A_DOSE = frozenset("loading initial booster respectively thereafter afterwards during".split())
_KEPT = {
    Kind.DOSE: (Kind.ROUTE, Kind.ROUTES, Kind.INFUSION),
    Kind.INFUSION: (Kind.ROUTE, Kind.ROUTES, Kind.DOSE),
    Kind.ROUTE: (Kind.DOSE,),
    Kind.TIMES: (Kind.ROUTE, Kind.ROUTES),
}
"""What the second pattern has from the first one, by the phrase that begins it."""


def begins_another(sentence: Mentioned, item: Item, mention: Mention, join: Kind | None) -> bool:
    """Whether this phrase is the first one of another pattern of the same treatment."""
    if join is None or _is_of_another(sentence, mention, join) or restated(item, mention, joined=True) is not None:
        return False
    if mention.kind in _BEFORE_DAYS and item.said.keys() & _PLACED and _days_follow(sentence, mention):
        return True
    after_bolus = mention.kind == Kind.INFUSION and _is_bolus(item)
    if after_bolus or _goes_on(item, mention, join) or _is_of_other_cycles(item, mention):
        return True
    counted = _counts_what_follows(sentence, item, mention, join)
    if counted or mention.kind not in item.said or _same(item, mention):
        return counted
    if mention.kind in _LATER or (join == Kind.THEN and mention.kind in {Kind.FREQUENCY, Kind.ROUTE}):
        return True
    closed = Kind.DAYS in item.said or (join == Kind.LINK and Kind.SPAN in item.said)
    return mention.kind == Kind.FREQUENCY and closed  # "daily for 4 weeks and then 3 times a week"


def _counts_what_follows(sentence: Mentioned, item: Item, mention: Mention, join: Kind) -> bool:
    """ "followed by 5 weekly doses of 200 mg/m2" """
    if mention.kind != Kind.TIMES or join != Kind.THEN or not item.said:
        return False
    return any(each.kind == Kind.FREQUENCY and each.start == mention.end for each in sentence.mentions)


def is_other_way(sentence: Mentioned, item: Item, mention: Mention, join: Kind | None) -> bool:
    """ "IV over 2 hours or subcutaneously": given in one of two ways, and both are kept."""
    route = item.said.get(Kind.ROUTE)
    if route is None or join != Kind.OR or mention.kind != Kind.ROUTE or not item.said.keys() <= _OF_ONE_WAY:
        return False
    if Kind.INFUSION not in item.said or _same(item, mention) or item.unsure:
        return False
    both = sentence.words(route, mention).stated().having((route.value.value, mention.value.value))
    del item.said[Kind.ROUTE]
    item.said[Kind.ROUTES] = replace(route, kind=Kind.ROUTES, end=mention.end, value=both)
    item.last = mention
    return True


def another(item: Item, mention: Mention, join: Kind | None) -> Item:
    """The same treatment in the pattern that this phrase begins; behind "or" one of the two is given."""
    kept = {kind: item.said[kind] for kind in _KEPT.get(mention.kind, _IN_ORDER) if kind in item.said}
    after_bolus = mention.kind == Kind.INFUSION and _is_bolus(item)
    if after_bolus and Kind.ROUTE in kept and kept[Kind.ROUTE].value.value.startswith("intravenous"):
        route = kept[Kind.ROUTE]
        kept[Kind.ROUTE] = replace(route, value=route.value.having("intravenous"))
    again = Item(item.drug, mention, mention, kept, Kind.THEN, condition=item.condition, follows=after_bolus)
    again.arms = item.arms
    again.said[mention.kind] = mention
    again.pattern_of, again.alternative, again.later = item, item.alternative, join == Kind.THEN
    if join == Kind.OR:
        item.alternative = again.alternative = True
        again.condition = None
    return again


def of_the_group(items: Sequence[Item]) -> list[Item]:
    """ "A and B on day 2 of course 1 and on day 1 of subsequent courses": who shares the first days has the others too.

    Another dose or another infusion is said of the last treatment alone.
    """
    found: list[Item] = []
    for place, item in enumerate(items):
        route = item.pattern_of.said.get(Kind.ROUTE) if item.pattern_of and item.first.kind == Kind.FREQUENCY else None
        if route is not None and route.start < item.first.start:
            item.said.setdefault(Kind.ROUTE, route)
        if item.pattern_of and _is_as_often(item, item.pattern_of):
            item.said[Kind.FREQUENCY] = item.pattern_of.said[Kind.FREQUENCY]
        further = [each for each in items[place + 1 :] if _is_days_of(each, item)]
        found += [item, *(_as(item, each) for each in further)]
    return found


def _is_as_often(item: Item, first: Item) -> bool:
    """ "twice daily on days 14-27 of course 2 and on days 10-23 of course 3": how often is said of both."""
    often, days = first.said.get(Kind.FREQUENCY), first.said.get(Kind.DAYS)
    if often is None or days is None or item.first.kind != Kind.DAYS or item.said.keys() & _PATTERN:
        return False
    return often.value.value.unit in {"d", "h"} and often.start < days.start


def _is_days_of(pattern: Item, item: Item) -> bool:
    """Whether another pattern of a later treatment is one of this treatment as well: they share their first days."""
    first = pattern.pattern_of
    if first is None or first is item or item.pattern_of:
        return False
    kinds = {Kind.DAYS, Kind.SCOPE}
    if Kind.FREQUENCY in item.said and item.said[Kind.FREQUENCY] is first.said.get(Kind.FREQUENCY):
        kinds.add(Kind.FREQUENCY)  # "A or B twice on day 1, and then once daily"
    if pattern.first.kind not in kinds:
        return False
    shared = Kind.FREQUENCY if pattern.first.kind == Kind.FREQUENCY else Kind.DAYS
    return shared in item.said and item.said[shared] is first.said.get(shared)


def _as(item: Item, pattern: Item) -> Item:
    """The treatment in the pattern of its neighbour."""
    own = {kind: item.said[kind] for kind in _IN_ORDER if kind in item.said}
    timing = {kind: said for kind, said in pattern.said.items() if kind not in _IN_ORDER}
    return replace(item, first=pattern.first, last=pattern.last, said=own | timing, join=Kind.THEN, pattern_of=item)


def is_beside(item: Item, mention: Mention, join: Kind | None) -> bool:
    """ "2 puffs twice daily and as needed": something else, and not this as needed."""
    return mention.kind == Kind.AS_NEEDED and join == Kind.LINK and bool(item.said)


def added(item: Item, mention: Mention) -> bool:
    """Says it of the treatment; False where it was not, since two ways of the same thing are said."""
    kind = mention.kind
    if kind == Kind.FREQUENCY and item.is_restricted_by(mention):
        if item.is_once_a_day:
            item.said[kind] = item.last = mention
        return item.said[kind] is mention
    _is_whole_course(item, mention)
    if (kind in item.said and _is_once_more(item, mention)) or _goes_on_for_so_long(item, mention):
        item.last = mention
        return True
    if _in_other_cycles(item, mention):
        item.broken = True
        return False
    if kind == Kind.FREQUENCY and Kind.SPAN not in item.said:
        _tally_as_weeks(item, mention)
    if _is_cycle_of_days(item, mention):
        item.said.setdefault(Kind.LENGTH, replace(mention, kind=Kind.LENGTH, value=_length(mention)))
        return True
    if kind in item.said and not _same(item, mention):
        return _said_otherwise(item, mention)
    item.said.setdefault(kind, mention)
    item.last = mention
    return True


def _is_of_another(sentence: Mentioned, dose: Mention, join: Kind) -> bool:
    """ "1 g of A plus 20 mg unknownine": the name behind the dose is none that is known."""
    if dose.kind != Kind.DOSE or join != Kind.LINK:
        return False
    behind = next((each for each in sentence.mentions if each.start >= dose.end), dose)
    unknown = behind.kind == Kind.WORD and len(behind.key) >= _A_NAME and behind.key.isalpha()
    return unknown and behind.key not in _OF_A_DOSE


def _goes_on(item: Item, mention: Mention, join: Kind) -> bool:
    """ "on day 1, and then once daily", "for 15 days, and then twice weekly"."""
    first = mention.kind == Kind.FREQUENCY and Kind.FREQUENCY not in item.said
    return first and bool(item.said.keys() & {*_PLACED, Kind.SPAN}) and join in {Kind.LINK, Kind.THEN}


def _is_of_other_cycles(item: Item, mention: Mention) -> bool:
    """ "weekly in cycle 1, and on day 1 of cycles 2-6"."""
    scope = mention.value.scope if mention.kind == Kind.DAYS and Kind.DAYS not in item.said else None
    return scope is not None and (_in_other_cycles(item, mention) or (scope.each and _has_cycles(item)))


def _has_cycles(item: Item) -> bool:
    scope = item.value(Kind.SCOPE)
    return scope is not None and scope.cycles is not None


def _in_other_cycles(item: Item, mention: Mention) -> bool:
    """ "in cycle 1 (...) on day 1 of cycles 2 to 5": the days are not those of the first cycles."""
    scope = item.value(Kind.SCOPE)
    behind = mention.value.scope if mention.kind == Kind.DAYS else None
    if scope is None or behind is None or scope.cycles is None or behind.cycles is None:
        return False
    return bool(scope.cycles.value != behind.cycles.value)


def _is_cycle_of_days(item: Item, mention: Mention) -> bool:
    """ "daily for 14 days (days 1-14) every 28 days", "weekly for 3 weeks every 4 weeks": what is given so long begins
    again.
    """
    first, days, span = (item.value(kind) for kind in (Kind.FREQUENCY, Kind.DAYS, Kind.SPAN))
    if mention.kind != Kind.FREQUENCY or first is None or Kind.LENGTH in item.said:
        return False
    last = days.last if days else span.value.days() if span and not span.value.at_most else None
    again = _length(mention).value.days()
    often, once = first.value, mention.value.value.count == 1
    weekly = (often.period, often.unit, often.period_high) == (1, "wk", None)
    weeks = weekly and not days and bool(span) and span.value.unit == "wk" and (again or 0) > A_WEEK
    return bool(once and (often.unit in {"d", "h"} or weeks) and again and last and 1 < last <= again)


def _goes_on_for_so_long(item: Item, mention: Mention) -> bool:
    """ "daily for 5 days every 4 weeks for 6 months": said of the cycles in which it is given for 5 days."""
    first, length, scope = (item.value(kind) for kind in (Kind.SPAN, Kind.LENGTH, Kind.SCOPE))
    cycle = length or (scope.length if scope and scope.interval else None)
    if mention.kind != Kind.SPAN or first is None or cycle is None:
        return False
    whole = mention.value.value
    on, again = first.value.days(), cycle.value.days()
    days = whole.low * _LEAST_DAYS.get(whole.unit, 0)
    if not (on and again and on <= again < days):
        return False
    item.said.setdefault(Kind.WHOLE, replace(mention, kind=Kind.WHOLE))
    return True


def _is_whole_course(item: Item, mention: Mention) -> None:
    """ "A four month course of A for 3 days every 4 weeks": what stands before it is how long all of it goes on."""
    first = item.said.get(Kind.SPAN)
    if mention.kind == Kind.SPAN and first is not None and item.drug is not None and first.start < item.drug.start:
        item.said.setdefault(Kind.WHOLE, replace(first, kind=Kind.WHOLE))
        del item.said[Kind.SPAN]


def _tally_as_weeks(item: Item, mention: Mention) -> None:
    """ "weekly x 3 every 4 weeks": three times in each cycle are three weeks, and not all that there is."""
    tally = item.said.get(Kind.TIMES)
    if tally is None or tally.value.value.low is None or Kind.FREQUENCY not in item.said:
        return
    weeks = tally.value.having(Duration(Decimal(tally.value.value.low), "wk"))
    spanned = replace(item, said={**item.said, Kind.SPAN: replace(tally, kind=Kind.SPAN, value=weeks)})
    if _is_cycle_of_days(spanned, mention):
        item.said[Kind.SPAN] = spanned.said[Kind.SPAN]
        del item.said[Kind.TIMES]


def _length(mention: Mention) -> Stated[Duration]:
    """ "every 28 days" as how long a cycle is."""
    every: Frequency = mention.value.value
    stated: Stated[Frequency] = mention.value
    return stated.having(Duration(every.period, every.unit, every.period_high))


def _is_bolus(item: Item) -> bool:
    """ "IV bolus, then continuously over 46 hours"."""
    route = item.value(Kind.ROUTE)
    return Kind.BOLUS in item.said or (route is not None and "bolus" in route.value)


def _said_otherwise(item: Item, mention: Mention) -> bool:
    """Says the dose of one administration, nothing of what is said in two ways; False where something is not said."""
    kind = mention.kind
    if (dose := restated(item, mention, joined=False)) is not None:
        agreed = agree(item, mention)
        item.said[kind] = dose
        item.last = mention
        return agreed
    if kind == Kind.SPAN and item.pattern_of is not None and "total" in mention.value.words.lower():
        return False  # "once daily for 3 weeks and then twice daily for 2 weeks for a total of 5 weeks"
    if kind in _AT_ODDS:
        del item.said[kind]
        if kind == Kind.SPAN:
            item.broken |= bool(item.said.keys() & {Kind.LENGTH, Kind.SCOPE})  # how much of a cycle?
        if kind == Kind.INFUSION:
            item.said.pop(Kind.SCOPE, None)  # "over 2 hours for cycle 1 and over 1 hour for all other cycles"
        item.last = mention
    else:
        item.broken = True
    return False


def _is_once_more(item: Item, mention: Mention) -> bool:
    """ "three times a week every week": the second says no more than that it goes on."""
    if mention.kind != Kind.FREQUENCY:
        return False
    first, more = item.said[mention.kind].value.value, mention.value.value
    return bool(first.count > more.count == 1 and (first.period, first.unit) == (more.period, more.unit) == (1, "wk"))


def _same(item: Item, mention: Mention) -> bool:
    return bool(said_in(item.said[mention.kind]) == said_in(mention))


def _days_follow(sentence: Mentioned, mention: Mention) -> bool:
    """ "and over 6-8 hours on day -15": days with nothing but phrases and fillers between."""
    for each in sentence.mentions:
        if each.start < mention.end or each.kind == Kind.FILL:
            continue
        if each.kind in _PLACED:
            return True
        if each.kind not in PHRASES:
            return False
    return False
