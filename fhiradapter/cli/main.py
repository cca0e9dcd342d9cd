"""The verbs, one short function each."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fhiradapter.cli import exit_codes, options, render
from fhiradapter.errors import FhirAdapterError, ServerError, UsageError
from fhiradapter.issues import has_errors, to_operation_outcome
from fhiradapter.settings import DEFAULT_BASE
from fhiradapter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fhiradapter.workflows.inputs import Input

T = TypeVar("T")

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")


def _example(text: str) -> str:
    """An example as click prints it: lines kept."""
    return f"\b\nExample:\n  {text}"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="fhiradapter")
def cli() -> None:
    """Clinical trial definitions in, cited FHIR resources out, and a FHIR server kept in step with them.

    Exit codes: 0 fine, 1 the data has errors, 2 wrong usage, 3 the server side failed.

    \b
    Example:
      fhiradapter convert examples/*.txt --out bundles
    """


@cli.command(epilog=_example("fhiradapter convert trial.txt --id BOS-INO --set overallStatus=RECRUITING --out bundles"))
@PATHS
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Folder for DIR/<trial id>.json."
)
@options.reading
def convert(paths: tuple[str, ...], out: Path | None, **reading: Any) -> None:
    """Convert trials to FHIR transaction bundles, one per trial; without --out to standard output."""
    from fhiradapter import json_codec
    from fhiradapter.workflows import convert as workflow
    from fhiradapter.workflows.outputs import write_whole

    how = options.read(**reading)
    written: dict[str, str] = {}

    def one(given: Input) -> int:
        conversion = workflow.convert(given.content, name=given.name, reading=how)
        trial = conversion.trial
        if trial.id in written:
            raise UsageError(
                f"{given.name}: trial id {trial.id} is taken by {written[trial.id]}", remedy="Give one --id per run."
            )
        written[trial.id] = given.name
        if out is None:
            render.data(json_codec.encode_pretty(conversion.bundle))
        else:
            write_whole(out / f"{trial.id}.json", json_codec.encode_pretty(conversion.bundle))
        place = f" -> {out / f'{trial.id}.json'}" if out else ""
        render.say(f"{render.printable(given.name)}: {trial.id}, {len(conversion.bundle['entry'])} resources{place}")
        render.issues(conversion.issues)
        return exit_codes.DATA_HAS_ERRORS if has_errors(conversion.issues) else exit_codes.FINE

    sys.exit(exit_codes.worst(_each_input(paths, one)))


@cli.command(epilog=_example("fhiradapter check bundles/*.json trial.txt"))
@PATHS
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.reading
def check(paths: tuple[str, ...], form: str, **reading: Any) -> None:
    """Check FHIR resources, bundles and sources; exit code 1 when there are errors."""
    from fhiradapter import json_codec
    from fhiradapter.workflows import check as workflow

    how = options.read(**reading)

    def one(given: Input) -> int:
        checked = workflow.check(given, how)
        if form == "json":
            answer = {
                "name": checked.name,
                "resources": checked.resources,
                "outcome": to_operation_outcome(checked.issues),
            }
            render.data(json_codec.encode(answer) + b"\n")
        else:
            click.echo(
                f"{render.printable(checked.name)}: {checked.resources} resources, {render.counts(checked.issues)}"
            )
            render.issues(checked.issues)
        return exit_codes.DATA_HAS_ERRORS if has_errors(checked.issues) else exit_codes.FINE

    sys.exit(exit_codes.worst(_each_input(paths, one)))


@cli.command(epilog=_example("fhiradapter push bundles --server http://localhost:8080/fhir"))
@PATHS
@options.server
@options.reading
def push(paths: tuple[str, ...], server: str, **reading: Any) -> None:
    """Push trials to a FHIR server or a folder, one transaction per trial; pushing twice changes nothing.

    Credentials come from the environment: FHIRADAPTER_TOKEN, or FHIRADAPTER_USER and FHIRADAPTER_PASSWORD.
    """
    from fhiradapter.workflows import push as workflow

    how = options.read(**reading)
    store = options.open_store(server)
    ready: list[workflow.Ready] = []

    def prepare(given: Input) -> int:
        ready.append(workflow.prepare(given, how))
        return exit_codes.FINE

    def send(each: workflow.Ready) -> int:
        pushed = workflow.send(each, store)
        render.say(f"{render.printable(each.name)}: {render.pushed(pushed.resources)}")
        for resource in pushed.resources:
            click.echo(f"{resource.outcome}\t{resource.reference}\t{resource.version}")
        render.issues(pushed.issues)
        return exit_codes.DATA_HAS_ERRORS if has_errors(pushed.issues) else exit_codes.FINE

    codes = _each_input(paths, prepare)
    if ready:
        defined = workflow.push_definitions(store, how)
        render.say(f"{store.name}: definitions: {render.pushed(defined) or 'none needed'}")
        codes += _each(ready, send)
    sys.exit(exit_codes.worst(codes))


@cli.command(epilog=_example("fhiradapter pull NCT01234567 --server http://localhost:8080/fhir --out bundles"))
@click.argument("studies", nargs=-1, required=True, metavar="STUDY...")
@options.server
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Folder for DIR/<trial id>.json."
)
@click.option("--base", default=DEFAULT_BASE, metavar="URL", help="Canonical base, for the fullUrl of entries.")
def pull(studies: tuple[str, ...], server: str, out: Path | None, base: str) -> None:
    """Pull studies back by trial id, each as the bundle that was pushed; without --out to standard output."""
    from fhiradapter import json_codec
    from fhiradapter.workflows import pull as workflow
    from fhiradapter.workflows.outputs import write_whole

    store = options.open_store(server)

    def one(study: str) -> int:
        bundle = json_codec.encode_pretty(workflow.pull(study, store, base.rstrip("/")))
        if out is None:
            render.data(bundle)
        else:
            write_whole(out / f"{study}.json", bundle)
            render.say(f"{study} -> {out / f'{study}.json'}")
        return exit_codes.FINE

    sys.exit(exit_codes.worst(_each(studies, one)))


@cli.command(epilog=_example("fhiradapter show trial.txt"))
@PATHS
@options.reading
def show(paths: tuple[str, ...], **reading: Any) -> None:
    """Show the treatment schedule of a source or a bundle as a picture in the terminal."""
    from fhiradapter.cli.picture import picture
    from fhiradapter.workflows import show as workflow

    how = options.read(**reading)

    def one(given: Input) -> int:
        shown, issues = workflow.show(given, how)
        click.echo(click.style(render.printable(shown.title), bold=True))
        click.echo(render.printable(f"{shown.id}   status: {shown.status or 'not stated'}\n"))
        click.echo(render.printable("\n".join(picture(shown.plan))))
        render.issues(issues)
        return exit_codes.FINE

    sys.exit(exit_codes.worst(_each_input(paths, one)))


@cli.command(epilog=_example("fhiradapter serve --port 8000"))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--server", default="", metavar="URL|DIR", help="Where POST /push and GET /studies go.")
def serve(host: str, port: int, server: str) -> None:
    """Serve the same verbs over HTTP (needs the extra: pip install 'fhiradapter[service]')."""
    from fhiradapter.service.run import run

    run(host=host, port=port, server=server)


def _each_input(paths: Iterable[str], one: Callable[[Input], int]) -> list[int]:
    from fhiradapter.workflows import inputs

    return _each(inputs.find(paths), lambda path: one(inputs.read(path)))


def _each(things: Iterable[T], one: Callable[[T], int]) -> list[int]:
    """Does one thing after the other; a bad input does not keep the others back, a failing server does."""
    codes = []
    for thing in things:
        try:
            codes.append(one(thing))
        except ServerError:
            raise
        except FhirAdapterError as trouble:
            render.error(trouble)
            codes.append(exit_codes.of(trouble))
    return codes


def main() -> None:
    """Runs the command line: every expected error as one message and an exit code, never as a traceback."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(exit_codes.INTERRUPTED)
    except click.ClickException as trouble:
        trouble.show()
        sys.exit(exit_codes.WRONG_USAGE)
    except FhirAdapterError as trouble:
        render.error(trouble)
        sys.exit(exit_codes.of(trouble))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # who read the output has gone: nothing to say
        sys.exit(exit_codes.FINE)
    except OSError as trouble:
        render.say(f"error: cannot write: {trouble.strerror}\n  Make room, or choose another place.")
        sys.exit(exit_codes.WRONG_USAGE)
