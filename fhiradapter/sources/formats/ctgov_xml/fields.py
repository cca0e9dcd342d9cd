"""Which element of the legacy XML is which field of API v2.

XML: https://clinicaltrials.gov/ct2/html/images/info/public.xsd (versions of 2016, 2018 and 2019).
v2: https://clinicaltrials.gov/data-api/about-api/study-data-structure. Elements that were removed from the schema are
read as well: files are older than the schema. A target that ends in `[]` is a list; `.` is the element itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from fhiradapter.sources.formats.ctgov_xml.kinds import (
    AGE,
    COUNT,
    DATE,
    FLAG,
    WORDS,
    Kind,
    Part,
    coded,
    masking,
    phases,
    study_design,
    study_type,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class One:
    """One element or attribute, one value. `joiner` binds it to what its target has already (the parts of a name)."""

    target: str
    source: str
    kind: Kind = WORDS
    joiner: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """One element that states several fields; their targets are from the top of the tree."""

    source: str
    read: Callable[[str], Iterator[Part]]


@dataclass(frozen=True, slots=True)
class Each:
    """An element that makes an object of a list. `also` are fields that its very name states."""

    target: str
    source: str
    rows: Rows
    also: Mapping[str, str] = field(default_factory=dict)


Row: TypeAlias = "One | Several | Each"
Rows: TypeAlias = "tuple[Row, ...]"

_TERM: Rows = (One("term", "."),)
_AGENCY: Rows = (One("name", "agency"), One("class", "agency_class", coded("class")))
_OUTCOME: Rows = (
    One("measure", "measure"),
    One("timeFrame", "time_frame"),
    One("description", "description"),
    One("safetyIssue", "safety_issue", FLAG),  # until 2017
)
_NAME: Rows = (
    One("name", "first_name", joiner=" "),
    One("name", "middle_name", joiner=" "),
    One("name", "last_name", joiner=" "),
    One("name", "degrees", joiner=", "),
)
_CONTACT: Rows = (*_NAME, One("phone", "phone"), One("phoneExt", "phone_ext"), One("email", "email"))
_INVESTIGATOR: Rows = (*_NAME, One("role", "role", coded("role")), One("affiliation", "affiliation"))
_LOCATION: Rows = (
    One("facility", "facility/name"),
    One("city", "facility/address/city"),
    One("state", "facility/address/state"),
    One("zip", "facility/address/zip"),
    One("country", "facility/address/country"),
    One("status", "status", coded("overallStatus")),
    Each("contacts[]", "contact", _CONTACT, {"role": "CONTACT"}),
    Each("contacts[]", "contact_backup", _CONTACT, {"role": "CONTACT"}),
    Each("contacts[]", "investigator", _INVESTIGATOR),
)
_ARM_GROUP: Rows = (
    One("label", "arm_group_label"),
    One("type", "arm_group_type", coded("armGroupType")),
    One("description", "description"),
)
_INTERVENTION: Rows = (
    One("type", "intervention_type", coded("interventionType")),
    One("name", "intervention_name"),
    One("description", "description"),
    One("otherNames[]", "other_name"),
    One("armGroupLabels[]", "arm_group_label"),
)
_REFERENCE: Rows = (One("pmid", "PMID"), One("citation", "citation"))
_STUDY_DOC: Rows = (
    One("id", "doc_id"),
    One("type", "doc_type"),
    One("url", "doc_url"),
    One("comment", "doc_comment"),
)
_PROVIDED_DOCUMENT: Rows = (
    One("label", "document_type"),
    One("hasProtocol", "document_has_protocol", FLAG),
    One("hasIcf", "document_has_icf", FLAG),
    One("hasSap", "document_has_sap", FLAG),
    One("date", "document_date", DATE),
    One("url", "document_url"),
)
_EVENT: Rows = (One("date", ".", DATE),)

_IDENTIFICATION: Rows = (
    One("nctId", "id_info/nct_id"),
    One("nctIdAliases[]", "id_info/nct_alias"),
    One("orgStudyIdInfo.id", "id_info/org_study_id"),
    Each("secondaryIdInfos[]", "id_info/secondary_id", (One("id", "."),)),
    One("organization.fullName", "source"),
    One("briefTitle", "brief_title"),
    One("officialTitle", "official_title"),
    One("acronym", "acronym"),
)
_STATUS: Rows = (
    One("overallStatus", "overall_status", coded("overallStatus")),
    One("lastKnownStatus", "last_known_status", coded("overallStatus")),
    One("whyStopped", "why_stopped"),
    One("statusVerifiedDate", "verification_date", DATE),
    One("expandedAccessInfo.hasExpandedAccess", "has_expanded_access", FLAG),
    One("studyFirstSubmitDate", "study_first_submitted", DATE),
    One("studyFirstSubmitDate", "firstreceived_date", DATE),
    One("studyFirstSubmitQcDate", "study_first_submitted_qc", DATE),
    One("resultsFirstSubmitDate", "results_first_submitted", DATE),
    One("resultsFirstSubmitDate", "firstreceived_results_date", DATE),
    One("resultsFirstSubmitQcDate", "results_first_submitted_qc", DATE),
    One("dispFirstSubmitDate", "disposition_first_submitted", DATE),
    One("dispFirstSubmitDate", "firstreceived_results_disposition_date", DATE),
    One("dispFirstSubmitQcDate", "disposition_first_submitted_qc", DATE),
    One("lastUpdateSubmitDate", "last_update_submitted", DATE),
    One("lastUpdateSubmitDate", "lastchanged_date", DATE),
    One("lastUpdateSubmitQcDate", "last_update_submitted_qc", DATE),
)
_DATES_WITH_TYPE: Mapping[str, str] = {
    "startDateStruct": "start_date",
    "primaryCompletionDateStruct": "primary_completion_date",
    "completionDateStruct": "completion_date",
    "studyFirstPostDateStruct": "study_first_posted",
    "resultsFirstPostDateStruct": "results_first_posted",
    "dispFirstPostDateStruct": "disposition_first_posted",
    "lastUpdatePostDateStruct": "last_update_posted",
}
_SPONSORS: Rows = (
    One("leadSponsor.name", "sponsors/lead_sponsor/agency"),
    One("leadSponsor.class", "sponsors/lead_sponsor/agency_class", coded("class")),
    Each("collaborators[]", "sponsors/collaborator", _AGENCY),
    One("responsibleParty.type", "responsible_party/responsible_party_type", coded("responsiblePartyType")),
    One("responsibleParty.investigatorFullName", "responsible_party/investigator_full_name"),
    One("responsibleParty.investigatorTitle", "responsible_party/investigator_title"),
    One("responsibleParty.investigatorAffiliation", "responsible_party/investigator_affiliation"),
    One("responsibleParty.oldNameTitle", "responsible_party/name_title"),
    One("responsibleParty.oldOrganization", "responsible_party/organization"),
)
_OVERSIGHT: Rows = (
    One("oversightHasDmc", "oversight_info/has_dmc", FLAG),
    One("isFdaRegulatedDrug", "oversight_info/is_fda_regulated_drug", FLAG),
    One("isFdaRegulatedDevice", "oversight_info/is_fda_regulated_device", FLAG),
    One("isUnapprovedDevice", "oversight_info/is_unapproved_device", FLAG),
    One("isPpsd", "oversight_info/is_ppsd", FLAG),
    One("isUsExport", "oversight_info/is_us_export", FLAG),
    One("authorities[]", "oversight_info/authority"),  # until 2017, as are the next two
    One("isFdaRegulated", "is_fda_regulated", FLAG),
    One("isSection801", "is_section_801", FLAG),
)
_DESIGN: Rows = (
    One("expandedAccessTypes.individual", "expanded_access_info/expanded_access_type_individual", FLAG),
    One("expandedAccessTypes.intermediate", "expanded_access_info/expanded_access_type_intermediate", FLAG),
    One("expandedAccessTypes.treatment", "expanded_access_info/expanded_access_type_treatment", FLAG),
    One("designInfo.allocation", "study_design_info/allocation", coded("allocation")),
    One("designInfo.interventionModel", "study_design_info/intervention_model", coded("interventionModel")),
    One("designInfo.interventionModelDescription", "study_design_info/intervention_model_description"),
    One("designInfo.primaryPurpose", "study_design_info/primary_purpose", coded("primaryPurpose")),
    One("designInfo.observationalModel", "study_design_info/observational_model", coded("observationalModel")),
    One("designInfo.timePerspective", "study_design_info/time_perspective", coded("timePerspective")),
    One("designInfo.maskingInfo.maskingDescription", "study_design_info/masking_description"),
    One("bioSpec.retention", "biospec_retention", coded("retention")),
    One("bioSpec.description", "biospec_descr/textblock"),
    One("enrollmentInfo.count", "enrollment", COUNT),
    One("enrollmentInfo.type", "enrollment/@type", coded("dateType")),
    One("targetDuration", "target_duration"),
    One("numberOfArms", "number_of_arms", COUNT),
    One("numberOfGroups", "number_of_groups", COUNT),
)
_SEVERAL_AT_ONCE: Rows = (
    Several("study_type", study_type),
    Several("phase", phases),
    Several("study_design_info/masking", masking),
    Several("study_design", study_design),
)
_ELIGIBILITY: Rows = (
    One("eligibilityCriteria", "eligibility/criteria/textblock"),
    One("sex", "eligibility/gender", coded("sex")),
    One("genderBased", "eligibility/gender_based", FLAG),
    One("genderDescription", "eligibility/gender_description"),
    One("minimumAge", "eligibility/minimum_age", AGE),
    One("maximumAge", "eligibility/maximum_age", AGE),
    One("healthyVolunteers", "eligibility/healthy_volunteers", FLAG),
    One("studyPopulation", "eligibility/study_pop/textblock"),
    One("samplingMethod", "eligibility/sampling_method", coded("samplingMethod")),
)
_CONTACTS_LOCATIONS: Rows = (
    Each("centralContacts[]", "overall_contact", _CONTACT, {"role": "CONTACT"}),
    Each("centralContacts[]", "overall_contact_backup", _CONTACT, {"role": "CONTACT"}),
    Each("overallOfficials[]", "overall_official", _INVESTIGATOR),
    Each("locations[]", "location", _LOCATION),
)
_REFERENCES: Rows = (
    Each("references[]", "reference", _REFERENCE, {"type": "BACKGROUND"}),
    Each("references[]", "results_reference", _REFERENCE, {"type": "RESULT"}),
    Each("seeAlsoLinks[]", "link", (One("url", "url"), One("label", "description"))),
    Each("availIpds[]", "study_docs/study_doc", _STUDY_DOC),
)
_IPD_SHARING: Rows = (
    One("ipdSharing", "patient_data/sharing_ipd", coded("ipdSharing")),
    One("description", "patient_data/ipd_description"),
    One("infoTypes[]", "patient_data/ipd_info_type", coded("infoTypes")),
    One("timeFrame", "patient_data/ipd_time_frame"),
    One("accessCriteria", "patient_data/ipd_access_criteria"),
    One("url", "patient_data/ipd_url"),
)
_MODULES: Mapping[str, Rows] = {
    "identificationModule": _IDENTIFICATION,
    "statusModule": (
        *_STATUS,
        *(One(f"{name}.date", source, DATE) for name, source in _DATES_WITH_TYPE.items()),
        *(One(f"{name}.type", f"{source}/@type", coded("dateType")) for name, source in _DATES_WITH_TYPE.items()),
    ),
    "sponsorCollaboratorsModule": _SPONSORS,
    "oversightModule": _OVERSIGHT,
    "descriptionModule": (
        One("briefSummary", "brief_summary/textblock"),
        One("detailedDescription", "detailed_description/textblock"),
    ),
    "conditionsModule": (One("conditions[]", "condition"), One("keywords[]", "keyword")),
    "designModule": _DESIGN,
    "armsInterventionsModule": (
        Each("armGroups[]", "arm_group", _ARM_GROUP),
        Each("interventions[]", "intervention", _INTERVENTION),
    ),
    "outcomesModule": (
        Each("primaryOutcomes[]", "primary_outcome", _OUTCOME),
        Each("secondaryOutcomes[]", "secondary_outcome", _OUTCOME),
        Each("otherOutcomes[]", "other_outcome", _OUTCOME),
    ),
    "eligibilityModule": _ELIGIBILITY,
    "contactsLocationsModule": _CONTACTS_LOCATIONS,
    "referencesModule": _REFERENCES,
    "ipdSharingStatementModule": _IPD_SHARING,
}
_BESIDE_THE_PROTOCOL: Rows = (
    Each("derivedSection.conditionBrowseModule.meshes[]", "condition_browse/mesh_term", _TERM),
    Each("derivedSection.interventionBrowseModule.meshes[]", "intervention_browse/mesh_term", _TERM),
    One("derivedSection.miscInfoModule.removedCountries[]", "removed_countries/country"),
    Each(
        "documentSection.largeDocumentModule.largeDocs[]",
        "provided_document_section/provided_document",
        _PROVIDED_DOCUMENT,
    ),
)
_ONLY_HERE: Rows = (
    One("aboutSource.downloadDate", "required_header/download_date"),
    One("aboutSource.linkText", "required_header/link_text"),
    One("aboutSource.url", "required_header/url"),
    One("locationCountries[]", "location_countries/country"),
    Each("pendingResults[]", "pending_results/submitted", _EVENT, {"event": "SUBMITTED"}),
    Each("pendingResults[]", "pending_results/returned", _EVENT, {"event": "RETURNED"}),
    Each("pendingResults[]", "pending_results/submission_canceled", _EVENT, {"event": "SUBMISSION_CANCELED"}),
    One("rank", "@rank", COUNT),
)
"""Names of our own, for what API v2 does not have."""

STUDY: tuple[tuple[str, Rows], ...] = (
    *((f"protocolSection.{module}.", rows) for module, rows in _MODULES.items()),
    ("protocolSection.", _SEVERAL_AT_ONCE),
    ("", _BESIDE_THE_PROTOCOL),
    ("", _ONLY_HERE),
)
"""All of `clinical_study`: what to put before the targets, and the rows."""
