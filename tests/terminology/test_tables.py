"""Tables: read, overridden, suppressed, and refused with file and line when they are broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fhiradapter.errors import UsageError
from fhiradapter.terminology.reading import read_table
from fhiradapter.terminology.rows import RouteRow
from fhiradapter.terminology.tables import ROW_TYPES, Coding, Tables

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "key\twords\tsnomed\tdisplay\tsource\tlicence"


def folder_with(tmp_path: Path, *lines: str, table: str = "routes") -> Path:
    (tmp_path / f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_codings_of_both_releases() -> None:
    tables = Tables.load()
    thl = "http://terminology.hl7.org/CodeSystem/research-study-phase"
    assert tables.coding("phases", "PHASE1|PHASE2", "r4") == Coding(thl, "phase-1-phase-2", "Phase 1/Phase 2")
    r5 = tables.coding("phases", "PHASE1|PHASE2", "r5")
    assert r5
    assert r5.system == "http://hl7.org/fhir/research-study-phase"
    assert tables.coding("phases", "PHASE1|PHASE3", "r4") is None
    assert tables.coding("progressStatus", "RECRUITING", "r4") is None


def test_values_of_a_field() -> None:
    assert Tables.load().values("overallStatus")[:2] == ("NOT_YET_RECRUITING", "RECRUITING")


def test_a_route_is_found_by_words_then_by_code() -> None:
    tables = Tables.load()
    assert tables.route_of("47625008", "IV push") == "intravenous-bolus"
    assert tables.route_of("47625008", "through a vein") == "intravenous"
    assert tables.route_of("", "by owl") == "by owl"


def test_a_users_row_replaces_the_shipped_one(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, HEADER, "oral\tpar la bouche\t26643006\tvoie orale\tours\tours")
    tables = Tables.load(folder)
    assert tables.routes["oral"].phrases == ("par la bouche",)
    assert tables.routes["intravenous"] == Tables.load().routes["intravenous"]


def test_a_blank_row_takes_the_shipped_one_away(tmp_path: Path) -> None:
    assert "oral" not in Tables.load(folder_with(tmp_path, HEADER, "oral\t\t\t\tour policy\t")).routes


def test_words_without_a_code_take_only_the_code_away(tmp_path: Path) -> None:
    tables = Tables.load(folder_with(tmp_path, HEADER, "oral\torally\t\t\tno SNOMED CT here\t"))
    assert tables.routes["oral"].phrases == ("orally",)
    assert tables.route("oral", "r4") is None


def test_the_last_folder_is_the_strongest(tmp_path: Path) -> None:
    weak, strong = tmp_path / "weak", tmp_path / "strong"
    for folder, words in ((weak, "one"), (strong, "two")):
        folder.mkdir()
        folder_with(folder, HEADER, f"oral\t{words}\t1\td\ts\tl")
    assert Tables.load(weak, strong).routes["oral"].words == "two"


def test_tables_of_spreadsheets(tmp_path: Path) -> None:
    """Byte order mark, CRLF, another order of columns, cells of their own, short rows."""
    file = tmp_path / "routes.tsv"
    file.write_bytes(
        "\ufeffnote\tkey\tsnomed\twords\tdisplay\tsource\tlicence\r\nmine\toral\t1\tby mouth\r\n\r\n".encode()
    )
    assert read_table(file, RouteRow)["oral"] == RouteRow(
        key="oral", source="", licence="", words="by mouth", snomed="1", display=""
    )


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        (["key\twords\tsnomed\tsource\tlicence"], "routes.tsv:1", "no column display"),
        ([HEADER, "oral\ta\t1\tb\tc\td", "oral\ta\t1\tb\tc\td"], "routes.tsv:3", "'oral' is there twice"),
        ([HEADER, "\ta\t1\tb\tc\td"], "routes.tsv:2", "no key"),
        ([HEADER, "", "oral\ta\t1\tb\tc\td\te"], "routes.tsv:3", "7 cells under 6 columns"),
    ],
)
def test_broken_tables(tmp_path: Path, lines: list[str], place: str, words: str) -> None:
    with pytest.raises(UsageError) as raised:
        Tables.load(folder_with(tmp_path, *lines))
    assert place in str(raised.value)
    assert words in str(raised.value)


def test_other_encodings(tmp_path: Path) -> None:
    (tmp_path / "routes.tsv").write_bytes(f"{HEADER}\noral\tb\xe9b\xe9\t\t\t\t\n".encode("latin-1"))
    with pytest.raises(UsageError, match=r"routes\.tsv:2: byte 0xe9 is not UTF-8"):
        Tables.load(tmp_path)


def test_no_folder_and_no_such_table(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        Tables.load(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"rouets\.tsv: there is no such table"):
        Tables.load(folder_with(tmp_path, HEADER, table="rouets"))


def test_every_table_has_its_rows() -> None:
    tables = Tables.load()
    assert all(getattr(tables, name) for name in ROW_TYPES)


def test_a_table_is_read_when_it_is_asked_for() -> None:
    tables = Tables.load()
    assert "drugs" not in vars(tables)
    assert tables.drugs is tables.drugs


def test_columns_that_a_users_table_may_do_without(tmp_path: Path) -> None:
    codes = folder_with(
        tmp_path,
        "key\tsystem\tr4_code\tr4_display\tr5_code\tr5_display\tsource\tlicence",
        "phases/NA\t\tx\tX\ty\tY\tours\tours",
        table="codes",
    )
    row = Tables.load(codes).codes["phases/NA"]
    assert (row.r4_code, row.relation) == ("x", "")


def test_names_differ_in_more_than_case(tmp_path: Path) -> None:
    header = "key\twords\tiso3166\tsource\tlicence"
    folder = folder_with(tmp_path, header, "Spain\t\tES\t\t", " SPAIN\t\tES\t\t", table="countries")
    with pytest.raises(UsageError, match=r"countries\.tsv:3: the key 'SPAIN' is there twice"):
        Tables.load(folder)
