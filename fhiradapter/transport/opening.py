"""Opens a store by its name: a URL is a server, anything else a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fhiradapter.transport.address import address, is_url
from fhiradapter.transport.credentials import ANONYMOUS, Credentials
from fhiradapter.transport.exchange import Options
from fhiradapter.transport.folder import FolderStore
from fhiradapter.transport.server import FhirServer

if TYPE_CHECKING:
    from fhiradapter.transport.store import Store

_DEFAULTS = Options()


def open_store(target: str, credentials: Credentials = ANONYMOUS, options: Options = _DEFAULTS) -> Store:
    """The store at a URL or in a folder; nothing is read or written yet.

    Raises UsageError for a URL that cannot be used, or credentials that would travel in the open.
    """
    return FhirServer(address(target), credentials, options) if is_url(target) else FolderStore(Path(target))
