"""A bad answer in words: what was asked, what came, and what can be done about it.

The remedies are rows: first by what HAPI says, then by HTTP status.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from fhiradapter.errors import Refused, Unreachable
from fhiradapter.json_codec import NotJson, decode
from fhiradapter.transport.address import without_secrets
from fhiradapter.transport.outcomes import is_outcome, lines, one_line

if TYPE_CHECKING:
    from fhiradapter.transport.credentials import Credentials
    from fhiradapter.transport.exchange import Answer

# https://github.com/hapifhir/hapi-fhir: the numbers are part of the message
_BY_CODE = {
    "HAPI-0507": "Store that resource on this server too, or allow external references there.",
    "HAPI-0960": "This server takes no id of digits only: give the trial an id with a letter.",
    "HAPI-1094": "Store the resource that is referred to first, or in the same bundle.",
    "HAPI-0989": "Somebody changed it in the meantime: plan again.",
    "HAPI-0307": "This server holds several tenants: name one in the address, like .../fhir/TENANT.",
}

_BY_STATUS = {
    400: "The server did not understand the request; its words above say which part.",
    401: "Sign in: FHIRADAPTER_TOKEN, or FHIRADAPTER_USER and FHIRADAPTER_PASSWORD. A token may have run out.",
    403: "This user may not do that: ask the server's operator for the right, or use another account.",
    404: "Is this the FHIR base URL? It often ends in /fhir, /baseR4 or /r4.",
    405: "Is this the FHIR base URL? If so, this server does not offer the operation.",
    408: "The server gave up waiting: try again later.",
    409: "Somebody else changed it, or is about to: plan again, then push.",
    410: "It was deleted, or the search has run out: start again.",
    412: "Somebody changed it in the meantime: plan again.",
    413: "The bundle is too large for the server or a proxy before it: write fewer resources at once.",
    415: "This server takes no FHIR JSON there. Is this the FHIR base URL?",
    422: "The server's rules do not allow this content: see its words above, and `fhiradapter check`.",
    429: "The server is busy with too many requests: try again later.",
    500: "The server failed: its operator finds more in its log.",
    501: "This server does not offer the operation.",
    502: "The server behind the proxy is down: try again later.",
    503: "The server is starting, or overloaded: try again later.",
    504: "The server behind the proxy is too slow: try again later, or write fewer resources at once.",
}

_REDIRECTS = (301, 302, 303, 307, 308)
_IS_THIS_FHIR = "Is this the FHIR base URL? It often ends in /fhir, /baseR4 or /r4."


def content(answer: Answer, credentials: Credentials) -> dict[str, Any]:
    """The resource in a good answer.

    Raises Refused for a bad status or something that is no FHIR, and Unreachable for JSON that broke off.
    """
    if not 200 <= answer.status < 300:
        raise refusal(answer, credentials)
    if _is_html(answer):
        raise Refused(f"{answer.request} answered a web page", status=answer.status, remedy=_IS_THIS_FHIR)
    try:
        value = decode(answer.body)
    except NotJson as error:
        message = f"{answer.request} answered {len(answer.body)} bytes that are not JSON: {error}"
        raise Unreachable(message, remedy="Half an answer? Then try again. Otherwise: " + _IS_THIS_FHIR) from error
    if not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
        raise Refused(f"{answer.request} answered JSON, but no resource", status=answer.status, remedy=_IS_THIS_FHIR)
    return value


def refusal(answer: Answer, credentials: Credentials) -> Refused:
    """A bad status as an exception that says what came and what to do."""
    said = credentials.hide(_said(answer))
    message = f"{answer.request} answered {answer.status} {_phrase(answer.status)}".rstrip()
    return Refused(f"{message}: {said}" if said else message, status=answer.status, remedy=_remedy(answer, said))


def outcome_in(answer: Answer) -> dict[str, Any] | None:
    """The OperationOutcome of an answer with whatever status, or None."""
    try:
        value = decode(answer.body)
    except NotJson:
        return None
    return value if is_outcome(value) else None


def _said(answer: Answer) -> str:
    if answer.status in _REDIRECTS:
        return f"go to {_location(answer)}"
    outcome = outcome_in(answer)
    if outcome:
        return "; ".join(lines(outcome))
    if _is_html(answer):
        return "a web page, no FHIR"
    return one_line(answer.body[:1000].decode("utf-8", "replace"))


def _remedy(answer: Answer, said: str) -> str:
    if answer.status in _REDIRECTS:
        return "Redirects are not followed. If you trust the place that is named, give its base as the address."
    coded = (remedy for code, remedy in _BY_CODE.items() if code in said)
    return next(coded, _BY_STATUS.get(answer.status, "The server's words above are all that is known."))


def _location(answer: Answer) -> str:
    return without_secrets(urljoin(answer.request.url, answer.headers.get("location", "")))


def _is_html(answer: Answer) -> bool:
    return answer.media_type in {"text/html", "application/xhtml+xml"} or answer.body[:200].lstrip()[:1] == b"<"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
