"""How much of a record is found in a bundle: the letters and digits of a leaf stand in one of the bundle's strings.

Of a long text, 95% of its sentences have to be found. Booleans, phones and e-mails of persons are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.sources.record import Leaf

_LONG = 200
_OF_SENTENCES = 0.95
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")
_SIGN = re.compile(r"[\W_]+")
_PRIVATE = re.compile(r"(?:phone|phoneExt|email|phone_ext)(?:\[\d+\])?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """How many leaves there are, and which of them were not found."""

    leaves: int
    missing: tuple[Leaf, ...]

    @property
    def share(self) -> float:
        return 1 - len(self.missing) / self.leaves if self.leaves else 1.0


def found_in(bundle: Any, leaves: Iterable[Leaf]) -> Found:
    haystack = "\n".join(letters(text) for text in strings(bundle))
    counted = [leaf for leaf in leaves if leaf.words not in ("true", "false") and not _PRIVATE.search(leaf.path)]
    return Found(len(counted), tuple(leaf for leaf in counted if not _stands_in(leaf.words, haystack)))


def _stands_in(words: str, haystack: str) -> bool:
    whole = letters(words)
    if whole in haystack:
        return True
    if len(words) < _LONG:
        return False
    sentences = [sentence for each in _SENTENCE.split(words) if (sentence := letters(each))]
    return sum(sentence in haystack for sentence in sentences) >= _OF_SENTENCES * len(sentences)


def letters(text: str) -> str:
    """Only letters and digits, in lower case."""
    return _SIGN.sub("", text).lower()


def strings(value: Any) -> Iterator[str]:
    """Every string of a bundle but the bytes of the source itself."""
    if isinstance(value, dict):
        for name, content in value.items():
            if name != "data":
                yield from strings(content)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value
