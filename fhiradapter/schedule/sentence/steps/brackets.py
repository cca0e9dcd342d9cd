"""Brackets: phrases, another name, the same in other words, an arm, a condition; any other may restrict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.around import nearby
from fhiradapter.schedule.sentence.around.context import end_of_bracket, is_arm, narrow
from fhiradapter.schedule.sentence.around.namesakes import stands_for, without_name
from fhiradapter.schedule.sentence.around.recipients import is_some_only
from fhiradapter.schedule.sentence.mentioned.connecting import TIMES
from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind
from fhiradapter.schedule.sentence.said.restating import in_other_words
from fhiradapter.schedule.sentence.steps.attaching import attach
from fhiradapter.schedule.sentence.steps.treatments import drug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.said.items import Item
    from fhiradapter.schedule.sentence.steps.state import State

_QUIET = frozenset({Kind.FILL, Kind.COMMA, Kind.LINK, Kind.SEMICOLON, *PHRASES})


def bracket(state: State, opened: Mention) -> None:
    """Read as a whole; reading goes on behind it."""
    at, current = state.index - 1, state.here.current
    end = end_of_bracket(state.sentence.mentions, at)
    inside = without_name(state.sentence.mentions[at + 1 : end], current)
    state.index = end + 1
    if current is None:
        known = stands_for(state.sentence, at, inside) if state.clause.active else None
        drug(state, known) if known else state.found.unread.extend(inside)
    else:
        _said_of(state, current, opened, inside)


def _said_of(state: State, item: Item, opened: Mention, inside: Sequence[Mention]) -> None:
    """A bracket of phrases is said of the treatment before it; any other is set aside, and may restrict."""
    kinds = {each.kind for each in inside}
    if in_other_words(item, inside):
        item.said.update({each.kind: each for each in inside if each.kind in PHRASES})
    elif inside and kinds <= _QUIET | _notes_of_hours(state, inside) and state.here.aside is None:
        _attach_all(state, item, opened, [each for each in inside if each.kind in PHRASES])
    elif is_arm(inside) and item.end == opened.start:
        item.arms += tuple(each for each in inside if each.kind == Kind.ARM)
    elif _is_otherwise_for_some(inside):
        state.found.unread += inside
        item.unsure = True
    elif Kind.SUBJECT in kinds or nearby.is_condition(inside) or is_some_only(inside):
        item.broken |= item.condition is not None and nearby.is_condition(inside)
        item.condition = state.sentence.words(inside[0], inside[-1]).stated()
    else:
        state.found.unread += nearby.without_names(item, inside)
        narrow(item, inside)


def _notes_of_hours(state: State, inside: Sequence[Mention]) -> frozenset[Kind]:
    """ "(6 hours apart)" says no more than that; "(two injections)" may say how much."""
    notes = [state.sentence.words(each, each).text.lower() for each in inside if each.kind == Kind.NOTE]
    return frozenset({Kind.NOTE}) if notes and all(each.endswith(" apart") for each in notes) else frozenset()


def _is_otherwise_for_some(inside: Sequence[Mention]) -> bool:
    """ "(day 40 for patients with B-ALL)", "(0.3 mCi/kg in patients with ...)": what some receive instead, and not who
    receives the treatment.
    """
    if nearby.is_condition(inside) and any(each.kind in {Kind.DOSE, Kind.OR} for each in (inside[0], *inside[1:2])):
        return True  # "(or 125 mg if body weight > 75 kg)"
    who = next((place for place, each in enumerate(inside) if each.kind == Kind.SUBJECT), None)
    before = inside[:who] if who else ()
    return any(each.kind in PHRASES or each.key in TIMES for each in before) and before[-1].key in {"for", "in"}


def _attach_all(state: State, item: Item, opened: Mention, phrases: Sequence[Mention]) -> None:
    """Not "on day 0 (week 1) and 84 (week 12)": in other words a day that was not read."""
    before = next((each for each in state.sentence.mentions if each.end == opened.start), opened)
    if before.kind == Kind.WORD and before.key.isdigit():
        state.found.unread += phrases
    else:
        for each in phrases:
            attach(state, item, each)
