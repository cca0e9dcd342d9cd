"""A treatment is named: a new item, another name of the same, or one that nothing says is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.around.context import is_of_something
from fhiradapter.schedule.sentence.mentioned.mentions import Kind
from fhiradapter.schedule.sentence.said.items import Item, choose

if TYPE_CHECKING:
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.steps.state import Here, State


def drug(state: State, mention: Mention) -> None:
    """An item of its own where a treatment may come; "the side effects of A" is none."""
    here = state.here
    if here.aside is not None:
        state.unread(mention)
    elif here.current is not None and _is_another_name(here, here.current, mention):
        here.current.last = mention
    elif not here.clean or is_of_something(state.sentence, mention):
        state.unread(mention)
        here.stranger = here.stranger or (not here.clean and mention.key != state.subject_key)
        here.current = None
    else:
        _begin(state, mention)


def _is_another_name(here: Here, item: Item, mention: Mention) -> bool:
    """Right behind the treatment, or once more: another name of the same."""
    if item.drug is None or here.join is not None or here.pending:
        return False
    return item.drug.end == mention.start or item.drug.key == mention.key


def _begin(state: State, mention: Mention) -> None:
    """Phrases right before the treatment ("100 mg of A"), and the label of all that follows ("Day 1:"), are its own."""
    here, clause, items = state.here, state.clause, state.found.items
    first = here.pending[0] if here.pending else mention
    item = Item(mention, first, mention, join=here.join, condition=clause.who, follows=here.followed)
    item.alternative = clause.may
    if here.join == Kind.OR:
        choose(items, item, either=here.either)
    for phrase in (*here.pending, *here.ahead):
        item.said.setdefault(phrase.kind, phrase)
    here.pending = []
    items.append(item)
    here.current, here.join = item, None
    here.stranger = here.clean = here.site = False
