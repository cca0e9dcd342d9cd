"""When a treatment is given beside another one on the same day: "beginning 2 hours into the paclitaxel infusion"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.tokens import Cursor

_OPENERS = frozenset("beginning starting approximately about within immediately at".split())
_BEGINS = ("beginning", "starting", "given", "administered")
_BOUNDS = ("approximately", "about", "within", "at least", "at")
_AN_HOUR = {"minutes": 60, "minute": 60, "min": 60, "hours": 1, "hour": 1}
_MOST_HOURS = 6
"""Later it may be another day."""
_BESIDE = ("after", "before", "prior to", "into", "following")
_POINTS = (
    "the start of", "start of", "the beginning of", "beginning of", "the end of", "end of", "the completion of",
    "completion of", "initiation of", "the initiation of", "administration of", "the administration of",
    "the infusion of", "infusion of", "injection of", "starting", "completing", "the first dose of",
)  # fmt: skip
_EACH = ("each", "every", "the", "each dose of", "each infusion of", "each injection of", "all doses of", "dose of")
_NAMELESS = ("chemotherapy", "chemoradiotherapy", "radiation treatment", "radiation therapy")
_BEHIND = ("infusion", "infusions", "injection", "administration", "therapy", "treatment", "dose")
_SALTS = ("calcium", "hydrochloride", "sodium", "phosphate", "sulfate")
_AND = ("and", "or", "/", ", and", ", or", ",")
_DAYS = frozenset({"day", "days"})
_A_DAY = 2
"""So many words before: "day 1"."""
_ON_ONE_OF_TWO_DAYS = frozenset("after before prior following".split())
_TIMES = frozenset({"day", "days", "week", "weeks"})
_ENDS = frozenset({"", ".", ",", ";", ")", "weekly", "daily"})


def beside_another(cursor: Cursor, names: Names) -> bool:
    """BESIDE = [ "beginning" ] ( NUMBER [ "-" NUMBER ] TIME | "immediately" ) ( "after" | "before" | "into" ) [ POINT ]
    WHAT, before days, a mark or the end of the sentence; no more than a few hours, for later is another day
    """
    token = cursor.token
    if token is None:
        return False
    if token.key in _ON_ONE_OF_TWO_DAYS and cursor.maybe(lambda here: _between_days(here, names)) is not None:
        return True
    if token.number is None and token.key not in _OPENERS:
        return False
    return cursor.maybe(lambda here: _beside(here, names)) is not None


def _between_days(cursor: Cursor, names: Names) -> bool | None:
    """ "on day 1 following carboplatin and on day 8": on the one day behind the other treatment, and on both days."""
    if cursor.index < _A_DAY or cursor.tokens[cursor.index - 1].number is None or cursor.peek(-_A_DAY) not in _DAYS:
        return None
    cursor.phrase(*_BESIDE)
    cursor.phrase(*_POINTS)
    goes_on = _what(cursor, names) and (cursor.peek(), cursor.peek(1)) == ("and", "on") and cursor.peek(2) in _DAYS
    return True if goes_on else None


def _beside(cursor: Cursor, names: Names) -> bool | None:
    cursor.word(*_BEGINS)
    near = cursor.word("immediately") or _is_near(cursor)
    if not near or not cursor.phrase(*_BESIDE):
        return None
    cursor.phrase(*_POINTS)
    cursor.phrase(*_EACH)
    if not _what(cursor, names):
        return None
    cursor.word(*_BEHIND)
    return True if _ends_here(cursor) else None


def _is_near(cursor: Cursor) -> bool:
    cursor.phrase(*_BOUNDS)
    latest = cursor.number()
    if latest is not None and cursor.word("-", "to"):
        latest = cursor.number()
    an_hour = _AN_HOUR.get(cursor.word(*_AN_HOUR), 0)
    return latest is not None and an_hour > 0 and latest <= _MOST_HOURS * an_hour


def _what(cursor: Cursor, names: Names) -> bool:
    """ "cisplatin and paclitaxel", "chemotherapy" """
    found = _one(cursor, names)
    while found and cursor.maybe(lambda here: (here.phrase(*_AND) and _one(here, names)) or None):
        pass
    return found


def _one(cursor: Cursor, names: Names) -> bool:
    name = names.at(cursor.tokens, cursor.index) if cursor.token else None
    if name is None:
        return bool(cursor.phrase(*_NAMELESS))
    cursor.index += len(name.parts)
    cursor.word(*_SALTS)
    return True


def _ends_here(cursor: Cursor) -> bool:
    """Where something else is said of the other treatment, nothing is sure."""
    here, behind = cursor.peek(), cursor.peek(1)
    return here in _ENDS or (here in {"on", "during", "in"} and behind in _TIMES)
