"""Legacy XML comes out as a v2 record, each leaf cited by the element that states it, and nothing lost in silence."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.errors import SourceError
from fhiradapter.prose import Citation, Stated
from fhiradapter.sources.formats import ctgov_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.sources.record import Parsed

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
needs_corpus = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the reference corpus is not beside the project"),
]

STUDY = b"""<?xml version="1.0" encoding="UTF-8"?>
<clinical_study rank="7">
  <!-- invented -->
  <required_header>
    <download_date>ClinicalTrials.gov processed this data on May 04, 2020</download_date>
    <link_text>Link to the record.</link_text>
    <url>https://clinicaltrials.gov/show/NCT09999901</url>
  </required_header>
  <id_info>
    <org_study_id>TEA-1</org_study_id>
    <secondary_id>ALT-1</secondary_id>
    <secondary_id>ALT-2</secondary_id>
    <nct_id>NCT09999901</nct_id>
    <nct_alias>NCT09999900</nct_alias>
  </id_info>
  <brief_title>Tea &amp; Sleep</brief_title>
  <acronym>TEA</acronym>
  <official_title>A Study of Tea</official_title>
  <sponsors>
    <lead_sponsor><agency>Kettle Institute</agency><agency_class>U.S. Fed</agency_class></lead_sponsor>
    <collaborator><agency>Leaf Ltd</agency><agency_class>Industry</agency_class></collaborator>
    <collaborator><agency>Cup Society</agency></collaborator>
  </sponsors>
  <source>Kettle Institute</source>
  <oversight_info>
    <has_dmc>Yes</has_dmc>
    <is_fda_regulated_drug>No</is_fda_regulated_drug>
    <is_fda_regulated_device>No</is_fda_regulated_device>
    <is_unapproved_device>No</is_unapproved_device>
    <is_ppsd>No</is_ppsd>
    <is_us_export>Yes</is_us_export>
  </oversight_info>
  <brief_summary><textblock>
      Tea is
      drunk.
    </textblock></brief_summary>
  <detailed_description><textblock>More on tea.</textblock></detailed_description>
  <overall_status>Unknown status</overall_status>
  <last_known_status>Active, not recruiting</last_known_status>
  <why_stopped>no cups</why_stopped>
  <start_date type="Anticipated">March 2019</start_date>
  <completion_date type="Actual">April 30, 2020</completion_date>
  <primary_completion_date type="Actual">2020</primary_completion_date>
  <phase>Phase 1/Phase 2</phase>
  <study_type>Observational [Patient Registry]</study_type>
  <has_expanded_access>No</has_expanded_access>
  <expanded_access_info><expanded_access_type_treatment>Yes</expanded_access_type_treatment></expanded_access_info>
  <study_design_info>
    <allocation>N/A</allocation>
    <intervention_model>Single Group Assignment</intervention_model>
    <intervention_model_description>One group.</intervention_model_description>
    <primary_purpose>Supportive Care</primary_purpose>
    <observational_model>Case-Control</observational_model>
    <time_perspective>Cross-Sectional</time_perspective>
    <masking>Double (Participant, Outcomes Assessor)</masking>
    <masking_description>Opaque cups.</masking_description>
  </study_design_info>
  <target_duration>2 Years</target_duration>
  <primary_outcome><measure>Sleep</measure><time_frame>1 night</time_frame><description>Hours.</description></primary_outcome>
  <secondary_outcome><measure>Mood</measure></secondary_outcome>
  <secondary_outcome><measure>Dreams</measure></secondary_outcome>
  <other_outcome><measure>Spoons</measure></other_outcome>
  <number_of_arms>2</number_of_arms>
  <number_of_groups>3</number_of_groups>
  <enrollment type="Actual">40</enrollment>
  <condition>Insomnia</condition>
  <arm_group>
    <arm_group_label>Green</arm_group_label>
    <arm_group_type>Active Comparator</arm_group_type>
    <description>Green tea</description>
  </arm_group>
  <intervention>
    <intervention_type>Dietary Supplement</intervention_type>
    <intervention_name>Green tea</intervention_name>
    <description>A cup.</description>
    <arm_group_label>Green</arm_group_label>
    <other_name>sencha</other_name>
    <other_name>matcha</other_name>
  </intervention>
  <biospec_retention>Samples With DNA</biospec_retention>
  <biospec_descr><textblock>Saliva</textblock></biospec_descr>
  <eligibility>
    <study_pop><textblock>Drinkers</textblock></study_pop>
    <sampling_method>Non-Probability Sample</sampling_method>
    <criteria><textblock>
        Inclusion Criteria:&#13;
        -  thirst
    </textblock></criteria>
    <gender>Both</gender>
    <gender_based>Yes</gender_based>
    <gender_description>Those who identify as drinkers</gender_description>
    <minimum_age>18 Years</minimum_age>
    <maximum_age>N/A</maximum_age>
    <healthy_volunteers>Accepts Healthy Volunteers</healthy_volunteers>
  </eligibility>
  <overall_official>
    <last_name>Ann Kettle, MD</last_name><role>Study Chair</role><affiliation>Kettle Institute</affiliation>
  </overall_official>
  <overall_contact>
    <first_name>Bo</first_name><middle_name>L</middle_name><last_name>Leaf</last_name><degrees>PhD</degrees>
    <phone>000-1</phone><phone_ext>2</phone_ext><email>bo@example.org</email>
  </overall_contact>
  <overall_contact_backup><last_name>Cy Cup</last_name></overall_contact_backup>
  <location>
    <facility>
      <name>Pot Clinic</name>
      <address><city>Teatown</city><state>Ohio</state><zip>00001</zip><country>United States</country></address>
    </facility>
    <status>Not yet recruiting</status>
    <contact><last_name>Di Drop</last_name></contact>
    <contact_backup><last_name>Ed Ear</last_name></contact_backup>
    <investigator><last_name>Fay Foam</last_name><role>Sub-Investigator</role></investigator>
  </location>
  <location><facility><name>Mug Clinic</name></facility></location>
  <location_countries><country>United States</country></location_countries>
  <removed_countries><country>France</country></removed_countries>
  <link><url>https://tea.example.org</url><description>Tea</description></link>
  <reference><citation>Kettle A. Tea. 2001.</citation><PMID>111</PMID></reference>
  <results_reference><citation>Leaf B. Sleep. 2021.</citation></results_reference>
  <verification_date>May 2020</verification_date>
  <study_first_submitted>January 1, 2019</study_first_submitted>
  <study_first_submitted_qc>January 2, 2019</study_first_submitted_qc>
  <study_first_posted type="Estimate">January 3, 2019</study_first_posted>
  <results_first_submitted>January 4, 2019</results_first_submitted>
  <results_first_submitted_qc>January 5, 2019</results_first_submitted_qc>
  <results_first_posted type="Actual">January 6, 2019</results_first_posted>
  <disposition_first_submitted>January 7, 2019</disposition_first_submitted>
  <disposition_first_submitted_qc>January 8, 2019</disposition_first_submitted_qc>
  <disposition_first_posted type="Actual">January 9, 2019</disposition_first_posted>
  <last_update_submitted>January 10, 2019</last_update_submitted>
  <last_update_submitted_qc>January 11, 2019</last_update_submitted_qc>
  <last_update_posted type="Actual">January 12, 2019</last_update_posted>
  <responsible_party>
    <responsible_party_type>Sponsor-Investigator</responsible_party_type>
    <investigator_affiliation>Kettle Institute</investigator_affiliation>
    <investigator_full_name>Ann Kettle</investigator_full_name>
    <investigator_title>Chief</investigator_title>
  </responsible_party>
  <keyword>tea</keyword>
  <keyword>cup</keyword>
  <condition_browse><mesh_term>Sleep Initiation and Maintenance Disorders</mesh_term></condition_browse>
  <intervention_browse><mesh_term>Tea</mesh_term></intervention_browse>
  <patient_data>
    <sharing_ipd>Undecided</sharing_ipd>
    <ipd_description>Later</ipd_description>
    <ipd_info_type>Statistical Analysis Plan (SAP)</ipd_info_type>
    <ipd_info_type>Analytic Code</ipd_info_type>
    <ipd_time_frame>1 year</ipd_time_frame>
    <ipd_access_criteria>None</ipd_access_criteria>
    <ipd_url>https://data.example.org</ipd_url>
  </patient_data>
  <study_docs>
    <study_doc><doc_id>D1</doc_id><doc_type>Forms</doc_type><doc_url>https://d.example.org</doc_url><doc_comment>x</doc_comment></study_doc>
  </study_docs>
  <provided_document_section>
    <provided_document>
      <document_type>Study Protocol</document_type>
      <document_has_protocol>Yes</document_has_protocol>
      <document_has_icf>No</document_has_icf>
      <document_has_sap>No</document_has_sap>
      <document_date>March 27, 2018</document_date>
      <document_url>https://example.org/Prot_000.pdf</document_url>
    </provided_document>
  </provided_document_section>
  <pending_results>
    <submitted>May 1, 2020</submitted>
    <returned>May 2, 2020</returned>
    <submitted>May 3, 2020</submitted>
    <submission_canceled>Unknown</submission_canceled>
  </pending_results>
  <clinical_results><baseline><population>All</population></baseline></clinical_results>
