"""The words that the tables add to the grammar of treatment sentences."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from fhiradapter.errors import UsageError
from fhiradapter.schedule import names, qualifiers
from fhiradapter.schedule.lexicon import Lexicon
from fhiradapter.schedule.phrases.openers import families_by_opener
from fhiradapter.schedule.regimen import Frequency
from fhiradapter.terminology.names import folded
from fhiradapter.terminology.rows import WordedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.schedule.names import Names
    from fhiradapter.terminology.rows import FrequencyRow
    from fhiradapter.terminology.tables import Tables

R = TypeVar("R", bound=WordedRow)

_ELEMENTS = frozenset("calcium iron lithium magnesium potassium sodium zinc".split())
"""Their salts are treatments of their own."""


def lexicon(tables: Tables) -> Lexicon:
    """Words to route keys, frequencies and UCUM codes. Raises UsageError for a frequency that is no number."""
    doses = (row for row in tables.units.values() if row.kind == "dose")
    routes = {words: row.key for words, row in _by_words(tables.routes.values())}
    frequencies = {words: _frequency(row) for words, row in _by_words(tables.frequencies.values())}
    return Lexicon(
        routes=routes,
        frequencies=frequencies,
        units={words: row.key for words, row in _by_words(doses)},
        names=_names(tables),
        openers=families_by_opener(routes, frequencies),
    )


def _names(tables: Tables) -> Names:
    """What treatments are called, the substances first; a name that is also a key of its own stays that."""
    drugs = {phrase: _base(row.key, tables) for row in tables.drugs.values() for phrase in row.phrases}
    drugs.update((row.key, _base(row.key, tables)) for row in tables.drugs.values())
    further = {phrase: row.key for row in tables.treatments.values() for phrase in (row.key, *row.phrases)}
    return names.common(
        {**drugs, **further, **drugs},
        kinds={row.key: row.kind for row in tables.treatments.values()},
        classes={row.key: row.members for row in tables.treatments.values() if row.members},
    )


def _base(key: str, tables: Tables) -> str:
    """A salt of a substance that has a row of its own is the same treatment."""
    base = tables.drugs.get(folded(qualifiers.without_salt(key)))
    return base.key if base and base.index not in _ELEMENTS else key


def _by_words(rows: Iterable[R]) -> Iterator[tuple[str, R]]:
    return ((" ".join(phrase.lower().split()), row) for row in rows for phrase in row.phrases)


def _frequency(row: FrequencyRow) -> Frequency:
    try:
        return Frequency(int(row.count), Decimal(row.period), row.unit, row.gts_code)
    except ArithmeticError as error:
        raise UsageError(f"frequencies.tsv: {row.key}: {row.period!r} is no number") from error
    except ValueError as error:
        raise UsageError(f"frequencies.tsv: {row.key}: {row.count!r} is no whole number") from error
