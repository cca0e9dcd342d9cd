"""Text that remembers where each of its characters stood in the source, and values that remember their words.

Registry text is wrapped, indented and marked up; the grammar wants plain sentences, and a reader who doubts a dose
wants the words as they were received. `Prose` is both: normalised text, and for each character its offset in the
original.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from fhiradapter.issues import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A run of characters of the source as it was received.

    `offset` and `length` count Unicode code points from 0. In a record format `path` is the JSON Pointer of the field
    and the offset counts inside that field; in plain text it is empty.
    https://hl7.org/fhir/extensions/StructureDefinition-derivation-reference.html
    """

    offset: int
    length: int
    path: str = ""

    @property
    def end(self) -> int:
        """The offset just behind the last character."""
        return self.offset + self.length

    @property
    def place(self) -> Place:
        """The same run of characters, as an Issue names it; the file and the line are for who knows the document."""
        return Place(offset=self.offset, length=self.length, path=self.path)

    def cut(self, source: str) -> str:
        """The cited characters of `source`."""
        return source[self.offset : self.end]


class Authority(StrEnum):
    """Who says so."""

    SOURCE = "source"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T_co]):
    """A value, the words that state it, and where they stand. A value stated by the user has no citation."""

    value: T_co
    words: str = ""
    citations: tuple[Citation, ...] = ()
    by: Authority = Authority.SOURCE

    def having(self, value: U) -> Stated[U]:
        """Another value that the same words state."""
        return Stated(value, self.words, self.citations, self.by)


@dataclass(frozen=True, slots=True)
class Prose:
    """Normalised text with the offset, in the source, of each character and of the end."""

    text: str
    origins: Sequence[int]
    path: str = ""

    def __post_init__(self) -> None:
        if len(self.origins) != len(self.text):
            raise ValueError(f"{len(self.text)} characters need as many origins, not {len(self.origins)}")

    @classmethod
    def verbatim(cls, text: str, offset: int = 0, path: str = "") -> Prose:
        """Text that stands in the source just so, from `offset` on."""
        return cls(text, range(offset, offset + len(text)), path)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, run: slice) -> Prose:
        return Prose(self.text[run], self.origins[run], self.path)

    def strip(self, characters: str | None = None) -> Prose:
        """Without blanks (or `characters`) at both ends."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self[start : start + len(self.text.strip(characters))]

    def cite(self, start: int = 0, end: int | None = None) -> Citation:
        """Where the characters start..end stood. Raises ValueError for an empty run: nothing cannot be cited."""
        run = self.origins[start:end]
        if not run:
            raise ValueError("an empty run of text cannot be cited")
        return Citation(run[0], run[-1] - run[0] + 1, self.path)

    def state(self, value: U, start: int = 0, end: int | None = None) -> Stated[U]:
        """`value`, as the words start..end state it."""
        return Stated(value, self.text[start:end], (self.cite(start, end),))

    def stated(self) -> Stated[str]:
        """The text itself, cited."""
        return self.state(self.text)
