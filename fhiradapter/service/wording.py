"""What /openapi.json says of bodies and answers: schemas and examples, a table and no code.

https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

from typing import Any, Final

from fhiradapter.version import __version__

_FHIR_JSON = "application/fhir+json"
_TEXT_EXAMPLE = (
    "OUTLINE:\nPatients receive bosutinib 500 mg orally (PO) once daily (QD) on days 1-28. "
    "Treatment repeats every 28 days for up to 6 cycles."
)

_OUTCOME: Final[dict[str, Any]] = {
    "type": "object",
    "description": "OperationOutcome, https://hl7.org/fhir/R4/operationoutcome.html",
    "required": ["resourceType", "issue"],
    "properties": {
        "resourceType": {"const": "OperationOutcome"},
        "issue": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["severity", "code"],
                "properties": {
                    "severity": {"enum": ["fatal", "error", "warning", "information"]},
                    "code": {"type": "string"},
                    "details": {"type": "object", "properties": {"text": {"type": "string"}}},
                    "diagnostics": {"type": "string"},
                    "expression": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}
_BUNDLE: Final[dict[str, Any]] = {
    "type": "object",
    "description": "Transaction Bundle, https://hl7.org/fhir/R4/bundle.html",
    "required": ["resourceType", "type", "entry"],
    "properties": {
        "resourceType": {"const": "Bundle"},
        "type": {"const": "transaction"},
        "entry": {"type": "array", "items": {"type": "object"}},
    },
}
_PUSHED: Final[dict[str, Any]] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["reference", "outcome", "version"],
        "properties": {
            "reference": {"type": "string"},
            "outcome": {"enum": ["created", "updated", "unchanged"]},
            "version": {"type": "string"},
        },
    },
}


def _issue(severity: str, code: str, text: str, diagnostics: str) -> dict[str, Any]:
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": severity, "code": code, "details": {"text": text}, "diagnostics": diagnostics}],
    }


def _trouble(description: str) -> dict[str, Any]:
    return {"description": description, "content": {_FHIR_JSON: {"schema": _OUTCOME}}}


def _answer(description: str, properties: dict[str, Any], example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    schema = {"type": "object", "required": list(properties), "properties": properties}
    return {200: {"description": description, "content": {"application/json": {"schema": schema, "example": example}}}}


_STATUS_NOT_STATED = _issue(
    "warning",
    "required",
    "The source states no recruitment status.",
    "rule status-not-stated | trial.txt | --set overallStatus=RECRUITING",
)
_BUNDLE_EXAMPLE = {
    "resourceType": "Bundle",
    "type": "transaction",
    "entry": [
        {
            "fullUrl": "https://trials.example.org/fhir/ResearchStudy/bosutinib-2024",
            "resource": {"resourceType": "ResearchStudy", "id": "bosutinib-2024"},
            "request": {"method": "PUT", "url": "ResearchStudy/bosutinib-2024"},
        }
    ],
}

TROUBLE: Final[dict[int | str, dict[str, Any]]] = {
    400: _trouble("A parameter is wrong or unknown."),
    403: _trouble("Asked by a page of another site, or by a name that is not ours."),
    "default": _trouble("The service failed."),
}
"""What every verb may answer."""

_SERVER_TROUBLE: Final[dict[int | str, dict[str, Any]]] = {
    502: _trouble("The FHIR server said no, or answered nonsense."),
    503: _trouble("The service was started without a FHIR server."),
    504: _trouble("The FHIR server cannot be reached; worth another try."),
}
_UNREADABLE: Final[dict[int | str, dict[str, Any]]] = {
    413: _trouble("The body is larger than one trial."),
    422: _trouble("The source cannot be read at all, or holds more than one trial."),
}

CONVERTED: Final[dict[int | str, dict[str, Any]]] = {
    **_answer(
        "The trial, its bundle, and what has to be known of it.",
        {"trialId": {"type": "string"}, "bundle": _BUNDLE, "issues": _OUTCOME},
        {"trialId": "bosutinib-2024", "bundle": _BUNDLE_EXAMPLE, "issues": _STATUS_NOT_STATED},
    ),
    **_UNREADABLE,
}
PUSHED: Final[dict[int | str, dict[str, Any]]] = {
    **_answer(
        "What became of each resource.",
        {"definitions": _PUSHED, "resources": _PUSHED, "issues": _OUTCOME},
        {
            "definitions": [],
            "resources": [{"reference": "ResearchStudy/bosutinib-2024", "outcome": "created", "version": "1"}],
            "issues": _STATUS_NOT_STATED,
        },
    ),
    **_UNREADABLE,
    **_SERVER_TROUBLE,
}
PULLED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The bundle that was pushed, without what belongs to the server.",
        "content": {_FHIR_JSON: {"schema": _BUNDLE, "example": _BUNDLE_EXAMPLE}},
    },
    404: _trouble("There is no such study."),
    **_SERVER_TROUBLE,
}
SHOWN: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The schedule.", "content": {"image/svg+xml": {"schema": {"type": "string"}}}},
    **_UNREADABLE,
}
SHOWN_AGAIN: Final[dict[int | str, dict[str, Any]]] = {200: SHOWN[200], **{k: v for k, v in PULLED.items() if k != 200}}
HEALTHY: Final[dict[int | str, dict[str, Any]]] = _answer(
    "The service runs.",
    {"status": {"const": "ok"}, "version": {"type": "string"}},
    {"status": "ok", "version": __version__},
)
SOURCE: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": (
            "One trial, whatever the content type says: a record of ClinicalTrials.gov (JSON of API v2 or v1, XML, a"
            " row of CSV), of the NCI search API or the WHO ICTRP, or text in UTF-8; as it is, or in gzip or zip."
        ),
        "content": {"text/plain": {"schema": {"type": "string"}, "example": _TEXT_EXAMPLE}},
    }
}
DESCRIPTION: Final = """
Clinical trial definitions in, cited FHIR resources out, and a FHIR server kept in step with them.

The service asks nobody for a name or a password: keep it on the machine itself or behind a proxy that does.
Whatever goes wrong is answered with an OperationOutcome.
"""
