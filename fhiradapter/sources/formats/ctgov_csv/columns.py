"""The columns of an export, by whatever spelling, and the header row that names them."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "rank": ("Rank",),
    "nct": ("NCT Number", "NCT ID", "NCT No"),
    "title": ("Title", "Study Title", "Brief Title"),
    "acronym": ("Acronym",),
    "status": ("Status", "Study Status", "Overall Status", "Recruitment Status", "Recruitment"),
    "summary": ("Brief Summary",),
    "results": ("Study Results", "Has Results"),
    "conditions": ("Conditions", "Condition"),
    "interventions": ("Interventions", "Intervention"),
    "outcomes": ("Outcome Measures",),
    "primary_outcomes": ("Primary Outcome Measures",),
    "secondary_outcomes": ("Secondary Outcome Measures",),
    "other_outcomes": ("Other Outcome Measures",),
    "sponsor_collaborators": ("Sponsor/Collaborators",),
    "sponsor": ("Sponsor", "Lead Sponsor"),
    "collaborators": ("Collaborators", "Collaborator"),
    "sex": ("Sex", "Gender"),
    "age": ("Age", "Ages"),
    "phases": ("Phases", "Phase"),
    "enrollment": ("Enrollment",),
    "funder_type": ("Funder Type",),
    "funded_bys": ("Funded Bys", "Funded By"),
    "study_type": ("Study Type", "Study Types"),
    "design": ("Study Design", "Study Designs"),
    "other_ids": ("Other IDs", "Other ID"),
    "start": ("Start Date", "Study Start Date"),
    "primary_completion": ("Primary Completion Date",),
    "completion": ("Completion Date", "Study Completion Date"),
    "first_posted": ("First Posted", "Study First Posted"),
    "results_posted": ("Results First Posted",),
    "update_posted": ("Last Update Posted",),
    "locations": ("Locations",),
    "documents": ("Study Documents",),
    "url": ("URL", "Study URL"),
}
"""What each column is called here, and the names that the downloads and their users give it."""

_ELSE = re.compile(r"[^a-z0-9]+")


def _folded(name: str) -> str:
    return _ELSE.sub("", name.lower())


_KEYS: Mapping[str, str] = {_folded(name): key for key, names in _SPELLINGS.items() for name in names}

_ONLY_TRIALS_HAVE = frozenset(
    "interventions phases enrollment study_type design outcomes primary_outcomes sponsor_collaborators".split()
)
_DELIMITERS = ",;\t"
_HEADER_BYTES = 65_536
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_FIRST_LINE = re.compile(r"[\r\n]*([^\r\n]+)")
SURROGATE = re.compile("[\ud800-\udfff]")
"""What stands in decoded text for bytes that are no character."""


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns as the file writes them, and what they are here (empty: unknown).

    `quoted` says that the header has quotes, so a tab-separated file quotes as CSV does.
    """

    delimiter: str
    names: tuple[str, ...]
    quoted: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns by the names used here, empty for an unknown one."""
        return tuple(_KEYS.get(_folded(name), "") for name in self.names)

    def label(self, index: int) -> str:
        """The name of a column, or its number (from 1) where the header leaves the name empty."""
        return self.names[index] if self.names[index].strip() else f"column {index + 1}"


def header_of(line: str) -> Header | None:
    """The header in the first line of a file; None where it is no header of an export."""
    found = [_header(line, delimiter) for delimiter in _DELIMITERS]
    best = max((each for each in found if each), key=lambda each: sum(map(bool, each.keys)), default=None)
    return best if best and _is_export(frozenset(best.keys) - {""}) else None


def _header(line: str, delimiter: str) -> Header | None:
    try:
        names = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None
    return Header(delimiter, tuple(names), '"' in line)


def _is_export(keys: frozenset[str]) -> bool:
    """The NCT number and one column more; without it title, status and a column that only a trial has.

    Many tables have a title and a status, lists of bugs and of books among them; and a lone `NCT Number` may as well be
    the first line of a text.
    """
    if "nct" in keys:
        return len(keys) > 1
    return {"title", "status"} <= keys and bool(keys & _ONLY_TRIALS_HAVE)


def looks_like(start: bytes) -> bool:
    """Whether a file that begins with these bytes (64 KB are enough) begins with the header row of an export.

    UTF-8, or UTF-16 with its byte order mark; comma, semicolon or tab. See `_is_export` for the columns it must have.
    """
    text = decoded_start(start[:_HEADER_BYTES])
    line = _FIRST_LINE.match(text)
    return line is not None and not SURROGATE.search(line[1]) and header_of(line[1]) is not None


def decoded_start(start: bytes) -> str:
    """The text of the first bytes; what is no character becomes a lone surrogate or is cut off at the end."""
    mark, codec = encoding(start)
    errors = "surrogateescape" if codec == "utf-8" else "surrogatepass"
    body = start[len(mark) :]
    return codecs.getincrementaldecoder(codec)(errors).decode(body)


def encoding(start: bytes) -> tuple[bytes, str]:
    """The byte order mark at the start (or none), and the encoding that it names: UTF-8 where there is none."""
    return next(((mark, codec) for mark, codec in _MARKS if start.startswith(mark)), (b"", "utf-8"))
