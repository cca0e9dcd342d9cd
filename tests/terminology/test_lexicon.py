"""The words that the tables give to the grammar."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fhiradapter.errors import UsageError
from fhiradapter.schedule.regimen import Frequency
from fhiradapter.terminology.lexicon import lexicon
from fhiradapter.terminology.tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

WORDS = lexicon(Tables.load())


def test_words_of_the_examples() -> None:
    assert (WORDS.routes["orally"], WORDS.routes["po"]) == ("oral", "oral")
    assert (WORDS.routes["intravenously"], WORDS.routes["iv"]) == ("intravenous", "intravenous")
    assert WORDS.frequencies["once daily"] == WORDS.frequencies["qd"] == Frequency(1, Decimal(1), "d", "QD")
    assert WORDS.units["mg/m²"] == "mg/m2"


def test_words_are_lower_case_with_single_blanks() -> None:
    for words in (*WORDS.routes, *WORDS.frequencies, *WORDS.units):
        assert words == " ".join(words.lower().split())


def test_time_is_no_dose() -> None:
    assert not {"days", "weeks", "h"} & WORDS.units.keys()


@pytest.mark.parametrize("word", ["it", "id", "pr", "os", "od", "peg"])
def test_common_words_are_no_routes(word: str) -> None:
    assert word not in WORDS.routes


@pytest.mark.parametrize(("count", "period"), [("once", "1"), ("1", "a day")])
def test_a_frequency_that_is_no_number(tmp_path: Path, count: str, period: str) -> None:
    header = "key\twords\tcount\tperiod\tunit\tgts_code\tsource\tlicence"
    row = f"odd\toddly\t{count}\t{period}\td\t\tours\tours"
    (tmp_path / "frequencies.tsv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"frequencies\.tsv: odd"):
        lexicon(Tables.load(tmp_path))
