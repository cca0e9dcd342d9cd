"""A placebo is no drug, whatever it is named after: "imatinib placebo", "placebo to match imatinib"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.names import PLACEBO_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention

_BEHIND = frozenset("placebo-matching placebo-matched placebo-to-match".split())
_BETWEEN = frozenset(
    "matching matched match for of corresponding identical - to the tablet tablets capsule capsules".split()
)
_MATCHES = _BETWEEN - {"-", "to", "the", "tablet", "tablets", "capsule", "capsules"}
_FAR = 3


def with_placebos(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, a placebo and what it looks like being one."""
    found: list[Mention] = []
    place = 0
    while place < len(mentions):
        end = _end(mentions, place)
        each = mentions[place]
        found.append(replace(each, end=mentions[end].end, key=PLACEBO_KEY) if end > place else each)
        place = end + 1
    return found


def _end(mentions: Sequence[Mention], place: int) -> int:
    """The last mention of the placebo that begins here, or the place itself."""
    first = mentions[place]
    if not _is_treatment(first):
        return place
    for ahead, each in enumerate(mentions[place + 1 : place + _FAR + 2], start=place + 1):
        between = [mention.key for mention in mentions[place + 1 : ahead]]
        if first.key != PLACEBO_KEY and each.key in {*_BEHIND, PLACEBO_KEY} and not set(between) - _FORMS:
            return ahead
        if _is_treatment(each):
            matches = first.key == PLACEBO_KEY != each.key and bool(_MATCHES & set(between))
            return ahead if matches and not set(between) - _BETWEEN else place
        if each.key not in _BETWEEN:
            return place
    return place


def _is_treatment(mention: Mention) -> bool:
    return mention.kind.value == "drug"


_FORMS = frozenset("matching matched - tablet tablets capsule capsules".split())
