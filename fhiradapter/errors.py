"""The exceptions that stop a command; trouble in the data is an `Issue` instead, and never stops anything.

FhirAdapterError
  UserError            the caller can mend it: shown without a traceback
    UsageError         wrong option, missing file, unknown field name
    SourceError        the input cannot be read at all: empty, binary, too large, not text
  ServerError          the other side
    Unreachable        no connection, time-out, broken or half an answer: worth another try
    Refused            the server answered, and said no
"""

from __future__ import annotations


class FhirAdapterError(Exception):
    """Root of every exception that this package raises on purpose.

    The message names what went wrong and where; `remedy` says what to do about it.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}\n  {self.remedy}" if self.remedy else message


class UserError(FhirAdapterError):
    """Something that the caller can mend."""


class UsageError(UserError):
    """A wrong option, a missing file, a field name that does not exist."""


class SourceError(UserError):
    """An input that cannot be read at all."""


class ServerError(FhirAdapterError):
    """The FHIR server, or the way to it, failed."""


class Unreachable(ServerError):
    """No connection, a time-out, or an answer that broke off."""


class Refused(ServerError):
    """The server answered, and the answer was no. `status` is the HTTP status code."""

    def __init__(self, message: str, *, status: int, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.status = status
