"""What treatments are called: drugs by name, synonym and code name, radiation, placebo.

A name is found token by token, the longest first. Short names in capitals ("VP", "RT") have to stand in capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from fhiradapter.schedule.qualifiers import is_of_another_form, make_another
from fhiradapter.schedule.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fhiradapter.schedule.tokens import Token

_SHORT = 4
_ISOTOPE = re.compile(r"[A-Z][a-z]? \d{2,3}")
_A_WORD = 3
"""The symbol of an element is shorter."""
_OF_HIGH_DOSE = re.compile(r"(?:HD|LD)-?(?=[A-Z][A-Za-z]{2})")
"""Before a short name, high or low doses of it."""
_FAR = 6
"""So many words of a name may stand before its short form."""
_OF_A_RECORD = 500
"""No record lists more names."""
_CODE = re.compile(r"([A-Za-z]{2,5})[ -]?(\d{3,7})")

RADIATION = (
    "radiotherapy", "radiation therapy", "radiation", "external beam radiotherapy", "external beam radiation therapy",
    "external-beam radiotherapy", "external-beam radiation therapy", "intensity-modulated radiation therapy",
    "intensity-modulated radiotherapy", "intensity modulated radiotherapy", "intensity modulated radiation therapy",
    "stereotactic body radiotherapy", "stereotactic body radiation therapy", "stereotactic radiosurgery",
    "whole brain radiotherapy", "whole-brain radiotherapy", "whole brain radiation therapy", "brachytherapy",
    "total-body irradiation", "total body irradiation", "cranial irradiation", "cranial radiotherapy", "irradiation",
    "proton beam radiation therapy", "proton therapy", "involved-field radiotherapy", "thoracic radiotherapy",
    "pelvic radiotherapy", "conventional radiotherapy", "hyperfractionated radiotherapy", "local radiotherapy",
)  # fmt: skip
RADIATION_CAPITALS = ("RT", "TBI", "IMRT", "SBRT", "EBRT", "WBRT", "XRT", "PCI", "SRS")
PLACEBO = ("placebo", "placebos", "matching placebo", "oral placebo")

CELLS = frozenset(
    {
        "allogeneic bone marrow",
        "allogeneic mesenchymal stem cells",
        "allogeneic peripheral blood stem cells",
        "allogeneic stem cells",
        "autologous bone marrow",
        "autologous lymphocytes",
        "autologous mesenchymal stem cells",
        "autologous peripheral blood stem cells",
        "autologous stem cells",
        "bone marrow infusion",
        "CAR-T cells",
        "dendritic cells",
        "donor lymphocytes",
        "lymphokine-activated killer cells",
        "mesenchymal stem cells",
        "natural killer cells",
        "peripheral blood stem cells",
        "stem cells",
        "T regulatory cells",
        "tumor infiltrating lymphocytes",
        "umbilical cord blood",
    }
)
"""The keys of cells in the tables: the words for them are rows there."""

GRAFTS = frozenset(
    key for key in CELLS if ("stem cells" in key or "marrow" in key or "cord" in key) and "mesenchymal" not in key
)
"""The cells that are infused in a transplantation."""

RADIATION_KEY = "radiation therapy"
PLACEBO_KEY = "placebo"


@dataclass(frozen=True, slots=True)
class Name:
    """The tokens of a name, folded; `exact` is the spelling that it has to have, empty where any capitals will do."""

    parts: tuple[str, ...]
    key: str
    exact: str = ""

    def stands_at(self, sentence: Sequence[Token], index: int) -> bool:
        """Whether these are the tokens from here on."""
        end = index + len(self.parts)
        if end > len(sentence):
            return False
        for ahead, part in enumerate(self.parts):  # nearly all differ in the second word
            if sentence[index + ahead].plain != part:
                return False
        if _goes_on(sentence, end) or is_of_another_form(sentence[:index], sentence[end:]):
            return False
        return not self.exact or "".join(each.text for each in sentence[index:end]) == self.exact.replace(" ", "")


@dataclass(slots=True)
class Names:
    """All names, by their first token. `below` are names that these are added to.

    `kinds` and `classes` are those of the tables by key; `same` are keys that mean another one in this record,
    `narrowed` those whose class the record lists; `mixtures` are names of drugs that are given as one.
    """

    below: Names | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    mixtures: Mapping[str, Sequence[str]] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    narrowed: set[str] = field(default_factory=set)
    _by_first: dict[str, list[Name]] = field(default_factory=dict)
    _waiting: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    firsts: tuple[set[str], ...] = field(init=False)
    """The first tokens of the names, folded: those of this layer, then those of each layer below."""

    def __post_init__(self) -> None:
        self.firsts = (set(), *(self.below.firsts if self.below else ()))

    def add(self, name: str, key: str) -> None:
        """One more name for the treatment `key`; what is known already keeps its key."""
        for spelling in (name, *_code_spellings(name)):
            first = next(tokens(spelling), None)
            if first is not None and any(map(str.isalpha, spelling)):
                self.firsts[0].add(first.plain)
                self._waiting.setdefault(first.plain, []).append((spelling, key))

    def beginning(self, first: str) -> Sequence[Name]:
        """The names of this layer whose first token, folded, is this one, the longest first.

        Only now are they cut into tokens: most of the thousands that tables know are never asked for.
        """
        for spelling, key in self._waiting.pop(first) if first in self._waiting else ():
            parts = tuple(token.plain for token in tokens(spelling))
            plain = spelling.strip()
            exact = plain if len(plain.replace("-", "")) <= _SHORT and _in_capitals(plain) else ""
            if not self.knows(parts, exact):
                self._by_first.setdefault(first, []).append(Name(parts, key, exact))
                self._by_first[first].sort(key=lambda each: -len(each.parts))
        return self._by_first.get(first, ())

    def knows(self, parts: tuple[str, ...], exact: str) -> bool:
        """Whether these tokens, folded, are a name in this spelling."""
        here = any(each.parts == parts and each.exact in {"", exact} for each in self.beginning(parts[0]))
        return here or (self.below is not None and self.below.knows(parts, exact))

    def may_begin(self, token: Token) -> bool:
        """Whether any name has this token as its first one."""
        for firsts in self.firsts:  # noqa: SIM110 - asked at every word of a text, and any() takes twice as long
            if token.plain in firsts:
                return True
        return False

    def at(self, sentence: Sequence[Token], index: int) -> Name | None:
        """The longest name that stands at this token; a short name in brackets may stand inside of it."""
        if not self.may_begin(sentence[index]):
            return self._behind_dose(sentence, index)
        opens = next((place for place, token in enumerate(sentence[index : index + _FAR]) if token.text == "("), 0)
        if opens and (around := self._around(sentence, index, index + opens)):
            return around
        return self._plain_at(sentence, index)

    def _around(self, sentence: Sequence[Token], index: int, opens: int) -> Name | None:
        """ "natural killer (NK) cells": what stands in brackets is short for the words before it."""
        inside, closes = (sentence[place].text if place < len(sentence) else "" for place in (opens + 1, opens + 2))
        initials = "".join(token.text[0] for token in sentence[index:opens])
        if closes != ")" or not inside.isupper() or not initials.upper().startswith(inside):
            return None
        found = self._plain_at((*sentence[:opens], *sentence[opens + 3 :]), index)
        if found is None or index + len(found.parts) <= opens:
            return None
        end = index + len(found.parts) + 3
        return replace(found, parts=tuple(token.plain for token in sentence[index:end]))

    def _plain_at(self, sentence: Sequence[Token], index: int) -> Name | None:
        found = self.as_written(sentence, index)
        key = self.meant(found.key) if found else ""
        return found if found is None or key == found.key else replace(found, key=key)

    def as_written(self, sentence: Sequence[Token], index: int) -> Name | None:
        """The same by the tables alone, whatever a class means in this record."""
        found: Name | None = None
        first = sentence[index].plain
        layer: Names | None = self
        while layer is not None:
            for name in layer.beginning(first):
                longer = found is None or len(name.parts) > len(found.parts)
                if longer and name.stands_at(sentence, index):
                    found = name
                    break
            layer = layer.below
        return found

    def _behind_dose(self, sentence: Sequence[Token], index: int) -> Name | None:
        """ "HD-MTX", "HDMTX": methotrexate."""
        whole = sentence[index]
        dosed = _OF_HIGH_DOSE.match(whole.text)
        rest = next(tokens(whole.text[dosed.end() :]), None) if dosed else None
        if rest is None or not self.may_begin(rest):
            return None
        short = rest._replace(start=whole.start, end=whole.end)
        found = self._plain_at((*sentence[:index], short, *sentence[index + 1 :]), index)
        return replace(found, parts=(whole.plain,)) if found and len(found.parts) == 1 else None

    def meant(self, key: str) -> str:
        """The key that this one means here: "G-CSF" is the filgrastim that the record lists."""
        below = self.below.meant(key) if self.below else key
        return self.same.get(below, below)

    def is_narrowed(self, key: str) -> bool:
        """Whether the record lists the class of this treatment only."""
        return key in self.narrowed or (self.below is not None and self.below.is_narrowed(key))

    def kind(self, key: str) -> str:
        """The kind that a table gives the treatment, empty for substances and for what only the record names."""
        return self.kinds.get(key, "") or (self.below.kind(key) if self.below else "")

    def members(self, key: str) -> Sequence[str]:
        """The drugs that a class may be."""
        return self.classes.get(key, ()) or (self.below.members(key) if self.below else ())

    def mixture(self, key: str) -> Sequence[str]:
        """The drugs that are given as one under this name."""
        return self.mixtures.get(key, ()) or (self.below.mixture(key) if self.below else ())

    @property
    def all_classes(self) -> Mapping[str, Sequence[str]]:
        """Every class with its drugs."""
        return {**(self.below.all_classes if self.below else {}), **self.classes}


def _goes_on(sentence: Sequence[Token], end: int) -> bool:
    """ "IL-4R" is not IL-4; "iodine I 131 monoclonal antibody" is not iodine."""
    behind = sentence[end] if end < len(sentence) else None
    if behind is None:
        return False
    glued = behind.kind == "word" and behind.start == sentence[end - 1].end
    short = len(behind.text) < _A_WORD
    return glued or (short and bool(_ISOTOPE.fullmatch(" ".join(each.text for each in sentence[end : end + 2]))))


def common(
    named: Mapping[str, str], kinds: Mapping[str, str] | None = None, classes: Mapping[str, Sequence[str]] | None = None
) -> Names:
    """Names of tables, and those that every text uses; `kinds` and `classes` are by key."""
    found = Names(kinds=kinds or {}, classes=classes or {})
    for words in (*RADIATION, *RADIATION_CAPITALS):
        found.add(words, RADIATION_KEY)
    for words in PLACEBO:
        found.add(words, PLACEBO_KEY)
    for name, key in named.items():
        if len(name) >= _SHORT or not name.isalpha() or _in_capitals(name):
            found.add(name, key)
    return found


def _in_capitals(name: str) -> bool:
    """ "MTX", "CsA": short names that have to stand just so."""
    return name.isupper() or name[1:].lower() != name[1:]


@lru_cache(maxsize=_OF_A_RECORD)
def _cut(words: str) -> tuple[Token, ...]:
    """The tokens of a name: those of a record are asked for many times."""
    return tuple(tokens(words))


def named_in(known: Names, words: str) -> tuple[Name, ...]:
    """The treatments that these words name, in order."""
    return tuple(name for name, _ in _read(known, words) if name)


def names_as_written(known: Names, words: str) -> tuple[str, ...]:
    """The same in the words that are used: "TMZ" of "TMZ 200 mg/m2"."""
    return tuple(words[run[0].start : run[-1].end] for name, run in _read(known, words) if name)


def beside(known: Names, words: str) -> tuple[str, ...]:
    """The words that name no treatment: "Oral" and "tablets" of "Oral etoposide tablets"."""
    return tuple(run[0].text for name, run in _read(known, words) if name is None)


def _read(known: Names, words: str) -> Iterator[tuple[Name | None, Sequence[Token]]]:
    """The names, and the other tokens one by one."""
    sentence = _cut(words)
    at = 0
    while at < len(sentence):
        match = known.at(sentence, at)
        end = at + (len(match.parts) if match else 1)
        yield match, sentence[at:end]
        at = end


def key_of(known: Names, name: str) -> str:
    """The key of a whole name, empty where it is not known."""
    sentence = _cut(name)
    match = known.at(sentence, 0) if sentence else None
    return match.key if match and len(match.parts) == len(sentence) else ""


def key_in(known: Names, name: str) -> str:
    """The key of a whole name, or of the one treatment that is named in it; empty for none or several."""
    return key_of(known, name) or _only_key(known, name)


def _only_key(known: Names, words: str) -> str:
    """The key of the one treatment that is named in these words ("TMZ 200 mg/m2"), empty for none or several."""
    keys = {name.key for name in named_in(known, words)}
    key = keys.pop() if len(keys) == 1 else ""
    if key in {"", RADIATION_KEY} or known.kind(key) in {"cell", "regimen"}:
        return key
    return "" if make_another(beside(known, words), of_placebo=key == PLACEBO_KEY) else key


def _code_spellings(name: str) -> Iterator[str]:
    """ "ZD1839" is also "ZD 1839" and "ZD-1839"."""
    code = _CODE.fullmatch(name.strip())
    if code:
        yield from (f"{code[1]}{gap}{code[2]}" for gap in ("", " ", "-"))
