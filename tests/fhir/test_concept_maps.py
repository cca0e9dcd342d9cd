"""ConceptMaps: valid in both releases, the same answers as the tables, and honest about what is only near."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.fhir.parts.concept_maps import concept_maps
from fhiradapter.fhir.r4.facts import RELEASE as R4
from fhiradapter.fhir.r5.facts import RELEASE as R5
from fhiradapter.settings import Settings
from fhiradapter.terminology.tables import Tables
from fhiradapter.validation.structure import check_structure

if TYPE_CHECKING:
    from pathlib import Path

    from fhiradapter.fhir.parts.release import Release

BASE = "https://hospital.example.org/fhir"
SETTINGS = Settings(base=BASE, publisher="Example Hospital")
BOTH = pytest.mark.parametrize("release", [R4, R5], ids=["R4", "R5"])


def maps(release: Release, tables: Tables | None = None) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in concept_maps(SETTINGS, tables or Tables.load(), release)}


def target(found: dict[str, Any], code: str) -> dict[str, Any]:
    (entry,) = [each for group in found["group"] for each in group["element"] if each["code"] == code]
    (only,) = entry["target"]
    return dict(only)


@BOTH
def test_they_are_valid(release: Release) -> None:
    found = maps(release)
    assert len(found) > 20
    for each in found.values():
        assert not check_structure(each, release.name, each["id"])
        assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", each["id"])
        assert re.fullmatch(r"[A-Z][A-Za-z0-9_]{0,254}", each["name"])
        assert (each["url"], each["status"]) == (f"{BASE}/ConceptMap/{each['id']}", "draft")
        assert re.fullmatch(r"0-[0-9a-f]{12}", each["version"])
        assert all(group["source"] and group["target"] for group in each["group"])


@BOTH
def test_they_answer_as_the_tables_do(release: Release) -> None:
    tables = Tables.load()
    found = maps(release)
    for field in ("allocation", "armGroupType", "phases", "primaryPurpose"):
        for group in found[f"ctgov-{field}"]["group"]:
            assert group["source"] == f"{BASE}/CodeSystem/ctgov-{field}"
            for entry in group["element"]:
                coding = tables.coding(field, entry["code"], release.column)
                told = [(each.get("code"), group.get("target")) for each in entry.get("target", []) if "code" in each]
                assert told == ([(coding.code, coding.system)] if coding else [])


@BOTH
def test_drugs_and_conditions_by_system(release: Release) -> None:
    found = maps(release)
    (group,) = found["drugs-rxnorm"]["group"]
    assert group["target"] == "http://www.nlm.nih.gov/research/umls/rxnorm"
    assert target(found["drugs-rxnorm"], "venetoclax")["code"] == "1747556"
    snomed = target(found["conditions-snomed"], "b-cell acute lymphoblastic leukemia")
    assert (snomed["code"], snomed["display"]) == ("277571004", "B-cell acute lymphoblastic leukemia")


def test_a_class_is_not_the_disease() -> None:
    found = maps(R4)["conditions-icd-10-cm"]
    assert target(found, "asthma")["equivalence"] == "equivalent"
    assert target(found, "b-cell acute lymphoblastic leukemia")["equivalence"] == "relatedto"
    assert target(maps(R5)["conditions-mesh"], "breast cancer")["relationship"] == "related-to"


@BOTH
def test_licences_are_told(release: Release) -> None:
    found = maps(release)
    assert "does not endorse" in found["drugs-rxnorm"]["copyright"]
    for name in ("drugs-snomed", "drugs-nci-thesaurus", "conditions-mondo"):
        assert "CC BY 4.0" in found[name]["copyright"]
        assert "CC BY 4.0" in found[name]["text"]["div"]


def test_a_code_for_several_words_is_wider() -> None:
    r4 = target(maps(R4)["ctgov-organizationClass"], "FED")
    r5 = target(maps(R5)["ctgov-organizationClass"], "FED")
    assert (r4["equivalence"], r5["relationship"]) == ("wider", "source-is-narrower-than-target")


def test_a_code_that_is_only_near() -> None:
    r4 = target(maps(R4)["ctgov-interventionModel"], "SINGLE_GROUP")
    r5 = target(maps(R5)["ctgov-interventionModel"], "SINGLE_GROUP")
    assert (r4["equivalence"], r5["relationship"]) == ("relatedto", "related-to")
    assert r4["comment"] == r5["comment"] == "The code is only near."


def test_words_without_a_code() -> None:
    assert target(maps(R4)["ctgov-interventionModel"], "FACTORIAL") == {"equivalence": "unmatched"}
    entries = [each for group in maps(R5)["ctgov-interventionModel"]["group"] for each in group["element"]]
    assert {"code": "FACTORIAL", "noMap": True} in entries


def test_no_code_of_one_field_is_equivalent_to_two_words() -> None:
    for release, how in ((R4, "equivalence"), (R5, "relationship")):
        for name, found in maps(release).items():
            if name.startswith("ctgov-"):
                entries = [each for group in found["group"] for each in group["element"]]
                same = [
                    each["code"] for entry in entries for each in entry.get("target", []) if each[how] == "equivalent"
                ]
                assert len(same) == len(set(same)), name


def test_the_status_of_a_publication_is_not_that_of_the_trial() -> None:
    assert target(maps(R4)["ctgov-overallStatus"], "TERMINATED")["code"] == "administratively-completed"
    assert "ctgov-overallStatus" not in maps(R5)
    assert target(maps(R5)["ctgov-progressStatus"], "TERMINATED")["code"] == "terminated"
    words = [each["code"] for group in maps(R5)["ctgov-progressStatus"]["group"] for each in group["element"]]
    assert "overall-study" not in words


def test_the_version_follows_the_tables(tmp_path: Path) -> None:
    row = "key\twords\trxnorm\tncit\tunii\tmesh\tsnomed\tsource\tlicence\nvenetoclax\t\t1\t\t\t\t\tours\tours\n"
    (tmp_path / "drugs.tsv").write_text(row, encoding="utf-8")
    before, after = maps(R4), maps(R4, Tables.load(tmp_path))
    assert target(after["drugs-rxnorm"], "venetoclax") == {"code": "1", "equivalence": "equivalent"}
    changed = {name for name in before if before[name]["version"] != after[name]["version"]}
    assert changed == {"drugs-rxnorm", "drugs-nci-thesaurus", "drugs-unii", "drugs-mesh"}
    assert maps(R4) == before
