"""The transaction bundle of an input: a source converted, or a bundle from a file that is known to be well formed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.errors import SourceError
from fhiradapter.fhir.parts.bundle import resources_of
from fhiradapter.fhir.versions import release_of
from fhiradapter.validation.structure import check_structure
from fhiradapter.workflows.check import fhir_json
from fhiradapter.workflows.convert import convert

if TYPE_CHECKING:
    from fhiradapter.issues import Issue
    from fhiradapter.workflows.convert import Reading
    from fhiradapter.workflows.inputs import Input


def bundle_of(given: Input, reading: Reading) -> tuple[dict[str, Any], tuple[Issue, ...]]:
    """The transaction of an input, and the Issues of its conversion. Raises SourceError.

    A bundle from a file may have been mended by hand: what reads or sends it relies on its shape, so that is checked.
    """
    resource = fhir_json(given)
    if resource is None:
        conversion = convert(given.content, name=given.name, reading=reading)
        return conversion.bundle, conversion.issues
    if resource["resourceType"] != "Bundle" or resource.get("type") != "transaction" or not resource.get("entry"):
        raise SourceError(
            f"{given.name}: a {resource['resourceType']}, expected a transaction Bundle with entries",
            remedy="Write one with: fhiradapter convert TRIAL --out DIR",
        )
    _refuse_malformed(resource, given.name)
    return resource, ()


def _refuse_malformed(bundle: dict[str, Any], name: str) -> None:
    findings = check_structure(bundle, release_of(resources_of(bundle)).name, name)
    if findings:
        first = findings[0]
        raise SourceError(
            f"{name}: {', '.join(first.expression)}: {first.message}"
            + (f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""),
            remedy=f"See all of it with: fhiradapter check {name}",
        )
