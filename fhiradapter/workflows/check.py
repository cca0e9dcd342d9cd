"""check: are FHIR resources well formed, and what could a source not say?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter.validation.structure import check_structure
from fhiradapter.workflows.bundles import fhir_json
from fhiradapter.workflows.convert import convert_record

if TYPE_CHECKING:
    from fhiradapter.issues import Issue
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.workflows.options import Options


@dataclass(frozen=True, slots=True)
class Checked:
    """One record that was checked: how many resources it holds or becomes, and what was found."""

    name: str
    resources: int
    issues: tuple[Issue, ...]


def check(record: SourceRecord, options: Options) -> Checked:
    """Checks a FHIR resource or bundle, or converts a source in memory and checks what it becomes.

    Raises SourceError for what cannot be read at all.
    """
    resource = fhir_json(record)
    if resource is not None:
        findings = check_structure(resource, options.version.name, record.name)
        return Checked(record.name, _size(resource), findings)
    conversion = convert_record(record, options)
    findings = check_structure(conversion.bundle, options.version.name, record.name)
    return Checked(record.name, _size(conversion.bundle), conversion.issues + findings)


def _size(resource: dict[str, Any]) -> int:
    entries = resource.get("entry")
    return len(entries) if resource["resourceType"] == "Bundle" and isinstance(entries, list) else 1
