"""The names that a record gives to treatments: those that it lists, other names, and short names of its texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from fhiradapter.schedule.called import infused, is_label, several
from fhiradapter.schedule.names import PLACEBO_KEY, RADIATION_KEY, Name, Names, key_in, key_of, named_in
from fhiradapter.schedule.qualifiers import without_qualifier
from fhiradapter.schedule.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from fhiradapter.schedule.tokens import Token

_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BESIDE = (
    r"\W{1,3}(?:in combination with|in addition to|combined with|together with|compared (?:with|to)|followed by|plus|"
    r"and|or|with|versus|vs)\W{1,3}|\s*[+/]\s*"
)
"""Between the names of two treatments, and never between two names of one."""
_SHORT_NAME = re.compile(r"[A-Za-z0-9-]*[A-Z][A-Za-z0-9-]{1,12}")
_CODE_BEFORE = re.compile(
    r"(?<![\w-])(?P<code>[A-Z]{2,6}[- ]?\d{2,7}[A-Za-z]?|[A-Z]\d{4,7})\s\((?P<name>[^()\d]{4,40})\)"
)
_BRACKET = re.compile(r"\s\((?P<name>[^()]{2,40})\)")
_NO_SHORT_NAME = frozenset("HCl HCL IV PO SC SQ IM IT IP BID TID QID QD AUC MTD USP NSC IND FDA INN".split())
_SALTS = frozenset({("calcium",), ("sodium",), ("potassium",), ("magnesium",), ("zinc",), ("iron",)})
_FAR = 120
_MOST_BRACKETS = 2000
"""More of them are no text on treatment, whose words before each would be looked at again and again."""
_JOINS = frozenset("and plus with or & + , /".split())


def own(known: Names, listed: Iterable[tuple[str, Sequence[str]]], texts: Sequence[str] = ()) -> Names:
    """The names and the names that a record lists: for each intervention its name, then its other names.

    An intervention that a table knows by any of its names has the table's key, so that a text may use another one;
    but records also put what is given beside it among its other names.
    """
    found = Names(below=known)
    listed = tuple(listed)
    for code in (part for name, _ in listed for part in several(known, name) if not key_in(known, part)):
        found.add(code, " ".join(code.lower().split()))
    all_of_them = [(name, others) for name, others in listed if not several(known, name)]
    keys = [key_in(known, name) for name, _ in all_of_them]
    taken = {key: name for name, _ in all_of_them if (key := key_in(known, name))}
    for name, also in all_of_them:
        own_key = key_in(known, name)
        strangers = {key for key, owner in taken.items() if owner != name and key != own_key}
        others = [each for each in also if own_key or not _is_another(known, name, each, strangers, texts)]
        spellings = [spelling for each in (name, *others) for spelling in _spellings(each)]
        meant = dict.fromkeys(key for spelling in spellings if (key := key_in(known, spelling)))
        if len(meant.keys() - {own_key}) > 1:  # its other names are those of its parts
            spellings = [*_spellings(name)]
        one_of_several = _may_be_several(known, own_key) and keys.count(own_key) > 1 and not key_of(known, name)
        one = own_key or (next(iter(meant)) if len(meant) == 1 else "")
        key = " ".join(name.lower().split()) if one_of_several or not one else one
        for spelling in spellings:
            if one_of_several or key_of(known, spelling) or not key_in(known, spelling):
                found.add(spelling, key)
    return found


def _may_be_several(known: Names, key: str) -> bool:
    """Placebos, and cells: "CD19 CAR T cells" are not those against CD22."""
    return key == PLACEBO_KEY or known.kind(key) == "cell"


def _is_another(known: Names, name: str, other: str, strangers: Collection[str], texts: Sequence[str]) -> bool:
    """Whether an other name is that of another treatment: one that the record lists, or one beside this in a text."""
    key = key_in(known, other)
    if not key:
        return False
    if key in strangers or (key == RADIATION_KEY and key_of(known, other) != key):
        return True
    one, two = (re.escape(each.strip()) for each in (name, other))
    beside = re.compile(rf"\b{one}(?:{_BESIDE}){two}\b|\b{two}(?:{_BESIDE}){one}\b", re.IGNORECASE)
    return any(beside.search(text) for text in texts)


def with_classes(known: Names, listed: Collection[str], texts: Sequence[str]) -> Names:
    """The names where a class means the one drug of it that the record lists, or, where it lists the class, names.

    "G-CSF" is the filgrastim of the record; "recombinant interferon alfa" of the record is the text's alfa-2b. Which
    cells are given only the sentence can say: a text tells of earlier transplantations as well.
    """
    found = Names(below=known)
    mentioned: set[str] | None = None
    for cls, members in known.all_classes.items():
        here = [member for member in members if member in listed]
        if cls not in listed and len(here) == 1:
            found.same[cls] = here[0]
        elif (
            cls in listed and not here and known.kind(cls) != "cell"
        ):  # of few records: texts are searched for them only
            if mentioned is None:
                mentioned = {name.key for text in texts for name in named_in(known, text)}
            said = [member for member in members if member in mentioned]
            if len(said) == 1:
                found.same[cls] = said[0]
                found.narrowed.add(said[0])
    return found


@dataclass(frozen=True, slots=True)
class Bracket:
    """What a text says in brackets, as other names are, and the tokens before it: "Anti-thymocyte Globulin (ATG)"."""

    before: tuple[Token, ...]
    inside: str


@dataclass(frozen=True, slots=True)
class OtherNames:
    """Where texts may give names: brackets, and codes with what stands in brackets behind them ("CPT-11 (irinotecan)").

    Texts are looked through once; what stands there is a name or not by the names that are known when it is asked.
    """

    brackets: tuple[Bracket, ...]
    codes: tuple[tuple[str, str], ...]


def other_names(text: str) -> OtherNames:
    """Where this text may give other names."""
    return OtherNames(
        tuple(
            Bracket(tuple(tokens(text[max(0, match.start() - _FAR) : match.start()])), match["name"].strip())
            for match in islice(_BRACKET.finditer(text), _MOST_BRACKETS)
        ),
        tuple((match["code"], match["name"].strip()) for match in _CODE_BEFORE.finditer(text)),
    )


def with_short_names(known: Names, texts: Iterable[OtherNames]) -> Names:
    """The names and those that texts give themselves: "Anti-thymocyte Globulin (ATG)", "CPT-11 (irinotecan)"."""
    found = Names(below=known)
    for text in texts:
        for bracket in text.brackets:
            named, inside = _named_last(known, bracket.before), bracket.inside
            if named is None:
                continue
            short = _SHORT_NAME.fullmatch(inside) and inside not in _NO_SHORT_NAME
            if short and not _is_of_several(known, bracket.before, named, inside):
                found.add(inside, named.key)
            _same(found, key_of(known, inside), named.key)
            _same(found, named.key, key_of(known, inside))
        for code, name in text.codes:
            if key := key_of(known, name):
                found.add(code, key)
    return found


def _named_last(known: Names, before: Sequence[Token]) -> Name | None:
    """The name that these tokens end with; "leucovorin calcium" is leucovorin."""
    places = ((at, known.at(before, at)) for at in range(len(before)))
    ends = [name for at, name in places if name and at + len(name.parts) == len(before)]
    salt = ends and ends[0].parts in _SALTS
    return (_named_last(known, before[:-1]) if salt else None) or next(iter(ends), None)


def _is_of_several(known: Names, before: Sequence[Token], named: Name, short: str) -> bool:
    """ "cyclophosphamide, vincristine, and prednisone (CVP)": behind a list of names a name of all of them.

    It is that of the last one where a table says so, or where its letters are letters of its name: "cytarabine and
    methotrexate (MTX)".
    """
    rest = before[: -len(named.parts)]
    while rest and rest[-1].key in _JOINS:
        rest = rest[:-1]
    joined = len(rest) + len(named.parts) < len(before)
    other = _named_last(known, rest) if joined else None
    if other is None or key_of(known, short) == named.key:
        return False
    wanted = [letter for letter in short.lower() if letter.isalpha()]
    letters = iter("".join(named.parts))
    own = wanted[0] == named.parts[0][0] and all(letter in letters for letter in wanted)
    return not own or sorted(wanted) == sorted((other.parts[0][0], named.parts[0][0]))


def _same(found: Names, cls: str, key: str) -> None:
    """ "filgrastim (G-CSF)", "G-CSF (filgrastim)": the class is this drug."""
    if key in found.members(cls):
        found.same.setdefault(cls, key)


def _spellings(name: str) -> Iterator[str]:
    """ "Irinotecan hydrochloride (HCl)" is also called "Irinotecan hydrochloride"; "Arm A" is no name."""
    if is_label(name):
        return
    without = _BRACKETED.sub("", name).strip()
    plain = without_qualifier(without)
    all_of_them = (name.strip(), without, plain, without_qualifier(plain), infused(name.strip()))
    yield from (each for each in dict.fromkeys(all_of_them) if each)
