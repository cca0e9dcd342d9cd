"""pull: a study and all that belongs to it, back from a server or a folder, as the bundle that was pushed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.errors import Refused
from fhiradapter.fhir.parts.bundle import transaction
from fhiradapter.sources.registry import checked_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.transport.store import Store


def pull(study: str, store: Store, base: str) -> dict[str, Any]:
    """The transaction bundle of a study, named by its trial id, without what belongs to the server.

    What belongs to the study is what its Provenance names: its targets, its source and its agents.
    Raises Refused (404) when there is no such study, ServerError.
    """
    reference = f"ResearchStudy/{checked_id(study).lower()}"
    if reference not in store.read([reference]):
        raise Refused(
            f"{store.name}: there is no {reference}",
            status=404,
            remedy="Name the study as it was pushed, for example NCT01234567 or src-0123456789ab.",
        )
    provenances = store.referring("Provenance", "target", reference)
    references = {reference, *(each for provenance in provenances for each in _named(provenance))}
    found = [*store.read(sorted(references)).values(), *provenances]
    return transaction(base, map(_without_server_parts, found))


def _named(provenance: dict[str, Any]) -> Iterable[str]:
    """The references of a Provenance to resources of the same server."""
    targets = provenance.get("target", [])
    whats = [entity.get("what", {}) for entity in provenance.get("entity", [])]
    whos = [agent.get("who", {}) for agent in provenance.get("agent", [])]
    for each in (*targets, *whats, *whos):
        reference = each.get("reference", "")
        if reference.count("/") == 1 and ":" not in reference:
            yield reference


def _without_server_parts(resource: dict[str, Any]) -> dict[str, Any]:
    """Without version, time, and the request id that HAPI hangs on meta.source."""
    meta = {key: value for key, value in resource.get("meta", {}).items() if key not in {"versionId", "lastUpdated"}}
    source = str(meta.pop("source", "")).partition("#")[0]
    if source:
        meta = {"source": source, **meta}
    rest = {key: value for key, value in resource.items() if key not in {"resourceType", "id", "meta"}}
    head = {"resourceType": resource["resourceType"], "id": resource["id"]}
    return {**head, **({"meta": meta} if meta else {}), **rest}
