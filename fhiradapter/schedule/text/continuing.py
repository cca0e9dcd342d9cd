"""How long a treatment goes on that was described before: "Thalidomide treatment continues for up to 24 weeks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.passages.entries import FACTS
from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.passages.entries import Entry
    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned

_TREATMENT = frozenset({"treatment", "therapy", "administration"})
_CONTINUES = ("continues", "is continued", "will be continued", "will continue", "may continue")


def goes_on(said: Mentioned, entries: Sequence[Entry], before: Sequence[Entry]) -> int | None:
    """The place of the one entry before it that the sentence says this of; None where it says anything else."""
    if len(entries) != 1 or not _is_on_how_long(said):
        return None
    (new,) = entries
    if new.duration is None or any(getattr(new, fact) for fact in FACTS if fact != "duration"):
        return None
    same = [place for place, each in enumerate(before) if each.key == new.key and _is_of_the_same(each, new)]
    one = same[0] if len(same) == 1 else None
    return None if one is None or before[one].duration or before[one].span or before[one].count else one


def with_duration(entry: Entry, new: Entry) -> Entry:
    """The entry with how long it goes on; what has a clock of its own goes on in it for so long."""
    clock = entry.days or entry.length
    facts = {"span" if clock else "duration": new.duration, "stop": entry.stop or new.stop}
    return entry.having(**facts)


def _is_of_the_same(entry: Entry, new: Entry) -> bool:
    return (entry.arms, entry.part, entry.origin) == (new.arms, new.part, new.origin) and not entry.bare


def _is_on_how_long(said: Mentioned) -> bool:
    named = [each for each in said.mentions[:3] if each.kind != Kind.FILL or each.key not in _TREATMENT]
    if [each.kind for each in named[:2]] != [Kind.DRUG, Kind.GIVEN]:
        return False
    return said.words(named[1], named[1]).text.lower() in _CONTINUES
