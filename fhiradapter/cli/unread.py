"""What became of the sentences of a trial, as lines: a table, then each sentence that was not wholly read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.drawing.sheet import Run, Tone
from fhiradapter.drawing.wrapping import wrapped
from fhiradapter.schedule.text.heard import Outcome
from fhiradapter.workflows.unread import NOT_WHOLLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fhiradapter.drawing.wrapping import Line
    from fhiradapter.workflows.unread import Account, Sentence

_HEADS: Mapping[Outcome, str] = {
    Outcome.UNDERSTOOD: "read",
    Outcome.IN_PART: "part",
    Outcome.NOT_TREATMENT: "other",
    Outcome.NOT_UNDERSTOOD: "unread",
}
"""Where there is no room for the whole words."""
_FIRST = 13
_ROOM_FOR_WORDS = 80
_TOTAL = "all texts"


def told(account: Account, width: int) -> Iterator[Line]:
    """The lines; `[[words]]` were not read. A mark tells sentences that may change how the treatment is given."""
    yield (Run(f"{account.trial_id}", Tone.STRONG),)
    yield ()
    heads = {each: each.value if width >= _ROOM_FOR_WORDS else short for each, short in _HEADS.items()}
    yield (Run(_row("sentences", heads, heads), Tone.QUIET),)
    for origin in account.origins:
        yield (Run(_row(origin, account.counts(origin), heads)),)
    yield (Run(_row(_TOTAL, account.counts(), heads), Tone.STRONG),)
    for outcome in (Outcome.NOT_UNDERSTOOD, Outcome.IN_PART):
        found = [each for each in account.sentences if each.outcome == outcome and each.outcome in NOT_WHOLLY]
        if found:
            yield ()
            yield (Run(f"{outcome.value.capitalize()}: {len(found)}", Tone.STRONG),)
        for each in found:
            yield from _sentence(each, width)


def _row(name: str, values: Mapping[Outcome, object], heads: Mapping[Outcome, str]) -> str:
    return name.ljust(_FIRST) + "".join(str(values[each]).rjust(len(head) + 2) for each, head in heads.items())


def _sentence(sentence: Sentence, width: int) -> Iterator[Line]:
    place = sentence.place
    where = f"{place} (character {place.offset})" if place.offset is not None else str(place)
    for line in wrapped([Run("!" if sentence.to_look_at else "-", Tone.ABSENT), Run(where, Tone.QUIET)], width):
        yield line
    for line in wrapped(_marked(sentence), width - 4):
        yield (Run("    "), *line)


def _marked(sentence: Sentence) -> Iterator[Run]:
    """The words one by one, so that the brackets stay at theirs."""
    in_part = sentence.outcome == Outcome.IN_PART
    text = "".join(f"[[{each.text}]]" if in_part and not each.read else each.text for each in sentence.words)
    unread = False
    for word in text.split():
        opened = unread or "[[" in word
        unread = word.rfind("[[") > word.rfind("]]") or (unread and "]]" not in word)
        yield Run(word, Tone.ABSENT if opened else Tone.PLAIN)
