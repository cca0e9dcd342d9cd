"""Exit codes. Others script against them: a number is never reused."""

from __future__ import annotations

from fhiradapter.errors import FhirAdapterError, ServerError, SourceError

FINE = 0
DATA_HAS_ERRORS = 1
WRONG_USAGE = 2
SERVER_FAILED = 3
"""A run over many inputs ends with the largest: a failing server before wrong usage before bad data."""
KILLED_FROM = 128
"""And the number of the signal, as shells count."""
INTERRUPTED = KILLED_FROM + 2


def of(error: FhirAdapterError) -> int:
    """The exit code of an error."""
    if isinstance(error, ServerError):
        return SERVER_FAILED
    if isinstance(error, SourceError):
        return DATA_HAS_ERRORS
    return WRONG_USAGE
