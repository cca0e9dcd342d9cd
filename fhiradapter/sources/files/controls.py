"""Control characters in the values of a record: FHIR forbids all but tab and line breaks.

https://hl7.org/fhir/R4/datatypes.html#string
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fhiradapter.issues import Issue, Place, Severity
from fhiradapter.prose import Stated
from fhiradapter.sources.record import escaped

if TYPE_CHECKING:
    from fhiradapter.sources.record import Parsed

_ESCAPED = re.compile(rb"\\(?:u00[01]|[bf])")
_BYTES = bytes(number for number in range(32) if number not in b"\t\r\n")
_SIGNS = dict.fromkeys(_BYTES, "\N{REPLACEMENT CHARACTER}")


def without_controls(parsed: Parsed, content: bytes) -> Parsed:
    """The record with U+FFFD for every control character, and an Issue for each value that had one.

    Records are searched as bytes, and only those that may hold one are walked through.
    """
    if not _ESCAPED.search(content) and len(content.translate(None, _BYTES)) == len(content):
        return parsed
    found: list[str] = []
    tree = _cleaned(parsed.tree, "", found)
    said = tuple(replace(issue, quote=issue.quote.translate(_SIGNS)) for issue in parsed.issues)
    return replace(parsed, tree=tree, issues=(*said, *map(_issue, found)))


def _cleaned(value: Any, path: str, found: list[str]) -> Any:
    if isinstance(value, dict):
        return {name: _cleaned(content, f"{path}/{escaped(name)}", found) for name, content in value.items()}
    if isinstance(value, list):
        return [_cleaned(content, f"{path}/{index}", found) for index, content in enumerate(value)]
    if isinstance(value, Stated):
        clean = _text(value.value), value.words.translate(_SIGNS)
        if clean != (value.value, value.words):
            found.append(value.citations[0].path if value.citations else path)
        return replace(value, value=clean[0], words=clean[1])
    clean_value = _text(value)
    if clean_value != value:
        found.append(path)
    return clean_value


def _text(value: Any) -> Any:
    return value.translate(_SIGNS) if isinstance(value, str) else value


def _issue(path: str) -> Issue:
    return Issue(
        severity=Severity.WARNING,
        rule="control-characters",
        code="value",
        message=f"{path}: control characters, which FHIR forbids, are written as \N{REPLACEMENT CHARACTER}.",
        remedy="Get the record again: it may have been damaged on its way.",
        place=Place(path=path),
    )
