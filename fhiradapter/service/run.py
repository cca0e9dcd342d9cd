"""Starts the service: `fhiradapter serve`. Imports no web framework before it is sure that there is one."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys

from fhiradapter.errors import UsageError
from fhiradapter.transport.credentials import from_environment
from fhiradapter.transport.opening import open_store
from fhiradapter.version import __version__

_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_CONNECTIONS = 100
_SECONDS_TO_FINISH = 20


def run(host: str = "127.0.0.1", port: int = 8000, server: str = "") -> None:
    """Serves until it is told to stop; port 0 takes a free one, and a line on stderr says which.

    `server` is a URL or a folder; its credentials come from the environment. Raises UsageError where the extra
    `service` is not installed, the address cannot be used, or the server or its credentials cannot be right.
    """
    try:
        import uvicorn

        from fhiradapter.service.app import create_app
    except ModuleNotFoundError as error:
        raise UsageError(
            f"the service needs a package that is not installed: {error.name}",
            remedy="pip install 'fhiradapter[service]'",
        ) from error
    store = open_store(server, from_environment(os.environ)) if server else None
    app = create_app(store, hosts=_names(host))
    # an access log would hold what callers write into the query; a proxy in front keeps one where it is wanted
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )
    with _listening(host, port) as listener:
        _say(f"fhiradapter {__version__} listens on {_url(listener)}, its operations are at {_url(listener)}/docs")
        _say(f"studies are kept in {store.name}" if store else "no --server: it converts, but neither pushes nor pulls")
        uvicorn.Server(config).run(sockets=[listener])


def _names(host: str) -> frozenset[str]:
    """The names to answer to: on the loopback its own, elsewhere any, because the network names it."""
    return _LOOPBACK_NAMES | {host} if _is_loopback(host) else frozenset()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host} port {port}: {error.strerror}",
            remedy="Choose another --port or --host, or stop what listens there.",
        ) from error


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
