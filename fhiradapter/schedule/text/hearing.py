"""One text on treatment, sentence by sentence: entries, follow-up visits, and what became of each sentence.

What binds to what was counted on registry texts: a repeat sentence ("Courses repeat every 21 days") is about
everything since the last boundary - a heading, another repeat sentence, a sentence that begins a new step ("After
completion of ..."); a heading of an arm or a part holds until the next one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from fhiradapter.schedule import headings
from fhiradapter.schedule.names import key_in
from fhiradapter.schedule.passages.entries import FACTS, HOW, Entry, Origin
from fhiradapter.schedule.regimen import Cycles
from fhiradapter.schedule.sentence.around import sounding
from fhiradapter.schedule.sentence.around.descriptions import as_description
from fhiradapter.schedule.sentence.around.purposes import as_purpose, tells_purpose
from fhiradapter.schedule.sentence.around.silent import gives_nothing
from fhiradapter.schedule.sentence.giving import given
from fhiradapter.schedule.sentence.mentioned.mentions import Kind, mentioned
from fhiradapter.schedule.sentence.said.facts import facts
from fhiradapter.schedule.sentence.said.referring import like_of
from fhiradapter.schedule.text import continuing, others, splitting
from fhiradapter.schedule.text.ahead import Ahead, ahead, made_of
from fhiradapter.schedule.text.headed_cycles import HeadedCycles
from fhiradapter.schedule.text.heard import Heard, Hearing, Outcome, Text
from fhiradapter.schedule.text.made_of import is_part, parts_of
from fhiradapter.schedule.text.place import Place
from fhiradapter.schedule.text.repeated import Applied, Repeats, of_all_arms
from fhiradapter.schedule.text.restrictions import Restriction, both, restriction
from fhiradapter.schedule.text.said_of_all import said_of_all
from fhiradapter.schedule.text.whole_sentences import read_whole
from fhiradapter.schedule.tokens import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Given, Item

_LONGEST_SENTENCE = 4000
"""Longer ones are no sentences, and every word of them would be held against every other."""
_NEW_STEP = re.compile(
    r"\W*(?:all (?:other|remaining) patients|(?:the )?other patients|"
    r"after|following|upon|within(?! (?:\S+ ){1,3}hours)|at the (?:end|completion)|"
    r"(?:at |from )?\w+ (?:to|through|-)? ?\w* ?(?:days|weeks|months) (?:(?:or|and) up to [\w ]{3,12} )?"
    r"(?:after|later|following)|"
    r"beginning (?:approximately )?(?:within )?\w+(?:[- ](?:to )?\w+)? (?:days|weeks|months) "
    r"(?:after|before|following)|"
    r"(?:in|on) the (?:next|second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th) (?:week|month|phase|period|stage)\b|"
    r"beginning (?:with|in|at) (?:course|cycle)|once\b)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\balso\b", re.IGNORECASE)
_LATER_ON = re.compile(
    r"\bpost-|\bthereafter|\bthen\b|\bafter|\bfollowing|\bsubsequent|\blater|\bfurther|\badditional", re.IGNORECASE
)
_PARTS = frozenset("induction consolidation maintenance intensification conditioning".split())
_SUBSEQUENT = re.compile(r"\b(?:subsequent|later|remaining|further)\b", re.IGNORECASE)


def hear(text: Text, lexicon: Lexicon, names: Names) -> Hearing:
    """Reads a text."""
    listener = _Listener(text, lexicon, names)
    for paragraph, behind in zip_longest(text.paragraphs, text.paragraphs[1:]):
        listener.paragraph(paragraph, behind)
    return listener.found


class _Listener:
    """The state of reading one text."""

    def __init__(self, text: Text, lexicon: Lexicon, names: Names) -> None:
        self.found = Hearing()
        self._text = self._received = text
        self._lexicon = lexicon
        self._names = names
        self._place = Place()
        self._cycles = HeadedCycles()
        self._aside = self._reports = False
        self._under = Restriction()
        self._repeats = Repeats(slips=self.found.slips)
        self._ahead: Ahead | None = None

    def paragraph(self, paragraph: Prose, behind: Prose | None) -> None:
        if not headings.is_bullet(paragraph) and self._place.end_list():
            self._repeats.end(self.found.entries)
        self._reports = others.reports(paragraph.text)
        aims = not any(self._gives(each) for each in (paragraph, behind) if each is not None)
        for sentence in splitting.sentences(paragraph):
            body = self._headed(sentence, in_list=headings.is_bullet(paragraph), aims=aims)
            if body.text:
                self._sentence(body)

    def _gives(self, paragraph: Prose) -> bool:
        """Whether it says, under no heading of its own but that of a part, how patients are treated."""
        opened, body = headings.heading(paragraph, self._names)
        return (opened is None or opened.opens_part) and sounding.gives_in_passing(body.text)

    def _headed(self, sentence: Prose, *, in_list: bool, aims: bool) -> Prose:
        """Opens the headings of a sentence; what is left of it. Aims of a phase ("Phase II: Determine") open none, and
        "Patients receive:" behind a heading none either.
        """
        opened, body = headings.heading(sentence, self._names)
        while opened is not None and not (aims and opened.part and not opened.arm and others.is_aim(body.text)):
            self._open(opened, in_list=in_list and bool(body.text))
            opened, body = headings.heading(body, self._names) if body.text else (None, body)
            opened = None if opened is not None and headings.leads_in(opened) else opened
        return body

    def _open(self, opened: headings.Heading, *, in_list: bool) -> None:
        self._aside = not opened.treatment
        goes_on = self._under.of_courses and not (opened.arm or opened.opens_part or opened.whole)
        self._under = restriction(opened)
        self._place.open(opened, in_list=in_list, said=len(self.found.entries))
        self._cycles.open(opened)
        self._text = self._about(opened)
        if opened.arm:
            self.found.arms.setdefault(opened.arm, opened.text)
        if not (goes_on and self._under.of_courses):
            self._repeats.end(self.found.entries)

    def _about(self, opened: headings.Heading) -> Text:
        """The text, in an arm's description about the one treatment that its heading names ("Cisplatin induction:")."""
        key = key_in(self._names, opened.text.value) if self._received.origin == Origin.ARM else ""
        if not key:
            return self._received
        return replace(self._received, subject=opened.text.having(key), subject_key=key)

    def _sentence(self, sentence: Prose) -> None:
        if self._aside or not self._may_treat(sentence.text) or others.about_others(sentence.text):
            told = not self._aside and sounding.gives_in_passing(sentence.text)
            self._note(sentence, Outcome.NOT_UNDERSTOOD if told else Outcome.NOT_TREATMENT)
            return
        if len(sentence) > _LONGEST_SENTENCE:
            self._note(sentence, Outcome.NOT_UNDERSTOOD)
            return
        if self._reports and others.is_told(sentence.text):
            self._note_unread(sentence)
            return
        cursor = Cursor(sentence)
        if (heard := read_whole(cursor, self._text, self._lexicon, self._names)) is not None:
            self.found.add(self._of_its_place(heard))
            return
        if self._under.unknown:
            self._note_unread(sentence)
        else:
            self._told(cursor, sentence)

    def _told(self, cursor: Cursor, sentence: Prose) -> None:
        """Most sentences name no treatment: what does not is read only where a treatment is told of already."""
        self._repeats.also |= bool(_ALSO.search(sentence.text))
        described = self._text.described
        if self._said_of_all(sentence):
            return
        plain = self._text.subject is None and (described or not tells_purpose(sentence))
        if plain and gives_nothing(cursor, self._lexicon, self._names, described=described):
            self._end_step(sentence)
            self._note_unread(sentence)
            return
        said = mentioned(cursor, self._lexicon, self._names)
        said = as_description(said) if described else said
        reading = given(said, named=self._text.subject is not None, subject=self._text.subject_key)
        self._end_step(sentence)
        aim = None if reading.treats or reading.repeats else as_purpose(said)
        if aim is not None and self._aims(aim):
            return
        self._take(said, reading)

    def _aims(self, aim: Mentioned) -> bool:
        """What is said of a treatment where it is told what the study is about; False where that is nothing."""
        reading = given(aim, named=False)
        found = [each for item in reading.items for each in self._entry(aim, reading, item)]
        says = any(each.doses or each.frequency for each in found)  # "studies of oral A" are no schedule
        found = [each.having(aim=aim.sentence) for each in found if says and not each.bare and not each.like]
        if len({each.condition.value for each in found if each.condition}) == 1:
            found = [each.having(condition=None) for each in found]  # "in patients with lymphoma": all of the study
        self.found.entries += found
        if found:
            matters = any(sounding.may_change(words.text) for words in reading.unread)
            outcome = Outcome.IN_PART if reading.unread else Outcome.UNDERSTOOD
            self.found.heard.append(Heard(aim.sentence, outcome, reading.unread, matters))
        return bool(found)

    def _said_of_all(self, sentence: Prose) -> bool:
        """Of all that was named so far in this arm and part."""
        here = self._received.arms or ((self._place.arm,) if self._place.arm else ())
        known = enumerate(self.found.entries)
        before = {at: each for at, each in known if (each.arms, each.part) == (here, self._place.part)}
        found = said_of_all(sentence, self._lexicon, self._names, before) if before else None
        if found is None:
            return False
        for place, entry in found.entries.items():
            self.found.entries[place] = entry
        matters = any(sounding.may_change(words.text) for words in found.unread)
        outcome = Outcome.IN_PART if found.unread else Outcome.UNDERSTOOD
        self.found.heard.append(Heard(sentence, outcome, found.unread, matters))
        return True

    def _end_step(self, sentence: Prose) -> None:
        """A sentence that begins a new step is a boundary, whatever it says."""
        if _NEW_STEP.match(sentence.text):
            self._repeats.end(self.found.entries)

    def _of_its_place(self, heard: Hearing) -> Hearing:
        """What is said under the heading of an arm or a part goes for nothing else."""
        if not heard.lasts or not (self._place.arm or self._place.part):
            return heard
        lasts = [replace(each, nothing_else=False) for each in heard.lasts]
        return replace(heard, lasts=lasts, heard=[replace(each, matters=True) for each in heard.heard])

    def _may_treat(self, words: str) -> bool:
        """A description of one treatment may say by what route, and nothing else: "Topical gel"."""
        of_one = self._text.described and self._text.subject is not None
        return sounding.may_treat(words) or (of_one and sounding.names_a_route(words))

    def _take(self, said: Mentioned, reading: Given) -> None:
        entries = [each for item in reading.items for each in self._entry(said, reading, item)]
        before, since = self._ahead, len(self.found.entries)
        self._ahead = None if entries else ahead(reading.repeats, said.sentence, self.found.entries)
        if (place := continuing.goes_on(said, entries, self.found.entries)) is not None:
            self.found.entries[place] = continuing.with_duration(self.found.entries[place], entries[0])
        else:
            self.found.entries += self._continued(entries, reading)
            made_of(before, said.sentence, self.found, since)
        part = self._place.part
        applied = [self._repeats.apply(self.found.entries, each, said.sentence, part) for each in reading.repeats]
        sounds = sounding.sounds_like_schedule(said.sentence.text)
        nothing = all(each.bare and not each.like for each in entries) and not any(applied)
        if nothing and (sounds or not entries):
            self._note(said.sentence, Outcome.NOT_UNDERSTOOD if sounds else Outcome.NOT_TREATMENT)
        else:
            broken = any(item.broken or item.ambiguous or item.copied or item.stop for item in reading.items)
            monthly = any(each.length is not None and each.length.value.unit == "mo" for each in reading.repeats)
            late = any(self._under.is_lost_in(each) for each in entries)
            dosed = any(each.doses for each in entries)
            rises = dosed and any(sounding.escalates(words.text) for words in reading.unread)
            lost = broken or monthly or late or rises or any(each < Applied.WHOLLY for each in applied)
            matters = lost or any(sounding.may_change(words.text) for words in reading.unread)
            outcome = Outcome.IN_PART if reading.unread or lost else Outcome.UNDERSTOOD
            self.found.heard.append(Heard(said.sentence, outcome, reading.unread, matters))

    def _continued(self, entries: list[Entry], reading: Given) -> list[Entry]:
        """Sentence after sentence on one treatment ("5 mg/kg. Infusion on day 14.") completes one pattern.

        Of what a sentence is that was read in part ("Thereafter, for 12 months"), is not sure.
        """
        unsure = any(_LATER_ON.search(words.text) for words in reading.unread)
        if len(entries) != 1 or not self.found.entries or self._text.subject is None or unsure:
            return entries
        last, new = self.found.entries[-1], entries[0]
        said = [fact for fact in FACTS if getattr(new, fact)]
        if new.like or last.key != new.key or last.part != new.part or any(getattr(last, fact) for fact in said):
            return [_as_before_cycles(last, new)]
        self.found.entries[-1] = last.having(**{fact: getattr(new, fact) for fact in said}, stop=last.stop or new.stop)
        return []

    def _note_unread(self, sentence: Prose) -> None:
        """Nothing of it is read: whether that matters is what it sounds like."""
        sounds = sounding.sounds_like_schedule(sentence.text)
        self._note(sentence, Outcome.NOT_UNDERSTOOD if sounds else Outcome.NOT_TREATMENT)

    def _note(self, sentence: Prose, outcome: Outcome, unread: tuple[Prose, ...] = ()) -> None:
        self.found.heard.append(Heard(sentence, outcome, unread))

    # --- entries ---------------------------------------------------------------

    def _entry(self, said: Mentioned, reading: Given, item: Item) -> Iterable[Entry]:
        drug = said.stated(item.drug) if item.drug else self._text.subject
        key = item.drug.key if item.drug else self._text.subject_key
        if item.like is not None and item.drug is None:
            drug, key = said.words(item.first, item.first).stated(), ""
        if drug is None:
            return
        drug = drug.having(key) if item.mixture else drug
        clause = _clause_of(said, item)
        condition = item.condition or reading.condition
        if condition and item is reading.items[0] and condition.citations[0].offset < clause.cite().offset:
            clause = said.words(said.mentions[0], max((item.last, *item.said.values()), key=_end))
        entry = Entry(
            key=key,
            drug=drug,
            clause=clause,
            origin=self._text.origin,
            arms=self._arms(said, item.arms or ((reading.arm,) if reading.arm else ())),
            part=self._part_of(said, item) or self._place.part,
            condition=both(self._under.who, condition),
            optional=reading.optional or (item.alternative and not item.arms),
            stop=item.stop or reading.stop,
            group=item.group or self._place.group,
            comprised=is_part(said, item, self._names),
            like=like_of(item, reading.items),
            mixture=item.mixture,
            later=item.later or item.is_next_step,
        )
        found = entry.having(**facts(item))
        found = self._repeats.in_each(found) if _in_each_cycle(item) else found
        item.broken = item.broken or self._under.is_against(found)
        yield entry if item.broken else self._cycles.on(self._in_cycles(self._under.on(found)))
        for part in () if item.broken else parts_of(said, item, self._names):
            yield entry.having(key=part.key, drug=said.stated(part), clause=said.words(part, part), comprised=True)

    def _in_cycles(self, entry: Entry) -> Entry:
        """ "Subsequent cycles" are those behind the ones that were named before."""
        if entry.cycles is None or not _SUBSEQUENT.search(entry.cycles.words) or entry.cycles.value.last is not None:
            return entry
        named = [each.cycles.value.last for each in self.found.entries if each.key == entry.key and each.cycles]
        last = max((each for each in named if each), default=0)
        return entry.having(cycles=entry.cycles.having(Cycles.span(max(last + 1, entry.cycles.value.first), None)))

    def _arms(self, said: Mentioned, named: Sequence[Mention]) -> tuple[str, ...]:
        if named:
            return tuple(dict.fromkeys(label for each in named for label in self._labels(said.words(each, each))))
        if of_all_arms(said.sentence):
            return self._text.arms
        return (self._place.arm,) if self._place.arm else self._text.arms

    def _labels(self, words: Prose) -> tuple[str, ...]:
        labels = headings.arm_ids(words.text)
        for label in labels:
            self.found.arms.setdefault(label, words.stated() if len(labels) == 1 else words.stated().having(label))
        return labels

    def _part_of(self, said: Mentioned, item: Item) -> Stated[str] | None:
        """ "consolidation chemotherapy comprising ...": the part that a sentence names before its treatment."""
        end = item.first.start
        who = max((each.end for each in said.mentions if each.kind == Kind.SUBJECT and each.end <= end), default=0)
        told = {each.end for each in said.mentions if each.kind == Kind.ASIDE}  # "who received induction treatment"
        verbs = (
            each.end
            for each in said.mentions
            if each.kind == Kind.RECEIVE and who <= each.start < end and each.start not in told
        )
        since = next(verbs, 0)
        before = [each for each in said.mentions if each.kind == Kind.FILL and since <= each.start < end]
        named = [each for each in before if each.key in _PARTS]
        return said.stated(named[-1]) if named else None


