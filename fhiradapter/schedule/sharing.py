"""What items of one sentence share: the days of the whole group, and what a bare treatment has from the next one.

"A IV and B IV over 1 hour on days 1-3": both on days 1-3; "A and B IV on day 1": both IV. It was counted on registry
texts that a list of days belongs to the whole group before it, but for treatments with a timing of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.items import Item
    from fhiradapter.schedule.mentions import Mention

_SHARED_BY_BARE = (Kind.ROUTE, Kind.FREQUENCY, Kind.SPAN)
OF_THE_GROUP = (Kind.DAYS, Kind.WEEKS, Kind.MONTHS)
_OWN_TIMING = frozenset({Kind.DAYS, Kind.SPAN, Kind.SCOPE, Kind.START, Kind.WEEKS, Kind.COUNT})


def shared(items: list[Item], lead: Sequence[Mention]) -> list[Item]:
    """The items with what they share; `lead` are days before all of them ("On day 1, patients receive A and B")."""
    for place in range(len(items) - 1, -1, -1):
        for each in lead:
            items[place].said.setdefault(each.kind, each)
        if place + 1 < len(items) and _join_hands(items[place], items[place + 1]):
            _share(items[place], items[place + 1])
    return items


def _join_hands(item: Item, behind: Item) -> bool:
    """Whether the next item goes on about the same group."""
    if behind.join in {None, Kind.SEMICOLON} or behind.broken or (behind.join == Kind.THEN and not behind.follows):
        return False
    return not ((item.copied and not behind.copied) or item.unsure or item.broken)


def _share(item: Item, behind: Item) -> None:
    if item.bare and behind.join != Kind.THEN:
        item.said.update({kind: behind.said[kind] for kind in _SHARED_BY_BARE if kind in behind.said})
    if not (item.said.keys() & _OWN_TIMING) and not item.has_own_clock(behind):
        item.said.update({kind: behind.said[kind] for kind in (*OF_THE_GROUP, Kind.SCOPE) if kind in behind.said})
