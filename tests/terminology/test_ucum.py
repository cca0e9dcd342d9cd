"""Every unit that can be written is one of UCUM, by a library that knows its grammar. https://ucum.org/ucum"""

from __future__ import annotations

import pytest

from fhiradapter.schedule.phrases.limits import LIMITS
from fhiradapter.terminology.tables import Tables

ucumvert = pytest.importorskip("ucumvert")
TABLES = Tables.load()


def is_ucum(code: str) -> bool:
    return ucumvert.parse_ucum(code) is not None  # raises where it is none


@pytest.mark.parametrize("code", TABLES.units)
def test_a_unit_of_the_table(code: str) -> None:
    """A dose is written in these alone, and a time by which a dose is divided is one of them."""
    assert is_ucum(code)


@pytest.mark.parametrize(
    "code", [f"{code}/{per}" for code in TABLES.units if code.startswith(("{", "[")) for per in ("d", "wk")]
)
def test_an_amount_of_a_day_or_a_week(code: str) -> None:
    assert is_ucum(code)


def test_every_unit_of_a_dose_has_a_limit() -> None:
    """What is per day or week is limited as what is per dose; rates are no doses."""
    doses = {code for code, row in TABLES.units.items() if row.kind == "dose"}
    assert set(LIMITS) == {code for code in doses if not code.endswith(("/d", "/wk", "/h", "/min"))}


@pytest.mark.parametrize("word", ["AUC", "fortnight", "day", "milligrams", "mg/m²", "tablet"])
def test_a_word_is_no_unit(word: str) -> None:
    """The library does find what is none."""
    with pytest.raises(ucumvert.InvalidUcumError):
        ucumvert.parse_ucum(word)
