"""Rules for what is given: a drug's name and, around it, dose, route, frequency, infusion time, days.

https://hl7.org/fhir/R4/dosage.html names the parts; how texts order them was counted over 7,000 registry records.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from fhiradapter.schedule import words
from fhiradapter.schedule.amounts import TIME_UNITS, dose, duration, time_unit
from fhiradapter.schedule.days import CycleScope, DayPhrase, cycle_scope, day_phrase
from fhiradapter.schedule.regimen import Administration, Amount, Cycles, Duration, Frequency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.tokens import Cursor, Token

V = TypeVar("V")

_LONGEST_NAME = 6


class NotRead(Exception):
    """The sentence is treatment, but not in words that the grammar is sure of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A drug and what its clause says of it; `clause` runs from its first word to its last."""

    clause: Prose
    drug: Stated[str]
    dose: Stated[Amount] | None = None
    route: Stated[str] | None = None
    infusion: Stated[Duration] | None = None
    frequency: Stated[Frequency] | None = None
    when: DayPhrase | None = None
    scope: CycleScope | None = None
    duration: Stated[Duration] | None = None

    @property
    def cycles(self) -> Stated[Cycles] | None:
        """The cycles that the item is restricted to."""
        scope = self.scope or (self.when.scope if self.when else None)
        return scope.cycles if scope else None

    @property
    def cycle_length(self) -> Stated[Duration] | None:
        """The length of the cycle that the item names."""
        scope = self.scope or (self.when.scope if self.when else None)
        return scope.length if scope else None

    @property
    def names_cycles(self) -> bool:
        """True when the item speaks of the cycles of the treatment."""
        return self.scope is not None or (self.when is not None and self.when.scope is not None)

    @property
    def has_own_timing(self) -> bool:
        """A drug with a timing beyond the day does not share the day list of its neighbour."""
        beyond_a_day = self.frequency is not None and self.frequency.value.unit not in {"d", "h"}
        return any((self.when, self.duration, self.scope, beyond_a_day))

    def administration(self, *, condition: Stated[str] | None = None, optional: bool = False) -> Administration:
        """The item as an administration."""
        return Administration(
            drug=self.drug,
            clause=self.clause.cite(),
            words=self.clause.text,
            doses=(self.dose,) if self.dose else (),
            route=self.route,
            infusion=self.infusion,
            frequency=self.frequency,
            days=self.when.days if self.when else None,
            cycles=self.cycles,
            duration=self.duration,
            condition=condition,
            optional=optional,
        )


def items(cursor: Cursor, lexicon: Lexicon) -> list[Item]:
    """ITEMS = ITEM { ( "," | "and" | "followed by" | "in combination with" | ... ) ITEM }

    Raises NotRead where a connector has no drug behind it.
    """
    found = [item(cursor, lexicon)]
    while _between(cursor):
        found.append(item(cursor, lexicon))
    return found


def item(cursor: Cursor, lexicon: Lexicon) -> Item:
    """ITEM = { DOSE [ "of" ] | ROUTE } NAME { MODIFIER }

    Raises NotRead where no name stands.
    """
    start = cursor.index
    said = _modifiers(cursor, lexicon, ("dose", "route"), {})
    cursor.word("of")
    name = drug_name(cursor, lexicon)
    if name is None:
        raise NotRead
    return modified(cursor, lexicon, start, name.stated(), said)


def modified(cursor: Cursor, lexicon: Lexicon, start: int, drug: Stated[str], said: Said | None = None) -> Item:
    """The item, from token `start` on, of a drug whose modifiers follow. Raises NotRead where one is said twice."""
    everything = _modifiers(cursor, lexicon, tuple(_RULES), said or {})
    return _with_cycle(Item(clause=cursor.since(start), drug=drug, **everything))


def _with_cycle(item: Item) -> Item:
    """ "on days 1 and 8 every 21 days": behind a list of days, "every" is the length of the cycle. Raises NotRead."""
    if item.when is None or item.frequency is None or item.frequency.value.unit not in {"d", "wk"}:
        return item
    every = item.frequency.value
    length = Duration(every.period, every.unit)
    days = length.days()
    if every.count != 1 or every.code or days is None or days < max(item.when.days.value):
        return item
    if item.cycle_length is not None:
        raise NotRead
    return replace(item, frequency=None, scope=CycleScope(item.cycles, item.frequency.having(length)))


def drug_name(cursor: Cursor, lexicon: Lexicon) -> Prose | None:
    """NAME = WORD { WORD } [ "(" other name ")" ], up to the first word that cannot belong to a name."""
    start = cursor.index
    while cursor.index - start < _LONGEST_NAME and _belongs_to_name(cursor, lexicon):
        cursor.index += 1
    if cursor.index == start:
        return None
    name = cursor.since(start)
    if not any(character.isalpha() for character in name.text) or words.UNCERTAIN_ROUTES.intersection(
        name.text.split()
    ):
        cursor.index = start
        return None
    _skip_other_name(cursor)
    return name


def _belongs_to_name(cursor: Cursor, lexicon: Lexicon) -> bool:
    token = cursor.token
    if token is None or token.key in words.NOT_A_NAME:
        return False
    if token.kind == "word" and token.number is not None:
        return False
    if token.kind == "sign":
        return token.text in "-/" and _touches_both_sides(cursor)
    if token.kind == "number":
        return _touches_a_word(cursor)
    here = cursor.index
    is_modifier = cursor.entry(lexicon.routes) is not None or cursor.entry(lexicon.frequencies) is not None
    cursor.index = here
    return not is_modifier


def _touches_both_sides(cursor: Cursor) -> bool:
    """The hyphen of "5-FU", not that of "drug - given"."""
    before, sign, behind = (_token_at(cursor, offset) for offset in (-1, 0, 1))
    return bool(before and sign and behind and before.end == sign.start and sign.end == behind.start)


def _touches_a_word(cursor: Cursor) -> bool:
    """Digits belong to a name when a hyphen ties them to it: "5-FU", "VP-16"; never "drug 400"."""
    before, token, behind = (_token_at(cursor, offset) for offset in (-1, 0, 1))
    tied_before = bool(before and token and before.text in "-/" and before.end == token.start)
    tied_behind = bool(
        behind and token and behind.text == "-" and token.end == behind.start and cursor.peek(2).isalpha()
    )
    return tied_before or tied_behind


def _token_at(cursor: Cursor, offset: int) -> Token | None:
    place = cursor.index + offset
    return cursor.tokens[place] if 0 <= place < len(cursor.tokens) else None


def _skip_other_name(cursor: Cursor) -> None:
    """A bracket of one to four plain words behind a name is another name: "(SKI-606)", "(Bosulif)".

    A bracket with a number or a word of restriction ("(AUC 5)", "(if eligible)", "(phase II only)") stays unread, and
    with it the sentence.
    """
    if cursor.peek() != "(":
        return
    for length in range(1, 5):
        if cursor.peek(length + 1) == ")":
            inside = cursor.tokens[cursor.index + 1 : cursor.index + 1 + length]
            if all(_may_name(token) for token in inside):
                cursor.index += length + 2
            return


def _may_name(token: Token) -> bool:
    return token.kind == "word" and token.number is None and token.key not in words.NOT_A_NAME | words.NOT_IN_A_NAME


def _between(cursor: Cursor) -> bool:
    start = cursor.index
    comma = cursor.word(",")
    connector = cursor.phrase(*words.BETWEEN_ITEMS)
    if (not comma and not connector) or _opens_no_item(cursor):
        cursor.index = start
        return False
    return True


def _opens_no_item(cursor: Cursor) -> bool:
    """A stop phrase behind a comma is no further drug."""
    start = cursor.index
    found = bool(cursor.phrase(*words.STOPS))
    cursor.index = start
    return found or cursor.at_end


def sharing(found: list[Item], lead: DayPhrase | None = None) -> list[Item]:
    """A day list belongs to the whole group before it: "A IV and B IV over 1 hour on days 1-3" is days 1-3 for both.

    Raises NotRead where it may not: behind a drug that is given daily, for one that has days and no frequency; and
    where only some of the group are restricted to certain cycles.
    `lead` are days that stand before the group ("On day 1, patients receive A and B").
    """
    shared = list(found)
    for place in range(len(shared) - 1, -1, -1):
        each = shared[place]
        if each.has_own_timing:
            continue
        behind = shared[place + 1] if place + 1 < len(shared) else None
        if each.frequency and lead is None and behind and behind.when and not behind.frequency:
            raise NotRead  # "A once daily and B on days 1 and 15": A on every day, or on these?
        shared[place] = replace(each, when=lead or (behind.when if behind else None))
    if any(each.cycles for each in shared) and not all(each.cycles for each in shared):
        raise NotRead  # "A on day 2 and B on days 2-6 of course 1": is A given in course 1 only?
    return shared


# --- modifiers ------------------------------------------------------------


Said = dict[str, Any]
"""What has been said around a drug: fields of Item."""


def _modifiers(cursor: Cursor, lexicon: Lexicon, kinds: tuple[str, ...], said: Said) -> Said:
    """Applies the rules of these kinds until none matches. Raises NotRead where one kind is said twice."""
    while (found := _one_modifier(cursor, lexicon, kinds)) is not None:
        if not said.keys().isdisjoint(found):
            raise NotRead
        said = said | found
    return said


def _one_modifier(cursor: Cursor, lexicon: Lexicon, kinds: tuple[str, ...]) -> Said | None:
    for kind in kinds:
        start = cursor.index
        value = _RULES[kind](cursor, lexicon)
        if value is not None:
            return {kind: value}
        cursor.index = start
    return None


def _dose(cursor: Cursor, lexicon: Lexicon) -> Stated[Amount] | None:
    """[ "at" [ "a dose of" ] ] DOSE"""
    cursor.phrase("at a dose of", "at", "a dose of", "dosed at")
    return dose(cursor, lexicon)


def _route(cursor: Cursor, lexicon: Lexicon) -> Stated[str] | None:
    """ROUTE = words of `mappings/routes.tsv` [ "(" the same route in other words ")" ]"""
    return _named(cursor, lexicon.routes, ("by", "via", "given"))


def _frequency(cursor: Cursor, lexicon: Lexicon) -> Stated[Frequency] | None:
    """FREQUENCY = words of `mappings/frequencies.tsv` [ "(" the same in other words ")" ] | EVERY | TIMES"""
    return _named(cursor, lexicon.frequencies, ()) or _every(cursor) or _times(cursor)


def _named(cursor: Cursor, table: Mapping[str, V], openers: tuple[str, ...]) -> Stated[V] | None:
    start = cursor.index
    value = cursor.entry(table)
    if value is None and cursor.word(*openers):
        value = cursor.entry(table)
    if value is None:
        cursor.index = start
        return None
    end = cursor.index
    if cursor.word("(") and cursor.entry(table) == value and cursor.word(")"):
        end = cursor.index
    cursor.index = end
    return cursor.state(value, start)


def _every(cursor: Cursor) -> Stated[Frequency] | None:
    """EVERY = "every" [ NUMBER ] TIME-UNIT"""
    start = cursor.index
    if not cursor.word("every"):
        return None
    number = cursor.number() or Decimal(1)
    unit = time_unit(cursor)
    if unit is None:
        cursor.index = start
        return None
    return cursor.state(Frequency(1, number, unit), start)


def _times(cursor: Cursor) -> Stated[Frequency] | None:
    """TIMES = ( NUMBER "times" | "once" | "twice" ) ( "a" | "per" | "each" | "every" ) TIME-UNIT"""
    start = cursor.index
    word = cursor.word("once", "twice")
    count = {"once": Decimal(1), "twice": Decimal(2)}.get(word) or cursor.number()
    counted = count is not None and count == int(count) and (word or cursor.word("times"))
    unit = TIME_UNITS.get(cursor.peek(1)) if counted and cursor.peek() in {"a", "per", "each", "every"} else None
    if count is None or unit is None:
        cursor.index = start
        return None
    cursor.index += 2
    return cursor.state(Frequency(int(count), Decimal(1), unit), start)


def _infusion(cursor: Cursor, _: Lexicon) -> Stated[Duration] | None:
    """INFUSION = "over" DURATION, in seconds, minutes or hours: "over 2 weeks" is no infusion."""
    start = cursor.index
    cursor.word("continuously")
    if not cursor.word("over"):
        cursor.index = start
        return None
    found = duration(cursor)
    if found is None or found.value.unit not in {"s", "min", "h"}:
        cursor.index = start
        return None
    return found


def _when(cursor: Cursor, _: Lexicon) -> DayPhrase | None:
    return day_phrase(cursor)


def _duration(cursor: Cursor, _: Lexicon) -> Stated[Duration] | None:
    """ "for" DURATION"""
    return duration(cursor) if cursor.word("for") else None


def _scope(cursor: Cursor, _: Lexicon) -> CycleScope | None:
    return cycle_scope(cursor)


_RULES: dict[str, Callable[[Cursor, Lexicon], object | None]] = {
    "dose": _dose,
    "when": _when,
    "scope": _scope,
    "frequency": _frequency,
    "route": _route,
    "infusion": _infusion,
    "duration": _duration,
}


def cycle_length(found: Iterable[Item]) -> Stated[Duration] | None:
    """The cycle length that items name. Raises NotRead where they name two."""
    lengths = [each.cycle_length for each in found if each.cycle_length is not None]
    if len({(length.value.low, length.value.unit) for length in lengths}) > 1:
        raise NotRead
    return lengths[0] if lengths else None
