"""The address of a FHIR server: read once, checked, and the fence around every link that is followed."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from fhiradapter.errors import UsageError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """A FHIR base URL without a final slash, a user, a query or a fragment."""

    base: str

    def at(self, path: str) -> str:
        """The URL of `path` under the base; the base itself for an empty path."""
        return f"{self.base}/{path}" if path else self.base

    def follow(self, link: str) -> str | None:
        """A link of the server as a full URL, or None when it leaves the base: credentials stay at home."""
        url = urljoin(f"{self.base}/", link)
        base, found = urlsplit(self.base), _split(url)
        if found is None or found.username is not None or _origin(found) != _origin(base):
            return None
        inside = found.path == base.path or found.path.startswith(f"{base.path}/")
        return url if inside and ".." not in found.path.split("/") else None

    @property
    def is_private(self) -> bool:
        """True when nobody on the way can listen: https, or this machine."""
        parts = urlsplit(self.base)
        return parts.scheme == "https" or _is_loopback(parts.hostname or "")


def is_url(target: str) -> bool:
    """True for what is meant as a URL, and is no path of a folder."""
    return "://" in target


def address(url: str) -> Address:
    """Read a base URL.

    Raises UsageError for another scheme, no host, a user or password in it, a query or a fragment.
    """
    parts = _split(url.strip())
    if parts is None or parts.scheme not in _PORTS or not parts.hostname:
        raise UsageError("the server's address is no http or https URL", remedy="Like https://fhir.example.org/fhir")
    if "@" in parts.netloc:
        raise UsageError(
            f"the address of {parts.hostname} holds a user or a password",
            remedy="Addresses end up in logs: set FHIRADAPTER_USER and FHIRADAPTER_PASSWORD, or FHIRADAPTER_TOKEN.",
        )
    if parts.query or parts.fragment:
        raise UsageError(f"the address {without_secrets(url)} has a query or a fragment", remedy="Give the base alone.")
    return Address(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}")


def without_secrets(url: str) -> str:
    """A stranger's URL, fit for a message: without user, query and fragment."""
    parts = _split(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts else "an unreadable URL"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return None if port == 0 else parts


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme, 0)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
