"""What treatments are called: drugs by name, synonym and code name, radiation, placebo.

A name is found token by token, the longest first. Short names in capitals ("VP", "RT") have to stand in capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fhiradapter.schedule.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fhiradapter.schedule.tokens import Token

_SHORT = 4
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_NOT_NAMED = re.compile(r"^(?:arm|group|cohort|part|phase|stage|step|dose level)\b", re.IGNORECASE)

_IN_BRACKETS = re.compile(r"\s\((?P<short>[A-Za-z0-9-]*[A-Z][A-Za-z0-9-]{1,12})\)")
_NO_SHORT_NAME = frozenset("HCl HCL IV PO SC SQ IM IT IP BID TID QID QD AUC MTD USP NSC IND FDA INN".split())
_PLAIN_WORDS = re.compile(r"[A-Z]?[a-z]{3,}(?: [a-z]{3,})*")
"""A name that says all by itself, as no short name or code does."""
_JOINS = frozenset("and plus with or & + , /".split())
_SALTS = frozenset({("calcium",), ("sodium",), ("potassium",), ("magnesium",), ("zinc",), ("iron",)})
_FAR = 120
_CODE = re.compile(r"([A-Za-z]{2,5})[ -]?(\d{3,7})")
_QUALIFIERS = re.compile(
    r"^(?:recombinant|human|oral|intravenous|inhaled|topical|liposomal (?=\w+ \w))\s+|"
    r"\s+(?:hydrochloride|hcl|sodium|calcium|phosphate|acetate|mesylate|citrate|tartrate|sulfate|maleate|succinate|tosylate|"
    r"disodium|tablets?|capsules?|injection|infusion|cream|gel|solution|oral|iv)$",
    re.IGNORECASE,
)

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
CELLS = {
    "peripheral blood stem cells": """
        peripheral blood stem cells | peripheral blood stem cell | PBSC | PBSCs | PBPC |
        peripheral blood progenitor cells
    """,
    "autologous peripheral blood stem cells": """
        autologous peripheral blood stem cells | autologous PBSC | autologous PBSCs | APBSC
    """,
    "allogeneic peripheral blood stem cells": """
        allogeneic peripheral blood stem cells | allogeneic PBSC | allogeneic PBSCs
    """,
    "stem cells": "stem cells | autologous stem cells | allogeneic stem cells | hematopoietic stem cells",
    "umbilical cord blood": "umbilical cord blood | cord blood",
    "donor lymphocytes": """
        donor lymphocytes | donor lymphocyte infusion | DLI | donor leukocytes | donor leukocyte infusion
    """,
}
PLACEBO = ("placebo", "placebos", "matching placebo", "oral placebo")

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
        run = sentence[index : index + len(self.parts)]
        if tuple(_folded(token) for token in run) != self.parts:
            return False
        return not self.exact or "".join(token.text for token in run) == self.exact.replace(" ", "")


@dataclass(slots=True)
class Names:
    """All names, by their first token. `below` are names that these are added to."""

    below: Names | None = None
    _by_first: dict[str, list[Name]] = field(default_factory=dict)
    _waiting: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, name: str, key: str) -> None:
        """One more name for the treatment `key`; what is known already keeps its key."""
        for spelling in (name, *_code_spellings(name)):
            first = next(tokens(spelling), None)
            if first is not None and any(map(str.isalpha, spelling)):
                self._waiting.setdefault(_folded(first), []).append((spelling, key))

    def beginning(self, first: str) -> Sequence[Name]:
        """The names of this layer whose first token, folded, is this one, the longest first.

        Only now are they cut into tokens: most of the thousands that tables know are never asked for.
        """
        for spelling, key in self._waiting.pop(first, ()):
            parts = tuple(map(_folded, tokens(spelling)))
            if not self.knows(parts):
                plain = spelling.strip()
                exact = plain if len(plain) <= _SHORT and plain.isupper() else ""
                self._by_first.setdefault(first, []).append(Name(parts, key, exact))
                self._by_first[first].sort(key=lambda each: -len(each.parts))
        return self._by_first.get(first, ())

    def knows(self, parts: tuple[str, ...]) -> bool:
        """Whether these tokens, folded, are a name."""
        here = any(each.parts == parts for each in self.beginning(parts[0]))
        return here or (self.below is not None and self.below.knows(parts))

    def at(self, sentence: Sequence[Token], index: int) -> Name | None:
        """The longest name that stands at this token."""
        found: Name | None = None
        first = _folded(sentence[index])
        layer: Names | None = self
        while layer is not None:
            for name in layer.beginning(first):
                longer = found is None or len(name.parts) > len(found.parts)
                if longer and name.stands_at(sentence, index):
                    found = name
                    break
            layer = layer.below
        return found


def _folded(token: Token) -> str:
    """ "Anti-thymocyte" is "antithymocyte"."""
    return token.key.replace("-", "") if token.kind == "word" else token.key


def common(named: Mapping[str, str]) -> Names:
    """Names of tables, and those that every text uses."""
    found = Names()
    for words in (*RADIATION, *RADIATION_CAPITALS):
        found.add(words, RADIATION_KEY)
    for cells, spellings in CELLS.items():
        for words in spellings.split("|"):
            found.add(words.strip(), cells)
    for words in PLACEBO:
        found.add(words, PLACEBO_KEY)
    for name, key in named.items():
        if len(name) >= _SHORT or not name.isalpha() or name.isupper():
            found.add(name, key)
    return found


def own(known: Names, listed: Iterable[tuple[str, Sequence[str]]]) -> Names:
    """The names and the names that a record lists: for each intervention its name, then its other names.

    An intervention that a table knows by any of its names has the table's key, so that a text may use another one.
    """
    found = Names(below=known)
    for name, others in listed:
        spelled = [spelling for each in (name, *others) for spelling in _spellings(each)]
        keys = (key for spelling in spelled if (key := key_in(known, spelling)))
        key = next(keys, " ".join(name.lower().split()))
        for spelling in spelled:
            if key_of(known, spelling) or not key_in(known, spelling):
                found.add(spelling, key)
    return found


def with_short_names(known: Names, texts: Iterable[str]) -> Names:
    """The names and those that texts give themselves: "Anti-thymocyte Globulin (ATG)"."""
    found = Names(below=known)
    for text in texts:
        for match in _IN_BRACKETS.finditer(text):
            before = tuple(tokens(text[max(0, match.start() - _FAR) : match.start()]))
            named = _named_last(known, before)
            short = match["short"]
            if named and short not in _NO_SHORT_NAME and not _is_of_several(known, before, named, short):
                found.add(short, named.key)
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


def key_of(known: Names, name: str) -> str:
    """The key of a whole name, empty where it is not known."""
    sentence = tuple(tokens(name))
    match = known.at(sentence, 0) if sentence else None
    return match.key if match and len(match.parts) == len(sentence) else ""


def key_in(known: Names, name: str) -> str:
    """The key of a whole name, or of the one treatment that is named in it; empty for none or several."""
    return key_of(known, name) or _only_key(known, name)


def _only_key(known: Names, words: str) -> str:
    """The key of the one treatment that is named in these words ("TMZ 200 mg/m2"), empty for none or several."""
    sentence = tuple(tokens(words))
    keys: set[str] = set()
    at = 0
    while at < len(sentence):
        match = known.at(sentence, at)
        at += len(match.parts) if match else 1
        keys.update({match.key} if match else ())
    return keys.pop() if len(keys) == 1 else ""


def plain_name(known: Names, name: str) -> str:
    """What a treatment is called that a record lists under this name: by the table where it knows it by another one."""
    key = key_in(known, name)
    words = {_folded(token) for token in tokens(name)}
    more = any(character.isdigit() for character in name)
    if not key or _PLAIN_WORDS.fullmatch(name) or (not more and {_folded(token) for token in tokens(key)} <= words):
        return name
    return key


def _code_spellings(name: str) -> Iterator[str]:
    """ "ZD1839" is also "ZD 1839" and "ZD-1839"."""
    code = _CODE.fullmatch(name.strip())
    if code:
        yield from (f"{code[1]}{gap}{code[2]}" for gap in ("", " ", "-"))


def _spellings(name: str) -> list[str]:
    """ "Irinotecan hydrochloride (HCl)" is also called "Irinotecan hydrochloride"; "Arm A" is no name."""
    if _NOT_NAMED.match(name):
        return []
    without = _BRACKETED.sub("", name).strip()
    plain = _QUALIFIERS.sub("", without).strip()
    return [each for each in dict.fromkeys((name.strip(), without, plain, _QUALIFIERS.sub("", plain).strip())) if each]
