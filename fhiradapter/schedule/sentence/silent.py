"""Sentences that say nothing of a treatment, whatever else they say: they need not be read.

Most sentences of a record name no treatment. Where the text around them is not about one either, only a repeat
statement or a reference says something of what was named before; the rules of both are asked, and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases import references, repeats
from fhiradapter.schedule.phrases.openers import impossible
from fhiradapter.schedule.sentence.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.tokens import Cursor

_SPEAK_OF_OTHERS: tuple[tuple[Kind, Callable[[Cursor], object | None]], ...] = (
    (Kind.REPEAT, repeats.repeating),
    (Kind.AS_IN, references.reference),
)
"""What is said of treatments that are named elsewhere."""


def gives_nothing(cursor: Cursor, names: Names) -> bool:
    """True where a sentence names no treatment, and neither repeats nor refers to one that is named elsewhere."""
    sentence = cursor.tokens
    if any(names.may_begin(token) and names.at(sentence, place) for place, token in enumerate(sentence)):
        return False
    out = impossible(sentence)
    start = cursor.index
    speaks = any(_stands(rule, cursor) for kind, rule in _SPEAK_OF_OTHERS if kind not in out)
    cursor.index = start
    return not speaks


def _stands(rule: Callable[[Cursor], object | None], cursor: Cursor) -> bool:
    """Whether such a phrase stands anywhere, be it where none is looked for."""
    for place in range(len(cursor.tokens)):
        cursor.index = place
        if rule(cursor) is not None:
            return True
    return False
