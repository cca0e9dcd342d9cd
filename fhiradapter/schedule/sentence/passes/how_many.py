"""How many doses there are, in words that no phrase is: "two doses of A on days 1 and 15", "three doses of A daily".

Where days, weeks or months say the same, nothing is lost. Where it may be how often on a day, how often is not said:
three doses a day are not one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.regimen import Count
from fhiradapter.schedule.sentence.mentioned.connecting import DOSES
from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_ONCE = frozenset("once single one qd".split())
_BEFORE_ITS_NAME = frozenset({"of", "with"})
_FIRST = frozenset({"loading"})


def counted_doses(sentence: Mentioned, items: Sequence[Item], unread: Sequence[Mention]) -> Iterator[Mention]:
    """What is unread besides, and not what the items say in other words."""
    for each in unread:
        item = _whose(sentence, items, each) if each.kind == Kind.NOTE or each.key in _FIRST else None
        if each.kind == Kind.NOTE and item is not None and _is_number(sentence, each):
            if sentence.cursor.tokens[each.start].number in _numbers(item):
                continue
            if _is_apart(sentence, item):
                item.said[Kind.TIMES] = _as_times(sentence, each)
                continue
            if (daily := _merely_daily(sentence, item)) is not None:
                yield daily
                del item.said[Kind.FREQUENCY]
        if each.key in _FIRST and item is not None and _goes_on(items, item):
            continue
        yield each


def _is_number(sentence: Mentioned, note: Mention) -> bool:
    tokens = sentence.cursor.tokens
    return (
        note.start + 1 < len(tokens) and tokens[note.start].number is not None and tokens[note.start + 1].key in DOSES
    )


def _whose(sentence: Mentioned, items: Sequence[Item], note: Mention) -> Item | None:
    """ "Two doses of A": the one behind "of"; else the one before, or the first of all."""
    behind_it = [each.key for each in sentence.cursor.tokens[note.start + 1 : note.start + 3]]
    of = bool(_BEFORE_ITS_NAME.intersection(behind_it))
    before = [item for item in items if item.first.start < note.start]
    behind = [item for item in items if item.first.start > note.start]
    if before and not of:
        return before[-1]
    return behind[0] if behind else (before[-1] if before else None)


def _numbers(item: Item) -> set[int]:
    """How many days, weeks or months are listed, or amounts ("at two doses of 1 or 2 mg"); how many are counted."""
    days, times, doses = item.value(Kind.DAYS), item.value(Kind.TIMES), item.value(Kind.DOSE)
    found = {len(days.days.value)} if days is not None else set()
    found |= {len(item.value(kind).value) for kind in (Kind.WEEKS, Kind.MONTHS) if kind in item.said}
    found |= {len(doses)} if doses is not None and len(doses) > 1 else set()
    return found | ({times.value.high} if times is not None else set())


def _is_apart(sentence: Mentioned, item: Item) -> bool:
    """ "Two doses of A 4 weeks apart": so many of them, and no more."""
    said = item.said.get(Kind.FREQUENCY)
    return (
        said is not None and Kind.TIMES not in item.said and sentence.words(said, said).text.lower().endswith("apart")
    )


def _as_times(sentence: Mentioned, note: Mention) -> Mention:
    number = int(sentence.cursor.tokens[note.start].number or 0)
    return replace(note, kind=Kind.TIMES, value=sentence.stated(note).having(Count(number, number)))


def _merely_daily(sentence: Mentioned, item: Item) -> Mention | None:
    """ "daily", and not "once daily"."""
    said = item.said.get(Kind.FREQUENCY)
    if said is None or not item.is_once_a_day:
        return None
    return None if _ONCE.intersection(sentence.words(said, said).text.lower().split()) else said


def _goes_on(items: Sequence[Item], item: Item) -> bool:
    """ "A loading dose of A 8 mg/kg, then 6 mg/kg": both are read."""
    behind = [each for each in items if each.first.start > item.first.start and each.drug and item.drug]
    return not item.bare and any(each.drug.key == item.drug.key for each in behind if each.drug and item.drug)
