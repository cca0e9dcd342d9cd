"""Days that a note parts: "on day 1 following carboplatin and on day 8" are two days of one list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned

_PARTED = (Kind.DAYS, Kind.NOTE, Kind.LINK, Kind.DAYS)


def with_joined_days(sentence: Mentioned) -> Mentioned:
    """The sentence with one mention for such days."""
    found: list[Mention] = []
    rest = list(sentence.mentions)
    while rest:
        parted = rest[: len(_PARTED)]
        if tuple(each.kind for each in parted) == _PARTED and _may_be_one(parted):
            found.append(_joined(sentence, parted[0], parted[-1]))
            rest = rest[len(_PARTED) :]
        else:
            found.append(rest.pop(0))
    return replace(sentence, mentions=tuple(found)) if len(found) < len(sentence.mentions) else sentence


def _may_be_one(parted: Sequence[Mention]) -> bool:
    first, _, link, last = parted
    plain = all(each.value.scope is None and each.value.weeks is None for each in (first, last))
    return link.key == "and" and plain and first.value.days.value[-1] < last.value.days.value[0]


def _joined(sentence: Mentioned, first: Mention, last: Mention) -> Mention:
    days = (*first.value.days.value, *last.value.days.value)
    value = replace(first.value, days=sentence.words(first, last).stated().having(days))
    return Mention(Kind.DAYS, first.start, last.end, value=value)
