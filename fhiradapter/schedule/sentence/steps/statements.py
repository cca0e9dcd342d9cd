"""What is said of the sentence as a whole: that courses repeat, when treatment stops, which arm it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.said.ends import ends_last
from fhiradapter.schedule.sentence.steps.asides import end_aside

if TYPE_CHECKING:
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.steps.state import State


def repeat(state: State, mention: Mention) -> None:
    """ "Courses repeat every 21 days": of all before it."""
    state.found.repeats.append(mention.value)
    end_aside(state, mention)
    state.here.current = None


def stop(state: State, mention: Mention) -> None:
    """ "until progression": of all of the sentence, if not of the last treatment alone."""
    if not ends_last(state.found.items, mention.value):
        state.found.stop = mention.value
    state.here.current = None


def arm(state: State, mention: Mention) -> None:
    """The first arm that is named; "as in arm I" is said of another arm."""
    state.found.arm = state.found.arm or (None if state.clause.copied else mention)
