"""Drugs that are given as one: "TIT on days 1 and 5" is each of three drugs, intrathecally, on these days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.connecting import MADE_UP_OF
from fhiradapter.schedule.sentence.mentioned.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_ROUTE = "intrathecal"


def unmixed(sentence: Mentioned, items: Sequence[Item]) -> list[Item]:
    """The items with the drugs of mixtures in their places."""
    found: list[Item] = []
    known = list(items)
    while known:
        item = known.pop(0)
        if item.drug is None or not item.drug.value:
            found.append(item)
            continue
        said_here = _told(sentence, item, item.drug, known)
        found += [_as_part(sentence, each, item.drug) for each in said_here] or _drugs(sentence, item, item.drug)
        del known[: len(said_here)]
    return found


def _told(sentence: Mentioned, item: Item, mixture: Mention, behind: Sequence[Item]) -> list[Item]:
    """ "TIT comprising A, B and C on day 1": the drugs are named in the same sentence."""
    named = list(behind[: len(mixture.value)])
    if sorted(each.drug.key for each in named if each.drug) != sorted(mixture.value):
        return []
    end = min(each.first.start for each in named)
    between = [each for each in sentence.mentions if mixture.end <= each.start and each.end <= end]
    told = item.bare and any(each.key in MADE_UP_OF or each.kind == Kind.OPEN for each in between)
    return named if told else []


def _as_part(sentence: Mentioned, item: Item, mixture: Mention) -> Item:
    item.mixture = mixture.key
    item.said.setdefault(Kind.ROUTE, _route(sentence, mixture))
    return item


def _drugs(sentence: Mentioned, item: Item, mixture: Mention) -> list[Item]:
    """One item for each drug of a mixture."""
    said = {Kind.ROUTE: _route(sentence, mixture)} | item.said
    drugs = [replace(mixture, key=key, value=None) for key in mixture.value]
    return [
        replace(
            item, drug=drug, said=dict(said), join=item.join if drug is drugs[0] else Kind.LINK, mixture=mixture.key
        )
        for drug in drugs
    ]


def _route(sentence: Mentioned, mixture: Mention) -> Mention:
    return replace(mixture, kind=Kind.ROUTE, key="", value=sentence.stated(mixture).having(_ROUTE))
