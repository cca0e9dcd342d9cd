"""The people, sites and criteria of the registry record that the tests use. The content is invented."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from fhiradapter.prose import Citation, Stated
from fhiradapter.trial.eligibility import Age, Criterion, Eligibility
from fhiradapter.trial.people import Party, Site, Telecom

T = TypeVar("T")


def said(value: T, path: str, words: str = "") -> Stated[T]:
    """What the field at `path` states, in these words (those of the value where none are given)."""
    found = words or str(value)
    return Stated(value, found, (Citation(0, len(found), f"/{path}"),))


def parties() -> tuple[Party, ...]:
    return (
        Party(
            "lead-sponsor", said("Acme", "sponsors/lead/name"), kind=said("INDUSTRY", "sponsors/lead/class", "Industry")
        ),
        Party(
            "collaborator",
            said("Institute of Air", "sponsors/collaborators/0/name"),
            kind=said("OTHER", "sponsors/collaborators/0/class"),
        ),
        Party(
            "primary-investigator",
            said("Ada Able, MD", "officials/0/name"),
            words=said("PRINCIPAL_INVESTIGATOR", "officials/0/role", "Principal Investigator"),
            person=True,
            affiliation=said("University of Anytown", "officials/0/affiliation"),
            title=said("Professor of Breathing", "officials/0/title"),
        ),
        Party(
            "study-director",
            said("Ben Baker", "officials/1/name"),
            words=said("STUDY_DIRECTOR", "officials/1/role"),
            person=True,
            affiliation=said("Acme", "officials/1/affiliation"),
        ),
        Party(
            "recruitment-contact",
            said("Cara Cook", "contacts/0/name"),
            words=said("CONTACT", "contacts/0/role"),
            person=True,
            telecoms=(
                Telecom(
                    system="phone",
                    value=said("555-0100", "contacts/0/phone"),
                    extension=said("42", "contacts/0/phoneExt"),
                ),
                Telecom(system="email", value=said("cook@example.org", "contacts/0/email")),
            ),
        ),
    )


def sites() -> tuple[Site, ...]:
    return (
        Site(
            facility=said("Hospital of Anytown", "sites/0/facility"),
            city=said("Anytown", "sites/0/city"),
            state=said("Bavaria", "sites/0/state"),
            zip=said("80331", "sites/0/zip"),
            country=said("Germany", "sites/0/country"),
            status=said("RECRUITING", "sites/0/status", "Recruiting"),
            latitude=said(Decimal("48.13743"), "sites/0/lat"),
            longitude=said(Decimal("11.57549"), "sites/0/lon"),
            contacts=(
                Party(
                    "recruitment-contact",
                    said("Dora Dean", "sites/0/contacts/0/name"),
                    words=said("CONTACT", "sites/0/contacts/0/role"),
                    person=True,
                    telecoms=(Telecom(system="phone", value=said("555-0200", "sites/0/contacts/0/phone")),),
                ),
                Party(
                    "sub-investigator",
                    said("Eve East", "sites/0/contacts/1/name"),
                    words=said("SUB_INVESTIGATOR", "sites/0/contacts/1/role"),
                    person=True,
                ),
            ),
        ),
        Site(city=said("Elsewhere", "sites/1/city"), country=said("France", "sites/1/country")),
    )


def eligibility() -> Eligibility:
    inclusion = Criterion(
        "inclusion",
        said("Asthma for a year, with:", "eligibility/items/0"),
        (Criterion("inclusion", said("wheeze, or", "eligibility/items/1")),),
    )
    return Eligibility(
        criteria=said(
            "Inclusion Criteria:\n\n* Asthma for a year, with:\n  * wheeze, or\n\nExclusion Criteria:\n\n* Smoking",
            "eligibility/criteria",
        ),
        items=(
            inclusion,
            Criterion("exclusion", said("Smoking", "eligibility/items/2")),
            Criterion("", said("Able to read", "eligibility/items/3")),
        ),
        rest=(said("Ask your doctor.", "eligibility/rest/0"),),
        minimum_age=said(Age(Decimal(18), "a"), "eligibility/minimumAge", "18 Years"),
        maximum_age=said(Age(Decimal(65), "a"), "eligibility/maximumAge", "65 Years"),
        sex=said("FEMALE", "eligibility/sex", "Female"),
        gender_based=said("true", "eligibility/genderBased", "Yes"),
        gender_description=said("Women by their own word", "eligibility/genderDescription"),
        healthy_volunteers=said("false", "eligibility/healthyVolunteers", "No"),
        study_population=said("People of a clinic", "eligibility/studyPopulation"),
        sampling_method=said("NON_PROBABILITY_SAMPLE", "eligibility/samplingMethod", "Non-Probability Sample"),
    )
