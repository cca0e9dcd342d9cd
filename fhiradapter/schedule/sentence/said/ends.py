"""What ends a treatment: ends that were not read, after which it goes on in another way, and ends of all or of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_OF_ALL = re.compile(
    r"progress|toxicit|relapse|recurren|death|\bdie|withdraw|consent|refus|adverse|intoleran|failure|discretion|stud",
    re.IGNORECASE,
)
_FIRST_DOSE = re.compile(r"\b(?:loading|priming|test|initial|first)\b", re.IGNORECASE)
_CONTINUES = re.compile(r"continu(?:ing|es)$", re.IGNORECASE)
_GOES_ON = frozenset({Kind.DOSE, Kind.DRUG, Kind.FREQUENCY})
_NEXT = 3


def ends_all(stop: Stated[str]) -> bool:
    """Whether what stops one treatment ("disease progression") stops all of them; "blood counts recover" does not."""
    return bool(_OF_ALL.search(stop.value))


def ends_last(items: Sequence[Item], stop: Stated[str]) -> bool:
    """Says what stops the last treatment alone; False where it stops them all."""
    if not items or ends_all(stop):
        return False
    items[-1].stop = stop
    return True


def continues(sentence: Mentioned, mention: Mention) -> bool:
    """ "daily beginning 4 weeks after surgery and continuing for 5 years": what follows is said of the treatment."""
    return mention.kind == Kind.THEN and bool(_CONTINUES.search(sentence.words(mention, mention).text))


def without_lost_ends(sentence: Mentioned, items: list[Item]) -> list[Item]:
    """ "100 mg daily until day 14 and then 200 mg daily": where the end was not read, how much and how often is not so
    for ever.
    """
    for place, mention in enumerate(sentence.mentions):
        if mention.kind != Kind.ASIDE or mention.key != "until" or not _goes_on(sentence.mentions[place + 1 :]):
            continue
        for item in items:
            if item.end == mention.start:
                item.said.pop(Kind.DOSE, None)
                item.said.pop(Kind.FREQUENCY, None)
    return items


def without_first_doses(sentence: Mentioned, items: Sequence[Item], unread: Sequence[Mention]) -> None:
    """ "a loading dose of 75 mg/m2 followed by a prolonged infusion of 2,700 mg/m2": the first dose is not the dose."""
    for item in items:
        dose = item.said.get(Kind.DOSE)
        lost = dose is not None and any(each.kind == Kind.DOSE and each.start >= dose.end for each in unread)
        if dose is not None and lost and _FIRST_DOSE.search(sentence.words(dose, dose).text):
            del item.said[Kind.DOSE]


def _goes_on(behind: Sequence[Mention]) -> bool:
    for place, each in enumerate(behind):
        if each.kind in {Kind.SEMICOLON, Kind.SUBJECT}:
            return False
        if each.kind == Kind.THEN or (each.kind == Kind.LINK and each.end - each.start > 1):
            return any(later.kind in _GOES_ON for later in behind[place + 1 : place + 1 + _NEXT])
    return False
