"""The eligibility criteria as one text to items: which are of inclusion, which of exclusion, what stands under what.

Registries ask for a heading, a list, a heading, a list. What comes is that, and lists in lists, headings for a part of
the participants, numbers running on in one paragraph, and prose. A list says what it is by its heading alone; an item
is never said to include or exclude where no heading does, and a line that fits no item stays in the text.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fhiradapter.sources import markup
from fhiradapter.sources.record import prose
from fhiradapter.sources.study_record.criteria_headings import Heading, heading, inner_headings
from fhiradapter.trial.eligibility import Criterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.prose import Prose, Stated

_MARKER = re.compile(
    r"(?P<bullet>[*•●▪■◦–—-]+)(?:\s+|(?=[A-Za-z<>≥≤]))"
    r"|\(?(?P<number>\d{1,3})(?:[.)]\s+|[.)](?=[A-Z]))"
    r"|\(?(?P<letter>[a-zA-Z])[.)]\s+"
    r"|\(?(?P<roman>[ivx]{2,5}|[IVX]{2,5})[.)]\s+"
    r"|(?P<circle>o)\s+(?=[A-Z])"
)
_LINE = re.compile(r"[^\n]+|(?<=\n)(?=\n)")
_NUMBERS = re.compile(r"(?:^|(?<=[.;,:)\n])[ \t]*)\(?(\d{1,2})[.)]\s*(?=[^\W\d])")
_NUMBER = re.compile(r"\d[.)]")
_NOTHING = re.compile(r"(?:none|n/?a|not applicable|no exclusion criteria|no inclusion criteria)\W*", re.IGNORECASE)
_CONTRARY = {
    "inclusion": re.compile(r"\bexclu|\bineligible|\bnot (?:be )?eligible", re.IGNORECASE),
    "exclusion": re.compile(
        r"\b(?:allowed|permitted|accepted|included|inclusion|(?<!not )(?<!not be )eligible)\b", re.IGNORECASE
    ),
    "": re.compile(r"(?!)"),
}
"""A line that opens a list within a list and says the contrary of its heading: which of the two holds is not said."""
_WRAPPED_FROM, _WRAPPED_TO = 70, 105
"""Exports that wrap lines do so at some 90 characters."""


@dataclass(frozen=True, slots=True)
class Told:
    """The items in their order, and the lines that fit none."""

    items: tuple[Criterion, ...]
    rest: tuple[Stated[str], ...]


def told_apart(text: Stated[str], kind: str = "") -> Told:
    """The items of a text of criteria; `kind` is what the whole is known to be, inclusion or exclusion."""
    source = markup.bare(prose(text))
    sorting = _Sorting(kind)
    for entry in _entries(source):
        sorting.take(entry)
    return sorting.told()


# --- lines to entries: what was wrapped is one again ------------------------------------------------------------------


@dataclass(slots=True)
class _Entry:
    """A heading, an item or a paragraph: how far it is indented, the kind of its marker, and its words."""

    indent: int
    marker: str
    text: Stated[str]

    @property
    def opens(self) -> bool:
        return self.text.value.endswith(":")


def _entries(source: Prose) -> Iterator[_Entry]:
    for indent, start, end in _spans(source.text):
        for first, last in _pieces(source.text, start, end):
            begin = last - len(source.text[first:last].lstrip())
            marker = _MARKER.match(source.text, begin, last)
            words = source[marker.end() if marker else begin : last].strip()
            if words.text:
                stated = words.state(" ".join(words.text.split()))
                yield _Entry(indent, marker.lastgroup or "" if marker else "", stated)


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Indent, start and end of each run of lines that belong together."""
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    longest = max((end - start for start, end in lines), default=0)
    wrapped = _WRAPPED_FROM < longest <= _WRAPPED_TO
    run: tuple[int, int, int] | None = None
    for start, end in lines:
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        if run and begin < end and (wrapped or begin - start > run[0]) and _goes_on(text, run, begin, end):
            run = (run[0], run[1], end)
            continue
        if run:
            yield run
        run = (begin - start, begin, end) if begin < end else None
    if run:
        yield run


def _goes_on(text: str, run: tuple[int, int, int], begin: int, end: int) -> bool:
    """The line begins nothing itself, and the one before it was no heading."""
    return not _begins(text, begin, end) and not _is_heading(text[run[1] : run[2]])


