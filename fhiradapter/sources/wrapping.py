"""Which line ends somebody typed, and which a program made that wraps lines.

A wrapped line goes on in the next one; a list of one thing a line ("Rituximab 375 mg/m2 IV day 1") does not. A program
wraps where the next word has no room, an author begins a line with a capital. Counted on registries: of 218 line ends
with room behind them or behind a line too long to be wrapped, 214 stand before a capital or a number.
"""

from __future__ import annotations

import re

from fhiradapter.schedule.headings import goes_on_with_levels

_LINE_END = re.compile(r"(?<![^\S\n])[^\S\n]*\n[^\S\n]*(?=\S)")
_BEGINS = re.compile(r"[\"']?[A-Z]|\(?(?:\d{1,2}|[a-hA-H])\)\s+[A-Za-z]|\d{1,2}\.\s+[A-Z]")
_GOES_ON = re.compile(
    r"(?:[,(/&+-]|\b(?:and|or|of|to|the|an?|in|on|at|for|by|with|plus|from|days?|weeks?|courses?|cycles?|than|is|are|"
    r"vs|per|every|each|via|over|as|receive|arms?|groups?|phase|part|level|cohorts?|stage|grade|vitamin|type))$",
    re.IGNORECASE,
)
_WIDEST = 110
"""No program wraps wider than this."""
_ROOM = 75
"""Up to here a line that some 90 characters wrap would have gone on."""
_FEWEST = 2


def typed_line_ends(text: str) -> list[re.Match[str]]:
    """The ends of lines that are no wrapping, with the blanks around them."""
    ends = list(_LINE_END.finditer(text))
    listed = len(ends) >= _FEWEST and all(_BEGINS.match(text, each.end()) for each in ends)
    found, start = [], 0
    for place, end in enumerate(ends, start=1):
        line = text[start : end.start()]
        behind = text[end.end() : ends[place].start() if place < len(ends) else None]
        width = len(line) + 1 + len(behind.split(None, 1)[0])
        room = listed or len(line) > _WIDEST or width < _ROOM
        if room and line.strip() and _BEGINS.match(behind) and not _goes_on(line, behind):
            found.append(end)
        start = text.rfind("\n", end.start(), end.end()) + 1
    return found


def _goes_on(line: str, behind: str) -> bool:
    return _GOES_ON.search(line) is not None or goes_on_with_levels(f"{line.strip()}\n{behind}")
