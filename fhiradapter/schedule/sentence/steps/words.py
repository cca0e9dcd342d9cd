"""Words that no rule knows, words that only fill, and notes: what they do to what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.names import RADIATION_KEY
from fhiradapter.schedule.sentence.around import nearby
from fhiradapter.schedule.sentence.around.namesakes import unmade
from fhiradapter.schedule.sentence.mentioned.connecting import FORMS, MADE_OF, MADE_UP_OF, TIMES
from fhiradapter.schedule.sentence.mentioned.mentions import Kind
from fhiradapter.schedule.sentence.steps.receiving import hears_may

if TYPE_CHECKING:
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.said.items import Item
    from fhiradapter.schedule.sentence.steps.state import State


_HOW_OFTEN = frozenset({"once", "twice"})
"""Left over of "once or twice daily": how often the next one is given is not said of this one."""


def word(state: State, mention: Mention) -> None:
    """Something else may be meant from here on, and no treatment is taken without a word of joining before it."""
    here = state.here
    hears_may(state, mention)
    state.unread(mention)
    _form(state, mention)
    if here.site:
        return
    if here.current is not None and unmade(state.sentence, state.found.items, mention):
        here.at_stranger()
        here.clean = here.clean or mention.key not in MADE_OF
    if mention.key in TIMES or mention.key.isdigit():
        _time_in_words(state, mention)
    if here.current is not None and (mention.key in _HOW_OFTEN or _is_bare_and_continuous(here.current, mention)):
        here.current.unsure = True
    if here.aside is None and here.join is not None and nearby.is_word(state.sentence, mention):
        here.at_stranger()
    elif here.join is None and state.found.items:
        here.clean = False


def _is_bare_and_continuous(item: Item, mention: Mention) -> bool:
    """ "A continuously and B every 28 days": how often is B's."""
    return mention.key == "continuously" and item.bare


def _time_in_words(state: State, mention: Mention) -> None:
    """Days, or an amount, that no rule took; "on days 1 or 2" goes on to no other treatment."""
    here = state.here
    if (current := here.current) is not None:
        current.unsure = True
        if here.join == Kind.OR and nearby.is_amount(state.sentence, mention):
            current.said.pop(Kind.DOSE, None)  # "1000 mg (<75 kg) or 1200 mg": never the first
            current.broken |= Kind.SCOPE in current.said
    if here.join == Kind.OR:
        here.join = None


def fill(state: State, mention: Mention) -> None:
    """ "chemotherapy comprising A": what is said is said of A; "radiotherapy to": places follow."""
    here = state.here
    if mention.key in MADE_UP_OF and here.current is not None and here.current.bare:
        here.current.unsure = here.clean = True
        here.current, here.join = None, Kind.COMMA
    hears_may(state, mention)
    _form(state, mention)
    if mention.key == "alone" and here.current is not None:
        here.current.alone = True
    if mention.key == "to" and here.current and here.current.drug and here.current.drug.key == RADIATION_KEY:
        here.site = True


def _form(state: State, mention: Mention) -> None:
    """ "A tablets", "placebo pill": right behind the treatment it is how this one is made."""
    current = state.here.current
    if current is not None and current.drug is not None and current.drug.end == mention.start:
        current.form = FORMS.get(mention.key, "")


def note(state: State, mention: Mention) -> None:
    """What a description says beside the treatment is told, and changes nothing."""
    state.unread(mention)