</clinical_study>
"""

IDENTIFICATION = {
    "nctId": "NCT09999901",
    "nctIdAliases": ["NCT09999900"],
    "orgStudyIdInfo": {"id": "TEA-1"},
    "secondaryIdInfos": [{"id": "ALT-1"}, {"id": "ALT-2"}],
    "organization": {"fullName": "Kettle Institute"},
    "briefTitle": "Tea & Sleep",
    "officialTitle": "A Study of Tea",
    "acronym": "TEA",
}
STATUS = {
    "overallStatus": "UNKNOWN",
    "lastKnownStatus": "ACTIVE_NOT_RECRUITING",
    "whyStopped": "no cups",
    "statusVerifiedDate": "2020-05",
    "expandedAccessInfo": {"hasExpandedAccess": False},
    "startDateStruct": {"date": "2019-03", "type": "ESTIMATED"},
    "primaryCompletionDateStruct": {"date": "2020", "type": "ACTUAL"},
    "completionDateStruct": {"date": "2020-04-30", "type": "ACTUAL"},
    "studyFirstSubmitDate": "2019-01-01",
    "studyFirstSubmitQcDate": "2019-01-02",
    "studyFirstPostDateStruct": {"date": "2019-01-03", "type": "ESTIMATED"},
    "resultsFirstSubmitDate": "2019-01-04",
    "resultsFirstSubmitQcDate": "2019-01-05",
    "resultsFirstPostDateStruct": {"date": "2019-01-06", "type": "ACTUAL"},
    "dispFirstSubmitDate": "2019-01-07",
    "dispFirstSubmitQcDate": "2019-01-08",
    "dispFirstPostDateStruct": {"date": "2019-01-09", "type": "ACTUAL"},
    "lastUpdateSubmitDate": "2019-01-10",
    "lastUpdateSubmitQcDate": "2019-01-11",
    "lastUpdatePostDateStruct": {"date": "2019-01-12", "type": "ACTUAL"},
}
DESIGN = {
    "studyType": "OBSERVATIONAL",
    "patientRegistry": True,
    "phases": ["PHASE1", "PHASE2"],
    "expandedAccessTypes": {"treatment": True},
    "designInfo": {
        "allocation": "NA",
        "interventionModel": "SINGLE_GROUP",
        "interventionModelDescription": "One group.",
        "primaryPurpose": "SUPPORTIVE_CARE",
        "observationalModel": "CASE_CONTROL",
        "timePerspective": "CROSS_SECTIONAL",
        "maskingInfo": {
            "masking": "DOUBLE",
            "whoMasked": ["PARTICIPANT", "OUTCOMES_ASSESSOR"],
            "maskingDescription": "Opaque cups.",
        },
    },
    "bioSpec": {"retention": "SAMPLES_WITH_DNA", "description": "Saliva"},
    "enrollmentInfo": {"count": 40, "type": "ACTUAL"},
    "targetDuration": "2 Years",
    "numberOfArms": 2,
    "numberOfGroups": 3,
}
PEOPLE = {
    "centralContacts": [
        {"name": "Bo L Leaf, PhD", "phone": "000-1", "phoneExt": "2", "email": "bo@example.org", "role": "CONTACT"},
        {"name": "Cy Cup", "role": "CONTACT"},
    ],
    "overallOfficials": [{"name": "Ann Kettle, MD", "role": "STUDY_CHAIR", "affiliation": "Kettle Institute"}],
    "locations": [
        {
            "facility": "Pot Clinic",
            "city": "Teatown",
            "state": "Ohio",
            "zip": "00001",
            "country": "United States",
            "status": "NOT_YET_RECRUITING",
            "contacts": [
                {"name": "Di Drop", "role": "CONTACT"},
                {"name": "Ed Ear", "role": "CONTACT"},
                {"name": "Fay Foam", "role": "SUB_INVESTIGATOR"},
            ],
        },
        {"facility": "Mug Clinic"},
    ],
}
PROTOCOL = {
    "identificationModule": IDENTIFICATION,
    "statusModule": STATUS,
    "sponsorCollaboratorsModule": {
        "leadSponsor": {"name": "Kettle Institute", "class": "FED"},
        "collaborators": [{"name": "Leaf Ltd", "class": "INDUSTRY"}, {"name": "Cup Society"}],
        "responsibleParty": {
            "type": "SPONSOR_INVESTIGATOR",
            "investigatorFullName": "Ann Kettle",
            "investigatorTitle": "Chief",
            "investigatorAffiliation": "Kettle Institute",
        },
    },
    "oversightModule": {
        "oversightHasDmc": True,
        "isFdaRegulatedDrug": False,
        "isFdaRegulatedDevice": False,
        "isUnapprovedDevice": False,
        "isPpsd": False,
        "isUsExport": True,
    },
    "descriptionModule": {"briefSummary": "Tea is\n      drunk.", "detailedDescription": "More on tea."},
    "conditionsModule": {"conditions": ["Insomnia"], "keywords": ["tea", "cup"]},
    "designModule": DESIGN,
    "armsInterventionsModule": {
        "armGroups": [{"label": "Green", "type": "ACTIVE_COMPARATOR", "description": "Green tea"}],
        "interventions": [
            {
                "type": "DIETARY_SUPPLEMENT",
                "name": "Green tea",
                "description": "A cup.",
                "otherNames": ["sencha", "matcha"],
                "armGroupLabels": ["Green"],
            }
        ],
    },
    "outcomesModule": {
        "primaryOutcomes": [{"measure": "Sleep", "timeFrame": "1 night", "description": "Hours."}],
        "secondaryOutcomes": [{"measure": "Mood"}, {"measure": "Dreams"}],
        "otherOutcomes": [{"measure": "Spoons"}],
    },
    "eligibilityModule": {
        "eligibilityCriteria": "Inclusion Criteria:\r\n        -  thirst",
        "sex": "ALL",
        "genderBased": True,
        "genderDescription": "Those who identify as drinkers",
        "minimumAge": "18 Years",
        "healthyVolunteers": True,
        "studyPopulation": "Drinkers",
        "samplingMethod": "NON_PROBABILITY_SAMPLE",
    },
    "contactsLocationsModule": PEOPLE,
    "referencesModule": {
        "references": [
            {"pmid": "111", "citation": "Kettle A. Tea. 2001.", "type": "BACKGROUND"},
            {"citation": "Leaf B. Sleep. 2021.", "type": "RESULT"},
        ],
        "seeAlsoLinks": [{"url": "https://tea.example.org", "label": "Tea"}],
        "availIpds": [{"id": "D1", "type": "Forms", "url": "https://d.example.org", "comment": "x"}],
    },
    "ipdSharingStatementModule": {
        "ipdSharing": "UNDECIDED",
        "description": "Later",
        "infoTypes": ["SAP", "ANALYTIC_CODE"],
        "timeFrame": "1 year",
        "accessCriteria": "None",
        "url": "https://data.example.org",
    },
}
BESIDE = {
    "derivedSection": {
        "conditionBrowseModule": {"meshes": [{"term": "Sleep Initiation and Maintenance Disorders"}]},
        "interventionBrowseModule": {"meshes": [{"term": "Tea"}]},
        "miscInfoModule": {"removedCountries": ["France"]},
    },
    "documentSection": {
        "largeDocumentModule": {
            "largeDocs": [
                {
                    "label": "Study Protocol",
                    "hasProtocol": True,
                    "hasIcf": False,
                    "hasSap": False,
                    "date": "2018-03-27",
                    "url": "https://example.org/Prot_000.pdf",
                }
            ]
        }
    },
    "aboutSource": {
        "downloadDate": "ClinicalTrials.gov processed this data on May 04, 2020",
        "linkText": "Link to the record.",
        "url": "https://clinicaltrials.gov/show/NCT09999901",
    },
    "locationCountries": ["United States"],
    "pendingResults": [
        {"event": "SUBMITTED", "date": "2020-05-01"},
        {"event": "RETURNED", "date": "2020-05-02"},
        {"event": "SUBMITTED", "date": "2020-05-03"},
        {"event": "SUBMISSION_CANCELED", "date": "Unknown"},
    ],
    "rank": 7,
    "hasResults": True,
}


def study(inner: str) -> Parsed:
    return ctgov_xml.parse("study.xml", f"<clinical_study>{inner}</clinical_study>".encode())


def values(tree: Any) -> Any:
    if isinstance(tree, Stated):
        return tree.value
    if isinstance(tree, dict):
        return {name: values(content) for name, content in tree.items()}
    return [values(content) for content in tree]


def facts(tree: Any) -> Iterator[Stated[Any]]:
    if isinstance(tree, Stated):
        yield tree
    else:
        for content in tree.values() if isinstance(tree, dict) else tree:
            yield from facts(content)


def module(parsed: Parsed, name: str) -> Any:
    return parsed.tree["protocolSection"][name]


def check_citations(parsed: Parsed) -> set[str]:
    """Every citation cuts its words out of a leaf. The paths that are cited."""
    leaves = {leaf.path: leaf.words for leaf in parsed.leaves()}
    cited: set[str] = set()
    for fact in facts(parsed.tree):
        words = [citation.cut(leaves[citation.path]) for citation in fact.citations]
        if len(words) == 1:
            assert words == [fact.words]
        elif words:
            assert all(word in fact.words for word in words)
        else:
            assert not fact.words
        cited |= {citation.path for citation in fact.citations}
    return cited


@pytest.mark.parametrize("name", PROTOCOL)
def test_every_module_has_its_fields_in_the_words_of_v2(name: str) -> None:
    assert values(module(ctgov_xml.parse("study.xml", STUDY), name)) == PROTOCOL[name]


def test_what_stands_beside_the_protocol() -> None:
    found = values(ctgov_xml.parse("study.xml", STUDY).tree)
    assert set(found["protocolSection"]) == set(PROTOCOL)
    assert {name: content for name, content in found.items() if name != "protocolSection"} == BESIDE


def test_every_leaf_of_the_protocol_is_cited_but_an_age_without_limit() -> None:
    parsed = ctgov_xml.parse("study.xml", STUDY)
    assert not parsed.issues
    unplaced = {leaf.path for leaf in parsed.leaves()} - check_citations(parsed)
    assert unplaced == {
        "/clinical_study/eligibility/maximum_age",
        "/clinical_study/clinical_results/baseline/population",
    }


def test_words_are_those_of_the_element_with_their_line_breaks() -> None:
    parsed = ctgov_xml.parse("study.xml", STUDY)
    criteria = module(parsed, "eligibilityModule")["eligibilityCriteria"]
    assert criteria.words == "\n        Inclusion Criteria:\r\n        -  thirst\n    "
    path = "/clinical_study/eligibility/criteria/textblock"
    assert criteria.citations == (Citation(0, len(criteria.words), path),)


def test_two_phases_are_stated_by_the_same_words() -> None:
    first, second = module(ctgov_xml.parse("study.xml", STUDY), "designModule")["phases"]
    assert first.words == second.words == "Phase 1/Phase 2"
    assert first.citations == second.citations == (Citation(0, 15, "/clinical_study/phase"),)


def test_a_name_in_parts_is_cited_part_by_part() -> None:
    contact = module(ctgov_xml.parse("study.xml", STUDY), "contactsLocationsModule")["centralContacts"][0]
    parts = ["first_name", "middle_name", "last_name", "degrees"]
    assert [each.path for each in contact["name"].citations] == [f"/clinical_study/overall_contact/{p}" for p in parts]


@pytest.mark.parametrize("role", ["references", "centralContacts"])
def test_what_only_the_name_of_an_element_states_has_no_words_and_no_citation(role: str) -> None:
    parsed = ctgov_xml.parse("study.xml", STUDY)
    people = module(parsed, "contactsLocationsModule") | module(parsed, "referencesModule")
    stated = people[role][0]["type" if role == "references" else "role"]
    assert (stated.words, stated.citations) == ("", ())


def test_an_object_needs_more_than_what_its_name_states() -> None:
    assert study("<overall_contact> </overall_contact><reference/><location><status> </status></location>").tree == {
        "hasResults": Stated(False)
    }


DESIGNS: dict[str, dict[str, Any]] = {
    "Allocation:  Randomized, Endpoint Classification: Safety/Efficacy Study,\n Intervention Model: Parallel Assignment, "
    "Masking: Double Blind (Subject, Caregiver, Investigator, Outcomes Assessor), Primary Purpose: Treatment": {
        "designInfo": {
            "allocation": "RANDOMIZED",
            "interventionModel": "PARALLEL",
            "maskingInfo": {
                "masking": "DOUBLE",
                "whoMasked": ["PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR"],
            },
            "primaryPurpose": "TREATMENT",
        },
        "studyDesignText": "Endpoint Classification: Safety/Efficacy Study",
    },
    "Observational Model: Case Control, Time Perspective: Prospective": {
        "designInfo": {"observationalModel": "CASE_CONTROL", "timePerspective": "PROSPECTIVE"}
    },
    "Masking: Open Label": {"designInfo": {"maskingInfo": {"masking": "NONE"}}},
    "Control: Placebo Control, Allocation: Randomized, Endpoint Classification: Efficacy Study": {
        "designInfo": {"allocation": "RANDOMIZED"},
        "studyDesignText": "Control: Placebo Control, Endpoint Classification: Efficacy Study",
    },
    "Treatment, Randomized, Double-Blind": {"studyDesignText": "Treatment, Randomized, Double-Blind"},
    "Allocation:": {"studyDesignText": "Allocation:"},
}


@pytest.mark.parametrize("words", DESIGNS)
def test_the_design_in_one_line(words: str) -> None:
    parsed = study(f"<study_design> {words}\n</study_design>")
    assert values(module(parsed, "designModule")) == DESIGNS[words]
    assert check_citations(parsed) == {"/clinical_study/study_design"}
    assert not parsed.issues


@given(st.text(alphabet="AMa:,()[] /\n", max_size=40), st.sampled_from(["Masking: ", "Allocation: ", ""]))
def test_no_word_of_a_design_in_one_line_is_lost(words: str, label: str) -> None:
    text = f"{label}{words}"
    parsed = study(f"<study_design>{text}</study_design>")
    check_citations(parsed)
    if not text.strip():
        return
    covered = [range(each.offset, each.end) for fact in facts(parsed.tree) for each in fact.citations]
    labels = {match.start() for match in re.finditer("[A-Za-z]", label)}
    for match in re.finditer("[A-Za-z]", text):
        assert match.start() in labels or any(match.start() in run for run in covered), text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("None (Open Label)", {"masking": "NONE"}),
        ("No masking", {"masking": "NONE"}),
        ("Double", {"masking": "DOUBLE"}),
        ("Triple (Participant,, Investigator )", {"masking": "TRIPLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]}),
        ("Sometimes (Cook)", {"masking": "SOMETIMES", "whoMasked": ["COOK"]}),
    ],
)
def test_masking(words: str, found: dict[str, Any]) -> None:
    parsed = study(f"<study_design_info><masking>{words}</masking></study_design_info>")
    assert values(module(parsed, "designModule")) == {"designInfo": {"maskingInfo": found}}
    check_citations(parsed)


def test_old_names_of_dates_and_fields_that_were_abandoned() -> None:
    parsed = study(
        "<firstreceived_date>May 1, 2008</firstreceived_date><lastchanged_date>May 2, 2009</lastchanged_date>"
        "<firstreceived_results_date>May 3, 2010</firstreceived_results_date><is_fda_regulated>Yes</is_fda_regulated>"
        "<firstreceived_results_disposition_date>May 4, 2010</firstreceived_results_disposition_date>"
        "<oversight_info><authority>A</authority><authority>B</authority></oversight_info>"
        "<responsible_party><name_title>Dr X</name_title><organization>Y</organization></responsible_party>"
        "<primary_outcome><measure>Z</measure><safety_issue>No</safety_issue></primary_outcome>"
    )
    assert values(parsed.tree["protocolSection"]) == {
        "statusModule": {
            "studyFirstSubmitDate": "2008-05-01",
            "lastUpdateSubmitDate": "2009-05-02",
            "resultsFirstSubmitDate": "2010-05-03",
            "dispFirstSubmitDate": "2010-05-04",
        },
        "oversightModule": {"isFdaRegulated": True, "authorities": ["A", "B"]},
        "sponsorCollaboratorsModule": {"responsibleParty": {"oldNameTitle": "Dr X", "oldOrganization": "Y"}},
        "outcomesModule": {"primaryOutcomes": [{"measure": "Z", "safetyIssue": False}]},
    }
    assert not parsed.issues


def test_the_same_date_under_its_old_and_its_new_name_is_one_fact_with_two_citations() -> None:
    parsed = study(
        "<study_first_submitted>May 1, 2008</study_first_submitted><firstreceived_date>May 1, 2008</firstreceived_date>"
    )
    date = module(parsed, "statusModule")["studyFirstSubmitDate"]
    assert [each.path for each in date.citations] == [
        "/clinical_study/study_first_submitted",
        "/clinical_study/firstreceived_date",
    ]
    assert not parsed.issues


@pytest.mark.parametrize(
    ("inner", "kept", "named"),
    [
        (
            "<brief_title> </brief_title><brief_title>A</brief_title><brief_title>B</brief_title>",
            "A",
            ["/clinical_study/brief_title[2]", "/clinical_study/brief_title[3]"],
        ),
        (
            "<study_first_submitted>May 1, 2008</study_first_submitted><firstreceived_date>May 2, 2008</firstreceived_date>",
            "2008-05-01",
            ["/clinical_study/study_first_submitted", "/clinical_study/firstreceived_date"],
        ),
        (
            "<eligibility><gender>Male</gender></eligibility><eligibility><gender>Female</gender></eligibility>",
            "MALE",
            ["/clinical_study/eligibility[1]", "/clinical_study/eligibility[2]"],
        ),
        (
            "<eligibility><gender>Male</gender></eligibility><eligibility><minimum_age>1 Day</minimum_age></eligibility>",
            "MALE",
            ["/clinical_study/eligibility[2]"],
        ),
        ("<phase>Phase 1</phase><phase>Phase 2</phase>", "PHASE1", ["/clinical_study/phase[2]"]),
        (
            "<overall_official><last_name>A</last_name><last_name>B</last_name></overall_official>",
            "A",
            ["/clinical_study/overall_official/last_name[2]"],
        ),
        ("<acronym>A</acronym><acronym>A</acronym>", "A", ["/clinical_study/acronym[2]"]),
        (
            "<study_design>Allocation: Randomized, Allocation: Non-Randomized</study_design>",
            "RANDOMIZED",
            ["/clinical_study/study_design"],
        ),
        (
            "<acronym>A</acronym>" + "<acronym>B</acronym>" * 9,
            "A",
            ["/clinical_study/acronym[2]", "and 4 more"],
        ),
    ],
    ids=["element", "old name", "section", "other field", "list", "part of a name", "same words", "one line", "many"],
)
def test_of_a_field_that_is_stated_twice_the_first_is_read_and_the_rest_is_named(
    inner: str, kept: str, named: list[str]
) -> None:
    parsed = study(inner)
    (fact,) = facts(parsed.tree["protocolSection"])
    assert fact.value == kept
    (issue,) = parsed.issues
    assert issue.rule == "field-repeated"
    assert all(name in issue.message for name in named)
    assert issue.place.path
    check_citations(parsed)


@pytest.mark.parametrize(
    ("inner", "path", "expected"),
    [
        ("<enrollment>many</enrollment>", "/clinical_study/enrollment", "a number"),
        ("<enrollment>-3</enrollment>", "/clinical_study/enrollment", "a number"),
        ("<enrollment>1_0</enrollment>", "/clinical_study/enrollment", "a number"),
        ("<enrollment>\u0663</enrollment>", "/clinical_study/enrollment", "a number"),
        (f"<enrollment>{'9' * 5000}</enrollment>", "/clinical_study/enrollment", "a number"),
        ("<has_expanded_access>Perhaps</has_expanded_access>", "/clinical_study/has_expanded_access", "Yes or No"),
        ("<brief_title>Tea <b>now</b></brief_title>", "/clinical_study/brief_title", "words, not elements"),
    ],
    ids=["word", "sign", "underscore", "other digits", "too long", "flag", "markup"],
)
def test_what_cannot_be_read_is_left_out_and_said(inner: str, path: str, expected: str) -> None:
    parsed = study(inner)
    assert parsed.tree == {"hasResults": Stated(False)}
    (issue,) = parsed.issues
    assert issue.rule == "field-not-read"
    assert issue.place.path == path
    assert expected in issue.message
    assert issue.remedy
    assert len(issue.message) < 200


def test_words_that_are_no_words_of_the_registry_are_passed_on() -> None:
    parsed = study(
        "<overall_status>Brewing</overall_status><start_date type='Guessed'>soon</start_date>"
        "<intervention><intervention_type>Spell</intervention_type></intervention><study_type>N/A</study_type>"
    )
    assert values(parsed.tree["protocolSection"]) == {
        "statusModule": {"overallStatus": "BREWING", "startDateStruct": {"date": "soon", "type": "GUESSED"}},
        "armsInterventionsModule": {"interventions": [{"type": "SPELL"}]},
    }


@pytest.mark.parametrize(
    "inner",
    [
        "<overall_status>?</overall_status>",
        "<study_type>?</study_type>",
        "<study_design_info><masking>?</masking></study_design_info>",
        "<study_design>Allocation: ?</study_design>",
    ],
)
def test_words_without_a_letter_are_passed_on_too(inner: str) -> None:
    (fact,) = facts(study(inner).tree["protocolSection"])
    assert (fact.value, fact.words) == ("?", "?")


def test_an_unknown_element_stays_a_leaf_that_nothing_cites() -> None:
    parsed = study("<location><planet>Mars</planet><status>Recruiting</status></location><spaceship>x</spaceship>")
    unplaced = {leaf.path for leaf in parsed.leaves()} - check_citations(parsed)
    assert unplaced == {"/clinical_study/location/planet", "/clinical_study/spaceship"}


@pytest.mark.parametrize("content", [b"<study/>", b"<clinical_study2/>", b"<Trials><clinical_study/></Trials>"])
def test_another_root_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"study\.xml:1:1: .*expected <clinical_study>") as refused:
        ctgov_xml.parse("study.xml", content)
    assert refused.value.remedy


def test_broken_xml_is_refused_with_its_place() -> None:
    with pytest.raises(SourceError, match=r"study\.xml:\d+:\d+: .*breaks off"):
        ctgov_xml.parse("study.xml", STUDY[: STUDY.index(b"ink to the record")])


@given(st.integers(0, len(STUDY)), st.integers(0, 400))
def test_a_record_with_a_hole_gives_a_record_or_a_refusal(start: int, length: int) -> None:
    try:
        parsed = ctgov_xml.parse("study.xml", STUDY[:start] + STUDY[start + length :])
    except SourceError as refused:
        assert refused.remedy
    else:
        check_citations(parsed)


def test_many_locations_take_time_in_proportion() -> None:
    """1,500 sites are real; a path that is looked up per element would make this quadratic (minutes)."""
    site = "<location><facility><name>A</name><address><city>B</city></address></facility></location>"
    parsed = study(site * 20_000)
    assert len(module(parsed, "contactsLocationsModule")["locations"]) == 20_000
    assert sum(1 for _ in parsed.leaves()) == 40_000


@cache
def corpus() -> list[tuple[str, Parsed]]:
    records = [(path.name, path.read_bytes()) for path in sorted((CORPUS / "ctgov-xml").glob("*.xml"))]
    with zipfile.ZipFile(CORPUS / "bulk" / "search_result.zip") as bulk:
        records += [(name, bulk.read(name)) for name in bulk.namelist()]
    return [(name, ctgov_xml.parse(name, content)) for name, content in records]


class TestCorpus:
    pytestmark = needs_corpus

    def test_every_record_is_cited_by_its_leaves_without_an_issue(self) -> None:
        records = corpus()
        assert len(records) > 1_000
        for name, parsed in records:
            check_citations(parsed)
            assert not parsed.issues, name
            assert re.fullmatch(r"NCT\d{8}", module(parsed, "identificationModule")["nctId"].value)

    def test_every_leaf_but_results_and_ages_without_limit_has_its_field(self) -> None:
        unplaced: Counter[str] = Counter()
        for _, parsed in corpus():
            cited = {citation.path for fact in facts(parsed.tree) for citation in fact.citations}
            for leaf in parsed.leaves():
                no_limit = leaf.path.endswith("imum_age") and leaf.words == "N/A"
                if leaf.path not in cited and not no_limit and not leaf.path.startswith("/clinical_study/clinical_res"):
                    unplaced[re.sub(r"\[\d+\]", "", leaf.path)] += 1
        assert not unplaced
