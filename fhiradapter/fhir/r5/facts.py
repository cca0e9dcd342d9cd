"""The row of facts of FHIR R5 5.0.0. https://hl7.org/fhir/R5/"""

from __future__ import annotations

from fhiradapter.fhir.parts.release import Release

RELEASE = Release(
    name="R5",
    number="5.0.0",
    column="r5",
    action_identity=("id", "linkId"),
    action_target="targetId",
    as_needed="asNeeded",
    lists_caps=True,
    artifact_url=("document", "url"),
    definitional_group={"membership": "definitional"},
    device_name=("name", "value", "registered-name"),
    compares_partial_dates=True,
    demands_recorded=False,
    marks={
        "ResearchStudy": frozenset(
            {"url", "version", "recruitment", "studyDesign", "associatedParty", "progressStatus"}
        ),
        "Group": frozenset({"membership"}),
        "MedicationRequest": frozenset({"medication", "reason"}),
        "Device": frozenset({"name"}),
    },
)
