"""A sentence as what is mentioned in it: treatments, phrases of dosing and time, and the words between them.

Phrases are islands: each is read by a rule of its own wherever it stands, and what no rule knows is a plain word.
What the words between islands mean for who belongs to whom is decided in `giving`, its `steps` and `passes`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from fhiradapter.schedule.names import named_in
from fhiradapter.schedule.phrases import (
    cycles,
    days,
    diluents,
    dose_levels,
    doses,
    frequency,
    infusion,
    occasions,
    references,
    repeats,
    rests,
    route,
    spans,
    stops,
    tallies,
)
from fhiradapter.schedule.phrases.openers import impossible, opener
from fhiradapter.schedule.sentence.mentioned import connecting
from fhiradapter.schedule.sentence.mentioned.beside import beside_another
from fhiradapter.schedule.sentence.mentioned.grafts import MARROW_KEY, marrow
from fhiradapter.schedule.sentence.mentioned.noun_phrases import with_noun_phrases
from fhiradapter.schedule.sentence.mentioned.placebos import with_placebos
from fhiradapter.schedule.tokens import Cursor, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.phrases.repeat_tails import Repeating

    Rule = Callable[[Cursor, Lexicon], object | None]


class Kind(StrEnum):
    """What a mention is."""

    DRUG = "drug"
    DOSE = "dose"
    CAP = "cap"
    ROUTE = "route"
    FREQUENCY = "frequency"
    DIVIDED = "divided"
    WEEKDAYS = "weekdays"
    SINGLE = "single"
    INFUSION = "infusion"
    BOLUS = "bolus"
    DAYS = "days"
    START = "start"
    WEEKS = "weeks"
    MONTHS = "months"
    AS_NEEDED = "as needed"
    TIMES = "times"
    ROUTES = "routes"
    SCOPE = "scope"
    LENGTH = "length"
    COUNT = "count"
    SPAN = "span"
    WHOLE = "whole"
    ON_OFF = "on-off"
    STOP = "stop"
    REPEAT = "repeat"
    ARM = "arm"
    SUBJECT = "subject"
    RECEIVE = "receive"
    GIVEN = "given"
    LINK = "link"
    OR = "or"
    THEN = "then"
    COMMA = "comma"
    SEMICOLON = "semicolon"
    OPEN = "open"
    CLOSE = "close"
    BLOCK = "block"
    ASIDE = "aside"
    AS_IN = "as in"
    NOTE = "note"
    FILL = "fill"
    WORD = "word"


PHRASES = frozenset(
    {
        Kind.DOSE,
        Kind.CAP,
        Kind.ROUTE,
        Kind.FREQUENCY,
        Kind.DIVIDED,
        Kind.WEEKDAYS,
        Kind.SINGLE,
        Kind.INFUSION,
        Kind.BOLUS,
        Kind.DAYS,
        Kind.START,
        Kind.WEEKS,
        Kind.MONTHS,
        Kind.AS_NEEDED,
        Kind.TIMES,
        Kind.ROUTES,
        Kind.SCOPE,
        Kind.LENGTH,
        Kind.COUNT,
        Kind.SPAN,
        Kind.ON_OFF,
    }
)
"""What is said of a treatment."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start`..`end` of the sentence; `value` is what the rule made of them, `key` a drug's or a word's.

    The value of a drug are those that are given as one under its name.
    """

    kind: Kind
    start: int
    end: int
    key: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A sentence and its mentions, in order and without gaps. `described`: it stands in the description of an arm or an
    intervention, where notes without a verb are the rule.
    """

    cursor: Cursor
    mentions: tuple[Mention, ...]
    described: bool = False

    @property
    def sentence(self) -> Prose:
        """The sentence."""
        return self.cursor.sentence

    def words(self, first: Mention, last: Mention) -> Prose:
        """The text from one mention to another."""
        return self.sentence[self.cursor.tokens[first.start].start : self.cursor.tokens[last.end - 1].end]

    def stated(self, mention: Mention) -> Stated[str]:
        """The words of a mention."""
        return self.words(mention, mention).stated()


