"""What begins on a day, and does not stop there: "cyclosporine is started on day -1"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from fhiradapter.schedule.regimen import Cycles
from fhiradapter.schedule.sentence.mentioned.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_BEGINS = ("initiated", "started", "begun", "commenced")
_BEGIN = frozenset({"begin", "begins", "start", "starts", "initiate"})
"""Who begins something daily on a day goes on from there; with no word on how often it may be given on this day."""


def started(sentence: Mentioned, items: Sequence[Item]) -> None:
    """Says of what is started on one day that it begins there, of the first course that it is one of them."""
    verbs = [each for each in sentence.mentions if each.kind in {Kind.GIVEN, Kind.RECEIVE}]
    starts = [each for each in verbs if sentence.words(each, each).text.lower().endswith(_BEGINS)]
    begun = [item for item in items if Kind.FREQUENCY in item.said] if _is_begun(sentence, verbs) else []
    for item in items if starts else begun:
        days = item.said.get(Kind.DAYS)
        if days is None or item.said.keys() & {Kind.START, Kind.TIMES, Kind.SINGLE} or len(days.value.days.value) > 1:
            continue
        if len(verbs) == 1 or any(each.end == days.start for each in starts):
            _begins(item, days)


def begun_then(sentence: Mentioned, items: Sequence[Item]) -> Iterator[Mention]:
    """ "On day 0, patients receive A and will then begin B": on which day B begins, is not said; it is left unread."""
    for before, verb in pairwise(sentence.mentions):
        if (before.kind, verb.kind) != (Kind.THEN, Kind.RECEIVE) or before.key != "then" or verb.key not in _BEGIN:
            continue
        behind = [item for item in items if item.first.start >= verb.end]
        days = [item.said.get(Kind.DAYS) for item in behind]
        if any(each is not None and each.start < before.start for each in days):
            yield _from_to(before, verb)
        for item, said in zip(behind, days, strict=True):
            if said is not None and said.start < before.start:
                del item.said[Kind.DAYS]


def _from_to(first: Mention, last: Mention) -> Mention:
    """The words of both."""
    return replace(first, kind=Kind.WORD, end=last.end)


def _is_begun(sentence: Mentioned, verbs: Sequence[Mention]) -> bool:
    return len(verbs) == 1 and sentence.words(verbs[0], verbs[0]).text.lower() in _BEGIN


def _begins(item: Item, days: Mention) -> None:
    first = days.value.days
    scope = days.value.scope or item.value(Kind.SCOPE)
    if scope is not None and scope.cycles is not None and scope.cycles.value != Cycles.span(1, 1):
        item.unsure = True
        del item.said[Kind.DAYS]
        return
    del item.said[Kind.DAYS]
    item.said.pop(Kind.SCOPE, None)
    item.said[Kind.START] = replace(days, kind=Kind.START, value=first.having(first.value[0]))
