"""What the words around a mention say: a condition, another thing, one of two routes, a statement without a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.connecting import EMPTY
from fhiradapter.schedule.mentions import PHRASES, Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.items import Item
    from fhiradapter.schedule.mentions import Mentioned

_SOME_PEOPLE = frozenset("women men children infants adults adolescents".split())
"""Who receives by itself says that others do not."""


def between(sentence: Mentioned, subject: Mention, verb: Mention) -> Stated[str] | None:
    """The words of a condition: between who receives and the verb."""
    inside = [each for each in sentence.mentions if subject.end <= each.start and each.end <= verb.start]
    while inside and inside[-1].kind == Kind.FILL:
        inside.pop()
    while inside and inside[0].key in {"with", "in"}:
        inside.pop(0)
    telling = {Kind.WORD, Kind.ASIDE, Kind.BLOCK, Kind.DRUG}
    if not any(each.kind in telling and each.key not in EMPTY for each in inside):
        return sentence.stated(subject) if subject.key in _SOME_PEOPLE else None
    return sentence.words(inside[0], inside[-1]).stated()


def is_of_something(sentence: Mentioned, drug: Mention) -> bool:
    """ "the side effects of methotrexate", "the first week of radiotherapy"."""
    before = [each for each in sentence.mentions if each.end <= drug.start]
    while before and before[-1].kind == Kind.FILL and before[-1].key in {"the", "a", "an"}:
        before.pop()
    return len(before) > 1 and before[-1].key == "of" and before[-2].kind == Kind.WORD


def goes_on_with_or(behind: Sequence[Mention]) -> bool:
    """ "by vein or mouth": one of two routes."""
    return len(behind) > 1 and behind[0].kind == Kind.OR and behind[1].kind in {Kind.WORD, Kind.FILL, Kind.ROUTE}


def is_fragment(sentence: Mentioned, items: Sequence[Item]) -> bool:
    """Words without a verb say that something is given where they begin with it and say how."""
    said = any(not each.bare for each in items)
    quiet = {Kind.FILL, Kind.COMMA, Kind.ARM, Kind.OR}
    known = [each for each in sentence.mentions if each.kind not in quiet]
    opens = bool(known) and (known[0].kind == Kind.DRUG or known[0].kind in PHRASES)
    words = sum(each.kind == Kind.WORD for each in known)
    return said and opens and words * 3 <= len(known)
