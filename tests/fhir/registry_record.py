"""A trial as a registry record would state it: every field of Trial, and every kind of each, is filled at least once.

The content is invented. Each value cites a field of its own; words differ from the value where older exports do so.
"""

from __future__ import annotations

from decimal import Decimal

from fhiradapter.prose import Authority, Citation, Stated
from fhiradapter.schedule.regimen import Administration, Dose, FollowUp, Frequency, Regimen, Stage
from fhiradapter.trial.eligibility import Characteristic
from fhiradapter.trial.source import SourceDocument
from fhiradapter.trial.study import (
    Arm,
    Artifact,
    AssignedTerm,
    Assignment,
    Enrollment,
    Fact,
    Identifier,
    Intervention,
    Objective,
    Outcome,
    StudyDate,
    Trial,
    UserFact,
)
from tests.fhir.registry_people import eligibility, parties, said, sites


def registry_trial() -> Trial:
    """The trial; the state is stated by the user."""
    interventions = _interventions()
    return Trial(
        id="NCT01234567",
        source=SourceDocument(
            name="NCT01234567.json", content=b'{"protocolSection": {}}', text='{"protocolSection": {}}', language="en"
        ),
        identifiers=_identifiers(),
        brief_title=said("A Study", "identification/briefTitle"),
        official_title=said("An Official Study", "identification/officialTitle"),
        acronym=said("ABC", "identification/acronym"),
        overall_status=Stated("TERMINATED", by=Authority.USER),
        last_known_status=said("ACTIVE_NOT_RECRUITING", "status/lastKnownStatus", "Active, not recruiting"),
        user_facts=(UserFact("overallStatus", "TERMINATED"),),
        why_stopped=said("Slow accrual", "status/whyStopped"),
        dates=_dates(),
        version_holder=said("2024-02-02", "misc/versionHolder"),
        study_type=said("INTERVENTIONAL", "design/studyType", "Interventional"),
        phases=Stated(
            ("PHASE2", "PHASE1"),
            "PHASE2|PHASE1",
            (Citation(0, 6, "/design/phases/0"), Citation(0, 6, "/design/phases/1")),
        ),
        primary_purpose=said("PREVENTION", "design/primaryPurpose", "Prevention"),
        design=_design(),
        classifiers=_classifiers(),
        notes=_notes(),
        brief_summary=said("A short summary.\n\nOf two paragraphs.", "description/briefSummary"),
        detailed_description=said("A long description.", "description/detailedDescription"),
        conditions=(said("Asthma", "conditions/0"), said("Cough, chronic", "conditions/1")),
        keywords=(said("lung", "keywords/0"), said("airway", "keywords/1")),
        assigned_terms=_mesh_terms(),
        arms=_arms(interventions),
        interventions=interventions,
        objectives=(
            Objective("primary", said("To find a dose", "objectives/0")),
            Objective("secondary", said("To describe the tolerance", "objectives/1")),
        ),
        outcomes=_outcomes(),
        parties=parties(),
        sites=sites(),
        countries=(said("Germany", "countries/0"), said("Atlantis", "countries/1")),
        artifacts=_artifacts(),
        enrollment=Enrollment(count=said(62, "enrollment/count"), type=said("ACTUAL", "enrollment/type", "Actual")),
        eligibility=eligibility(),
        population=(
            Characteristic("CD22 expression", None, said("express CD22", "population/0")),
            Characteristic(
                "Performance status",
                said("ECOG 0 to 2", "population/1"),
                said("ECOG 0 to 2", "population/1"),
                exclude=True,
            ),
        ),
        regimen=_regimen("regimen", "Drug A", "10"),
        about_source=(said("2024-03-03", "about/0"), said("A register of trials", "about/1")),
    )


def _identifiers() -> tuple[Identifier, ...]:
    organisation = said("Acme Laboratories", "identification/organization/fullName")
    return (
        Identifier("nctId", said("NCT01234567", "identification/nctId")),
        Identifier("nctIdAlias", said("NCT00000017", "identification/nctIdAliases/0")),
        Identifier(
            "orgStudyId",
            said("AB-1", "identification/orgStudyIdInfo/id"),
            said("NIH", "identification/orgStudyIdInfo/type", "U.S. NIH Grant/Contract"),
            organisation,
            said("https://grants.example.org/AB-1", "identification/orgStudyIdInfo/link"),
        ),
        Identifier(
            "secondaryId",
            said("2019-001234-56", "identification/secondaryIdInfos/0/id"),
            said("EUDRACT_NUMBER", "identification/secondaryIdInfos/0/type", "EudraCT Number"),
        ),
        Identifier(
            "secondaryId",
            said("XY-99", "identification/secondaryIdInfos/1/id"),
            said("OTHER", "identification/secondaryIdInfos/1/type"),
            said("A funding agency", "identification/secondaryIdInfos/1/domain"),
            said("no link at all", "identification/secondaryIdInfos/1/link"),
        ),
    )


