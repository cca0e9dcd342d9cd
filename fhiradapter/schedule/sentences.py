"""Rules for whole sentences: who receives what, what repeats, how long it lasts, who is followed.

A sentence is read whole or not at all: words that no rule takes may turn the meaning round ("except", "alternatively",
"of courses 1 and 4 only"), so a rule that does not reach the end of its sentence gives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule import words
from fhiradapter.schedule.amounts import count_of_cycles, duration
from fhiradapter.schedule.days import DayPhrase, day_phrase
from fhiradapter.schedule.items import Item, NotRead, cycle_length, drug_name, items, modified, sharing
from fhiradapter.schedule.regimen import Administration, Count, Duration, FollowUp
from fhiradapter.schedule.tokens import Cursor

if TYPE_CHECKING:
    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Giving:
    """Patients receive something: the administrations, and the cycle length that stands in the same breath.

    `continues`: the sentence goes on about the treatment before it ("also", "of each cycle", "of subsequent cycles").
    """

    administrations: tuple[Administration, ...]
    cycle_length: Stated[Duration] | None = None
    stop: Stated[str] | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Lasting:
    """The whole treatment lasts so long."""

    statement: Stated[str]
    duration: Stated[Duration]


@dataclass(frozen=True, slots=True)
class Repeating:
    """Cycles repeat."""

    statement: Stated[str]
    length: Stated[Duration]
    count: Stated[Count] | None = None
    duration: Stated[Duration] | None = None
    stop: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """Patients are followed. `unread` is what the sentence says beyond the visits that were read."""

    visits: tuple[FollowUp, ...]
    unread: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A drug is said to be of a kind that is given by one route."""

    drug: str
    route: Stated[str]


Statement = Giving | Lasting | Repeating | Following | Described


def statements(sentence: Prose, lexicon: Lexicon) -> tuple[Statement, ...]:
    """Everything that a sentence says of the schedule; empty when it is not read.

    SENTENCE = REPEATING | FOLLOWING | ( LASTING | GIVING | GIVEN | DESCRIBED ) [ "and" FOLLOWING ]
    """
    whole = repeating(Cursor(sentence)) or following(Cursor(sentence))
    if whole is not None:
        return (whole,)
    main, tail = _cut_before_following(sentence)
    visits = following(Cursor(tail)) if tail is not None else None
    if tail is not None and visits is None:
        return ()
    try:
        said = (
            lasting(Cursor(main))
            or giving(Cursor(main), lexicon)
            or given(Cursor(main), lexicon)
            or described(Cursor(main), lexicon)
        )
    except NotRead:
        said = None
    return tuple(each for each in (said, visits) if each is not None)


def _cut_before_following(sentence: Prose) -> tuple[Prose, Prose | None]:
    """Cuts off "and [are] followed for two years ..."; "followed by" is sequence, not follow-up."""
    cursor = Cursor(sentence)
    for place, token in enumerate(cursor.tokens):
        cursor.index = place + 1
        if token.key != "and":
            continue
        cursor.phrase(*words.ARE)
        if cursor.peek() == "followed" and cursor.peek(1) != "by":
            behind = cursor.tokens[cursor.index]
            return sentence[: token.start].strip(), sentence[behind.start :].strip()
    return sentence, None


def repeating(cursor: Cursor) -> Repeating | None:
    """REPEATING = WHAT ( "repeat" | ... ) "every" DURATION [ "for" ( COUNT | DURATION ) ] [ STOP ]"""
    cursor.word("the")
    if not cursor.phrase(*words.REPEATABLE) or not cursor.phrase(*words.REPEATS) or not cursor.word("every"):
        return None
    length = duration(cursor)
    if length is None or length.value.high is not None or length.value.at_most:
        return None
    count, bound = _for_how_long(cursor)
    stop = stop_phrase(cursor)
    if not cursor.at_end:
        return None
    return Repeating(cursor.sentence.strip(".; ").stated(), length, count, bound, stop)


def _for_how_long(cursor: Cursor) -> tuple[Stated[Count] | None, Stated[Duration] | None]:
    start = cursor.index
    cursor.word(",")
    cursor.word("for")
    count = count_of_cycles(cursor)
    bound = duration(cursor) if count is None else None
    if count is None and bound is None:
        cursor.index = start
    return count, bound


