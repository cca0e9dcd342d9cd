"""The transaction bundle of a record: a source converted, or a bundle from a file that is known to be well formed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter import json_codec
from fhiradapter.errors import SourceError
from fhiradapter.fhir.parts.bundle import resources_of
from fhiradapter.fhir.versions import release_of
from fhiradapter.sources.registry import FHIR
from fhiradapter.validation.structure import check_structure
from fhiradapter.workflows.convert import convert_record

if TYPE_CHECKING:
    from fhiradapter.issues import Issue
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.workflows.options import Options


def bundle_of(record: SourceRecord, options: Options) -> tuple[dict[str, Any], tuple[Issue, ...]]:
    """The transaction of a record, and the Issues of its conversion. Raises SourceError.

    A bundle from a file may have been mended by hand: what reads or sends it relies on its shape, so that is checked.
    """
    resource = fhir_json(record)
    if resource is None:
        conversion = convert_record(record, options)
        return conversion.bundle, conversion.issues
    if resource["resourceType"] != "Bundle" or resource.get("type") != "transaction" or not resource.get("entry"):
        raise SourceError(
            f"{record.name}: a {resource['resourceType']}, expected a transaction Bundle with entries",
            remedy="Write one with: fhiradapter convert TRIAL --out DIR",
        )
    _refuse_malformed(resource, record.name)
    return resource, ()


def fhir_json(record: SourceRecord) -> dict[str, Any] | None:
    """The FHIR resource of a record, None where it is a source. Raises SourceError for one that is broken."""
    if record.format != FHIR:
        return None
    try:
        value = json_codec.decode(record.content)
    except json_codec.NotJson as error:
        raise SourceError(
            f"{record.name}: broken JSON: {error}", remedy="Is the file whole? Write it again."
        ) from error
    if not isinstance(value.get("resourceType"), str):
        raise SourceError(
            f"{record.name}: JSON whose resourceType is no word, so no FHIR resource",
            remedy="Give a FHIR resource or bundle, or the source of a trial.",
        )
    return dict(value)


def _refuse_malformed(bundle: dict[str, Any], name: str) -> None:
    findings = check_structure(bundle, release_of(resources_of(bundle)).name, name)
    if findings:
        first = findings[0]
        raise SourceError(
            f"{name}: {', '.join(first.expression)}: {first.message}"
            + (f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""),
            remedy=f"See all of it with: fhiradapter check {name}",
        )
