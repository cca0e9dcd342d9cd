"""The headed parts of a description: objectives by kind, and the paragraphs that tell of the treatment.

Headings are those of NCI abstracts (PRIMARY OBJECTIVES, OUTLINE, ...), which most oncology records follow.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Prose

_OBJECTIVES = re.compile(r"(?:(?P<kind>PRIMARY|SECONDARY|TERTIARY|EXPLORATORY)\s+)?OBJECTIVES?\s*:\s*", re.IGNORECASE)
_NOT_TREATMENT = re.compile(
    r"(?:RATIONALE|PURPOSE|BACKGROUND|PROJECTED ACCRUAL|STATISTICAL\b[^:]{0,40}|HYPOTHES[IE]S|AIMS?|ENDPOINTS?|"
    r"INCLUSION CRITERIA|EXCLUSION CRITERIA|ELIGIBILITY(?: CRITERIA)?)\s*:",
    re.IGNORECASE,
)
_OUTLINE = re.compile(r"(?:PROTOCOL\s+)?OUTLINE\s*:", re.IGNORECASE)
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV".split()


@dataclass(frozen=True, slots=True)
class Sections:
    """Objectives with their kind (as headed, lower case; empty under a plain OBJECTIVES), and treatment paragraphs."""

    objectives: tuple[tuple[str, Prose], ...]
    treatment: tuple[Prose, ...]


def sections(paragraphs: list[Prose]) -> Sections:
    """Sorts paragraphs under their headings. Without an OUTLINE, all but the objectives may tell of the treatment."""
    objectives: list[tuple[str, Prose]] = []
    outline: list[Prose] = []
    elsewhere: list[Prose] = []
    kind: str | None = None
    current = elsewhere
    for paragraph in paragraphs:
        headed = _OBJECTIVES.match(paragraph.text)
        if headed is not None:
            kind = (headed["kind"] or "").lower()
            objectives += [(kind, each) for each in _numbered(paragraph[headed.end() :])]
            continue
        if _OUTLINE.match(paragraph.text):
            kind, current = None, outline
        elif _NOT_TREATMENT.match(paragraph.text):
            kind, current = None, []
        if kind is not None:
            objectives += [(kind, each) for each in _numbered(paragraph)]
        else:
            current.append(paragraph)
    return Sections(tuple(objectives), tuple(outline or elsewhere))


def _numbered(paragraph: Prose) -> Iterator[Prose]:
    """ "I. To ... II. To ..." as one objective each. The numerals have to count up: "vitamin C. ..." is none."""
    starts = []
    behind = 0
    for numeral in _ROMAN:
        found = re.compile(rf"(?:^|(?<=\s)){numeral}\.\s").search(paragraph.text, behind)
        if found is None:
            break
        starts.append(found.start())
        behind = found.end()
    edges = [*(starts if starts and starts[0] == 0 else [0, *starts]), len(paragraph)]
    for start, end in itertools.pairwise(edges):
        objective = paragraph[start:end].strip()
        if objective.text:
            yield objective
