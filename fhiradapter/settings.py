"""What an operator may set, in one frozen value; nothing here is read from the world."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_BASE = "https://trials.example.org/fhir"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of a conversion.

    `base` is the canonical base of the definitions (`BASE/PlanDefinition/...`), `identifier_base` that of identifier
    systems, `publisher` the organisation that operates the adapter (never the sponsor), `recorded` the instant that the
    Provenance states (the core has no clock: absent, it is said to be unknown).
    """

    base: str = DEFAULT_BASE
    identifier_base: str = ""
    publisher: str = "fhiradapter"
    recorded: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", self.base.rstrip("/"))

    @property
    def systems(self) -> str:
        """The base of our identifier systems: `identifier_base`, or `sid` beside the canonical base."""
        return self.identifier_base.rstrip("/") or f"{self.base.rsplit('/', 1)[0]}/sid"
