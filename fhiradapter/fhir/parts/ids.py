"""Resource ids: derived from the trial, the same at every run, 1 to 64 of [A-Za-z0-9-.], never digits alone.

https://hl7.org/fhir/R4/datatypes.html#id. HAPI refuses ids of digits only, and its `$apply` joins the id of an action
and that of its definition: the two may not be longer than 63 characters together.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ACTION_LIMIT = 19
DEFINITION_LIMIT = 44
STUDY_LIMIT = 40
_SHORT_HASH = 6


def slug(text: str) -> str:
    """Text as part of an id: lower-case letters, digits, single hyphens; a text without any of them becomes a hash."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-") or short_hash(text)


def short_hash(text: str) -> str:
    """A few hex digits, led by a letter, that stand for the text."""
    return "x" + hashlib.sha256(text.encode()).hexdigest()[:_SHORT_HASH]


@lru_cache(maxsize=256)
def study_id(text: str) -> str:
    """The id of the trial as the id of its ResearchStudy; all other ids begin with it."""
    allowed = re.sub(r"[^a-z0-9.-]+", "-", text.lower()).strip("-.")
    named = allowed if re.search(r"[a-z]", allowed) else f"trial-{allowed or short_hash(text)}"
    return shortened(named, STUDY_LIMIT)


def shortened(text: str, limit: int) -> str:
    """The text itself, or so much of it as fits with a hash of the whole."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - _SHORT_HASH - 2].rstrip('-.')}-{short_hash(text)}"


def definition_ids(study: str, drug: str, patterns: Sequence[str]) -> list[str]:
    """The ids of the definitions of one drug: a long name loses words from its end before anything is cut."""
    words = slug(drug).split("-")
    candidates = [_joined(study, words[:count], patterns) for count in range(len(words), 0, -1)]
    fitting = (names for names in candidates if max(map(len, names), default=0) <= DEFINITION_LIMIT)
    return next(fitting, [shortened(name, DEFINITION_LIMIT) for name in candidates[0]])


def _joined(study: str, words: Sequence[str], patterns: Sequence[str]) -> list[str]:
    return ["-".join(part for part in (study, *words, pattern) if part) for pattern in patterns]


def distinct(names: Iterable[str], limit: int) -> tuple[str, ...]:
    """The names in order, each within the limit, repeated ones numbered from 2."""
    taken: dict[str, None] = {}
    numbers: dict[str, int] = {}
    for name in names:
        candidate = shortened(name, limit)
        while candidate in taken:
            numbers[name] = numbers.get(name, 1) + 1
            candidate = shortened(f"{name}-{numbers[name]}", limit)
        taken[candidate] = None
    return tuple(taken)
