"""Treatments with an amount each, said in parallel: "A 10 mg or placebo once daily", "daily 1000 mg A and 400 mg B",
"carboplatin AUC 2 and paclitaxel 50 mg/m2 weekly": how often and how long stand once, and are said of all.

Between two fixed amounts "and" joins too little: "methotrexate 15 mg and prednisone 10 mg daily", "azithromycin 1 g and
doxycycline 100 mg twice daily for 7 days" would be an overdose of the first one. Nor is it said of all where the last
one has a way of its own ("A 15 mg and B 40 mg SC every other week"), or the amounts are by the body and given daily:
"cisplatin 75 mg/m2 and etoposide 100 mg/m2 daily for 3 days" leaves cisplatin on one day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.names import PLACEBO_KEY, RADIATION_KEY
from fhiradapter.schedule.sentence.mentioned.mentions import Kind
from fhiradapter.schedule.sentence.said.items import said_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.said.items import Item

_HOW_OFTEN = (Kind.FREQUENCY, Kind.SPAN)
_HOW_MUCH = frozenset({Kind.DOSE, Kind.CAP, Kind.ROUTE})
_OF_THE_LAST = frozenset({*_HOW_MUCH, *_HOW_OFTEN, Kind.AS_NEEDED})
_JOINS = frozenset({Kind.LINK, Kind.OR})
_BY_THE_BODY = ("/m2", "/kg", "mg.min/mL")
_WITHIN_DAYS = frozenset({"h", "d"})


def said_in_parallel(items: Sequence[Item]) -> None:
    """What stands behind the last amount goes to those before it, and what stands before the first one to the last."""
    in_list = either = False
    for place in range(len(items) - 2, -1, -1):
        item, behind = items[place], items[place + 1]
        joined = behind.join in _JOINS or (in_list and behind.join == Kind.COMMA)
        in_list = joined and _is_parallel(item, behind)
        either = in_list and (behind.join == Kind.OR or (either and behind.join == Kind.COMMA))
        if in_list:
            _share(item, behind, either=either)


def _is_parallel(item: Item, behind: Item) -> bool:
    if item.drug is None or behind.drug is None or (item.drug.key == behind.drug.key and behind.join == Kind.LINK):
        return False
    if any(each.unsure or each.broken or each.copied or each.like or each.arms for each in (item, behind)):
        return False
    placebo = behind.drug.key == PLACEBO_KEY
    amounts = Kind.DOSE in item.said and (Kind.DOSE in behind.said or placebo)
    before = {kind for kind, said in item.said.items() if kind in _HOW_OFTEN and _stands_before(said, item)}
    own = item.said.keys() - _HOW_MUCH - before
    radiation = RADIATION_KEY in {item.drug.key, behind.drug.key}
    return amounts and not own and not radiation and behind.said.keys() <= _OF_THE_LAST and _one_way(item, behind)


def _one_way(item: Item, behind: Item) -> bool:
    """By the same route, or by none that is said; a placebo is given as what it stands for."""
    own, other = item.said.get(Kind.ROUTE), behind.said.get(Kind.ROUTE)
    if own is not None and other is not None:
        return bool(said_in(own) == said_in(other))
    return other is None or _is_placebo_for(item, behind)


def _is_placebo_for(item: Item, behind: Item) -> bool:
    return (
        behind.join == Kind.OR and behind.drug is not None and behind.drug.key == PLACEBO_KEY and item.drug is not None
    )


def _share(item: Item, behind: Item, *, either: bool) -> None:
    kinds = (Kind.ROUTE, *_HOW_OFTEN) if _is_placebo_for(item, behind) else _HOW_OFTEN
    after = {kind: said for kind in kinds if (said := behind.said.get(kind)) and not _stands_before(said, behind)}
    before = {kind: said for kind in _HOW_OFTEN if (said := item.said.get(kind))}
    if _by_the_body(item, behind) and _is_within_days(after):
        return
    by_the_body = _by_the_body(item) and _by_the_body(behind)
    if either or before or by_the_body or (_in_a_list(item, behind) and _is_often(after)):
        item.said = after | item.said
    if behind.coordinate and not after.keys() & before.keys():
        behind.said = before | behind.said


def _stands_before(said: Mention, item: Item) -> bool:
    """ "daily 1000 mg A": before the amount and the name."""
    dose = item.said.get(Kind.DOSE)
    return item.drug is not None and said.end <= item.drug.start and (dose is None or said.end <= dose.start)


def _by_the_body(*items: Item) -> bool:
    doses = [dose.value for item in items for dose in item.value(Kind.DOSE) or ()]
    return any(mark in dose.unit for dose in doses for mark in _BY_THE_BODY)


def _in_a_list(item: Item, behind: Item) -> bool:
    """ "A 1 g, B 500 mg and C 20 mg" """
    return Kind.COMMA in {item.join, behind.join}


def _is_often(said: dict[Kind, Mention]) -> bool:
    """ "twice daily": how a course of several drugs is given, none of which is taken once a week."""
    often = said[Kind.FREQUENCY].value.value if Kind.FREQUENCY in said else None
    return often is not None and often.unit == "d" and often.count > 1


def _is_within_days(said: dict[Kind, Mention]) -> bool:
    """ "daily", "for 3 days" """
    return any(said[kind].value.value.unit in _WITHIN_DAYS for kind in _HOW_OFTEN if kind in said)
