"""What there is to read about a study, as RelatedArtifacts. https://hl7.org/fhir/R5/metadatatypes.html#RelatedArtifact

R4 has a web address in `url`, R5 in `document.url`. An address that is none stands among the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.parts.header import derived_from
from fhiradapter.fhir.study.words import labelled, limited, respelt_rows, spelt, with_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.study.words import Row
    from fhiradapter.prose import Stated
    from fhiradapter.trial.study import Artifact, Identifier

CITATION = "citation"
DOCUMENTATION = "documentation"
RETRACTION = "retraction"
_TYPE_IS_NO_LABEL = frozenset({"availIpd"})
_PUBMED = "https://pubmed.ncbi.nlm.nih.gov"
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"{}|\\^`\[\]]+", re.IGNORECASE)


def related_artifacts(brief: Brief) -> list[Element]:
    """The source, then the pages on the numbers of the study, then what the record lists."""
    return [
        derived_from(brief, DOCUMENTATION),
        *(_page(brief, each, each.link) for each in brief.trial.identifiers if each.link),
        *(_artifact(brief, each) for each in brief.trial.artifacts),
    ]


def _page(brief: Brief, found: Identifier, link: Stated[str]) -> Element:
    """The page on a number."""
    return element(
        extension=brief.cite(link),
        type=DOCUMENTATION,
        display=_told(found.value.value, _as_words(link)),
        **_place(brief, _address(link)),
    )


def _artifact(brief: Brief, found: Artifact) -> Element:
    """`citation` is for publications; all other words are the display."""
    text = found.text.value if found.text else ""
    is_citation = found.kind == CITATION
    return element(
        extension=brief.cite(found.type, found.text, found.url, found.pmid, *(fact.value for fact in found.facts)),
        type=CITATION if is_citation else DOCUMENTATION,
        label=_label(found),
        display=_told("" if is_citation else text, *_further_words(brief, found)),
        citation=limited(text) if is_citation else "",
        **_place(brief, _address(found.url) or _pubmed(found.pmid)),
    )


def _label(found: Artifact) -> str:
    """A publication that was withdrawn says so where its type stands."""
    word = found.type.value if found.type and found.kind not in _TYPE_IS_NO_LABEL else ""
    retracted = any(fact.field == RETRACTION for fact in found.facts)
    return f"{word} (retracted)".strip() if retracted else word


def _further_words(brief: Brief, found: Artifact) -> Iterator[str]:
    if found.type and found.kind in _TYPE_IS_NO_LABEL:
        yield found.type.value
    yield from (labelled(brief, fact.field, fact.value.value) for fact in found.facts)
    yield _as_words(found.url)
    if found.pmid and (_address(found.url) or not _pubmed(found.pmid)):
        yield f"PMID: {found.pmid.value}"


def _told(*words: str) -> str:
    return limited("; ".join(each for each in words if each))


def _address(url: Stated[str] | None) -> str:
    """The absolute address, empty for what is none."""
    return url.value.strip() if url and _ADDRESS.fullmatch(url.value.strip()) else ""


def _as_words(url: Stated[str] | None) -> str:
    return url.value if url and not _address(url) else ""


def _pubmed(number: Stated[str] | None) -> str:
    digits = number.value.strip() if number else ""
    return f"{_PUBMED}/{digits}/" if digits.isascii() and digits.isdigit() else ""


def _place(brief: Brief, address: str) -> Element:
    place: Any = address
    for member in reversed(brief.release.artifact_url if address else ()):
        place = {member: place}
    return place if address else {}


def artifact_rows(brief: Brief) -> list[Row]:
    """Kinds and dates of documents where the source has other words for them."""
    kinds = [
        ("Kind of document", with_type(_named(each), each.type))
        for each in brief.trial.artifacts
        if each.type and spelt(each.type) != each.type.value
    ]
    return [*kinds, *respelt_rows(brief, (fact for each in brief.trial.artifacts for fact in each.facts))]


def _named(found: Artifact) -> str:
    return next((each.value for each in (found.text, found.pmid, found.url) if each), "")
