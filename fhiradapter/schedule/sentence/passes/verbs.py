"""A verb that is said of several treatments: what stands behind it is how all of them are given.

"A 10 mg and B 20 mg will be given IV every 3 weeks"; "A (10 mg) and B (20 mg), administered IV every 3 weeks".
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.connecting import PARTICIPLES
from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_HOW_MUCH = frozenset({Kind.DOSE, Kind.CAP})
_OF_ALL = frozenset({Kind.ROUTE, Kind.FREQUENCY, Kind.SPAN, Kind.COUNT, Kind.LENGTH})
"""Days and scopes are shared wherever they stand; how long one infusion lasts is said of the nearest alone."""
_ENDS = frozenset({Kind.SUBJECT, Kind.RECEIVE, Kind.GIVEN, Kind.SEMICOLON, Kind.THEN, Kind.ASIDE, Kind.BLOCK, Kind.OR})
_FINITE = frozenset("are were will was is can may should must shall".split())


def with_verbs_of_all(sentence: Mentioned, items: Sequence[Item]) -> None:
    """Says of every treatment of a group what stands behind the verb of the group."""
    for place, verb in enumerate(sentence.mentions):
        if not _is_verb_of_group(sentence, place):
            continue
        subjects = _subjects(sentence, items, verb)
        if len(subjects) > 1 and not (verb.key in _FINITE and _is_received(sentence, subjects[0])):
            behind = {kind: said for kind, said in subjects[-1].said.items() if _is_behind(verb, kind, said)}
            for item in subjects[:-1]:
                item.said = behind | item.said


def _is_verb_of_group(sentence: Mentioned, place: int) -> bool:
    """ "are given", "will be administered"; "administered", and "administered IV", behind a comma."""
    verb, before = sentence.mentions[place], sentence.mentions[place - 1] if place else None
    if verb.kind == Kind.GIVEN and verb.key in _FINITE:
        return True
    participle = sentence.cursor.tokens[verb.start].key in PARTICIPLES
    return verb.kind in {Kind.GIVEN, Kind.ROUTE} and participle and before is not None and before.key == ","


def _is_received(sentence: Mentioned, item: Item) -> bool:
    """ "Patients receive A 5 mg, and B will be given IV": two clauses."""
    before = [each for each in sentence.mentions if each.end <= item.first.start]
    clause = takewhile(lambda each: each.kind != Kind.SEMICOLON, reversed(before))
    return any(each.kind == Kind.RECEIVE for each in clause)


def _is_behind(verb: Mention, kind: Kind, said: Mention) -> bool:
    return kind in _OF_ALL and said.start >= verb.start


def _subjects(sentence: Mentioned, items: Sequence[Item], verb: Mention) -> list[Item]:
    """The group that the verb stands behind, where nothing but how much is said of each before it."""
    before = [item for item in items if item.drug and item.drug.end <= verb.start and item.pattern_of is None]
    group = before[-1:]
    for item in reversed(before[:-1]):
        if group[0].join not in {Kind.COMMA, Kind.LINK} or not _is_plain(sentence, item, verb):
            break
        group.insert(0, item)
    return group if group and _is_plain(sentence, group[-1], verb) else []


def _is_plain(sentence: Mentioned, item: Item, verb: Mention) -> bool:
    """Only how much stands before the verb, and no other clause begins between."""
    own = {kind for kind, said in item.said.items() if said.start < verb.start}
    since = (each for each in sentence.mentions if item.first.end <= each.start)
    between = takewhile(lambda each: each.start < verb.start, since)
    return own <= _HOW_MUCH and not item.alternative and all(each.kind not in _ENDS for each in between)
