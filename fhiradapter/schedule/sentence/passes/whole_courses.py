"""Courses by their beginning: "a second course of A and B is given on day 28" says when the course begins.

On which of its days A and B are given, it does not say; a list of days is that of the treatments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Item


def without_first_days_of_courses(sentence: Mentioned, items: Sequence[Item]) -> list[Mention]:
    """The day, taken from the treatments: it is not read."""
    days = {id(days): days for item in items if (days := item.said.get(Kind.DAYS))}
    if len(days) != 1 or not _names_a_course(sentence, items):
        return []
    (begun,) = days.values()
    if not _is_one_day(begun):
        return []
    for item in items:
        item.broken |= item.said.pop(Kind.DAYS, None) is not None
    return [begun]


def _is_one_day(days: Mention) -> bool:
    listed = days.value.days.value
    return len(listed) == 1 and listed[0] > 1


def _names_a_course(sentence: Mentioned, items: Sequence[Item]) -> bool:
    """ "second course of A": the course is what is given, and A what it is made of."""
    mentions = sentence.mentions
    return any(
        each.kind == Kind.SCOPE and of.key == "of" and any(behind is item.drug for item in items)
        for each, of, behind in zip(mentions, mentions[1:], mentions[2:], strict=False)
    )
