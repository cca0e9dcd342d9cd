"""Sentences that are read as a whole, before any is taken for what is mentioned in it: one function a construction.

Each says what it heard, or None where the sentence is of another make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.passages.entries import Entry
from fhiradapter.schedule.phrases import followups, route
from fhiradapter.schedule.sentence.around import sounding
from fhiradapter.schedule.text.heard import Heard, Hearing, Outcome
from fhiradapter.schedule.text.whole_treatment import all_of_it, parts_of_study

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.text.heard import Text
    from fhiradapter.schedule.tokens import Cursor

    Whole = Callable[[Cursor, Text, Lexicon, Names], Hearing | None]


def follow_up(cursor: Cursor, _text: Text, _lexicon: Lexicon, _names: Names) -> Hearing | None:
    """ "Patients are followed every 3 months for 2 years"."""
    followed = followups.follow_up(cursor)
    if followed is None:
        return None
    outcome = Outcome.IN_PART if followed.unread else Outcome.UNDERSTOOD
    return Hearing(
        follow_ups=[visit.follow_up() for visit in followed.visits],
        heard=[Heard(cursor.sentence, outcome, matters=followed.unread is not None)],
    )


def what_it_is(cursor: Cursor, text: Text, lexicon: Lexicon, names: Names) -> Hearing | None:
    """ "Venetoclax is an oral (pill) chemotherapy": the route, and nothing of a schedule."""
    name = names.at(cursor.tokens, 0) if cursor.tokens else None
    if name is None:
        return None
    cursor.index = len(name.parts)
    drug = cursor.since(0)
    routed = cursor.phrase("is an", "is a") and route.route(cursor, lexicon)
    cursor.phrase("( pill )", "( tablet )", "( capsule )")
    clause = cursor.since(0)
    if not routed or sounding.sounds_like_schedule(cursor.sentence.text):
        return None
    entry = Entry(key=name.key, drug=drug.stated(), clause=clause, origin=text.origin, arms=text.arms)
    return Hearing(entries=[entry.having(route=routed)], heard=[Heard(cursor.sentence, Outcome.IN_PART)])


_WHOLE: tuple[Whole, ...] = (follow_up, all_of_it, parts_of_study, what_it_is)
"""In this order; the first that hears something is right."""


def read_whole(cursor: Cursor, text: Text, lexicon: Lexicon, names: Names) -> Hearing | None:
    """What was heard in a sentence of one of these makes; None: it is of another."""
    for whole in _WHOLE:
        cursor.index = 0
        if (heard := whole(cursor, text, lexicon, names)) is not None:
            return heard
    cursor.index = 0
    return None
