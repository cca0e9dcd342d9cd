"""From the texts that describe the treatment of a trial to the regimen of the study and of each of its arms.

tokens -> phrases -> mentions -> giving -> entries -> merging -> staging, through the rooms below. Every sentence is
accounted for: what was not understood is an Issue with its place, and nothing of it is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.schedule import headings
from fhiradapter.schedule.called import infused
from fhiradapter.schedule.names import GRAFTS, PLACEBO_KEY
from fhiradapter.schedule.passages import impossible, staging
from fhiradapter.schedule.passages.copying import copied
from fhiradapter.schedule.passages.entries import FACTS, Entry, values
from fhiradapter.schedule.passages.merging import merged
from fhiradapter.schedule.passages.naming import by_its_route
from fhiradapter.schedule.regimen import PATTERN
from fhiradapter.schedule.text.heard import Heard, Outcome
from fhiradapter.schedule.text.hearing import hear
from fhiradapter.schedule.text.lasting import Lasting, going_on, lasting_of_all
from fhiradapter.schedule.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.regimen import FollowUp, Regimen
    from fhiradapter.schedule.text.heard import Hearing, Text

_REMEDY = "Read the passage and enter by hand what it says."
_LONGEST_QUOTE = 200
_AMOUNT = re.compile(r"\d\s*(?:mg|mcg|[µμu]g|g|ml|iu|units?|gy)\b", re.IGNORECASE)
_TRANSPLANT = re.compile(r"transplant|\bSCT\b", re.IGNORECASE)
_WHOSE = re.compile("autologous|allogeneic")
_PLAIN_WORDS = re.compile(r"[A-Z]?[a-z]{4,}(?:[ -][A-Z]?[a-z]{4,})*[ -]?")
_CODE = re.compile(r"[A-Z]{2,6}[- ]?\d{3,7}[A-Za-z]?")
"""Of a treatment that the record does not list, words and codes stay ("pamidronate", "TGR-1202"), a short name becomes
that of the table.
"""


@dataclass(frozen=True, slots=True)
class HeardText:
    """A text, and what became of each of its sentences."""

    text: Text
    sentences: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The regimen of the whole study, and those of its arms by label; `named` are arms that only the text names."""

    whole: Regimen
    arms: Mapping[str, Regimen] = field(default_factory=dict)
    named: Mapping[str, Stated[str]] = field(default_factory=dict)
    texts: tuple[HeardText, ...] = ()
    issues: tuple[Issue, ...] = ()
    lasting: Lasting = field(default_factory=Lasting)
    told: tuple[tuple[str, ...], ...] = ()
    """The treatments that each text gives, by name."""

    @property
    def heard(self) -> tuple[Heard, ...]:
        """The sentences of all texts."""
        return tuple(each for text in self.texts for each in text.sentences)


def read(
    texts: Sequence[Text], labels: Sequence[str], lexicon: Lexicon, names: Names, listed: Mapping[str, str]
) -> Reading:
    """The regimens that the texts state.

    `labels` are the arms that the record lists, `listed` its interventions: names by the keys of `names`.
    """
    hearings = [hear(text, lexicon, names) for text in texts]
    known = _Labels(labels, [label for hearing in hearings for label in hearing.arms.items()])
    called = _names_in_texts((each for hearing in hearings for each in hearing.entries), texts, names, listed)
    told = [[_known(each, known, listed, called) for each in hearing.entries] for hearing in hearings]
    said = [each for entries in told for each in entries]
    said, lost = _followed(said)
    slips = [slip for hearing in hearings for slip in hearing.slips]
    said = [impossible.possible(each, slips.append) for each in said]
    said = [each for each in said if _is_part(each)]
    if any(not each.bare and each.key in GRAFTS for each in said):  # "undergo transplantation" adds nothing
        said = [each for each in said if not each.bare or each.key not in GRAFTS]
    issues: list[Issue] = []
    said, wholes = _without_wholes(said, names)
    issues += [_whole(each) for each in wholes]
    entries = merged(said, lambda kept, left: issues.append(_contradiction(kept, left)))
    lasting = lasting_of_all(hearings, entries, labels)
    entries = list(going_on(entries, lasting))
    entries = [impossible.in_time(by_its_route(each, set(listed.values())), slips.append) for each in entries]
    sentences = [tuple(_without(each, lost, lasting.unsaid) for each in hearing.heard) for hearing in hearings]
    heard = [each for of_text in sentences for each in of_text]
    slips += [slip for each in heard if each.unread for slip in impossible.in_words(each.sentence)]
    issues += [*dict.fromkeys(slips), *(issue for each in heard for issue in _unread(each))]
    unread = len(slips) + len(wholes)
    unread += sum(each.outcome == Outcome.NOT_UNDERSTOOD or each.matters for each in heard)
    return Reading(
        whole=staging.regimen((each for each in entries if not each.arms), _follow_ups(hearings), unread),
        arms={label: _of_arm(label, entries, unread) for label in known.all},
        named=known.named,
        texts=tuple(HeardText(text, of_text) for text, of_text in zip(texts, sentences, strict=True)),
        issues=tuple(issues),
        lasting=lasting,
        told=tuple(tuple(dict.fromkeys(each.drug.value for each in entries)) for entries in told),
    )


