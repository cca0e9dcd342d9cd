"""Issues and results as words for people, or as JSON for programs."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from fhiradapter.errors import UsageError
from fhiradapter.issues import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.errors import FhirAdapterError
    from fhiradapter.issues import Issue
    from fhiradapter.workflows.push import Pushed

_COLOURS = {Severity.FATAL: "red", Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "cyan"}
_LONGEST_QUOTE = 160


def say(words: str = "") -> None:
    """Words for people."""
    click.echo(words, err=True)


def data(content: bytes) -> None:
    """Bytes for programs. Raises UsageError where there is nowhere to write them."""
    if sys.stdout is None:
        raise UsageError("standard output is closed", remedy="Give --out DIR, or do not close it.")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def error(trouble: FhirAdapterError) -> None:
    """An error, with what to do about it."""
    say(f"{click.style('error:', fg='red', bold=True)} {printable(str(trouble))}")


def severity(gravity: Severity) -> str:
    """The word for it, coloured where there are colours."""
    return click.style(gravity.value, fg=_COLOURS[gravity])


def issues(found: Iterable[Issue]) -> None:
    """Issues, gravest first, and what can be done about each."""
    for issue in sorted(found, key=lambda each: each.severity.rank):
        label = severity(issue.severity)
        where = f"{printable(str(issue.place))}: " if str(issue.place) else ""
        element = f" ({', '.join(issue.expression)})" if issue.expression else ""
        say(f"  {label} {where}{printable(issue.message)} [{issue.rule}]{printable(element)}")
        if issue.quote:
            say(f"      “{_short(printable(issue.quote))}”")
        if issue.remedy:
            say(f"      {printable(issue.remedy)}")


def counts(found: Iterable[Issue]) -> str:
    """ "1 warning, 7 notes"."""
    number = Counter(issue.severity for issue in found)
    names = (
        (Severity.FATAL, "fatal"),
        (Severity.ERROR, "error"),
        (Severity.WARNING, "warning"),
        (Severity.INFORMATION, "note"),
    )
    parts = [f"{number[each]} {name}{'s' if number[each] != 1 else ''}" for each, name in names if number[each]]
    return ", ".join(parts) or "nothing to report"


def pushed(resources: Iterable[Pushed]) -> str:
    """ "12 created, 1 unchanged"."""
    number = Counter(each.outcome for each in resources)
    return ", ".join(f"{number[name]} {name}" for name in ("created", "updated", "unchanged") if number[name])


def printable(text: str) -> str:
    """Text that cannot move the cursor or colour the terminal, whatever a file is called or contains."""
    return "".join(character if character.isprintable() or character == "\n" else "�" for character in text)


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"