def _clause_of(said: Mentioned, item: Item) -> Prose:
    """ "On day 1, A 20 mg IV": the words from the first to the last of all that is said of a treatment."""
    first = min((item.first, *item.said.values()), key=_start)
    return said.words(first, max((item.last, *item.said.values()), key=_end))


def _in_each_cycle(item: Item) -> bool:
    """ "on day 1 of each course", "of courses 2-6", of a length that is not said here."""
    days = item.value(Kind.DAYS)
    scope = item.value(Kind.SCOPE) or (days.scope if days else None)
    return scope is not None and bool(scope.each or scope.cycles) and scope.length is None


def _as_before_cycles(last: Entry, new: Entry) -> Entry:
    """ "375 mg/m2 IV. Cycle 1: Day 2; Cycles 2, 3: Day 1": what stands before the first cycles is said of all."""
    if last.cycles is None or new.cycles is None or last.key != new.key or last.part != new.part:
        return new
    if last.cycles.value == new.cycles.value or new.like or any(getattr(new, fact) for fact in HOW):
        return new
    here = last.cycles.citations[0].offset
    before = {
        fact: said
        for fact in HOW
        if (said := getattr(last, fact)) and (said[0] if isinstance(said, tuple) else said).citations[0].offset < here
    }
    return new.having(**before)


def _start(mention: Any) -> int:
    return int(mention.start)


def _end(mention: Any) -> int:
    return int(mention.end)
