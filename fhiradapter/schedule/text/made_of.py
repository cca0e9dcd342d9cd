"""What a regimen is made of, as brackets say it: "R-CHOP (rituximab, cyclophosphamide, ...)", "A, B, and C (BEAM)"."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.around.context import end_of_bracket
from fhiradapter.schedule.sentence.mentioned.connecting import MADE_UP_OF
from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_LISTED = frozenset({Kind.DRUG, Kind.COMMA, Kind.LINK, Kind.FILL, Kind.OPEN, Kind.CLOSE})
_JOINED = frozenset({Kind.DRUG, Kind.COMMA, Kind.LINK})


def parts_of(said: Mentioned, item: Item, names: Names) -> tuple[Mention, ...]:
    """The drugs in the bracket behind the name of a regimen: each once, and nothing else."""
    if item.drug is None or names.kind(item.drug.key) != "regimen":
        return ()
    behind = (each for each in said.mentions if each.start >= item.drug.end)
    inside = _in_bracket(list(dropwhile(lambda each: each.kind == Kind.FILL and each.key != ".", behind)))
    drugs = {each.key: each for each in reversed(inside) if each.kind == Kind.DRUG}
    if len(drugs) < 2 or any(each.kind not in _LISTED for each in inside):
        return ()
    return tuple(sorted(drugs.values(), key=lambda each: each.start))


def is_part(said: Mentioned, item: Item, names: Names) -> bool:
    """ "BEAM comprising carmustine and melphalan", "carmustine and melphalan (BEAM)": they are what is given."""
    if any(each.key in MADE_UP_OF for each in said.mentions if each.end <= item.first.start):
        return True
    behind = (each for each in said.mentions if each.start >= item.last.end)
    inside = _in_bracket(list(dropwhile(lambda each: each.kind in _JOINED, behind)))
    return len(inside) == 1 and inside[0].kind == Kind.DRUG and names.kind(inside[0].key) == "regimen"


def _in_bracket(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """What stands in the bracket that opens here; nothing where none does."""
    end = end_of_bracket(mentions, 0)
    return mentions[1:end] if 0 < end < len(mentions) else ()
