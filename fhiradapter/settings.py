"""What an operator may set, in one frozen value; nothing here is read from the world."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fhiradapter.errors import UsageError

DEFAULT_BASE = "https://trials.example.org/fhir"

_BASE = re.compile(r"https?://[^\s/?#|@]+(?:/[^\s?#|]*)?")
# https://hl7.org/fhir/R4/datatypes.html#instant
_INSTANT = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)",
    re.ASCII,
)
_TEXTS = ("base", "identifier_base", "publisher", "recorded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of a conversion.

    `base` is the canonical base of the definitions (`BASE/PlanDefinition/...`), `identifier_base` that of identifier
    systems, `publisher` the organisation that operates the adapter (never the sponsor), `recorded` the instant that the
    Provenance states (the core has no clock: absent, it is said to be unknown). `contacts`: phones and e-mails are
    written too.
    """

    base: str = DEFAULT_BASE
    identifier_base: str = ""
    publisher: str = "fhiradapter"
    recorded: str = ""
    contacts: bool = False

    def __post_init__(self) -> None:
        """Raises UsageError for words with signs that no text has, a base that is no URL, a time that is no instant."""
        for name in _TEXTS:
            if not getattr(self, name).isprintable():
                option = f"--{name.replace('_', '-')}"
                raise UsageError(
                    f"{option}: a control character, or a byte that is not UTF-8",
                    remedy="Give plain words on one line, in a terminal that writes UTF-8.",
                )
        if not _BASE.fullmatch(self.base):
            raise UsageError(f"--base {self.base}: no URL", remedy=f"For example: --base {DEFAULT_BASE}")
        if self.recorded and not _INSTANT.fullmatch(self.recorded):
            raise UsageError(f"--recorded {self.recorded}: no instant", remedy="For example: 2026-01-31T12:00:00Z")
        object.__setattr__(self, "base", self.base.rstrip("/"))

    @property
    def systems(self) -> str:
        """The base of our identifier systems: `identifier_base`, or `sid` beside the canonical base."""
        return self.identifier_base.rstrip("/") or f"{self.base.rsplit('/', 1)[0]}/sid"
