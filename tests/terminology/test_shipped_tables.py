"""The shipped tables: complete, licensed, and without two meanings for one word."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from fhiradapter.terminology.names import folded
from fhiradapter.terminology.tables import ROW_TYPES, Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhiradapter.terminology.rows import Row, TermRow

TABLES = Tables.load()
ALL: Mapping[str, Mapping[str, Row]] = {name: getattr(TABLES, name) for name in ROW_TYPES}
TERMS: Mapping[str, Mapping[str, TermRow]] = {"drugs": TABLES.drugs, "conditions": TABLES.conditions}
CELLS = [(name, column) for name, rows in TERMS.items() for column in next(iter(rows.values())).systems]
PATTERNS = {
    "rxnorm": r"[1-9]\d{1,7}",
    "ncit": r"C\d{2,6}",
    "unii": r"[0-9A-Z]{10}",
    "mesh": r"[DC](\d{6}|\d{9})",
    "snomed": r"[1-9]\d{5,17}",
    "icd10cm": r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?",
    "mondo": r"MONDO:\d{7}",
}
LICENCES = {
    "rxnorm": "RxNorm: public domain (NLM)",
    "ncit": "NCIt: CC-BY-4.0",
    "unii": "UNII: free (FDA)",
    "mesh": "MeSH: NLM, with attribution",
    "snomed": "SNOMED CT GPS: CC-BY-4.0",
    "icd10cm": "ICD-10-CM: public domain (NCHS, CMS)",
    "mondo": "MONDO: CC-BY-4.0",
}
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
                assert TABLES.system(row.system, release).startswith(("http", "urn:")), key


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


@pytest.mark.parametrize("name", ["drugs", "conditions", "countries"])
def test_no_name_finds_two_rows(name: str) -> None:
    rows = getattr(TABLES, name)
    names = Counter(found for row in rows.values() for found in {row.index, *map(folded, row.phrases)})
    assert not {found for found, count in names.items() if count > 1}
    assert all(names)
    for row in rows.values():
        folds = [row.index, *map(folded, row.phrases)]
        assert len(folds) == len(set(folds)), row.key


@pytest.mark.parametrize(("name", "column"), CELLS)
def test_codes_look_like_codes_of_their_system(name: str, column: str) -> None:
    coded = {row.key: getattr(row, column) for row in TERMS[name].values() if getattr(row, column)}
    assert coded
    assert not [key for key, code in coded.items() if not re.fullmatch(PATTERNS[column], code)]


@pytest.mark.parametrize(("name", "column"), CELLS)
def test_the_licence_of_every_cell_is_told(name: str, column: str) -> None:
    for row in TERMS[name].values():
        assert bool(getattr(row, column)) == (LICENCES[column] in row.licence.split("; ")), row.key


@pytest.mark.parametrize("name", TERMS)
def test_every_row_has_a_code(name: str) -> None:
    for row in TERMS[name].values():
        assert any(getattr(row, column) for column in row.systems), row.key


@pytest.mark.parametrize("name", TERMS)
def test_a_display_stands_beside_its_code(name: str) -> None:
    for row in TERMS[name].values():
        for column in row.systems:
            assert getattr(row, column) or not getattr(row, f"{column}_display"), row.key


def test_one_code_of_a_substance_means_one_drug() -> None:
    for column in ("rxnorm", "ncit", "unii", "mesh", "snomed"):
        codes = Counter(code for row in TABLES.drugs.values() if (code := getattr(row, column)))
        assert not [code for code, count in codes.items() if count > 1], column


def test_check_digits_of_unii() -> None:
    for row in TABLES.drugs.values():
        if row.unii:
            assert sum(int(each, 36) for each in row.unii[:9]) % 36 == int(row.unii[9], 36), row.key


def test_check_digits_of_snomed() -> None:
    for rows in TERMS.values():
        assert all(_verhoeff(row.snomed) for row in rows.values() if row.snomed)


def test_no_word_of_a_drug_is_short_or_a_combination() -> None:
    for row in TABLES.drugs.values():
        for phrase in row.phrases:
            assert len(re.sub(r"[^0-9A-Za-z]", "", phrase)) >= (3 if phrase == "5-FU" else 4), phrase
            assert "+" not in phrase, phrase


def test_relations_are_known() -> None:
    assert {row.relation for row in TABLES.codes.values()} == {"", "wider", "related"}


def test_losses_have_an_outcome_and_a_reason() -> None:
    formats = {"ctgov-v2", "ctgov-xml", "ctgov-csv", "ctgov-v1", "nci-cts", "ictrp", "text"}
    for row in TABLES.losses.values():
        assert row.outcome in {"derived", "not-placed"}
        assert row.reason
        assert row.format in formats
        assert row.pattern


def test_labels_are_words_for_people() -> None:
    for row in TABLES.labels.values():
        assert row.label[0].isupper(), row.key
        assert row.label != row.key
