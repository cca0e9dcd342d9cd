"""The clinical trials search API of the US National Cancer Institute (JSON), brought under v2 names.

https://clinicaltrialsapi.cancer.gov, both versions: the first says `intervention_name`, `preferred_name` and
`lead_disease_indicator`, the second `name` and `is_lead_disease`. NCI adds the ancestors of each disease and
intervention in its thesaurus and marks them TREE (`Pharmacologic Substance`): they are no part of the trial.

Names of ours: `conditionsModule.nciThesaurusIds` (beside `conditions`: the codes of the first of them),
`interventions[].nciThesaurusId`, `eligibilityModule.criteriaItems[]{kind, text}`, `collaborators[].role`,
`statusModule.overallStatusDate`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import SourceError
from fhiradapter.json_codec import NotJson, decode
from fhiradapter.prose import Stated
from fhiradapter.sources.formats.nci_cts.eligibility import eligibility
from fhiradapter.sources.formats.nci_cts.fields import (
    coded,
    coded_word,
    count,
    date,
    filled,
    first,
    having,
    is_own,
    is_yes,
    texts,
    v2_word,
    yes_or_no,
)
from fhiradapter.sources.formats.nci_cts.treatment import arms
from fhiradapter.sources.record import Node, Parsed, json_leaves
from fhiradapter.sources.registry_words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATUS: Mapping[str, str] = {
    "IN_REVIEW": "NOT_YET_RECRUITING",
    "APPROVED": "NOT_YET_RECRUITING",
    "ACTIVE": "RECRUITING",
    "CLOSED_TO_ACCRUAL": "ACTIVE_NOT_RECRUITING",
    "CLOSED_TO_ACCRUAL_AND_INTERVENTION": "ACTIVE_NOT_RECRUITING",
    "TEMPORARILY_CLOSED_TO_ACCRUAL": "SUSPENDED",
    "TEMPORARILY_CLOSED_TO_ACCRUAL_AND_INTERVENTION": "SUSPENDED",
    "COMPLETE": "COMPLETED",
    "ADMINISTRATIVELY_COMPLETE": "TERMINATED",
}
"""https://wiki.nci.nih.gov/display/CTRPdoc/Trial+Status+Values+in+the+CTRP+and+ClinicalTrials.gov"""

_PHASES: Mapping[str, tuple[str, ...]] = {
    "O": ("EARLY_PHASE1",),
    "0": ("EARLY_PHASE1",),
    "I": ("PHASE1",),
    "I_II": ("PHASE1", "PHASE2"),
    "II": ("PHASE2",),
    "II_III": ("PHASE2", "PHASE3"),
    "III": ("PHASE3",),
    "IV": ("PHASE4",),
    "NA": ("NA",),
    "N_A": ("NA",),
}
"""NCI writes phase 0 with the letter or the digit."""

_OUTCOMES: Mapping[str, str] = {
    "PRIMARY": "primaryOutcomes",
    "SECONDARY": "secondaryOutcomes",
    "OTHER_PRE_SPECIFIED": "otherOutcomes",
    "OTHER": "otherOutcomes",
}
_OWN_IDS = {"nci_id": "NCI", "ctep_id": "CTEP", "dcp_id": "DCP", "ccr_id": "CCR"}
_WHO_MASKED = {
    "subject": "PARTICIPANT",
    "caregiver": "CARE_PROVIDER",
    "investigator": "INVESTIGATOR",
    "outcome_assessor": "OUTCOMES_ASSESSOR",
}
_RECORD = frozenset({"nci_id", "nct_id", "brief_title", "current_trial_status"})


