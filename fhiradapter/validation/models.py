"""The typed public face: resources of a bundle as models of fhir.resources."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fhir.resources.resource import Resource

PACKAGES = {"R4": "fhir.resources.R4B", "R5": "fhir.resources"}
"""fhir.resources has no R4 4.0.1. For what is written here R4B differs only in what it allows in addition."""


def model(resource_type: str, release: str = "R4") -> type[Resource] | None:
    """The model class of a resource type, None when the release has no such type."""
    try:
        module = importlib.import_module(f"{PACKAGES[release]}.{resource_type.lower()}")
    except ModuleNotFoundError:
        return None
    found: type[Resource] | None = getattr(module, resource_type, None)
    return found


def models(bundle: dict[str, Any], release: str = "R4") -> list[Resource]:
    """The resources of a bundle as typed models, in the order of the bundle. Raises pydantic.ValidationError.

    The models rewrite decimals (1.50 becomes 1.5): keep the dicts for what is stored or sent.
    """
    resources = [entry["resource"] for entry in bundle["entry"]]
    classes = ((model(resource["resourceType"], release), resource) for resource in resources)
    return [found.model_validate(resource) for found, resource in classes if found is not None]
