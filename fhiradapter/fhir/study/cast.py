"""Who is who among the parties of a study: those of the same name are one, and have an id; facts that are alike.

An organisation is known by its name, a person by name and affiliation, a contact without a name by what reaches it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fhiradapter.prose import Stated
    from fhiradapter.trial.people import Party

Key = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of a study by key, in the order of the source, and the end of the id of each."""

    organisations: Mapping[Key, tuple[Party, ...]]
    people: Mapping[Key, tuple[Party, ...]]
    suffixes: Mapping[Key, str]

    def suffix(self, party: Party) -> str:
        """`org-1`, `person-1`; empty for one who is none of these parties."""
        return self.suffixes.get(key_of(party), "")


class _Same:
    """Parties that are equal to themselves alone: comparing them by content would cost as much as to make a cast."""

    __slots__ = ("parties",)

    def __init__(self, parties: tuple[Party, ...]) -> None:
        self.parties = parties

    def __hash__(self) -> int:
        return id(self.parties)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.parties is self.parties


def cast_of(parties: tuple[Party, ...]) -> Cast:
    """The cast. It is asked for once per party of a study, and made once."""
    return _cast(_Same(parties))


@lru_cache(maxsize=4)
def _cast(same: _Same) -> Cast:
    organisations = _grouped(party for party in same.parties if not party.person)
    people = _grouped(party for party in same.parties if party.person)
    suffixes = {key: f"org-{number}" for number, key in enumerate(organisations, start=1)}
    suffixes |= {key: f"person-{number}" for number, key in enumerate(people, start=1)}
    return Cast(organisations, people, suffixes)


def _grouped(parties: Iterable[Party]) -> dict[Key, tuple[Party, ...]]:
    groups: dict[Key, list[Party]] = {}
    for party in parties:
        groups.setdefault(key_of(party), []).append(party)
    return {key: tuple(group) for key, group in groups.items()}


def key_of(party: Party, affiliation: Stated[str] | None = None) -> Key:
    """By what a party is known. `affiliation` stands in where the party states none (the facility of a site)."""
    name = folded(party.name)
    reached = () if name else tuple(each.value.value for each in party.telecoms)
    if not party.person:
        return ("organisation", name, *reached)
    return ("person", name, folded(party.affiliation or affiliation), *reached)


def folded(fact: Stated[str] | None) -> str:
    """A name without what does not tell it from another: case and spacing."""
    return " ".join(fact.value.casefold().split()) if fact else ""


def alike(facts: Iterable[Stated[T] | None]) -> dict[T, list[Stated[T]]]:
    """The facts by value, in order: what is said twice is one fact with two citations."""
    groups: dict[T, list[Stated[T]]] = {}
    for fact in facts:
        if fact:
            groups.setdefault(fact.value, []).append(fact)
    return groups
