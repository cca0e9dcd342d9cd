"""What interventions of a record are called, and what one name stands for."""

from __future__ import annotations

import pytest

from fhiradapter.prose import Prose
from fhiradapter.schedule import called, listed
from fhiradapter.schedule.names import CELLS, key_in, key_of, named_in
from fhiradapter.schedule.reader import read
from fhiradapter.schedule.text.heard import Text
from fhiradapter.terminology.tables import Tables
from tests.schedule.words import LEXICON

NAMES = LEXICON.names


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("cisplatin", ()),
        ("Inhaled budesonide", ("budesonide",)),
        ("TMZ 200 mg/m2", ("temozolomide",)),
        ("Pemetrexed + cisplatin", ("Pemetrexed", "cisplatin")),
        ("Drug: pemetrexed and cisplatin", ("pemetrexed", "cisplatin")),
        ("Vitamin D and calcium", ("Vitamin D", "calcium")),
        ("CVP (cyclophosphamide, vincristine, prednisone)", ("cyclophosphamide", "vincristine", "prednisone")),
        ("formoterol/budesonide", ()),
        ("lamivudine/zidovudine", ()),
        ("cyclophosphamide or bendamustine", ()),
        ("LM-108 antibody and sintilimab", ("LM-108 antibody", "sintilimab")),
        ("Irinotecan hydrochloride (HCl)", ()),
        ("Montanide ISA 51", ()),
        ("Anti-IgE therapy (Xolair)", ("Xolair",)),
        ("PD-1 inhibitor (nivolumab)", ("nivolumab",)),
        ("Standard antibiotics (something)", ()),
    ],
)
def test_what_is_given_under_a_name(name: str, meant: tuple[str, ...]) -> None:
    assert called.treatments(NAMES, name) == meant


@pytest.mark.parametrize(
    ("name", "stated", "meant"),
    [
        ("Avastin", (), ()),
        ("Avastin", {"bevacizumab"}, ("bevacizumab",)),
        ("ZD1839", (), ()),
        ("ZD1839", {"gefitinib"}, ("gefitinib",)),
        ("Xolair injections", (), ("Xolair",)),
        ("Etoposide (VP-16)", (), ("Etoposide",)),
        ("CC-5013 (lenalidomide)", (), ("lenalidomide",)),
        ("5-FU", (), ("fluorouracil",)),
        ("Nab-paclitaxel", (), ()),
        ("Total-Body Irradiation", (), ()),
        ("Prevenar-13", (), ()),
        ("Placebo powder", (), ()),
        ("Combination cisplatin + gemcitabine", (), ("cisplatin", "gemcitabine")),
        ("Postoperative dwell with paclitaxel and 5-FU", (), ("paclitaxel", "fluorouracil")),
        ("Chronic disease with paclitaxel and 5-FU", (), ()),
    ],
)
def test_a_generic_name_is_that_which_the_record_states(name: str, stated: set[str], meant: tuple[str, ...]) -> None:
    assert called.treatments(NAMES, name, stated) == meant


@pytest.mark.parametrize(
    "name",
    [
        "interleukin-2 gene",
        "IL-2 pre-treated CD19 cells",
        "indium In 111 folic acid",
        "technetium Tc 99m epratuzumab",
        "90Yttrium Ibritumomab Tiuxetan",
        "^111 In Ibritumomab Tiuxetan",
        "Iodine-131 radiolabeled antibody G250",
        "Mackerel Double Blind Placebo Controlled Food Challenge",
        "HIV p24/MF59 Vaccine",
        "Penicillin Allergy Risk Stratification",
    ],
)
def test_what_stands_beside_the_name_of_a_drug_may_make_another_thing_of_it(name: str) -> None:
    assert key_in(NAMES, name) == ""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Oral etoposide 50 mg capsules", "etoposide"),
        ("amifostine trihydrate", "amifostine"),
        ("lapatinib ditosylate", "lapatinib"),
        ("vaccine placebo", "placebo"),
        ("influenza vaccine (split virion)", "influenza vaccine"),
    ],
)
def test_salts_forms_and_ways_leave_a_drug_what_it_is(name: str, key: str) -> None:
    assert key_in(NAMES, name) == key


def test_two_names_of_one_treatment_keep_what_tells_them_apart() -> None:
    assert called.apart(NAMES, "TMZ 200 mg/m2") == ("temozolomide 200 mg/m2",)
    assert called.apart(NAMES, "Rituximab s.c.") == ()


@pytest.mark.parametrize("name", ["Arm A", "Cohort expansion: X", "Dose level 2", "Control", "Group 1"])
def test_labels_name_nothing_that_is_given(name: str) -> None:
    assert called.is_label(name)
    known = listed.own(NAMES, [(name, ())])
    assert key_of(known, name) == ""


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("Irinotecan (CPT-99)", "CPT-99", "irinotecan"),
        ("XY-774 (erlotinib) is given daily", "XY-774", "erlotinib"),
        ("G-CSF (filgrastim) is given daily", "G-CSF", "filgrastim"),
        ("pegfilgrastim or G-CSF", "G-CSF", "G-CSF"),
    ],
)
def test_brackets_name_in_both_directions(text: str, name: str, key: str) -> None:
    assert key_of(listed.with_short_names(NAMES, [listed.other_names(text)]), name) == key


def test_what_stands_before_a_bracket_is_no_name_unless_it_is_a_code() -> None:
    text = listed.other_names("Control (placebo) and Arm A (cisplatin)")
    known = listed.with_short_names(NAMES, [text])
    assert key_of(known, "Control") == ""
    assert key_of(known, "A") == ""


