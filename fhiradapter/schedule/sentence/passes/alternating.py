"""Treatments that are given by turns: "A IV on day 1 alternating with B IV on day 1 every other week".

How often and in which cycles each of them is given then is not what the phrase behind the second one says of one
treatment: it is left unread, and told; days, doses and routes are those of their turns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_OF_BOTH = (Kind.FREQUENCY, Kind.LENGTH, Kind.COUNT)


def taken_from_turns(sentence: Mentioned, items: Sequence[Item]) -> Iterator[Mention]:
    """Takes from items that alternate what is not said of each of them; these are left unread."""
    for turn in sentence.mentions:
        if turn.kind != Kind.THEN or not turn.key.startswith("alternat"):
            continue
        before = [item for item in items if item.first.start < turn.start]
        behind = _behind(items, turn)
        if behind:
            yield turn
        yield from _taken(before, behind)


def _taken(before: Sequence[Item], behind: Sequence[Item]) -> Iterator[Mention]:
    """What the phrases behind the last treatment say of all turns, once each."""
    taken = {
        said.start: said
        for item in behind
        for kind in _OF_BOTH
        if (said := item.said.get(kind)) is not None and not _is_each_day(said)
    }
    for item in (*before, *behind):
        item.said = {kind: said for kind, said in item.said.items() if said not in taken.values()}
    yield from taken.values()


def _behind(items: Sequence[Item], turn: Mention) -> list[Item]:
    """The treatments of the turn that the word opens, as far as its clause goes."""
    found: list[Item] = []
    for item in items:
        if item.first.start < turn.end:
            continue
        if found and (item.apart or item.join in {Kind.SEMICOLON, Kind.THEN, None}):
            break
        found.append(item)
    return found


def _is_each_day(said: Mention) -> bool:
    """ "twice daily" is how often on the days of a turn."""
    return said.kind == Kind.FREQUENCY and said.value.value.unit in {"d", "h"} and said.value.value.period == 1
