"""Provenance: who made the resources from what, and which facts the user stated. https://hl7.org/fhir/R4/provenance.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.assembly.device import NAME
from fhiradapter.fhir.parts.elements import Element, Primitive, absent, element, reference
from fhiradapter.fhir.parts.header import head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.fhir.parts.brief import Brief

USER = "User of fhiradapter (--set)"


def conversion(brief: Brief, targets: Sequence[Element]) -> Element:
    """The conversion: all resources that the software assembled from the source."""
    source = brief.trial.source
    rows = [("Source", source.name), ("SHA-256", brief.sha256), ("Software", NAME)]
    document = {"reference": f"DocumentReference/{brief.document_id}", "identifier": brief.named_information}
    return _provenance(
        brief,
        f"{brief.study_id}-provenance",
        title="Conversion of a trial description to FHIR",
        rows=rows,
        targets=targets,
        agent=_agent(brief, "assembler", {"reference": f"Device/{NAME}"}),
        entities=[document],
    )


def user_statements(brief: Brief, study: Element) -> list[Element]:
    """The facts of the study that the user stated, if there are any; they stand in no source and cite none."""
    facts = [*dict.fromkeys(brief.trial.user_facts)]
    if not facts:
        return []
    return [
        _provenance(
            brief,
            f"{brief.study_id}-provenance-user",
            title="Facts stated by the user",
            rows=[(fact.field, fact.value) for fact in facts],
            targets=[study],
            agent=_agent(brief, "author", {"display": USER}),
            entities=[{"display": f"{fact.field}={fact.value}"} for fact in facts],
        )
    ]


def _provenance(  # noqa: PLR0913 - the parts of a Provenance
    brief: Brief,
    provenance_id: str,
    *,
    title: str,
    rows: Sequence[tuple[str, str]],
    targets: Sequence[Element],
    agent: Element,
    entities: Sequence[Element],
) -> Element:
    return element(
        **head(brief, "Provenance", provenance_id, title, rows),
        target=[reference(target) for target in targets],
        recorded=_recorded(brief),
        activity=brief.concept("provenanceActivity", "create", title),
        agent=[agent],
        entity=[{"role": "source", "what": entity} for entity in entities],
    )


def _recorded(brief: Brief) -> Primitive | str:
    """When, as the operator says; a release that demands an instant is told that it is unknown. There is no clock."""
    if brief.settings.recorded or not brief.release.demands_recorded:
        return brief.settings.recorded
    return Primitive(None, (absent("unknown"),))


def _agent(brief: Brief, role: str, who: Element) -> Element:
    return {"type": brief.concept("provenanceAgent", role), "who": who}
