"""Our extensions, as `mappings/extensions.tsv` lists them, written and read.

https://hl7.org/fhir/R4/defining-extensions.html. They carry in R4 what only R5 has elements for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.terminology.tables import Tables


def extension_url(base: str, key: str) -> str:
    """The canonical URL of an extension; a key that is a URL is HL7's own extension."""
    return key if key.startswith("http") else f"{base}/StructureDefinition/{key}"


def own_extensions(brief: Brief, key: str, *values: Any) -> list[Element]:
    """An extension per value. The members of a value with parts bear the names of the parts, and it may cite.

    A value without parts cannot: an extension has either a value or extensions (ext-1), and the companion `_value[x]`,
    which FHIR allows, is unknown to typed models of FHIR.
    """
    return [_written(brief, key, value) for value in values if value not in (None, "", {})]


def _written(brief: Brief, key: str, value: Any) -> Element:
    url, member = extension_url(brief.settings.base, key), _value_member(brief.tables, key)
    if member:
        return {"url": url, member: value}
    return {"url": url, "extension": [*_parts(brief.tables, key, value), *value.get("extension", ())]}


def _parts(tables: Tables, key: str, value: Element) -> Iterator[Element]:
    for part, member in _named_parts(tables, key):
        contents = value.get(part)
        for content in contents if isinstance(contents, list) else [contents]:
            if content not in (None, "", {}):
                yield {"url": part, member: content}


@lru_cache(maxsize=256)
def _value_member(tables: Tables, key: str) -> str:
    """The member that holds the value of an extension, empty for one with parts."""
    kind = tables.extensions[key].type
    return value_name(kind) if kind else ""


@lru_cache(maxsize=256)
def _named_parts(tables: Tables, key: str) -> tuple[tuple[str, str], ...]:
    """The names of the parts, and the member that holds the value of each."""
    return tuple((row.part, value_name(row.type)) for row in tables.extension_parts(key))


def value_name(kind: str) -> str:
    """`string` is the type of `valueString`."""
    return f"value{kind[:1].upper()}{kind[1:]}"


def read_extensions(resource: Element, key: str) -> Iterator[Element]:
    """The parts, by name, of each extension with this key, whatever base it was written with."""
    for found in resource.get("extension", ()):
        if found.get("url", "").endswith(f"/{key}"):
            yield {part["url"]: _value(part) for part in found.get("extension", ())}


def _value(part: Element) -> Any:
    return next((content for name, content in part.items() if name.startswith("value")), None)
