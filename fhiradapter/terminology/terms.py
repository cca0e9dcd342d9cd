"""Drugs and conditions by name: the codes of a name, and the step that found them.

A step that is not sure finds nothing; then the words have to do. All codes of a term are for the one thing that the
name means, each as exact as its code system is: a classification may only have the class.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from fhiradapter.terminology.names import MAPPINGS, Found, folded
from fhiradapter.terminology.rows import TermRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

R = TypeVar("R", bound=TermRow)

RECORD_MESH = "record-mesh"

# https://clinicaltrials.gov writes short numbers with nine digits in older exports: D000008175 is D008175
_PADDED = re.compile(r"([DC])000(\d{6})")
_SHORT_BELOW = {"D": 66_000, "C": 589_000}


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a code system. https://hl7.org/fhir/R4/datatypes.html#Coding"""

    system: str
    code: str
    display: str


@dataclass(frozen=True, slots=True)
class Term:
    """The codes of a name, the preferred one first; `step` is mappings, record-mesh, table-name or table-synonym."""

    codings: tuple[Coding, ...]
    step: str


@dataclass(frozen=True, slots=True)
class Vocabulary(Generic[R]):
    """What names mean in one release: `names` find rows, `systems` are URIs by column."""

    names: Mapping[str, Found[R]]
    systems: Mapping[str, str]
    _codings: dict[str, tuple[Coding, ...]] = field(default_factory=dict, repr=False, compare=False)

    def term(self, name: str, mesh: Sequence[tuple[str, str]] = ()) -> Term | None:
        """The codes of a name, None when there are none.

        `mesh` are the headings that the record itself has, each with its id, or an empty one. A heading belongs to the
        name when it is the name, or the heading of the row that the name finds.
        """
        wanted = folded(name)
        found = self.names.get(wanted) or Found(None, "")
        if mesh and found.step != MAPPINGS and self.systems["mesh"]:
            heading = self._heading(wanted, found.row, mesh)
            if heading:
                return Term(self._headed(found.row, heading), RECORD_MESH)
        codings = self._coded(found.row) if found.row else ()
        return Term(codings, found.step) if codings else None

    def _heading(self, wanted: str, row: R | None, mesh: Sequence[tuple[str, str]]) -> Coding | None:
        """The heading of the record that says the same as the name."""
        for term, given in mesh:
            code, same = mesh_id(given), folded(term)
            of_row = row is not None and bool(row.mesh)
            if same == wanted and code:
                return Coding(self.systems["mesh"], code, term)
            if row and of_row and (code == row.mesh if code else self._means(same, row)):
                return Coding(self.systems["mesh"], row.mesh, term)
        return None

    def _means(self, name: str, row: R) -> bool:
        found = self.names.get(name)
        return name == folded(row.mesh_display) or (found is not None and found.row is row)

    def _headed(self, row: R | None, heading: Coding) -> tuple[Coding, ...]:
        """The codes of a row, with the heading of the record for that of the table."""
        if row is None:
            return (heading,)
        if row.mesh:
            return tuple(heading if each.system == heading.system else each for each in self._coded(row))
        return _codings(replace(row, mesh=heading.code, mesh_display=heading.display), self.systems)

    def _coded(self, row: R) -> tuple[Coding, ...]:
        known = self._codings.get(row.key)
        if known is None:
            known = self._codings[row.key] = _codings(row, self.systems)
        return known


def mesh_id(given: str) -> str:
    """A MeSH id as MeSH writes it: six digits below D066000 and C589000, nine from there on."""
    padded = _PADDED.fullmatch(given.strip())
    if padded and int(padded[2]) < _SHORT_BELOW[padded[1]]:
        return padded[1] + padded[2]
    return given.strip()


def _codings(row: TermRow, systems: Mapping[str, str]) -> tuple[Coding, ...]:
    cells = (
        (system, getattr(row, column), getattr(row, f"{column}_display", "")) for column, system in systems.items()
    )
    return tuple(Coding(system, code, display) for system, code, display in cells if system and code)