def _known(entry: Entry, labels: _Labels, listed: Mapping[str, str], called: Mapping[str, str]) -> Entry:
    """Under the labels of its arms, and the name that the record, the text or a table has for the treatment."""
    name = listed.get(entry.drug.value.casefold(), "") or listed.get(entry.key, "")
    of_a_dose = bool(_AMOUNT.search(name)) and name.casefold() != entry.drug.value.casefold()
    plain = entry.key if of_a_dose else name  # "BCNU 80 mg/m2" is the name of this dose, and of no other
    like = entry.like.to(labels.of(entry.like.reference.arms)) if entry.like else None
    drug = entry.drug.having(called.get(entry.key) or plain or entry.key)
    return entry.having(like=like, arms=labels.of(entry.arms), listed_as=name.casefold(), drug=drug)


def _without(heard: Heard, lost: Sequence[Entry], unsaid: Sequence[Stated[str]]) -> Heard:
    """A sentence that refers to what was not found is read in part; so is one on all of the treatment, in its parts.

    One that only tells what the study is about, where others say how that is given, is not read.
    """
    if any(each.aim == heard.sentence for each in lost):
        return replace(heard, outcome=Outcome.NOT_UNDERSTOOD, unread=())
    refers = any(each.like and each.like.sentence == heard.sentence for each in lost)
    if not refers and not any(each.value in heard.sentence.text for each in unsaid):
        return heard
    return replace(heard, outcome=Outcome.IN_PART, matters=True)


