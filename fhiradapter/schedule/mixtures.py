"""Drugs that are given as one, under a name of their own: "triple intrathecal therapy (TIT) comprising methotrexate,
cytarabine, and hydrocortisone", and later "TIT on days 1 and 5".

The name of a regimen ("CHOP") is none: each of its drugs has days of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.names import Names
from fhiradapter.schedule.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.schedule.tokens import Token

TRIPLE_INTRATHECAL = "triple intrathecal therapy"
_SPELLINGS = (
    "triple intrathecal therapy", "triple intrathecal chemotherapy", "triple intrathecal treatment",
    "triple intrathecals", "triple IT therapy", "triple IT chemotherapy", "triple IT",
    "triple-drug intrathecal therapy",
)  # fmt: skip
_SHORT = ("TIT", "ITT")
_DEFINED = re.compile(
    r"\btriple[- ](?:drug[- ])?(?:intrathecals?|IT)(?: (?:chemo)?(?:therapy|treatment))?\s*"
    r"(?:\((?P<short>[A-Z]{2,5})\)\s*)?"
    r"(?:,?\s*(?:comprising|consisting of|comprised of|composed of|including|with|of|using)\s|:|\()"
    r"(?P<what>[^.;:]{10,200})",
    re.IGNORECASE,
)
_DEFINED_SHORT = re.compile(r"\b(?P<short>TIT|ITT)\s*\((?P<what>[^.;()]{10,160})\)")
_BETWEEN = frozenset({",", "and", "&", "+", "/", "plus", "hemisuccinate", "calcium", "therapeutic"})
_THREE = 3


def with_mixtures(known: Names, texts: Sequence[str]) -> Names:
    """The names and those of mixtures, where the texts say one thing of what is in them."""
    defined = [found for text in texts for found in _definitions(known, text)]
    if len({frozenset(drugs) for _, drugs in defined}) != 1:
        return known
    found = Names(below=known, mixtures={TRIPLE_INTRATHECAL: tuple(sorted(defined[0][1]))})
    shorts = {short for short, _ in defined if short} | {each for each in _SHORT if any(each in text for text in texts)}
    for spelling in (*_SPELLINGS, *sorted(shorts)):
        found.add(spelling, TRIPLE_INTRATHECAL)
    return found


def _definitions(known: Names, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Short names and drugs, wherever a text says what three drugs are in it."""
    for pattern in (_DEFINED, _DEFINED_SHORT):
        for match in pattern.finditer(text):
            drugs = _listed(known, tuple(tokens(match["what"])))
            if len(drugs) == _THREE:
                yield match["short"] or "", drugs


def _listed(known: Names, words: Sequence[Token]) -> tuple[str, ...]:
    """The drugs that these words begin with, one by one."""
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        name = known.at(words, at)
        if name is not None:
            found[name.key] = None
            at += len(name.parts)
        elif words[at].key in _BETWEEN:
            at += 1
        elif words[at].text == "(" and at + 2 < len(words) and words[at + 2].text == ")":
            at += 3
        else:
            break
    return tuple(found)
