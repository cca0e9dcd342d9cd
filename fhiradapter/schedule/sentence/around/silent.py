"""Sentences that say nothing of a treatment, whatever else they say: they need not be read.

Most sentences of a record name no treatment. Where the text around them is not about one either, only a repeat
statement or a reference says something of what was named before; the rules of both are asked, and no other. Of those
that name one, many have no verb of giving and do not begin with it: they are about it, and it is not given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases import references, repeats
from fhiradapter.schedule.phrases.openers import impossible
from fhiradapter.schedule.sentence.around.context import QUIET
from fhiradapter.schedule.sentence.mentioned import connecting
from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind, opens_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.tokens import Cursor

_SPEAK_OF_OTHERS: tuple[tuple[Kind, Callable[[Cursor], object | None]], ...] = (
    (Kind.REPEAT, repeats.repeating),
    (Kind.AS_IN, references.reference),
)
"""What is said of treatments that are named elsewhere."""
_VERBS = frozenset({Kind.RECEIVE, Kind.GIVEN})
_OPENS_NOTES = frozenset({Kind.DRUG, *PHRASES})
_BEFORE_NOTES = QUIET | {Kind.OPEN}


def gives_nothing(cursor: Cursor, lexicon: Lexicon, names: Names, *, described: bool = False) -> bool:
    """True where a sentence gives no treatment that it names, and neither repeats nor refers to another.

    In a description (`described`) what is given needs no verb.
    """
    if _names_one(cursor, names) and (described or _may_give(cursor, lexicon, names)):
        return False
    out = impossible(cursor.tokens)
    start = cursor.index
    speaks = any(_stands(rule, cursor) for kind, rule in _SPEAK_OF_OTHERS if kind not in out)
    cursor.index = start
    return not speaks


def _names_one(cursor: Cursor, names: Names) -> bool:
    sentence = cursor.tokens
    return any(names.may_begin(token) and names.at(sentence, place) for place, token in enumerate(sentence))


def _may_give(cursor: Cursor, lexicon: Lexicon, names: Names) -> bool:
    """Whether there is a verb of giving, or the sentence begins, as notes do, with what is given."""
    return connecting.stands(cursor, _VERBS) or opens_with(cursor, lexicon, names, _BEFORE_NOTES) in _OPENS_NOTES


def _stands(rule: Callable[[Cursor], object | None], cursor: Cursor) -> bool:
    """Whether such a phrase stands anywhere, be it where none is looked for."""
    for place in range(len(cursor.tokens)):
        cursor.index = place
        if rule(cursor) is not None:
            return True
    return False
