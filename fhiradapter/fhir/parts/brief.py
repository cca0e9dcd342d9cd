"""The brief of a translation: one trial, and how it is to be said; what every part needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts import ids
from fhiradapter.fhir.parts.citing import cited_document, derivation_reference
from fhiradapter.fhir.parts.elements import Element, Primitive, coded, concept

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.release import Release
    from fhiradapter.prose import Citation, Stated
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Trial


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A trial, the operator's settings, the tables, and the release.

    What every resource asks for is made once (so there are no slots).
    """

    trial: Trial
    settings: Settings
    tables: Tables
    release: Release

    @cached_property
    def study_id(self) -> str:
        """The id of the ResearchStudy, with which all others begin."""
        return ids.study_id(self.trial.slug)

    @cached_property
    def document_id(self) -> str:
        """The id of the DocumentReference that holds the source."""
        return f"{self.study_id}-source"

    @cached_property
    def document_url(self) -> str:
        """Where the source can be read: on the operator's server."""
        return self.canonical("DocumentReference", self.document_id)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the source, in hex digits."""
        return self.trial.source.sha256.hex()

    @cached_property
    def named_information(self) -> Element:
        """The Identifier of the source: the name of its content, RFC 6920."""
        return {"system": "urn:ietf:rfc:3986", "value": self.trial.source.named_information}

    @cached_property
    def _document(self) -> Element:
        return cited_document(f"DocumentReference/{self.document_id}")

    def canonical(self, resource_type: str, resource_id: str) -> str:
        """The canonical URL of a resource of this trial."""
        return f"{self.settings.base}/{resource_type}/{resource_id}"

    def cite(self, *facts: Stated[Any] | None) -> tuple[Element, ...]:
        """Citations of facts; one that the user stated has none."""
        return self.cite_runs(*[citation for fact in facts if fact for citation in fact.citations])

    def cite_runs(self, *citations: Citation) -> tuple[Element, ...]:
        """Citations of runs of the source, each once."""
        each_once = dict.fromkeys(citations) if len(citations) > 1 else citations
        return tuple([derivation_reference(citation, self._document) for citation in each_once])

    def primitive(self, fact: Stated[Any] | None) -> Primitive | None:
        """A stated value with its citation."""
        return Primitive(fact.value, self.cite(fact)) if fact else None

    def code(self, field: str, value: str) -> str:
        """The bare code for a value of a field, empty when the tables have none."""
        coding = self.tables.coding(field, value, self.release.column)
        return coding.code if coding else ""

    def coding(self, field: str, value: str) -> Element | None:
        """The Coding for a value of a field, None when the release has none."""
        return coded(self.tables.coding(field, value, self.release.column))

    def concept(self, field: str, value: str, text: str = "", cited: tuple[Element, ...] = ()) -> Element:
        """The CodeableConcept for a value of a field: code as far as there is one, and words."""
        return concept(self.tables.coding(field, value, self.release.column), text, cited)

    def wording(self, fact: Stated[str]) -> Element:
        """A CodeableConcept of words alone: the adapter does not guess codes."""
        return concept(None, fact.value, self.cite(fact))