DATE_KINDS = {
    "startDate": ("2023-06-15", "June 15, 2023", "ACTUAL"),
    "completionDate": ("2023-06", "June 2023", "ESTIMATED"),
    "primaryCompletionDate": ("2023-05-02", "May 2, 2023", "ACTUAL"),
    "statusVerifiedDate": ("2024-01", "January 2024", ""),
    "studyFirstSubmitDate": ("2022-01-04", "January 4, 2022", ""),
    "studyFirstSubmitQcDate": ("2022-01-05", "January 5, 2022", ""),
    "studyFirstPostDate": ("2022-01-06", "January 6, 2022", "ESTIMATED"),
    "resultsFirstSubmitDate": ("2023-10-07", "October 7, 2023", ""),
    "resultsFirstSubmitQcDate": ("2023-10-08", "October 8, 2023", ""),
    "resultsFirstPostDate": ("2023-10-09", "October 9, 2023", "ACTUAL"),
    "dispFirstSubmitDate": ("2023-11-10", "November 10, 2023", ""),
    "dispFirstSubmitQcDate": ("2023-11-11", "November 11, 2023", ""),
    "dispFirstPostDate": ("2023-11-12", "November 12, 2023", "ACTUAL"),
    "estimatedResultsFirstSubmitDate": ("2023-12-13", "December 13, 2023", ""),
    "lastUpdateSubmitDate": ("2024-01-14", "January 14, 2024", ""),
    "lastUpdatePostDate": ("2024-01-31", "January 31, 2024", "ACTUAL"),
}
"""By kind: the value, the words, and the type (empty where the registry states none)."""


def _dates() -> tuple[StudyDate, ...]:
    return tuple(
        StudyDate(
            kind,
            said(value, f"status/{kind}/date", words),
            said(typed, f"status/{kind}/type", typed.capitalize()) if typed else None,
        )
        for kind, (value, words, typed) in DATE_KINDS.items()
    )


def _design() -> tuple[Fact, ...]:
    coded = {
        "allocation": ("NON_RANDOMIZED", "Non-Randomized"),
        "interventionModel": ("PARALLEL", "Parallel Assignment"),
        "masking": ("DOUBLE", "Double-Blind"),
        "observationalModel": ("CASE_CONTROL", "Case-Control"),
        "timePerspective": ("CROSS_SECTIONAL", "Cross-Sectional"),
        "maskingDescription": ("The syringes look alike", ""),
    }
    facts = (Fact(name, said(value, f"design/{name}", words)) for name, (value, words) in coded.items())
    masked = (
        Fact("whoMasked", said(value, f"design/whoMasked/{number}"))
        for number, value in enumerate(("PARTICIPANT", "INVESTIGATOR"))
    )
    return (*facts, *masked, Fact("", said("This is a phase I study in two parts.", "design/sentence")))


def _classifiers() -> tuple[Fact, ...]:
    return (
        Fact("isFdaRegulatedDrug", said("true", "oversight/isFdaRegulatedDrug", "Yes")),
        Fact("isFdaRegulatedDevice", said("false", "oversight/isFdaRegulatedDevice", "No")),
        Fact("oversightHasDmc", said("true", "oversight/oversightHasDmc")),
        Fact("hasExpandedAccess", said("false", "status/hasExpandedAccess")),
        Fact("ipdSharing", said("UNDECIDED", "ipd/ipdSharing")),
    )


def _notes() -> tuple[Fact, ...]:
    return (
        Fact("ipdSharingDescription", said("On request, after two years.", "ipd/description")),
        Fact("", said("A word on the record.", "notes/0")),
    )


def _mesh_terms() -> tuple[AssignedTerm, ...]:
    return (
        AssignedTerm(
            "condition", said("ASTHMA", "derived/conditions/0/term"), said("D001249", "derived/conditions/0/id")
        ),
        AssignedTerm("condition", said("Bronchial Diseases", "derived/conditions/1/term")),
        AssignedTerm(
            "intervention", said("drug a", "derived/interventions/0/term"), said("D0999", "derived/interventions/0/id")
        ),
        AssignedTerm(
            "intervention",
            said("Cortisone", "derived/interventions/1/term"),
            said("D003348", "derived/interventions/1/id"),
        ),
    )


