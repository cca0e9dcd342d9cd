"""Entries to a regimen: those of one part and one cycle are a stage, in the order in which the text tells of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.regimen import Regimen, Stage
from fhiradapter.schedule.sentence.said.ends import ends_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.passages.entries import Entry
    from fhiradapter.schedule.regimen import FollowUp


def regimen(entries: Iterable[Entry], follow_ups: Sequence[FollowUp] = (), unread: int = 0) -> Regimen:
    """The stages of these entries."""
    groups: dict[object, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(_clock(entry), []).append(entry)
    taken: set[str] = set()
    stages = tuple(_stage(group, taken) for group in groups.values())
    return Regimen(stages=stages, follow_ups=tuple(follow_ups), unread=unread)


def _clock(entry: Entry) -> tuple[object, ...]:
    """What entries of one stage have in common."""
    part = entry.part.value.casefold() if entry.part else ""
    span = entry.span.value if entry.span else None
    count = entry.count.value if entry.count else None
    return part, entry.length.value if entry.length else None, count, span


def _stage(group: Sequence[Entry], taken: set[str]) -> Stage:
    first = group[0]
    stops = [each.stop for each in group if each.stop and (ends_all(each.stop) or _is_of_all(each.stop, group))]
    statements = [each.statement for each in group if each.statement]
    return Stage(
        key=_key(first, taken),
        name=first.part,
        administrations=tuple(dict.fromkeys(each.administration() for each in group)),
        cycle=first.cycle,
        duration=first.span,
        stop=max(stops, key=lambda stop: len(stop.value)) if stops else None,
        statement=statements[0] if statements else None,
    )


def _is_of_all(stop: Stated[str], group: Sequence[Entry]) -> bool:
    """ "until blood counts recover" ends the stage only where it is said of each of its treatments."""
    return all(each.stop is not None and each.stop.value == stop.value for each in group)


def _key(entry: Entry, taken: set[str]) -> str:
    wanted = re.sub(r"[^a-z0-9]+", "-", entry.part.value.lower()).strip("-")[:20].strip("-") if entry.part else ""
    base = wanted or "treatment"
    number = 1
    while (key := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    taken.add(key)
    return key