def _followed(said: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The entries, references followed, and those that lead nowhere or count for nothing.

    What only tells what the study is about counts where nothing else says how that is given.
    """
    told = {each.key for each in said if each.aim is None and (not each.bare or each.like)}
    passed = [each for each in said if each.aim is not None and each.key in told]
    found, lost = copied(each for each in said if each not in passed)
    return found, [*lost, *passed]


def _is_part(entry: Entry) -> bool:
    """A drug in passing is no part of the treatment; one that a regimen comprises is."""
    return bool(entry.listed_as) or not entry.bare or entry.comprised or entry.key == PLACEBO_KEY


def _names_in_texts(
    entries: Iterable[Entry], texts: Sequence[Text], names: Names, listed: Mapping[str, str]
) -> dict[str, str]:
    """What texts call treatments for which a record has a heading only (cells), or that it does not list.

    The name of the table if a text uses it, else the first one in plain words: two spellings are one treatment.
    """
    words = "\n".join(each.text for text in texts for each in text.paragraphs).casefold()
    found: dict[str, str] = {}
    for entry in entries:
        if entry.key in found or (entry.key in listed and not _is_said_better(entry, names, listed)):
            continue
        key = _key_as_written(entry, names)
        if key.casefold() in words:
            found[entry.key] = entry.drug.value if entry.drug.value.casefold() == key.casefold() else key
        elif _PLAIN_WORDS.fullmatch(entry.drug.value) or _CODE.fullmatch(entry.drug.value):
            found[entry.key] = infused(entry.drug.value)
        elif _says_whose(entry, listed):
            found[entry.key] = key
    return found


def _key_as_written(entry: Entry, names: Names) -> str:
    """Cells are called as the text does: "PBSC" are peripheral blood stem cells, and those that the record lists."""
    words = tuple(tokens(entry.drug.value))
    name = names.as_written(words, 0) if words and names.kind(entry.key) == "cell" else None
    return name.key if name and len(name.parts) == len(words) else entry.key


def _is_said_better(entry: Entry, names: Names, listed: Mapping[str, str]) -> bool:
    """Records list transplantations; what is infused, and of whom, is said by the text. One of no more adds nothing."""
    if names.kind(entry.key) != "cell":
        return False
    return not _TRANSPLANT.search(entry.drug.value) or _says_whose(entry, listed)


def _says_whose(entry: Entry, listed: Mapping[str, str]) -> bool:
    """ "Autologous PBSC transplantation", where the record lists PBSC transplantation."""
    whose = _WHOSE.match(entry.key)
    return whose is not None and whose.group() not in listed.get(entry.key, "").casefold()


def _of_arm(label: str, entries: Iterable[Entry], unread: int) -> Regimen:
    return staging.regimen((each for each in entries if label in each.arms), unread=unread)


def _follow_ups(hearings: Iterable[Hearing]) -> tuple[FollowUp, ...]:
    """Those of the first text that tells of any: the summary tells the same ones again."""
    return next((tuple(hearing.follow_ups) for hearing in hearings if hearing.follow_ups), ())


class _Labels:
    """Which arm of the record a text means by "Arm II"; one that the record does not list is the text's own."""

    def __init__(self, labels: Sequence[str], in_texts: Iterable[tuple[str, Stated[str]]]) -> None:
        self._labels = tuple(labels)
        by_id: dict[str, list[str]] = {}
        for label in labels:
            by_id.setdefault(headings.arm_id(label), []).append(label)
        self._by_id = {arm: found[0] for arm, found in by_id.items() if arm and len(found) == 1}
        self.named = {arm: words for arm, words in in_texts if arm not in self._by_id}

    @property
    def all(self) -> tuple[str, ...]:
        """Every arm, those of the record first."""
        return (*self._labels, *(arm for arm in self.named if arm not in self._labels))

    def of(self, arms: Sequence[str]) -> tuple[str, ...]:
        """The same arms by their labels."""
        return tuple(dict.fromkeys(self._by_id.get(arm, arm) for arm in arms))


def _without_wholes(said: Sequence[Entry], names: Names) -> tuple[list[Entry], list[Entry]]:
    """The entries, and those of regimens by name ("R-CHOP") that the record does not list, beside drugs that it lists.

    The drugs are what is given; nobody receives the whole and its parts.
    """
    regimens = [each for each in said if names.kind(each.key) == "regimen"]
    drugs = [each for each in said if each not in regimens]
    said = [each for each in said if each not in regimens or not _is_taken_apart(each, drugs)]
    wholes = [each for each in said if each in regimens and not each.listed_as]
    if not any(each.listed_as for each in said):
        return list(said), []
    return [each for each in said if each not in wholes], wholes


def _is_taken_apart(regimen: Entry, drugs: Iterable[Entry]) -> bool:
    """Whether the same passage says what it is made of: drugs that the record does not list.

    Of the regimen it says no more than of one of them: "R-CHOP (rituximab 375 mg/m2 day 0, cyclophosphamide day 1)".
    """
    parts = [each for each in drugs if (each.origin, each.arms) == (regimen.origin, regimen.arms)]
    listed = {each.key for each in parts if each.listed_as}
    if len({each.key for each in parts} - listed) < 2:
        return False
    said = [name for name in PATTERN if getattr(regimen, name)]
    return any(all(values(each, name) == values(regimen, name) for name in said) for each in parts)


def _whole(entry: Entry) -> Issue:
    message = f"{entry.drug.value} is a regimen of several drugs: what is said of all of them was not read."
    return _issue("sentence-read-in-part", message, entry.clause)


def _contradiction(kept: Entry, left: Entry) -> Issue:
    unlike = [
        name
        for name in FACTS
        if None not in (values(kept, name), values(left, name)) and values(kept, name) != values(left, name)
    ]
    what = (
        f"Two passages on {left.drug.value} differ ({', '.join(unlike)}): the more detailed one is used, not this one."
    )
    unclear = f"Of which pattern of {left.drug.value} this passage is said is not clear: it is left out."
    return _issue("contradiction", what if unlike else unclear, left.clause)


def _unread(heard: Heard) -> Iterator[Issue]:
    if heard.outcome == Outcome.NOT_UNDERSTOOD:
        yield _issue("sentence-not-read", "This sounds like a schedule, in words that are not read.", heard.sentence)
    elif heard.matters:
        words = " ".join(each.text for each in heard.unread)[:_LONGEST_QUOTE]
        which = f"these words were not read: {words}" if words else "a part was not read."
        yield _issue("sentence-read-in-part", f"Of this sentence {which}", heard.sentence)


def _issue(rule: str, message: str, words: Prose) -> Issue:
    return Issue(
        severity=Severity.WARNING,
        rule=rule,
        code="incomplete",
        message=message,
        remedy=_REMEDY,
        place=words.cite().place,
        quote=words.text[:_LONGEST_QUOTE],
    )
