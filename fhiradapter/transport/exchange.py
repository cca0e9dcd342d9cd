"""One HTTP exchange: a request, as many tries as the table of causes allows, and a bounded answer.

Redirects are not followed, settings of the environment (proxies, .netrc) are not used: credentials go to the address
that was given, and nowhere else.
"""

from __future__ import annotations

import itertools
import logging
import socket
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

import requests
import urllib3
from requests.adapters import HTTPAdapter

from fhiradapter.errors import Refused, Unreachable, UsageError
from fhiradapter.transport.outcomes import one_line
from fhiradapter.transport.retry import RULES, Cause, Patience, cause_of, retry_after

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from fhiradapter.transport.credentials import Credentials

FHIR_JSON = "application/fhir+json"

_LOG = logging.getLogger(__name__)
_CHUNK = 1 << 16
_CONNECTIONS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to connect: patience in seconds, the authorities to trust, the largest answer that is read into memory."""

    connect_seconds: float = 10.0
    read_seconds: float = 120.0
    ca_file: Path | None = None
    allow_plain_http: bool = False
    largest_answer: int = 256 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked. `guarded`: bound to a version, so not to be repeated when it may have succeeded unseen."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    guarded: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.url.partition('?')[0]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, with whatever status; header names are in lower case."""

    request: Request
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """`application/fhir+json` of `application/fhir+json; charset=utf-8`; empty when it is not said."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class _Failure:
    cause: Cause
    error: Exception


# the first row whose exception is somewhere in the chain tells the cause; anything else broke on the way
_CAUSES: tuple[tuple[type[BaseException], Cause], ...] = (
    (socket.gaierror, Cause.UNKNOWN_HOST),
    (requests.exceptions.InvalidURL, Cause.UNKNOWN_HOST),
    (ssl.SSLError, Cause.TLS),
    (requests.exceptions.SSLError, Cause.TLS),
    (requests.exceptions.ConnectTimeout, Cause.CONNECT_TIMEOUT),
    (requests.exceptions.ReadTimeout, Cause.READ_TIMEOUT),
    (urllib3.exceptions.ReadTimeoutError, Cause.READ_TIMEOUT),
    (urllib3.exceptions.NewConnectionError, Cause.REFUSED),
    (ConnectionRefusedError, Cause.REFUSED),
)

_UNSEEN = "The server may have done the work unseen: compare before writing again."
_REMEDIES = {
    Cause.UNKNOWN_HOST: "Check the address and the network.",
    Cause.TLS: "Check the certificate; an authority of your own is named by a CA file. Is it https at all?",
    Cause.REFUSED: "Is the server running, and is the port right?",
    Cause.CONNECT_TIMEOUT: "Is the server running, and does a firewall let you through?",
    Cause.READ_TIMEOUT: f"Write less at once, or allow more time. {_UNSEEN}",
    Cause.BROKEN: _UNSEEN,
}


class Exchange:
    """Sends requests over kept connections; may be shared by threads.

    Raises UsageError when the CA file is not there.
    """

    def __init__(self, credentials: Credentials, options: Options, patience: Patience) -> None:
        self._credentials = credentials
        self._options = options
        self._patience = patience
        self._session = _session(credentials, options)

    def send(self, request: Request) -> Answer:
        """The answer, good or bad, after as many tries as its cause allows.

        Raises Unreachable when there is none, and Refused when it is too large to be read.
        """
        for tried in itertools.count(1):
            result = self._try(request)
            cause, pause = _judge(result)
            if self._patience.again(cause, tried, guarded=request.guarded, retry_after=pause):
                _LOG.info("%s: %s, try %d of %d", request, cause, tried + 1, RULES[cause].tries)
            elif isinstance(result, Answer):
                return result
            else:
                self._give_up(request, result, tried)
        raise AssertionError

    def _try(self, request: Request) -> Answer | _Failure:
        try:
            with self._session.request(
                request.method,
                request.url,
                headers=dict(request.headers),
                data=request.body,
                timeout=(self._options.connect_seconds, self._options.read_seconds),
                allow_redirects=False,
                stream=True,
            ) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                body = self._bounded(request, response)
                return Answer(request=request, status=response.status_code, headers=headers, body=body)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            return _Failure(_cause(error), error)

    def _bounded(self, request: Request, response: requests.Response) -> bytes:
        body = bytearray()
        for chunk in response.iter_content(_CHUNK):
            body += chunk
            if len(body) > self._options.largest_answer:
                raise Refused(
                    f"{request} answered more than {self._options.largest_answer} bytes",
                    status=response.status_code,
                    remedy="Is this the FHIR server?",
                )
        return bytes(body)

    def _give_up(self, request: Request, failure: _Failure, tried: int) -> NoReturn:
        innermost = list(_chain(failure.error))[-1]
        said = self._credentials.hide(one_line(str(innermost) or type(innermost).__name__))
        tries = f" ({tried} tries)" if tried > 1 else ""
        message = f"{request}: {failure.cause}{tries}: {said}"
        raise Unreachable(message, remedy=_REMEDIES[failure.cause]) from failure.error


def _session(credentials: Credentials, options: Options) -> requests.Session:
    if options.ca_file and not options.ca_file.exists():
        raise UsageError(f"the CA file {options.ca_file} is not there")
    session = requests.Session()
    session.trust_env = False
    session.verify = str(options.ca_file) if options.ca_file else True
    session.headers.update({"Accept": FHIR_JSON, "User-Agent": "fhiradapter"})
    if credentials:
        session.headers["Authorization"] = credentials.authorization
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=_CONNECTIONS))
    return session


def _judge(result: Answer | _Failure) -> tuple[Cause, float | None]:
    if isinstance(result, _Failure):
        return result.cause, None
    said = result.body.decode("utf-8", "replace") if result.status >= 400 else ""
    pause = retry_after(result.headers.get("retry-after", ""), result.headers.get("date", ""))
    return cause_of(result.status, said), pause


def _cause(error: Exception) -> Cause:
    chain = list(_chain(error))
    found = (cause for kind, cause in _CAUSES if any(isinstance(link, kind) for link in chain))
    return next(found, Cause.BROKEN)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and what is wrapped in it: requests and urllib3 keep the reason in different places."""
    seen: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in seen:
        seen.append(link)
        yield link
        wrapped = (getattr(link, "reason", None), *link.args, link.__cause__, link.__context__)
        link = next((inner for inner in wrapped if isinstance(inner, BaseException)), None)
