"""The verbs, one short function each."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fhiradapter.cli import exit_codes, options, render
from fhiradapter.errors import FhirAdapterError, ServerError
from fhiradapter.issues import has_errors, to_operation_outcome
from fhiradapter.settings import DEFAULT_BASE
from fhiradapter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fhiradapter.workflows.conversions import Refused

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
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        click.get_current_context().color = False


@cli.command(epilog=_example("fhiradapter convert trial.txt --id BOS-INO --set overallStatus=RECRUITING --out bundles"))
@PATHS
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Folder for DIR/<trial id>.json."
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what became of every value of the records, a line of JSON per trial.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 256), default=1, metavar="N", help="Processes that share the work."
)
@options.reading
def convert(paths: tuple[str, ...], out: Path | None, report: Path | None, jobs: int, **reading: Any) -> None:
    """Convert trials to FHIR transaction bundles: one file each, or one line each on standard output."""
    from fhiradapter.cli.account import Account
    from fhiradapter.workflows import inputs
    from fhiradapter.workflows.conversions import Refused, conversions
    from fhiradapter.workflows.outputs import Lines, Places

    how = options.read(**reading)
    places = Places(inputs.find(paths), out, report)
    account = Account(out, report=report is not None)
    outcomes = conversions(paths, how, jobs=jobs, report=report is not None)
    with Lines(report) as lines:
        try:
            for each in outcomes:
                if isinstance(each, Refused):
                    account.refused(each)
                    continue
                if not each.superseded:
                    places.write_bundle(each) if out else render.data(each.content + b"\n")
                    lines.add(each.report)
                account.written(each)
        finally:
            code = account.close()
    sys.exit(code)


@cli.command(epilog=_example("fhiradapter check bundles/*.json trial.txt"))
@PATHS
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.reading
def check(paths: tuple[str, ...], form: str, **reading: Any) -> None:
    """Check FHIR resources, bundles and sources; exit code 1 when there are errors."""
    from fhiradapter import json_codec
    from fhiradapter.workflows import check as workflow
    from fhiradapter.workflows import inputs

    how = options.read(**reading)

    def one(checked: workflow.Checked) -> int:
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

    sys.exit(_each(workflow.checks(inputs.records(paths), how), one))


@cli.command(epilog=_example("fhiradapter push bundles --server http://localhost:8080/fhir"))
@PATHS
@options.server
@options.reading
def push(paths: tuple[str, ...], server: str, **reading: Any) -> None:
    """Push trials to a FHIR server or a folder, one transaction per trial; pushing twice changes nothing.

    Credentials come from the environment: FHIRADAPTER_TOKEN, or FHIRADAPTER_USER and FHIRADAPTER_PASSWORD.
    """
    from fhiradapter.workflows import inputs
    from fhiradapter.workflows import push as workflow

    how = options.read(**reading)
    store = options.open_store(server)
    defined = False

    def send(each: workflow.Ready) -> int:
        nonlocal defined
        if not defined:
            definitions = workflow.push_definitions(store, how)
            render.say(f"{store.name}: definitions: {render.pushed(definitions) or 'none needed'}")
            defined = True
        pushed = workflow.send(each, store)
        render.say(f"{render.printable(each.name)}: {render.pushed(pushed.resources) or 'left out'}")
        for resource in pushed.resources:
            click.echo(f"{resource.outcome}\t{resource.reference}\t{resource.version}")
        render.issues(pushed.issues)
        return exit_codes.DATA_HAS_ERRORS if has_errors(pushed.issues) else exit_codes.FINE

    sys.exit(_each(workflow.prepared(inputs.records(paths), how), send))


@cli.command(epilog=_example("fhiradapter definitions --out definitions && fhiradapter push definitions --server URL"))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Folder for DIR/definitions.json."
)
@options.defining
def definitions(out: Path | None, **defining: Any) -> None:
    """Write what a server has to know: StructureDefinitions of the extensions, ConceptMaps of the tables."""
    from fhiradapter import json_codec
    from fhiradapter.workflows import definitions as workflow
    from fhiradapter.workflows.outputs import write_whole

    bundle = workflow.definitions_bundle(options.define(**defining))
    if out is None:
        render.data(json_codec.encode(bundle) + b"\n")
    else:
        write_whole(out / "definitions.json", json_codec.encode_pretty(bundle))
        render.say(f"{len(bundle['entry'])} resources -> {out / 'definitions.json'}")


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

    sys.exit(_each(studies, one))


@cli.command(epilog=_example("fhiradapter show trial.txt && fhiradapter show trial.txt --svg trial.svg"))
@PATHS
@click.option("--svg", metavar="FILE|DIR|-", help="Draw it as SVG: into a file, DIR/<trial id>.svg each, or -.")
@click.option(
    "--unread", is_flag=True, help="Tell what became of every sentence on treatment, and which were not read."
)
@click.option("--json", "as_json", is_flag=True, help="With --unread: a line of JSON per trial.")
@options.reading
def show(paths: tuple[str, ...], svg: str | None, unread: bool, as_json: bool, **reading: Any) -> None:
    """Show the treatment schedule of a source or a bundle: in the terminal, or as a picture in SVG."""
    from fhiradapter.cli import showing
    from fhiradapter.workflows import inputs
    from fhiradapter.workflows.conversions import refusing

    way = showing.way(paths, options.read(**reading), svg, unread=unread, as_json=as_json)
    sys.exit(_each((refusing(each, way.work) for each in inputs.records(paths)), way.tell))


@cli.command(epilog=_example("fhiradapter serve --port 8000"))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--server", default="", metavar="URL|DIR", help="Where POST /push and GET /studies go.")
def serve(host: str, port: int, server: str) -> None:
    """Serve the same verbs over HTTP (needs the extra: pip install 'fhiradapter[service]')."""
    from fhiradapter.service.run import run

    run(host=host, port=port, server=server)


def _each(things: Iterable[T | Refused], one: Callable[[T], int]) -> int:
    """Does one thing after the other; a bad input does not keep the others back, a failing server does."""
    from fhiradapter.workflows.conversions import Refused

    code = exit_codes.FINE
    for thing in things:
        try:
            if isinstance(thing, Refused):
                raise thing.error
            code = max(code, one(thing))
        except ServerError:
            raise
        except FhirAdapterError as trouble:
            render.error(trouble)
            code = max(code, exit_codes.of(trouble))
    return code


def _end(number: int, _: object) -> None:
    """Ends the run as an error would, so that half files are removed; the next signal ends it at once."""
    signal.signal(number, signal.SIG_DFL)
    sys.exit(exit_codes.KILLED_FROM + number)


def main() -> None:
    """Runs the command line: every expected error as one message and an exit code, never as a traceback."""
    signal.signal(signal.SIGTERM, _end)
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
