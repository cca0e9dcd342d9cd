"""A phrase of dosing or time, and the treatment that it is said of: the one before it, the one behind it, or none."""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.around import nearby
from fhiradapter.schedule.sentence.around.context import (
    is_joined,
    is_not_its_own,
    is_of_stranger,
    is_unknown_object,
    names_another,
)
from fhiradapter.schedule.sentence.mentioned.mentions import Kind
from fhiradapter.schedule.sentence.said.items import Item
from fhiradapter.schedule.sentence.said.patterns import added, another, begins_another, is_beside, is_other_way
from fhiradapter.schedule.sentence.said.restating import is_total, strength_of_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.steps.state import State

_TREATS = frozenset({Kind.RECEIVE, Kind.DRUG})
_HOW_IT_IS_GIVEN = frozenset({Kind.DOSE, Kind.ROUTE, Kind.FREQUENCY})
_BEFORE_A_VERB = frozenset(
    {
        Kind.COMMA,
        Kind.SUBJECT,
        Kind.FILL,
        Kind.ARM,
        Kind.DAYS,
        Kind.SCOPE,
        Kind.WEEKS,
        Kind.MONTHS,
        Kind.WEEKDAYS,
    }
)


_OF_ONE_GIVING = frozenset({Kind.SINGLE, Kind.ROUTE})
_GIVINGS = frozenset("dose injection infusion administration bolus fixed flat".split())


def phrase(state: State, mention: Mention) -> None:
    """Behind a treatment it is said of that one; before one, with nothing but phrases between, of what follows."""
    here, found, behind = state.here, state.found, state.behind
    here.site = False
    if mention.kind == Kind.ROUTE and nearby.says_given(state.sentence, mention):
        state.clause.passive = True
    if nearby.spans_another(state.sentence, mention, behind):
        state.unread(mention)  # "followed by 12 weeks of observation"
        here.at_stranger()
    elif mention.kind == Kind.DAYS and found.items and nearby.is_label(behind):
        state.unread(mention)  # "Day 1: 106 mg, Day 2: 425 mg": of what stands behind the colon
        here.current, here.stranger, here.ahead = None, state.named, [mention]
    elif here.aside is not None or here.stranger:
        _of_something_else(state, mention)
    elif is_not_its_own(state.sentence, mention, behind, joined=here.join is not None):
        _of_two(state, mention)
    elif _goes_forward(state, mention):
        here.pending.append(mention)
    elif here.current is None:
        _without_drug(state, mention)
    else:
        attach(state, here.current, mention)


def _of_two(state: State, mention: Mention) -> None:
    """ "A once or twice daily and B daily": A has a timing of its own."""
    state.unread(mention)
    if state.here.current is not None and mention.kind in {Kind.FREQUENCY, Kind.SPAN}:
        state.here.current.unsure = True


def attach(state: State, item: Item, mention: Mention) -> None:
    """Said of this treatment, in the same pattern or in another one; what it cannot be told so is not read."""
    here, items = state.here, state.found.items
    if (strength := strength_of_pieces(item, mention)) is not None:
        item.said[Kind.DOSE] = item.last = mention
        state.unread(strength)
        here.join = None
        return
    if here.join == Kind.OR and item.is_half_of(mention):
        state.unread(mention)
        return
    if is_other_way(state.sentence, item, mention, here.join):
        here.join = None
        return
    if begins_another(state.sentence, item, mention, here.join):
        here.current = another(item, mention, here.join)
        items.append(here.current)
    elif is_beside(item, mention, here.join) or not added(item, mention):
        state.unread(mention)
        return
    here.join = None


def _of_something_else(state: State, mention: Mention) -> None:
    """Set aside, or said of a stranger: it may still take from the treatment before it what was sure."""
    items = state.found.items
    state.unread(mention)
    if items and (mention.kind == Kind.DAYS or items[-1].like):
        items[-1].unsure = True
        if mention.kind == Kind.DAYS and state.here.aside is not None and is_joined(state.sentence, mention):
            items[-1].said.pop(Kind.DAYS, None)  # "on day 1 following X and on day 8": not day 1 alone


