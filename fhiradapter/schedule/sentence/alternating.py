"""Treatments that are given by turns: "A IV on day 1 alternating with B IV on day 1 every other week".

How often and in which cycles each of them is given then is not what the phrase behind the second one says of one
treatment: it is left unread, and told; days, doses and routes are those of their turns.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.schedule.sentence.items import Item
    from fhiradapter.schedule.sentence.mentions import Mention, Mentioned

_OF_BOTH = (Kind.FREQUENCY, Kind.LENGTH, Kind.COUNT)


def taken_from_turns(sentence: Mentioned, items: Sequence[Item]) -> Iterator[Mention]:
    """Takes from items that alternate what is not said of each of them; these are left unread."""
    for first, second in pairwise(items):
        turn = _turn(sentence, first, second)
        if turn is None:
            continue
        yield turn
        for kind in _OF_BOTH:
            said = second.said.get(kind)
            if said is not None and not _is_each_day(said):
                first.said = {each: what for each, what in first.said.items() if what is not said}
                yield second.said.pop(kind)


def _turn(sentence: Mentioned, first: Item, second: Item) -> Mention | None:
    """The word between the two that says so."""
    between = (each for each in sentence.mentions if first.first.start <= each.start and each.end <= second.first.start)
    found = [each for each in between if each.kind == Kind.THEN and each.key.startswith("alternat")]
    return found[-1] if found and second.join == Kind.THEN else None


def _is_each_day(said: Mention) -> bool:
    """ "twice daily" is how often on the days of a turn."""
    return said.kind == Kind.FREQUENCY and said.value.value.unit in {"d", "h"} and said.value.value.period == 1
