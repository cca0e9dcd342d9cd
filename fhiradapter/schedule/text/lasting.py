"""How long the treatment goes on, all in all, and of what that is said: of all that has no end of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.schedule.names import GRAFTS, RADIATION_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.passages.entries import Entry
    from fhiradapter.schedule.regimen import Duration
    from fhiradapter.schedule.text.heard import Hearing


@dataclass(frozen=True, slots=True)
class Lasting:
    """`span` and the `statement` of it; `of_all`: nothing restricts it, and the treatment has no parts. `unsaid` are
    statements to be told: texts differ, something restricts them, or the treatment has parts.
    """

    span: Stated[Duration] | None = None
    statement: Stated[str] | None = None
    stop: Stated[str] | None = None
    of_all: bool = False
    unsaid: tuple[Stated[str], ...] = ()


def lasting_of_all(hearings: Iterable[Hearing], entries: Sequence[Entry], arms: Sequence[str]) -> Lasting:
    """ "Patients receive study treatment for 8 weeks": where all texts that say it say the same."""
    told = [each for hearing in hearings for each in hearing.lasts]
    plain = [each for each in told if each.nothing_else]
    one = len({each.span.value for each in plain}) == 1
    if one and not any(each.part or each.cycles for each in entries):
        unsaid = tuple(each.statement for each in told if each.span.value != plain[0].span.value)
        return Lasting(plain[0].span, plain[0].statement, plain[0].stop, of_all=True, unsaid=unsaid)
    alike = len({each.span.value for each in told}) == 1
    alone = alike and not arms and not any(each.patterned or each.doses for each in entries)
    unsaid = tuple(each.statement for each in told if each.nothing_else or not alone)
    return Lasting(told[0].span, told[0].statement, unsaid=unsaid) if alike else Lasting(unsaid=unsaid)


def going_on(entries: Sequence[Entry], lasting: Lasting) -> Sequence[Entry]:
    """The entries, those without an end of their own with how long all goes on."""
    if not lasting.of_all:
        return entries
    said = {"span": lasting.span, "statement": lasting.statement}
    return [each if _has_its_own_end(each) else each.having(**said, stop=each.stop or lasting.stop) for each in entries]


def _has_its_own_end(entry: Entry) -> bool:
    """What is given so long, so often, in so many cycles, or on listed days that no cycle repeats, or once at all."""
    if entry.key in {RADIATION_KEY, *GRAFTS}:
        return True
    return any((entry.duration, entry.span, entry.count, entry.times, entry.days and not entry.length))
