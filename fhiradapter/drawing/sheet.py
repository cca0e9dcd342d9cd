"""The sheet: what a schedule looks like in any medium. Parts of stages, stages of bands, bands of rows with marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Mark(StrEnum):
    """What a row says of a column."""

    NONE = "none"
    GIVEN = "given"
    MAYBE = "maybe"


class Tone(StrEnum):
    """How words are said: plainly, as what matters most, as what is not stated, in passing, or as a mark."""

    PLAIN = "plain"
    STRONG = "strong"
    ABSENT = "absent"
    QUIET = "quiet"
    GIVEN = "given"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one tone."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """A day (or week, or month), or several in which all rows are alike."""

    first: int
    last: int

    @property
    def folded(self) -> bool:
        """True for several in one."""
        return self.last > self.first

    @property
    def label(self) -> str:
        """ "8", "2-7", "-7 to -3"."""
        if not self.folded:
            return str(self.first)
        return f"{self.first} to {self.last}" if self.first < 0 else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Axis:
    """The columns of a grid; `unit` is day, week or month."""

    unit: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One administration, or, with `of_choice`, one of several ways of which one is chosen.

    `marks` are one per column, empty where the days are not stated: then `span` says what is. `source` are the words of
    the source that the row was read from; `in_part` tells that something of its sentence was not read.
    """

    name: str
    words: tuple[Run, ...]
    marks: tuple[Mark, ...] = ()
    span: str = ""
    of_choice: bool = False
    in_part: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The head of several rows, of which one is chosen."""

    name: str


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of the same cycles; no title where all rows are in one band."""

    title: str
    rows: tuple[Row | Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSheet:
    """A part of the treatment with its own clock."""

    title: str
    clock: tuple[str, ...] = ()
    axis: Axis | None = None
    bands: tuple[Band, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of all bands."""
        return tuple(row for band in self.bands for row in band.rows if isinstance(row, Row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The treatment of the whole study, or of the arms that are named; `notes` are said beneath."""

    names: tuple[str, ...]
    stages: tuple[StageSheet, ...] = ()
    follow_up: bool = False
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that may say more, where it stands, and its words; those that were not read stand out."""

    place: str
    words: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The schedule of a trial. `unread` is None where nobody can tell, and nothing is printed of it: a bundle holds no
    sentences."""

    title: str
    id: str
    status: str
    parts: tuple[Part, ...] = ()
    unread: tuple[Unread, ...] | None = field(default=None)

    @property
    def empty(self) -> bool:
        """True when no schedule is stated."""
        return not any(part.stages or part.follow_up for part in self.parts)
