"""Who we are to the server: nobody, the bearer of a token, or a user with a password.

The secret is in no `repr`, and `hide` takes it out of whatever a server says back.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fhiradapter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TOKEN = "FHIRADAPTER_TOKEN"  # noqa: S105  the name of the variable
USER = "FHIRADAPTER_USER"
PASSWORD = "FHIRADAPTER_PASSWORD"  # noqa: S105  the name of the variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The value of the Authorization header (empty: none is sent) and the secrets in it."""

    authorization: str = field(default="", repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.authorization)

    def hide(self, text: str) -> str:
        """The text without any secret."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return text


ANONYMOUS = Credentials()


def bearer(token: str) -> Credentials:
    """A token, https://www.rfc-editor.org/rfc/rfc6750. Raises UsageError when it cannot be one."""
    _require_printable(token, "the token")
    return Credentials(authorization=f"Bearer {token}", secrets=(token,))


def basic(user: str, password: str) -> Credentials:
    """A user and a password, https://www.rfc-editor.org/rfc/rfc7617. Raises UsageError for a user with a colon."""
    if ":" in user:
        raise UsageError(f"{USER} holds a colon", remedy="Basic authentication allows none in a user's name.")
    encoded = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
    return Credentials(authorization=f"Basic {encoded}", secrets=(encoded, password) if password else (encoded,))


def from_environment(environ: Mapping[str, str], token_file: Path | None = None) -> Credentials:
    """Credentials from a file with a token, or from FHIRADAPTER_TOKEN, or from FHIRADAPTER_USER and -PASSWORD.

    A variable that is empty counts as absent. Raises UsageError when there are two answers, or half of one.
    """
    token, user, password = (environ.get(name, "").strip() for name in (TOKEN, USER, PASSWORD))
    given = [name for name, value in (("a token file", token_file), (TOKEN, token), (USER, user)) if value]
    if len(given) > 1:
        raise UsageError(f"more than one way to sign in: {' and '.join(given)}", remedy="Keep one of them.")
    if bool(user) != bool(password):
        raise UsageError(f"{USER} and {PASSWORD} belong together", remedy="Set both, or neither.")
    if token_file:
        token = _token_in(token_file)
    if token:
        return bearer(token)
    return basic(user, password) if user else ANONYMOUS


def _token_in(file: Path) -> str:
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the token file {file} cannot be read: {type(error).__name__}") from error
    if not token:
        raise UsageError(f"the token file {file} is empty")
    return token


def _require_printable(secret: str, what: str) -> None:
    if not all("!" <= letter <= "~" for letter in secret):
        raise UsageError(f"{what} holds a space, a line feed or another letter that no token has")
