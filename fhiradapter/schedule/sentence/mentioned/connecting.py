"""What the words between islands are: the rules that take a phrase of a family, and words that other rules ask for."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.dose_context import IN_CASE, STEPS
from fhiradapter.schedule.phrases.numerals import take
from fhiradapter.schedule.sentence.mentioned.families import FAMILIES, SIGNS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from fhiradapter.schedule.tokens import Cursor


UNITS = frozenset("mg mcg µg μg ug g iu ui units gy cgy kg m2 m² m^2 m".split())
"""Of amounts that no rule of doses took."""
TIMES = frozenset("day days week weeks cycle cycles course courses daily weekly".split())
EMPTY = frozenset(
    """
    sequentially consecutively recruited
    who that which are is be were was then also all initially randomly first subsequently thereafter additionally next
    now again further will each both eligible enrolled registered here either assigned randomized randomised allocated
    currently option opportunity this into still continued ratio fashion manner centrally sequentially
    """.split()
)
"""Words between who receives and the verb that are no condition by themselves."""
RESTRICTS = frozenset(
    "only if except course courses cycle cycles phase stratum level levels closed discontinued".split()
)


FORMS: Mapping[str, str] = {
    **dict.fromkeys("tablet tablets capsule capsules pill pills syrup".split(), "oral"),
    **dict.fromkeys("injection injections infusion infusions".split(), "injected"),
    **dict.fromkeys("gel cream ointment lotion".split(), "on the skin"),
}
"""Right behind the name of a treatment, and by what way it goes in."""

DOSES = frozenset("doses injections infusions vaccinations immunizations shots administrations".split())
"""What is counted, where a number stands before it: "two doses of A"."""

_OF_DOSES = 3
_TWO_AMOUNTS = 9
_JOINS = frozenset({"and", "or", ",", "-", "to"})

PARTICIPLES = frozenset("administered given infused injected delivered taken applied".split())
"""Of the verbs that say that something is given."""

MADE_UP_OF = frozenset({"comprising", "comprised", "composed", "consisting"})
"""Behind these stands what a group of treatments consists of."""

MADE_OF = frozenset(
    """
    collection collections harvest harvesting level levels concentration concentrations failure resistance toxicity
    allergy exposure clearance mobilization derivative derivatives activated stimulated primed expanded pulsed loaded
    purged
    """.split()
)
"""Behind the name of a treatment these say that something else is meant."""

_AT_MOST_OR_LEAST = (
    "at least", "a minimum of", "no less than", "not less than", "no more than", "not more than", "no longer than",
    "up to", "a maximum of", "less than", "more than", "≥", "≤", "<", ">",
)  # fmt: skip
_SHORT_TIMES = tuple("minutes minute mins min hours hour hrs hr h seconds".split())
_OPENS_LATER = frozenset({"followed", "then", ","})
_ARM = re.compile(r"(?:[ivx]{1,4}|\d{1,2}|[a-h]\d?)")
_FROM_BASELINE = re.compile(
    r"""
    (?: at \s )? baseline
    (?: \s? ,? \s? (?: and | & )? \s? (?: at \s | on \s )? (?: weeks? | months? | days? ) \s \d{1,3}
      (?: (?: \s? ,? \s? (?: and | & ) \s? | \s? , \s? ) \d{1,3} ){0,20} ){1,12}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Of which day the first week is counted is not said: all of it is told, and nothing of it is said."""
_HOW_LONG = frozenset({"for", "up", "until", "through"})
_ARMS = frozenset("arm arms group groups cohort cohorts stratum strata regimen regimens sequence sequences".split())


@cache
def _by_first() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The phrases by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for family, phrases in (*FAMILIES.items(), *SIGNS.items()):
        for phrase in phrases:
            words = tuple(phrase.split(" "))
            found.setdefault(words[0], []).append((words, family))
    return {first: tuple(sorted(known, key=lambda each: -len(each[0]))) for first, known in found.items()}


_TIME_WORDS = frozenset("day days week weeks".split())
"""Behind "is started on" they say when; a treatment says what."""


def word(cursor: Cursor) -> str | None:
    """Takes an arm ("arm II", "groups A and B"), "followed 2 hours later by" or the longest phrase of a family."""
    if _arm(cursor):
        return "arm"
    if _later(cursor) or _next_step(cursor):
        return "then"
    if _continues_for(cursor):
        return "given"
    if _bounded(cursor) or _one_of_several(cursor) or _some_doses(cursor) or _hours_apart(cursor) or _since(cursor):
        return "note"
    for words, family in _by_first().get(cursor.peek(), ()):
        timed = family == "receive" and words[-1] == "on" and cursor.peek(len(words)) in _TIME_WORDS
        long = words[-2:] == ("treated", "for")  # "treated for 12 weeks with A": how long is a phrase of its own
        if cursor.stands(words) and not timed and (not long or _says_how_long(cursor, len(words))):
            cursor.index += len(words) - long
            return family
    return None


def _says_how_long(cursor: Cursor, ahead: int) -> bool:
    """Whether a number of days, weeks or months, and "with", follow."""
    words = [cursor.peek(place) for place in range(ahead, ahead + 6)]
    with_what = words.index("with") if "with" in words else 0
    return bool(with_what) and words[with_what - 1] in {"days", "weeks", "months", "years"}


def stands(cursor: Cursor, families: Collection[str]) -> bool:
    """Whether a phrase of one of these families stands anywhere in the sentence."""
    start, known, found = cursor.index, _by_first(), False
    for place, token in enumerate(cursor.tokens):
        if token.key in known:
            cursor.index = place
            found = any(family in families and cursor.stands(words) for words, family in known[token.key])
        if found:
            break
    cursor.index = start
    return found


def _later(cursor: Cursor) -> bool:
    """LATER = "followed" [ "no more than" ... ] TIME [ "later" ] "by" | "then" [ "," ] TIME "later" [ "," ]"""
    if cursor.peek() not in _OPENS_LATER:
        return False
    start = cursor.index
    cursor.word(",") if cursor.peek(1) == "then" else None
    opener = cursor.word("followed", "then")
    cursor.phrase(
        "within", "approximately", "about", ",", "no more than", "no later than", "at least"
    ) if opener else None
    cursor.word("approximately", "about")
    counted = opener and cursor.number() is not None
    if counted and cursor.word("-", "to"):
        counted = cursor.number() is not None
    timed = counted and cursor.word("minutes", "minute", "hours", "hour", "days", "day", "weeks", "week")
    later = cursor.word("later", "after") if timed else ""
    if timed and (cursor.word("by") if opener == "followed" else later):
        cursor.word(",")
        return True
    cursor.index = start
    return False


def _continues_for(cursor: Cursor) -> bool:
    """CONTINUES = ( "may" | "will" | ... ) "continue", before how long: "A may continue for up to 12 months" """
    if (
        cursor.peek() in {"may", "will", "can", "should"}
        and cursor.peek(1) == "continue"
        and cursor.peek(2) in _HOW_LONG
    ):
        cursor.index += 2
        return True
    return False


def _next_step(cursor: Cursor) -> bool:
    """NEXT-STEP = "then" ( "titrated" | "increased" | ... ) "to": the dose that follows is given next"""
    start = cursor.index
    sure = cursor.peek(-1) not in IN_CASE
    if sure and cursor.word("then") and cursor.word(*STEPS) and cursor.word("to"):
        return True
    cursor.index = start
    return False


def _since(cursor: Cursor) -> bool:
    """ "At baseline, weeks 1, 2 and 4"."""
    return take(cursor, _FROM_BASELINE) is not None


def _bounded(cursor: Cursor) -> bool:
    """BOUNDED = "over" ( BOUND NUMBER | "several" ) TIME: no length of an infusion, but said of one"""
    if cursor.peek() != "over":
        return False
    start = cursor.index
    over = cursor.word("over")
    some = over and cursor.phrase("several", "a few")
    number = cursor.number() if over and not some and cursor.phrase(*_AT_MOST_OR_LEAST) else None
    if number is not None and cursor.word("-", "to"):
        number = cursor.number()
    cursor.word("-")
    if (some or number is not None) and cursor.word(*_SHORT_TIMES):
        return True
    cursor.index = start
    return False


_A_DAY = frozenset("daily day bid".split())
_ABOUT = ("about", "approximately", "~", "≥")
_SOME = ("multiple", "various", "several", "different")
_DOSES = ("doses", "dosages")


def _one_of_several(cursor: Cursor) -> bool:
    """ONE-OF-SEVERAL = ( "1" "of" NUMBER | "multiple" | "various" | ... ) [ "different" ] ( "doses" | "dose levels" |
    ... ): which, is not said
    """
    start = cursor.index
    some = cursor.word(*_SOME) or (cursor.number() == 1 and cursor.word("of") and cursor.number() is not None)
    cursor.word("different", "escalating", "ascending", "possible", "fixed", "increasing")
    if some and cursor.phrase("dose levels", "dose level", "dosage levels", *(() if some in _SOME else _DOSES)):
        return True
    cursor.index = start
    return False


def _hours_apart(cursor: Cursor) -> bool:
    """APART = [ "at least" | ... ] NUMBER [ "-" NUMBER ] "hours" "apart" in a bracket or behind a comma: "twice daily
    (6 hours apart)"
    """
    if cursor.peek(-1) not in {"(", ","} or cursor.peek(-2) not in _A_DAY:
        return False
    start = cursor.index
    cursor.phrase(*_AT_MOST_OR_LEAST, *_ABOUT)
    number = cursor.number()
    if number is not None and cursor.word("-", "to"):
        number = cursor.number()
    if number is not None and cursor.word("hours", "hour", "h") and cursor.word("apart"):
        return True
    cursor.index = start
    return False


def _some_doses(cursor: Cursor) -> bool:
    """SOME-DOSES = NUMBER, before "doses" or "injections": how many there are of them"""
    token = cursor.token
    if token is None or token.number is None or token.number <= 1 or cursor.peek(1) not in DOSES:
        return False
    if cursor.peek(2) == "of" and _several_amounts(cursor):
        return False
    cursor.index += 2
    return True


def _several_amounts(cursor: Cursor) -> bool:
    """ "two doses of 150 mg or 300 mg": which dose, and not how many."""
    near = cursor.tokens[cursor.index + _OF_DOSES : cursor.index + _OF_DOSES + _TWO_AMOUNTS]
    joined = any(one.key in _JOINS and two.number is not None for one, two in pairwise(near))
    return joined and near[0].number is not None


def _arm(cursor: Cursor) -> bool:
    """ARM = ( "arm" | "group" | ... ) LABEL { ( "," | "and" | "or" ) LABEL }"""
    if cursor.peek() not in _ARMS or not _ARM.fullmatch(cursor.peek(1)):
        return False
    cursor.index += 2
    while (
        cursor.peek() in {",", "and", "or", "/"}
        and _ARM.fullmatch(cursor.peek(1))
        and cursor.peek(1) != "a"
        and not (cursor.peek(1).isdigit() and cursor.peek(2) in UNITS | TIMES)  # "in arm A and 75 mg in arm B"
    ):
        cursor.index += 2
    return True
