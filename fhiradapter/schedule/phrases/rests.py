"""Phrases for a rest: so long on and so long off, and the cycle that both make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.lists import DASHES, DAYS, named_numbers
from fhiradapter.schedule.phrases.spans import CYCLE_WORDS, bounds, duration, time_unit
from fhiradapter.schedule.regimen import Duration

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

_A_FEW_WORDS = 5


@dataclass(frozen=True, slots=True)
class OnOff:
    """So long with treatment, so long without; `days` where the part with treatment is itself a list of days."""

    on: Stated[Duration]
    off: Stated[Duration]
    days: Stated[tuple[int, ...]] | None = None

    @property
    def length(self) -> Duration | None:
        """How long both are together, in days: the cycle, where both are whole days or weeks and none is a bound.

        Which days are with treatment follows only where the text lists them: "2 weeks on" may be twice weekly.
        """
        on, off = self.on.value, self.off.value
        if (
            on.days() is None
            or off.days() is None
            or any(part.at_most or part.approximate or part.at_least for part in (on, off))
        ):
            return None
        return Duration(Decimal((on.days() or 0) + (off.days() or 0)), "d")


_RESTS = (
    "rest", "off", "break", "washout", "off treatment", "off therapy", "without treatment", "rest period", "off period",
    "break period", "washout period", "no treatment", "off drug", "without drug", "off study drug", "treatment break",
    "without therapy", "no therapy", "off-treatment", "off-treatment period", "treatment-free", "drug-free", "wash-out",
    "treatment-free interval", "free of treatment", "interval without treatment",
)  # fmt: skip


def on_off(cursor: Cursor) -> OnOff | None:
    """ON-OFF = DURATION "on" [ "," | "/" | "and" | "then" | "followed by" ] DURATION "off"
    | ( [ "for" ] DURATION | DAYS from 1 on ) [ "," ] ( "followed by" | "then" | "and then" | "with" ) [ "a" ]
    DURATION [ "of" ] REST
    """
    start = cursor.index
    cursor.word("on")
    days = _days_from_one(cursor)
    if days is None:
        cursor.index = start
    on = _as_long(days) if days is not None else None
    if on is None:
        cursor.word("for")
        on = duration(cursor)
    off = (
        _off_part(cursor, said_on=days is None and bool(cursor.phrase("on treatment", "on therapy", "on drug", "on")))
        if on
        else None
    )
    if on is None or off is None:
        cursor.index = start
        return None
    return OnOff(on, off, days)


def _off_part(cursor: Cursor, *, said_on: bool) -> Stated[Duration] | None:
    cursor.word(",")
    followed = cursor.phrase("followed by", "then", "and then", "with", "and followed by", "then followed by")
    if not followed and not (said_on and (cursor.word("/", "and", ";") or cursor.peek(-1) in {"on", ","})):
        return None
    cursor.word("a", "an")
    off = cursor.maybe(_one_more) or duration(cursor)
    cursor.word("of", *DASHES) if off is not None else None
    cursor.word("a") if off is not None else None
    rest = cursor.phrase(*_RESTS) if off is not None else ""
    crossing = rest.startswith("wash") and not _in_cycles(cursor)
    return off if rest and not crossing and not _for_what(cursor) else None


def _in_cycles(cursor: Cursor) -> bool:
    """Behind "followed by a 14-day washout": only "in 21-day cycles" is it given again; else it crosses over."""
    return any(cursor.peek(ahead) in CYCLE_WORDS for ahead in range(_A_FEW_WORDS))


def _one_more(cursor: Cursor) -> Stated[Duration] | None:
    """ "one more week of rest" """
    start = cursor.index
    number = cursor.number()
    unit = time_unit(cursor) if number is not None and cursor.word("more", "additional", "further") else None
    return cursor.state(Duration(number, unit), start) if number is not None and unit is not None else None


def _for_what(cursor: Cursor) -> bool:
    """ "1 week of rest for patients with ..."; not "for up to 6 months", "for 8 cycles"."""
    if cursor.peek() != "for":
        return False
    start = cursor.index
    cursor.index += 1
    counted = bool(bounds(cursor)) or cursor.number() is not None
    cursor.index = start
    return not counted


def _days_from_one(cursor: Cursor) -> Stated[tuple[int, ...]] | None:
    start = cursor.index
    cursor.word("on")
    days = named_numbers(cursor, DAYS)
    if days is not None and days.value[0] == 1 and days.value[-1] == len(days.value) > 1:
        return days
    cursor.index = start
    return None


def _as_long(days: Stated[tuple[int, ...]]) -> Stated[Duration]:
    """Days 1 to N are N days."""
    return days.having(Duration(Decimal(len(days.value)), "d"))
