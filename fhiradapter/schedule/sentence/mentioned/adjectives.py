"""Commas between adjectives: "a daily, oral dose of A", "a single, subcutaneous injection of A"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention

_ADJECTIVES = frozenset({"frequency", "single", "route"})
_ARTICLES = frozenset({"a", "an", "the", "one"})
_WHAT_FOLLOWS = frozenset({"fill", "dose", "given"})
_LAST = 3


def with_adjectives(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, and behind an article no comma between how often and by which way."""
    for place, each in enumerate(mentions):
        before, behind = mentions[max(0, place - 2) : place], mentions[place + 1 : place + _LAST]
        joins = each.key == "," and len(before) == len(behind) == 2 and before[0].key in _ARTICLES
        kinds = {before[1].kind.value, behind[0].kind.value} if joins else set()
        plain = len(kinds) > 1 and kinds <= _ADJECTIVES and behind[1].kind.value in _WHAT_FOLLOWS
        yield replace(each, kind=type(each.kind)("fill")) if plain else each
