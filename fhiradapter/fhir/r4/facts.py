"""The row of facts of FHIR R4 4.0.1. https://hl7.org/fhir/R4/"""

from __future__ import annotations

from fhiradapter.fhir.parts.release import Release

RELEASE = Release(
    name="R4",
    number="4.0.1",
    column="r4",
    action_identity=("id",),
    action_target="actionId",
    as_needed="asNeededBoolean",
    lists_caps=False,
    artifact_url=("url",),
    definitional_group={"actual": False},
    device_name=("deviceName", "name", "manufacturer-name"),
    compares_partial_dates=False,
    demands_recorded=True,
    marks={
        "ResearchStudy": frozenset({"enrollment", "category", "sponsor", "reasonStopped", "_status"}),
        "Group": frozenset({"actual"}),
        "MedicationRequest": frozenset({"medicationCodeableConcept", "instantiatesCanonical", "reasonCode"}),
        "Device": frozenset({"deviceName"}),
    },
)
