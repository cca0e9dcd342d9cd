"""The ways in which `show` answers: lines in the terminal, SVG, what was not read as lines or as JSON."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fhiradapter import json_codec
from fhiradapter.cli import exit_codes, render
from fhiradapter.drawing.cleaning import cleaned, encodable
from fhiradapter.drawing.sheet import Run, Tone
from fhiradapter.drawing.svg import svg
from fhiradapter.drawing.terminal import ASCII, NARROWEST, UNICODE, printed
from fhiradapter.errors import UsageError
from fhiradapter.workflows import inputs
from fhiradapter.workflows import show as workflow
from fhiradapter.workflows.outputs import Places
from fhiradapter.workflows.unread import unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fhiradapter.drawing.sheet import Sheet
    from fhiradapter.drawing.wrapping import Line
    from fhiradapter.issues import Issue
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.workflows.options import Options
    from fhiradapter.workflows.unread import Account

_WIDTH_OF_NO_TERMINAL = 100
_SVG = ".svg"
_STYLES: dict[Tone, dict[str, Any]] = {
    Tone.STRONG: {"bold": True},
    Tone.ABSENT: {"fg": "yellow"},
    Tone.QUIET: {"dim": True},
    Tone.GIVEN: {"fg": "cyan"},
    Tone.MAYBE: {"fg": "magenta"},
}


@dataclass(frozen=True, slots=True)
class Way:
    """What is made of a record, and how it is told."""

    work: Callable[[SourceRecord], Any]
    tell: Callable[[Any], int]


def way(paths: tuple[str, ...], how: Options, target: str | None, *, unread: bool, as_json: bool) -> Way:
    """The way that the options ask for. Raises UsageError where they contradict each other."""
    if as_json and not unread:
        raise UsageError("--json goes with --unread", remedy="For the schedule as JSON: fhiradapter convert PATH")
    if unread and target is not None:
        raise UsageError("--unread and --svg are two answers", remedy="Ask for one at a time.")
    if unread:
        return _accounts(how, as_json=as_json)
    if target is not None:
        return _pictures(paths, how, target)
    return Way(lambda record: workflow.show(record, how), _in_terminal)


def _in_terminal(shown: tuple[Sheet, tuple[Issue, ...]]) -> int:
    sheet, issues = shown
    encoding = sys.stdout.encoding or "ascii"
    glyphs = UNICODE if _can_write(encoding, "■□·─") else ASCII
    _echo(printed(cleaned(sheet, encodable(encoding)), _width(), glyphs))
    render.issues(each for each in issues if each.rule not in workflow.TOLD_BENEATH)
    return exit_codes.FINE


def _pictures(paths: tuple[str, ...], how: Options, target: str) -> Way:
    """A file is for one trial; a folder for as many as come."""
    to_file = target.endswith(_SVG) and not Path(target).is_dir()
    folder = None if target == "-" else Path(target).parent if to_file else Path(target)
    places = Places(inputs.find(paths), folder, None)
    told: list[str] = []

    def tell(shown: tuple[Sheet, tuple[Issue, ...]]) -> int:
        sheet, issues = shown
        if told and (to_file or folder is None):
            raise UsageError(
                f"--svg {target}: there is more than one trial ({told[0]}, {sheet.id})", remedy="Name a folder."
            )
        if sheet.id in told:
            raise UsageError(f"--svg {target}: {sheet.id} comes twice", remedy="Name the one that is meant.")
        told.append(sheet.id)
        content = svg(sheet).encode()
        if folder is None:
            render.data(content)
        else:
            path = Path(target) if to_file else folder / f"{sheet.id}{_SVG}"
            places.write(path, content)
            render.say(f"{render.printable(sheet.title)} -> {path}")
        render.issues(each for each in issues if each.rule not in workflow.TOLD_BENEATH)
        return exit_codes.FINE

    return Way(lambda record: workflow.show(record, how), tell)


def _accounts(how: Options, *, as_json: bool) -> Way:
    from fhiradapter.cli.unread import told

    def tell(account: Account) -> int:
        if as_json:
            render.data(json_codec.encode(account.as_json()) + b"\n")
        else:
            encoding = sys.stdout.encoding or "ascii"
            _echo(told(cleaned(account, encodable(encoding)), _width()))
        return exit_codes.FINE

    return Way(lambda record: unread(record, how), tell)


def _echo(lines: Iterable[Line]) -> None:
    for line in lines:
        click.echo("".join(_painted(run) for run in line).rstrip())
    click.echo()


def _painted(run: Run) -> str:
    style = _STYLES.get(run.tone)
    return click.style(run.text, **style) if style and run.text.strip() else run.text


def _width() -> int:
    """That of the terminal; of what is read by a program or written to a file, one that fits a page."""
    return max(shutil.get_terminal_size((_WIDTH_OF_NO_TERMINAL, 0)).columns, NARROWEST)


def _can_write(encoding: str, signs: str) -> bool:
    try:
        signs.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
