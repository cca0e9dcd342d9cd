"""A sentence on several arms: which clause, and so which of its treatments, is about which arm.

"Group 1 receives A and group 2 receives B", "A in arm I and B in arm II": what a clause names is said of its own arm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_ENDS = frozenset({Kind.SEMICOLON, Kind.RECEIVE, Kind.ARM, Kind.ASIDE, Kind.BLOCK})


def with_arms_of_clauses(sentence: Mentioned, items: Sequence[Item]) -> None:
    """Says of each treatment the arm that its clause is about, where the sentence names several."""
    arms = [each for each in sentence.mentions if each.kind == Kind.ARM]
    if len(arms) < 2 or any(item.arms for item in items):
        return
    leading = [each for each in arms if _leads(sentence, each, items)]
    for arm in leading:
        end = next((each.start for each in leading if each.start > arm.start), len(sentence.cursor.tokens))
        _of(arm, [item for item in items if arm.end <= item.first.start < end])
    if leading:
        return
    before = [(arm, _before(sentence, arm, items)) for arm in arms]
    if all(found for _, found in before):  # "A daily (arm I) or not (arm II)" is not clear
        for arm, found in before:
            _of(arm, found)


def _before(sentence: Mentioned, arm: Mention, items: Sequence[Item]) -> list[Item]:
    """ "A and B in arm I": the treatments of the clause that the arm ends."""
    start = max((each.end for each in sentence.mentions if each.kind in _ENDS and each.end <= arm.start), default=0)
    return [item for item in items if start <= item.last.start < arm.start]


def _of(arm: Mention, items: Sequence[Item]) -> None:
    for item in items:
        item.arms = (arm,)


def _leads(sentence: Mentioned, arm: Mention, items: Sequence[Item]) -> bool:
    """ "Patients in arm A receive ...": the verb stands between the arm and the next treatment."""
    end = min((item.first.start for item in items if item.first.start >= arm.end), default=0)
    behind = [each.kind for each in sentence.mentions if arm.end <= each.start < end]
    return Kind.RECEIVE in behind and Kind.ARM not in behind