def parse(name: str, content: bytes) -> Parsed:
    """One trial, alone or in an answer of the API (`trials` or `data`) that holds no other.

    `name` is what the file is called in messages. Paths are JSON Pointers into `content`.
    Raises SourceError for what is no JSON, or does not hold exactly one trial.
    """
    try:
        decoded = decode(content)
    except NotJson as error:
        raise SourceError(f"{name}: not JSON: {error}", remedy="Get the record from the API again.") from error
    trial = _trial(name, decoded)
    tree = {
        "protocolSection": filled(
            {
                "identificationModule": _identification(trial),
                "statusModule": _status(trial),
                "sponsorCollaboratorsModule": _sponsors(trial),
                "descriptionModule": texts(
                    trial, {"briefSummary": "brief_summary", "detailedDescription": "detail_description"}
                ),
                "conditionsModule": _conditions(trial),
                "designModule": _design(trial),
                "armsInterventionsModule": arms(trial),
                "outcomesModule": _outcomes(trial),
                "eligibilityModule": eligibility(trial),
                "contactsLocationsModule": _contacts(trial),
            }
        )
    }
    return Parsed(tree, partial(json_leaves, decoded), tuple(trial.issues))


def _trial(name: str, decoded: Any) -> Node:
    path, value = "", decoded
    wrapper = next((key for key in ("trials", "data") if isinstance(decoded, dict) and key in decoded), "")
    if wrapper:
        path, value = f"/{wrapper}", decoded[wrapper]
    if isinstance(value, list):
        if len(value) != 1:
            raise SourceError(f"{name}:{path}: found {len(value)} trials, expected one", remedy="Split the file.")
        path, value = f"{path}/0", value[0]
    if not isinstance(value, dict) or not _RECORD & value.keys():
        raise SourceError(f"{name}:{path}: no trial of the NCI clinical trials search API in here")
    return Node(value, path)


def _identification(trial: Node) -> dict[str, Any]:
    own = [{"id": trial.text(field), "type": Stated(kind)} for field, kind in _OWN_IDS.items()]
    others = [{"id": other.text("value"), "type": other.text("name")} for other in trial.each("other_ids")]
    names = {"nctId": "nct_id", "briefTitle": "brief_title", "officialTitle": "official_title", "acronym": "acronym"}
    return texts(trial, names) | filled(
        {
            "orgStudyIdInfo": filled({"id": trial.text("protocol_id")}),
            "secondaryIdInfos": [filled(each) for each in [*own, *others] if each["id"]],
        }
    )


def _status(trial: Node) -> dict[str, Any]:
    dates = {
        "startDateStruct": "start_date",
        "primaryCompletionDateStruct": "primary_completion_date",
        "completionDateStruct": "completion_date",
    }
    structs = {
        v2: filled({"date": date(trial, field), "type": coded_word(trial, f"{field}_type_code", "dateType")})
        for v2, field in dates.items()
    }
    return texts(trial, {"whyStopped": "why_study_stopped"}) | filled(
        {
            "overallStatus": having(trial.text("current_trial_status"), _status_word),
            "overallStatusDate": date(trial, "current_trial_status_date"),
            "statusVerifiedDate": date(trial, "record_verification_date"),
            **structs,
        }
    )


def _status_word(words: str) -> str:
    regular = word("", words)
    return _STATUS.get(regular, regular)


def _sponsors(trial: Node) -> dict[str, Any]:
    collaborators = [
        filled({"name": each.text("name"), "role": each.text("functional_role")})
        for each in trial.each("collaborators")
    ]
    return filled(
        {"leadSponsor": filled({"name": trial.text("lead_org")}), "collaborators": list(filter(None, collaborators))}
    )


def _conditions(trial: Node) -> dict[str, Any]:
    """The lead diseases; those with a code first, so that names and codes stand side by side."""
    leads = [
        (first(disease, "preferred_name", "name", "display_name"), disease.text("nci_thesaurus_concept_id"))
        for disease in trial.each("diseases")
        if is_own(disease) and (is_yes(disease, "lead_disease_indicator") or is_yes(disease, "is_lead_disease"))
    ]
    named = sorted(((name, code) for name, code in leads if name), key=lambda lead: lead[1] is None)
    return filled(
        {
            "conditions": [name for name, _ in named],
            "nciThesaurusIds": [code for _, code in named if code],
            "keywords": [*trial.texts("keywords"), *trial.texts("anatomic_sites")],
        }
    )


