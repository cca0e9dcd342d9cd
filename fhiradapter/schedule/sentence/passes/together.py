"""Treatments that one verb is said of ("A and B are given by continuous infusion"), and one that has no name."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_OF_ALL = (Kind.INFUSION, Kind.START)
"""Said behind the verb of all; what they share besides is shared without a verb as well."""
_AND = frozenset({"and", "or", "/", "&", "and/or"})
"""Between two names one word before them is said of both: "oral A and B", but not "oral A with B"."""
_CONCURRENT = frozenset("concurrently concomitantly concurrent".split())
_NAMELESS = frozenset("chemotherapy therapy treatment".split())
_BEHIND = frozenset({",", ";", "and", "then", "followed", "plus", "+"})
"""Not "with": "A concurrently with chemotherapy daily" is said of A."""
_TIMES = frozenset({Kind.DAYS, Kind.WEEKS, Kind.MONTHS, Kind.FREQUENCY, Kind.SPAN})
_PLURAL = frozenset("are were will should".split())


def with_nameless(sentence: Mentioned) -> Mentioned:
    """ "A on day 0, chemotherapy on days 1-5": the second days are not those of A."""
    known = sentence.mentions
    found = [
        replace(each, kind=Kind.WORD)
        if each.key in _NAMELESS
        and each.kind == Kind.FILL
        and 0 < place < len(known) - 1
        and known[place - 1].key in _BEHIND
        and known[place + 1].kind in _TIMES
        else each
        for place, each in enumerate(known)
    ]
    return replace(sentence, mentions=tuple(found))


def given_together(sentence: Mentioned, items: list[Item]) -> list[Item]:
    """The items and which of them "and" joins; what stands behind the verb is said of each bare treatment before it."""
    joined = {each.end for each in sentence.mentions if each.key in _AND and each.end == each.start + 1}
    beside = {each.end for each in sentence.mentions if each.key in _CONCURRENT}
    for item, behind in pairwise(items):
        if item.bare and behind.first.start in beside and Kind.FREQUENCY in behind.said:
            item.ambiguous = True  # "A concurrently with B weekly": B is
            behind.join = Kind.SEMICOLON
    for item in items:
        item.coordinate = item.first.start in joined
        item.apart = _is_apart(sentence, item)
    verbs = {each.start for each in sentence.mentions if each.kind == Kind.GIVEN and each.key in _PLURAL}
    for place, last in enumerate(items):
        if last.drug is None or last.drug.end not in verbs or last.join != Kind.LINK or last.like:
            continue
        said = {kind: last.said[kind] for kind in _OF_ALL if kind in last.said}
        for item in _bare_before(items, place):
            item.said = said | item.said
    return items


def _is_apart(sentence: Mentioned, item: Item) -> bool:
    """ "A on day 1; and B on days 1-3": the semicolon parts them, whatever word stands behind it."""
    before = [each.kind for each in sentence.mentions if each.end <= item.first.start][-2:]
    return before == [Kind.SEMICOLON, Kind.LINK]


def _bare_before(items: Sequence[Item], place: int) -> list[Item]:
    """The treatments that are joined to this one and have nothing of their own."""
    found: list[Item] = []
    for at in range(place - 1, -1, -1):
        item, behind = items[at], items[at + 1]
        if not item.bare or item.unsure or item.broken or behind.join not in {Kind.LINK, Kind.COMMA}:
            break
        found.append(item)
    return found