def stop_phrase(cursor: Cursor) -> Stated[str] | None:
    """STOP = [ "," ] ( "in the absence of" | "until" ) words to the end of the sentence"""
    start = cursor.index
    cursor.word(",")
    if not cursor.phrase(*words.STOPS) or cursor.at_end:
        cursor.index = start
        return None
    rest = cursor.tokens[cursor.index :]
    if any(token.number is not None or token.key in words.NO_STOP_RULE for token in rest):
        cursor.index = start  # "... toxicity for a minimum of 3 courses", "... progression, followed by nivolumab"
        return None
    said = cursor.sentence[cursor.tokens[cursor.index].start :].strip(".;, ")
    cursor.index = len(cursor.tokens)
    return said.stated()


def following(cursor: Cursor) -> Following | None:
    """FOLLOWING = [ "after completion of" WORDS "," ] [ PATIENTS ARE ] "followed" [ "up" ] VISITS { "," "then" VISITS }

    Words behind that name neither number nor exception are kept in the statement and change nothing.
    """
    cursor.maybe(_after_treatment)
    first = cursor.index
    if cursor.phrase(*words.PATIENTS):
        cursor.phrase(*words.ARE)
    if not cursor.word("followed") or cursor.peek() == "by":
        return None
    cursor.phrase("up")
    last = first
    visits: list[FollowUp] = []
    while (visit := _visits(cursor, first)) is not None:
        visits.append(visit)
        last, first = first, _behind_connector(cursor)
    if not visits or not _rest_is_harmless(cursor):
        return None
    if cursor.at_end:
        return Following(tuple(visits))
    visits[-1] = replace(visits[-1], statement=_from(cursor, last))
    return Following(tuple(visits), unread=_from(cursor, cursor.index))


def _from(cursor: Cursor, index: int) -> Stated[str]:
    """The sentence from a token to its end."""
    return cursor.sentence[cursor.tokens[index].start :].strip(".;, ").stated()


def _behind_connector(cursor: Cursor) -> int:
    cursor.phrase(", and then", ", then", "and then", "then", ",", "and")
    return cursor.index


def _visits(cursor: Cursor, first: int) -> FollowUp | None:
    """VISITS = ( [ OFTEN ] [ "for" DURATION ] | "for" DURATION OFTEN ) [ "after" words without a number ]"""
    every = cursor.maybe(_often)
    bound = cursor.maybe(lambda at: duration(at) if at.word("for") else None)
    every = every or cursor.maybe(_often)
    if (every is None and bound is None) or (every is not None and every.value.unit in words.WITHIN_A_DAY):
        return None
    if cursor.peek() in {"after", "from", "following"}:
        _to_next_clause(cursor)
    return FollowUp(statement=cursor.since(first).strip(".;, ").stated(), every=every, duration=bound)


def _often(cursor: Cursor) -> Stated[Duration] | None:
    """OFTEN = "every" DURATION | "annually" | "yearly" | "monthly" | "weekly" """
    start = cursor.index
    unit = words.ONCE_A.get(cursor.word(*words.ONCE_A))
    if unit is not None:
        return cursor.state(Duration(Decimal(1), unit), start)
    return duration(cursor) if cursor.word("every") else None


def _after_treatment(cursor: Cursor) -> bool | None:
    """ "after completion of" WORDS "," """
    if not cursor.phrase(*words.AFTER_TREATMENT):
        return None
    _to_next_clause(cursor)
    return True if cursor.word(",") else None


def _to_next_clause(cursor: Cursor) -> None:
    while cursor.peek() not in {"", ",", ";", "."} and cursor.tokens[cursor.index].number is None:
        cursor.index += 1


def _rest_is_harmless(cursor: Cursor) -> bool:
    rest = cursor.tokens[cursor.index :]
    return not any(token.number is not None or token.key in words.BLOCKERS for token in rest)


def lasting(cursor: Cursor) -> Lasting | None:
    """LASTING = PATIENTS [ "will" ] "receive" TREATMENT "for" DURATION [ "depending on" WORDS ]"""
    if not cursor.phrase(*words.PATIENTS):
        return None
    cursor.word(*words.MODALS)
    if not cursor.phrase(*words.RECEIVE) or not cursor.phrase(*words.TREATMENT) or not cursor.word("for"):
        return None
    bound = duration(cursor)
    commented = bool(cursor.phrase("depending on", "depending upon")) and _rest_is_harmless(cursor)
    if bound is None or not (commented or cursor.at_end):
        return None
    return Lasting(cursor.sentence.strip(".; ").stated(), bound)


