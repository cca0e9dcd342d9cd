"""The page at /docs, served from this machine alone: hospital networks reach no content delivery network.

Swagger UI (Apache-2.0) comes with the package fastapi-offline.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import fastapi_offline
from fastapi import APIRouter, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from fhiradapter.service import answers

_SWAGGER_UI = Path(fastapi_offline.__file__).parent / "static"
_PAGE_HEADERS: Final = {
    **answers.NO_GUESSING,
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}
_HTML: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>fhiradapter</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<noscript>This page needs JavaScript; the same facts are in <a href="openapi.json">openapi.json</a>.</noscript>
<div id="operations"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_START: Final = """SwaggerUIBundle({
  url: "openapi.json", dom_id: "#operations", deepLinking: true, validatorUrl: null, defaultModelsExpandDepth: -1,
});
"""

pages = APIRouter(include_in_schema=False)


@pages.get("/docs")
def docs() -> Response:
    """The page itself; addresses in it are relative, so that it works behind a proxy's prefix."""
    return HTMLResponse(_HTML, headers=_PAGE_HEADERS)


@pages.get("/docs/start.js")
def start() -> Response:
    """The script that fills the page: a file of its own, because the page allows no inline scripts."""
    return Response(_START, media_type="text/javascript", headers=answers.NO_GUESSING)


@pages.get("/docs/swagger-ui-bundle.js")
def swagger_ui_script() -> Response:
    """Swagger UI."""
    return _file("swagger-ui-bundle.js", "text/javascript")


@pages.get("/docs/swagger-ui.css")
def swagger_ui_style() -> Response:
    """Its style."""
    return _file("swagger-ui.css", "text/css")


@pages.get("/openapi.json")
def openapi(request: Request) -> Response:
    """The description of the service for programs."""
    description: dict[str, Any] = request.app.openapi()
    return answers.json(description)


def _file(name: str, media_type: str) -> Response:
    return FileResponse(_SWAGGER_UI / name, media_type=media_type, headers=answers.NO_GUESSING)
