"""A repeat statement before what repeats: "Chemotherapy is repeated every 3 weeks. Each cycle consists of A and B"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.text.heard import Outcome
from fhiradapter.schedule.text.repeated import fits, is_about, repeated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fhiradapter.prose import Prose
    from fhiradapter.schedule.passages.entries import Entry
    from fhiradapter.schedule.phrases.repeat_tails import Repeating
    from fhiradapter.schedule.text.heard import Hearing

_EACH_CYCLE = re.compile(
    r"(?:each|every|one|a|the) (?:treatment |chemotherapy )?(?:cycle|course) (?:will )?"
    r"(?:consists? of|comprises?|is comprised of|is made up of|includes?|contains?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The statement and its sentence, and the treatments that were only named before it, by their places: where what
    repeats is told of behind it, it is about none of them.
    """

    repeat: Repeating
    sentence: Prose
    named: Mapping[int, Entry]


def ahead(repeats: Sequence[Repeating], sentence: Prose, entries: Sequence[Entry]) -> Ahead | None:
    """What the next sentence may be about, of a sentence that says nothing but what repeats."""
    if len(repeats) != 1 or repeats[0].length is None or repeats[0].drugs:
        return None
    return Ahead(repeats[0], sentence, {place: each for place, each in enumerate(entries) if each.bare})


def made_of(before: Ahead | None, sentence: Prose, found: Hearing, since: int) -> None:
    """Of "Each cycle consists of A and B", whose entries begin at `since`, what the sentence before it says."""
    if before is None or not _EACH_CYCLE.match(sentence.text) or not fits(before.repeat, found.entries[since:]):
        return
    for place in range(since, len(found.entries)):
        if is_about(before.repeat, found.entries[place]):
            found.entries[place] = repeated(found.entries[place], before.repeat, before.sentence)
    for place, entry in before.named.items():
        found.entries[place] = entry
    last = found.heard[-1]
    if last.sentence == before.sentence and since < len(found.entries):
        outcome = Outcome.IN_PART if before.repeat.partly else Outcome.UNDERSTOOD
        found.heard[-1] = replace(last, outcome=outcome, matters=before.repeat.partly)
