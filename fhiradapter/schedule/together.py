"""Treatments that one verb is said of: "A and B are given by continuous infusion for 4 days"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.items import Item
    from fhiradapter.schedule.mentions import Mentioned

_OF_ALL = (Kind.INFUSION, Kind.START)
"""Said behind the verb of all; what they share besides is shared without a verb as well."""
_AND = frozenset({"and", "or", "/", "&", "and/or"})
"""Between two names one word before them is said of both: "oral A and B", but not "oral A with B"."""
_PLURAL = frozenset("are were will should".split())


def given_together(sentence: Mentioned, items: list[Item]) -> list[Item]:
    """The items and which of them "and" joins; what stands behind the verb is said of each bare treatment before it."""
    joined = {each.end for each in sentence.mentions if each.key in _AND and each.end == each.start + 1}
    for item in items:
        item.coordinate = item.first.start in joined
    verbs = {each.start for each in sentence.mentions if each.kind == Kind.GIVEN and each.key in _PLURAL}
    for place, last in enumerate(items):
        if last.drug is None or last.drug.end not in verbs or last.join != Kind.LINK or last.like:
            continue
        said = {kind: last.said[kind] for kind in _OF_ALL if kind in last.said}
        for item in _bare_before(items, place):
            item.said = said | item.said
    return items


def _bare_before(items: Sequence[Item], place: int) -> list[Item]:
    """The treatments that are joined to this one and have nothing of their own."""
    found: list[Item] = []
    for at in range(place - 1, -1, -1):
        item, behind = items[at], items[at + 1]
        if not item.bare or item.unsure or item.broken or behind.join not in {Kind.LINK, Kind.COMMA}:
            break
        found.append(item)
    return found
