"""Who alone receives a treatment, told behind or before it: "A monthly for premenopausal women", "For children, A"."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.words import KINDS_OF_PATIENTS, SOME_PEOPLE
from fhiradapter.schedule.sentence.around.context import BY_CHANCE
from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned

_FOR = frozenset({"for", "in"})
_GOES_ON = frozenset({Kind.WORD, Kind.FILL, Kind.LINK, Kind.DRUG, Kind.BLOCK, Kind.ASIDE})
_SAYS_WHO = frozenset("with who whose without aged over under unable ineligible intolerant not".split())
"""Behind "patients" these say which of them."""
_NOT_OF_SOME = frozenset(
    "phase part stratum level levels first dose doses once loading cycle cycles course courses day days week".split()
)
_SETS_OUT = frozenset("arm arms group groups cohort".split())


def restricted_to(sentence: Mentioned, subject: Mention) -> tuple[Mention, Mention] | None:
    """ "for premenopausal women", "in patients with renal failure": the words of who it is; None for all."""
    mentions = sentence.mentions
    place = mentions.index(subject)
    first = place
    while first and mentions[first - 1].key in KINDS_OF_PATIENTS:
        first -= 1
    if not first or mentions[first - 1].key not in _FOR:
        return None
    behind = list(takewhile(lambda each: each.kind in _GOES_ON and each.key != ".", mentions[place + 1 :]))
    ends = (at for at, (one, two) in enumerate(pairwise(behind)) if (one.kind, two.kind) == (Kind.LINK, Kind.DRUG))
    behind = behind[: next(ends, len(behind))]
    which = bool(behind) and behind[0].key in _SAYS_WHO
    while behind and behind[-1].kind == Kind.LINK:
        behind.pop()
    behind = behind if which else behind[:1] if behind and behind[0].key == "only" else []
    keys = {each.key for each in behind}
    if not (which or first < place or subject.key in SOME_PEOPLE) or keys & (BY_CHANCE | _SETS_OUT):
        return None
    return mentions[first], mentions[place + len(behind)]


def is_some_only(inside: Sequence[Mention]) -> bool:
    """ "(non-squamous only)": who receives it, and not how much of it, or when."""
    words = [each.key for each in inside]
    plain = all(each.kind in {Kind.WORD, Kind.FILL, Kind.LINK} for each in inside)
    return (
        plain and len(words) > 1 and words[-1] == "only" and not _NOT_OF_SOME.intersection(words) and _no_number(words)
    )


def _no_number(words: Sequence[str]) -> bool:
    return not any(character.isdigit() for word in words for character in word)
