"""Countries, words for fields, and why a value stands nowhere."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fhiradapter.terminology.tables import Coding, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = Tables.load()
BULK = Path(__file__).parents[3] / "shared" / "corpus" / "bulk" / "studies.ndjson.gz"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("United States", "US"),
        ("Korea, Republic of", "KR"),
        ("South Korea", "KR"),
        ("Turkey (Türkiye)", "TR"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Czechia", "CZ"),
        ("Czech Republic", "CZ"),
        ("Iran, Islamic Republic of", "IR"),
        ("Macedonia, The Former Yugoslav Republic of", "MK"),
        ("Côte D'Ivoire", "CI"),
        ("Congo, The Democratic Republic of the", "CD"),
        ("united kingdom", "GB"),
    ],
)
def test_countries_as_registries_write_them(name: str, code: str) -> None:
    found = TABLES.country(name)
    assert found
    assert (found.system, found.code) == ("urn:iso:std:iso:3166", code)


def test_the_display_is_the_name() -> None:
    assert TABLES.country("korea, republic of") == Coding("urn:iso:std:iso:3166", "KR", "South Korea")


@pytest.mark.parametrize(
    "name", ["Former Serbia and Montenegro", "Former Yugoslavia", "Europe", "Worldwide", "", "Atlantis"]
)
def test_what_is_no_country_of_today(name: str) -> None:
    assert TABLES.country(name) is None


def test_every_code_is_there_once() -> None:
    codes = [row.iso3166 for row in TABLES.countries.values()]
    assert len(codes) == len(set(codes)) == 249
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in codes)


def test_a_users_country(tmp_path: Path) -> None:
    rows = "key\twords\tiso3166\tsource\tlicence\nKosovo\t\tXK\tours\tours\nSpain\t\t\tno\t\n"
    (tmp_path / "countries.tsv").write_text(rows, encoding="utf-8")
    tables = Tables.load(tmp_path)
    kosovo = tables.country("KOSOVO")
    assert kosovo
    assert kosovo.code == "XK"
    assert tables.country("Spain") is None


@pytest.mark.corpus
def test_every_country_of_the_corpus_is_known() -> None:
    if not BULK.is_file():
        pytest.skip("the reference corpus is not beside the project")
    unknown = {name for name in _countries() if TABLES.country(name) is None}
    assert unknown <= {"Former Serbia and Montenegro", "Former Yugoslavia", "Kosovo"}


def _countries() -> Iterator[str]:
    with gzip.open(BULK, "rt", encoding="utf-8") as lines:
        for line in lines:
            sites = json.loads(line)["protocolSection"].get("contactsLocationsModule", {}).get("locations", [])
            yield from (site["country"] for site in sites if "country" in site)


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("allocation", "Allocation"),
        ("whoMasked", "Who masked"),
        ("isFdaRegulatedDrug", "FDA-regulated drug"),
        ("numberOfArms", "Number of arms"),
        ("someNewField", "Some new field"),
        ("isNewUSRule", "Is new US rule"),
        ("x", "X"),
        ("", ""),
    ],
)
def test_labels(field: str, label: str) -> None:
    assert TABLES.label(field) == label


@pytest.mark.parametrize(
    ("source", "path", "outcome"),
    [
        ("ctgov-v2", "/derivedSection/conditionBrowseModule/ancestors/0/id", "derived"),
        ("ctgov-v2", "/studies/3/derivedSection/interventionBrowseModule/browseLeaves/12/relevance", "derived"),
        ("ctgov-v2", "/resultsSection/baselineCharacteristicsModule/groups/0/id", "not-placed"),
        ("ctgov-v2", "/protocolSection/contactsLocationsModule/centralContacts/0/email", "not-placed"),
        ("ctgov-v2", "/protocolSection/contactsLocationsModule/locations/7/contacts/1/phone", "not-placed"),
        ("ctgov-xml", "/clinical_study/eligibility/maximum_age", "derived"),
        ("ctgov-xml", "/clinical_study/clinical_results/baseline/group_list/group[2]/title", "not-placed"),
        ("ctgov-xml", "/clinical_study/location[3]/contact/phone", "not-placed"),
        ("ctgov-v1", "/FullStudy/Study/ResultsSection/x", "not-placed"),
        ("nci-cts", "/data/0/biomarkers/4/name", "not-placed"),
        ("nci-cts", "/diseases/0/paths/1/concepts/0/code", "derived"),
        ("ctgov-csv", "Rank", "not-placed"),
        ("ictrp", "/Trials_downloaded_from_ICTRP/Trial[2]/Contact_Email", "not-placed"),
    ],
)
def test_losses(source: str, path: str, outcome: str) -> None:
    found = TABLES.loss(source, path)
    assert found
    assert found[0] == outcome
    assert found[1]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("ctgov-v2", "/protocolSection/identificationModule/nctId"),
        ("ctgov-v2", "/protocolSection/contactsLocationsModule/centralContacts/0/name"),
        ("ctgov-v2", "/derivedSection/conditionBrowseModule/meshes/0/id"),
        ("ctgov-xml", "/derivedSection/conditionBrowseModule/ancestors/0/id"),
        ("ctgov-xml", "/clinical_study/location[3]/facility/address/city"),
        ("ctgov-csv", "Ranking"),
        ("unknown", "/resultsSection/x"),
    ],
)
def test_what_has_to_be_placed(source: str, path: str) -> None:
    assert TABLES.loss(source, path) is None


def test_a_users_loss(tmp_path: Path) -> None:
    rows = "key\toutcome\treason\tsource\tlicence\nctgov-v2:/a/*.b\tnot-placed\tour reason\tours\tours\n"
    (tmp_path / "losses.tsv").write_text(rows, encoding="utf-8")
    tables = Tables.load(tmp_path)
    assert tables.loss("ctgov-v2", "/a/c/d\n.b") == ("not-placed", "our reason")
    assert tables.loss("ctgov-v2", "/a/cxb") is None
