"""The options that every verb with sources takes, and what they become."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fhiradapter.settings import DEFAULT_BASE, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.transport.store import Store
    from fhiradapter.workflows.options import Options

F = TypeVar("F", bound="Callable[..., Any]")

_DEFINING = (
    click.option("--fhir", type=click.Choice(["R4", "R5"], case_sensitive=False), default="R4", show_default=True),
    click.option(
        "--mappings",
        multiple=True,
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Folder with tables of your own; a row replaces ours, a blank row takes it away (repeatable).",
    ),
    click.option(
        "--base", default=DEFAULT_BASE, metavar="URL", help=f"Canonical base of what is written [{DEFAULT_BASE}]."
    ),
    click.option("--publisher", default="fhiradapter", metavar="NAME", help="Who publishes the definitions."),
)
_READING = (
    click.option("--id", "trial_id", default="", metavar="ID", help="Name of a text that has no registry number."),
    click.option(
        "--set",
        "facts",
        multiple=True,
        metavar="FIELD=VALUE",
        help="State what the source lacks, e.g. overallStatus=RECRUITING (repeatable; kept apart from what was read).",
    ),
    *_DEFINING,
    click.option(
        "--recorded", default="", metavar="INSTANT", help="Time for the Provenance, e.g. 2026-01-31T12:00:00Z."
    ),
    click.option("--contacts", is_flag=True, help="Write phones and e-mails too; names are written always."),
    click.option("--no-schedule", is_flag=True, help="Keep the treatment as text: read no doses and no days."),
)


def defining(command: F) -> F:
    """Adds the options that say how definitions are written."""
    for option in reversed(_DEFINING):
        command = option(command)
    return command


def reading(command: F) -> F:
    """Adds the options for reading sources to a command."""
    for option in reversed(_READING):
        command = option(command)
    return command


def read(  # noqa: PLR0913 - one argument per option
    *,
    trial_id: str,
    facts: tuple[str, ...],
    fhir: str,
    mappings: tuple[Path, ...],
    base: str,
    publisher: str,
    recorded: str,
    contacts: bool,
    no_schedule: bool,
) -> Options:
    """What the options for reading sources say. Raises UsageError."""
    from fhiradapter.workflows.options import Options

    settings = Settings(base=base, publisher=publisher, recorded=recorded, contacts=contacts)
    return Options.of(
        trial_id=trial_id, set=facts, fhir=fhir, settings=settings, mappings=mappings, schedule=not no_schedule
    )


def define(*, fhir: str, mappings: tuple[Path, ...], base: str, publisher: str) -> Options:
    """What the options for writing definitions say. Raises UsageError."""
    from fhiradapter.workflows.options import Options

    return Options.of(fhir=fhir, settings=Settings(base=base, publisher=publisher), mappings=mappings)


server = click.option(
    "--server",
    required=True,
    metavar="URL|DIR",
    help="FHIR base URL (http://localhost:8080/fhir), or a folder that takes its place.",
)
"""Where to push to or pull from. Credentials come from the environment, never from an option."""


def open_store(target: str) -> Store:
    """The store at `target`, with the credentials of the environment. Raises UsageError."""
    from fhiradapter.transport.credentials import from_environment
    from fhiradapter.transport.opening import open_store as open_with

    return open_with(target, from_environment(os.environ))
