"""Records of the old API of ClinicalTrials.gov under v2 names; invented studies, and those of the reference corpus."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.errors import SourceError
from fhiradapter.prose import Stated
from fhiradapter.sources.formats.ctgov_v1 import parse, v2_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.sources.record import Parsed

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
RECORDS = sorted((CORPUS / "other-registries" / "ctgov-v1-fullstudies-json").glob("*.json"))

STUDY: dict[str, Any] = {
    "ProtocolSection": {
        "IdentificationModule": {
            "NCTId": "NCT09990001",
            "NCTIdAliasList": {"NCTIdAlias": ["NCT09990002"]},
            "OrgStudyIdInfo": {
                "OrgStudyId": "R01-77",
                "OrgStudyIdType": "U.S. NIH Grant/Contract",
                "OrgStudyIdLink": "https://x.test/1",
            },
            "SecondaryIdInfoList": {
                "SecondaryIdInfo": [
                    {"SecondaryId": "2016-1", "SecondaryIdType": "EudraCT Number", "SecondaryIdDomain": "EMA"},
                    {"SecondaryId": "ABC", "SecondaryIdType": "Registry Identifier"},
                ]
            },
            "Organization": {"OrgFullName": "Meadow Clinic", "OrgClass": "U.S. Fed"},
            "BriefTitle": "Teal pills",
        },
        "StatusModule": {
            "OverallStatus": "Active, not recruiting",
            "ExpandedAccessInfo": {
                "HasExpandedAccess": "Yes",
                "ExpandedAccessNCTId": "NCT09990003",
                "ExpandedAccessStatusForNCTId": "No longer available",
            },
            "StartDateStruct": {"StartDate": "July 24, 2017", "StartDateType": "Anticipated"},
            "CompletionDateStruct": {"CompletionDate": "Summer 2020"},
            "StudyFirstSubmitQCDate": "May 2017",
        },
        "SponsorCollaboratorsModule": {
            "ResponsibleParty": {
                "ResponsiblePartyType": "Sponsor-Investigator",
                "ResponsiblePartyOldNameTitle": "Dr. A",
            },
            "LeadSponsor": {"LeadSponsorName": "Meadow Clinic", "LeadSponsorClass": "OTHER"},
            "CollaboratorList": {"Collaborator": [{"CollaboratorName": "Brook Ltd", "CollaboratorClass": "INDUSTRY"}]},
        },
        "OversightModule": {"OversightHasDMC": "No", "IsFDARegulatedDrug": "maybe", "FDAAA801Violation": "Yes"},
        "DesignModule": {
            "StudyType": "Interventional",
            "PhaseList": {"Phase": ["Phase 1/Phase 2"]},
            "ExpandedAccessTypes": {"ExpAccTypeIndividual": "Yes"},
            "DesignInfo": {
                "DesignInterventionModel": "Parallel Assignment",
                "DesignPrimaryPurpose": "Health Services Research",
                "DesignObservationalModelList": {"DesignObservationalModel": ["Case-Control"]},
                "DesignTimePerspectiveList": {"DesignTimePerspective": ["Prospective", "Retrospective"]},
                "DesignMaskingInfo": {
                    "DesignMasking": "None (Open Label)",
                    "DesignMaskingDescription": "Nobody is masked",
                    "DesignWhoMaskedList": {"DesignWhoMasked": ["Outcomes Assessor"]},
                },
            },
            "EnrollmentInfo": {"EnrollmentCount": "40", "EnrollmentType": "Actual"},
        },
        "ArmsInterventionsModule": {
            "ArmGroupList": {
                "ArmGroup": [
                    {
                        "ArmGroupLabel": "A",
                        "ArmGroupType": "Placebo Comparator",
                        "ArmGroupInterventionList": {"ArmGroupInterventionName": ["Drug: Teal"]},
                    }
                ]
            },
            "InterventionList": {
                "Intervention": [
                    {
                        "InterventionType": "Dietary Supplement",
                        "InterventionName": "Teal",
                        "InterventionArmGroupLabelList": {"InterventionArmGroupLabel": ["A"]},
                        "InterventionOtherNameList": {"InterventionOtherName": ["T-1"]},
                    }
                ]
            },
        },
        "EligibilityModule": {
            "HealthyVolunteers": "Accepts Healthy Volunteers",
            "Gender": "Female",
            "GenderBased": "Yes",
            "StdAgeList": {"StdAge": ["Older Adult"]},
        },
        "ContactsLocationsModule": {
            "LocationList": {
                "Location": [
                    {
                        "LocationFacility": "Site 1",
                        "LocationStatus": "Not yet recruiting",
                        "LocationContactList": {
                            "LocationContact": [{"LocationContactRole": "Contact", "LocationContactEMail": "a@x.test"}]
                        },
                    }
                ]
            }
        },
        "ReferencesModule": {
            "ReferenceList": {
                "Reference": [
                    {
                        "ReferencePMID": "7",
                        "ReferenceType": "result",
                        "RetractionList": {"Retraction": [{"RetractionPMID": "8", "RetractionSource": "J"}]},
                    }
                ]
            },
            "AvailIPDList": {"AvailIPD": [{"AvailIPDId": "S1", "AvailIPDURL": "https://x.test/ipd"}]},
        },
        "IPDSharingStatementModule": {
            "IPDSharing": "Yes",
            "IPDSharingInfoTypeList": {"IPDSharingInfoType": ["Statistical Analysis Plan (SAP)", "Analytic Code"]},
            "IPDSharingURL": "https://x.test",
        },
    },
    "ResultsSection": {"MoreInfoModule": {"PointOfContact": {"PointOfContactEMail": "b@x.test"}}},
    "DerivedSection": {
        "MiscInfoModule": {"VersionHolder": "March 03, 2021", "RemovedCountryList": {"RemovedCountry": ["Utopia"]}},
        "ConditionBrowseModule": {
            "ConditionMeshList": {"ConditionMesh": [{"ConditionMeshId": "D1", "ConditionMeshTerm": "Ill"}]}
        },
    },
    "DocumentSection": {
        "LargeDocumentModule": {
            "LargeDocNoSAP": "No",
            "LargeDocList": {"LargeDoc": [{"LargeDocHasICF": "Yes", "LargeDocFilename": "p.pdf"}]},
        }
    },
}


def facts(tree: Any, path: str = "") -> Iterator[tuple[str, Stated[Any]]]:
    """Every leaf of a tree with the names above it; nothing but objects, lists and Stated may be in it."""
    if isinstance(tree, Stated):
        yield path, tree
    elif isinstance(tree, dict):
        for name, content in tree.items():
            yield from facts(content, f"{path}/{name}")
    else:
        assert isinstance(tree, list), (path, tree)
        for content in tree:
            yield from facts(content, path)


def assert_cited(parsed: Parsed) -> Counter[str]:
    """The law of all readers: a citation is a run of characters of a leaf, and these are the words.

    Gives the paths of the leaves that nothing cites.
    """
    leaves = {leaf.path: leaf.words for leaf in parsed.leaves()}
    uncited = Counter(leaves)
    for path, fact in facts(parsed.tree):
        for citation in fact.citations:
            assert citation.cut(leaves[citation.path]) == fact.words != "", path
            uncited.pop(citation.path, None)
    return Counter(uncited.keys())


def encoded(study: Any) -> bytes:
    return json.dumps(study).encode()


def test_names_and_words_are_those_of_v2() -> None:
    tree = parse("s.json", encoded(STUDY)).tree
    found: dict[str, list[Any]] = {}
    for path, fact in facts(tree):
        found.setdefault(path, []).append(fact.value)
    protocol: dict[str, dict[str, list[Any]]] = {
        "identificationModule": {
            "nctId": ["NCT09990001"],
            "nctIdAliases": ["NCT09990002"],
            "orgStudyIdInfo/id": ["R01-77"],
            "orgStudyIdInfo/type": ["NIH"],
            "orgStudyIdInfo/link": ["https://x.test/1"],
            "secondaryIdInfos/id": ["2016-1", "ABC"],
            "secondaryIdInfos/type": ["EUDRACT_NUMBER", "REGISTRY"],
            "secondaryIdInfos/domain": ["EMA"],
            "organization/fullName": ["Meadow Clinic"],
            "organization/class": ["FED"],
            "briefTitle": ["Teal pills"],
        },
        "statusModule": {
            "overallStatus": ["ACTIVE_NOT_RECRUITING"],
            "expandedAccessInfo/hasExpandedAccess": [True],
            "expandedAccessInfo/nctId": ["NCT09990003"],
            "expandedAccessInfo/statusForNctId": ["NO_LONGER_AVAILABLE"],
            "startDateStruct/date": ["2017-07-24"],
            "startDateStruct/type": ["ESTIMATED"],
            "studyFirstSubmitQcDate": ["2017-05"],
        },
        "sponsorCollaboratorsModule": {
            "responsibleParty/type": ["SPONSOR_INVESTIGATOR"],
            "responsibleParty/oldNameTitle": ["Dr. A"],
            "leadSponsor/name": ["Meadow Clinic"],
            "leadSponsor/class": ["OTHER"],
            "collaborators/name": ["Brook Ltd"],
            "collaborators/class": ["INDUSTRY"],
        },
        "oversightModule": {"oversightHasDmc": [False], "fdaaa801Violation": [True]},
        "designModule": {
            "studyType": ["INTERVENTIONAL"],
            "phases": ["PHASE1", "PHASE2"],
            "expandedAccessTypes/individual": [True],
            "designInfo/interventionModel": ["PARALLEL"],
            "designInfo/primaryPurpose": ["HEALTH_SERVICES_RESEARCH"],
            "designInfo/observationalModel": ["CASE_CONTROL"],
            "designInfo/maskingInfo/masking": ["NONE"],
            "designInfo/maskingInfo/maskingDescription": ["Nobody is masked"],
            "designInfo/maskingInfo/whoMasked": ["OUTCOMES_ASSESSOR"],
            "enrollmentInfo/count": [40],
            "enrollmentInfo/type": ["ACTUAL"],
        },
        "armsInterventionsModule": {
            "armGroups/label": ["A"],
            "armGroups/type": ["PLACEBO_COMPARATOR"],
            "armGroups/interventionNames": ["Drug: Teal"],
            "interventions/type": ["DIETARY_SUPPLEMENT"],
            "interventions/name": ["Teal"],
            "interventions/armGroupLabels": ["A"],
            "interventions/otherNames": ["T-1"],
        },
        "eligibilityModule": {
            "healthyVolunteers": [True],
            "sex": ["FEMALE"],
            "genderBased": [True],
            "stdAges": ["OLDER_ADULT"],
        },
        "contactsLocationsModule": {
            "locations/facility": ["Site 1"],
            "locations/status": ["NOT_YET_RECRUITING"],
            "locations/contacts/role": ["CONTACT"],
            "locations/contacts/email": ["a@x.test"],
        },
        "referencesModule": {
            "references/pmid": ["7"],
            "references/type": ["RESULT"],
            "references/retractions/pmid": ["8"],
            "references/retractions/source": ["J"],
            "availIpds/id": ["S1"],
            "availIpds/url": ["https://x.test/ipd"],
        },
        "ipdSharingStatementModule": {
            "ipdSharing": ["YES"],
            "infoTypes": ["SAP", "ANALYTIC_CODE"],
            "url": ["https://x.test"],
        },
    }
    expected = {
        f"/protocolSection/{module}/{name}": values
        for module, names in protocol.items()
        for name, values in names.items()
    }
    assert found == expected | {
        "/resultsSection/moreInfoModule/pointOfContact/email": ["b@x.test"],
        "/derivedSection/miscInfoModule/versionHolder": ["2021-03-03"],
        "/derivedSection/miscInfoModule/removedCountries": ["Utopia"],
        "/derivedSection/conditionBrowseModule/meshes/id": ["D1"],
        "/derivedSection/conditionBrowseModule/meshes/term": ["Ill"],
        "/documentSection/largeDocumentModule/noSap": [False],
        "/documentSection/largeDocumentModule/largeDocs/hasIcf": [True],
        "/documentSection/largeDocumentModule/largeDocs/filename": ["p.pdf"],
        "/hasResults": [True],
    }


def test_what_cannot_be_read_is_left_out_and_said() -> None:
    parsed = parse("s.json", encoded(STUDY))
    amiss = {issue.place.path.rsplit("/", 1)[1]: issue for issue in parsed.issues}
    assert amiss.keys() == {"CompletionDate", "IsFDARegulatedDrug", "DesignTimePerspective"}
    assert amiss["CompletionDate"].quote == "Summer 2020"
    assert {issue.rule for issue in parsed.issues} == {"field-not-read"}
    assert assert_cited(parsed).keys() == {
        "/ProtocolSection/StatusModule/CompletionDateStruct/CompletionDate",
        "/ProtocolSection/OversightModule/IsFDARegulatedDrug",
        "/ProtocolSection/DesignModule/DesignInfo/DesignTimePerspectiveList/DesignTimePerspective/0",
        "/ProtocolSection/DesignModule/DesignInfo/DesignTimePerspectiveList/DesignTimePerspective/1",
    }


@pytest.mark.parametrize(
    "wrap",
    [
        lambda study: {"Rank": 1, "Study": study},
        lambda study: {"FullStudiesResponse": {"NStudiesFound": 1, "FullStudies": [{"Rank": 1, "Study": study}]}},
        lambda study: [{"Study": study}],
    ],
)
def test_a_study_is_found_in_its_wrappers(wrap: Any) -> None:
    parsed = parse("s.json", encoded(wrap(STUDY)))
    assert_cited(parsed)
    bare = parse("s.json", encoded(STUDY)).tree
    assert [(path, fact.value) for path, fact in facts(parsed.tree)] == [
        (path, fact.value) for path, fact in facts(bare)
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "not JSON"),
        (b'{"protocolSection": {}}', "no study"),
        (b'{"FullStudiesResponse": {"FullStudies": []}}', "found 0 studies"),
        (b'{"FullStudiesResponse": {"FullStudies": [{"Study": {}}, {"Study": {}}]}}', "found 2 studies"),
        (b"7", "no study"),
    ],
)
def test_anything_else_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        parse("s.json", content)


@pytest.mark.parametrize(
    ("owner", "name", "v2"),
    [
        ("DesignModule", "NPtrsToThisExpAccNCTId", "nPtrsToThisExpAccNctId"),
        ("OversightModule", "IsPPSD", "isPpsd"),
        ("CentralContact", "CentralContactPhoneExt", "phoneExt"),
        ("LocationGeoPoint", "LocationGeoPointLat", "lat"),
        ("IPDSharingStatementModule", "IPDSharing", "ipdSharing"),
        ("Location", "Locations", "locations"),
    ],
)
def test_names_are_made_by_rule(owner: str, name: str, v2: str) -> None:
    assert v2_name(owner, name) == v2


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from("PhaseList Phase StartDate StartDateStruct OverallStatus XList X Gender".split()), inner
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_a_study_holds_is_cited_or_left_out(content: Any) -> None:
    assert_cited(parse("s.json", encoded({"ProtocolSection": {"DesignModule": content}, "DerivedSection": {}})))


@pytest.mark.corpus
@pytest.mark.skipif(not RECORDS, reason="no reference corpus beside the project")
def test_the_corpus_is_cited_whole_and_has_the_names_of_v2() -> None:
    def names(tree: Any, path: str = "") -> Iterator[str]:
        if isinstance(tree, dict):
            for name, content in tree.items():
                yield from names(content, f"{path}/{name}")
        elif isinstance(tree, list):
            for content in tree:
                yield from names(content, path)
        else:
            yield path

    known = {name for file in (CORPUS / "ctgov-json").glob("*.json") for name in names(json.loads(file.read_bytes()))}
    for file in RECORDS:
        parsed = parse(file.name, file.read_bytes())
        assert not parsed.issues
        assert not assert_cited(parsed)
        assert {path for path, _ in facts(parsed.tree)} <= known