def _begins(text: str, start: int, end: int) -> bool:
    return _MARKER.match(text, start, end) is not None or _is_heading(text[start:end])


def _is_heading(words: str) -> bool:
    found = heading(words)
    return found is not None and not words[found.end :].strip()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph that holds headings or numbers counting up from 1 is as many entries."""
    opening = heading(text[start:end])
    cuts = [start, *inner_headings(text, start + opening.end if opening else start, end), end]
    for first, last in itertools.pairwise(cuts):
        found = heading(text[first:last])
        body = first + found.end if found and text[first + found.end : last].strip() else first
        edges = sorted({first, body, *_counted(text, body, last), last})
        yield from itertools.pairwise(edges)


def _counted(text: str, start: int, end: int) -> list[int]:
    """Where 1., 2., 3. begin, each behind the end of a sentence: "grade 2." is none."""
    begins: list[int] = []
    if not _NUMBER.search(text, start, end):
        return begins
    for found in _NUMBERS.finditer(text[start:end]):
        if int(found[1]) == len(begins) + 1:
            begins.append(start + found.start())
    return begins if len(begins) > 1 else []


# --- entries to criteria ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """An item while those under it are being found."""

    entry: _Entry
    items: list[_Draft] = field(default_factory=list)

    def criterion(self, heading_kind: str, scope: Stated[str] | None) -> Criterion:
        kind = "" if self.entry.opens and _CONTRARY[heading_kind].search(self.entry.text.value) else heading_kind
        under = tuple(each.criterion(kind, scope) for each in self.items)
        return Criterion(kind, self.entry.text, under, scope)


@dataclass(slots=True)
class _Section:
    """What stands under one heading."""

    kind: str
    scope: Stated[str] | None = None
    entries: list[_Entry] = field(default_factory=list)

    @property
    def listed(self) -> bool:
        return any(entry.marker for entry in self.entries)

    def items(self) -> list[_Draft]:
        """The items at the top, those under them found; where nothing is listed, each paragraph is an item."""
        top: list[_Draft] = []
        stack: list[_Draft] = []
        listed = self.listed
        for entry in self.entries:
            if _is_no_item(entry, listed=listed):
                stack = stack if entry.marker else []
                continue
            draft = _Draft(entry)
            while stack and not _under(entry, stack[-1].entry):
                stack.pop()
            (stack[-1].items if stack else top).append(draft)
            stack.append(draft)
        return top

    def rest(self) -> Iterator[Stated[str]]:
        listed = self.listed
        return (entry.text for entry in self.entries if _is_no_item(entry, listed=listed))


def _is_no_item(entry: _Entry, *, listed: bool) -> bool:
    """The word for nothing, or a line among listed ones that is neither marked nor opens a list."""
    return _NOTHING.fullmatch(entry.text.value) is not None or (listed and not entry.marker and not entry.opens)


def _under(entry: _Entry, above: _Entry) -> bool:
    """Deeper, or of another kind of marker behind "one of the following:"; all marked items behind "Patients must:"."""
    if not entry.marker:
        return False
    if not above.marker:
        return True
    return entry.indent > above.indent + 1 or (
        abs(entry.indent - above.indent) <= 1 and entry.marker != above.marker and above.opens
    )


class _Sorting:
    """Under which heading the next entry stands."""

    def __init__(self, kind: str) -> None:
        self._sections = [_Section(kind)]

    def take(self, entry: _Entry) -> None:
        found = heading(entry.text.value)
        if found is not None and not entry.text.value[found.end :].strip():
            self._sections.append(self._headed(found, entry))
        else:
            self._sections[-1].entries.append(entry)

    def _headed(self, found: Heading, entry: _Entry) -> _Section:
        return _Section(found.kind, entry.text if found.restricted else None)

    def told(self) -> Told:
        return Told(
            items=tuple(draft.criterion(each.kind, each.scope) for each in self._sections for draft in each.items()),
            rest=tuple(line for each in self._sections for line in each.rest()),
        )


def listed_items(found: Iterable[tuple[str, Stated[str]]]) -> tuple[Criterion, ...]:
    """Items that the source has told apart itself, with their kinds."""
    return tuple(Criterion(kind, text) for kind, text in found)
