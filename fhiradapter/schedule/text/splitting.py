"""Paragraphs to sentences, and the headings that paragraphs open with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Prose

_SENTENCE_END = re.compile(
    r"(?<=[a-z0-9)]\.)(?=[A-Z][a-z]{2})|(?<=[.!?])\s+(?=[\"'(\[]*[A-Z0-9])|\n+|"
    r"(?<=\b[1-9]\.-)\s*(?=[A-Z])|"
    r"(?<=[A-Za-z0-9)])\s+(?=(?:D(?:ay|AY)|W(?:eek|EEK))[sS]?\s+\d{1,3}\s*(?:-|–|to|through|and)\s*\d{1,3}:\s)|"
    r"(?<=[a-z0-9)])\s+(?=(?:Courses|Cycles|Treatment) repeats? every\b)|"
    r"(?<=;)\s+(?=treatment (?:may|will|can|should|continues)\b)|"
    r"(?<=[a-z0-9)])\s+(?=The [A-Za-z]+ (?:will|is|are|was|were|may|should)\b)|"
    r"(?<=;)\s+(?=(?i:arm|cohort|group|part|dose level|level|period|phase|weeks?|days?)\s+[\dA-Z][\d-]{0,4}"
    r"(?:\s*\([^()]*\))?\s*:)|"
    r"(?<=[;,])\s+(?=(?i:cycles?|courses?)\s+\d{1,2}(?:\s*(?:[,&+–-]|to|and|through)\s*\d{1,2}){0,8}\s*:)|"
    r"(?<=[A-Za-z0-9)])\s+(?=(?:[Dd]ose [Ll]evel|[Cc]ohort|Arm|Group) -?[\dA-Z]{1,2}\s?:\s)"
)
"""Behind a full stop, with a blank or without; behind a semicolon before a heading ("...; Cohort 2: ..."); before days
with a colon, which were the heading of a line ("... BID Days 8 to 14: ..."), as an arm with a colon was; before a
capital "The", which opened a line; before "Courses repeat every ..." where the full stop is missing;
behind the number of an item ("2.- Cisplatin ...").
"""
_NO_END = re.compile(
    r"(?:\b(?:vs|e\.g|i\.e|approx|incl|resp|no|max|dr|fig|ca|cf|hr|hrs|St|min|mins|wk|wks)|\b[A-Z])\.$"
)
_NO_ITEM = re.compile(
    r"\b(?:in|of|to|for|on|at|and|or|from|with|as|the|by|into|versus|vs|than|both|either|between)$|&$", re.IGNORECASE
)
"""Before "Arm A:" these go on to it."""
_HEADING = re.compile(r"(?:[-*•]\s*)*(?P<heading>[A-Z][\w/&,()'’+ -]{2,60}?)\s*:(?:\s+|$)")
_LAST_WORDS = 80
"""What stands before these says nothing of whether a sentence ends here; many initials would each read it all again."""
_NUMBERED = re.compile(
    r"\b(?:arms?|groups?|phase|cohorts?|regimens?|part|course|cycle|step|stage|and|or)\s+[A-Z]\.$", re.IGNORECASE
)


def sentences(paragraph: Prose) -> Iterator[Prose]:
    """The sentences of a paragraph. An abbreviation ("vs.", "e.g.", an initial) ends none."""
    start = 0
    for gap in _SENTENCE_END.finditer(paragraph.text):
        before = paragraph.text[max(start, gap.start() - _LAST_WORDS) : gap.start()]
        if "\n" not in gap.group() and _goes_on(before):
            continue
        yield from _not_blank(paragraph[start : gap.start()])
        start = gap.end()
    yield from _not_blank(paragraph[start:])


def _goes_on(before: str) -> bool:
    """Behind an abbreviation; "patients in | Arm A: ..." is not cut before the arm."""
    return bool((_NO_END.search(before) and not _NUMBERED.search(before)) or _NO_ITEM.search(before))


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
