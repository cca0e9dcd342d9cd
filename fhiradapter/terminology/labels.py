"""The words of a field's name, for fields that the tables have no label for."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z]|\d|$)|[A-Z]?[a-z]+|[A-Z]+|\d+")


def in_words(field: str) -> str:
    """`interventionModel` is `Intervention model`; what stands in capitals stays so: `isUSExport`, `Is US export`."""
    words = [word if word.isupper() and len(word) > 1 else word.lower() for word in _WORD.findall(field)]
    text = " ".join(words)
    return text[:1].upper() + text[1:] or field
