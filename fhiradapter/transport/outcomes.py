"""An OperationOutcome as short lines for people.

https://hl7.org/fhir/R4/operationoutcome.html
"""

from __future__ import annotations

import re
from typing import Any

MOST_LINES = 5
LONGEST_LINE = 400

# a server's words are printed in a terminal: no line feeds, no escape sequences
_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def is_outcome(value: Any) -> bool:
    """True for an OperationOutcome."""
    return isinstance(value, dict) and value.get("resourceType") == "OperationOutcome"


def lines(outcome: dict[str, Any]) -> list[str]:
    """`error: what is wrong (where)` per issue; at most five, then how many more there are."""
    issues = [issue for issue in outcome.get("issue", []) if isinstance(issue, dict)]
    shown = [_line(issue) for issue in issues[:MOST_LINES]]
    return [*shown, f"and {len(issues) - MOST_LINES} more"] if len(issues) > MOST_LINES else shown


def one_line(text: str) -> str:
    """A stranger's text, fit to be printed: one line, of bearable length."""
    flat = _CONTROL.sub(" ", text).strip()
    return flat if len(flat) <= LONGEST_LINE else f"{flat[:LONGEST_LINE]}..."


def _line(issue: dict[str, Any]) -> str:
    details = issue.get("details")
    said = [details.get("text") if isinstance(details, dict) else None, issue.get("diagnostics")]
    text = " - ".join(str(part) for part in said if part) or str(issue.get("code", "no reason given"))
    where = issue.get("expression") or issue.get("location") or []
    place = f" ({', '.join(map(str, where))})" if isinstance(where, list) and where else ""
    return one_line(f"{issue.get('severity', 'error')}: {text}{place}")