def test_a_class_is_the_drug_of_it_that_the_record_lists() -> None:
    assert key_of(listed.with_classes(NAMES, {"filgrastim"}, ()), "G-CSF") == "filgrastim"
    assert key_of(listed.with_classes(NAMES, {"pegfilgrastim"}, ()), "G-CSF") == "G-CSF"


def test_a_class_in_the_record_is_the_drug_of_it_that_the_text_names() -> None:
    known = listed.with_classes(NAMES, {"interferon alfa"}, ["interferon alfa-2a"])
    assert called.treatments(known, "recombinant interferon alfa") == ("interferon alfa-2a",)
    both = listed.with_classes(NAMES, {"interferon alfa"}, ["interferon alfa-2a", "interferon alfa-2b"])
    assert called.treatments(both, "recombinant interferon alfa") == ()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("gemcitabine hydrochloride", "gemcitabine"),
        ("5-FU", "fluorouracil"),
        ("ara-C", "cytarabine"),
        ("CDDP", "cisplatin"),
        ("cddp", ""),
        ("CsA", "cyclosporine"),
        ("csa", ""),
        ("alfa interferon-2a", "interferon alfa-2a"),
        ("magnesium sulfate", "magnesium sulfate"),
    ],
)
def test_names_of_tables(name: str, key: str) -> None:
    assert key_of(NAMES, name) == key


def test_cells_are_those_of_the_table() -> None:
    rows = Tables.load().treatments.values()
    assert {row.key for row in rows if row.kind == "cell"} == CELLS
    assert {row.kind for row in rows} == {"drug", "class", "cell", "regimen"}


@pytest.mark.parametrize(
    ("listing", "texts", "name", "key"),
    [
        ([("XYZ-3111", ["erlotinib"])], ["XYZ-3111 is given daily"], "XYZ-3111", "erlotinib"),
        ([("XYZ-3111", ["rituximab"])], ["XYZ-3111 in combination with Rituximab"], "XYZ-3111", "xyz-3111"),
        ([("XYZ-3111", ["rituximab"])], ["rituximab + XYZ-3111"], "XYZ-3111", "xyz-3111"),
        ([("XYZ007", ["omalizumab alpha"]), ("omalizumab", [])], [], "XYZ007", "xyz007"),
        ([("XYZ007", ["PCI-0123"])], [], "XYZ007", "xyz007"),
        ([("Antihistamine pack", ["cetirizine", "loratadine"])], [], "Antihistamine pack", "antihistamine pack"),
    ],
)
def test_other_names_may_be_those_of_what_is_given_beside(
    listing: list[tuple[str, list[str]]], texts: list[str], name: str, key: str
) -> None:
    assert key_of(listed.own(NAMES, listing, texts), name) == key


@pytest.mark.parametrize(
    ("listed_names", "text", "key"),
    [
        ({"autologous stem cells"}, "PBSC", "autologous stem cells"),
        ({"autologous stem cells"}, "stem cells", "autologous stem cells"),
        ({"autologous stem cells", "allogeneic stem cells"}, "stem cells", "stem cells"),
        ({"autologous stem cells"}, "allogeneic stem cells", "allogeneic stem cells"),
        ({"bone marrow infusion"}, "autologous bone marrow", "autologous bone marrow"),
    ],
)
def test_cells_of_the_patient_are_not_those_of_a_donor(listed_names: set[str], text: str, key: str) -> None:
    assert (
        key_of(listed.with_classes(NAMES, listed_names, ["autologous stem cells, autologous bone marrow"]), text) == key
    )


def test_cells_against_two_targets_are_two() -> None:
    known = listed.own(NAMES, [("CD19 CAR T cells", ()), ("CD22 CAR T cells", ())])
    assert key_of(known, "CD19 CAR T cells") != key_of(known, "CD22 CAR T cells")


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("natural killer cell infusion", ("natural killer cells",)),
        ("iC9-CAR.B7-H3 T cell infusion", ("iC9-CAR.B7-H3 T cells",)),
        ("Donor Leukocyte Infusions", ("Donor Leukocytes",)),
        ("autologous bone marrow infusion", ("autologous bone marrow",)),
        ("autologous stem cell transplantation", ()),
    ],
)
def test_an_infusion_gives_cells(name: str, given: tuple[str, ...]) -> None:
    assert called.treatments(NAMES, name) == given


def test_the_name_of_one_dose_is_not_that_of_another() -> None:
    """ "TMZ 150 mg/m2" is listed: what the text gives in another dose, or in none, is temozolomide."""
    text = Text(paragraphs=(Prose.verbatim("Patients receive temozolomide 200 mg/m2 PO on days 1-5."),))
    found = read([text], [], LEXICON, NAMES, {"temozolomide": "temozolomide 150 mg/m2"})
    assert [each.drug.value for each in found.whole.administrations] == ["temozolomide"]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("pegylated doxorubicin hydrochloride liposome", ["pegylated liposomal doxorubicin"]),
        ("doxorubicin hydrochloride and vincristine", ["doxorubicin", "vincristine"]),
        ("vincristine sulfate liposome injection", []),
        ("liposomal paclitaxel", []),
        ("pegylated interferon alfa-2b", ["peginterferon alfa-2b"]),
    ],
)
def test_a_drug_in_another_form_is_not_the_drug(words: str, keys: list[str]) -> None:
    assert [each.key for each in named_in(NAMES, words)] == keys
