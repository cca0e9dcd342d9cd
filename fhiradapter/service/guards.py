"""Who may ask, and how: checked before anything else is read of a request.

A page in somebody's browser can send text to a service on the same machine without asking; it must not be able to push.
The rules are those of https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fhiradapter.issues import Issue, Severity
from fhiradapter.service.outcomes import NotServed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OURSELVES = frozenset({"same-origin", "none"})
_REPEATABLE = frozenset({"set"})


def check_host(host: str, known: frozenset[str]) -> None:
    """Raises NotServed (403) for a name that the service does not answer to: a stranger's domain pointed at it."""
    if known and _name_of(f"//{host}") not in known:
        raise _turned_away("host-unknown", "This service does not answer to that name", "Ask it by its own address.")


def check_origin(headers: Mapping[str, str]) -> None:
    """Raises NotServed (403) for a request that another site's page makes a browser send."""
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None:
        foreign = site not in _OURSELVES
    else:
        foreign = origin is not None and origin.partition("://")[2] != headers.get("host", "")
    if foreign:
        raise _turned_away(
            "foreign-page", "Requests from pages of other sites are not served", "Ask without a browser."
        )


def check_parameters(parameters: Iterable[tuple[str, str]]) -> None:
    """Raises NotServed (400) for a parameter given twice, where one would silently win, or with control characters."""
    given = list(parameters)
    times = Counter(name for name, _ in given)
    issues = [
        *(
            _wrong(name, "is given more than once")
            for name, number in times.items()
            if number > 1 and name not in _REPEATABLE
        ),
        *(_wrong(name, "holds control characters") for name, value in given if _has_controls(value)),
    ]
    if issues:
        raise NotServed(400, *issues)


def _name_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _has_controls(text: str) -> bool:
    # FHIR allows none but these, https://hl7.org/fhir/R4/datatypes.html#string
    return any(ord(character) < 32 and character not in "\t\r\n" for character in text)


def _wrong(name: str, what: str) -> Issue:
    return Issue(
        severity=Severity.ERROR, rule="parameter-wrong", code="value", message=f"query parameter {name[:64]!r} {what}"
    )


def _turned_away(rule: str, message: str, remedy: str) -> NotServed:
    return NotServed(403, Issue(severity=Severity.ERROR, rule=rule, code="forbidden", message=message, remedy=remedy))
