"""What became of every sentence on treatment: understood, understood in part, not about treatment, not understood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import SourceError
from fhiradapter.schedule.passages.entries import Origin
from fhiradapter.schedule.text.heard import Outcome
from fhiradapter.sources.registry import FHIR, read_trial
from fhiradapter.workflows.convert import placing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fhiradapter.issues import Place
    from fhiradapter.prose import Prose
    from fhiradapter.schedule.text.heard import Heard
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.trial.study import Trial
    from fhiradapter.workflows.options import Options

ORIGINS: Mapping[Origin, str] = {
    Origin.DETAIL: "description",
    Origin.ARM: "arms",
    Origin.INTERVENTION: "interventions",
    Origin.SUMMARY: "summary",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a sentence, and whether they were read."""

    text: str
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, its place, and its words in order. `matters`: what was not read may say how to treat."""

    outcome: Outcome
    origin: str
    place: Place
    words: tuple[Words, ...]
    matters: bool

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(each.text for each in self.words)

    @property
    def to_look_at(self) -> bool:
        """True where a person has to read what was not read."""
        return self.matters or self.outcome == Outcome.NOT_UNDERSTOOD


@dataclass(frozen=True, slots=True)
class Account:
    """The sentences of one trial in the order of its texts."""

    name: str
    trial_id: str
    sentences: tuple[Sentence, ...]

    @property
    def origins(self) -> tuple[str, ...]:
        """The kinds of texts that there are."""
        return tuple(dict.fromkeys(each.origin for each in self.sentences))

    def counts(self, origin: str = "") -> Mapping[Outcome, int]:
        """How many sentences became what, in one kind of texts or in all."""
        found = Counter(each.outcome for each in self.sentences if origin in ("", each.origin))
        return {outcome: found[outcome] for outcome in Outcome}

    def as_json(self) -> dict[str, Any]:
        """For programs: counts, and each sentence that was not wholly read."""
        return {
            "name": self.name,
            "trialId": self.trial_id,
            "texts": [{"text": origin, "sentences": _named(self.counts(origin))} for origin in self.origins],
            "sentences": _named(self.counts()),
            "unread": [_as_json(each) for each in self.sentences if each.outcome in NOT_WHOLLY],
        }


NOT_WHOLLY = frozenset({Outcome.IN_PART, Outcome.NOT_UNDERSTOOD})


def unread(record: SourceRecord, options: Options) -> Account:
    """The account of a record. Raises SourceError; a bundle holds no sentences."""
    if record.format == FHIR:
        raise SourceError(
            f"{record.name}: a FHIR resource does not say which sentences were read",
            remedy="Give the source: the registry record, or the text of the trial.",
        )
    trial, _ = read_trial(record, options.trial_id, options.lexicon)
    return account(trial, record.name)


def account(trial: Trial, name: str) -> Account:
    """What became of the sentences of a trial that was read from the file of this name."""
    placed = placing(name, trial.source.text)
    sentences = (
        _sentence(each, ORIGINS[heard.text.origin], placed) for heard in trial.heard for each in heard.sentences
    )
    return Account(name, trial.id, tuple(sentences))


def _sentence(heard: Heard, origin: str, placed: Callable[[Place], Place]) -> Sentence:
    sentence = heard.sentence
    return Sentence(
        outcome=heard.outcome,
        origin=origin,
        place=placed(sentence.cite().place),
        words=tuple(_words(sentence, heard)),
        matters=heard.matters,
    )


def _words(sentence: Prose, heard: Heard) -> Iterator[Words]:
    """The sentence cut where unread words begin and end; all of it where nothing of it was understood."""
    if heard.outcome == Outcome.NOT_UNDERSTOOD or not heard.unread:
        yield Words(sentence.text, heard.outcome != Outcome.NOT_UNDERSTOOD)
        return
    unread = [False] * len(sentence)
    for words in heard.unread:
        first, last = words.origins[0], words.origins[-1]
        for place, origin in enumerate(sentence.origins):
            unread[place] = unread[place] or first <= origin <= last
    _join(unread, sentence.text)
    start = 0
    for place in range(1, len(sentence) + 1):
        if place == len(sentence) or unread[place] != unread[start]:
            yield Words(sentence.text[start:place], not unread[start])
            start = place


def _join(unread: list[bool], text: str) -> None:
    """What only blanks hold apart is unread together."""
    last = None
    for place in range(len(text)):
        if unread[place]:
            if last is not None and not text[last + 1 : place].strip():
                unread[last + 1 : place] = [True] * (place - last - 1)
            last = place


def _named(counts: Mapping[Outcome, int]) -> dict[str, int]:
    return {outcome.value: number for outcome, number in counts.items()}


def _as_json(sentence: Sentence) -> dict[str, Any]:
    place = sentence.place
    return {
        "outcome": sentence.outcome.value,
        "text": sentence.origin,
        "place": {
            name: value
            for name, value in (
                ("file", place.file),
                ("line", place.line),
                ("path", place.path),
                ("offset", place.offset),
                ("length", place.length),
            )
            if value not in ("", None)
        },
        "sentence": sentence.text,
        "unread": [each.text for each in sentence.words if not each.read],
        "mayChangeTreatment": sentence.to_look_at,
    }
