"""Names in a sentence that stand for a treatment without one, or that tell how another one was made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.connecting import MADE_OF
from fhiradapter.schedule.sentence.mentioned.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_MADE_WITH = frozenset("mobilized mobilised primed stimulated".split())
_JOINED = (Kind.LINK, Kind.COMMA)
_GROUPS = frozenset("group arm cohort".split())


def without_names_of_groups(sentence: Mentioned) -> Mentioned:
    """ "in the ganciclovir with GM-CSF group, the GM-CSF is given SC": a group is called after what it receives."""
    found = list(sentence.mentions)
    for place, each in enumerate(found):
        first = place
        while each.key in _GROUPS and first and (found[first - 1].kind == Kind.DRUG or _joins(found, first - 1)):
            first -= 1
        if first < place and first > 1 and (found[first - 2].key, found[first - 1].key) == ("in", "the"):
            found[first:place] = [replace(name, kind=Kind.FILL) for name in found[first:place]]
    return replace(sentence, mentions=tuple(found))


def _joins(mentions: Sequence[Mention], place: int) -> bool:
    return mentions[place].kind == Kind.LINK and place > 0 and mentions[place - 1].kind == Kind.DRUG


def stands_for(sentence: Mentioned, index: int, inside: Sequence[Mention]) -> Mention | None:
    """ "monoclonal antibody HER2 (Herceptin) IV": the name in the bracket of what has none that is known."""
    before = sentence.mentions[index - 1] if index else None
    unknown = before is not None and before.kind == Kind.WORD and before.key.isalnum()
    return inside[0] if unknown and [each.kind for each in inside] == [Kind.DRUG] else None


def without_name(inside: Sequence[Mention], item: Item | None) -> Sequence[Mention]:
    """ "5-fluorouracil 750 mg/m2 (5-FU; days 1-5)": what a bracket says behind another name of the treatment."""
    opens = [each.kind for each in inside[:2]]
    if len(inside) < 3 or opens[0] != Kind.DRUG or opens[1] not in {Kind.COMMA, Kind.SEMICOLON}:
        return inside
    return inside[2:] if item and item.drug and item.drug.key == inside[0].key else inside


def unmade(sentence: Mentioned, items: list[Item], word: Mention) -> bool:
    """ "stem cell collection", "filgrastim (G-CSF) mobilized cells": of something else; the items are without it."""
    last = items[-1] if items else None
    if last is None or last.drug is None or not _is_behind(sentence, last.drug, word):
        return False
    items.pop()
    while word.key in _MADE_WITH and last.join in _JOINED and items and items[-1].bare:
        last = items.pop()
    return True


def _is_behind(sentence: Mentioned, drug: Mention, word: Mention) -> bool:
    """Directly, or behind a bracket with another name."""
    if word.key not in MADE_OF | _MADE_WITH:
        return False
    if drug.end == word.start:
        return True
    between = [each.kind for each in sentence.mentions if drug.end <= each.start and each.end <= word.start]
    return between == [Kind.OPEN, Kind.DRUG, Kind.CLOSE]
