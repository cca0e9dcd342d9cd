"""Passages that complement each other: what the outline, the arm and the intervention say of one treatment becomes one.

Two passages that agree wherever both speak are one statement. Where they contradict each other, the description of
the treatment is believed before that of an arm, that before an intervention's, and the summary last; it is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.schedule.entries import FACTS, Entry, values
from fhiradapter.schedule.regimen import Count, Frequency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_OF_THE_DRUG = ("route", "doses", "infusion", "cap")
"""What a passage without any pattern says of a treatment in all its patterns."""
_HOW_MUCH = ("doses", "infusion", "cap", "divided")


def merged(entries: Iterable[Entry], contradicts: Callable[[Entry, Entry], None]) -> list[Entry]:
    """The entries with one for each pattern. `contradicts` is told of each that is left out, and for which."""
    found: list[Entry] = []
    for entry in sorted(_coalesced(entries), key=lambda each: each.origin):
        _take(found, entry, contradicts)
    return _without_bare(found)


def _coalesced(entries: Iterable[Entry]) -> list[Entry]:
    """What is said in the same way of several arms, once."""
    found: dict[Any, Entry] = {}
    for entry in entries:
        said = tuple(values(entry, fact) for fact in FACTS)
        key = (entry.key, entry.origin, entry.part and entry.part.value.casefold(), bool(entry.arms), repr(said))
        known = found.get(key)
        arms = tuple(dict.fromkeys((*known.arms, *entry.arms))) if known else entry.arms
        found[key] = (known or entry).having(arms=arms)
    return list(found.values())


def _take(found: list[Entry], entry: Entry, contradicts: Callable[[Entry, Entry], None]) -> None:
    known = [place for place, each in enumerate(found) if each.key == entry.key and _meet(each, entry)]
    alike = [place for place in known if _agree(found[place], entry)]
    elsewhere = [place for place in alike if found[place].origin < entry.origin or _same(found[place], entry)]
    if not known or (alike and not elsewhere):
        found.append(entry)
    elif not elsewhere:
        _beside(found, [found[place] for place in known], entry, contradicts)
    elif not entry.patterned:
        for place in elsewhere:
            found[place] = _filled(found[place], entry, _OF_THE_DRUG if len(elsewhere) > 1 else FACTS)
    else:
        _into_best(found, elsewhere, entry)


def _beside(
    found: list[Entry], known: Sequence[Entry], entry: Entry, contradicts: Callable[[Entry, Entry], None]
) -> None:
    """One that agrees with none: another pattern of the same passage, or a contradiction."""
    before = [each for each in known if each.origin < entry.origin or _at_once(each, entry)]
    if before and not all(each.bare for each in before):
        contradicts(before[0], entry)
    else:
        found.append(entry)


def _at_once(one: Entry, other: Entry) -> bool:
    """Two doses in one pattern, for the same patients: nobody receives both."""
    sure = not any(each.condition or each.optional for each in (one, other)) and one.part == other.part
    pattern = (fact for fact in FACTS if fact not in _HOW_MUCH)
    alike = sure and one.patterned and all(values(one, fact) == values(other, fact) for fact in pattern)
    return alike and one.arms == other.arms and bool(one.doses and other.doses)


def _into_best(found: list[Entry], places: Sequence[int], entry: Entry) -> None:
    scores = {place: _agreement(found[place], entry) for place in places}
    best = [place for place in places if scores[place] == max(scores.values())]
    if len(best) == 1 or all(found[place].bare for place in best):
        found[best[0]] = _filled(found[best[0]], entry, FACTS)


def _meet(one: Entry, other: Entry) -> bool:
    """True where both may be given to the same patients in the same part."""
    arms = not (one.arms and other.arms) or bool(set(one.arms) & set(other.arms))
    parts = not (one.part and other.part) or one.part.value.casefold() == other.part.value.casefold()
    return arms and parts


def _agree(one: Entry, other: Entry) -> bool:
    return all(_alike(values(one, fact), values(other, fact)) for fact in FACTS)


def _alike(first: Any, second: Any) -> bool:
    return first is None or second is None or first == second or _restricts(first, second) or _restricts(second, first)


def _restricts(first: Any, second: Any) -> bool:
    """ "twice daily" and "5 days a week" are both true."""
    both = isinstance(first, Frequency) and isinstance(second, Frequency)
    return both and first.unit in {"d", "h"} and second.unit == "wk" and second.count > 1


def _same(one: Entry, other: Entry) -> bool:
    """The same pattern said twice in one passage, or for another arm."""
    return all(values(one, fact) == values(other, fact) for fact in FACTS)


def _agreement(one: Entry, other: Entry) -> int:
    return sum(values(one, fact) is not None and values(one, fact) == values(other, fact) for fact in FACTS)


def _filled(one: Entry, other: Entry, facts: Sequence[str]) -> Entry:
    """The first with what only the second says."""
    missing = {fact: getattr(other, fact) for fact in facts if not getattr(one, fact) and getattr(other, fact)}
    if _is_given_again(one) and other.times and other.times.value == Count(1, 1):
        missing.pop("times", None)  # "a single dose" of what is given weekly is each of them
    if one.frequency and other.frequency and _restricts(other.frequency.value, one.frequency.value):
        missing["frequency"] = other.frequency
    arms = tuple(dict.fromkeys((*one.arms, *other.arms))) if one.arms and other.arms else one.arms or other.arms
    return one.having(
        **missing,
        arms=arms,
        stop=one.stop or other.stop,
        condition=one.condition or (other.condition if one.bare else None),
    )


def _is_given_again(entry: Entry) -> bool:
    several = (entry.days, entry.weekdays, entry.weeks, entry.months)
    return entry.frequency is not None or any(each is not None and len(each.value) > 1 for each in several)


def _without_bare(entries: list[Entry]) -> list[Entry]:
    """A mere mention of what is scheduled elsewhere for the same arms adds nothing."""
    said = [each for each in entries if not each.bare]
    return [
        each
        for each in entries
        if not each.bare or not any(other.key == each.key and _meet(other, each) for other in said)
    ]
