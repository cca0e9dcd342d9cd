"""Headings of lists of criteria: what they open, and whether it holds for all participants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CRITERIA = re.compile(
    r"\W*(?P<lead>[^:.;]{0,90}?)\b(?P<kind>inclusion|exclusion)s?(?:\s*(?:/|and|&|or)\s*(?P<other>inclusion|exclusion))?"
    r"\s+criteri(?:a|on|ums?)\b(?P<tail>[^:;]{0,90}?)(?P<end>\s*:[\s:-]*|\W*$)",
    re.IGNORECASE,
)
_CRITERIA_FOR = re.compile(
    r"\W*(?P<lead>[^:.;]{0,40}?)\bcriteria (?:for|of) (?P<kind>(?:non-? ?)?(?:inclusion|exclusion))\b"
    r"(?P<tail>[^:;]{0,90}?)(?P<end>\s*:[\s:-]*|\W*$)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\W*(?P<lead>(?:key|main|major|general|other)\s+|)(?P<kind>inclusion|exclusion)s?(?P<tail>)(?P<end>\s*:[\s:-]*|\W*$)",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"(?<=[\w.;,)>\"'])\s+(?=(?:(?:Key|Main|Major|General)\s+)?(?:Inclusion|Exclusion|INCLUSION|EXCLUSION)\s+[Cc](?:riteria|RITERIA)\s*:)"
)
_NOT_A_HEADING = re.compile(
    r"\b(?:appl(?:y|ies|ied)|see|not|no|none|may|meets?|met|without|per|than|listed|defined|above|below)\b",
    re.IGNORECASE,
)
_NON = re.compile(r"\bnon-?\s*$", re.IGNORECASE)
_BOTH = re.compile(r"inclusion.*exclusion|exclusion.*(?<!non)(?<!non[- ])inclusion", re.IGNORECASE)
_LONGEST_WITHOUT_COLON = 80
_FOR_ALL = frozenset(
    "a additional all and any are as at be before below by can candidates clinical criteria criterion each "
    "eligibility eligible enrolled enrollment enrolment enter entry every exclusion following follows for from "
    "fulfil fulfill general have if in include included includes inclusion individuals into is its key list main "
    "major meet meeting met must non of one only or other part participant participants participate participation "
    "patient patients primary principal prior satisfy screening secondary shall should specific studies study "
    "subject subjects summary that the their these they this to trial volunteers was were who will with".split()
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """`kind` is inclusion, exclusion, or empty where it is both; `end` is behind the colon.

    `restricted`: the words name a part of the participants, so what follows does not hold for all.
    """

    kind: str
    restricted: bool
    end: int


def heading(text: str) -> Heading | None:
    """The heading that a text begins with, None where it begins with none."""
    if not _is_named(text):
        return None
    for pattern in (_CRITERIA, _CRITERIA_FOR, _ALONE):
        found = pattern.match(text)
        if found and _speaks_as_heading(found):
            return Heading(_kind(found), _restricted(found), found.end())
    return None


def inner_headings(text: str, start: int, end: int) -> Iterator[int]:
    """Where a heading stands in the middle of a paragraph."""
    found = _INNER.finditer(text, start, end) if _is_named(text[start:end]) else ()
    return (each.end() for each in found)


def _is_named(text: str) -> bool:
    """There is no heading without one of the two words."""
    return "clusion" in text or "CLUSION" in text


def _speaks_as_heading(found: re.Match[str]) -> bool:
    """Without a colon it has to be short and no sentence: "Meets inclusion criteria" is an item."""
    words = f"{found['lead']} {found['tail']}"
    if ":" in found["end"]:
        return not re.search(r"[.]\s+[A-Z]", words)
    return (
        len(found.group()) <= _LONGEST_WITHOUT_COLON
        and not _NOT_A_HEADING.search(_outside_brackets(words))
        and _titled(found)
    )


def _titled(found: re.Match[str]) -> bool:
    """A heading begins with a capital, and little stands around its words."""
    text = found.group().strip()
    letters = next((character for character in text if character.isalpha()), "")
    return letters.isupper() and len(_WORD.findall(f"{found['lead']} {found['tail']}")) <= 8 and text[-1:] != "."


def _outside_brackets(words: str) -> str:
    return re.sub(r"\([^()]*\)", " ", words)


def _kind(found: re.Match[str]) -> str:
    """ "Non-inclusion" excludes; a heading of both says of no item which it is."""
    words = _outside_brackets(found.group())
    if _BOTH.search(words):
        return ""
    kind = found["kind"].lower()
    if kind.startswith("non") or _NON.search(found["lead"]):
        return "exclusion" if kind.endswith("inclusion") else ""
    return kind


def _restricted(found: re.Match[str]) -> bool:
    words = _WORD.findall(f"{found['lead']} {found['tail']}".lower())
    return any(word not in _FOR_ALL for word in words)
