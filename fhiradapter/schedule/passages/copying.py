"""What a reference says: "cisplatin as in arm I" has the facts of cisplatin in arm I, but for those of its own.

A reference is followed when all texts were heard, so that it may point forwards. One that does not lead to exactly one
arm or part where the treatment is described stays unread, and the sentence is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.schedule import headings
from fhiradapter.schedule.names import RADIATION_KEY
from fhiradapter.schedule.passages.added import in_their_cycles
from fhiradapter.schedule.passages.entries import FACTS, HOW, Entry, values
from fhiradapter.schedule.phrases.references import Extent
from fhiradapter.schedule.regimen import PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fhiradapter.schedule.sentence.said.referring import Like

_TIMING = tuple(fact for fact in PATTERN if fact not in HOW)
_EXTENT = {Extent.ALL: PATTERN, Extent.DOSE: ("doses",), Extent.SCHEDULE: _TIMING}
_WITHIN_A_DAY = frozenset({"d", "h"})


def copied(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The entries with those that references describe in their places, and the ones whose reference leads nowhere.

    A treatment whose reference leads nowhere stays with what is said of it here.
    """
    found: list[list[Entry]] = [[each] for each in entries]
    pending = {place: each[0].like for place, each in enumerate(found) if each[0].like}
    while pending:
        known = [each for at in found for each in at]
        followed = {place: _followed(found[place][0], like, known) for place, like in pending.items()}
        done = {place: there for place, there in followed.items() if there}
        if not done:
            break
        for place, there in done.items():
            found[place] = there
            in_their_cycles(found, place, pending.pop(place))
    lost = [found[place][0] for place in pending]
    for place in pending:
        found[place] = [each.having(like=None) for each in found[place] if each.key]
    return [each for at in found for each in at], lost


def _followed(entry: Entry, like: Like, entries: Sequence[Entry]) -> list[Entry]:
    """What the reference of an entry leads to, as it is said of the entry; nothing where that is not clear (yet)."""
    there = [each for each in _there(entry, like, entries) if each.like or not each.bare]
    if not there or any(each.like for each in there):
        return []
    if like.group is not None:
        there = [each for each in there if each.key not in like.without]
    if like.group and len({each.group for each in there}) > 1:
        return []
    other_time = _is_retimed(entry, like) or bool(entry.cycles)
    if other_time and len({each.key for each in there}) < len(there):
        there = _by_treatment(there)
    return [_copy(entry, like, each) for each in there]


def _by_treatment(there: Sequence[Entry]) -> list[Entry]:
    """Each treatment with what all of its patterns have in common: which of them has another timing is not said.

    Nothing where they differ in how much, which way, or how long it is infused.
    """
    found: list[Entry] = []
    for key in dict.fromkeys(each.key for each in there):
        patterns = [each for each in there if each.key == key]
        common: dict[str, Any] = {}
        for fact in HOW:
            said = [getattr(each, fact) for each in patterns if getattr(each, fact)]
            if len({repr(values(each, fact)) for each in patterns if getattr(each, fact)}) > 1:
                return []
            common[fact] = said[0] if said else getattr(patterns[0], fact)
        first = patterns[0]
        found.append(
            Entry(
                key=key,
                drug=first.drug,
                clause=first.clause,
                origin=first.origin,
                arms=first.arms,
                part=first.part,
                group=first.group,
                listed_as=first.listed_as,
                **common,
            )
        )
    return found


# --- where it leads ----------------------------------------------------------


def _there(entry: Entry, like: Like, entries: Sequence[Entry]) -> list[Entry]:
    """What is described in the one place that the reference points to."""
    reference = like.reference
    if not (reference.arms or reference.part):
        return _further_up(entry, like, entries)
    if reference.arms and not entry.arms:
        return []  # who receives it is not clear
    candidates = [each for each in entries if each is not entry and _is_named(entry, like, each)]
    places = [[each for each in candidates if arm in each.arms] for arm in reference.arms] or [candidates]
    places = [_of_one_text(entry, _of_the_part(entry, like, place)) for place in places]
    alike = len({repr([_said(each) for each in place]) for place in places}) == 1
    one_place = bool(reference.arms) or len({each.arms for each in places[0]}) < 2
    return places[0] if alike and one_place else []


def _further_up(entry: Entry, like: Like, entries: Sequence[Entry]) -> list[Entry]:
    """In a sentence before it in the same text, where all that there is stands in one arm and one part."""
    place = next(at for at, each in enumerate(entries) if each is entry)
    before = [
        each
        for each in entries[:place]
        if _is_named(entry, like, each)
        and each.clause.path == entry.clause.path
        and each.clause.origins[0] not in like.sentence.origins
    ]
    return before if len({(each.arms, _part(each)) for each in before}) == 1 else []


