"""What a reference ("as in arm I") is said of: the treatments before it, or a group of them by its name; and the names
that sentences give to groups ("... and prednisone PO on days 1-7 (VBMCP)", "FOLFOX comprising ...").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.names import CELLS, PLACEBO_KEY, RADIATION_KEY
from fhiradapter.schedule.sentence.mentioned.connecting import MADE_UP_OF
from fhiradapter.schedule.sentence.mentioned.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.prose import Prose
    from fhiradapter.schedule.phrases.references import Reference
    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_TIMING = frozenset({Kind.DAYS, Kind.START, Kind.WEEKS, Kind.MONTHS, Kind.WEEKDAYS, Kind.TIMES, Kind.ON_OFF})
_FOUND_DOSE = re.compile(
    r"\bMTD\b|\bRP2D\b|tolerated dose|recommended dose|"
    r"\b(?:dose|doses|level)\b.{0,20}\b(?:determined|preceding|established)|"
    r"\b(?:reduced|escalat\w+|higher|lower|increased|decreased) (?:dose|doses)",
    re.IGNORECASE,
)
"""The dose is not that of the other place, or is what it finds."""
_NOUNS = frozenset(
    """
    chemotherapy therapy treatment regimen radiotherapy immunotherapy chemoradiotherapy biotherapy chemoimmunotherapy
    immunochemotherapy biochemotherapy polychemotherapy prophylaxis vaccination vaccinations monotherapy
    """.split()
)
_ALL_OF_IT = frozenset({"treatment", "therapy", "study treatment", "study therapy", "protocol therapy", "regimen"})
_NO_NAME = frozenset("a an the same all additional further also receive systemic then".split())
_OPENS_EXCEPTION = frozenset("but except although however without excluding omitting unless not no".split())
_LEAVES_OUT = frozenset("without except excluding omitting".split())
_IN_LIST = frozenset({Kind.DRUG, Kind.LINK, Kind.COMMA, Kind.OR, Kind.FILL, Kind.OPEN, Kind.CLOSE})
_NO_DRUGS = frozenset({RADIATION_KEY, PLACEBO_KEY, *CELLS})
_ENDS_GROUP = frozenset({Kind.RECEIVE, Kind.SUBJECT, Kind.REPEAT})
_OUTSIDE = frozenset("plus combined together along in".split())
"""First words of joins behind which a treatment is no part of the group before ("CHOP in combination with B")."""


@dataclass(frozen=True, slots=True)
class Like:
    """A treatment is given as it is elsewhere, but for the treatments `without`.

    `group` names several ("chemotherapy", "R-CHOP"), empty: all that is given there, None: the treatment has a name of
    its own. `retimed`: when it is given is said here, read or not; `at_found_dose`: the dose is what the other part
    will show.
    """

    reference: Reference
    sentence: Prose
    group: str | None = None
    without: tuple[str, ...] = ()
    retimed: bool = False
    at_found_dose: bool = False

    def to(self, arms: tuple[str, ...]) -> Like:
        """The same with the labels of the arms that it refers to."""
        return replace(self, reference=replace(self.reference, arms=arms))


@dataclass(frozen=True, slots=True)
class Referred:
    """The group that a reference is about, where it is one, and where reading goes on. `like` None: not sure."""

    like: Like | None
    named: Mention | None
    end: int


def referred(sentence: Mentioned, index: int, *, drug: bool) -> Referred:
    """What the reference at `index` says. `drug`: it stands behind a treatment that has a name."""
    mention = sentence.mentions[index]
    end, without = _exception(sentence.mentions, index + 1)
    if without is None:
        return Referred(None, None, end)
    found = bool(_FOUND_DOSE.search(sentence.sentence.text))
    if mention.value.treatment and not drug:
        return Referred(Like(mention.value, sentence.sentence, "", without, at_found_dose=found), mention, end)
    if drug:
        return Referred(Like(mention.value, sentence.sentence, None, without, at_found_dose=found), None, end)
    named = _noun_before(sentence, index)
    group = _group_name(sentence, named) if named else _repeated_group(sentence, index)
    named = named or [mention]
    if group is None:
        return Referred(None, None, end)
    return Referred(Like(mention.value, sentence.sentence, group, without, at_found_dose=found), named[0], end)


def chain(items: Sequence[Item]) -> Iterator[Item]:
    """The last treatment, and those before it of which nothing is said: "A and B as in arm I"."""
    for place in range(len(items) - 1, -1, -1):
        yield items[place]
        before = items[place - 1] if place else None
        if before is None or before.like or items[place].join not in {Kind.LINK, Kind.COMMA}:
            return
        if not before.said.keys() <= {Kind.ROUTE}:
            return


def refer(items: Sequence[Item], like: Like, mention: Mention) -> None:
    """Says the reference of the last treatment and of those that share it."""
    for each in list(chain(items)):
        each.like = like if each.drug is None else replace(like, group=None)
        each.last = mention if each is items[-1] else each.last


def not_followed(items: Sequence[Item]) -> None:
    """Says of the treatments before a reference that leads nowhere that they are described elsewhere."""
    for item in reversed(items):
        if item.copied:
            break
        item.copied = True


def with_times_of_all(items: Sequence[Item]) -> None:
    """ "A, B and C as in arm I during weeks 33 and 45": the weeks behind the reference are those of all three."""
    for item in items:
        weeks = item.said.get(Kind.WEEKS)
        same = [each for each in items if item.like and each.like and each.like.reference is item.like.reference]
        if weeks is not None and same[-1:] == [item] and not any(each.said.keys() & _TIMING for each in same[:-1]):
            for each in same:
                each.said[Kind.WEEKS] = weeks


def like_of(item: Item, items: Sequence[Item]) -> Like | None:
    """The reference of an item, None where something of it was not read."""
    if item.like is None or item.broken:
        return None
    same = [each for each in items if each.like and each.like.reference is item.like.reference]
    retimed = any(each.unsure or each.said.keys() & _TIMING for each in same)
    return replace(item.like, retimed=retimed)


def name_groups(sentence: Mentioned, items: Sequence[Item]) -> None:
    """Says of treatments which group they belong to, where the sentence names it."""
    for name, members in _groups(sentence, items):
        for each in members:
            each.group = name


def _groups(sentence: Mentioned, items: Sequence[Item]) -> Iterator[tuple[str, list[Item]]]:
    for index, mention in enumerate(sentence.mentions):
        if mention.kind == Kind.OPEN and index:
            name, members = _in_brackets(sentence, index), _before(sentence, index, items)
            if sentence.mentions[index - 1].kind == Kind.DRUG and len(members) != sum(map(str.isalpha, name)):
                continue
        elif mention.kind == Kind.FILL and mention.key in MADE_UP_OF:
            named = _noun_before(sentence, index)
            name = (_group_name(sentence, named) if named else "") or ""
            members = _behind(sentence, index, items)
        else:
            continue
        if name and members:
            yield name, members


def regimen_name(words: str) -> str:
    """A name of several drugs in capitals ("R-CHOP chemotherapy"), folded; empty where it is none."""
    kept = [each for each in words.split() if each.lower() not in _NOUNS]
    if len(kept) == 1 and sum(character.isupper() for character in kept[0]) > 1:
        return kept[0].casefold()
    return ""


def _exception(mentions: Sequence[Mention], at: int) -> tuple[int, tuple[str, ...] | None]:
    """ "but without B": where it ends and what is left out; None where an exception is not read."""
    start = at
    while at < len(mentions) and mentions[at].kind in {Kind.COMMA, Kind.OPEN}:
        at += 1
    if at >= len(mentions) or mentions[at].key not in _OPENS_EXCEPTION:
        return start, ()
    left_out: list[str] = []
    says = False
    for place in range(at, len(mentions)):
        each = mentions[place]
        says = says or each.key in _LEAVES_OUT
        if each.kind == Kind.DRUG and says:
            left_out.append(each.key)
        elif each.kind == Kind.SEMICOLON or each.key == ".":
            break
        elif each.key not in _OPENS_EXCEPTION and each.kind not in _IN_LIST:
            return start, None
    return len(mentions), tuple(left_out) or None


def _noun_before(sentence: Mentioned, index: int) -> list[Mention]:
    """The words of a noun before a reference: "first-line chemotherapy"."""
    found: list[Mention] = []
    for each in reversed(sentence.mentions[:index]):
        if each.kind == Kind.GIVEN and not found:
            continue
        if each.kind not in {Kind.WORD, Kind.FILL} or each.key in {"of", "for"}:
            break
        found.insert(0, each)
    while found and found[0].key in _NO_NAME:
        found.pop(0)
    return found


def _repeated_group(sentence: Mentioned, index: int) -> str | None:
    """ "Patients receive 4 courses of chemotherapy as in arm I": the count ends with the noun."""
    before = sentence.mentions[index - 1] if index else None
    if before is None or before.kind != Kind.REPEAT:
        return None
    last = sentence.cursor.tokens[before.end - 1].key
    return "" if last in _ALL_OF_IT else last if last in _NOUNS else None


def _group_name(sentence: Mentioned, nouns: Sequence[Mention]) -> str | None:
    """Empty for all that is given; None where the words name nothing that is given."""
    words = sentence.words(nouns[0], nouns[-1]).text
    if words.lower() in _ALL_OF_IT:
        return ""
    if name := regimen_name(words):
        return name
    return words.casefold() if nouns[-1].key in _NOUNS else None


def _in_brackets(sentence: Mentioned, index: int) -> str:
    """The name of a regimen that fills brackets."""
    inside: list[Mention] = []
    for each in sentence.mentions[index + 1 :]:
        if each.kind == Kind.CLOSE:
            break
        if each.kind not in {Kind.WORD, Kind.FILL}:
            return ""
        inside.append(each)
    return regimen_name(sentence.words(inside[0], inside[-1]).text) if inside else ""


def _is_no_drug(item: Item) -> bool:
    return item.drug is None or item.drug.key in _NO_DRUGS


def _before(sentence: Mentioned, index: int, items: Sequence[Item]) -> list[Item]:
    """The treatments of the clause before a bracket, where they are several."""
    ends = [each.end for each in sentence.mentions[:index] if each.kind in _ENDS_GROUP or each.key in MADE_UP_OF]
    start, end = max(ends, default=0), sentence.mentions[index].start
    found = [each for each in items if each.drug and start <= each.drug.start < end]
    return found if len({each.drug.key for each in found if each.drug}) > 1 else []


def _behind(sentence: Mentioned, index: int, items: Sequence[Item]) -> list[Item]:
    """The treatments behind "comprising", as far as the clause goes."""
    start = sentence.mentions[index].end
    ends = (
        each.start
        for each in sentence.mentions[index + 1 :]
        if each.kind in _ENDS_GROUP or (each.kind == Kind.LINK and each.key in _OUTSIDE)
    )
    end = next(ends, len(sentence.cursor.tokens))
    found = [each for each in items if each.drug and start <= each.drug.start < end]
    later = any(each.join == Kind.THEN and not each.follows for each in found[1:])
    return [] if later or any(_is_no_drug(each) for each in found) else found
