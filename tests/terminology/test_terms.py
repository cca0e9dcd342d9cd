"""Names to codes: the order of the steps, users' rows, and names that must stay text."""

from __future__ import annotations

import timeit
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.terminology.names import folded
from fhiradapter.terminology.tables import Coding, Tables, Term
from fhiradapter.terminology.terms import mesh_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TABLES = Tables.load()
MESH = "https://www.nlm.nih.gov/mesh"
NAMES = st.sampled_from([name for row in TABLES.drugs.values() for name in (row.key, *row.phrases)])
DRUGS = "key\twords\trxnorm\tncit\tunii\tmesh\tsnomed\tsource\tlicence"


def users(tmp_path: Path, *rows: str) -> Tables:
    (tmp_path / "drugs.tsv").write_text("\n".join([DRUGS, *rows]) + "\n", encoding="utf-8")
    return Tables.load(tmp_path)


def codes(term: Term | None) -> list[str]:
    return [each.code for each in term.codings] if term else []


def drug(name: str, mesh: Sequence[tuple[str, str]] = ()) -> Term:
    found = TABLES.drug(name, "r4", mesh)
    assert found, name
    return found


def test_drugs_of_the_examples() -> None:
    term = drug("Inotuzumab Ozogamicin")
    assert term.step == "table-name"
    assert codes(term) == ["1942950", "C71542", "P93RUU11P7", "D000080045"]
    assert [each.system for each in term.codings] == [
        "http://www.nlm.nih.gov/research/umls/rxnorm",
        "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
        "http://fdasis.nlm.nih.gov",
        MESH,
    ]


def test_conditions_of_the_examples() -> None:
    term = TABLES.condition("B-cell Acute Lymphoblastic Leukemia", "r5")
    assert term
    assert codes(term) == ["277571004", "C8644", "D015452", "C91.0", "MONDO:0004947"]
    assert term.codings[0].system == "http://snomed.info/sct"


@pytest.mark.parametrize("name", ["ABT-199", "Venclexta", "GDC-0199", " abt-199. "])
def test_unambiguous_synonyms(name: str) -> None:
    assert drug(name) == Term(drug("venetoclax").codings, "table-synonym")


def test_the_record_comes_before_the_table() -> None:
    headings = [("Leukemia", "D007938"), ("venetoclax", "C579720")]
    assert drug("Venetoclax", headings).step == "record-mesh"
    assert codes(drug("Venetoclax", headings)) == codes(drug("Venetoclax"))
    assert drug("ABT-199", headings).step == "record-mesh"
    assert drug("ABT-199", [("Leukemia", "D007938")]).step == "table-synonym"


def test_a_heading_that_is_the_name_needs_no_row() -> None:
    assert drug("Quazurumab", [("quazurumab", "C000700001")]) == Term(
        (Coding(MESH, "C000700001", "quazurumab"),), "record-mesh"
    )
    assert TABLES.drug("Quazurumab", "r4", [("quazurumab", "")]) is None
    assert TABLES.drug("Quazurumab", "r4", [("Other drug", "C000700001")]) is None


def test_a_heading_without_id_is_that_of_the_row() -> None:
    condition = TABLES.condition(
        "Chronic myelogenous leukemia", "r4", [("Leukemia, Myelogenous, Chronic, BCR-ABL Positive", "")]
    )
    assert condition
    assert condition.step == "record-mesh"
    assert "D015464" in codes(condition)


def test_the_registry_knows_its_own_heading_better() -> None:
    term = drug("Venetoclax", [("Venetoclax", "C999999")])
    assert Coding(MESH, "C999999", "Venetoclax") in term.codings
    assert "C579720" not in codes(term)
    assert codes(term)[:3] == codes(drug("Venetoclax"))[:3]


def test_another_heading_is_not_attached() -> None:
    assert codes(drug("Venetoclax", [("Rituximab", "D000069283")])) == codes(drug("Venetoclax"))


@pytest.mark.parametrize(
    ("given_id", "meant"),
    [
        ("D000008175", "D008175"),
        ("D000065999", "D065999"),
        ("D000066000", "D000066000"),
        ("D000077192", "D000077192"),
        ("C000588999", "C588999"),
        ("C000589000", "C000589000"),
        ("D008175", "D008175"),
        ("", ""),
    ],
)
def test_mesh_ids_of_older_exports(given_id: str, meant: str) -> None:
    assert mesh_id(given_id) == meant


def test_a_padded_id_is_the_heading_of_the_row() -> None:
    term = drug("Dexamethasone", [("Dexamethasone", "D000003907")])
    assert Coding(MESH, "D003907", "Dexamethasone") in term.codings


