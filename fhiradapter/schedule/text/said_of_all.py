"""What is said of all treatments that a text has named: "All study drugs will be administered IV every 4 weeks"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.schedule.names import RADIATION_KEY
from fhiradapter.schedule.passages.entries import FACTS
from fhiradapter.schedule.regimen import A_WEEK, Duration
from fhiradapter.schedule.sentence.around.descriptions import as_description
from fhiradapter.schedule.sentence.giving import given
from fhiradapter.schedule.sentence.mentioned.mentions import mentioned
from fhiradapter.schedule.sentence.said.facts import facts
from fhiradapter.schedule.tokens import Cursor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from fhiradapter.prose import Prose
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.passages.entries import Entry

_ALL = re.compile(
    r"(?:(?P<treatment>(?:the |all |this )?(?:study |protocol )?(?:treatment|therapy))|"
    r"(?P<how_many>all|both|each|the)(?: of)?(?: the)?(?: (?P<number>two|three|four|[2-4]))?"
    r"(?: (?:study|protocol|trial|investigational|assigned|blinded))?"
    r" (?P<what>(?:drug|agent|medication|medicine|vaccine|compound|treatment)s?)) "
    r"(?=(?:will be|are|is|were|was|must be|should be) (?:all )?(?:given|administered|taken|infused|injected)\b)",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "three": 3, "four": 4}
_HOW = ("route", "infusion")
_WHEN = tuple(each for each in FACTS if each not in {*_HOW, "doses", "cap"})
"""A treatment that has any of these has a timing of its own."""


@dataclass(frozen=True, slots=True)
class OfAll:
    """Treatments as they are with what is said of all of them, by their places; and the words that were not read."""

    entries: Mapping[int, Entry]
    unread: tuple[Prose, ...]


def said_of_all(sentence: Prose, lexicon: Lexicon, names: Names, before: Mapping[int, Entry]) -> OfAll | None:
    """ALL ( "are" | "will be" ) "given" HOW, of the entries `before` it by their places.

    What one of them has of its own stays; where nobody can tell who is meant, or nothing can be read, None.
    """
    opened = _ALL.match(sentence.text)
    meant = {place: each for place, each in before.items() if each.key != RADIATION_KEY and not each.like}
    if opened is None or not _are_meant(opened, {each.key for each in meant.values()}):
        return None
    said = as_description(mentioned(Cursor(sentence[opened.end() :]), lexicon, names))
    reading = given(said, named=True)
    if len(reading.items) != 1 or reading.items[0].drug is not None or reading.items[0].broken or reading.repeats:
        return None
    stated = facts(reading.items[0])
    changed = {place: _with(each, stated) for place, each in meant.items()}
    if all(changed[place] == each for place, each in meant.items()):
        return None
    lost = any(_is_lost(fact, stated, each) for each in changed.values() for fact in _WHEN)
    unread = (sentence,) if lost else reading.unread
    return OfAll({place: _until(each, reading.stop) for place, each in changed.items()}, unread)


def _are_meant(opened: re.Match[str], keys: set[str]) -> bool:
    """ "Both" are two; "the study drug" is one; "treatment" is all that there is."""
    if opened["treatment"]:
        return bool(keys)
    number = (opened["number"] or "").lower()
    if opened["how_many"].lower() == "both":
        return len(keys) == _NUMBERS["two"]
    if number:
        return len(keys) == (_NUMBERS.get(number) or int(number))
    plural = opened["what"].endswith("s") or opened["how_many"].lower() in {"each", "all"}
    return len(keys) > 1 if plural else len(keys) == 1


def _with(entry: Entry, stated: Mapping[str, Any]) -> Entry:
    """What it has no words of its own for."""
    how = {fact: stated[fact] for fact in _HOW if stated.get(fact) and not getattr(entry, fact)}
    own_timing = any(getattr(entry, fact) for fact in _WHEN)
    timing = {fact: stated[fact] for fact in _WHEN if stated.get(fact)}
    when = _as_cycle(entry, timing) if own_timing else timing
    return entry.having(**how, **when) if how or when else entry


def _is_lost(fact: str, stated: Mapping[str, Any], entry: Entry) -> bool:
    """Whether this was said of it, and it has something of its own instead."""
    said = stated.get(fact)
    as_cycle = said and fact == "frequency" and entry.length is not None and entry.length.words == said.words
    return bool(said) and not getattr(entry, fact) and not as_cycle


def _as_cycle(entry: Entry, timing: Mapping[str, Any]) -> Mapping[str, Any]:
    """ "A on day 1 and B on day 8. Both drugs are given every 3 weeks": the days are those of a cycle so long."""
    said = timing["frequency"].value if set(timing) == {"frequency"} else None
    of_its_own = {fact for fact in _WHEN if getattr(entry, fact)}
    if said is None or of_its_own != {"days"} or said.count != 1 or said.period_high is not None:
        return {}
    length = Duration(said.period, said.unit)
    days = length.days() or 0
    fits = days >= A_WEEK and 0 < entry.days.value[0] <= entry.days.value[-1] <= days if entry.days else False
    return {"length": timing["frequency"].having(length)} if fits else {}


def _until(entry: Entry, stop: Any) -> Entry:
    return entry.having(stop=entry.stop or stop) if stop else entry
