"""Lists of whole numbers behind a word: "days 1-5 and 8", "weeks 1, 4, and 7", "cycles 2 to 6".

A list that could be misread is not read at all, and no part of it is: half a list is a wrong list.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

DASHES = frozenset("- – — − ‐ ‑ －".split())
THROUGH = ("to", "through", "thru", "through to", "up to", "until", *sorted(DASHES))
_THROUGH_BEHIND_A_COMMA = (", to", ", through")
SEPARATORS = ("and", "&", ",")

NO_MEMBER_BEFORE = frozenset(
    """
    % ° mg g gm gr mcg ug µg μg ng kg ml l iu mu mui miu u gy cgy mci mbq gbq meq mmol mol mm cm cc auc million
    billion unit
    units international cells cell vial vials dose doses dosage infusion infusions injection injections fraction
    fractions
    patient patients subject subjects participants people arms groups cohorts times tablet tablets capsule capsules
    pills
    drop drops puffs second seconds sec minute minutes min mins hour hours hr hrs h week weeks wk wks month months mo
    year years yr yrs cycle cycles course courses more additional further other st nd rd th consecutive randomized
    log logs pfu cfu vp particles copies mg/kg mg/m2 m2 equal separate
    """.split()
)
"""Behind a number, these show that it is no member of a list of days but an amount or a count of something else."""

GOES_ON = frozenset("or and/or % / * ~ ^ † ‡ § … to through thru etc except excluding but unless <".split())
"""Behind a list, these show that it says more, or less, than its numbers."""

_NUMBERED = frozenset("cycle cycles course courses week weeks".split())
_SYMBOL = re.compile(r"[A-Z][A-Za-z]?")
_NUMBER = re.compile(r"[0-9]{1,3}")
_MOST_MEMBERS = (
    60  # nobody writes a longer list; without a bound a list of 10,000 would be read from each of its places
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What is listed: the words for it, and the bounds within which a number can be one."""

    names: tuple[str, ...]
    least: int
    most: int
    longest_range: int
    units: frozenset[str] = frozenset()


DAYS = Kind(("day", "days", "day ( s )"), -999, 999, 400, frozenset({"day", "days", "d"}))
WEEKS = Kind(("week", "weeks", "week ( s )", "wk", "wks"), 0, 520, 104, frozenset({"day", "days"}))
MONTHS = Kind(("month", "months", "month ( s )"), 0, 120, 36, frozenset({"day", "days"}))
_A_NAME = 4
_A_TURN = 4
"""So many words "or, alternatively, A" has."""
_A_NOTE = 7
_SAME_TREATMENT = frozenset(
    """
    days orally oral over twice once thrice daily weekly every each both later longer earlier more less intravenously
    intravenous subcutaneously subcutaneous intrathecally intramuscularly continuously after before when within
    depending according only another other alternatively patients patient participants biweekly bi-weekly monthly
    starting beginning with from during without monday tuesday wednesday thursday friday saturday sunday weekday
    weekdays anytime whenever equivalent following prior study cycle cycles course courses week weeks month months
    even either none alternate will would should must receive receives received given
    this that these those them thereafter beyond hours
    """.split()
)
"""Behind "days 1-5 or" these go on about the same treatment, or about who receives it."""
CYCLES = Kind(
    ("cycle", "cycles", "course", "courses", "cycle ( s )", "course ( s )"), 1, 99, 60, frozenset({"day", "days"})
)


def numbers(cursor: Cursor, kind: Kind) -> tuple[int, ...] | None:
    """NUMBERS = RUN { ( "," [ "and" ] | "and" | "&" ) [ [ "on" ] NAME ] RUN }, strictly ascending.

    Refused: "or" between or behind the numbers, a list that dangles or goes on in signs, a dash without its end.
    """
    start = cursor.index
    found = _run(cursor, kind)
    members = 1
    while found and members <= _MOST_MEMBERS and (more := _next(cursor, kind, found[-1])):
        found += more
        members += 1
    if not found or not _ascending(found) or goes_on(cursor, kind):
        cursor.index = start
        return None
    return tuple(found)


