"""Records of the WHO platform under v2 names; invented ones in the forms of several registries, and the reference corpus."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fhiradapter.errors import SourceError
from fhiradapter.sources.formats.ictrp import RECORD, ROOTS, parse
from tests.sources.test_ctgov_v1 import assert_cited, facts

EXPORTS = sorted((Path(__file__).parents[3] / "shared" / "corpus" / "other-registries" / "ictrp").glob("*.xml"))
FIELDS = (
    "TrialID Secondary_ID Public_title Recruitment_Status Date_enrollement Date_registration3 Date_registration Target_size"
    " Study_type Phase Countries Inclusion_agemin Inclusion_agemax Inclusion_gender Condition Intervention Primary_outcome"
    " Secondary_outcome Contact_Firstname Contact_Lastname Contact_Tel Contact_Email results_url_link results_yes_no"
).split()


def xml(**fields: str) -> bytes:
    inner = "".join(f"<{name}>{escape(words)}\n    </{name}>\n" for name, words in fields.items())
    return f"<Trial>{inner}</Trial>".encode()


def read(path: str, **fields: str) -> list[Any]:
    parsed = parse("t.xml", xml(**fields))
    assert_cited(parsed)
    return [fact.value for at, fact in facts(parsed.tree) if at == path]


def protocol(path: str, **fields: str) -> list[Any]:
    return read(f"/protocolSection/{path}", **fields)


def amiss(**fields: str) -> list[str]:
    return [issue.quote for issue in parse("t.xml", xml(**fields)).issues]


def test_an_nct_number_is_one_and_another_number_is_of_its_register() -> None:
    assert protocol("identificationModule/nctId", TrialID="NCT09990020") == ["NCT09990020"]
    assert read("/registryId", TrialID="NCT09990020") == []
    other = {"TrialID": "CTIS2030-500001-11-00", "Source_Register": "CTIS", "Secondary_ID": "U1111;Nil known;A-1;A-1"}
    assert protocol("identificationModule/nctId", **other) == []
    assert read("/registryId", **other) == ["CTIS2030-500001-11-00"]
    assert protocol("identificationModule/secondaryIdInfos/id", **other) == ["CTIS2030-500001-11-00", "U1111", "A-1"]
    assert protocol("identificationModule/secondaryIdInfos/type", **other) == ["REGISTRY"]
    assert protocol("identificationModule/secondaryIdInfos/domain", **other) == ["CTIS"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Recruiting", "RECRUITING"),
        ("Not yet recruiting", "NOT_YET_RECRUITING"),
        ("Not Recruiting", "Not Recruiting"),
        ("No longer recruiting", "No longer recruiting"),
        ("Not Available", "Not Available"),
        ("Authorised-recruitment pending", "Authorised-recruitment pending"),
    ],
)
def test_a_status_is_mapped_only_where_the_words_are_the_same(words: str, status: str) -> None:
    assert protocol("statusModule/overallStatus", Recruitment_Status=words) == [status]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("April 25, 2024", "2024-04-25"),
        ("January 2022", "2022-01"),
        ("2024-04-25", "2024-04-25"),
        ("16/04/2024", "2024-04-16"),
        ("01/13/2024", "2024-01-13"),
        ("10/10/2019", "2019-10-10"),
        ("2016/12/06", "2016-12-06"),
        ("20 May 2024", "2024-05-20"),
    ],
)
def test_a_date_that_can_be_read_in_one_way_is_read(words: str, date: str) -> None:
    assert protocol("statusModule/startDateStruct/date", Date_enrollement=words) == [date]


@pytest.mark.parametrize("words", ["03/04/2024", "13/13/2024", "01/01/1900", "31/02/2024", "soon"])
def test_a_date_that_can_be_read_in_two_ways_or_none_is_left_out(words: str) -> None:
    assert protocol("statusModule/startDateStruct/date", Date_enrollement=words) == []
    assert amiss(Date_enrollement=words) == [words]


def test_the_dates_of_the_platform_have_the_day_in_front() -> None:
    path = "statusModule/registrationDate"
    assert protocol(path, Date_registration="08/04/2024") == ["2024-04-08"]
    assert protocol(path, Date_registration3="20240408", Date_registration="08/04/2024") == ["2024-04-08"]
    assert protocol(path, Date_registration3="20240408", Date_registration="09/04/2024") == []
    assert amiss(Date_registration3="20240408", Date_registration="09/04/2024") == ["09/04/2024"]
    assert read("/aboutSource/lastRefreshed", Last_Refreshed_on="20 May 2024") == ["2024-05-20"]


@pytest.mark.parametrize(
    ("words", "minimum", "maximum"),
    [
        ("18 Years", ["18 Years"], ["18 Years"]),
        ("2 Months", ["2 Months"], ["2 Months"]),
        ("1 year", ["1 Year"], ["1 Year"]),
        ("18.00 Year(s)", ["18 Years"], ["18 Years"]),
        ("60(Year)", ["60 Years"], ["60 Years"]),
        ("16years-old", ["16 Years"], ["16 Years"]),
        (">= 20age old", ["20 Years"], []),
        ("<= 90age old", [], ["90 Years"]),
        ("> 20 years", [], []),
        ("18", [], []),
        ("65+", [], []),
        ("20 age", [], []),
        ("N/A", [], []),
        ("No limit", [], []),
    ],
)
def test_an_age_needs_a_unit(words: str, minimum: list[str], maximum: list[str]) -> None:
    assert protocol("eligibilityModule/minimumAge", Inclusion_agemin=words) == minimum
    assert protocol("eligibilityModule/maximumAge", Inclusion_agemax=words) == maximum
    unsaid = words in {"N/A", "No limit"}
    assert amiss(Inclusion_agemin=words) == ([] if minimum or unsaid else [words])


@pytest.mark.parametrize(
    ("words", "sex"),
    [
        ("All", ["ALL"]),
        ("Both", ["ALL"]),
        ("Male and Female", ["ALL"]),
        ("Female: yes Male: yes", ["ALL"]),
        ("<br>Female: no<br>Male: yes<br>", ["MALE"]),
        ("<br> Female: yes<br> Male: no<br>", ["FEMALE"]),
        ("Females", ["FEMALE"]),
        ("Female: no Male: no", []),
        ("Adults", []),
    ],
)
def test_the_sexes(words: str, sex: list[str]) -> None:
    assert protocol("eligibilityModule/sex", Inclusion_gender=words) == sex
    assert bool(amiss(Inclusion_gender=words)) == (not sex)


CTIS_PHASES = (
    "Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): {two} Therapeutic confirmatory - (Phase III): {three}"
    " Therapeutic use - (Phase IV): no"
)


@pytest.mark.parametrize(
    ("words", "phases"),
    [
        ("Phase 2", ["PHASE2"]),
        ("Phase III", ["PHASE3"]),
        ("Phase 2/Phase 3", ["PHASE2", "PHASE3"]),
        ("Phase1/Phase2", ["PHASE1", "PHASE2"]),
        ("Phase I/II", ["PHASE1", "PHASE2"]),
        ("Early Phase 1", ["EARLY_PHASE1"]),
        ("Phase 0", ["EARLY_PHASE1"]),
        ("N/A", ["NA"]),
        (CTIS_PHASES.format(two="yes", three="yes"), ["PHASE2", "PHASE3"]),
        (CTIS_PHASES.format(two="no", three="yes"), ["PHASE3"]),
        (CTIS_PHASES.format(two="no", three="no"), []),
        ("Phase 1/Phase 4", []),
        ("3", []),
        ("Phase 22", []),
        ("Not selected", []),
    ],
)
def test_a_phase_is_read_or_kept_in_words(words: str, phases: list[str]) -> None:
    assert protocol("designModule/phases", Phase=words) == phases
    assert protocol("designModule/phaseText", Phase=words) == ([] if phases else [words])


def test_the_phases_that_are_marked_cite_their_marks() -> None:
    tree = parse("t.xml", xml(Phase=CTIS_PHASES.format(two="yes", three="no"))).tree
    (phase,) = tree["protocolSection"]["designModule"]["phases"]
    assert phase.words == "(Phase II): yes"


def test_the_kind_of_study_is_the_word_it_begins_with() -> None:
    path = "designModule/studyType"
    assert protocol(path, Study_type="Interventional clinical trial of medicinal product") == ["INTERVENTIONAL"]
    assert protocol(path, Study_type="observational") == ["OBSERVATIONAL"]
    assert protocol(path, Study_type="Basic Science") == []
    assert protocol("designModule/studyTypeText", Study_type="Basic Science") == ["Basic Science"]


def test_a_number_of_participants_is_a_number() -> None:
    path = "designModule/enrollmentInfo/count"
    assert protocol(path, Target_size="500") == [500]
    assert protocol(path, Target_size="Teal: 20; Placebo: 20;") == []
    assert amiss(Target_size="Teal: 20; Placebo: 20;") == ["Teal: 20; Placebo: 20;"]


def test_a_part_of_a_list_cites_its_own_place() -> None:
    parsed = parse("t.xml", xml(Countries="Utopia;Lilliput (north;south); Utopia"))
    places = [
        (each.value, [(at.offset, at.length) for at in each.citations]) for each in parsed.tree["locationCountries"]
    ]
    assert places == [("Utopia", [(0, 6), (31, 6)]), ("Lilliput (north;south)", [(7, 22)])]
    assert parsed.tree["locationCountries"][0].citations[0].path == "/Trial/Countries"


def test_conditions_and_what_classifies_them() -> None:
    words = "Lake fever &amp; chills<br>MedDRA version: 20.0\nLevel: PT\nTerm: Fever<br>- Ember cough;E85.0;Therapeutic area: Lungs"
    assert protocol("conditionsModule/conditions", Condition=words) == ["Lake fever & chills", "Ember cough"]
    assert protocol("conditionsModule/keywords", Condition=words) == [
        "MedDRA version: 20.0\nLevel: PT\nTerm: Fever",
        "E85.0",
        "Therapeutic area: Lungs",
    ]


@pytest.mark.parametrize(
    ("words", "names", "types"),
    [
        ("Drug: Teal;Diagnostic Test: Blood; urine", ["Teal", "Blood; urine"], ["DRUG", "DIAGNOSTIC_TEST"]),
        ("Teal 5 mg<br>Placebo", ["Teal 5 mg", "Placebo"], []),
        ("Teal;Placebo", ["Teal", "Placebo"], []),
        ("Group 1: All get teal.<br>Group 2: None", ["Group 1: All get teal.\nGroup 2: None"], []),
        ("control group:No;teal group:Teal;", ["control group:No;teal group:Teal;"], []),
        ("Teal is given. Then <br>it is stopped", ["Teal is given. Then\nit is stopped"], []),
    ],
)
def test_interventions(words: str, names: list[str], types: list[str]) -> None:
    assert protocol("armsInterventionsModule/interventions/name", Intervention=words) == names
    assert protocol("armsInterventionsModule/interventions/type", Intervention=words) == types


def test_products_of_the_eu_registers() -> None:
    words = (
        "<br>Trade Name: Tealix<br>Product Name: Teal<br>Product Code: T1<br>INN or Proposed INN: TEALIMAB<br>"
        "Concentration number: 5-<br><br><br>Product Name: Ember, oral<br>INN or Proposed INN: A<br>INN or Proposed INN: B<br>"
    )
    path = "armsInterventionsModule/interventions"
    assert protocol(f"{path}/name", Intervention=words) == ["Teal", "Ember, oral"]
    assert protocol(f"{path}/otherNames", Intervention=words) == ["Tealix", "TEALIMAB"]
    first, second = protocol(f"{path}/description", Intervention=words)
    assert first.startswith("Trade Name: Tealix\nProduct Name: Teal")
    assert first.endswith("Concentration number: 5-")
    assert second == "Product Name: Ember, oral\nINN or Proposed INN: A\nINN or Proposed INN: B"
    ctis = "Product Name: NTL-1,Product Code: P9,Other descriptive name: ,Strength: Guide 7mg, Rna 3mg"
    assert protocol(f"{path}/name", Intervention=ctis) == ["NTL-1"]


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        ("Pain;Sleep", ["Pain", "Sleep"]),
        ("Pain;sleep", ["Pain;sleep"]),
        ("Pain\r<br>Sleep; mood", ["Pain", "Sleep; mood"]),
        ("- Pain at rest<br>and in bed<br>- Sleep", ["Pain at rest\nand in bed", "Sleep"]),
        ("Change:<br>Pain<br>Sleep", ["Change:\nPain", "Sleep"]),
        ("-5 points", ["-5 points"]),
        ("Not applicable", []),
    ],
)
def test_outcomes(words: str, measures: list[str]) -> None:
    assert protocol("outcomesModule/secondaryOutcomes/measure", Secondary_outcome=words) == measures


def test_objectives_of_the_eu_registers_are_no_outcomes() -> None:
    words = (
        "Main Objective: to see;Secondary Objective: to hear<br>- more;Primary end point(s): Time; to event;"
        "Timepoint(s) of evaluation of this end point: month 9"
    )
    assert protocol("outcomesModule/primaryOutcomes/measure", Primary_outcome=words) == ["Time; to event"]
    assert protocol("outcomesModule/primaryOutcomes/timeFrame", Primary_outcome=words) == ["month 9"]
    assert protocol("outcomesModule/objectives/kind", Primary_outcome=words) == ["primary", "secondary"]
    assert protocol("outcomesModule/objectives/text", Primary_outcome=words) == ["to see", "to hear\n- more"]


def test_criteria_keep_their_raw_words() -> None:
    words = "\r<br>  Inclusion: age &gt; 3<br>"
    parsed = parse("t.xml", f"<Trial><Inclusion_Criteria>{escape(words)}</Inclusion_Criteria></Trial>".encode())
    fact = parsed.tree["protocolSection"]["eligibilityModule"]["eligibilityCriteria"]
    assert fact.value == fact.words == "<br>  Inclusion: age &gt; 3<br>"
    assert_cited(parsed)


def test_contacts_stand_side_by_side() -> None:
    fields = {
        "Contact_Firstname": " ; Ann",
        "Contact_Lastname": "Lake;Ember",
        "Contact_Tel": ";555-0100",
        "Contact_Email": "a@x.test",
        "Contact_Affiliation": "Clinic;",
    }
    path = "contactsLocationsModule/centralContacts"
    assert protocol(f"{path}/name", **fields) == ["Lake", "Ann Ember"]
    assert protocol(f"{path}/phone", **fields) == ["555-0100"]
    assert protocol(f"{path}/affiliation", **fields) == ["Clinic"]
    assert protocol(f"{path}/email", **fields) == []
    (issue,) = parse("t.xml", xml(**fields)).issues
    assert issue.place.path == "/Trial/Contact_Email"
    assert protocol(f"{path}/name", Contact_Firstname="Ann Ember") == ["Ann Ember"]


def test_results_and_where_the_record_is_from() -> None:
    fields = {
        "results_yes_no": "Yes",
        "results_url_link": "https://x.test/r;see there",
        "results_date_posted": "31/03/2023",
        "web_address": "https://x.test/1",
        "Export_date": "06/09/2024 16:01:13",
    }
    assert read("/hasResults", **fields) == [True]
    assert protocol("referencesModule/seeAlsoLinks/url", **fields) == ["https://x.test/r"]
    assert protocol("statusModule/resultsFirstPostDateStruct/date", **fields) == ["2023-03-31"]
    assert read("/aboutSource/url", **fields) == ["https://x.test/1"]
    assert read("/aboutSource/exportDate", **fields) == ["06/09/2024 16:01:13"]


def test_a_field_that_stands_twice_is_cited_by_its_number() -> None:
    parsed = parse("t.xml", b"<Trial><Public_title> A</Public_title><Public_title>B</Public_title></Trial>")
    title = parsed.tree["protocolSection"]["identificationModule"]["briefTitle"]
    assert (title.value, title.citations[0].path, title.citations[0].offset) == ("A", "/Trial/Public_title[1]", 1)
    assert assert_cited(parsed).keys() == {"/Trial/Public_title[2]"}


@pytest.mark.parametrize("root", ROOTS)
def test_an_export_with_one_trial_is_that_trial(root: str) -> None:
    parsed = parse("t.xml", b"<%b>%b</%b>" % (root.encode(), xml(TrialID="NCT09990020"), root.encode()))
    number = parsed.tree["protocolSection"]["identificationModule"]["nctId"]
    assert number.citations[0].path == f"/{root}/Trial/TrialID"
    assert_cited(parsed)


@pytest.mark.parametrize(
    "content", [b"", b"<Trial>", b"<Trials/>", b"<Trials><Trial/><Trial/></Trials>", b"<!DOCTYPE a><Trial/>"]
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError):
        parse("t.xml", content)


PIECES = st.sampled_from(
    "<br> ; : - ( ) &amp; &#60; Product_Name: Drug: Main_Objective: Timepoint(s) a A Teal 5 Years N/A 03/04/2024 yes".split()
).map(lambda piece: piece.replace("_", " "))


@given(
    st.dictionaries(
        st.sampled_from(FIELDS), st.lists(PIECES | st.text("aA ;<\t-", max_size=3), max_size=9).map("".join)
    )
)
def test_whatever_the_fields_hold_what_is_said_is_cited(fields: dict[str, str]) -> None:
    assert_cited(parse("t.xml", xml(**fields)))


@pytest.mark.corpus
@pytest.mark.skipif(not EXPORTS, reason="no reference corpus beside the project")
def test_the_corpus_is_cited() -> None:
    no_place = {
        *"Internal_Number Retrospective_flag Date_registration other_records Contact_Address results_date_completed".split()
    }
    says_nothing = re.compile(
        r"(?:<[^<>]*>|[\s;.-]|n/a|none|not available|not applicable|Secondary end point\(s\):|Timepoint\(s\)[^:]*:)*",
        re.IGNORECASE,
    )
    for export in EXPORTS:
        for element in etree.fromstring(export.read_bytes()).iter(RECORD):
            parsed = parse("t.xml", etree.tostring(element, encoding="utf-8", with_tail=False))
            uncited = assert_cited(parsed).keys() - {issue.place.path for issue in parsed.issues}
            words = {leaf.path: leaf.words for leaf in parsed.leaves()}
            fields = {path.removeprefix("/Trial/") for path in uncited if not says_nothing.fullmatch(words[path])}
            assert {field for field in fields if not field.startswith("Ethics_")} <= no_place
