"""What files are called in messages and in FHIR: a name as the system gives it need be no text."""

from __future__ import annotations

import re

# half of a surrogate pair stands for a byte that is not UTF-8 (https://peps.python.org/pep-0383/); FHIR forbids control
# characters (https://hl7.org/fhir/R4/datatypes.html#string)
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def writable(name: str) -> str:
    """The name with U+FFFD for every sign that cannot be written as text."""
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", name)
