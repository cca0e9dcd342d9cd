"""A server whose answers are made up, and whose waits are written down."""

from __future__ import annotations

from typing import Any

import responses

from fhiradapter.transport.address import address
from fhiradapter.transport.credentials import ANONYMOUS, Credentials
from fhiradapter.transport.exchange import Options
from fhiradapter.transport.retry import Patience
from fhiradapter.transport.server import FhirServer

BASE = "https://fhir.example.org/fhir"
STATEMENT = {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"}
ACCEPTED = {"resourceType": "Bundle", "entry": [{"response": {"status": "200 OK", "etag": "1"}}]}


class Waits(list[float]):
    """The waits that were asked for; chance always draws the upper bound."""

    def patience(self) -> Patience:
        return Patience(wait=self.append, draw=lambda _, bound: bound)


def server(
    waits: Waits | None = None, credentials: Credentials = ANONYMOUS, options: Options | None = None, base: str = BASE
) -> FhirServer:
    patience = (Waits() if waits is None else waits).patience()
    return FhirServer(address(base), credentials, options or Options(), patience)


def answer(status: int = 200, json: Any = None, *, path: str = "/metadata", **rest: Any) -> None:
    responses.get(BASE + path, status=status, json=json, **rest)
