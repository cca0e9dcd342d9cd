"""What is given as elsewhere: "as in arm I", "as in the first course"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.said.items import Item
from fhiradapter.schedule.sentence.said.referring import not_followed, refer, referred

if TYPE_CHECKING:
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.steps.state import State


def as_in(state: State, mention: Mention) -> None:
    """ "as in arm I" is said of the treatment before it, or of a group of them; reading goes on behind it."""
    here, items = state.here, state.found.items
    current = here.current
    if mention.value is None or here.aside is not None or (current and current.alternative):
        _copies(state, mention)
        return
    found = referred(state.sentence, state.index - 1, drug=bool(current and current.drug and here.join is None))
    state.index = found.end
    if found.like is None:
        _copies(state, mention)
        return
    if found.named is not None:
        items.append(Item(None, found.named, mention, join=here.join, condition=state.clause.who))
    refer(items, found.like, mention)
    here.current, here.join, here.stranger = items[-1], None, False


def _copies(state: State, mention: Mention) -> None:
    """Of what, is not known: nothing behind it is read of the treatments before it."""
    not_followed(state.found.items)
    state.here.at_stranger()
    state.clause.copied = True
    state.unread(mention)
