"""Records of the WHO International Clinical Trials Registry Platform (ICTRP), as its search portal exports them in XML.

https://trialsearch.who.int. One record is one `<Trial>` with a flat row of fields; their texts are those of the
registry that holds the trial.

Names of ours: `registryId` (a number that is no NCT number), `locationCountries`, `aboutSource{url, register,
exportDate, lastRefreshed}` at the top; `statusModule.registrationDate`; `designModule.studyTypeText`, `studyDesignText`
and `phaseText`; `sponsorCollaboratorsModule.sourceSupport`; `outcomesModule.objectives[]{kind, text}`;
`eligibilityModule.exclusionCriteria`; `centralContacts[].givenName`, which is part of `name`, too.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import SourceError
from fhiradapter.prose import Prose, Stated
from fhiradapter.sources import xml_tree
from fhiradapter.sources.formats.ictrp import values
from fhiradapter.sources.formats.ictrp.contacts import contacts
from fhiradapter.sources.formats.ictrp.fields import Record, fact, filled, once, split
from fhiradapter.sources.formats.ictrp.lists import interventions, outcomes
from fhiradapter.sources.record import Node, Parsed
from fhiradapter.sources.registry_numbers import whole_number
from fhiradapter.sources.registry_words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORD = "Trial"
"""The element that is one record."""
ROOTS = ("Trials_downloaded_from_ICTRP", "Trials", "Trials_downloaded_from_ICTRP_Portal")
"""What the elements around the records are called."""

_NCT_ID = re.compile(r"NCT\d{8}")
_URL = re.compile(r"https?://\S+")
_CODING = re.compile(
    r"MedDRA version|Therapeutic area:|Level:|Classification code|ORPHA:?\s?\d|[A-Z]\d\d(?:\.\d+)?$|\d{8}$",
    re.IGNORECASE,
)
"""What classifies the condition, in the field of the condition: MedDRA, MeSH, Orphanet and ICD codes."""


def parse(name: str, content: bytes) -> Parsed:
    """One `<Trial>`, alone or in an export that holds no other.

    `name` is what the file is called in messages. Paths are XPaths into `content`.
    Raises SourceError for what is not safe and sound XML, or does not hold exactly one trial.
    """
    root = xml_tree.parse(name, content)
    element, path = root, xml_tree.root_path(root)
    if root.tag != RECORD:
        trials = [(place, child) for tag, place, child in xml_tree.children(root, path) if tag == RECORD]
        if len(trials) != 1:
            raise SourceError(f"{name}: found {len(trials)} elements {RECORD}, expected one", remedy="Split the file.")
        path, element = trials[0]
    texts: dict[str, list[Prose]] = {}
    for tag, place, child in xml_tree.children(element, path):
        if not len(child):
            texts.setdefault(tag.lower(), []).append(Prose.verbatim(child.text or "", 0, place))
    record = Record({tag: tuple(found) for tag, found in texts.items()}, Node({}))
    return Parsed(_tree(record), partial(xml_tree.leaves, root), tuple(record.found.issues))


def _tree(record: Record) -> Mapping[str, Any]:
    trial_id = record.said("TrialID")
    is_nct = bool(trial_id and _NCT_ID.fullmatch(trial_id.text))
    about = {
        "url": record.fact("web_address"),
        "register": record.fact("Source_Register"),
        "exportDate": record.fact("Export_date"),
        "lastRefreshed": record.read("Last_Refreshed_on", values.day_first, "a date"),
    }
    return filled(
        {
            "registryId": fact(trial_id) if trial_id and not is_nct else None,
            "hasResults": record.read("results_yes_no", values.yes_or_no, "yes or no"),
            "locationCountries": record.facts("Countries"),
            "aboutSource": filled(about),
            "protocolSection": filled(
                {
                    "identificationModule": _identification(record, trial_id, is_nct),
                    "statusModule": _status(record),
                    "sponsorCollaboratorsModule": _sponsors(record),
                    "conditionsModule": _conditions(record),
                    "designModule": _design(record),
                    "armsInterventionsModule": _interventions(record),
                    "outcomesModule": _outcomes(record),
                    "eligibilityModule": _eligibility(record),
                    "contactsLocationsModule": filled({"centralContacts": contacts(record)}),
                    "referencesModule": _references(record),
                    "ipdSharingStatementModule": _sharing(record),
                }
            ),
        }
    )


def _identification(record: Record, trial_id: Prose | None, is_nct: bool) -> dict[str, Any]:
    others: list[dict[str, Any]] = []
    if trial_id and not is_nct:
        domain = record.fact("Source_Register")
        others = [filled({"id": fact(trial_id), "type": Stated("REGISTRY"), "domain": domain})]
    return filled(
        {
            "nctId": fact(trial_id) if trial_id and is_nct else None,
            "secondaryIdInfos": others + [{"id": number} for number in record.facts("Secondary_ID")],
            "briefTitle": record.fact("Public_title"),
            "officialTitle": record.fact("Scientific_title"),
            "acronym": record.fact("Acronym"),
        }
    )


def _status(record: Record) -> dict[str, Any]:
    status = record.text("Recruitment_Status")
    start = record.read("Date_enrollement", values.date, "a date that can be read in one way only")
    posted = record.read("results_date_posted", values.date, "a date that can be read in one way only")
    return filled(
        {
            "overallStatus": status.state(values.status(status.text)) if status else None,
            "registrationDate": _registration(record),
            "startDateStruct": filled({"date": start}),
            "resultsFirstPostDateStruct": filled({"date": posted}),
        }
    )


def _registration(record: Record) -> Stated[str] | None:
    """The platform writes this date twice; where the two differ, both are in doubt."""
    digits = record.read("Date_registration3", values.day_first, "a date (YYYYMMDD)")
    slashed = record.read("Date_registration", values.day_first, "a date (DD/MM/YYYY)")
    text = record.said("Date_registration")
    if digits and slashed and text and digits.value != slashed.value:
        record.amiss(text, f"{digits.value}, as Date_registration3 states")
        return None
    return digits or slashed


def _sponsors(record: Record) -> dict[str, Any]:
    return filled(
        {
            "leadSponsor": filled({"name": record.fact("Primary_sponsor")}),
            "collaborators": [{"name": name} for name in record.facts("Secondary_Sponsor")],
            "sourceSupport": record.facts("Source_Support"),
        }
    )


def _conditions(record: Record) -> dict[str, Any]:
    items = record.facts("Condition")
    return filled(
        {
            "conditions": [item for item in items if not _CODING.match(item.words)],
            "keywords": [item for item in items if _CODING.match(item.words)],
        }
    )


def _design(record: Record) -> dict[str, Any]:
    study_type, phase = record.said("Study_type"), record.text("Phase")
    v2_type = values.study_type(study_type.text) if study_type else ""
    phases = values.phases(phase) if phase else []
    return filled(
        {
            "studyType": study_type.state(v2_type) if study_type and v2_type else None,
            "studyTypeText": record.fact("Study_type"),
            "studyDesignText": record.fact("Study_design"),
            "phases": phases,
            "phaseText": None if phases else record.fact("Phase"),
            "enrollmentInfo": filled({"count": record.read("Target_size", whole_number, "a number of participants")}),
        }
    )


def _interventions(record: Record) -> dict[str, Any]:
    text = record.said("Intervention")
    return filled({"interventions": interventions(text) if text else []})


def _outcomes(record: Record) -> dict[str, Any]:
    fields = {"primaryOutcomes": record.said("Primary_outcome"), "secondaryOutcomes": record.said("Secondary_outcome")}
    found = {name: outcomes(text) for name, text in fields.items() if text}
    objectives = [objective for each in found.values() for objective in each["objectives"]]
    return filled({name: each["outcomes"] for name, each in found.items()} | {"objectives": objectives})


def _eligibility(record: Record) -> dict[str, Any]:
    """The criteria in their raw words: their lines are part of what they say."""
    inclusion, exclusion = record.said("Inclusion_Criteria"), record.said("Exclusion_Criteria")
    return filled(
        {
            "eligibilityCriteria": inclusion.stated() if inclusion else None,
            "exclusionCriteria": exclusion.stated() if exclusion else None,
            "sex": record.read("Inclusion_gender", values.sex, "the sexes that may take part"),
            "minimumAge": _age(record, "Inclusion_agemin", "minimum"),
            "maximumAge": _age(record, "Inclusion_agemax", "maximum"),
        }
    )


def _age(record: Record, field: str, side: str) -> Stated[str] | None:
    text = record.said(field)
    if text and values.has_no_limit(text.text):
        return None
    return record.read(field, partial(values.age, side), "an age with its unit")


def _references(record: Record) -> dict[str, Any]:
    texts = (record.said("results_url_link"), record.said("results_url_protocol"))
    links = [fact(part) for text in texts if text for part in split(text) if _URL.fullmatch(part.text)]
    return filled({"seeAlsoLinks": [{"url": link} for link in once(links)]})


def _sharing(record: Record) -> dict[str, Any]:
    plan, description = record.said("results_IPD_plan"), record.fact("results_IPD_description")
    return filled(
        {
            "ipdSharing": plan.state(word("ipdSharing", plan.text)) if plan else None,
            "description": description,
        }
    )
