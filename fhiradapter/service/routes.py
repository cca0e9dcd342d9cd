"""One route per verb."""

# no `from __future__ import annotations`: the framework reads the annotations at run time
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from fhiradapter import json_codec
from fhiradapter.drawing.svg import svg
from fhiradapter.issues import to_operation_outcome
from fhiradapter.service import answers, body, guards, wording
from fhiradapter.service.desk import Desk
from fhiradapter.service.parameters import BaseParameters, SourceParameters, options_of, settings_of
from fhiradapter.version import __version__
from fhiradapter.workflows import convert as converting
from fhiradapter.workflows import inputs
from fhiradapter.workflows import pull as pulling
from fhiradapter.workflows import push as pushing
from fhiradapter.workflows import show as showing
from fhiradapter.workflows.options import Options


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _guarded(request: Request) -> None:
    guards.check_host(request.headers.get("host", ""), _desk(request).hosts)
    guards.check_origin(request.headers)
    guards.check_parameters(request.query_params.multi_items())


OfService = Annotated[Desk, Depends(_desk)]
Source = Annotated[bytes, Depends(body.bounded)]
SourceQuery = Annotated[SourceParameters, Query()]
BaseQuery = Annotated[BaseParameters, Query()]

verbs = APIRouter(tags=["Trials"], dependencies=[Depends(_guarded)], responses=wording.TROUBLE)
service = APIRouter(tags=["Service"])


@verbs.post(
    "/convert",
    summary="A trial to FHIR",
    responses=wording.CONVERTED,
    openapi_extra=wording.SOURCE,
    response_class=Response,
)
def convert(desk: OfService, source: Source, query: SourceQuery) -> Response:
    """Convert one trial, in any format that is read, to a FHIR transaction bundle, and say what could not be said.

    Nothing is stored. `issues` is an OperationOutcome: read it, a bundle alone does not say what the source left open.
    """
    options = options_of(query, desk.settings)
    converted = converting.convert(source, name=query.name, options=options)
    return answers.json(
        {"trialId": converted.trial.id, "bundle": converted.bundle, "issues": to_operation_outcome(converted.issues)}
    )


@verbs.post(
    "/show",
    summary="The schedule of a trial as a picture",
    responses=wording.SHOWN,
    openapi_extra=wording.SOURCE,
    response_class=Response,
)
def show(desk: OfService, source: Source, query: SourceQuery) -> Response:
    """Draw the treatment schedule of one trial, in any format that is read, as SVG: of the study and of each arm.

    What is not stated is not drawn, and what could not be read stands beneath. Nothing is stored.
    """
    sheet, _ = showing.show(inputs.single(query.name, source), options_of(query, desk.settings))
    return answers.svg(svg(sheet))


@verbs.post(
    "/push",
    summary="A trial to the FHIR server",
    responses=wording.PUSHED,
    openapi_extra=wording.SOURCE,
    response_class=Response,
)
def push(desk: OfService, source: Source, query: SourceQuery) -> Response:
    """Convert one trial, in any format that is read, and push it to the FHIR server of this service.

    One transaction per trial, all of it or nothing; pushing twice changes nothing. The definitions of our extensions
    go first. A source that cannot be read changes nothing. Bundles are not taken: whoever reaches this door writes
    trials, and no other resource.
    """
    store = desk.require_store()
    options = options_of(query, desk.settings)
    # refuses bundles, and what cannot be read, before the definitions are pushed
    converted = converting.convert(source, name=query.name, options=options)
    definitions = pushing.push_definitions(store, options)
    pushed = pushing.send(pushing.Ready(query.name, converted.bundle, converted.issues), store)
    return answers.json(
        {
            "definitions": [asdict(each) for each in definitions],
            "resources": [asdict(each) for each in pushed.resources],
            "issues": to_operation_outcome(pushed.issues),
        }
    )


@verbs.get(
    "/studies/{id}", summary="A study back from the FHIR server", responses=wording.PULLED, response_class=Response
)
def pull(
    desk: OfService,
    query: BaseQuery,
    study: Annotated[str, Path(alias="id", description="Trial id, as it was pushed.", examples=["NCT01234567"])],
) -> Response:
    """Pull a study back by its trial id, as the transaction bundle that was pushed."""
    store = desk.require_store()
    return answers.fhir(pulling.pull(study, store, settings_of(query, desk.settings).base))


@verbs.get(
    "/studies/{id}/schedule",
    summary="The schedule of a study on the FHIR server as a picture",
    responses=wording.SHOWN_AGAIN,
    response_class=Response,
)
def schedule(
    desk: OfService,
    query: BaseQuery,
    study: Annotated[str, Path(alias="id", description="Trial id, as it was pushed.", examples=["NCT01234567"])],
) -> Response:
    """Draw what the server holds of the treatment schedule of a study, as SVG."""
    bundle = pulling.pull(study, desk.require_store(), settings_of(query, desk.settings).base)
    held = inputs.single(study, json_codec.encode(bundle))  # somebody may have mended it there
    sheet, _ = showing.show(held, Options.of())
    return answers.svg(svg(sheet))


@service.get("/health", summary="Does the service run?", responses=wording.HEALTHY, response_class=Response)
def health() -> Response:
    """Say that the service runs; the FHIR server behind it is not asked."""
    return answers.json({"status": "ok", "version": __version__})