def giving(cursor: Cursor, lexicon: Lexicon) -> Giving | None:
    """GIVING = [ "on" DAYS "," ] PATIENTS [ CONDITION ] [ "may" ] [ "also" ] "receive" ITEMS [ STOP ]

    Raises NotRead.
    """
    lead = cursor.maybe(lambda at: _before_comma(at, day_phrase(at)))
    if not cursor.phrase(*words.PATIENTS):
        return None
    condition = _condition(cursor)
    optional = cursor.word(*words.MODALS) in words.OPTIONAL
    also = bool(cursor.word("also"))
    verb = cursor.phrase(*words.RECEIVE)
    if not verb:
        return None
    received = _worth_taking(verb, sharing(items(cursor, lexicon), lead))
    given_so = _giving(cursor, received, condition, optional=optional)
    return replace(given_so, continues=also or any(each.names_cycles for each in received))


def given(cursor: Cursor, lexicon: Lexicon) -> Giving | None:
    """GIVEN = NAME ( "is" | "will be" ) ( "given" | "administered" ) MODIFIERS [ STOP ]

    Raises NotRead.
    """
    name = drug_name(cursor, lexicon)
    verb = cursor.phrase(*words.IS_GIVEN)
    if name is None or not verb:
        return None
    received = _worth_taking(verb, [modified(cursor, lexicon, 0, name.stated())])
    return replace(_giving(cursor, received, None, optional=False), continues=received[0].names_cycles)


def _worth_taking(verb: str, received: list[Item]) -> list[Item]:
    """What is "taken" is a drug when its dose or its route stands beside it. Raises NotRead."""
    if verb.rsplit(maxsplit=1)[-1] in words.TAKES and not all(each.dose or each.route for each in received):
        raise NotRead
    return received


def described(cursor: Cursor, lexicon: Lexicon) -> Described | None:
    """DESCRIBED = NAME "is" ( "a" | "an" ) ROUTE [ "(" WORD ")" ] words: "X is an oral (pill) drug that ..." """
    name = drug_name(cursor, lexicon)
    if name is None or not cursor.word("is") or not cursor.word("a", "an"):
        return None
    start = cursor.index
    route = cursor.entry(lexicon.routes)
    if route is None:
        return None
    if cursor.peek() == "(" and cursor.peek(2) == ")":
        cursor.index += 3
    return Described(name.text, cursor.state(route, start))


def _before_comma(cursor: Cursor, phrase: DayPhrase | None) -> DayPhrase | None:
    return phrase if phrase is not None and cursor.word(",") else None


def _condition(cursor: Cursor) -> Stated[str] | None:
    """CONDITION = ( "with" | "who" | "achieving" | ... ) words up to the verb. Raises NotRead where no verb comes."""
    if cursor.peek() not in words.CONDITION_OPENERS:
        return None
    start = cursor.index + (cursor.peek() == "with")
    while cursor.token is not None and not _verb_ahead(cursor):
        cursor.index += 1
    if cursor.token is None or cursor.index <= start:
        raise NotRead
    inside = cursor.tokens[start : cursor.index]
    if inside[-1].key in words.UNFINISHED or any(token.key in words.MODALS for token in inside):
        raise NotRead
    return cursor.since(start).stated()


def _verb_ahead(cursor: Cursor) -> bool:
    start = cursor.index
    cursor.word(*words.MODALS)
    cursor.word("also")
    found = bool(cursor.phrase(*words.RECEIVE))
    cursor.index = start
    return found


def _giving(cursor: Cursor, received: list[Item], condition: Stated[str] | None, *, optional: bool) -> Giving:
    whole = cursor.since(0)
    stop = stop_phrase(cursor)
    if not cursor.at_end:
        raise NotRead
    if condition is not None:
        # a condition is part of what is said of each drug: its words have to be among the words cited
        received = [replace(each, clause=whole) for each in received]
    administrations = tuple(each.administration(condition=condition, optional=optional) for each in received)
    return Giving(administrations, cycle_length(received), stop)
