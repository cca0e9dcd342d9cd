"""The tables of `fields` as a tree of steps, so that a record is walked once, in document order."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from fhiradapter.prose import Stated
from fhiradapter.sources.formats.ctgov_xml.fields import Each, One, Several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from fhiradapter.sources.formats.ctgov_xml.fields import Row, Rows
    from fhiradapter.sources.formats.ctgov_xml.kinds import Kind, Part


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the v2 tree: the objects on the way, the field, and whether it is a list."""

    objects: tuple[str, ...]
    field: str
    many: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Words to one value, and where it goes."""

    target: Target
    kind: Kind
    joiner: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An element that makes an object of a list; `also` is what its name states, in no words."""

    target: Target
    step: Step
    also: Mapping[str, Stated[str]]


@dataclass
class Step:
    """What an element states: by its words (`readings`, `several`), by attributes, as an object, by elements below."""

    readings: list[Reading] = field(default_factory=list)
    several: list[tuple[str, Callable[[str], Iterator[Part]]]] = field(default_factory=list)
    attributes: dict[str, Reading] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    below: dict[str, Step] = field(default_factory=dict)

    @cached_property
    def of_words(self) -> bool:
        """True for an element whose own words are read."""
        return bool(self.readings or self.several)

    @cached_property
    def plain(self) -> Reading | None:
        """The reading of an element that states one value by its words and nothing else: most are like this."""
        else_stated = self.several or self.attributes or self.entries or self.below
        return self.readings[0] if len(self.readings) == 1 and not else_stated else None

    @cached_property
    def once(self) -> bool:
        """True where a record may have the element only once."""
        return not self.entries and not any(reading.target.many for reading in self.readings)


@cache
def target(path: str) -> Target:
    """The place that a path like `a.b.c` or `a.list[]` names."""
    *objects, last = path.removesuffix("[]").split(".")
    return Target(tuple(objects), last, path.endswith("[]"))


def steps(tables: Iterable[tuple[str, Rows]]) -> Step:
    """The steps for tables of rows, each with what to put before its targets."""
    root = Step()
    for before, rows in tables:
        for row in rows:
            _add(root, before, row)
    return root


def _add(root: Step, before: str, row: Row) -> None:
    *elements, last = row.source.split("/")
    step = root
    for name in elements:
        step = _below(step, name)
    if isinstance(row, One):
        reading = Reading(target(before + row.target), row.kind, row.joiner)
        if last.startswith("@"):
            step.attributes[last[1:]] = reading
        else:
            _below(step, last).readings.append(reading)
    elif isinstance(row, Several):
        _below(step, last).several.append((before, row.read))
    elif isinstance(row, Each):
        also = {name: Stated(value) for name, value in row.also.items()}
        _below(step, last).entries.append(Entry(target(before + row.target), steps([("", row.rows)]), also))


def _below(step: Step, name: str) -> Step:
    return step if name == "." else step.below.setdefault(name, Step())