@pytest.mark.parametrize(
    "name",
    [
        *"lead ice gold placebo Placebo CHOP R-CHOP FOLFOX chemotherapy platinum vehicle saline muse alcohol mito".split(),
        *["corticosteroids", "vaccine", "cells", "standard of care", "Best Supportive Care", "Drug A + Drug B"],
        *["radiation therapy", "", "  ", "..."],
    ],
)
def test_false_friends_stay_text(name: str) -> None:
    assert TABLES.drug(name, "r4") is None


@pytest.mark.parametrize(
    "name",
    [
        "Bosutinib 400 mg",
        "Bosutinib + Inotuzumab Ozogamicin",
        "Carboplatin/Paclitaxel",
        "Venetoclax tablets",
        "placebo for venetoclax",
        "Doxorubicin liposomal",
        "Imatinib mesylate",
        "trastuzumab-anns",
        "Abraxane",
    ],
)
def test_more_than_a_name_stays_text(name: str) -> None:
    assert TABLES.drug(name, "r4") is None


@pytest.mark.parametrize(
    "name", ["ALL", "all", "OS", "PR", "Healthy", "Healthy Volunteers", "Relapse", "Pain Management"]
)
def test_conditions_that_stay_text(name: str) -> None:
    assert TABLES.condition(name, "r4") is None


@given(NAMES, st.sampled_from([str.upper, str.lower, str.title]), st.sampled_from(["", " ", "  ", ".", "®"]))
def test_case_blanks_and_edges_make_no_difference(name: str, case: object, edge: str) -> None:
    assert callable(case)
    if case(name).casefold() == name.casefold():
        assert TABLES.drug(f"{edge}{case(name)}{edge}".replace(" ", "  "), "r4") == TABLES.drug(name, "r4")


@given(NAMES, NAMES, st.sampled_from([" + ", " and ", " / ", " with "]))
def test_a_combination_finds_nothing(one: str, other: str, joint: str) -> None:
    assert TABLES.drug(f"{one}{joint}{other}", "r4") is None


@given(NAMES, st.sampled_from([" 400 mg", " 5 mg/kg", " hydrochloride monohydrate", " placebo"]))
def test_a_dose_or_a_salt_is_not_cut_off(name: str, more: str) -> None:
    assert TABLES.drug(name + more, "r4") is None


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


def test_a_users_row_comes_first(tmp_path: Path) -> None:
    tables = users(tmp_path, "VENETOCLAX\tour venetoclax|ABT-199\t1\t\t\t\t\tours\tours")
    for name in ("Venetoclax", "our Venetoclax", "ABT-199"):
        term = tables.drug(name, "r4", [("Venetoclax", "C579720")])
        assert term
        assert (codes(term), term.step) == (["1"], "mappings")
    assert tables.drug("Venclexta", "r4") is None


def test_a_users_row_for_a_synonym_of_the_shipped_one(tmp_path: Path) -> None:
    tables = users(tmp_path, "Venclexta\t\t1592\t\t\t\t\tours\tours")
    found, base = tables.drug("Venclexta", "r4"), tables.drug("Venetoclax", "r4")
    assert found
    assert base
    assert (codes(found), found.step, base.step) == (["1592"], "mappings", "table-name")


def test_a_users_blank_row_suppresses(tmp_path: Path) -> None:
    tables = users(tmp_path, "Venetoclax\t\t\t\t\t\t\tno\t", "Taxotere\t\t\t\t\t\t\tno\t", "x\tAvastin\t\t\t\t\t\tno\t")
    for name in ("Venetoclax", "ABT-199", "taxotere", "Avastin"):
        assert tables.drug(name, "r4") is None, name
    assert tables.drug("venetoclax", "r4", [("Venetoclax", "C579720")]) is None
    assert tables.drug("Docetaxel", "r4") == TABLES.drug("Docetaxel", "r4")


def test_a_word_of_two_users_rows_finds_neither(tmp_path: Path) -> None:
    tables = users(tmp_path, "one\tABT-199\t1\t\t\t\t\to\to", "two\tabt-199\t2\t\t\t\t\to\to")
    assert tables.drug("ABT-199", "r4") is None
    assert codes(tables.drug("two", "r4")) == ["2"]


def test_a_system_that_a_user_takes_away_is_not_coded(tmp_path: Path) -> None:
    (tmp_path / "code_systems.tsv").write_text("key\tr4\tr5\tsource\tlicence\nmesh\t\t\tno\t\n", encoding="utf-8")
    tables = Tables.load(tmp_path)
    for headings in ([], [("Venetoclax", "C579720")]):
        assert codes(tables.drug("Venetoclax", "r4", headings)) == codes(drug("Venetoclax"))[:3]


def test_a_lookup_is_quick() -> None:
    drug("venetoclax")
    rounds = 2000
    for name in ("ABT-199", "Bosutinib 400 mg"):
        best = min(timeit.repeat(partial(TABLES.drug, name, "r4"), number=rounds, repeat=5)) / rounds
        assert best < 50e-6, "ten times what it takes on a busy machine"
