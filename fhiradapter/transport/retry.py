"""When to ask again: a table from the cause of a failure to the number of tries and the waits between them.

Clock and chance are handed in, so tests neither wait nor draw.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Cause(StrEnum):
    """Why there is no good answer."""

    UNKNOWN_HOST = "the host's name is unknown"
    TLS = "no secure connection"
    REFUSED = "nobody listens there"
    CONNECT_TIMEOUT = "no connection in time"
    READ_TIMEOUT = "no answer in time"
    BROKEN = "the connection broke"
    HTTP_408 = "408"
    HTTP_429 = "429"
    HTTP_502 = "502"
    HTTP_503 = "503"
    HTTP_504 = "504"
    ROLLED_BACK = "rolled back"
    WRITE_RACE = "lost a race between writers"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Rule:
    """How often to try in all, the longest first and any wait in seconds, and whether the work may have been done.

    `maybe_done` matters for a write that is bound to a version: sent again after it succeeded unseen, it would fail.
    """

    tries: int
    first: float = 0.0
    longest: float = 0.0
    maybe_done: bool = False


RULES: dict[Cause, Rule] = {
    Cause.UNKNOWN_HOST: Rule(1),
    Cause.TLS: Rule(1),
    Cause.REFUSED: Rule(4, 1.0, 10.0),
    Cause.CONNECT_TIMEOUT: Rule(3, 1.0, 10.0),
    Cause.READ_TIMEOUT: Rule(2, 1.0, 10.0, maybe_done=True),
    Cause.BROKEN: Rule(4, 1.0, 10.0, maybe_done=True),
    Cause.HTTP_408: Rule(3, 1.0, 10.0),
    Cause.HTTP_429: Rule(6, 2.0, 60.0),
    Cause.HTTP_502: Rule(4, 1.0, 20.0, maybe_done=True),
    Cause.HTTP_503: Rule(6, 2.0, 60.0),
    Cause.HTTP_504: Rule(3, 1.0, 20.0, maybe_done=True),
    # the first concurrent transactions of an empty HAPI race for a table of types: 1 to 2 in 300
    Cause.ROLLED_BACK: Rule(4, 0.2, 2.0),
    Cause.WRITE_RACE: Rule(4, 0.2, 2.0),
    Cause.FINAL: Rule(1),
}

LONGEST_RETRY_AFTER = 60.0

_STATUS = {408: Cause.HTTP_408, 429: Cause.HTTP_429, 502: Cause.HTTP_502, 503: Cause.HTTP_503, 504: Cause.HTTP_504}

# what HAPI writes into the OperationOutcome; HAPI-0989, a stale If-Match, is no race and stays final
_CODES = (
    (500, "HAPI-2223", Cause.ROLLED_BACK),
    (409, "HAPI-0823", Cause.WRITE_RACE),
    (409, "HAPI-0825", Cause.WRITE_RACE),
)


def cause_of(status: int, said: str) -> Cause:
    """The cause behind an HTTP status and what the server said with it."""
    coded = (cause for code, mark, cause in _CODES if code == status and mark in said)
    return next(coded, _STATUS.get(status, Cause.FINAL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Decides and waits. `wait` takes seconds, `draw` gives a number between its two arguments."""

    wait: Callable[[float], None] = time.sleep
    draw: Callable[[float, float], float] = secrets.SystemRandom().uniform

    def again(self, cause: Cause, tried: int, *, guarded: bool = False, retry_after: float | None = None) -> bool:
        """Wait and say True when it is worth another try after `tried` of them.

        A `guarded` request is bound to a version, and not repeated when it may have succeeded unseen. The wait is what
        the server asked for (at most a minute), or full jitter: anything up to a bound that doubles with each try.
        """
        rule = RULES[cause]
        if tried >= rule.tries or (guarded and rule.maybe_done):
            return False
        bound = min(rule.longest, rule.first * 2 ** (tried - 1))
        self.wait(self.draw(0.0, bound) if retry_after is None else min(retry_after, LONGEST_RETRY_AFTER))
        return True


def retry_after(value: str, date: str) -> float | None:
    """Seconds of a Retry-After header, which is a number or an instant; `date` is the server's own Date header.

    None when it says nothing that can be used, https://www.rfc-editor.org/rfc/rfc9110#field.retry-after.
    """
    if value.strip().isascii() and value.strip().isdigit():
        return float(value)
    try:
        seconds = (parsedate_to_datetime(value) - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError):
        return None
    return max(0.0, seconds)
