"""What is added to a treatment that is given as elsewhere: "treatment as in arm I plus rituximab on day 1" is given on
day 1 of the cycles of arm I, where they are of one length and have such a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.names import CELLS, RADIATION_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.prose import Citation
    from fhiradapter.schedule.passages.entries import Entry
    from fhiradapter.schedule.sentence.said.referring import Like

_OWN_CLOCK = ("length", "count", "span", "duration", "cycles", "months", "like")
_ONCE = frozenset({RADIATION_KEY, *CELLS})


def in_their_cycles(entries: Sequence[list[Entry]], place: int, like: Like) -> None:
    """Says of what stands in the sentence of a reference that was followed at this place how long the cycles are.

    Each list holds what one passage says; a reference to one treatment by its name tells nothing of others.
    """
    there = entries[place]
    days = {each.length.value.days() if each.length else None for each in there}
    length = days.pop() if len(days) == 1 else None
    if like.group is None or length is None:
        return
    sentence = like.sentence.cite()
    for said in entries:
        if len(said) == 1 and said is not there and _is_added(said[0], there[0], sentence, length):
            said[0] = said[0].having(length=there[0].length)


def _is_added(entry: Entry, there: Entry, sentence: Citation, length: int) -> bool:
    here = entry.clause.cite()
    inside = here.path == sentence.path and sentence.offset <= here.offset < sentence.offset + sentence.length
    if not inside or entry.arms != there.arms or entry.key in _ONCE or any(getattr(entry, each) for each in _OWN_CLOCK):
        return False
    days = entry.days_from_the_first
    return bool(days) and days[0] >= 0 and days[-1] <= length
