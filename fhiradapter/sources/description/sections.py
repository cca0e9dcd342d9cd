"""The headed parts of a description: objectives by kind, and the paragraphs that tell of the treatment.

Headings are those of NCI abstracts (PRIMARY OBJECTIVES, OUTLINE, ...), which most oncology records follow.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Prose

_KINDS = "PRIMARY|SECONDARY|TERTIARY|EXPLORATORY"
_OBJECTIVES = re.compile(rf"(?:(?P<kind>{_KINDS})\s+)?OBJECTIVES?\s*:\s*", re.IGNORECASE)
_KIND_ALONE = re.compile(rf"(?P<kind>{_KINDS})(?:\s+objectives?)?\s*:?", re.IGNORECASE)
_NOT_TREATMENT = re.compile(
    r"(?:RATIONALE|PURPOSE|BACKGROUND|PROJECTED ACCRUAL|STATISTICAL\b[^:]{0,40}|HYPOTHES[IE]S|AIMS?|ENDPOINTS?|"
    r"INCLUSION CRITERIA|EXCLUSION CRITERIA|ELIGIBILITY(?: CRITERIA)?)\s*:",
    re.IGNORECASE,
)
_OF_MANY_PARAGRAPHS = re.compile(r"[^:]*(?:CRITERIA|ELIGIBILITY)[^:]*:|[^:]*:$", re.IGNORECASE)
_OUTLINE = re.compile(r"(?:PROTOCOL\s+)?OUTLINE\s*(?:\([^():]{2,60}\)\s*)?:", re.IGNORECASE)
_HEADING = re.compile(r"(?:[-*•]\s*)?[A-Z][\w/&,()'’ -]{2,60}?\s*:(?:\s|$)")
_BULLET = re.compile(r"(?:[*•●▪]|-(?!\d))\s+")
_ITEM = re.compile(rf"{_BULLET.pattern}|(?:[IVX]+|\d+)[.)]\s|To\s")
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV".split()
_NO_NUMERAL = re.compile(r"(?:phase|stage|grade|class|type)s?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Sections:
    """Objectives with their kind (as headed, lower case; empty under a plain OBJECTIVES), treatment paragraphs, and
    paragraphs under headings that are not of the treatment or before an OUTLINE.
    """

    objectives: list[tuple[str, Prose]] = field(default_factory=list)
    treatment: list[Prose] = field(default_factory=list)
    aside: list[Prose] = field(default_factory=list)


def sections(paragraphs: list[Prose]) -> Sections:
    """Sorts paragraphs under their headings. Without an OUTLINE, all that is under no other heading may tell of the
    treatment.
    """
    sorting = _Sorting()
    for paragraph in paragraphs:
        sorting.take(paragraph)
    return sorting.found


class _Sorting:
    """Under which heading the next paragraph stands."""

    def __init__(self) -> None:
        self.found = Sections()
        self._kind: str | None = None
        self._aside = ""
        self._outlined = False

    def take(self, paragraph: Prose) -> None:
        headed = _OBJECTIVES.match(paragraph.text)
        alone = _KIND_ALONE.fullmatch(paragraph.text) if self._kind is not None else None
        if headed is not None:
            self._kind, self._aside = (headed["kind"] or "").lower(), ""
            self._add_objectives(paragraph[headed.end() :])
        elif alone is not None:
            self._kind = alone["kind"].lower()
        elif self._kind is not None and _is_objective(paragraph.text):
            self._add_objectives(paragraph)
        else:
            self._kind = None
            self._take_other(paragraph)

    def _add_objectives(self, text: Prose) -> None:
        self.found.objectives += [(self._kind or "", each) for each in _numbered(text)]

    def _take_other(self, paragraph: Prose) -> None:
        if _OUTLINE.match(paragraph.text):
            self._aside = ""
            if not self._outlined:  # "OUTLINE: GROUP 2" behind "OUTLINE (GROUP 1)" goes on
                self.found.aside += self.found.treatment
                self.found.treatment = []
            self._outlined = True
        elif _NOT_TREATMENT.match(paragraph.text):
            self._aside = "many" if _OF_MANY_PARAGRAPHS.match(paragraph.text) else "items"
        elif _HEADING.match(paragraph.text) or (self._aside == "items" and not _ITEM.match(paragraph.text)):
            self._aside = ""
        (self.found.aside if self._aside else self.found.treatment).append(paragraph)


def _is_objective(text: str) -> bool:
    return bool(_ITEM.match(text)) and not _HEADING.match(text)


def _numbered(paragraph: Prose) -> Iterator[Prose]:
    """ "I. To ... II. To ..." as one objective each. The numerals have to count up: "vitamin C. ..." is none."""
    starts = []
    behind = 0
    for numeral in _ROMAN:
        found = _numeral(numeral, paragraph.text, behind)
        if found is None:
            break
        starts.append(found.start())
        behind = found.end()
    edges = [*(starts if starts and starts[0] == 0 else [0, *starts]), len(paragraph)]
    for start, end in itertools.pairwise(edges):
        objective = _without_bullet(paragraph[start:end].strip())
        if objective.text:
            yield objective


def _numeral(numeral: str, text: str, behind: int) -> re.Match[str] | None:
    """The numeral as the start of an item: behind the end of a sentence, before a capital, and not of "phase II."."""
    pattern = re.compile(rf"(?:^|(?<=[.;:!?)\]]\s)){numeral}\.\s+(?=[\"'(\[]?[A-Z])")
    found = (each for each in pattern.finditer(text, behind))
    return next((each for each in found if not _NO_NUMERAL.search(text[: each.start()])), None)


def _without_bullet(text: Prose) -> Prose:
    bullet = _BULLET.match(text.text)
    return text[bullet.end() :] if bullet else text