def _timeless(rule: Callable[[Cursor], object | None]) -> Rule:
    """A rule that needs no tables."""
    return lambda cursor, _: rule(cursor)


RULES: tuple[tuple[Kind, Rule], ...] = (
    (Kind.STOP, _timeless(stops.stop)),
    (Kind.ON_OFF, _timeless(rests.on_off)),
    (Kind.START, _timeless(days.start_day)),
    (Kind.DAYS, _timeless(days.day_phrase)),
    (Kind.WEEKS, _timeless(days.week_phrase)),
    (Kind.MONTHS, _timeless(days.month_phrase)),
    (Kind.COUNT, _timeless(cycles.counted)),
    (Kind.LENGTH, _timeless(cycles.cycle_length)),
    (Kind.CAP, doses.cap),
    (Kind.INFUSION, infusion.infusion),
    (Kind.DOSE, dose_levels.doses_or_levels),
    (Kind.WEEKDAYS, _timeless(occasions.weekdays)),
    (Kind.DIVIDED, _timeless(occasions.divided)),
    (Kind.FREQUENCY, frequency.frequency),
    (Kind.SCOPE, _timeless(cycles.cycle_scope)),
    (Kind.SINGLE, _timeless(occasions.single)),
    (Kind.ROUTES, route.alternatives_of_route),
    (Kind.ROUTE, route.route),
    (Kind.BOLUS, _timeless(infusion.bolus)),
    (Kind.AS_NEEDED, _timeless(occasions.as_needed)),
    (Kind.TIMES, _timeless(tallies.number_of_doses)),
    (Kind.SPAN, _timeless(spans.for_span)),
    (Kind.SPAN, _timeless(spans.span_before)),
)
"""In the order in which they are asked; the first that matches takes the words."""
_BESIDE_NAMES = frozenset(
    "treatment therapy chemotherapy administration courses cycles of with and the daily oral combination , ( )".split()
)
_DERIVED = frozenset("derivative analogue analog".split())
_OPENS_CLAUSE = frozenset({Kind.COMMA, Kind.SEMICOLON, Kind.LINK, Kind.THEN, Kind.OPEN, Kind.FILL, Kind.RECEIVE})


def mentioned(cursor: Cursor, lexicon: Lexicon, names: Names) -> Mentioned:
    """Reads a sentence from its first token to its last."""
    read = tuple(_Reader(cursor, lexicon, names).read())
    return Mentioned(cursor, tuple(with_noun_phrases(with_placebos(tuple(_derived(read))))))


def opens_with(cursor: Cursor, lexicon: Lexicon, names: Names, quiet: Collection[Kind]) -> Kind | None:
    """The kind of the first mention that is none of the quiet ones; the rest of the sentence is not read."""
    start = cursor.index
    found = next((each.kind for each in _Reader(cursor, lexicon, names).read() if each.kind not in quiet), None)
    cursor.index = start
    return found


