"""Words that join: "and", "or", commas, semicolons, "followed by"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.mentions import Kind
from fhiradapter.schedule.sentence.said.ends import continues
from fhiradapter.schedule.sentence.steps.asides import end_aside

if TYPE_CHECKING:
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.steps.state import State

_FOLLOWED = frozenset({"followed", "immediately", ","})


def join(state: State, mention: Mention) -> None:
    """A treatment may come, and what follows may be said of another one; "to the brain and spine" joins places."""
    here = state.here
    if here.site and mention.kind in {Kind.LINK, Kind.COMMA, Kind.OR}:
        return
    if mention.kind == Kind.THEN and (mention.key == "," or continues(state.sentence, mention)):
        end_aside(state, mention)
    if mention.kind in {Kind.COMMA, Kind.SEMICOLON} and here.aside is not None:
        end_aside(state, mention)
        here.join = here.join or mention.kind
        return
    if mention.kind == Kind.COMMA and here.join is not None:
        return
    here.join = Kind.OR if here.join == Kind.OR and mention.kind != Kind.SEMICOLON else mention.kind
    here.either = mention.key == "either"
    here.followed = mention.key in _FOLLOWED and mention.kind == Kind.THEN
    here.clean = True
    if mention.kind == Kind.SEMICOLON:
        here.current = None
    if mention.kind != Kind.COMMA:
        here.stranger = False
