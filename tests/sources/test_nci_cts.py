"""Trials of the NCI search API under v2 names; invented ones in both versions, and those of the reference corpus."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.errors import SourceError
from fhiradapter.sources.formats.nci_cts import parse
from tests.sources.test_ctgov_v1 import assert_cited, encoded, facts

RECORDS = sorted((Path(__file__).parents[3] / "shared" / "corpus" / "other-registries" / "nci-cts-json").glob("*.json"))

ALPHA = {
    "type": "Biological / Vaccine",
    "name": "Alphamab",
    "description": "A made-up antibody",
    "nci_thesaurus_concept_id": "C1",
    "synonyms": ["Alfa", "A-1"],
    "inclusion_indicator": "TRIAL",
}
SECOND: dict[str, Any] = {
    "nci_id": "NCI-2030-00001",
    "nct_id": "NCT09990010",
    "protocol_id": "P-1",
    "ctep_id": "10001",
    "ccr_id": None,
    "other_ids": [{"name": "Study Protocol Other Identifier", "value": "X-9"}],
    "current_trial_status": "Temporarily Closed to Accrual and Intervention",
    "current_trial_status_date": "2030-02-03T00:00:00",
    "start_date": "2030-01-05",
    "start_date_type_code": "ANTICIPATED",
    "completion_date": "soon",
    "brief_title": "Alphamab or not",
    "detail_description": "Long\r\ntext",
    "study_protocol_type": "Interventional",
    "interventional_model": "CROSS_OVER",
    "primary_purpose": "SUPPORTIVE_CARE",
    "phase": "I_II",
    "masking": {
        "masking": "DOUBLE_BLIND",
        "allocation_code": "Randomized Controlled Trial",
        "role_subject": "YES",
        "role_caregiver": "NO",
    },
    "principal_investigator": "Jo Ember",
    "central_contact": {"name": None, "email": "c@x.test"},
    "lead_org": "Lake Centre",
    "collaborators": [{"name": "River Fund", "functional_role": "FUNDING_SOURCE"}],
    "minimum_target_accrual_number": 60,
    "anatomic_sites": ["Lung"],
    "diseases": [
        {"name": "No code", "is_lead_disease": True, "inclusion_indicator": "TRIAL"},
        {"name": "Lead", "is_lead_disease": True, "inclusion_indicator": "TRIAL", "nci_thesaurus_concept_id": "C7"},
        {
            "name": "Its ancestor",
            "is_lead_disease": True,
            "inclusion_indicator": "TREE",
            "nci_thesaurus_concept_id": "C8",
        },
        {"name": "Another", "is_lead_disease": False, "inclusion_indicator": "TRIAL", "nci_thesaurus_concept_id": "C9"},
    ],
    "eligibility": {
        "structured": {"sex": "ALL", "min_age": "1 Years", "max_age": "999 Years", "accepts_healthy_volunteers": False},
        "unstructured": [
            {"display_order": 2, "inclusion_indicator": False, "description": "No ember"},
            {"display_order": 1, "inclusion_indicator": True, "description": "Has lake"},
            {"display_order": 3, "inclusion_indicator": None, "description": "Who knows"},
        ],
    },
    "arms": [
        {"name": "Arm 1", "type": "EXPERIMENTAL", "description": "Gets it", "interventions": [ALPHA]},
        {
            "name": "Arm 2",
            "type": "ACTIVE_COMPARATOR",
            "interventions": [
                ALPHA | {"synonyms": ["A-1", "Alf"]},
                {"name": "Pharmacologic Substance", "type": "Drug", "inclusion_indicator": "TREE"},
            ],
        },
        {"name": "Arm not specified", "type": None, "interventions": [{"name": "Scan", "type": "Procedure / Surgery"}]},
    ],
    "outcome_measures": [
        {"name": "Rate", "description": "How many", "time_frame": "1 year", "type_code": "PRIMARY"},
        {"name": "Mood", "timeframe": "2 years", "type_code": "OTHER_PRE_SPECIFIED"},
        {"name": "Lost", "type_code": "MYSTERY"},
    ],
    "sites": [
        {
            "org_name": "Lake Hospital",
            "org_city": "Lakeside",
            "org_state_or_province": "TX",
            "org_postal_code": "00001",
            "org_country": "United States",
            "org_coordinates": {"lat": 29.7059, "lon": -95},
            "recruitment_status": "CLOSED_TO_ACCRUAL",
            "contact_name": "Site Contact",
            "contact_phone": "555-0100",
            "contact_email": "",
        },
        {"org_name": "Far Hospital", "org_coordinates": None, "recruitment_status": "ACTIVE"},
    ],
}
FIRST = SECOND | {
    "primary_purpose": {"primary_purpose_code": "SUPPORTIVE_CARE", "primary_purpose_other_text": None},
    "phase": {"phase": "I_II", "phase_other_text": None},
    "masking": {
        "masking": "DOUBLE_BLIND",
        "masking_allocation_code": "Randomized Controlled Trial",
        "masking_role_subject": "YES",
    },
    "central_contact": {"central_contact_name": None, "central_contact_email": "c@x.test"},
    "accepts_healthy_volunteers_indicator": "NO",
    "eligibility": {
        "structured": {"gender": "BOTH", "min_age": "1 Years", "max_age": "999 Years"},
        "unstructured": SECOND["eligibility"]["unstructured"],
    },
    "diseases": [
        {"preferred_name": each["name"], "lead_disease_indicator": "YES" if each["is_lead_disease"] else "NO"}
        | {name: each[name] for name in ("inclusion_indicator", "nci_thesaurus_concept_id") if name in each}
        for each in SECOND["diseases"]
    ],
}
NAMES_OF_THE_FIRST = {"nci_thesaurus_concept_id": "code"}
FIRST["arms"] = [
    {f"arm_{name}": content for name, content in arm.items() if name != "interventions"}
    | {
        "interventions": [
            {
                name
                if name in {"synonyms", "inclusion_indicator"}
                else f"intervention_{NAMES_OF_THE_FIRST.get(name, name)}": content
                for name, content in each.items()
            }
            for each in arm["interventions"]
        ]
    }
    for arm in SECOND["arms"]
]


def values(trial: dict[str, Any], *names: str) -> list[Any]:
    """The values below a module of `protocolSection`."""
    path = "/protocolSection/" + "/".join(names)
    return [fact.value for at, fact in facts(parse("t.json", encoded(trial)).tree) if at == path]


@pytest.mark.parametrize("trial", [FIRST, SECOND], ids=["first", "second"])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("identificationModule/nctId", ["NCT09990010"]),
        ("identificationModule/orgStudyIdInfo/id", ["P-1"]),
        ("identificationModule/secondaryIdInfos/id", ["NCI-2030-00001", "10001", "X-9"]),
        ("identificationModule/secondaryIdInfos/type", ["NCI", "CTEP", "Study Protocol Other Identifier"]),
        ("statusModule/overallStatus", ["SUSPENDED"]),
        ("statusModule/overallStatusDate", ["2030-02-03"]),
        ("statusModule/startDateStruct/type", ["ESTIMATED"]),
        ("statusModule/completionDateStruct/date", []),
        ("descriptionModule/detailedDescription", ["Long\r\ntext"]),
        ("conditionsModule/conditions", ["Lead", "No code"]),
        ("conditionsModule/nciThesaurusIds", ["C7"]),
        ("conditionsModule/keywords", ["Lung"]),
        ("designModule/phases", ["PHASE1", "PHASE2"]),
        ("designModule/designInfo/primaryPurpose", ["SUPPORTIVE_CARE"]),
        ("designModule/designInfo/interventionModel", ["CROSSOVER"]),
        ("designModule/designInfo/allocation", ["RANDOMIZED"]),
        ("designModule/designInfo/maskingInfo/masking", ["DOUBLE"]),
        ("designModule/designInfo/maskingInfo/whoMasked", ["PARTICIPANT"]),
        ("designModule/enrollmentInfo/count", [60]),
        ("designModule/enrollmentInfo/type", []),
        ("armsInterventionsModule/armGroups/label", ["Arm 1", "Arm 2"]),
        ("armsInterventionsModule/armGroups/type", ["EXPERIMENTAL", "ACTIVE_COMPARATOR"]),
        ("armsInterventionsModule/interventions/name", ["Alphamab", "Scan"]),
        ("armsInterventionsModule/interventions/type", ["BIOLOGICAL", "PROCEDURE"]),
        ("armsInterventionsModule/interventions/armGroupLabels", ["Arm 1", "Arm 2"]),
        ("armsInterventionsModule/interventions/otherNames", ["Alfa", "A-1", "Alf"]),
        ("armsInterventionsModule/interventions/nciThesaurusId", ["C1"]),
        ("outcomesModule/primaryOutcomes/timeFrame", ["1 year"]),
        ("outcomesModule/otherOutcomes/measure", ["Mood"]),
        ("eligibilityModule/criteriaItems/text", ["Has lake", "No ember", "Who knows"]),
        ("eligibilityModule/criteriaItems/kind", ["inclusion", "exclusion"]),
        ("eligibilityModule/sex", ["ALL"]),
        ("eligibilityModule/minimumAge", ["1 Year"]),
        ("eligibilityModule/maximumAge", []),
        ("eligibilityModule/healthyVolunteers", [False]),
        ("contactsLocationsModule/overallOfficials/role", ["PRINCIPAL_INVESTIGATOR"]),
        ("contactsLocationsModule/centralContacts/email", ["c@x.test"]),
        ("contactsLocationsModule/locations/status", ["ACTIVE_NOT_RECRUITING", "RECRUITING"]),
        ("contactsLocationsModule/locations/geoPoint/lat", [Decimal("29.7059")]),
        ("contactsLocationsModule/locations/contacts/phone", ["555-0100"]),
        ("sponsorCollaboratorsModule/leadSponsor/name", ["Lake Centre"]),
        ("sponsorCollaboratorsModule/collaborators/role", ["FUNDING_SOURCE"]),
    ],
)
def test_both_versions_say_the_same(trial: dict[str, Any], path: str, expected: list[Any]) -> None:
    assert values(trial, path) == expected


@pytest.mark.parametrize("trial", [FIRST, SECOND], ids=["first", "second"])
def test_everything_is_cited_and_what_is_amiss_is_said(trial: dict[str, Any]) -> None:
    parsed = parse("t.json", encoded(trial))
    assert_cited(parsed)
    assert {issue.place.path: issue.quote for issue in parsed.issues} == {
        "/completion_date": "soon",
        "/outcome_measures/2/type_code": "MYSTERY",
    }


def test_a_name_that_two_arms_list_is_cited_in_both() -> None:
    (first, *_) = parse("t.json", encoded(SECOND)).tree["protocolSection"]["armsInterventionsModule"]["interventions"]
    assert [citation.path for citation in first["name"].citations] == [
        "/arms/0/interventions/0/name",
        "/arms/1/interventions/0/name",
    ]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Active", "RECRUITING"),
        ("Approved", "NOT_YET_RECRUITING"),
        ("In Review", "NOT_YET_RECRUITING"),
        ("Closed to Accrual", "ACTIVE_NOT_RECRUITING"),
        ("Closed to Accrual and Intervention", "ACTIVE_NOT_RECRUITING"),
        ("Temporarily Closed to Accrual", "SUSPENDED"),
        ("Complete", "COMPLETED"),
        ("Administratively Complete", "TERMINATED"),
        ("Withdrawn", "WITHDRAWN"),
        ("Enrolling by Invitation", "ENROLLING_BY_INVITATION"),
        ("Something New", "SOMETHING_NEW"),
    ],
)
def test_a_status_is_mapped_by_the_crosswalk_only(words: str, status: str) -> None:
    assert values({"nct_id": "N", "current_trial_status": words}, "statusModule", "overallStatus") == [status]


def test_an_age_without_a_unit_is_no_age() -> None:
    parsed = parse("t.json", encoded({"nct_id": "N", "eligibility": {"structured": {"max_age": "70"}}}))
    assert "eligibilityModule" not in parsed.tree["protocolSection"]
    assert [issue.place.path for issue in parsed.issues] == ["/eligibility/structured/max_age"]


@pytest.mark.parametrize("wrapper", ["trials", "data"])
def test_an_answer_with_one_trial_is_that_trial(wrapper: str) -> None:
    parsed = parse("t.json", encoded({"total": 1, wrapper: [SECOND]}))
    assert parsed.tree["protocolSection"]["identificationModule"]["nctId"].citations[0].path == f"/{wrapper}/0/nct_id"
    assert_cited(parsed)
    with pytest.raises(SourceError, match="found 2 trials"):
        parse("t.json", encoded({wrapper: [SECOND, SECOND]}))


@pytest.mark.parametrize("content", [b"", b"[", b"{}", b"[1]", b'{"resourceType": "Bundle"}'])
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError):
        parse("t.json", content)


@given(
    st.sampled_from(sorted(SECOND)),
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.just([{}, 7]) | st.just({"a": []}),
)
def test_a_field_of_another_kind_is_left_out_and_nothing_breaks(field: str, content: Any) -> None:
    assert_cited(parse("t.json", encoded(SECOND | {"nci_id": "N", field: content})))


@pytest.mark.corpus
@pytest.mark.skipif(not RECORDS, reason="no reference corpus beside the project")
def test_the_corpus_is_cited() -> None:
    about_the_trial = {
        *"nci_id nct_id protocol_id ctep_id ccr_id brief_title official_title brief_summary detail_description lead_org".split(),
        *"current_trial_status start_date completion_date record_verification_date principal_investigator phase".split(),
        *"minimum_target_accrual_number study_protocol_type interventional_model".split(),
    }
    for file in RECORDS:
        parsed = parse(file.name, file.read_bytes())
        assert not parsed.issues
        uncited = assert_cited(parsed)
        assert not {path for path in uncited if path[1:] in about_the_trial}
        assert not [path for path in uncited if path.endswith(("/org_name", "/org_city", "/recruitment_status"))]
        names = [fact.value for path, fact in facts(parsed.tree) if path.endswith("/interventions/name")]
        assert len(names) == len(set(names)) > 0
        assert "Pharmacologic Substance" not in names
        assert values_of(parsed.tree, "/protocolSection/conditionsModule/conditions")


def values_of(tree: Any, path: str) -> list[Any]:
    return [fact.value for at, fact in facts(tree) if at == path]
