"""A transaction as this package writes it: PUTs to `Type/id`, each resource once, so that it is safe to send again.

https://hl7.org/fhir/R4/http.html#transaction
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import UsageError
from fhiradapter.transport.store import reference_of

if TYPE_CHECKING:
    from fhiradapter.transport.store import Resource

# the specification says W/"3", HAPI answers a bare 3 in a transaction-response
_ETAG = re.compile(r'(?:W/)?"?([^"]*)"?')


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """One entry: the resource, its `Type/id`, and the version it must still have (empty: any)."""

    reference: str
    resource: Resource
    if_match: str = ""


def puts_of(bundle: Resource) -> list[Put]:
    """The entries of a transaction Bundle.

    Raises UsageError when it is not a transaction, an entry is not a PUT of its own resource, or one comes twice.
    """
    if bundle.get("resourceType") != "Bundle" or bundle.get("type") != "transaction":
        raise UsageError("not a transaction Bundle", remedy="Expected resourceType Bundle and type transaction.")
    puts = [_put(entry, place) for place, entry in enumerate(bundle.get("entry", []))]
    references = [put.reference for put in puts]
    twice = sorted({reference for reference in references if references.count(reference) > 1})
    if twice:
        raise UsageError(f"more than one entry for {', '.join(twice)}", remedy="A transaction may write each once.")
    return puts


def _put(entry: dict[str, Any], place: int) -> Put:
    request, resource = entry.get("request", {}), entry.get("resource", {})
    reference = reference_of(resource)
    if (request.get("method"), request.get("url")) != ("PUT", reference):
        raise UsageError(
            f"Bundle.entry[{place}] asks for {request.get('method')} {request.get('url')}, not PUT {reference}",
            remedy="Only PUT by id is written, because only that is safe to send again.",
        )
    return Put(reference=reference, resource=resource, if_match=version_of(request.get("ifMatch", "")))


def version_of(etag: str) -> str:
    """`3` of `W/"3"`, of `"3"` and of `3`."""
    match = _ETAG.fullmatch(etag.strip())
    return match[1] if match else etag