def named_numbers(cursor: Cursor, kind: Kind) -> Stated[tuple[int, ...]] | None:
    """NAMED = NAME NUMBERS; "days 15" is refused: the plural shows that a dash was lost; not so of "days 1 of each"."""
    start = cursor.index
    name = cursor.phrase(*kind.names)
    found = numbers(cursor, kind) if name and not _glued_sign(cursor) else None
    lost = (
        found is not None and len(found) == 1 and name.endswith("s") and not (found == (1,) and cursor.peek() == "of")
    )
    if found is None or lost:
        cursor.index = start
        return None
    return cursor.state(found, start)


def goes_on(cursor: Cursor, kind: Kind) -> bool:
    """True where what stands behind shows that the list is not all: "or 5", "/8", ", 2", "and" at the end, "1, 3,
    ...".
    """
    here, behind = cursor.peek(), cursor.peek(1)
    if kind is DAYS and or_another(cursor):
        return False
    if here == "(" and kind is DAYS:
        return _goes_on_behind_a_note(cursor)
    if here in GOES_ON or (here == behind == ".") or (here in {"+", "±", *DASHES} and _is_digit(cursor, 1)):
        return True
    if here not in SEPARATORS:
        return here in DASHES and behind in DASHES
    return _separator_goes_on(cursor, kind)


def _goes_on_behind_a_note(cursor: Cursor) -> bool:
    """ "Day 0 (week 1) and 84 (week 12)": half a list is no list."""
    close = next((ahead for ahead in range(1, _A_NOTE) if cursor.peek(ahead) == ")"), 0)
    joined = close and cursor.peek(close + 1) in SEPARATORS and _is_digit(cursor, close + 2)
    return bool(joined) and not _is_amount(cursor, close + 3, DAYS)


def or_another(cursor: Cursor) -> bool:
    """ "on days 7-11 or PEG-filgrastim once", "on days 2-15 or until blood counts recover": no choice of days."""
    at = cursor.index + (cursor.peek() == ",")
    if at + 1 >= len(cursor.tokens) or cursor.tokens[at].key != "or":
        return False
    ahead = (each for each in cursor.tokens[at + 1 : at + 1 + _A_TURN] if each.key not in {",", "alternatively"})
    behind = next(ahead, cursor.tokens[at + 1])
    if behind.kind != "word" or behind.number is not None:
        return False
    return behind.key == "until" or (len(behind.text) >= _A_NAME and behind.key not in _SAME_TREATMENT)


def _separator_goes_on(cursor: Cursor, kind: Kind) -> bool:
    here, behind = cursor.peek(), cursor.peek(1)
    if behind in {"", ",", ".", ";", "or", "/", "and/or", "etc", "but", "except", "excluding"}:
        return behind != "." or here != ","
    ahead = 2 if behind in SEPARATORS else 1
    if ahead > 1 and cursor.peek(ahead) in {"", ".", ";"}:
        return True
    return cursor.peek(ahead) in {"or", "/"} or (_is_digit(cursor, ahead) and not _is_amount(cursor, ahead + 1, kind))


def whole_number(cursor: Cursor, kind: Kind) -> int | None:
    """MEMBER = [ "-" | "minus" | "+" | "plus" ] DIGITS | a number word; no amount ("10 mg", "30%", "21-day")."""
    start = cursor.index
    sign = _sign(cursor) if kind.least < 0 else 1
    token = cursor.token
    value = token.number if token is not None else None
    if token is None or value is None or not (token.kind == "word" or _NUMBER.fullmatch(token.text)):
        cursor.index = start
        return None
    cursor.index += 1
    number = sign * int(value)
    if not kind.least <= number <= kind.most or _is_amount(cursor, 0, kind):
        cursor.index = start
        return None
    return number


def tolerance(cursor: Cursor) -> bool:
    """TOLERANCE = [ "(" ] ( "+/-" | "±" | "+-" ) NUMBER [ "days" ] [ ")" ]: a window around a day, kept in its
    words.
    """
    start = cursor.index
    bracket = bool(cursor.word("("))
    if cursor.phrase("±", "+ / -", "+ / –", "+ -", "+ / −") and cursor.number() is not None:
        cursor.word("-")
        cursor.phrase("day", "days", "day ( s )", "d")
        if not bracket or cursor.word(")"):
            return True
    cursor.index = start
    return False