def _derived(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """ "etanidazole derivative EF5": what is derived is given."""
    kinds = [each.kind for each in mentions]
    for place, each in enumerate(mentions):
        derived = kinds[place + 1 : place + 3] == [Kind.WORD, Kind.DRUG] and mentions[place + 1].key in _DERIVED
        source = place and kinds[place + 1 : place + 2] == [Kind.DRUG] and each.key in _DERIVED
        plain = (derived and each.kind == Kind.DRUG) or (source and kinds[place - 1] == Kind.DRUG)
        yield replace(each, kind=Kind.FILL) if plain else each


class _Reader:
    """Asks of every place in a sentence what stands there: a treatment, a repeat statement, a phrase, a word."""

    def __init__(self, cursor: Cursor, lexicon: Lexicon, names: Names) -> None:
        self._cursor = cursor
        self._lexicon = lexicon
        self._names = names
        out = impossible(cursor.tokens)
        self._rules = tuple((kind, rule) for kind, rule in RULES if kind not in out)
        self._may_repeat = Kind.REPEAT not in out
        self._may_refer = Kind.AS_IN not in out
        self._before = Kind.COMMA

    def read(self) -> Iterator[Mention]:
        while self._cursor.index < len(self._cursor.tokens):
            found = self._next()
            self._before = found.kind
            yield found

    def _is_route_and_name(self, key: str) -> bool:
        """ "oral placebo": the name of a treatment in the table, but its first word says the route."""
        oral = self._cursor.peek() == "oral"
        behind = self._names.at(self._cursor.tokens, self._cursor.index + 1) if oral else None
        return behind is not None and behind.key == key

    def _next(self) -> Mention:
        cursor, start = self._cursor, self._cursor.index
        if diluents.diluent(cursor):
            return Mention(Kind.FILL, start, cursor.index, key="diluent")
        if (treatment := self._treatment(start)) is not None:
            return treatment
        if self._opens_clause() and (repeat := cursor.maybe(repeats.repeating)) is not None:
            return Mention(Kind.REPEAT, start, cursor.index, value=self._with_names(repeat))
        if self._may_refer and (reference := cursor.maybe(references.reference)) is not None:
            return Mention(Kind.AS_IN, start, cursor.index, value=reference)
        if beside_another(cursor, self._names):
            return Mention(Kind.NOTE, start, cursor.index)
        return self._phrase(start) or self._word(start)

    def _treatment(self, start: int) -> Mention | None:
        cursor = self._cursor
        name = self._names.at(cursor.tokens, start)
        if name is None:
            return Mention(Kind.DRUG, start, cursor.index, MARROW_KEY) if marrow(cursor) else None
        if self._is_route_and_name(name.key):
            return None
        cursor.index += len(name.parts)
        cursor.name_end = cursor.index
        return Mention(Kind.DRUG, start, cursor.index, name.key, self._names.mixture(name.key) or None)

    def _with_names(self, repeat: Repeating) -> Repeating:
        """ "Treatment with fluorouracil repeats every 10 weeks" is about fluorouracil, that with R-ICE about many."""
        words = repeat.what.value if repeat.what else ""
        named = [each for each in named_in(self._names, words) if self._names.kind(each.key) != "regimen"]
        known = {part for each in named for part in each.parts}
        only = all(each.plain in known or each.key in _BESIDE_NAMES for each in tokens(words))
        return replace(repeat, drugs=tuple(dict.fromkeys(each.key for each in named)) if only else ())

    def _opens_clause(self) -> bool:
        """Where a repeat statement may begin: "treatment" is a word of many sentences."""
        return self._may_repeat and (self._before in _OPENS_CLAUSE or self._cursor.peek() == "recycle")

    def _phrase(self, start: int) -> Mention | None:
        cursor = self._cursor
        families = self._lexicon.openers.get(opener(cursor.tokens[start]), frozenset())
        for kind, rule in self._rules if families else ():
            if kind not in families:
                continue
            value = rule(cursor, self._lexicon)
            if kind == Kind.STOP and value is not None:
                value = self._before_treatment(rule, start, value)
            if value is not None:
                return Mention(kind, start, cursor.index, value=value)
            cursor.index = start
        return None

    def _before_treatment(self, rule: Rule, start: int, value: object) -> object | None:
        """ "until discharge, and B on day 1": what stops a treatment is told before the next one."""
        cursor = self._cursor
        places = range(start + 1, cursor.index)
        named = next((at for at in places if self._names.at(cursor.tokens, at) and _joins(cursor, at)), None)
        if named is None:
            return value
        before = Cursor(cursor.sentence[: cursor.tokens[named - 1].start].strip(" ,;"))
        before.index = start
        value = rule(before, self._lexicon)
        cursor.index = before.index
        return value

    def _word(self, start: int) -> Mention:
        cursor = self._cursor
        key = cursor.tokens[start].key
        family = connecting.word(cursor)
        if family is not None:
            return Mention(Kind(family), start, cursor.index, key=key)
        cursor.index = start + 1
        return Mention(Kind.WORD, start, cursor.index, key=key)


def _joins(cursor: Cursor, at: int) -> bool:
    """True behind a word that joins another treatment: "infection and cisplatin"."""
    return cursor.peek(at - 1 - cursor.index) in {"and", ",", "then", "plus", ";"}
