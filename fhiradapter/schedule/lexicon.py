"""The words that the grammar does not know by itself: routes, frequencies, units. They come from tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fhiradapter.schedule.names import Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhiradapter.schedule.regimen import Frequency


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Lower-case words, single blanks between them, and what they mean.

    `routes` gives keys of `mappings/routes.tsv`, `frequencies` values, `units` UCUM codes of doses.
    `names` are the treatments that tables know, `openers` the families of phrases by the
    words that they begin with (`phrases.openers`).
    """

    routes: Mapping[str, str] = field(default_factory=dict)
    frequencies: Mapping[str, Frequency] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    openers: Mapping[str, frozenset[str]] = field(default_factory=dict)
