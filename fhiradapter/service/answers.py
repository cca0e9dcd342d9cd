"""Answers as bytes: FHIR JSON with its decimals kept, and headers that let no browser guess."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from fhiradapter import json_codec
from fhiradapter.drawing.svg import STYLE
from fhiradapter.issues import to_operation_outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhiradapter.service.outcomes import NotServed

FHIR_JSON = "application/fhir+json"
JSON = "application/json"
SVG = "image/svg+xml"
NO_GUESSING = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_NO_PAGE = {
    **NO_GUESSING,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


def fhir(resource: dict[str, Any]) -> Response:
    """A FHIR resource."""
    return Response(json_codec.encode(resource), media_type=FHIR_JSON, headers=_NO_PAGE)


def json(value: Any) -> Response:
    """Any other JSON."""
    return Response(json_codec.encode(value), media_type=JSON, headers=_NO_PAGE)


def svg(picture: str) -> Response:
    """A picture, which may bring its own style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
    return Response(picture, media_type=SVG, headers={**_NO_PAGE, "Content-Security-Policy": policy})


def not_served(trouble: NotServed, headers: Mapping[str, str] | None = None) -> Response:
    """An OperationOutcome with its status."""
    return Response(
        json_codec.encode(to_operation_outcome(trouble.issues)),
        status_code=trouble.status,
        media_type=FHIR_JSON,
        headers={**(headers or {}), **_NO_PAGE},
    )
