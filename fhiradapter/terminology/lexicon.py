"""The words that the tables add to the grammar of treatment sentences."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from fhiradapter.errors import UsageError
from fhiradapter.schedule import names
from fhiradapter.schedule.lexicon import Lexicon
from fhiradapter.schedule.phrases.openers import families_by_opener
from fhiradapter.schedule.regimen import Frequency
from fhiradapter.terminology.rows import WordedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.terminology.rows import FrequencyRow
    from fhiradapter.terminology.tables import Tables

R = TypeVar("R", bound=WordedRow)


def lexicon(tables: Tables) -> Lexicon:
    """Words to route keys, frequencies and UCUM codes. Raises UsageError for a frequency that is no number."""
    doses = (row for row in tables.units.values() if row.kind == "dose")
    routes = {words: row.key for words, row in _by_words(tables.routes.values())}
    frequencies = {words: _frequency(row) for words, row in _by_words(tables.frequencies.values())}
    return Lexicon(
        routes=routes,
        frequencies=frequencies,
        units={words: row.key for words, row in _by_words(doses)},
        names=names.common(dict(_drugs(tables))),
        openers=families_by_opener(routes, frequencies),
    )


def _drugs(tables: Tables) -> Iterator[tuple[str, str]]:
    """Every name of a drug with its key; a name that is also a key of its own stays that."""
    for row in tables.drugs.values():
        yield from ((phrase, row.key) for phrase in row.phrases)
    yield from ((row.key, row.key) for row in tables.drugs.values())


def _by_words(rows: Iterable[R]) -> Iterator[tuple[str, R]]:
    return ((" ".join(phrase.lower().split()), row) for row in rows for phrase in row.phrases)


def _frequency(row: FrequencyRow) -> Frequency:
    try:
        return Frequency(int(row.count), Decimal(row.period), row.unit, row.gts_code)
    except ArithmeticError as error:
        raise UsageError(f"frequencies.tsv: {row.key}: {row.period!r} is no number") from error
    except ValueError as error:
        raise UsageError(f"frequencies.tsv: {row.key}: {row.count!r} is no whole number") from error
