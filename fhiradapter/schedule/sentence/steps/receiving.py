"""Who receives, that it is received or given, that it may be, and what turns that round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.around import nearby
from fhiradapter.schedule.sentence.around.context import between, is_denied, qualifies
from fhiradapter.schedule.sentence.around.nearby import leads_to_treatment
from fhiradapter.schedule.sentence.around.recipients import restricted_to
from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind
from fhiradapter.schedule.sentence.steps.asides import end_aside

if TYPE_CHECKING:
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention
    from fhiradapter.schedule.sentence.said.items import Item
    from fhiradapter.schedule.sentence.steps.state import State

_OF_RECIPIENTS = frozenset({Kind.WORD, Kind.FILL})
_OPENS_CONDITION = frozenset("who that which if".split())
_OFFERS = frozenset({"alternatively"})
_BEGINS = frozenset("begin begins start starts".split())
_CONSISTS = frozenset({"consist", "consists", "consisted"})
""" "A 120 mg, which consisted of one injection of 1 ml": in other words what was given, and not once more."""
_TELLS = frozenset("received treatment therapy".split())


def hears_may(state: State, mention: Mention) -> None:
    """ "A daily, and may receive B": what was said before stands."""
    if mention.key in {"may", "can", "could"}:
        state.clause.may = state.clause.gives
        state.clause.optional |= not state.clause.may


def subject(state: State, mention: Mention) -> None:
    """ "patients", "women": a clause begins; in "if the patient tolerates it" it is the one of the condition."""
    aside = state.here.aside
    if aside is not None and aside.key == "if" and nearby.is_next_but_articles(state.sentence, aside, mention):
        state.unread(mention)
        return
    if _is_recipient(state) or _is_restricted(state, mention):
        return
    end_aside(state, mention)
    state.clause.subject = mention
    state.here.anew()


def _notes_before(state: State, verb: Mention) -> list[Item]:
    """ "IV infusion of A weekly; patients will receive ...": in a description a note before a semicolon stays."""
    if not state.sentence.described:
        return []
    ends = [each.start for each in state.sentence.mentions if each.kind == Kind.SEMICOLON and each.end <= verb.start]
    return [item for item in state.found.items if ends and item.end <= ends[-1] and not item.bare]


def _is_recipient(state: State) -> bool:
    """ "A will be given to subjects with lymphoma by IV infusion weekly": how A is given stands behind, and is read."""
    before = state.sentence.mentions[max(0, state.index - 2)]
    if not state.clause.passive or state.here.current is None or before.key not in {"to", "in"}:
        return False
    place, mentions = state.index, state.sentence.mentions
    while place < len(mentions) and (mentions[place].kind in _OF_RECIPIENTS or mentions[place].key in {"with", "+"}):
        place += 1
    if place < len(mentions) and mentions[place].kind not in PHRASES:
        return False
    state.found.unread += [each for each in mentions[state.index : place] if each.kind == Kind.WORD]
    state.index = place
    return True


def _is_restricted(state: State, subject: Mention) -> bool:
    """ "A monthly for premenopausal women" is given to these; "For premenopausal women, A" is so too."""
    here = state.here
    found = restricted_to(state.sentence, subject) if here.aside is None else None
    if found is None:
        return False
    first, last = found
    who, behind = state.sentence.words(first, last).stated(), state.sentence.mentions.index(last) + 1
    if here.current is not None and here.join is None and not here.current.bare:
        before = here.current.pattern_of
        inherited = before is not None and before.condition is here.current.condition
        here.current.broken |= here.current.condition is not None and not inherited
        here.current.condition = here.current.condition if here.current.broken else who
    elif not state.found.items and state.sentence.mentions[behind : behind + 1] and _opens(state, behind):
        state.clause.who = who
    else:
        return False
    state.index = behind
    state.found.unread = [each for each in state.found.unread if each.start < first.start]
    return True


def _opens(state: State, behind: int) -> bool:
    """Before a comma, and before the treatment."""
    comma, then = state.sentence.mentions[behind], state.sentence.mentions[behind + 1 :]
    return comma.kind == Kind.COMMA and leads_to_treatment(then)


def receives(state: State, mention: Mention) -> None:
    """ "receive": treatments follow. "Who received A", "who do not receive A", "if they receive A" are conditions."""
    clause, found, aside = state.clause, state.found, state.here.aside
    if _begins_with_a_dose(state, mention):
        is_given(state, mention)
        return
    made_of = mention.key in _CONSISTS and bool(found.items) and Kind.DOSE in found.items[-1].said
    told = made_of or mention.key in _TELLS or is_denied(state.sentence, mention)
    if aside is not None and (aside.key == "if" or (aside.key in _OPENS_CONDITION and told)):
        state.unread(mention)
        return
    end_aside(state, mention)
    if found.items and not clause.gives:
        found.items = _notes_before(state, mention)
    clause.optional |= _is_an_option(state, mention)
    if clause.subject is not None:  # each subject has a condition of its own
        clause.who = None if found.condition else between(state.sentence, clause.subject, mention)
        clause.subject = None
    clause.active = True
    state.here.anew()


def _begins_with_a_dose(state: State, verb: Mention) -> bool:
    """ "Treatment with A will start with a loading dose of 600 mg": how A is given, and not another treatment."""
    behind = [each for each in state.behind[:2] if each.key != "with"]
    with_a_dose = len(behind) == 1 and behind[0].kind == Kind.DOSE
    return verb.key in _BEGINS and with_a_dose and state.here.current is not None and state.clause.subject is None


def _is_an_option(state: State, verb: Mention) -> bool:
    """ "patients are given the option of receiving"."""
    before = [each.key for each in state.sentence.mentions if each.end <= verb.start]
    return before[-1:] == ["of"] and before[-2:-1] in (["option"], ["opportunity"], ["choice"])


def is_given(state: State, mention: Mention) -> None:
    """ "A is given IV": what follows is said of the treatment before it."""
    here, items = state.here, state.found.items
    if here.aside is not None:
        return
    hears_may(state, mention)
    state.clause.passive = True
    if here.current is None and items and not here.stranger:
        here.current = items[-1]


def block(state: State, mention: Mention) -> None:
    """ "without", "instead of": what follows is not given, and before any verb, nothing of the sentence is."""
    here, clause = state.here, state.clause
    if mention.key in _OFFERS and here.aside is None:
        for item in state.found.items[-1:]:
            item.alternative = True  # "A every 3 weeks; alternatively, 35 mg weekly": A is one of two ways
    if here.aside is None and not ((here.site or clause.subject) and qualifies(state.sentence, mention)):
        clause.blocked = clause.blocked or not state.found.items or not clause.gives
        here.at_stranger()
    state.unread(mention)
