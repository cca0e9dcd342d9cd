"""What a study is about: "This study evaluates a daily oral dose of 10 mg A in patients with lymphoma".

Nobody is said to receive anything, and yet it is said how A is given. It is read as if they did, from the first word
that says what is studied; who reads it has to know that it is said in passing (`Entry.aim`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.prose import Prose
    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned

_STUDY = r"(?:[\w/-]+,?\s){0,12}?(?:study|trial)"
_STUDIES = r"(?:evaluat|assess|test|examin|investigat|explor|determin|compar|study|studi)(?:e|es|ed|s|ing)?"
_PURPOSE = re.compile(
    rf"""
    (?: (?: the \s )? (?: main \s | primary \s )? (?: purpose | aim | goal ) \s of \s (?: this | the ) \s {_STUDY} \s
        (?: is | was ) \s to \s {_STUDIES}
      | (?: this | the | our ) \s {_STUDY} \s (?: (?: will | is \s designed \s to | is \s to | was \s designed \s to
        | aims \s to | seeks \s to ) \s )? {_STUDIES}
      | (?: this \s (?: is | was | will \s be ) \s )? an? \s {_STUDY} \s (?: (?: which | that ) \s )?
        (?: of | (?: designed \s )? to \s {_STUDIES} | {_STUDIES} )
    ) \s
    (?: (?: the \s )? (?: (?: clinical \s | long-term \s | short-term \s | antiviral \s | therapeutic \s )?
          (?: safety | efficacy | effectiveness | tolerability | toxicity | toxicities | activity | effects? | benefits?
            | pharmacokinetics? | pharmacodynamics? | immunogenicity | feasibility | use | value | role | impact
            | bioavailability )
          (?: \s? / \s? | ,? \s and \s | , \s | \s ) ){{1,5}} of \s )?
    (?= \w | \( )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Up to what is studied."""
_COMPARES = re.compile(r"\bcompar", re.IGNORECASE)
_BETWEEN_TWO = frozenset({"with", "to", "and"})
_TOLD = frozenset({Kind.RECEIVE, Kind.AS_IN, Kind.REPEAT})
"""Where such words stand, the sentence says by itself who receives what."""
_QUIET = frozenset({Kind.FILL, Kind.COMMA, Kind.OPEN})
_TWO = 2


def tells_purpose(sentence: Prose) -> bool:
    """Whether it begins as such a sentence does."""
    return _PURPOSE.match(sentence.text) is not None


def as_purpose(sentence: Mentioned) -> Mentioned | None:
    """The sentence as one that gives what is studied; None where it is no such sentence, or none that says how."""
    found = _PURPOSE.match(sentence.sentence.text)
    if found is None or sentence.described:
        return None
    tokens = sentence.cursor.tokens
    studied = _without_what_they_had([each for each in sentence.mentions if tokens[each.start].start >= found.end()])
    if not studied or not _opens_with_treatment(studied) or any(each.kind in _TOLD for each in studied):
        return None
    verb = Mention(Kind.RECEIVE, 0, studied[0].start, key="receive")
    if _COMPARES.search(found.group()):
        studied = _one_or_the_other(studied)
    return replace(sentence, mentions=(verb, *_before_who(studied))) if studied else None


def _before_who(studied: Sequence[Mention]) -> Iterator[Mention]:
    """ "in patients who are refractory to B": what is named behind who they are is not studied."""
    who = False
    for each in studied:
        who = who or each.kind in {Kind.SUBJECT, Kind.ASIDE}
        yield replace(each, kind=Kind.WORD) if who and each.kind == Kind.DRUG else each


def _without_what_they_had(studied: Sequence[Mention]) -> list[Mention]:
    """ "A in patients who are refractory or intolerant to B": what is named behind the patients tells who they are."""
    who = next((place for place, each in enumerate(studied) if each.kind == Kind.SUBJECT), len(studied))
    plain = (replace(each, kind=Kind.WORD) if each.kind in {Kind.DRUG, Kind.OR} else each for each in studied[who:])
    return [*studied[:who], *plain]


def _opens_with_treatment(studied: Sequence[Mention]) -> bool:
    first = next((each.kind for each in studied if each.kind not in _QUIET), None)
    return first == Kind.DRUG or first in PHRASES


def _one_or_the_other(studied: Sequence[Mention]) -> list[Mention]:
    """ "compares A 10 mg with B 20 mg": nobody receives both. Of three it is not clear which stand together."""
    who = next((place for place, each in enumerate(studied) if each.kind in {Kind.SUBJECT, Kind.ASIDE}), len(studied))
    drugs = [place for place, each in enumerate(studied[:who]) if each.kind == Kind.DRUG]
    if len({studied[place].key for place in drugs}) != _TWO:
        return []
    first, last = drugs[0], drugs[-1]
    return [
        replace(each, kind=Kind.OR) if first < place < last and each.key in _BETWEEN_TWO else each
        for place, each in enumerate(studied)
    ]
