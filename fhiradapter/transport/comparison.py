"""Whether two resources are the same, apart from what the server owns.

What a HAPI 8.8.0 server does between write and read (R4 and R5, run by `tests/transport/test_contract.py`):

| element | what it does | here |
|---|---|---|
| `meta.versionId`, `meta.lastUpdated` | sets both | ignored |
| `meta.source` | appends `#<request id>`, or does not store it, as it is set up | ignored |
| `meta.profile`, `meta.tag`, `meta.security` | a sorted set; adds labels, replaces profiles | any order |
| `display` of a tag or security label | keeps the first one that any resource ever gave this code | ignored |
| `text.div` | writes anew: attributes in other order, entities as letters, `<p></p>` as `<p/>` | as tags and letters |
| integer64 (R5: `Attachment.size`), by the specification a string | answers a number | `"7"` is `7` |
| decimals | keeps their digits | `1.50` is not `1.5` |
| members of an object | puts them in the specification's order | any order |
| lists | keeps their order | compared |
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fhiradapter.json_codec import encode
from fhiradapter.transport.xhtml import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.transport.store import Resource

_SERVERS_OWN = frozenset({"versionId", "lastUpdated", "source"})
_SETS = frozenset({"profile", "tag", "security"})
_FIRST_COME = frozenset({"display", "userSelected"})


def same(one: Resource, other: Resource) -> bool:
    """True when nothing differs but what the server owns."""
    return not differences(one, other)


def differences(one: Resource, other: Resource) -> list[str]:
    """The paths of elements that differ, like `PlanDefinition.action[0].title`, in the order of `one`."""
    return list(_compare(_ours(one), _ours(other), str(one.get("resourceType", "Resource"))))


def _ours(resource: Resource) -> Resource:
    kept = {name: value for name, value in resource.get("meta", {}).items() if name not in _SERVERS_OWN}
    meta = {name: _as_set(value) if name in _SETS else value for name, value in kept.items()}
    ours = {name: value for name, value in resource.items() if name != "meta"}
    return {**ours, "meta": meta} if meta else ours


def _as_set(labels: list[Any]) -> list[Any]:
    bare = (_without(label, _FIRST_COME) if isinstance(label, dict) else label for label in labels)
    return sorted(bare, key=_spelling)


def _without(element: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in element.items() if name not in names}


def _compare(one: Any, other: Any, path: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one | other:
            yield from _compare(one.get(name), other.get(name), f"{path}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _compare(left, right, f"{path}[{place}]")
    elif _spelling(one) != _spelling(other) and not (path.endswith(".text.div") and _same_text(one, other)):
        yield path


def _same_text(one: Any, other: Any) -> bool:
    return isinstance(one, str) and isinstance(other, str) and tokens(one) == tokens(other)


def _spelling(value: Any) -> bytes:
    """How a value is written: in Python 1.50 equals 1.5 and True equals 1, in FHIR they do not."""
    return encode(_in_order(value))


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_in_order(item) for item in value]
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
