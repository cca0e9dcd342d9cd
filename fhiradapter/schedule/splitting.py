"""Paragraphs to sentences, and the headings that paragraphs open with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Prose

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(\[]*[A-Z0-9])|\n+")
_NO_END = re.compile(r"(?:\b(?:vs|e\.g|i\.e|approx|incl|resp|no|dr|fig|ca|cf|hr|hrs|min|mins|wk|wks)|\b[A-Z])\.$")
_HEADING = re.compile(r"(?:[-*•]\s*)*(?P<heading>[A-Z][\w/&,()'’+ -]{2,60}?)\s*:(?:\s+|$)")

STAGE_HEADING = re.compile(
    r"run-?in|lead-?in|induction|consolidation|intensification|maintenance|conditioning|preparative|mobili[sz]ation|"
    r"transplant|continuation|re-?induction|salvage",
    re.IGNORECASE,
)
"""Headings of parts that follow one another."""

WHOLE_HEADING = re.compile(
    r"(?:protocol |treatment )?outline|(?:study )?treatment|therapy|treatment plan", re.IGNORECASE
)
"""Headings of the whole treatment."""

FOR_SOME = re.compile(
    r"\b(?:arm|group|cohort|regimen|stratum|part|phase|step|sequence|dose level|schedule|period)s?"
    r"\s+(?:[IVX]{1,4}|\d{1,2}|[A-H])\b\s*(?:\([^)]{0,80}\)\s*)?:|"
    r"\b(?:control|experimental|comparator|placebo|intervention|treatment)\s*(?:arm|group)?\s*[A-H1-9]?\s*:|"
    r"\brandomi[sz]ed\b|\b(?:assigned|allocated)\s+to\b|\b(?:one|1)\s+of\s+(?:the\s+)?(?:\w+)\s+(?:\w+\s+)?"
    r"(?:arms|groups|regimens|cohorts|sequences)\b|^\W*(?:arm|group|cohort|regimen|stratum)\s+(?:[IVX]+|\d+|[A-H])\b",
    re.IGNORECASE,
)
"""What tells that from here on something is given to some patients and not to others."""


def sentences(paragraph: Prose) -> Iterator[Prose]:
    """The sentences of a paragraph. An abbreviation ("vs.", "e.g.", an initial) ends none."""
    start = 0
    for gap in _SENTENCE_END.finditer(paragraph.text):
        if "\n" not in gap.group() and _NO_END.search(paragraph.text[start : gap.start()]):
            continue
        yield from _not_blank(paragraph[start : gap.start()])
        start = gap.end()
    yield from _not_blank(paragraph[start:])


def heading(paragraph: Prose) -> tuple[Prose | None, Prose]:
    """The heading that a paragraph opens with ("OUTLINE:", "Arm I:"), and what follows it."""
    match = _HEADING.match(paragraph.text)
    if match is None:
        return None, paragraph
    return paragraph[match.start("heading") : match.end("heading")], paragraph[match.end() :]


def _not_blank(sentence: Prose) -> Iterator[Prose]:
    stripped = sentence.strip()
    if stripped.text:
        yield stripped
