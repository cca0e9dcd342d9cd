"""What every resource begins with: id, meta, language, narrative; and versions taken from the content."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.elements import Element, canonical_json, element
from fhiradapter.fhir.parts.narrative import narrative

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fhiradapter.fhir.parts.brief import Brief

PROFILE = "http://hl7.org/fhir/StructureDefinition/shareable"
TAGS = {
    "auto-converted": "Automatically converted, not clinically reviewed",
    "study-level-template": "Study-level template, no patient, not an order",
}
_NOT_CONTENT = frozenset({"version", "meta", "text"})


def head(  # noqa: PLR0913 - the six things a resource begins with
    brief: Brief,
    resource_type: str,
    resource_id: str,
    title: str,
    rows: Iterable[tuple[str, str]],
    *,
    tags: Iterable[str] = ("auto-converted",),
    shareable: bool = False,
) -> Element:
    """The members before those of the resource type. https://hl7.org/fhir/R4/domainresource.html"""
    return element(
        resourceType=resource_type,
        id=resource_id,
        meta={
            "source": brief.document_url,
            **({"profile": [f"{PROFILE}{resource_type.lower()}"]} if shareable else {}),
            "security": [brief.coding("security", "device-asserted")],
            "tag": [_tag(brief.settings.base, tag) for tag in tags],
        },
        language=brief.trial.source.language,
        text=narrative(title, rows, brief.trial.source.language),
    )


@lru_cache(maxsize=16)
def _tag(base: str, code: str) -> Element:
    return {"system": f"{base}/CodeSystem/conversion-tag", "code": code, "display": TAGS[code]}


def identifier(brief: Brief, kind: str, value: str) -> Element:
    """An identifier of ours. https://hl7.org/fhir/R4/datatypes.html#Identifier"""
    return element(system=f"{brief.settings.systems}/{kind}", value=value)


def derived_from(brief: Brief, kind: str) -> Element:
    """The source as a RelatedArtifact. https://hl7.org/fhir/R4/metadatatypes.html#RelatedArtifact"""
    place: Any = brief.document_url
    for member in reversed(brief.release.artifact_url):
        place = {member: place}
    return element(type=kind, display=brief.trial.source.name, **place)


def subject(brief: Brief) -> Element:
    """The definitions are about patients. https://hl7.org/fhir/R4/plandefinition-definitions.html"""
    return brief.concept("subject", "Patient")


def stamped(build: Callable[[str], Element]) -> Element:
    """A resource whose version is `0-` and the hash of its own content: it changes when, and only when, that does."""
    content = {name: value for name, value in build("").items() if name not in _NOT_CONTENT}
    return build(f"0-{hashlib.sha256(canonical_json(content)).hexdigest()[:12]}")


def computer_name(*words: str) -> str:
    """A name for programs, `[A-Z][A-Za-z0-9_]*` (pdf-0, adf-0, cnl-0)."""
    joined = "".join(part[:1].upper() + part[1:] for word in words for part in word.split("-"))
    return joined[:255] if joined[:1].isalpha() else f"D{joined}"[:255]
