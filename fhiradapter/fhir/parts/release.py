"""What differs between FHIR releases, as one row of facts per release (the rows: `r4/facts.py`, `r5/facts.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhiradapter.fhir.parts.elements import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Facts of one release.

    `column` names it in the tables. `action_identity` are the members of an action that hold its id, `action_target`
    the one of `relatedAction` that holds another's. `as_needed` is the member of a dosage that says so; `lists_caps`:
    a dosage has a list of the most that is given in a time. `artifact_url` is the path of a web address in
    RelatedArtifact. `definitional_group` says that a Group describes people and lists none. `device_name` are the list
    of names of a Device, the name in it, and its type. `compares_partial_dates`: a period may hold dates of different
    precision (per-1). `demands_recorded`: a Provenance has to say when. `marks` are elements by resource type that
    tell this release from the others.
    """

    name: str
    number: str
    column: str
    action_identity: tuple[str, ...]
    action_target: str
    as_needed: str
    lists_caps: bool
    artifact_url: tuple[str, ...]
    definitional_group: Element
    device_name: tuple[str, str, str]
    compares_partial_dates: bool
    demands_recorded: bool
    marks: Mapping[str, frozenset[str]]