def _interventions() -> tuple[Intervention, ...]:
    return (
        Intervention(
            said("Drug A", "interventions/0/name"),
            said("DRUG", "interventions/0/type", "Drug"),
            said("A tablet", "interventions/0/description"),
            (said("AA-17", "interventions/0/otherNames/0"), said("Alphadrug", "interventions/0/otherNames/1")),
        ),
        Intervention(said("Surgery", "interventions/1/name"), said("PROCEDURE", "interventions/1/type", "Procedure")),
        Intervention(said("Drug B", "interventions/2/name"), said("BIOLOGICAL", "interventions/2/type")),
    )


def _arms(interventions: tuple[Intervention, ...]) -> tuple[Arm, ...]:
    drug_a, _, drug_b = interventions
    return (
        Arm(
            label=said("Tablets", "arms/0/label"),
            type=said("EXPERIMENTAL", "arms/0/type", "Experimental"),
            description=said("Tablets of Drug A.\nTaken daily.", "arms/0/description"),
            assignments=(Assignment(drug_a, (said("Drug: Drug A", "arms/0/interventionNames/0"),)),),
        ),
        Arm(
            type=said("OTHER", "arms/1/type", "Other"),
            description=said("Drug B 20 mg by mouth once daily.", "arms/1/description"),
            assignments=(Assignment(drug_b, (said("Drug: Drug B", "arms/1/interventionNames/0"),)),),
            regimen=_regimen("arms/1/description", "Drug B", "20"),
        ),
    )


def _regimen(path: str, drug: str, dose: str) -> Regimen:
    words = f"{drug} {dose} mg by mouth once daily"
    given = Administration(
        drug=said(drug, path),
        clause=Citation(0, len(words), f"/{path}"),
        words=words,
        doses=(said(Dose(Decimal(dose), "mg"), path, f"{dose} mg"),),
        route=said("oral", path, "by mouth"),
        frequency=said(Frequency(1, Decimal(1), "d", "QD"), path, "once daily"),
    )
    visits = FollowUp(statement=said("Patients are seen once more.", f"{path}/followUp"))
    return Regimen(stages=(Stage(key="treatment", administrations=(given,)),), follow_ups=(visits,))


def _outcomes() -> tuple[Outcome, ...]:
    return (
        Outcome(
            "primary",
            said("Breath", "outcomes/primary/0/measure"),
            said("Measured in litres", "outcomes/primary/0/description"),
            said("2 weeks", "outcomes/primary/0/timeFrame"),
        ),
        Outcome(
            "secondary",
            said("Walk", "outcomes/secondary/0/measure"),
            None,
            said("1 year", "outcomes/secondary/0/timeFrame"),
        ),
        Outcome("other", said("Sleep", "outcomes/other/0/measure")),
    )


def _artifacts() -> tuple[Artifact, ...]:
    return (
        Artifact(
            kind="citation",
            type=said("RESULT", "references/0/type"),
            text=said("Able A. On air. J Air. 2020.", "references/0/citation"),
            pmid=said("12345678", "references/0/pmid"),
            facts=(Fact("retraction", said("Retracted in 2021", "references/0/retractions/0/source")),),
        ),
        Artifact(
            kind="seeAlso",
            text=said("The page of the study", "seeAlso/0/label"),
            url=said("https://study.example.org/", "seeAlso/0/url"),
        ),
        Artifact(
            kind="availIpd",
            type=said("Clinical Study Report", "availIpds/0/type"),
            text=said("Ask for it", "availIpds/0/comment"),
            url=said("www.example.org/no scheme", "availIpds/0/url"),
            facts=(Fact("id", said("CSR-1", "availIpds/0/id")),),
        ),
        Artifact(
            kind="largeDoc",
            type=said("Prot_SAP", "largeDocs/0/typeAbbrev"),
            text=said("Study Protocol and Statistical Analysis Plan", "largeDocs/0/label"),
            url=said("https://docs.example.org/Prot_SAP_000.pdf", "largeDocs/0/url"),
            facts=(
                Fact("filename", said("Prot_SAP_000.pdf", "largeDocs/0/filename")),
                Fact("hasProtocol", said("true", "largeDocs/0/hasProtocol")),
                Fact("size", said("123456", "largeDocs/0/size")),
            ),
        ),
        Artifact(
            kind="expandedAccess",
            text=said("NCT07654321", "expandedAccess/nctId"),
            facts=(Fact("statusForNctId", said("AVAILABLE", "expandedAccess/statusForNctId")),),
        ),
        Artifact(
            kind="results",
            text=said("Results of the study", "results/0/label"),
            url=said("https://results.example.org/1", "results/0/url"),
        ),
        Artifact(kind="registryPage", url=said("https://register.example.org/NCT01234567", "page")),
    )