def _run(cursor: Cursor, kind: Kind) -> list[int] | None:
    """RUN = MEMBER [ TOLERANCE ] [ ( "-" | "to" | "through" ) [ NAME ] MEMBER [ TOLERANCE ] ]"""
    first = whole_number(cursor, kind)
    if first is None:
        return None
    tolerance(cursor)
    through = cursor.phrase(*THROUGH, *_THROUGH_BEHIND_A_COMMA)
    if not through:
        return [first]
    if through == "until" and not _is_digit(cursor, 0) and cursor.peek() not in kind.names:
        cursor.index -= 1
        return [first]
    return _rest_of_range(cursor, kind, first, dash=through in DASHES)


def _rest_of_range(cursor: Cursor, kind: Kind, first: int, *, dash: bool) -> list[int] | None:
    if cursor.phrase(*kind.names).endswith("s"):
        return None  # "from day 0 to days 90 and 180" is two ranges, or none
    signed = cursor.peek() in DASHES | {"+", "plus", "minus"}
    last = whole_number(cursor, kind)
    if last is None or not first < last <= first + kind.longest_range:
        return None
    if first < 0 < last and dash and not signed:
        return None  # "days -6-2": a sign was lost, and which days are meant cannot be told
    tolerance(cursor)
    return list(range(first, last + 1))


def _next(cursor: Cursor, kind: Kind, last: int) -> list[int] | None:
    return cursor.maybe(lambda at: _further(at, kind, last))


def _further(cursor: Cursor, kind: Kind, last: int) -> list[int] | None:
    if not cursor.phrase(", and", ", &", "and", "&", ",", "+"):
        return None
    again = cursor.word("on") if cursor.peek(1) in kind.names else ""
    cursor.phrase(*kind.names)
    found = _run(cursor, kind)
    return None if again and found and found[0] <= last else found


def _sign(cursor: Cursor) -> int:
    if cursor.word("minus", *DASHES):
        return -1
    cursor.word("+", "plus")
    return 1


def _glued_sign(cursor: Cursor) -> bool:
    """True for "Day-7": day 7, or day -7?"""
    before, sign = cursor.tokens[cursor.index - 1], cursor.token
    return sign is not None and sign.key in DASHES and before.end == sign.start and _touches(cursor, 1)


def _touches(cursor: Cursor, ahead: int) -> bool:
    place = cursor.index + ahead
    return place < len(cursor.tokens) and cursor.tokens[place - 1].end == cursor.tokens[place].start


def _is_digit(cursor: Cursor, ahead: int) -> bool:
    return bool(cursor.peek(ahead)) and cursor.tokens[cursor.index + ahead].number is not None


def _is_amount(cursor: Cursor, ahead: int, kind: Kind) -> bool:
    """True where the number before this place has a unit: "10 mg", "30%", "28-day", "2 days"."""
    here = cursor.peek(ahead)
    if kind is DAYS and _names_a_substance(cursor, ahead):
        return True
    if here in DASHES:
        return cursor.peek(ahead + 1) in NO_MEMBER_BEFORE | kind.units and _touches(cursor, ahead + 1)
    if here in {"x", "×"}:
        return cursor.peek(ahead + 1).startswith("10")  # "5 x 10^6 cells", but "day 1 x 6 cycles"
    if here in _NUMBERED and _is_digit(cursor, ahead + 1):
        return False  # "day 1 cycle 1"
    if here in kind.units:
        return kind is DAYS or not _is_digit(cursor, ahead + 1)  # "cycle 1 day 8"
    return here in NO_MEMBER_BEFORE


def _names_a_substance(cursor: Cursor, ahead: int) -> bool:
    """ "days 1 and 8, 111In-labelled ...", "days 1 and 8, 5-FU": a number that touches a symbol is none of the list."""
    dashed = cursor.peek(ahead) in DASHES and _touches(cursor, ahead)
    ahead += 1 if dashed else 0
    place = cursor.index + ahead
    symbol = cursor.tokens[place].text if 0 < place < len(cursor.tokens) and _touches(cursor, ahead) else ""
    return bool(_SYMBOL.fullmatch(symbol)) and (not dashed or (len(symbol) > 1 and symbol.isupper()))


def _ascending(found: list[int]) -> bool:
    return all(earlier < later for earlier, later in itertools.pairwise(found))
