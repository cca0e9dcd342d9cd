"""What stands before and behind an amount and shows that it is not what is given: caps, strengths, criteria,
diluents."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.numerals import DASHES, token_at, touching

if TYPE_CHECKING:
    from fhiradapter.schedule.tokens import Cursor, Token

_BEFORE = frozenset(
    """
    max maximum maximal maximally exceed exceeding exceeds exceeded capped cap limit limited limits least
    minimum min cumulative
    lifetime ceiling mtd tolerated rounded round increment increments increase increases increased increasing decrease
    decreases decreased decreasing reduce reduces reduced reducing reduction than above below under about
    approximately approx
    around roughly containing contains contain contained strength strengths previous previously prior between
    within weighing
    dlt dlts equivalent equals half quarter level levels formulation formulations concentration concentrations
    available
    supplied contents add adds added adding from titrate titrated ranging ranged baseline threshold cutoff
    beyond greater less more fewer lower higher goal goals aim loaded
    """.split()
)
"""Words that, shortly before an amount, make it a bound, a step, a strength or a history."""

_BEFORE_A_RANGE = frozenset(
    """
        from titrate titrated titrating titration escalate escalated escalating escalation range ranges ranged
        ranging
    """.split()
)

STEPS = frozenset("titrated increased escalated reduced decreased".split())
"""Behind "then", and before "to", these lead to the next dose."""
IN_CASE = frozenset("is are was were be may can could should".split())
"""Before "then" these show that the step is taken where it has to be: "the dose is then reduced to"."""

_LEVEL_WORDS = frozenset({"level", "levels"})

_SIGNS_BEFORE = frozenset("< > ≤ ≥ ± ~ / ^ × * x × ＜ ＞".split())

_FORMS = frozenset(
    """
    tablet tablets tab tabs capsule capsules caplet caplets cap caps pill pills vial vials ampoule ampoules
    ampule ampules patch
    patches sachet sachets suppository suppositories lozenge lozenges softgel softgels film films syringe
    syringes gelcap
    gelcaps pen pens strip strips bottle bottles strength strengths prefilled formulation formulations puff
    puffs spray sprays
    """.split()
)
_ENDS_A_PRODUCT = frozenset(
    """
    as in of by via daily po orally oral-dose iv with on and or then per every once twice weekly plus for at
    over to was is are
    will given taken administered followed day days dose doses bid tid qd each from until if using
    """.split()
)
"""Words that show that a form further on is not the form of this amount: "400 mg as tablets", "50 mg of X tablets"."""

_BEHIND = (
    ("dose", "level"), ("dose", "levels"), ("or", "less"), ("or", "more"), ("or", "greater"), ("or", "lower"),
    ("or", "higher"),
    ("or", "above"), ("or", "below"), ("and", "above"), ("and", "below"), ("increments",), ("increment",), ("steps",),
    ("reduction",), ("increase",), ("decrease",), ("decrements",), ("intervals",), ("each", ")"), ("each", "."),
    ("each", ","),
    ("total", "dose", "per"), ("(", "total", "dose", "per"), ("strength",), ("if",), ("(", "if"), ("threshold",),
    ("±",), ("cumulative",), ("plate",), ("test",), ("per", "ml"),
    ("and", "a", "maximum"), ("and", "maximum"),
)  # fmt: skip

_ONE_PIECE = frozenset("tablet tab capsule caplet pill patch lozenge suppository softgel film sachet".split())
_AMOUNT_AND_COUNT = 2
_NEAR_A_FORM = 4
_INJECTED_AS = 3
"""So far behind an amount "injections" stands: "two 150 mg subcutaneous injections"."""
_HOW_OFTEN = frozenset("o od once twice daily orally po every qd bid tid od weekly nightly".split())
_IS_TAKEN = frozenset("taken given administered by mouth orally po , will be is".split())
_TAKEN_AT_MOST = 4
_PER_BODY = frozenset((per, body) for per in ("per", "/") for body in ("square", "kilogram", "kg", "m2", "m", "m^2"))
_NOT_OF_A_DRUG = frozenset({"ige"})
"""Of what the amount is counted by, where this stands behind it: "0.016 mg/kg IgE"."""

_INJECTIONS = frozenset("injection injections shot shots syringes".split())
_ARE_APART = frozenset("apart separated interval intervals".split())
_SEVERAL_TIMES = frozenset("days weeks months".split())

_FLUIDS = frozenset(
    """
    saline ns d5w water glucose dextrose blood diluent urine milk formula peripheral heparinized sample
    samples serum plasma nacl
    sodium whole venous bone marrow csf juice fluid flask bag tube tubes lactated ringer packed red prbc
    platelets cord
    """.split()
)
_FLUIDS_BEFORE = frozenset(
    """
        blood urine serum plasma sample samples sampling drawn collected volume dissolved diluted reconstituted
        diluent csf in into
    """.split()
)
_COUNTED_IN_FLUIDS = frozenset({"mL", "uL", "{U}", "mL/kg"})

_GOVERNORS = frozenset(
    """
    day days d week weeks wk cycle cycles course courses month months level levels cohort cohorts arm arms
    group groups phase part
    stage step grade visit visits hour hours
    """.split()
)
"""Words whose number is a name or a date: "day 8 - 1000 mg" is no range."""

_NAMED_LEVEL = re.compile(r"dl\d\w?")
_WINDOW = 6
_PRODUCT = 8
_COMPARES = frozenset("< > ≤ ≥".split())
_LIST_SIGNS = frozenset({",", "and", "&", *DASHES})


def refused_before(cursor: Cursor, index: int, *, is_range: bool = False, levels: bool = False) -> bool:
    """True where the words before token `index` make the amount that starts there something else than a dose."""
    before = token_at(cursor, index - 1)
    if before is not None and (before.key in _SIGNS_BEFORE or before.text.endswith(("<", ">")) or _tied(cursor, index)):
        return True
    blocked = (_BEFORE | _BEFORE_A_RANGE) if is_range else _BEFORE
    words = _words_before(cursor, index)
    if words[:3:2] == ["to", "then"] and words[1] in STEPS and not IN_CASE.intersection(words[3:4]):
        words = []
    if levels:
        blocked = blocked - _LEVEL_WORDS
    return not blocked.isdisjoint(words) or _up_to(words) or continues_a_list(cursor, index)


def _up_to(words: list[str]) -> bool:
    return ("to", "up") in pairwise(words)


def _words_before(cursor: Cursor, index: int) -> list[str]:
    """The words before, nearest first, up to the end of a clause, a bracket or another number."""
    found = []
    for place in range(index - 1, max(-1, index - 1 - _WINDOW), -1):
        token = cursor.tokens[place]
        if token.kind == "number" or token.text in ".;,)]•" or _NAMED_LEVEL.fullmatch(token.key):
            break
        found.append(token.key)
    return found


def _tied(cursor: Cursor, index: int) -> bool:
    """The 16 of "VP-16", the 5 of " -5": a hyphen without a blank ties the digits to what is before."""
    hyphen, number, word = (token_at(cursor, index + offset) for offset in (-1, 0, -2))
    if hyphen is None or hyphen.text not in "-−–" or not touching(hyphen, number):
        return False
    return (
        word is None
        or (word.kind == "word" and touching(word, hyphen) and not _is_unit_like(word))
        or not touching(word, hyphen)
    )


def _is_unit_like(token: Token) -> bool:
    return token.key in {"mg", "kg", "m2", "mcg", "g", "gy"}


def continues_a_list(cursor: Cursor, index: int) -> bool:
    """True where the amount is the second half of "20/36 mg", "10 to 40 mg", "300 or 480 mg", "10 000 mg".

    A number governed by a day or a name ("day 8 - 1000 mg") is not its first half.
    """
    before, further = token_at(cursor, index - 1), token_at(cursor, index - 2)
    if before is None or cursor.name_end == index - (before.text in {",", ":"}):
        return False
    if before.kind == "number":
        return not _is_a_name(cursor, index - 1)
    return further is not None and _is_joined(cursor, index, before, further)


def _is_joined(cursor: Cursor, index: int, before: Token, further: Token) -> bool:
    """True where `before` joins the amount at `index` to the amount or the number that ends with `further`."""
    if further.text == "." and before.key in DASHES:
        return ends_an_amount(cursor, index - 3)
    if before.key in {"or", "and/or"}:
        return further.text == "(" or ends_an_amount(cursor, index - 2)
    if before.text == "+" and touching(further, before) and touching(before, cursor.tokens[index]):
        return ends_an_amount(cursor, index - 2)
    joins = before.key in {"and", "&", *DASHES} or before.text in {",", "/", ";"}
    if joins and further.kind == "number":
        bound = before.key == "and" and cursor.peek(index - 3 - cursor.index) in _COMPARES  # "platelets > 150 and 3 mg"
        return not (bound or _is_a_name(cursor, index - 2))
    unit = before.key in DASHES and further.kind == "word" and further.number is None
    return unit and ends_an_amount(cursor, index - 2)


def ends_an_amount(cursor: Cursor, index: int) -> bool:
    """True where an amount ends at `index`: a number stands among the last tokens up to `index`, nothing but a
    unit between."""
    for place in range(index, max(-1, index - 6), -1):
        token = cursor.tokens[place]
        if token.number is not None and (
            token.kind == "word" or token.text != "2" or cursor.peek(place - 1 - cursor.index) not in {"^", "("}
        ):
            return True
        if (token.kind == "word" and token.key not in _UNIT_WORDS) or token.text in ".;,":
            return False
    return False


_UNIT_WORDS = frozenset(
    """
    mg mcg g gm ug µg μg ng ml gy cgy iu u units unit m2 m^2 m² kg mci mbq day d dose tablets tablet capsules
    capsule puff puffs
    per square meter metre milligrams milligram grams gram micrograms auc million miu mu cells x × ⁴ ⁵ ⁶ ⁷ ⁸ ⁹ ¹⁰ ¹¹
    """.split()
)


def _is_a_name(cursor: Cursor, index: int) -> bool:
    """The number at `index` is that of a day, a level or a name: "day 8", "days 1, 8 and 15", "VP-16", "CC-292"."""
    hyphen, number, word = (token_at(cursor, index + offset) for offset in (-1, 0, -2))
    if hyphen and hyphen.text == "-" and touching(hyphen, number) and touching(word, hyphen):
        return word is not None and (word.kind == "word" or is_governed(cursor, index))
    return is_governed(cursor, index) or _is_exponent(cursor, index)


def _is_exponent(cursor: Cursor, index: int) -> bool:
    return cursor.tokens[index].text == "2" and cursor.peek(index - 1 - cursor.index) in {"^", "m"}


def is_governed(cursor: Cursor, index: int) -> bool:
    """True for the numbers of "day 8", "days 1, 8 and 15", "cycle 2"."""
    for place in range(index - 1, max(-1, index - 40), -1):
        token = cursor.tokens[place]
        if token.key in _GOVERNORS:
            before = cursor.tokens[place - 1] if place else None
            counted = before is not None and before.number is not None and token.key == "hours"
            per_day = before is not None and before.key in {"per", "a"} and token.key == "day"
            return not (counted or per_day)  # "over 24 hours 5 days a week", "2 Gy per day, 5 days a week"
        if token.kind != "number" and token.key not in _LIST_SIGNS:
            return False
    return False


def refused_behind(cursor: Cursor, code: str) -> bool:
    """True where the words behind make the amount a strength, a step, a bound, or an amount of blood or water."""
    if any(all(cursor.peek(place) == word for place, word in enumerate(words)) for words in _BEHIND):
        return True
    multiplied = cursor.peek() in {"x", "×"} and cursor.peek(1).isdigit() and cursor.peek(2) in {"", ",", ".", ";", ")"}
    if cursor.peek() in _NOT_OF_A_DRUG or multiplied or _per_body_of(cursor):
        return True
    if _is_strength_of_each(cursor):
        return True
    if code in _COUNTED_IN_FLUIDS:
        return bool(_FLUIDS_BEFORE & {cursor.peek(-ahead) for ahead in range(1, 16)}) or not _FLUIDS.isdisjoint(
            _plain_words_behind(cursor, 4, frozenset())
        )
    words = _plain_words_behind(cursor, 4, _ENDS_A_PRODUCT)
    return not code.startswith("{") and not _FORMS.isdisjoint(words) and not _is_one_piece(cursor)


def _is_strength_of_each(cursor: Cursor) -> bool:
    """ "1 g niacin plus 20 mg laropiprant per tablet": what one piece holds, and nobody says how many are taken."""
    for place in range(cursor.index, min(cursor.index + _PRODUCT, len(cursor.tokens) - 1)):
        token = cursor.tokens[place]
        if token.text in ".;:,":
            return False
        if token.key == "per" and cursor.tokens[place + 1].key in _FORMS:
            return True
    return False


def of_several_injections(cursor: Cursor, index: int) -> bool:
    """ "Two injections of 150 mg every 4 weeks", "two 150 mg injections": together they are twice as much.

    Not so where it is said that they are given at different times: "4 weeks apart", "at weeks 0, 4 and 8".
    """
    behind_it = token_at(cursor, cursor.index + 1) if cursor.peek() == "," else None
    if behind_it is not None and (behind_it.number or 0) > 1 and cursor.peek(2) in _INJECTIONS:
        return not _at_several_times(cursor)  # "150 mg, two injections"
    place = index - 1
    if (before := token_at(cursor, place)) is not None and before.key == "of":
        place -= 1
    token = token_at(cursor, place)
    behind = {cursor.peek(ahead) for ahead in range(_INJECTED_AS)}
    if token is not None and token.key in _INJECTIONS:
        token = _counted(cursor, place - 1)
    elif _INJECTIONS.isdisjoint(behind):
        return False
    counted = token is not None and token.number is not None and token.number > 1
    return counted and not _at_several_times(cursor)


def _counted(cursor: Cursor, place: int) -> Token | None:
    """The number before "injections", words of the way between: "two subcutaneous injections"."""
    for at in range(place, max(-1, place - _NEAR_A_FORM), -1):
        token = cursor.tokens[at]
        if token.number is not None:
            return token
        if token.kind != "word":
            return None
    return None


def _at_several_times(cursor: Cursor) -> bool:
    """Whether the sentence goes on with several times of giving."""
    words = cursor.tokens[cursor.index :]
    if any(token.key in _ARE_APART for token in words):
        return True
    return any(
        (one.key in _SEVERAL_TIMES and two.number is not None and three.key in {",", "and", "&", *DASHES})
        or (one.number is not None and two.key == "and" and three.number is not None)
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    )


def _is_one_piece(cursor: Cursor) -> bool:
    """ "300 mg tablet once daily": one tablet is taken, and how often; "two 300 mg tablets" may be 600 mg."""
    ahead = next((ahead for ahead in range(3) if cursor.peek(ahead) in _ONE_PIECE), None)
    if ahead is None:
        return False
    often = ahead + 1
    while often <= ahead + _TAKEN_AT_MOST and cursor.peek(often) in _IS_TAKEN - _HOW_OFTEN:
        often += 1
    if cursor.peek(often) not in _HOW_OFTEN:
        return False
    near = (token_at(cursor, cursor.index - back) for back in range(1, 7))
    numbers = [token.number for token in near if token is not None and token.number is not None]
    return len(numbers) < _AMOUNT_AND_COUNT or numbers[1] == 1


def _per_body_of(cursor: Cursor) -> bool:
    """ "50 mg of doxorubicin per square meter": the unit ends behind the name."""
    words = [cursor.peek(ahead) for ahead in range(8)]
    return words[0] == "of" and any(pair in _PER_BODY for pair in pairwise(words[2:]))


def _plain_words_behind(cursor: Cursor, count: int, stops: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for place in range(cursor.index, min(cursor.index + count, len(cursor.tokens))):
        token = cursor.tokens[place]
        if token.kind != "word" or token.key in stops:
            break
        found.add(token.key)
        found.update(token.key.split("-"))
    return found


_PER = frozenset({"/", "per"})


def follows_a_form(cursor: Cursor, index: int) -> bool:
    """True for "(50 mg)" and "of 50 mg" behind "2 tablets": one of them or both? Nobody can tell.

    "Tablets, 50 mg" that nobody has counted only say what it is that is taken, "100 mg/vial, 50 mg" how strong it is.
    """
    places = index - 1
    while places >= 0 and cursor.tokens[places].key in {"(", "[", "of", ",", "at", "-", "x", "×", ":"}:
        places -= 1
    token = token_at(cursor, places)
    each = token_at(cursor, places - 1)
    if places == index - 1 or token is None or token.key not in _FORMS or (each is not None and each.key in _PER):
        return False
    near = cursor.tokens[max(0, places - _NEAR_A_FORM) : places]
    return places != index - 2 or cursor.tokens[index - 1].text != "," or any(each.number is not None for each in near)
