"""What the service was started with: one frozen value that every request may ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.service.outcomes import NotServed
from fhiradapter.settings import Settings

if TYPE_CHECKING:
    from fhiradapter.transport.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`store` is where studies are pushed to and pulled from, `hosts` the names it answers to (empty: any)."""

    store: Store | None = None
    settings: Settings = field(default_factory=Settings)
    hosts: frozenset[str] = frozenset()

    def require_store(self) -> Store:
        """The store. Raises NotServed (503) where the service was started without one."""
        if self.store is None:
            raise NotServed(503, _NO_STORE)
        return self.store


_NO_STORE = Issue(
    severity=Severity.ERROR,
    rule="no-store",
    code="not-supported",
    message="This service was started without a FHIR server",
    remedy="Start it with: fhiradapter serve --server URL|DIR",
)
