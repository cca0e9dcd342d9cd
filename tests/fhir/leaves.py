"""The stated values of a trial, what cites them, and a typed second opinion on what was written."""

from __future__ import annotations

import importlib
import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter import json_codec
from fhiradapter.prose import Stated
from tests.fhir.walk import cited_elements

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELS = {"R4": "fhir.resources.R4B", "R5": "fhir.resources"}


def leaves(value: Any) -> Iterator[Stated[Any]]:
    """Every stated value in a part of a trial that has words of its source."""
    if isinstance(value, Stated):
        if value.citations:
            yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from leaves(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from leaves(each)


def cited_paths(value: Any) -> set[str]:
    return {citation.path for _, cited in cited_elements(value) for citation in cited}


def modelled(resource: dict[str, Any], release: str) -> bool:
    """True when the typed model takes the resource and loses nothing; raises what the model says otherwise."""
    kind = resource["resourceType"]
    model = getattr(importlib.import_module(f"{MODELS[release]}.{kind.lower()}"), kind)
    written = json_codec.encode(resource)
    parsed = model.model_validate_json(written)
    return bool(json.loads(parsed.model_dump_json()) == json.loads(written))