def _goes_forward(state: State, mention: Mention) -> bool:
    """True where a treatment follows with nothing but phrases and fillers between."""
    current, join, behind = state.here.current, state.here.join, state.behind
    if mention.kind == Kind.SCOPE and join in {Kind.LINK, Kind.THEN} and _is_set_off(behind):
        return True
    if mention.kind == Kind.SPAN and nearby.spans_what_follows(state.sentence, mention, behind):
        return True
    if current is not None and mention.kind in _OF_ONE_GIVING and _is_of_another(current, behind):
        return True
    if current is not None and (join is None or nearby.is_telegram(current, join, mention, behind)):
        return False
    return nearby.leads_to_a_drug(mention, behind)


def _is_of_another(current: Item, behind: Sequence[Mention]) -> bool:
    """ "A administered with a single oral dose of B": "of" says whose it is."""
    behind = list(dropwhile(lambda each: each.kind == Kind.ROUTE or each.key in _GIVINGS, behind))
    kinds = [each.kind for each in behind[:2]]
    another = kinds == [Kind.FILL, Kind.DRUG] and behind[0].key == "of"
    return another and (current.drug is None or current.drug.key != behind[1].key)


def _is_set_off(behind: Sequence[Mention]) -> bool:
    """ "and, beginning in course 2, B": between commas, of the treatment that comes next."""
    comma = bool(behind) and behind[0].kind == Kind.COMMA
    return comma and nearby.leads_to_a_drug(behind[0], behind[1:])


def _without_drug(state: State, mention: Mention) -> None:
    """No treatment is spoken of: of all that follow ("On day 1, patients receive A and B"), of the one described."""
    here, found = state.here, state.found
    if here.join == Kind.SEMICOLON and found.items and nearby.is_next_step(found.items[-1], mention, state.behind):
        here.current, here.join = another(found.items[-1], mention, Kind.THEN), None
        found.items.append(here.current)
    elif _is_of_nothing(state, mention):
        state.unread(mention)
        here.stranger = not found.items and is_unknown_object(state.sentence, mention)
        here.join = None if here.join == Kind.OR else here.join  # "once or three times daily and B"
        found.days_unsure(mention)
    elif nearby.may_lead(state.sentence, mention) and (not state.named or _is_of_those_behind(state.behind)):
        found.lead.append(mention)
    else:
        here.current = Item(None, mention, mention, join=here.join, condition=state.clause.who)
        found.items.append(here.current)
        here.join = None
        attach(state, here.current, mention)


def _is_of_those_behind(behind: Sequence[Mention]) -> bool:
    """ "In courses 2-4, patients receive A": where a treatment is described, it may be named too, or only dosed."""
    verb = next((place for place, each in enumerate(behind) if each.kind in _TREATS), len(behind))
    before, clause = behind[:verb], list(takewhile(lambda each: each.kind != Kind.SEMICOLON, behind[verb:]))
    if not clause or any(each.kind not in _BEFORE_A_VERB or each.key == "of" for each in before):
        return False
    return any(each.kind == Kind.DRUG or each.kind in _HOW_IT_IS_GIVEN for each in clause)


def _is_of_nothing(state: State, mention: Mention) -> bool:
    """Whether it can be told neither of the treatment described nor of all that follow."""
    clause, items, named = state.clause, state.found.items, state.named
    further = named and state.here.join == Kind.SEMICOLON
    return (
        (bool(items) and not further)
        or names_another(state.sentence, mention, state.subject_key)
        or not (named or (nearby.may_lead(state.sentence, mention) and not clause.passive))
        or (clause.active and not named)
        or (not items and is_of_stranger(state.sentence, mention))
        or is_total(mention)
    )
