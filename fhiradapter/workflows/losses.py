"""What became of every value of a record: it stands in FHIR, follows from what stands there, or has no place.

A value stands where an element cites it (https://hl7.org/fhir/extensions/StructureDefinition-derivation-reference.html).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter import json_codec
from fhiradapter.fhir.parts.bundle import resources_of
from fhiradapter.fhir.parts.citing import DERIVATION_REFERENCE, citations
from fhiradapter.sources.registry import TEXT, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fhiradapter.prose import Citation
    from fhiradapter.sources.record import Leaf
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.workflows.convert import Conversion

NO_PLACE = "no place in the mapping"
_DERIVED = "derived"
_LONGEST_VALUE = 200
_CITED = re.compile(rb'\{"url":"path","valueString":"((?:[^"\\]|\\.)*)"\}')


@dataclass(frozen=True, slots=True)
class Losses:
    """Each value of a record once, in the order of the record.

    `placed` are paths with the FHIR elements that cite them, `derived` paths with the reason, `not_placed` paths with
    the value and the reason.
    """

    placed: tuple[tuple[str, tuple[str, ...]], ...]
    derived: tuple[tuple[str, str], ...]
    not_placed: tuple[tuple[str, str, str], ...]

    @property
    def reasons(self) -> Mapping[str, int]:
        """Why values are not placed, and how many for each reason."""
        return Counter(reason for _, _, reason in self.not_placed)

    def line(self, conversion: Conversion, record: SourceRecord) -> bytes:
        """The line of a report, as JSON with a line feed."""
        answer = {
            "id": conversion.trial.id,
            "source": record.name,
            "format": record.format,
            "leaves": {
                "placed": len(self.placed),
                "derived": len(self.derived),
                "notPlaced": len(self.not_placed),
            },
            "placed": [{"path": path, "fhir": list(elements)} for path, elements in self.placed],
            "derived": [{"path": path, "reason": reason} for path, reason in self.derived],
            "notPlaced": [{"path": path, "value": value, "reason": reason} for path, value, reason in self.not_placed],
        }
        return json_codec.encode(answer) + b"\n"


def losses(record: SourceRecord, conversion: Conversion, tables: Tables) -> Losses:
    """What became of the values of a record that was converted. Raises SourceError."""
    cited = _cited(conversion.bundle)
    if record.format == TEXT:
        found = _lines(conversion.trial.source.text, cited.get("", []), leaves(record))
    else:
        found = ((leaf, tuple(element for _, element in cited.get(leaf.path, ()))) for leaf in leaves(record))
    placed, derived, not_placed = [], [], []
    for leaf, elements in found:
        if not leaf.words.strip():
            continue  # an empty field states nothing
        outcome, reason = ("", "") if elements else tables.loss(record.format, leaf.path) or ("", NO_PLACE)
        if elements:
            placed.append((leaf.path, tuple(dict.fromkeys(elements))))
        elif outcome == _DERIVED:
            derived.append((leaf.path, reason))
        else:
            not_placed.append((leaf.path, _short(leaf.words), reason))
    return Losses(tuple(placed), tuple(derived), tuple(not_placed))


def unplaced(record: SourceRecord, conversion: Conversion, content: bytes, tables: Tables) -> Mapping[str, int]:
    """Why values are not placed, and how many for each reason, without where the others stand.

    `content` is the bundle as JSON: the paths that it cites are found in the text, without going through its elements.
    """
    if record.format == TEXT:
        return losses(record, conversion, tables).reasons
    cited = {_decoded(path) for path in _CITED.findall(content)}
    missing = (leaf for leaf in leaves(record) if leaf.path not in cited and leaf.words.strip())
    outcomes = (tables.loss(record.format, leaf.path) or ("", NO_PLACE) for leaf in missing)
    return Counter(reason for outcome, reason in outcomes if outcome != _DERIVED)


def _decoded(path: bytes) -> str:
    return str(json_codec.decode(b'"' + path + b'"')) if b"\\" in path else path.decode()


def _lines(
    text: str, cited: Sequence[tuple[Citation, str]], found: Iterator[Leaf]
) -> Iterator[tuple[Leaf, tuple[str, ...]]]:
    """The lines of a text with the elements that cite a part of them."""
    starts = {f"line {number}": start for number, start in enumerate(_line_starts(text), start=1)}
    for leaf in found:
        start = starts[leaf.path]
        end = start + len(leaf.words)
        yield leaf, tuple(element for citation, element in cited if citation.offset < end and start < citation.end)


def _line_starts(text: str) -> Iterator[int]:
    start = 0
    for line in text.split("\n"):
        yield start
        start += len(line) + 1


def _cited(bundle: dict[str, Any]) -> Mapping[str, list[tuple[Citation, str]]]:
    """By path in the source: what is cited of it, and by which element."""
    found: defaultdict[str, list[tuple[Citation, str]]] = defaultdict(list)
    for resource in resources_of(bundle):
        citing: list[tuple[dict[str, Any], str]] = []
        _collect(resource, resource["resourceType"], citing)
        for element, name in citing:
            for citation in citations(element):
                found[citation.path].append((citation, name))
    return found


def _collect(element: dict[str, Any], name: str, citing: list[tuple[dict[str, Any], str]]) -> None:
    """Adds the elements at and below this one that cite, each with its path."""
    if any(each.get("url") == DERIVATION_REFERENCE for each in element.get("extension", ())):
        citing.append((element, name))
    for member, content in element.items():
        if isinstance(content, dict):
            _collect(content, f"{name}.{member.removeprefix('_')}", citing)
        elif isinstance(content, list):
            path = f"{name}.{member.removeprefix('_')}"
            for index, each in enumerate(content):
                if isinstance(each, dict) and each.get("url") != DERIVATION_REFERENCE:
                    _collect(each, _item(path, member, index, each), citing)


def _item(path: str, member: str, index: int, content: Mapping[str, Any]) -> str:
    if member in {"extension", "modifierExtension"}:
        return f"{path}({str(content.get('url', '')).rpartition('/')[2]})"
    return f"{path}[{index}]"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_VALUE else f"{words[:_LONGEST_VALUE]}…"
