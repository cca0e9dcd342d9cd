"""A FHIR server as a store.

https://hl7.org/fhir/R4/http.html and https://hl7.org/fhir/R4/search.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fhiradapter.errors import Refused, Unreachable, UsageError
from fhiradapter.json_codec import encode
from fhiradapter.transport.address import without_secrets
from fhiradapter.transport.credentials import ANONYMOUS, Credentials
from fhiradapter.transport.exchange import FHIR_JSON, Exchange, Options, Request
from fhiradapter.transport.refusals import content, outcome_in, refusal
from fhiradapter.transport.retry import Patience
from fhiradapter.transport.store import Resource, Written, split_reference
from fhiradapter.transport.transaction import Put, puts_of, version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.transport.address import Address

# HAPI answers pages of 50 at most, whatever is asked for
PAGE = 50

_RELEASES = {"4.0": "R4", "5.0": "R5"}
_NO_CACHE = {"Cache-Control": "no-cache"}  # HAPI answers searches from a cache of a minute
_JSON_BODY = {"Content-Type": f"{FHIR_JSON}; charset=utf-8"}
_DEFAULTS = Options()
_PATIENCE = Patience()


class FhirServer:
    """A server at an address; see `Store` for the methods and what they raise. May be shared by threads.

    Raises UsageError for credentials that would cross a network in the open.
    """

    def __init__(
        self,
        address: Address,
        credentials: Credentials = ANONYMOUS,
        options: Options = _DEFAULTS,
        patience: Patience = _PATIENCE,
    ) -> None:
        if credentials and not (address.is_private or options.allow_plain_http):
            raise UsageError(
                f"{address.base} is plain http: everybody on the way could read the credentials",
                remedy="Use https, or allow plain http explicitly.",
            )
        self._address = address
        self._credentials = credentials
        self._exchange = Exchange(credentials, options, patience)

    def __repr__(self) -> str:
        return f"FhirServer({self.name!r})"

    @property
    def name(self) -> str:
        """The base URL."""
        return self._address.base

    def release(self) -> str:
        """`R4` or `R5`, from the CapabilityStatement. Raises Refused when the server speaks neither."""
        statement = self._get(self._address.at("metadata"), "CapabilityStatement")
        version = str(statement.get("fhirVersion", ""))
        release = _RELEASES.get(".".join(version.split(".")[:2]))
        if release is None:
            remedy = f"Known are {' and '.join(_RELEASES.values())}."
            raise Refused(f"{self.name} speaks FHIR {version or 'of no version'}", status=200, remedy=remedy)
        return release

    def read(self, references: Iterable[str]) -> dict[str, Resource]:
        """By search, because that needs no more than the right to read, and a deleted resource is simply not found."""
        by_type: dict[str, list[str]] = {}
        for resource_type, id_ in sorted({split_reference(reference) for reference in references}):
            by_type.setdefault(resource_type, []).append(id_)
        return {
            f"{resource_type}/{found['id']}": found
            for resource_type, ids in by_type.items()
            for chunk in _chunks(ids)
            for found in self._search(resource_type, {"_id": ",".join(chunk)})
            if found.get("id") in chunk
        }

    def referring(self, resource_type: str, parameter: str, reference: str) -> list[Resource]:
        """By search with the named parameter."""
        split_reference(reference)
        return list(self._search(resource_type, {parameter: reference}))

    def find_canonical(self, resource_type: str, url: str) -> list[Resource]:
        """By search with `url`."""
        # a comma or a bar in the value would be read as more than one, https://hl7.org/fhir/R4/search.html#escaping
        escaped = "".join(f"\\{letter}" if letter in r"\,|$" else letter for letter in url)
        return list(self._search(resource_type, {"url": escaped}))

    def transact(self, bundle: Resource) -> list[Written]:
        """In one request, which the server does whole or not at all."""
        puts = puts_of(bundle)
        if not puts:
            return []
        request = Request(
            method="POST",
            url=self.name,
            headers={**_JSON_BODY, "Prefer": "return=minimal"},
            body=encode(bundle),
            guarded=any(put.if_match for put in puts),
        )
        answer = content(self._exchange.send(request), self._credentials)
        entries = answer.get("entry", [])
        if len(entries) != len(puts):
            raise Unreachable(
                f"{self.name} answered {len(entries)} entries to a transaction of {len(puts)}",
                remedy="It is not known what was written: compare before writing again.",
            )
        return [_written(put, entry.get("response", {})) for put, entry in zip(puts, entries, strict=True)]

    def validate(self, resource: Resource) -> Resource:
        """The server's OperationOutcome about a resource; judge by the severities in it, never by the status.

        https://hl7.org/fhir/R4/resource-operation-validate.html. Raises Unreachable, and Refused when it gives none.
        """
        url = self._address.at(f"{resource.get('resourceType')}/$validate")
        answer = self._exchange.send(Request(method="POST", url=url, headers=_JSON_BODY, body=encode(resource)))
        outcome = outcome_in(answer) if answer.status in {200, 400, 412, 422} else None
        if outcome is None:
            raise refusal(answer, self._credentials)
        return outcome

    def _search(self, resource_type: str, parameters: dict[str, str]) -> Iterator[Resource]:
        query = urlencode({**parameters, "_count": PAGE}, safe="/,:")
        for bundle in self._pages(self._address.at(f"{resource_type}?{query}")):
            found = (entry.get("resource", {}) for entry in bundle.get("entry", []))
            yield from (resource for resource in found if resource.get("resourceType") == resource_type)

    def _pages(self, url: str) -> Iterator[Resource]:
        seen: set[str] = set()
        while url:
            if url in seen:
                raise Refused(f"{self.name} answers pages in a circle", status=200)
            seen.add(url)
            bundle = self._get(url, "Bundle")
            yield bundle
            url = self._next(bundle)

    def _next(self, bundle: Resource) -> str:
        link = next((link["url"] for link in bundle.get("link", []) if link.get("relation") == "next"), "")
        url = self._address.follow(link) if link else ""
        if url is None:
            raise Refused(
                f"{self.name} names {without_secrets(link)} as the place of the next page",
                status=200,
                remedy="Such links are not followed. Does the server know its own address? (HAPI: server_address)",
            )
        return url

    def _get(self, url: str, expected: str) -> dict[str, Any]:
        answer = self._exchange.send(Request(method="GET", url=url, headers=_NO_CACHE))
        found = content(answer, self._credentials)
        if found["resourceType"] != expected:
            raise Refused(
                f"{answer.request} answered a {found['resourceType']}, not a {expected}",
                status=answer.status,
                remedy="Is this the FHIR base URL?",
            )
        return found


def _written(put: Put, response: dict[str, Any]) -> Written:
    status = int(str(response.get("status", "0")).split()[0])
    version = version_of(response.get("etag", "")) or str(response.get("location", "")).partition("/_history/")[2]
    return Written(reference=put.reference, status=status, version=version)


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))