def _is_named(entry: Entry, like: Like, other: Entry) -> bool:
    """The same treatment, or one of the group; one that is itself described by a reference may turn out to be."""
    if like.group is None:
        if entry.mixture != other.mixture:
            return other.like is not None and not other.key
        same = other.key == entry.key and _is_brachytherapy(entry) == _is_brachytherapy(other)
        return same or (other.like is not None and not other.key)
    if not like.group or (other.like is not None and other.like.group in {"", like.group}):
        return True
    return other.group == like.group or other.group.endswith(f" {like.group}")


def _is_brachytherapy(entry: Entry) -> bool:
    """Radiation has one key, and is not given in one way."""
    return entry.key == RADIATION_KEY and "brachy" in entry.drug.words.casefold()


def _of_the_part(entry: Entry, like: Like, there: Sequence[Entry]) -> list[Entry]:
    """Those of the part that is named, or else of the part in which the reference stands."""
    wanted = like.reference.part
    if wanted:
        alone = not like.reference.arms
        return [each for each in there if _part(each) == wanted and (not alone or entry.may_share_patients(each))]
    here = _part(entry)
    if not here:
        return list(there)
    return [each for each in there if _part(each) == here] or [each for each in there if not _part(each)]


def _of_one_text(entry: Entry, there: Sequence[Entry]) -> list[Entry]:
    """Texts of one kind tell of one regimen: an outline refers to the outline."""
    same = [each for each in there if each.origin == entry.origin]
    first = min((each.origin for each in there), default=entry.origin)
    return same or [each for each in there if each.origin == first]


def _part(entry: Entry) -> str:
    return headings.part_id(entry.part.value) if entry.part else ""


def _said(entry: Entry) -> tuple[Any, ...]:
    return (entry.key, *(values(entry, fact) for fact in FACTS))


# --- what is copied ----------------------------------------------------------


def _copy(entry: Entry, like: Like, there: Entry) -> Entry:
    """The entry with what is said there, where it has not its own."""
    retimed = _is_retimed(entry, like)
    copied_facts = [fact for fact in _EXTENT[like.reference.extent] if fact in HOW or not retimed]
    facts: dict[str, Any] = {fact: getattr(entry, fact) or getattr(there, fact) for fact in copied_facts}
    if not entry.doses and (like.at_found_dose or (len(there.doses) > 1 and like.reference.part)):
        facts["doses"] = ()  # levels of one part are not the doses of another
    if like.reference.extent == Extent.ALL and entry.days and not entry.frequency and _is_daily(there):
        facts["frequency"] = there.frequency
    if like.reference.extent == Extent.ALL:
        facts |= _in_its_weeks(entry, there)
    return entry.having(
        key=there.key,
        drug=entry.drug if entry.key else there.drug,
        listed_as=entry.listed_as or there.listed_as,
        arms=entry.arms or there.arms,
        part=entry.part or (None if like.reference.part else there.part),
        condition=entry.condition or there.condition,
        optional=entry.optional or there.optional,
        group=there.group,
        mixture=there.mixture,
        like=None,
        **facts,
        **({} if like.reference.extent == Extent.DOSE else _clock(entry, like, there)),
    )


def _in_its_weeks(entry: Entry, there: Entry) -> dict[str, Any]:
    """ "As in induction (on days 1-5 of week 13) during weeks 33 and 45": on days 1-5 of these weeks."""
    timed = any(getattr(entry, fact) for fact in _TIMING if fact != "weeks")
    if entry.weeks is None or there.days is None or there.weeks is None or timed:
        return {}
    return {fact: getattr(there, fact) for fact in ("days", "frequency", "times")}


def _clock(entry: Entry, like: Like, there: Entry) -> dict[str, Any]:
    """The cycle, and how long all goes on: as there, unless the entry has a cycle, an end or a timing of its own."""
    same = not (entry.length or entry.count or entry.span or entry.cycles or _is_retimed(entry, like))
    return {
        "length": entry.length or (there.length if _fits(entry, like, there) else None),
        "count": entry.count or (there.count if same else None),
        "span": entry.span or (there.span if same else None),
        "stop": entry.stop or there.stop,
        "statement": entry.statement or (there.statement if same else None),
    }


def _is_retimed(entry: Entry, like: Like) -> bool:
    """When it is given is said of the entry itself, read or not."""
    return like.retimed or any(getattr(entry, fact) for fact in _TIMING if fact != "cycles")


def _fits(entry: Entry, like: Like, there: Entry) -> bool:
    """A day outside the cycle shows that it is another cycle here; other cycles, and times not read, may be others."""
    days = there.length.value.days() if there.length else None
    if entry.cycles or (entry.frequency and not _is_daily(entry)) or (like.retimed and not entry.days):
        return False
    return not entry.days or (days is not None and max(entry.days.value) <= days)


def _is_daily(entry: Entry) -> bool:
    return entry.frequency is not None and entry.frequency.value.unit in _WITHIN_A_DAY
