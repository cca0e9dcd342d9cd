"""What stands near a mention, and decides what it belongs to: words that join, units, a colon, the next treatment."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.words import WITHIN_A_DAY
from fhiradapter.schedule.sentence.mentioned.connecting import PARTICIPLES, UNITS
from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_LEADS = frozenset({Kind.DAYS, Kind.WEEKS, Kind.MONTHS, Kind.WEEKDAYS, Kind.SCOPE, Kind.START})
_TIME = frozenset({Kind.DAYS, Kind.WEEKS, Kind.MONTHS, Kind.SPAN, Kind.COUNT, Kind.START})
_OF_WHAT_IS_BEFORE = frozenset({*_TIME, Kind.SCOPE, Kind.INFUSION} - {Kind.MONTHS})
_UP_TO_A_TREATMENT = frozenset({Kind.FILL, *PHRASES})
_COMPARED = frozenset("< > ≤ ≥".split())
_NAME_IN_CAPITALS = re.compile(r"[A-Z][A-Za-z]*(?:\d|-[A-Za-z]*[A-Z])")
_CLOCK = frozenset("minutes hours days weeks".split())


def may_lead(sentence: Mentioned, mention: Mention) -> bool:
    """ "On day 1 of course 2, patients receive A and B", "For 12 weeks, patients receive A": said of all behind it."""
    if mention.kind != Kind.SPAN:
        return mention.kind in _LEADS
    behind = [each.kind for each in sentence.mentions if each.kind not in {Kind.FILL, Kind.COMMA}][1:3]
    opens = not mention.start and behind == [Kind.SUBJECT, Kind.RECEIVE]
    return opens and mention.value.value.unit not in WITHIN_A_DAY


def is_label(behind: Sequence[Mention]) -> bool:
    """Before a colon."""
    return bool(behind) and behind[0].kind == Kind.COMMA and behind[0].key == ":"


def leads_to_a_drug(mention: Mention, behind: Sequence[Mention]) -> bool:
    """ "100 mg of cisplatin", "IV cisplatin": nothing but phrases and fillers between, and no time.

    "A 74-hour continuous infusion of cisplatin" is its own too, "over 2 hours cisplatin" is not.
    """
    if mention.kind == Kind.INFUSION and [each.key for each in behind[:1]] == ["of"]:
        return [each.kind for each in behind[1:2]] == [Kind.DRUG]
    if mention.kind in _OF_WHAT_IS_BEFORE:
        return False
    return leads_to_treatment(behind, through=_UP_TO_A_TREATMENT - _TIME)


def spans_what_follows(sentence: Mentioned, span: Mention, behind: Sequence[Mention]) -> bool:
    """ "receive 12 weeks of A", "are treated for 12 weeks with A": said before the treatment that it is said of."""
    last = sentence.cursor.tokens[span.end - 1].key
    before = next((each.kind for each in sentence.mentions if each.end == span.start), None)
    with_it = before == Kind.RECEIVE and bool(behind) and behind[0].key == "with"
    through = _UP_TO_A_TREATMENT - _TIME
    return (last in {"of", "with"} or with_it) and leads_to_treatment(behind[with_it:], through=through)


def spans_another(sentence: Mentioned, span: Mention, behind: Sequence[Mention]) -> bool:
    """ "followed by 12 weeks of observation": how long something else goes on."""
    another = span.kind == Kind.SPAN and sentence.cursor.tokens[span.end - 1].key in {"of", "with"}
    return another and not spans_what_follows(sentence, span, behind)


def leads_to_treatment(behind: Sequence[Mention], through: Collection[Kind] = _UP_TO_A_TREATMENT) -> bool:
    """ "weekly oral A", "IV bolus of A": a treatment follows with nothing but phrases and fillers between."""
    return next((each.kind == Kind.DRUG for each in behind if each.kind not in through), False)


def is_next_step(item: Item, mention: Mention, behind: Sequence[Mention]) -> bool:
    """ "A 40 mg daily for 4 weeks; 20 mg daily for 4 weeks": how much, and for how long, behind how long it was."""
    if item.drug is None or mention.kind != Kind.DOSE or not {Kind.DOSE, Kind.SPAN} <= item.said.keys():
        return False
    step = list(takewhile(lambda each: each.kind in PHRASES, behind))
    ends = behind[len(step) :][:1]
    closed = not ends or ends[0].kind == Kind.SEMICOLON or ends[0].key == "."
    return closed and any(each.kind == Kind.SPAN for each in step)


def says_given(sentence: Mentioned, route: Mention) -> bool:
    """ "will be diluted and administered by IV infusion": the words of the route hold the verb."""
    tokens = sentence.cursor.tokens
    return route.start > 0 and tokens[route.start - 1].key in {"and", "then"} and tokens[route.start].key in PARTICIPLES


def is_next_but_articles(sentence: Mentioned, first: Mention, then: Mention) -> bool:
    """Whether nothing but fillers stands between the two."""
    between = (each for each in sentence.mentions if first.end <= each.start and each.end <= then.start)
    return all(each.kind == Kind.FILL for each in between)


def without_names(item: Item, inside: Sequence[Mention]) -> list[Mention]:
    """What a bracket says but another name: "filgrastim (G-CSF)"."""
    return [each for each in inside if item.drug is None or (each.kind, each.key) != (Kind.DRUG, item.drug.key)]


def is_telegram(item: Item, join: Kind, mention: Mention, behind: Sequence[Mention]) -> bool:
    """ "Vincristine, 2 mg IV Prednisone, 100 mg PO": each dose stands behind its treatment, as the last one shows."""
    if join != Kind.COMMA or not item.bare or item.drug is None:
        return False
    last = max((place for place, each in enumerate(behind) if each.kind == Kind.DRUG), default=None)
    return last is not None and any(each.kind == mention.kind for each in behind[last:])


def is_word(sentence: Mentioned, mention: Mention) -> bool:
    """True for a word, or a name in capitals ("HD-XYZ", "AB1234"): something else may be meant from here on.

    A unit is none.
    """
    if mention.key in UNITS:
        return False
    return mention.key.isalpha() or bool(_NAME_IN_CAPITALS.match(sentence.words(mention, mention).text))


def is_amount(sentence: Mentioned, number: Mention) -> bool:
    """ "1200 mg" in words that no rule of doses took."""
    behind = next((each for each in sentence.mentions if each.start == number.end), None)
    return behind is not None and behind.key in UNITS


def words_of(sentence: Mentioned, opened: Mention, at: Mention | None) -> Stated[str] | None:
    """The words behind "if", up to here or to the end of the sentence."""
    inside = [each for each in sentence.mentions if opened.end <= each.start]
    inside = [each for each in inside if (at is None or each.end <= at.start) and each.key != "."]
    return sentence.words(inside[0], inside[-1]).stated() if inside else None


def is_condition(inside: Sequence[Mention]) -> bool:
    """ "(<75 kg)", "(CrCL >= 50 mL/min)": who receives it."""
    return any(each.key in _COMPARED for each in inside) and not any(each.key in _CLOCK for each in inside)
