"""What the single values of an ICTRP record mean: dates, ages, sex, phases, statuses. None or empty is "not read".

https://www.who.int/tools/clinical-trials-registry-platform. Each registry writes as it likes; what can be read in two
ways is not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.sources.registry_dates import iso_date
from fhiradapter.sources.registry_words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhiradapter.prose import Prose, Stated

_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_DAY_IN_FRONT = re.compile(r"(\d{1,2}) ([A-Za-z]+),? (\d{4})")
_LAST_MONTH = 12
_BEFORE_ALL_TRIALS = "1950"
"""01/01/1900 is how databases write that there is no date."""

_STATUSES = frozenset(
    "ACTIVE_NOT_RECRUITING COMPLETED ENROLLING_BY_INVITATION NOT_YET_RECRUITING RECRUITING SUSPENDED TERMINATED"
    " WITHDRAWN AVAILABLE NO_LONGER_AVAILABLE TEMPORARILY_NOT_AVAILABLE APPROVED_FOR_MARKETING WITHHELD UNKNOWN".split()
)
_STUDY_TYPES = {
    "interventional": "INTERVENTIONAL",
    "observational": "OBSERVATIONAL",
    "expanded access": "EXPANDED_ACCESS",
}
_AGE = re.compile(
    r"(?P<sign>>=|<=|≥|≤)?\s*(?P<number>[0-9]{1,3})(?:\.0+)?\s*\(?\s*"
    r"(?P<unit>year|yr|month|week|day|hour|minute|y|age(?=\s*old))(?:\(?s\)?)?(?:[\s-]*(?:old|of age))?\)?",
    re.IGNORECASE,
)
_UNITS = {"y": "Year", "yr": "Year", "age": "Year"}
"""Units that v2 has other words for: jRCT writes 20 years (歳) as "20age old"."""

_NO_LIMIT = frozenset({"no limit", "no limits", "no minimum", "no maximum", "no minimum age", "no maximum age"})
_SIGNS = {"minimum": (None, ">=", "≥"), "maximum": (None, "<=", "≤")}
_TAGS = re.compile(r"<[^<>]*>")
_SEXES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "all",
            "both",
            "both, male and female",
            "both male and female",
            "both males and females",
            "male and female",
            "males and females",
            "male/female",
            "female: yes male: yes",
        ),
        "ALL",
    ),
    **dict.fromkeys(("male", "males", "female: no male: yes"), "MALE"),
    **dict.fromkeys(("female", "females", "female: yes male: no"), "FEMALE"),
}
_PHASE = re.compile(
    r"(?P<early>early\s+)?phase\s*(?P<one>[0-4]|iv|i{1,3})(?:\s*[/&,-]\s*(?:phase\s*)?(?P<two>[0-4]|iv|i{1,3}))?",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\(Phase\s+(IV|I{1,3})\)\s*:\s*(yes|no)\b", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PAIRS = {("1", "2"), ("2", "3")}


def date(words: str) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; empty if two readings are possible (03/04/2024), or none."""
    if found := _SLASHED.fullmatch(words):
        first, second = int(found[1]), int(found[2])
        if first > _LAST_MONTH or first == second:
            return day_first(words)
        return _later(f"{found[3]}-{first:02}-{second:02}") if second > _LAST_MONTH else ""
    return day_first(words)


def day_first(words: str) -> str:
    """A date of the platform itself, which writes DD/MM/YYYY (and YYYYMMDD, and 20 May 2024)."""
    if found := _EIGHT_DIGITS.fullmatch(words):
        return _later("-".join(found.groups()))
    if found := _YEAR_FIRST.fullmatch(words):
        return _later(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}")
    if found := _SLASHED.fullmatch(words):
        return _later(f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}")
    if found := _DAY_IN_FRONT.fullmatch(words):
        return _later(f"{found[2]} {found[1]}, {found[3]}")
    return _later(words)


def _later(words: str) -> str:
    read = iso_date(words)
    return read if read >= _BEFORE_ALL_TRIALS else ""


def status(words: str) -> str:
    """The v2 word where the words are the same; else the words (`Not Recruiting` may be before or after)."""
    regular = word("", words)
    return regular if regular in _STATUSES else words


def study_type(words: str) -> str:
    """The v2 word that the words begin with; empty for others (`Basic Science`)."""
    return next((v2 for begin, v2 in _STUDY_TYPES.items() if words.lower().startswith(begin)), "")


def yes_or_no(words: str) -> bool | None:
    """A yes or no."""
    return {"yes": True, "no": False}.get(words.lower())


def has_no_limit(words: str) -> bool:
    """Whether a field of an age says that there is none."""
    return words.lower() in _NO_LIMIT


def age(side: str, words: str) -> str:
    """`18 Years` for an age with its unit; `side` is minimum or maximum. An age that is itself excluded is not read."""
    found = _AGE.fullmatch(words)
    if not found or found["sign"] not in _SIGNS[side]:
        return ""
    number, unit = int(found["number"]), found["unit"].lower()
    return f"{number} {_UNITS.get(unit, unit.capitalize())}{'' if number == 1 else 's'}"


def sex(words: str) -> str:
    """ALL, MALE or FEMALE."""
    return _SEXES.get(" ".join(_TAGS.sub(" ", words).lower().split()), "")


def phases(text: Prose) -> list[Stated[str]]:
    """The v2 phases that are named, or that are marked with yes in a list of all phases."""
    marks = list(_MARKED.finditer(text.text))
    if marks:
        chosen = [mark for mark in marks if mark[2].lower() == "yes"]
        return [text.state(f"PHASE{_ROMAN[mark[1].lower()]}", *mark.span()) for mark in chosen]
    return [text.state(phase) for phase in _named(text.text)]


def _named(words: str) -> tuple[str, ...]:
    if words.lower() in {"n/a", "na", "not applicable"}:
        return ("NA",)
    found = _PHASE.fullmatch(words)
    if not found:
        return ()
    one, two = (_ROMAN.get(part, part) for part in ((found["one"] or "").lower(), (found["two"] or "").lower()))
    if two:
        return (f"PHASE{one}", f"PHASE{two}") if (one, two) in _PAIRS and not found["early"] else ()
    if found["early"] or one == "0":
        return ("EARLY_PHASE1",) if one in {"0", "1"} else ()
    return (f"PHASE{one}",)
