"""The shipped tables: complete, licensed, and without two meanings for one word."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from fhiradapter.terminology.tables import ROW_TYPES, Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhiradapter.terminology.rows import Row

TABLES = Tables.load()
ALL: Mapping[str, Mapping[str, Row]] = {name: getattr(TABLES, name) for name in ROW_TYPES}
TIME_UNITS = {"s", "min", "h", "d", "wk", "mo", "a"}


@pytest.mark.parametrize("name", ROW_TYPES)
def test_every_row_has_its_source_and_licence(name: str) -> None:
    assert all(row.source and row.licence for row in ALL[name].values())


@pytest.mark.parametrize("name", ["routes", "frequencies", "units"])
def test_no_word_means_two_things(name: str) -> None:
    rows = getattr(TABLES, name).values()
    meanings = Counter(phrase.casefold() for row in rows for phrase in {word.casefold() for word in row.phrases})
    assert not {phrase for phrase, count in meanings.items() if count > 1}


def test_codes_name_systems_that_exist() -> None:
    for key, row in TABLES.codes.items():
        assert not row.system or row.system in TABLES.code_systems, key
        for release in ("r4", "r5"):
            if row.system and getattr(row, f"{release}_code"):
                assert TABLES.system(row.system, release).startswith("http"), key


def test_no_code_stands_without_its_display() -> None:
    for key, row in TABLES.codes.items():
        assert bool(row.r4_code) == bool(row.r4_display), key
        assert bool(row.r5_code) == bool(row.r5_display), key


def test_snomed_codes_are_valid_and_attributed() -> None:
    coded = [row for row in TABLES.routes.values() if row.snomed]
    assert coded
    for row in coded:
        assert _verhoeff(row.snomed), row.key
        assert "Global Patient Set" in row.source
        assert row.licence == "CC-BY-4.0"


def _verhoeff(digits: str) -> bool:
    """The check digit of SNOMED CT identifiers."""
    permutation = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    check = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(position % 8):
            value = permutation[value]
        check = _dihedral(check, value)
    return check == 0


def _dihedral(left: int, right: int) -> int:
    """The product in the dihedral group of ten elements."""
    if left < 5:
        return (left + right) % 5 if right < 5 else (left + right) % 5 + 5
    return (left - right) % 5 + 5 if right < 5 else (left - right) % 5


def test_frequencies_are_numbers_of_time_units() -> None:
    for row in TABLES.frequencies.values():
        assert row.count.isdigit()
        assert re.fullmatch(r"[0-9.]+", row.period)
        assert row.unit in TIME_UNITS


def test_units_are_of_a_kind() -> None:
    assert {row.kind for row in TABLES.units.values()} == {"dose", "time", "measure"}
    assert {row.key for row in TABLES.units.values() if row.kind == "time"} == TIME_UNITS
    assert TABLES.units["ug"].phrases[0] == "mcg"


def test_extensions_have_a_value_or_parts() -> None:
    for row in TABLES.extensions.values():
        if row.part:
            assert row.extension in TABLES.extensions
            assert row.type
        else:
            assert bool(row.type) != bool(TABLES.extension_parts(row.key)), row.key
            assert row.context
            assert set(row.releases.split("|")) <= {"r4", "r5"}


def test_all_statuses_of_the_registry_are_known() -> None:
    known = TABLES.values("overallStatus")
    assert len(known) == 14
    assert {"WITHHELD", "UNKNOWN", "AVAILABLE", "RECRUITING"} <= set(known)
