"""push: a trial's bundle to a server or a folder, in one transaction, with what became of each resource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import ServerError, UsageError
from fhiradapter.fhir.parts.bundle import transaction
from fhiradapter.fhir.versions import definitions
from fhiradapter.sources.registry import FHIR
from fhiradapter.transport.store import reference_of
from fhiradapter.workflows.bundles import bundle_of
from fhiradapter.workflows.conversions import refusing
from fhiradapter.workflows.convert import convert_record
from fhiradapter.workflows.duplicates import Seen, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.issues import Issue
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.transport.store import Store
    from fhiradapter.workflows.conversions import Refused
    from fhiradapter.workflows.options import Options


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of one resource: created, updated or unchanged, and its version on the server."""

    reference: str
    outcome: str
    version: str


@dataclass(frozen=True, slots=True)
class Push:
    """One trial that was pushed."""

    name: str
    resources: tuple[Pushed, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """One trial that can be pushed, or one that a later version has taken the place of: that has no bundle."""

    name: str
    bundle: dict[str, Any]
    issues: tuple[Issue, ...]


def prepare(record: SourceRecord, options: Options) -> Ready:
    """What one record becomes. Raises SourceError."""
    return Ready(record.name, *bundle_of(record, options))


def prepared(records: Iterable[SourceRecord], options: Options) -> Iterator[Ready | Refused]:
    """What records become, one at a time: of a trial that comes twice the later version is pushed last.

    Raises UsageError for an option that is wrong.
    """
    seen = Seen(one_only=options.names_the_trial)
    for record in records:
        yield refusing(record, lambda each: _unless_superseded(each, options, seen))


def _unless_superseded(record: SourceRecord, options: Options, seen: Seen) -> Ready:
    if record.format == FHIR:
        return prepare(record, options)
    conversion = convert_record(record, options)
    again = seen.again(Version.of(record.name, conversion.trial))
    if again is None:
        return Ready(record.name, conversion.bundle, conversion.issues)
    return Ready(record.name, {} if again.superseded else conversion.bundle, (*conversion.issues, again.issue))


def send(ready: Ready, store: Store) -> Push:
    """Pushes what was prepared, all of it or nothing. Raises ServerError."""
    return Push(ready.name, _write(store, ready.bundle) if ready.bundle else (), ready.issues)


def push(record: SourceRecord, store: Store, options: Options) -> Push:
    """Pushes one record. Raises SourceError, ServerError."""
    return send(prepare(record, options), store)


def push_definitions(store: Store, options: Options) -> tuple[Pushed, ...]:
    """Puts the definitions of our extensions first, so that the server checks them instead of wondering.

    A definition that the server has already under the same URL, from somebody else, is left alone. Raises UsageError
    when the server speaks another release, ServerError.
    """
    _same_release(store, options)
    ours = definitions(options.settings, options.tables, options.version)
    wanted = [each for each in ours if not _is_somebody_elses(store, each)]
    return _write(store, transaction(options.settings.base, wanted)) if wanted else ()


def _same_release(store: Store, options: Options) -> None:
    release = store.release()
    if release and release != options.version.name:
        raise UsageError(
            f"{store.name} speaks FHIR {release}, the bundle is {options.version.name}",
            remedy=f"Use --fhir {release}, or another server.",
        )


def _is_somebody_elses(store: Store, definition: dict[str, Any]) -> bool:
    there = store.find_canonical("StructureDefinition", definition["url"])
    return any(each.get("id") != definition["id"] for each in there)


def _write(store: Store, bundle: dict[str, Any]) -> tuple[Pushed, ...]:
    references = [reference_of(entry["resource"]) for entry in bundle["entry"]]
    before = {
        reference: str(resource.get("meta", {}).get("versionId", ""))
        for reference, resource in store.read(references).items()
    }
    written = store.transact(bundle)
    if len(written) != len(references):
        raise ServerError(
            f"{store.name}: {len(references)} resources sent, {len(written)} answered",
            remedy="Push again: what is there already stays as it is.",
        )
    return tuple(
        Pushed(each.reference, _outcome(each.reference, each.version, before), each.version) for each in written
    )


def _outcome(reference: str, version: str, before: dict[str, str]) -> str:
    if reference not in before:
        return "created"
    return "unchanged" if before[reference] == version else "updated"
