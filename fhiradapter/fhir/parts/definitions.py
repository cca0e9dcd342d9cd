"""StructureDefinitions of our extensions, generated from `mappings/extensions.tsv`.

https://hl7.org/fhir/R4/structuredefinition.html. A server that has them checks our extensions; without them it can only
say that it does not know them. A differential is enough: HAPI makes the snapshot itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.citing import DERIVATION_REFERENCE
from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.parts.extensions import extension_url
from fhiradapter.fhir.parts.header import computer_name
from fhiradapter.fhir.parts.narrative import narrative

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.release import Release
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.rows import ExtensionRow
    from fhiradapter.terminology.tables import Tables

EXTENSION = "http://hl7.org/fhir/StructureDefinition/Extension"


def structure_definitions(settings: Settings, tables: Tables, release: Release) -> list[Element]:
    """The definitions that a release needs."""
    rows = [row for row in tables.extensions.values() if not row.part and release.column in row.releases.split("|")]
    return [_definition(settings, release, row, tables.extension_parts(row.key)) for row in rows]


def _definition(settings: Settings, release: Release, row: ExtensionRow, parts: tuple[ExtensionRow, ...]) -> Element:
    url = extension_url(settings.base, row.key)
    definition_id = row.key.rpartition("/")[2]
    content = [*_parts_content(parts), *_citation(row)] if parts else _value_content(row)
    return element(
        resourceType="StructureDefinition",
        id=definition_id,
        language="en",
        text=narrative(definition_id, [("URL", url), ("Meaning", row.description)], "en"),
        url=url,
        name=computer_name(definition_id.replace(".", "-").replace("_", "-")),
        title=definition_id,
        status="active",
        experimental=False,
        publisher=settings.publisher,
        description=row.description,
        fhirVersion=release.number,
        kind="complex-type",
        abstract=False,
        context=[{"type": "element", "expression": place} for place in row.context.split("|")],
        type="Extension",
        baseDefinition=EXTENSION,
        derivation="constraint",
        differential={"element": [_root(row), *content, _fixed_url("Extension", url), *_no_value(parts)]},
    )


def _root(row: ExtensionRow) -> Element:
    return {
        "id": "Extension",
        "path": "Extension",
        "short": row.description,
        "definition": row.description,
        "min": int(row.min),
        "max": row.max,
    }


def _value_content(row: ExtensionRow) -> list[Element]:
    value = {"id": "Extension.value[x]", "path": "Extension.value[x]", "min": 1, "type": [{"code": row.type}]}
    return [{"id": "Extension.extension", "path": "Extension.extension", "max": "0"}, value]


def _parts_content(parts: tuple[ExtensionRow, ...]) -> list[Element]:
    by_url = {"discriminator": [{"type": "value", "path": "url"}], "rules": "open"}
    sliced = {"id": "Extension.extension", "path": "Extension.extension", "slicing": by_url}
    return [sliced, *(each for part in parts for each in _part(part))]


def _part(row: ExtensionRow) -> list[Element]:
    place = f"Extension.extension:{row.part}"
    path = "Extension.extension"
    return [
        {
            "id": place,
            "path": path,
            "sliceName": row.part,
            "short": row.description,
            "min": int(row.min),
            "max": row.max,
        },
        {"id": f"{place}.extension", "path": f"{path}.extension", "max": "0"},
        _fixed_url(place, row.part),
        {"id": f"{place}.value[x]", "path": f"{path}.value[x]", "min": 1, "type": [{"code": row.type}]},
    ]


def _citation(row: ExtensionRow) -> list[Element]:
    """An extension of ours with parts may say where in the source it was found."""
    if row.key == DERIVATION_REFERENCE:
        return []
    kind = {"code": "Extension", "profile": [DERIVATION_REFERENCE]}
    place = "Extension.extension:citation"
    return [{"id": place, "path": "Extension.extension", "sliceName": "citation", "min": 0, "max": "*", "type": [kind]}]


def _fixed_url(place: str, url: str) -> Element:
    path = "Extension.extension.url" if ":" in place else "Extension.url"
    return {"id": f"{place}.url", "path": path, "fixedUri": url}


def _no_value(parts: tuple[ExtensionRow, ...]) -> list[Element]:
    return [{"id": "Extension.value[x]", "path": "Extension.value[x]", "max": "0"}] if parts else []
