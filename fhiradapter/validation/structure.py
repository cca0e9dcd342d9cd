"""Structure by fhir.resources: elements, types, cardinality. It knows no required bindings and no invariants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fhiradapter.issues import Issue, Place, Severity
from fhiradapter.validation.models import model

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPE_NAME = re.compile(r"[A-Z][A-Za-z]{1,60}")


def check_structure(resource: dict[str, Any], release: str, name: str) -> tuple[Issue, ...]:
    """What is wrong with a resource, or with each resource of a bundle, in release R4 or R5."""
    if resource.get("resourceType") != "Bundle":
        return tuple(_findings(resource, release, str(resource.get("resourceType")), name))
    entries = resource.get("entry", [])
    if not isinstance(entries, list):
        return (_finding("Bundle.entry", "expected a list of entries", name),)
    envelope = {**resource, "entry": [_without_resource(entry) for entry in entries]}
    inside = (issue for number, entry in enumerate(entries) for issue in _entry(entry, number, release, name))
    return (*_findings(envelope, release, "Bundle", name), *inside)


def _without_resource(entry: Any) -> Any:
    return {key: value for key, value in entry.items() if key != "resource"} if isinstance(entry, dict) else entry


def _entry(entry: Any, number: int, release: str, name: str) -> Iterator[Issue]:
    path = f"Bundle.entry[{number}].resource"
    inside = entry.get("resource") if isinstance(entry, dict) else None
    if isinstance(inside, dict):
        yield from _findings(inside, release, path, name)
    else:
        yield _finding(path, "expected a resource", name)


def _findings(resource: dict[str, Any], release: str, path: str, name: str) -> Iterator[Issue]:
    resource_type = str(resource.get("resourceType"))
    known = model(resource_type, release) if _TYPE_NAME.fullmatch(resource_type) else None
    if known is None:
        yield _finding(path, f"{resource_type!r} is no resource type of {release}", name)
        return
    yield from (_finding(f"{path}{place}", "null is no value in FHIR JSON", name) for place in _nulls(resource))
    from pydantic import ValidationError  # costs 0.1 s: only commands that check pay for it

    try:
        known.model_validate(resource)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_context=False, include_input=False):
            yield _finding(_expression(path, each["loc"]), each["msg"], name)
    except AttributeError:  # fhir.resources asks a url that is a number how it starts
        yield _finding(path, "a value is of a wrong type", name)


def _nulls(value: Any, path: str = "") -> Iterator[str]:
    """Where a null stands, but for those that keep the places of a list of primitives and its `_` twin in step.

    fhir.resources takes null for absent. https://hl7.org/fhir/R4/json.html#null
    """
    if isinstance(value, dict):
        for key, each in value.items():
            twin = value.get(key[1:] if key.startswith("_") else f"_{key}")
            if each is None:
                yield f"{path}.{key}"
            elif not (isinstance(each, list) and isinstance(twin, list)):
                yield from _nulls(each, f"{path}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            if each is None:
                yield f"{path}[{number}]"
            else:
                yield from _nulls(each, f"{path}[{number}]")


def _expression(path: str, location: tuple[int | str, ...]) -> str:
    return path + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)


def _finding(expression: str, message: str, name: str) -> Issue:
    return Issue(
        severity=Severity.ERROR,
        rule="structure",
        code="structure",
        message=message,
        place=Place(file=name),
        expression=(expression,),
    )
