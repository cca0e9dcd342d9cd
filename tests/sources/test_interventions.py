"""What the interventions of a record stand for once its texts are read: drugs of the plan, and no names beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fhiradapter.sources import registry
from fhiradapter.terminology.lexicon import lexicon
from fhiradapter.terminology.tables import Tables
from fhiradapter.workflows.inputs import single

if TYPE_CHECKING:
    from fhiradapter.trial.study import Intervention, Trial

LEXICON = lexicon(Tables.load())


def trial(detail: str, *interventions: tuple[str, str, str]) -> Trial:
    listed = "".join(
        f"<intervention><intervention_type>{kind}</intervention_type><intervention_name>{name}</intervention_name>"
        f"<description>{text}</description></intervention>"
        for kind, name, text in interventions
    )
    document = (
        "<clinical_study><id_info><nct_id>NCT00000000</nct_id></id_info><brief_title>A trial</brief_title>"
        f"<detailed_description><textblock>{detail}</textblock></detailed_description>{listed}</clinical_study>"
    )
    found, _ = registry.read_trial(single("trial.xml", document.encode()), "", LEXICON)
    return found


def one(detail: str, kind: str, name: str, text: str = "") -> Intervention:
    (found,) = trial(detail, (kind, name, text)).interventions
    return found


@pytest.mark.parametrize(
    ("kind", "name", "text", "called"),
    [
        ("Drug", "Oxolin", "Administer calcium 1000 mg daily orally for 3 months.", ("calcium",)),
        ("Drug", "Arm A", "Cisplatin 75 mg/m2 IV on day 1.", ("cisplatin",)),
        ("Drug", "Oxolin", "Administer Oxolin 20 mg daily orally for 3 months.", ("Oxolin",)),
        ("Drug", "Oxolin", "", ("Oxolin",)),
    ],
)
def test_a_name_that_nobody_gives_stands_for_what_its_text_gives(
    kind: str, name: str, text: str, called: tuple[str, ...]
) -> None:
    assert tuple(each.lower() for each in one("", kind, name, text).called) == tuple(each.lower() for each in called)


def test_a_transplantation_is_the_cells_that_are_infused() -> None:
    found = one(
        "Autologous peripheral blood stem cells are infused on day 0.",
        "Procedure",
        "Peripheral blood stem cell transplantation",
    )
    assert found.called == ("Autologous peripheral blood stem cells",)


@pytest.mark.parametrize(
    ("kind", "name", "product"),
    [
        ("Genetic", "polymerase chain reaction", False),
        ("Drug", "Standard of care", False),
        ("Drug", "blood draw", False),
        ("Drug", "CHOP regimen", False),
        ("Drug", "cisplatin", True),
        ("Other", "Placebo", True),
        ("Drug", "XY-1234", None),
        ("Procedure", "conventional surgery", None),
        ("Radiation", "radiation therapy", False),
    ],
)
def test_products_and_services(kind: str, name: str, product: bool | None) -> None:
    assert one("", kind, name).product is product


def test_what_a_regimen_comprises_is_given_though_the_record_does_not_list_it() -> None:
    found = trial("Patients receive BEAM chemotherapy comprising carmustine, etoposide, and melphalan.")
    names = [each.drug.value for each in found.regimen.administrations]
    assert names == ["carmustine", "etoposide", "melphalan"]
    passing = trial("Patients may receive ondansetron. Patients receive cisplatin IV on day 1.")
    assert [each.drug.value for each in passing.regimen.administrations] == ["cisplatin"]


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("Yttrium Y 90 Resin Microspheres", True),
        ("phosphorus P32", True),
        ("iodine I 131 monoclonal antibody 81C6", True),
        ("Transarterial Radioembolization", None),
        ("low-LET cobalt-60 gamma ray therapy", False),
    ],
)
def test_a_radiopharmaceutical_is_a_product_whatever_its_type(name: str, product: bool | None) -> None:
    assert one("", "Radiation", name).product is product


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Chemotherapy", ("cisplatin",)),
        ("CAF regimen", ("CAF regimen",)),
        ("GVHD prophylaxis", ("GVHD prophylaxis",)),
    ],
)
def test_a_class_stands_for_drugs_and_a_regimen_for_no_single_one(name: str, called: tuple[str, ...]) -> None:
    text = "Patients receive cisplatin IV on day 1. Autologous peripheral blood stem cells are infused on day 0."
    assert one(text, "Drug", name).called == called


def test_a_name_that_no_table_knows_stands_for_the_drugs_of_its_other_name() -> None:
    listed = (
        "<intervention><intervention_type>Drug</intervention_type><intervention_name>Oxolin</intervention_name>"
        "<other_name>Calcium and vitamin D</other_name></intervention>"
    )
    document = f"<clinical_study><id_info><nct_id>NCT00000000</nct_id></id_info>{listed}</clinical_study>"
    (found,) = registry.read_trial(single("trial.xml", document.encode()), "", LEXICON)[0].interventions
    assert [each.lower() for each in found.called] == ["calcium", "vitamin d"]
