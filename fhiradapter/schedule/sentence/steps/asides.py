"""What is set aside: "if ...", "after ...", "who ...", up to the next boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.around import nearby
from fhiradapter.schedule.sentence.around.sounding import says_how_much

if TYPE_CHECKING:
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.steps.state import State


def aside(state: State, mention: Mention) -> None:
    """What follows is set aside; "A if tolerated" is a condition of the treatment that "if" stands right behind."""
    here = state.here
    if here.aside is None and mention.key == "if" and here.current is not None:
        here.conditional = here.current if here.current.end == mention.start else None
    here.aside = here.aside or mention
    state.unread(mention)


def end_aside(state: State, at: Mention | None = None) -> None:
    """Here, or at the end of the sentence. What "if" opened is a condition."""
    here, found = state.here, state.found
    opened, here.aside = here.aside, None
    behind, here.conditional = here.conditional, None
    if opened is None or opened.key != "if" or (behind is None and found.items):
        return
    words = nearby.words_of(state.sentence, opened, at)
    if words and behind:
        behind.condition = words
        behind.broken |= says_how_much(words.value)
    elif words:
        found.condition = found.condition or words
