"""How long the cycles are of all that stands under a heading: "MAINTENANCE THERAPY (each course lasts 28 days):"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.schedule.names import RADIATION_KEY
from fhiradapter.schedule.phrases.cycles import cycle_length
from fhiradapter.schedule.sentence.said.facts import cycle_of
from fhiradapter.schedule.tokens import Cursor

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.headings import Heading
    from fhiradapter.schedule.passages.entries import Entry
    from fhiradapter.schedule.regimen import Duration


@dataclass(slots=True)
class HeadedCycles:
    """A length holds until a heading of the same rank: that of a part outlasts the arms in it."""

    length: Stated[Duration] | None = None
    _of_arm: bool = False

    def open(self, opened: Heading) -> None:
        """Goes where a heading says."""
        found = _length_in(opened)
        if found is not None:
            self.length, self._of_arm = found, bool(opened.arm)
        elif opened.opens_part or opened.whole or not opened.treatment or (opened.arm and self._of_arm):
            self.length = None

    def on(self, entry: Entry) -> Entry:
        """The entry in these cycles, where it has no clock of its own and all of its days are days of one."""
        length = self.length.value.days() if self.length else None
        days = entry.days.value if entry.days else ()
        outside = any(day < 0 or day > (length or 0) for day in days)
        own = entry.length or entry.duration or entry.weeks or entry.months or entry.key == RADIATION_KEY
        return entry if length is None or own or outside else entry.having(length=self.length)


def _length_in(opened: Heading) -> Stated[Duration] | None:
    """One that an arm's, a part's or the whole's heading states; "Cycle 1 (28 days)" is that of one cycle alone."""
    if not (opened.arm or opened.opens_part or opened.whole):
        return None
    cursor = Cursor(opened.prose)
    while cursor.token is not None:
        if (found := cursor.maybe(cycle_length)) is not None:
            return cycle_of(found)
        cursor.index += 1
    return None
