"""Who belongs to whom: from the mentions of a sentence to what is given, one item per treatment and pattern.

What was counted on registry texts decides: phrases behind a treatment are said of it; those before one, with no word
of joining between, of that one; a list of days is said of the whole group before it; a bare treatment ("A and B IV on
day 1") shares what the next one has. Words that turn a sentence round end what can be read of it.

The mentions are gone through from left to right, each by the step of its kind (`steps/`); then passes over all items
settle what only the whole sentence tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.around.descriptions import is_note
from fhiradapter.schedule.sentence.around.namesakes import without_names_of_groups
from fhiradapter.schedule.sentence.passes.alternating import taken_from_turns
from fhiradapter.schedule.sentence.passes.apart import apart
from fhiradapter.schedule.sentence.passes.clauses import with_arms_of_clauses
from fhiradapter.schedule.sentence.passes.how_many import counted_doses
from fhiradapter.schedule.sentence.passes.joined_days import with_joined_days
from fhiradapter.schedule.sentence.passes.mixing import unmixed
from fhiradapter.schedule.sentence.passes.parallel import said_in_parallel
from fhiradapter.schedule.sentence.passes.sharing import shared, with_route_of_all
from fhiradapter.schedule.sentence.passes.starting import begun_then, started
from fhiradapter.schedule.sentence.passes.together import given_together, with_nameless
from fhiradapter.schedule.sentence.passes.verbs import with_verbs_of_all
from fhiradapter.schedule.sentence.passes.whole_courses import without_first_days_of_courses
from fhiradapter.schedule.sentence.said.ends import without_first_doses, without_lost_ends
from fhiradapter.schedule.sentence.said.items import Given
from fhiradapter.schedule.sentence.said.referring import name_groups, with_times_of_all
from fhiradapter.schedule.sentence.steps.asides import end_aside
from fhiradapter.schedule.sentence.steps.state import Found, State
from fhiradapter.schedule.sentence.steps.table import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned


def given(sentence: Mentioned, *, named: bool, subject: str = "") -> Given:
    """Reads a sentence. `named`: it describes one treatment, `subject` by its key, and need not name it."""
    plain = with_nameless(with_joined_days(apart(sentence)))
    state = State(without_names_of_groups(plain), named=named, subject_key=subject)
    _go_through(state)
    for settle in _PASSES:
        settle(state.sentence, state.found)
    return _result(state)


def _go_through(state: State) -> None:
    while state.index < len(state.sentence.mentions):
        mention = state.sentence.mentions[state.index]
        state.index += 1
        if (step := STEPS.get(mention.kind)) is not None:
            step(state, mention)
    end_aside(state)


def _result(state: State) -> Given:
    """Items are given where a verb says so, or where words without a verb describe how, and nothing turns it round."""
    clause, found = state.clause, state.found
    treats = bool(found.items) and not clause.blocked and (clause.gives or is_note(state.sentence, found.items))
    return Given(
        items=tuple(found.items) if treats else (),
        repeats=tuple(found.repeats),
        stop=found.stop,
        condition=found.condition,
        optional=clause.optional,
        arm=found.arm,
        unread=tuple(state.sentence.words(each, each) for each in found.unread),
        treats=treats,
    )


# --- what only the whole sentence tells ---------------------------------------


def _mixtures_are_their_drugs(sentence: Mentioned, found: Found) -> None:
    found.items = unmixed(sentence, found.items)


def _groups_are_named(sentence: Mentioned, found: Found) -> None:
    name_groups(sentence, found.items)


def _a_route_is_of_all(sentence: Mentioned, found: Found) -> None:
    with_route_of_all(sentence, found.items)


def _a_verb_is_of_all(sentence: Mentioned, found: Found) -> None:
    with_verbs_of_all(sentence, found.items)


def _arms_are_of_their_clauses(sentence: Mentioned, found: Found) -> None:
    with_arms_of_clauses(sentence, found.items)


def _lost_ends_are_not_read(sentence: Mentioned, found: Found) -> None:
    found.items = without_lost_ends(sentence, found.items)
    without_first_doses(sentence, found.items, found.unread)


def _some_are_given_together(sentence: Mentioned, found: Found) -> None:
    found.items = given_together(sentence, found.items)


def _amounts_are_parallel(_: Mentioned, found: Found) -> None:
    said_in_parallel(found.items)


def _what_is_said_is_shared(_: Mentioned, found: Found) -> None:
    found.items = shared(found.items, found.lead, found.unread)


def _some_are_started(sentence: Mentioned, found: Found) -> None:
    found.unread += begun_then(sentence, found.items)
    started(sentence, found.items)


def _references_are_of_some_time(_: Mentioned, found: Found) -> None:
    with_times_of_all(found.items)


def _courses_begin(sentence: Mentioned, found: Found) -> None:
    found.unread += without_first_days_of_courses(sentence, found.items)


def _turns_are_taken(sentence: Mentioned, found: Found) -> None:
    found.unread += taken_from_turns(sentence, found.items)


def _doses_are_counted(sentence: Mentioned, found: Found) -> None:
    found.unread = list(counted_doses(sentence, found.items, found.unread))


_PASSES: tuple[Callable[[Mentioned, Found], None], ...] = (
    _mixtures_are_their_drugs,
    _groups_are_named,
    _a_route_is_of_all,
    _a_verb_is_of_all,
    _arms_are_of_their_clauses,
    _lost_ends_are_not_read,
    _some_are_given_together,
    _amounts_are_parallel,
    _what_is_said_is_shared,
    _some_are_started,
    _references_are_of_some_time,
    _courses_begin,
    _turns_are_taken,
    _doses_are_counted,
)
"""In this order: what is shared depends on whose arms and routes are known."""
