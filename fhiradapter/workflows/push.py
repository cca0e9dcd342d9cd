"""push: a trial's bundle to a server or a folder, in one transaction, with what became of each resource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import ServerError, UsageError
from fhiradapter.fhir.parts.bundle import transaction
from fhiradapter.fhir.versions import definitions
from fhiradapter.transport.store import reference_of
from fhiradapter.workflows.bundles import bundle_of

if TYPE_CHECKING:
    from fhiradapter.issues import Issue
    from fhiradapter.transport.store import Store
    from fhiradapter.workflows.convert import Reading
    from fhiradapter.workflows.inputs import Input


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
    """One trial that can be pushed: nothing is written before everything is known to be readable."""

    name: str
    bundle: dict[str, Any]
    issues: tuple[Issue, ...]


def prepare(given: Input, reading: Reading) -> Ready:
    """What an input becomes. Raises SourceError."""
    return Ready(given.name, *bundle_of(given, reading))


def send(ready: Ready, store: Store) -> Push:
    """Pushes what was prepared. Raises ServerError."""
    return Push(ready.name, _write(store, ready.bundle), ready.issues)


def push(given: Input, store: Store, reading: Reading) -> Push:
    """Pushes one input. Raises SourceError, ServerError."""
    return send(prepare(given, reading), store)


def push_definitions(store: Store, reading: Reading) -> tuple[Pushed, ...]:
    """Puts the definitions of our extensions first, so that the server checks them instead of wondering.

    A definition that the server has already under the same URL, from somebody else, is left alone. Raises UsageError
    when the server speaks another release, ServerError.
    """
    _same_release(store, reading)
    ours = definitions(reading.settings, reading.tables, reading.version)
    wanted = [each for each in ours if not _is_somebody_elses(store, each)]
    return _write(store, transaction(reading.settings.base, wanted)) if wanted else ()


def _same_release(store: Store, reading: Reading) -> None:
    release = store.release()
    if release and release != reading.version.name:
        raise UsageError(
            f"{store.name} speaks FHIR {release}, the bundle is {reading.version.name}",
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
