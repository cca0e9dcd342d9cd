"""What the words of an element mean in API v2: the kinds of values, and elements that state several things at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fhiradapter.sources import registry_words
from fhiradapter.sources.registry_dates import iso_date
from fhiradapter.sources.registry_numbers import whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value. `read` gives it for the words without blanks at their ends, or None where they give none.

    None is an Issue where it is said what was `expected`, and otherwise means that the words say there is no value.
    """

    read: Callable[[str], Any]
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that the words of an element state: where in v2, its value, which characters say it.

    `joiner` binds it to what stands at its place already; without one, a second value is an Issue.
    """

    target: str
    value: Any
    start: int
    end: int
    joiner: str = ""


_FLAGS = {"yes": True, "no": False, "accepts healthy volunteers": True, "true": True, "false": False}
_NONE = {"N/A", "NA"}

_OWN_WORDS: Mapping[str, Mapping[str, str]] = {
    "sex": {"BOTH": "ALL"},
    "infoTypes": {
        "STATISTICAL_ANALYSIS_PLAN_SAP": "SAP",
        "INFORMED_CONSENT_FORM_ICF": "ICF",
        "CLINICAL_STUDY_REPORT_CSR": "CSR",
    },
}
"""Words that only this format has, by v2 field: what the rule of `registry_words` makes of them, and the word of v2."""


def coded(field: str) -> Kind:
    """A word of the registry's list for a v2 field, as v2 writes it; the words themselves where they have no letter."""
    own = _OWN_WORDS.get(field, {})

    def read(words: str) -> str:
        found = registry_words.word(field, words)
        return own.get(found, found) or words

    return Kind(read)


WORDS = Kind(lambda words: words)
DATE = Kind(lambda words: iso_date(words) or words)
FLAG = Kind(lambda words: _FLAGS.get(words.lower()), "Yes or No")
COUNT = Kind(whole_number, "a number without sign or fraction")
AGE = Kind(lambda words: None if words.upper() in _NONE else words)
"""`N/A` is the older exports' word for no limit; v2 then has no field."""

_WORD = re.compile(r"[^,()]+")
_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
_REGISTRY = re.compile(r"\[\s*Patient Registry\s*\]", re.IGNORECASE)


def study_type(words: str) -> Iterator[Part]:
    """`Observational [Patient Registry]` states two fields; a withheld record has `N/A`, which states none."""
    if words.strip().upper() in _NONE:
        return
    registry = _REGISTRY.search(words)
    kind = words[: registry.start()] if registry else words
    yield Part("designModule.studyType", coded("studyType").read(kind), 0, len(words))
    if registry:
        yield Part("designModule.patientRegistry", True, 0, len(words))


def phases(words: str) -> Iterator[Part]:
    """`Phase 1/Phase 2` are two phases, both stated by all the words."""
    for phase in registry_words.phases(words):
        yield Part("designModule.phases[]", phase, 0, len(words))


def masking(words: str) -> Iterator[Part]:
    """`Double (Participant, Investigator)`: how many roles are masked, and which. `(Open Label)` is no role."""
    value = coded("masking").read(words)
    yield Part("designModule.designInfo.maskingInfo.masking", value, 0, len(words))
    brackets = _BRACKETS.search(words)
    if not brackets or value == "NONE":
        return
    for found in _WORD.finditer(words, *brackets.span(1)):
        start, end = _without_blanks(words, *found.span())
        if start < end:
            role = coded("whoMasked").read(words[start:end])
            yield Part("designModule.designInfo.maskingInfo.whoMasked[]", role, start, end)


def _in_field(name: str) -> Callable[[str], Iterator[Part]]:
    read = coded(name).read

    def parts(words: str) -> Iterator[Part]:
        yield Part(f"designModule.designInfo.{name}", read(words), 0, len(words))

    return parts


_DESIGN: Mapping[str, Callable[[str], Iterator[Part]]] = {
    "allocation": _in_field("allocation"),
    "intervention model": _in_field("interventionModel"),
    "masking": masking,
    "primary purpose": _in_field("primaryPurpose"),
    "observational model": _in_field("observationalModel"),
    "time perspective": _in_field("timePerspective"),
}
_NEXT_LABEL = re.compile(r",(?=\s*[A-Z][A-Za-z /]{1,40}:)")
_LABELLED = re.compile(r"\s*([A-Z][A-Za-z /]{1,40}):\s*(?=\S)")


def study_design(words: str) -> Iterator[Part]:
    """The one line of records before 2017: `Allocation: Randomized, Endpoint Classification: ..., Masking: Open Label`.

    What has no label, or one that v2 does not know, stays as `designModule.studyDesignText`.
    """
    start = 0
    ends = [comma.start() for comma in _NEXT_LABEL.finditer(words)]
    for end in [*ends, len(words)]:
        yield from _design_item(words, start, end)
        start = end + 1


def _design_item(words: str, start: int, end: int) -> Iterator[Part]:
    start, end = _without_blanks(words, start, end)
    label = _LABELLED.match(words, start, end)
    read = _DESIGN.get(label[1].lower()) if label else None
    if label and read:
        offset = label.end()
        for part in read(words[offset:end]):
            yield replace(part, start=part.start + offset, end=part.end + offset)
    elif start < end:
        yield Part("designModule.studyDesignText", words[start:end], start, end, ", ")


def _without_blanks(words: str, start: int, end: int) -> tuple[int, int]:
    run = words[start:end]
    return start + len(run) - len(run.lstrip()), end - (len(run) - len(run.rstrip()))
