"""Names that stand twice in one JSON object: decoders keep the last value, and say nothing of the others.

https://www.rfc-editor.org/rfc/rfc8259#section-4
"""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fhiradapter.sources.files.json_scanner import BreaksOff, Window
from fhiradapter.sources.record import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SMALLEST_MEMBER = len(b'"":1,')


class _Members(list[tuple[str, Any]]):
    """An object, with every member that it has."""


def repeated(content: bytes) -> tuple[str, ...]:
    """The JSON Pointers of names that stand more than once in their object; `content` is JSON."""
    found: list[int] = []

    def look(members: Sequence[tuple[str, Any]]) -> None:
        if len({name for name, _ in members}) < len(members):
            found.append(len(members))

    text = content.decode()
    try:
        _decoded(text, look)
        return tuple(dict.fromkeys(_pointers(_decoded(text, _Members)))) if found else ()
    except RecursionError:  # as deep as nobody writes; what the reader makes of it is told by the reader
        return ()


def _decoded(text: str, objects: Any) -> Any:
    # numbers stay words: Python refuses those of more than 4300 digits
    return json.loads(text, object_pairs_hook=objects, parse_int=str, parse_float=str)


def _pointers(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, _Members):
        seen = set()
        for name, content in value:
            place = f"{path}/{escaped(name)}"
            if name in seen:
                yield place
            seen.add(name)
            yield from _pointers(content, place)
    elif isinstance(value, list):
        for index, content in enumerate(value):
            yield from _pointers(content, f"{path}/{index}")


def members_with_repeats(content: bytes | memoryview, sizes: Sequence[int]) -> list[tuple[str, bytes]]:
    """The members of an object, where a name stands twice in it; else none.

    `sizes` are the bytes of each name and value that a decoder kept: mostly there is no room for another member.
    """
    room = len(content) - sum(sizes) - len('"":,') * (len(sizes) // 2) - 1
    if room < _SMALLEST_MEMBER:
        return []
    window = Window(BytesIO(content), len(content))
    places: list[tuple[slice, slice]] = []
    try:
        while _next_value(window):
            name, _ = _passed(window), _next_value(window)
            places.append((name, _passed(window)))
    except BreaksOff:  # as deep as nobody writes
        return []
    names = [json.loads(window.data[name]) for name, _ in places]
    if len(set(names)) == len(names):
        return []
    return [(name, window.data[value]) for name, (_, value) in zip(names, places, strict=True)]


def _passed(window: Window) -> slice:
    start = window.at
    window.at += window.value_length(len(window.data)) or 0
    return slice(start, window.at)


def _next_value(window: Window) -> bool:
    """Moves over one bracket, comma or colon to a value. False at the end of the object."""
    window.skip_blank()
    if window.look() == b"}":
        return False
    window.at += 1
    window.skip_blank()
    return window.look() != b"}"
