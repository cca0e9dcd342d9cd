"""How descriptions of arms and interventions are written: notes without a verb, and "participants who received ...".

A description is about what is given. What has a verb of its own ("is supplied as 5 mg tablets") is no note.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.dose_units import OF_AMOUNTS
from fhiradapter.schedule.phrases.spans import duration
from fhiradapter.schedule.phrases.words import DAYS_OR_LONGER
from fhiradapter.schedule.sentence.around.context import is_fragment
from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind, Mention
from fhiradapter.schedule.tokens import Cursor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_VERBS = frozenset(
    """
    is are was were be been being has have had do does did can could should must may might will would contains contain
    contained supplied provided manufactured formulated
    """.split()
)
_FORMS = frozenset(
    """
    tablet tablets tab tabs capsule capsules cap caps caplet caplets pill pills softgel softgels sachet sachets patch
    patches vial vials ml
    """.split()
)
_TELLS = frozenset({Kind.DRUG, *PHRASES})
_QUIET = frozenset({Kind.FILL, Kind.COMMA, Kind.SEMICOLON, Kind.ARM, Kind.OR, Kind.LINK, Kind.NOTE})
LABELS = frozenset("dose doses dosage dosing route frequency duration schedule regimen administration".split())
"""Before a colon these say what stands behind it."""
_SAYS_HOW_LONG = frozenset({Kind.SPAN, Kind.ON_OFF, Kind.DAYS, Kind.WEEKS})
_JOINS = frozenset({Kind.COMMA, Kind.SEMICOLON, Kind.LINK})
_CHANGES = frozenset(
    """
    reduced increased decreased adjusted modified interrupted tapered titrated escalated reduction reductions
    adjustment adjustments modification modifications interruption interruptions
    """.split()
)
_VERBS_OF_GIVING = frozenset({Kind.GIVEN, Kind.RECEIVE})
_FAR_FROM_A_CHANGE = 8
_FAR = 3
"""So many words may stand before the first phrase: "film-coated", "0.9 % saline"."""


def is_note(sentence: Mentioned, items: Sequence[Item]) -> bool:
    """Words without a verb that say how something is given. In a description, what stands behind them does not matter:
    "375 mg/m2 on day 1 of each cycle as part of R-CHOP".
    """
    if not sentence.described:
        return is_fragment(sentence, items)
    named = items[0].drug is not None if items else False
    if all(each.bare for each in items) or (not named and _has_other_amounts(sentence, items)):
        return False
    if is_fragment(sentence, items):
        return True
    if any(_is_verb(each) for each in sentence.mentions):
        return False
    known = [each for each in sentence.mentions if each.kind not in _QUIET]
    first = next((place for place, each in enumerate(known) if each.kind in _TELLS), len(known))
    end = max(each.end for each in items)
    inside = [each for each in known if each.end <= end]
    words = sum(each.kind == Kind.WORD for each in inside)
    return first <= _FAR and all(each.kind == Kind.WORD for each in known[:first]) and words * 2 <= len(inside)


def _has_other_amounts(sentence: Mentioned, items: Sequence[Item]) -> bool:
    """Where one amount of several was read, it may be that of some patients only. That of a day may sum them up."""
    said = {id(each) for item in items for each in item.said.values()}
    depth = 0
    for each, behind in pairwise((*sentence.mentions, sentence.mentions[-1])):
        depth += (each.kind == Kind.OPEN) - (each.kind == Kind.CLOSE)
        unread = each.kind == Kind.DOSE and id(each) not in said and each.value[0].value.per != "d"
        amount = each.kind == Kind.WORD and each.key[0].isdigit() and behind.key in OF_AMOUNTS
        if unread or (amount and not depth):
            return True
    return False


def _is_verb(mention: Mention) -> bool:
    return mention.kind in {Kind.WORD, Kind.FILL} and mention.key in _VERBS


def as_description(sentence: Mentioned) -> Mentioned:
    """The sentence as one of a description."""
    plain = _without_adjustments(replace(sentence, described=True))
    return _as_one_note(_with_bare_spans(_with_strengths(_with_labels(_with_main_clause(plain)))))


def _without_adjustments(sentence: Mentioned) -> Mentioned:
    """ "8 mg once daily, which may be reduced to 4 mg": what may come of it later is a note on what is given."""
    mentions = sentence.mentions
    how = next((place for place, each in enumerate(mentions) if each.kind in PHRASES), len(mentions))
    for place, each in enumerate(mentions[how:], start=how):
        tail = mentions[place + 1 :]
        if each.kind in _JOINS and _adjusts(tail):
            end = next((at for at, one in enumerate(tail) if one.kind == Kind.SEMICOLON), len(tail))
            if any(one.kind in _VERBS_OF_GIVING for one in tail[:end]):
                return sentence
            note = Mention(Kind.NOTE, tail[0].start, tail[end - 1].end)
            return replace(sentence, mentions=(*mentions[: place + 1], note, *tail[end:]))
    return sentence


def _adjusts(tail: Sequence[Mention]) -> bool:
    """Whether it is said, before any phrase, that something is changed."""
    before = list(takewhile(lambda each: each.kind not in PHRASES and each.kind not in _JOINS, tail))
    return any(each.key in _CHANGES for each in before[:_FAR_FROM_A_CHANGE])


def _with_labels(sentence: Mentioned) -> Mentioned:
    """ "Route: oral; frequency: once daily": what stands before the colon only says what stands behind it."""
    found = list(sentence.mentions)
    for place, (label, colon) in enumerate(pairwise(sentence.mentions)):
        if label.key in LABELS and colon.kind in PHRASES:
            found[place] = replace(label, kind=Kind.FILL)
        if label.key in LABELS and colon.key == ":":
            found[place : place + 2] = [replace(label, kind=Kind.FILL), replace(colon, kind=Kind.FILL)]
    return replace(sentence, mentions=tuple(found))


def _with_strengths(sentence: Mentioned) -> Mentioned:
    """ "20 mg capsules", "15 mg/cap.", "12.5 mg/mL", "capsules containing 20 mg": what one of them holds, and not
    how many are taken. Beside an amount that is read it may be another one, for other patients.
    """
    found = list(sentence.mentions)
    if any(each.kind == Kind.DOSE for each in found):
        return sentence
    for place in range(len(found) - 2):
        first, unit = found[place : place + 2]
        slash = found[place + 2].key == "/" and place + 3 < len(found)
        form = found[place + 2 + slash]
        amount = first.kind == unit.kind == Kind.WORD and first.key[0].isdigit() and unit.key in OF_AMOUNTS
        if amount and form.key in _FORMS:
            end = form.end if slash else unit.end
            found[place : place + 2 + 2 * slash] = [Mention(Kind.NOTE, first.start, end)]
            break
        if amount and place > 1 and found[place - 1].key == "containing" and found[place - 2].key in _FORMS:
            found[place - 1 : place + 2] = [Mention(Kind.NOTE, found[place - 1].start, unit.end)]
            break
    return replace(sentence, mentions=tuple(found))


def _with_bare_spans(sentence: Mentioned) -> Mentioned:
    """ "50 mg, tablet, once daily, 24 weeks": behind how often, and alone between commas, it is how long."""
    found: list[Mention] = []
    often = False
    for each in sentence.mentions:
        if found and each.start < found[-1].end:
            continue
        span = _bare_span(sentence, each) if often and found[-1].kind == Kind.COMMA else None
        often = (often or _says_how_often(each)) and each.kind not in _SAYS_HOW_LONG and span is None
        found.append(span or each)
    return replace(sentence, mentions=tuple(found))


def _says_how_often(mention: Mention) -> bool:
    return mention.kind == Kind.FREQUENCY or (mention.kind == Kind.DOSE and mention.value[0].value.per == "d")


def _bare_span(sentence: Mentioned, first: Mention) -> Mention | None:
    if first.kind not in {Kind.WORD, Kind.FILL, Kind.BLOCK, Kind.ASIDE}:
        return None
    cursor = Cursor(sentence.sentence)
    cursor.index = first.start
    span = duration(cursor)
    alone = cursor.at_end or cursor.peek() in {",", ";", "."}
    return (
        Mention(Kind.SPAN, first.start, cursor.index, value=span)
        if span and alone and span.value.unit in DAYS_OR_LONGER
        else None
    )


def _as_one_note(sentence: Mentioned) -> Mentioned:
    """ "IV on day 1; dose: 75 mg/m2": both sides are about one treatment where no kind of fact is on both."""
    said: set[Kind] = set()
    before: set[Kind] = set()
    for each in sentence.mentions:
        if each.kind == Kind.SEMICOLON:
            before |= said
            said = set()
        elif each.kind in PHRASES:
            said.add(each.kind)
        if said & before or each.kind == Kind.DRUG:
            return sentence
    commas = (replace(each, kind=Kind.COMMA) if each.kind == Kind.SEMICOLON else each for each in sentence.mentions)
    return replace(sentence, mentions=tuple(commas))


def _with_main_clause(sentence: Mentioned) -> Mentioned:
    """ "Participants who received X 10 mg daily": where nothing else is said of them, it is what they receive."""
    kinds = [each.kind for each in sentence.mentions if each.kind != Kind.FILL]
    opens = kinds[:3] == [Kind.SUBJECT, Kind.ASIDE, Kind.RECEIVE]
    who = next((each for each in sentence.mentions if each.kind == Kind.ASIDE), None)
    again = {Kind.RECEIVE, Kind.GIVEN, Kind.SUBJECT} & set(kinds[3:])
    if not opens or who is None or who.key not in {"who", "that"} or again or any(map(_is_verb, sentence.mentions)):
        return sentence
    plain = (replace(each, kind=Kind.FILL) if each is who else each for each in sentence.mentions)
    return replace(sentence, mentions=tuple(plain))
