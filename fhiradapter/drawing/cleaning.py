"""Words that are safe in their medium: nothing that moves a cursor, turns the reading direction, or cannot be shown."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
UNSHOWN = "\ufffd"


def cleaned(value: T, clean: Callable[[str], str]) -> T:
    """The same value with every string of it cleaned."""
    return cast("T", _cleaned(value, clean))


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(each, clean) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _cleaned(getattr(value, each.name), clean) for each in fields(value)})
    return value


def printable(text: str) -> str:
    """Without control, format and surrogate characters: each is one sign that says so. A line break is a blank."""
    return "".join(_printable(character) for character in text)


def encodable(encoding: str) -> Callable[[str], str]:
    """Printable, in an encoding that may lack most signs: those are written by their number."""

    def clean(text: str) -> str:
        shown = printable(text)
        return shown.encode(encoding, errors="backslashreplace").decode(encoding)

    return clean


def _printable(character: str) -> str:
    if character.isspace():
        return " "
    return character if character.isprintable() else UNSHOWN
