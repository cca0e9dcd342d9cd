"""Where a text is: in which arm and part, under the name of which regimen; and what a heading changes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.schedule.headings import divided
from fhiradapter.schedule.sentence.said.referring import regimen_name

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.headings import Heading


@dataclass(slots=True)
class Place:
    """An arm holds until the next one, or until its list ends; a part that an arm opens is that of this arm alone."""

    arm: str = ""
    part: Stated[str] | None = None
    group: str = ""
    _in_list: bool = False
    _common: Stated[str] | None = None
    _own_since: int | None = None
    _undivided: Stated[str] | None = None

    def open(self, opened: Heading, *, in_list: bool, said: int) -> None:
        """Goes where a heading says; `said` is how much the text has said before it."""
        self.group = "" if opened.arm or opened.opens_part or opened.whole else regimen_name(opened.text.value)
        if opened.arm:
            if self.arm not in {"", opened.arm} and self._own_since is not None and said > self._own_since:
                self.part = self._undivided = self._common
            self.arm, self._in_list = opened.arm, in_list
            self._own_since = None
        if opened.opens_part:
            if self.arm and not opened.arm:
                self._common = self._common if self._own_since is not None else self.part
                self._own_since = said
            self._undivided = opened.part or (None if opened.arm else self._undivided)
            self.part = divided(self._undivided, opened.division) if opened.division else opened.part

    def end_list(self) -> bool:
        """Behind the last item of a list; True where that was the end of an arm."""
        if not (self.arm and self._in_list):
            return False
        self.arm = ""
        return True
