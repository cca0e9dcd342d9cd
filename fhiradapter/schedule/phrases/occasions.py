"""What else says when on a day: parts of a daily dose, weekdays, a single dose, as needed.

In the rules, "a" is the word a, [ ] may be absent, { } may repeat, | is or; capitals name other rules or tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.numerals import take

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL = {
    f"{stem}{ending}": stem[:3]
    for stem in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for ending in ("", "s")
}
_SHORT = {
    "Mon": "mon", "Tue": "tue", "Tues": "tue", "Wed": "wed", "Weds": "wed", "Thu": "thu", "Thur": "thu",
    "Thurs": "thu", "Fri": "fri",
    "Sat": "sat", "Sun": "sun",
}  # fmt: skip
_LETTERS = re.compile(
    r"""
        (?: MWF | M \s? ([/,-]) \s? W \s? \1 \s? F | TTS | T \s? ([/,-]) \s? Th \s? \2 \s? S
          | Tu \s? / \s? Th ) (?! \w )
    """,
    re.VERBOSE,
)
_LETTER_DAYS = {"M": ("mon", "wed", "fri"), "TTS": ("tue", "thu", "sat")}

_DIVIDED = re.compile(
    r"""
    (?: (?: given | administered | taken | divided ) \s )? (?: (?: in | into | as
      | as \s an? ) \s )? ( [a-z]+ | \d+ ) \s
    (?: equally \s )? (?: equal \s )? (?: (?: daily \s )? divided | equal ) \s (?: daily \s
      | oral \s )? doses (?! \w )
  | divided \s (?: equally \s )? (?: in | into ) \s ( [a-z]+ | \d+ ) \s (?: equal \s | separate \s
    | daily \s )? doses (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

_SINGLE = re.compile(
    r"""
    (?: (?: as | by | in | with ) \s )? (?: (?: an? | one | the ) \s )? single (?P<way> ,? \s (?: iv | i\.v\.
      | intravenous | oral | subcutaneous | sc | s\.c\. | intravitreal | intradermal | intranasal
      | intramuscular | im | intrathecal | bolus | fixed | flat ) )? \s (?: dose | infusion | injection
        | administration ) (?! \w )
  | (?: (?: as | by ) \s )? one \s (?: dose | infusion | injection ) (?: \s only )? (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UP_TO_SINGLE = re.compile(
    r"(?: (?: as | by | in | with ) \s )? (?: (?: an? | one | the ) \s )? single", re.VERBOSE | re.IGNORECASE
)
_SINGLE_AMOUNT = re.compile(
    r"""
    (?: (?: as | by | in | with ) \s )? (?: (?: an? | one | the ) \s )? single
    (?= (?: ,? \s (?: intravenous | oral | subcutaneous | intramuscular ) )? ,? \s
      \d [\d.,]* [ -]? [a-zµμ] [\w/²^]* \s (?: [a-z]+ \s ){0,2}
      (?: dose | infusion | injection | administration )
      (?! \s (?: levels? | groups? | cohorts? | per | every ) | \w ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The amount stands between: "a single 200 mg oral dose"."""
_NO_SINGLE_BEHIND = frozenset(
    """
    level levels escalation study studies cohort cohorts pharmacokinetic pharmacokinetics group groups vial
    vials or per daily reduction
    reductions delay every each a phase part design toxicity administration period and/or modification
    """.split()
)
_NO_SINGLE_BEFORE = frozenset("least than or every each per the additional another to".split())
_NO_ONCE_BEFORE = frozenset(". ; : or to at more than least , only repeat repeats repeated again".split())
_ONCE_BEHIND = frozenset(
    {"", ".", ",", ";", ")", "only", "on", "at", "before", "after", "prior", "iv", "orally", "po", "over"}
)
_AS_NEEDED = (
    "as needed", "as-needed", "if needed", "when needed", "as required", "if required", "when required", "prn",
    "p.r.n.", "p . r . n .",
    "as and when required", "on an as needed basis", "on an as-needed basis", "as needed ( prn )",
)  # fmt: skip


def divided(cursor: Cursor) -> Stated[int] | None:
    """DIVIDED = "in" NUMBER [ "equally" ] "divided doses" | "divided into" NUMBER "doses"; the number has to be
    said."""
    start = cursor.index
    ranged = cursor.peek(-1) in {"-", "to", "or"}
    match = None if ranged else take(cursor, _DIVIDED)
    text = (match[1] or match[2]).lower() if match else ""
    count = int(text) if text.isdecimal() and len(text) < 3 else _PARTS.get(text)
    if count is None or not 2 <= count <= 24:
        cursor.index = start
        return None
    return cursor.state(count, start)


def weekdays(cursor: Cursor) -> Stated[tuple[str, ...]] | None:
    """WEEKDAYS = [ "on" ] DAY { ( "," | "and" | "/" | "-" ) DAY } | DAY "through" DAY | "M/W/F"; never a choice
    ("or")"""
    start = cursor.index
    found = _letters(cursor) or _named(cursor)
    if not found or cursor.peek() == "or" or cursor.tokens[start - 1 if start else 0].key == "or":
        cursor.index = start
        return None
    return cursor.state(tuple(day for day in _WEEK if day in found), start)


def _letters(cursor: Cursor) -> tuple[str, ...]:
    match = take(cursor, _LETTERS)
    if match is None:
        return _hyphened(cursor)
    return (
        _LETTER_DAYS["M"]
        if match[0].startswith("M")
        else ("tue", "thu")
        if match[0].startswith("Tu")
        else _LETTER_DAYS["TTS"]
    )


def _hyphened(cursor: Cursor) -> tuple[str, ...]:
    """ "Mon-Wed-Fri" is three days, "Mon-Fri" five: one token each."""
    parts = cursor.token.text.split("-") if cursor.token else []
    days = [_FULL.get(part.lower(), "") or _SHORT.get(part, "") for part in parts]
    if len(days) < 2 or not all(days):
        return ()
    cursor.index += 1
    return tuple(days) if len(days) > 2 else _run(days[:1], days[1])


def _named(cursor: Cursor) -> tuple[str, ...]:
    cursor.word("on", "every", "each") if _day(cursor, 1) else None
    found: list[str] = []
    short = False
    while (day := _day(cursor, 0)) and len(found) < len(_WEEK):
        short = short or cursor.peek() not in _FULL
        cursor.index += 1
        found.append(day)
        if cursor.peek() == "." and short and _day(cursor, 1):
            cursor.index += 1
        through = cursor.phrase("through", "though", "to", "-", "–", "thru")
        if through and (last := _day(cursor, 0)):
            cursor.index += 1
            if _week_of_hyphens(cursor, through):
                found.append(last)
                continue
            return _run(found, last)
        if not _joined(cursor):
            break
    return () if short and len(found) < 2 else tuple(found)


def _week_of_hyphens(cursor: Cursor, through: str) -> bool:
    """ "Mon-Wed-Fri" is three days, "Mon-Fri" five."""
    return through in "-–" and cursor.peek() in {"-", "–"} and bool(_day(cursor, 1)) and bool(cursor.word("-", "–"))


def _run(found: list[str], last: str) -> tuple[str, ...]:
    first, end = _WEEK.index(found[-1]), _WEEK.index(last)
    return () if end <= first else (*found[:-1], *_WEEK[first : end + 1])


def _joined(cursor: Cursor) -> bool:
    start = cursor.index
    comma = cursor.word(",", "/")
    word = cursor.word("and", "&")
    if (comma or word) and _day(cursor, 0):
        return True
    cursor.index = start
    return False


def _day(cursor: Cursor, ahead: int) -> str:
    place = cursor.index + ahead
    if place >= len(cursor.tokens):
        return ""
    token = cursor.tokens[place]
    return _FULL.get(token.key, "") or _SHORT.get(token.text, "")


def single(cursor: Cursor) -> Stated[bool] | None:
    """SINGLE = [ "as" ] [ "a" ] "single" [ AMOUNT ] [ ROUTE ] "dose" | "one dose" | "once" [ "only" ], not "Once the
    ..." """
    start = cursor.index
    if cursor.peek(-1) in _NO_SINGLE_BEFORE and cursor.peek() != "once":
        return None
    if take(cursor, _SINGLE_AMOUNT) is not None:
        return cursor.state(value=True, index=start)
    match = take(cursor, _SINGLE)
    found = match is not None and cursor.peek() not in _NO_SINGLE_BEHIND
    if match is not None and match["way"]:  # "a single oral dose": by which way is a phrase of its own
        cursor.index = start
        take(cursor, _UP_TO_SINGLE) if found else None
    if not found:
        cursor.index = start
        found = _once(cursor, start)
    if not found:
        cursor.index = start
        return None
    return cursor.state(value=True, index=start)


def _once(cursor: Cursor, start: int) -> bool:
    opens = start == 0 or cursor.peek(-1) in _NO_ONCE_BEFORE
    if opens or not cursor.word("once") or cursor.peek() not in _ONCE_BEHIND:
        return False
    if cursor.peek() == "," and cursor.peek(1) in {"twice", "or", "two", "2"}:
        return False  # "once, twice, or three times daily"
    if cursor.peek() == "at" and cursor.peek(1) in {"night", "bedtime"}:
        return False
    if cursor.peek() == "on" and cursor.peek(1) not in {"day", "days", "d1"} and not _day(cursor, 1):
        return False
    cursor.word("only")
    return True


def as_needed(cursor: Cursor) -> Stated[bool] | None:
    """AS-NEEDED = "as needed" | "PRN" | "if required" | ...; whether a drug is what is needed the clause must say."""
    start = cursor.index
    return cursor.state(value=True, index=start) if cursor.phrase(*_AS_NEEDED) else None
