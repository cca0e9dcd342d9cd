"""What stands before a noun is said of what is behind it: "a daily, oral dose of A", "a weekly injection of A"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention

_ADJECTIVES = frozenset({"frequency", "single", "route"})
_ARTICLES = frozenset({"a", "an", "the", "one"})
_WHAT_FOLLOWS = frozenset({"fill", "dose", "given"})
_GIVINGS = frozenset({"administration", "infusion", "injection"})
_LAST = 3
_DEFINES = frozenset({"those", "must", "should"})
"""Such a sentence says who is eligible, and may tell what these have been taking."""
_BEFORE_WHO = frozenset({"all", "the", "-", "*", "•"})


def with_noun_phrases(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, without commas between adjectives; behind "receive", "injection of" is what is received.

    "Eligible" patients are those who receive.
    """
    receives = False
    for place, each in enumerate(mentions):
        receives = receives or each.kind.value == "receive"
        noun = receives and each.kind.value == "given" and each.key in _GIVINGS
        plain = noun or _joins_adjectives(mentions, place) or _is_of_who_receives(mentions, place)
        yield replace(each, kind=type(each.kind)("fill")) if plain else each


def _is_of_who_receives(mentions: Sequence[Mention], place: int) -> bool:
    """ "Eligible randomized subjects will receive": who they are, and not that somebody is eligible."""
    if mentions[place].key != "eligible" or any(each.key not in _BEFORE_WHO for each in mentions[:place]):
        return False
    if any(each.key in _DEFINES for each in mentions[place:]):
        return False
    behind = mentions[place + 1 : place + _LAST]
    who = next((at for at, each in enumerate(behind) if each.kind.value == "subject"), None)
    return who is not None and all(each.kind.value in {"word", "fill"} for each in behind[:who])


def _joins_adjectives(mentions: Sequence[Mention], place: int) -> bool:
    """Behind an article, a comma between how often and by which way."""
    before, behind = mentions[max(0, place - 2) : place], mentions[place + 1 : place + _LAST]
    if mentions[place].key != "," or len(before) < 2 or len(behind) < 2 or before[0].key not in _ARTICLES:
        return False
    kinds = {before[1].kind.value, behind[0].kind.value}
    return len(kinds) > 1 and kinds <= _ADJECTIVES and behind[1].kind.value in _WHAT_FOLLOWS
