"""JSON without loss: decimals keep their digits (`1.50` stays `1.50`), as FHIR demands.

https://hl7.org/fhir/R4/json.html and https://hl7.org/fhir/R4/datatypes.html#decimal
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_SORTED = msgspec.json.Encoder(decimal_format="number", order="sorted")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


class NotJson(ValueError):
    """The bytes are not JSON; the message says what was found and at which byte."""


def decode(data: bytes | str) -> Any:
    """Bytes or text to dicts, lists, strings, ints, Decimals, booleans and None.

    Raises NotJson.
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotJson(str(error)) from error


def encode(value: Any) -> bytes:
    """Compact JSON, members in the order they were set."""
    return _ENCODER.encode(value)


def encode_sorted(value: Any) -> bytes:
    """Compact JSON, members in the order of their names: the same for values that are equal."""
    return _SORTED.encode(value)


def encode_pretty(value: Any) -> bytes:
    """Indented JSON with a final line feed, as it is kept in git."""
    return msgspec.json.format(_ENCODER.encode(value), indent=2) + b"\n"
