"""Builds the application: routes, pages, and an OperationOutcome for whatever goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from fhiradapter.errors import FhirAdapterError
from fhiradapter.service import answers, outcomes, wording
from fhiradapter.service.desk import Desk
from fhiradapter.service.pages import pages
from fhiradapter.service.routes import service, verbs
from fhiradapter.settings import Settings
from fhiradapter.version import __version__

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from fhiradapter.transport.store import Store


def create_app(
    store: Store | None = None, settings: Settings | None = None, hosts: frozenset[str] = frozenset()
) -> FastAPI:
    """The service over a store (None: it converts, but neither pushes nor pulls).

    `hosts` are the names it answers to, all of them when empty.
    """
    app = FastAPI(
        title="fhiradapter",
        version=__version__,
        description=wording.DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.desk = Desk(store=store, settings=settings or Settings(), hosts=hosts)
    for router in (verbs, service, pages):
        app.include_router(router)
    for kind in _ANSWERED:
        app.add_exception_handler(kind, _answer)
    return app


async def _answer(_: Request, error: Exception) -> Response:
    headers = error.headers if isinstance(error, HTTPException) else None
    return answers.not_served(_trouble(error), headers)


def _trouble(error: Exception) -> outcomes.NotServed:
    match error:
        case outcomes.NotServed():
            return error
        case FhirAdapterError():
            return outcomes.of_error(error)
        case RequestValidationError():
            return outcomes.of_validation(error.errors())
        case HTTPException():
            return outcomes.of_http(error.status_code)
        case ClientDisconnect():
            return outcomes.of_http(400)
        case _:
            return outcomes.of_accident()


_ANSWERED = (outcomes.NotServed, FhirAdapterError, RequestValidationError, HTTPException, ClientDisconnect, Exception)
