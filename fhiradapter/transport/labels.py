"""Tags and security labels: a write adds to them and takes none away, as FHIR servers do.

A hospital puts labels of its own on what it received; pushing the study again must not remove them.
https://hl7.org/fhir/R4/resource.html#tag-updates
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fhiradapter.transport.store import Resource

_SETS = ("security", "tag")  # HAPI replaces profiles


def keeping_labels(old: Resource, new: Resource) -> Resource:
    """`new`, with the labels that `old` has and it has not."""
    theirs, ours = old.get("meta"), new.get("meta", {})
    if not isinstance(theirs, dict):
        return new
    kept = {name: [*ours.get(name, []), *_others(theirs.get(name), ours.get(name, []))] for name in _SETS}
    meta = {**ours, **{name: labels for name, labels in kept.items() if labels}}
    return {**new, "meta": meta} if meta else new


def _others(theirs: Any, ours: list[Any]) -> list[Any]:
    known = [_identity(label) for label in ours]
    return [label for label in theirs if _identity(label) not in known] if isinstance(theirs, list) else []


def _identity(label: Any) -> Any:
    """A label is its system and code, whatever it is called."""
    return (label.get("system"), label.get("code")) if isinstance(label, dict) else label
