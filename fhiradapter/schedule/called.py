"""What is given under the name of an intervention: the drugs that it joins, the generic name of a brand, or itself.

A record lists "Pemetrexed + cisplatin", "TMZ 200 mg/m2", "Avastin"; what is given is called as the record calls it, and
by the generic name of a brand or a code where the record states that too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.names import (
    PLACEBO_KEY,
    RADIATION_KEY,
    beside,
    key_in,
    key_of,
    named_in,
    names_as_written,
)
from fhiradapter.schedule.qualifiers import are_ways
from fhiradapter.schedule.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from fhiradapter.schedule.names import Names

_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_EXPANDED = re.compile(r"^[^()]{2,60}?\s*\((?P<parts>.{5,300})\)\s*$")
_NOT_NAMED = re.compile(
    r"^(?:arms?|groups?|cohorts?|parts?|phase|stage|step|dose levels?|control|experimental|treatment|study)\b"
    r"(?! (?:antibod|vaccine))",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\s*(?:[+,;&]|\s/\s|\b(?:and|plus|with|followed by|in combination with|combined with)\b)\s*(?:and\b\s*)?",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\b(?:or|vs\.?|versus)\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:drug|biological|procedure|radiation|genetic|device|other|combination product|dietary supplement)\s*:\s*",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"^.{0,60}\b(?:perfusion|dwell|lavage|chemotherapy|therapy|treatment|conditioning|lymphodepletion|regimen|"
    r"combination|infusion|chemoembolization|prophylaxis|premedication|maintenance)(?:\s*\([^()]{2,20}\))?\s+"
    r"(?:with|of)\s+(?:a combination of\s+)?(?=\S)",
    re.IGNORECASE,
)
"""How something is given, before what is given: "Postoperative dwell with paclitaxel and 5-FU"."""
_CODE_WORD = re.compile(r"(?=[\w-]*\d)[A-Z][A-Z0-9]*-?[A-Z0-9-]*\d[A-Z0-9-]*[A-Za-z]?(?: antibody)?")
_FILLER = re.compile(
    r"^(?:combination(?: of)?|standard chemotherapy|single agent)\s+|\s+(?:according to|as per|per)\s.*$", re.IGNORECASE
)
_INFUSION = re.compile(
    r"\b(?P<what>(?P<cells>cell|lymphocyte|leukocyte)|marrow)s? (?:(?:re)?infusions?|rescue)$", re.IGNORECASE
)
_TWO_NAMES = re.compile(r"(?P<one>[^()\[\]]+?)\s*[(\[](?P<other>[^()\[\]]+)[)\]]")
_KIND_OF_TREATMENT = re.compile(
    r"\b(?:therapy|treatment|agent|inhibitor|blocker|antagonist|agonist|antibody|analogue?|antibiotic|steroid)s?$",
    re.IGNORECASE,
)
_SHORT = 5
_LONGEST = 500
"""What is longer is no name, and would take long to take apart."""
_LONG_WORD = re.compile(r"[a-z]{6}")
"""In a name with digits it says what it is: "Montanide ISA 51", as no code does."""


def several(known: Names, name: str) -> tuple[str, ...]:
    """The drugs that one name joins ("Pemetrexed + cisplatin", "CVP (cyclophosphamide, vincristine, prednisone)")."""
    if len(name) > _LONGEST or (key_of(known, name) and known.kind(key_of(known, name)) != "regimen"):
        return ()
    expanded = _EXPANDED.match(name)
    plain = _BRACKETED.sub("", name)
    found = (_parts(known, expanded["parts"]) if expanded else ()) or _parts(known, plain)
    means = None if found else _MEANS.match(plain)
    return found or (_parts(known, plain[means.end() :]) if means else ())


def _parts(known: Names, words: str) -> tuple[str, ...]:
    """The names between the words of joining, if each is known, or a code, and no two are the same."""
    parts = [part.strip() for part in _JOINED.split(_OPENING.sub("", _BRACKETED.sub("", words))) if part.strip()]
    keys = [key_in(known, part) for part in parts]
    sure = all(key or _CODE_WORD.fullmatch(part) for key, part in zip(keys, parts, strict=True)) and any(keys)
    if len(parts) < 2 or not sure or len({*filter(None, keys)}) < sum(map(bool, keys)) or _CHOICE.search(words):
        return ()
    return tuple(_FILLER.sub("", part) if key else part for key, part in zip(keys, parts, strict=True))


def treatments(known: Names, name: str, stated: Collection[str] = ()) -> tuple[str, ...]:
    """What is given under this name, where it says it in another way, or says more; empty where it is the name.

    `stated` are the keys that the record itself uses as names.
    """
    if len(name) > _LONGEST:
        return ()
    found = several(known, name) or (_OPENING.sub("", name),)
    plain = tuple(_plain(known, each, stated) for each in found)
    return plain if plain != (name,) else ()


def apart(known: Names, name: str, stated: Collection[str] = ()) -> tuple[str, ...]:
    """The same where another name of the record means the same treatment: all words stay ("temozolomide 150 mg/m2")."""
    written = names_as_written(known, name) if len(name) <= _LONGEST else ()
    if len(written) != 1 or key_in(known, name) == RADIATION_KEY:
        return ()
    whole = name.replace(written[0], _generic(written[0], key_in(known, name) or written[0], stated))
    return (whole,) if whole != name else ()


def stated_keys(known: Names, names: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """The keys of these names that texts use themselves: "bevacizumab", where they say more than "Avastin".

    "Y-90 ibritumomab tiuxetan" is not ibritumomab tiuxetan.
    """
    keys = {each.key for name in names for each in named_in(known, name)}
    everything = "\n".join(texts)
    return frozenset(
        key for key in keys if re.search(rf"(?<![\w-])(?<!\d ){re.escape(key)}(?![\w-])", everything, re.IGNORECASE)
    )


def _plain(known: Names, name: str, stated: Collection[str]) -> str:
    """What a treatment is called that a record lists under this name."""
    key = key_in(known, name)
    joined = not key_of(known, name) and (_JOINED.search(_OPENING.sub("", name)) or _CHOICE.search(name))
    if known.is_narrowed(key) and not joined:
        return key
    if known.kind(key) == "cell" or not key:
        return infused(name)
    if joined or key == RADIATION_KEY or known.kind(key) == "regimen":
        return name
    one = name if key_of(known, name) else _first_name(known, name, key)
    words, wanted = ({token.plain for token in tokens(each)} for each in (name, key))
    said_otherwise = key if key in stated and not wanted <= words else name
    return _generic(one, key, stated) if one else said_otherwise


def _first_name(known: Names, name: str, key: str) -> str:
    return _alias(known, name, key) or _of_its_kind(known, name, key) or _among_ways(known, name, key)


def _of_its_kind(known: Names, name: str, key: str) -> str:
    """ "Anti-IgE therapy (Xolair)": what kind of treatment it is, and in the bracket its name."""
    both = _TWO_NAMES.fullmatch(name)
    if both is None or not _KIND_OF_TREATMENT.search(both["one"]) or key_in(known, both["one"]):
        return ""
    return both["other"] if key_of(known, both["other"]) == key else ""


def _among_ways(known: Names, name: str, key: str) -> str:
    """The name among words that only say how it is given: "Etoposide" of "Oral etoposide tablets"."""
    written = names_as_written(known, name)
    return written[0] if len(written) == 1 and key != PLACEBO_KEY and are_ways(beside(known, name)) else ""


def _alias(known: Names, name: str, key: str) -> str:
    """ "Etoposide (VP-16)", "CC-5013 (lenalidomide)": of two names of one treatment the one that says more."""
    both = _TWO_NAMES.fullmatch(name)
    names = both.group("one", "other") if both else ()
    known_ones = [each for each in names if key_of(known, each) == key]
    others = [each for each in names if each not in known_ones]
    if not known_ones or not all(is_abbreviation(each) or is_code(each) for each in others):
        return ""
    return next((each for each in known_ones if each.casefold() == key.casefold()), known_ones[0])


def _generic(name: str, key: str, stated: Collection[str]) -> str:
    """The generic name for a brand or a code where the record states it, and for an abbreviation."""
    if name.casefold() == key.casefold():
        return name
    brand_or_code = is_code(name) or (name[:1].isupper() and len(name.split()) == 1)
    return key if is_abbreviation(name) or (key in stated and brand_or_code) else name


def infused(name: str) -> str:
    """What an infusion of cells gives: "natural killer cell infusion" gives natural killer cells."""
    found = _INFUSION.search(name)
    return f"{name[: found.start()]}{found['what']}{'s' if found['cells'] else ''}" if found else name


def is_abbreviation(name: str) -> bool:
    """ "TMZ", "5-FU", "ATRA": it stands for a name, and is none; a code ("FK506") is one."""
    letters = [character for character in name if character.isalnum()]
    return 1 < len(letters) <= _SHORT and sum(map(str.isdigit, letters)) < 3 and name[1:].lower() != name[1:]


def is_code(name: str) -> bool:
    """ "TGR-1202", "HuMax-CD20": digits, and no word that says what it is."""
    return any(map(str.isdigit, name)) and not _LONG_WORD.search(name)


def is_label(name: str) -> bool:
    """ "Arm A": the name of who receives something, and of nothing that is given."""
    return bool(_NOT_NAMED.match(name))