def _design(trial: Node) -> dict[str, Any]:
    masking = trial.at("masking")
    return filled(
        {
            "studyType": coded_word(trial, "study_protocol_type", "studyType"),
            "phases": _phases(coded(trial, "phase", "phase")),
            "designInfo": filled(
                {
                    "allocation": coded_word(masking, "allocation_code", "allocation")
                    or coded_word(masking, "masking_allocation_code", "allocation"),
                    "interventionModel": coded_word(trial, "interventional_model", "interventionModel"),
                    "primaryPurpose": having(
                        coded(trial, "primary_purpose", "primary_purpose_code"), partial(v2_word, "primaryPurpose")
                    ),
                    "observationalModel": coded_word(trial, "study_model_code", "observationalModel"),
                    "maskingInfo": filled(
                        {"masking": coded_word(masking, "masking", "masking"), "whoMasked": _who_masked(masking)}
                    ),
                }
            ),
            "bioSpec": filled(
                {
                    "retention": coded_word(trial.at("bio_specimen"), "bio_specimen_retention_code", "retention"),
                    "description": trial.at("bio_specimen").text("bio_specimen_description"),
                }
            ),
            "enrollmentInfo": filled({"count": count(trial, "minimum_target_accrual_number")}),
        }
    )


def _who_masked(masking: Node) -> list[Stated[str]]:
    answers = [
        (who, answer)
        for role, who in _WHO_MASKED.items()
        for answer in (yes_or_no(masking, f"role_{role}"), yes_or_no(masking, f"masking_role_{role}"))
    ]
    return [answer.having(who) for who, answer in answers if answer and answer.value]


def _phases(fact: Stated[str] | None) -> list[Stated[str]]:
    if not fact:
        return []
    regular = word("", fact.value)
    return [fact.having(phase) for phase in _PHASES.get(regular, (regular,))]


def _outcomes(trial: Node) -> dict[str, Any]:
    outcomes: dict[str, list[Any]] = {}
    for each in trial.each("outcome_measures"):
        kind = each.text("type_code")
        name = _OUTCOMES.get(word("", kind.value)) if kind else None
        if not name:
            each.amiss(f"{each.path}/type_code", kind or "", "a kind of outcome (PRIMARY, SECONDARY, ...)")
            continue
        parts = {
            "measure": each.text("name"),
            "description": each.text("description"),
            "timeFrame": first(each, "timeframe", "time_frame"),
        }
        outcomes.setdefault(name, []).append(filled(parts))
    return outcomes


def _contacts(trial: Node) -> dict[str, Any]:
    official = trial.text("principal_investigator")
    central = trial.at("central_contact")
    contact = {part: first(central, part, f"central_contact_{part}") for part in ("name", "phone", "email")}
    return filled(
        {
            "overallOfficials": [{"name": official, "role": Stated("PRINCIPAL_INVESTIGATOR")}] if official else [],
            "centralContacts": _contact(contact),
            "locations": [_site(site) for site in trial.each("sites")],
        }
    )


def _contact(parts: Mapping[str, Stated[str] | None]) -> list[dict[str, Any]]:
    return [filled({**parts, "role": Stated("CONTACT")})] if any(parts.values()) else []


def _site(site: Node) -> dict[str, Any]:
    names = {
        "facility": "org_name",
        "city": "org_city",
        "state": "org_state_or_province",
        "zip": "org_postal_code",
        "country": "org_country",
    }
    point = site.at("org_coordinates")
    return texts(site, names) | filled(
        {
            "status": having(site.text("recruitment_status"), _status_word),
            "geoPoint": filled({"lat": point.number("lat"), "lon": point.number("lon")}),
            "contacts": _contact({part: site.text(f"contact_{part}") for part in ("name", "phone", "email")}),
        }
    )
