"""check: are FHIR resources well formed, and what could a source not say?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter.validation.structure import check_structure
from fhiradapter.workflows.bundles import fhir_json
from fhiradapter.workflows.conversions import refusing
from fhiradapter.workflows.convert import convert_record
from fhiradapter.workflows.duplicates import Seen, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.issues import Issue
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.workflows.conversions import Refused
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
    return _check(record, options, Seen(one_only=False))


def checks(records: Iterable[SourceRecord], options: Options) -> Iterator[Checked | Refused]:
    """What is found in each record, and in each but the first of those that are one trial.

    Raises UsageError for an option that is wrong.
    """
    seen = Seen(one_only=options.names_the_trial)
    for record in records:
        yield refusing(record, lambda each: _check(each, options, seen))


def _check(record: SourceRecord, options: Options, seen: Seen) -> Checked:
    resource = fhir_json(record)
    if resource is not None:
        findings = check_structure(resource, options.version.name, record.name)
        return Checked(record.name, _size(resource), findings)
    conversion = convert_record(record, options)
    again = seen.again(Version.of(record.name, conversion.trial))
    findings = check_structure(conversion.bundle, options.version.name, record.name)
    said = (*conversion.issues, *findings, *((again.issue,) if again else ()))
    return Checked(record.name, _size(conversion.bundle), said)


def _size(resource: dict[str, Any]) -> int:
    entries = resource.get("entry")
    return len(entries) if resource["resourceType"] == "Bundle" and isinstance(entries, list) else 1
