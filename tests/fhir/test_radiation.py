"""Radiation is ordered as a service, whatever it is called."""

from __future__ import annotations

import json
from typing import Any

from fhiradapter import convert

RECORD = """<clinical_study><id_info><nct_id>NCT00000000</nct_id></id_info><brief_title>A study</brief_title>
<detailed_description><textblock>Patients receive cyclophosphamide IV on days -6 and -5 and TBI on days -3 to 0.
</textblock></detailed_description><study_type>Interventional</study_type>
<intervention><intervention_type>Drug</intervention_type><intervention_name>cyclophosphamide</intervention_name>
</intervention><intervention><intervention_type>Radiation</intervention_type><intervention_name>TBI</intervention_name>
</intervention></clinical_study>"""


def test_total_body_irradiation_by_its_short_name_is_a_service() -> None:
    resources: list[dict[str, Any]] = [each["resource"] for each in convert(RECORD.encode()).bundle["entry"]]
    kinds = {
        json.dumps(each.get("code") or each.get("productCodeableConcept")): each["kind"]
        for each in resources
        if each["resourceType"] == "ActivityDefinition"
    }
    assert {kind for name, kind in kinds.items() if "TBI" in name} == {"ServiceRequest"}
    assert {kind for name, kind in kinds.items() if "cyclophosphamide" in name} == {"MedicationRequest"}
