"""Who belongs to whom: from the mentions of a sentence to what is given, one item per treatment and pattern.

What was counted on registry texts decides: phrases behind a treatment are said of it; those before one, with no word
of joining between, of that one; a list of days is said of the whole group before it; a bare treatment ("A and B IV on
day 1") shares what the next one has. Words that turn a sentence round end what can be read of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from fhiradapter.schedule.names import RADIATION_KEY
from fhiradapter.schedule.sentence import nearby
from fhiradapter.schedule.sentence.alternating import taken_from_turns
from fhiradapter.schedule.sentence.clauses import with_arms_of_clauses
from fhiradapter.schedule.sentence.connecting import MADE_OF, MADE_UP_OF, TIMES
from fhiradapter.schedule.sentence.context import (
    between,
    end_of_bracket,
    is_arm,
    is_denied,
    is_joined,
    is_not_its_own,
    is_of_something,
    is_of_stranger,
    names_another,
    narrow,
    qualifies,
)
from fhiradapter.schedule.sentence.descriptions import is_note
from fhiradapter.schedule.sentence.ends import continues, ends_last, without_lost_ends
from fhiradapter.schedule.sentence.items import Given, Item, choose
from fhiradapter.schedule.sentence.mentions import PHRASES, Kind, Mention
from fhiradapter.schedule.sentence.namesakes import stands_for, unmade, without_name
from fhiradapter.schedule.sentence.patterns import added, another, begins_another, is_beside
from fhiradapter.schedule.sentence.referring import name_groups, not_followed, refer, referred
from fhiradapter.schedule.sentence.restating import in_other_words, is_total
from fhiradapter.schedule.sentence.sharing import shared, with_route_of_all
from fhiradapter.schedule.sentence.sounding import says_how_much
from fhiradapter.schedule.sentence.together import given_together, with_nameless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.sentence.mentions import Mentioned

_QUIET = frozenset({Kind.FILL, Kind.COMMA, Kind.LINK, Kind.SEMICOLON, *PHRASES})
_JOINS = frozenset({Kind.LINK, Kind.COMMA, Kind.THEN, Kind.OR, Kind.SEMICOLON})


def given(sentence: Mentioned, *, named: bool, subject: str = "") -> Given:
    """Reads a sentence. `named`: it describes one treatment, `subject` by its key, and need not name it."""
    return _Attachment(with_nameless(sentence), named=named, subject=subject).read()


class _Attachment:
    """Goes through the mentions from left to right."""

    def __init__(self, sentence: Mentioned, *, named: bool, subject: str) -> None:
        self._sentence = sentence
        self._named, self._key = named, subject
        self._items: list[Item] = []
        self._current: Item | None = None
        self._pending: list[Mention] = []
        self._ahead: list[Mention] = []
        self._lead: list[Mention] = []
        self._join: Kind | None = None
        self._aside: Mention | None = None
        self._stranger = self._site = self._followed = self._either = False
        self._clean = True
        self._active = self._passive = self._optional = self._may = self._copied = self._blocked = False
        self._subject: Mention | None = None
        self._repeats: list[Any] = []
        self._stop: Stated[str] | None = None
        self._condition: Stated[str] | None = None
        self._who: Stated[str] | None = None
        self._arm: Mention | None = None
        self._conditional: Item | None = None
        self._unread: list[Mention] = []

    def read(self) -> Given:
        mentions = self._sentence.mentions
        index = 0
        while index < len(mentions):
            if mentions[index].kind == Kind.OPEN:
                index = self._bracket(index)
            elif mentions[index].kind == Kind.AS_IN:
                index = self._refers(index)
            else:
                self._take(mentions[index], mentions[index + 1 :])
                index += 1
        self._end_aside()
        name_groups(self._sentence, self._items)
        with_route_of_all(self._sentence, self._items)
        with_arms_of_clauses(self._sentence, self._items)
        items = without_lost_ends(self._sentence, self._items)
        items = shared(given_together(self._sentence, items), self._lead, self._unread)
        self._unread += taken_from_turns(self._sentence, items)
        treats = bool(items) and not self._blocked and (self._active or self._passive or is_note(self._sentence, items))
        return Given(
            items=tuple(items) if treats else (),
            repeats=tuple(self._repeats),
            stop=self._stop,
            condition=self._condition,
            optional=self._optional,
            arm=self._arm,
            unread=tuple(self._sentence.words(each, each) for each in self._unread),
            treats=treats,
        )

    def _take(self, mention: Mention, behind: Sequence[Mention]) -> None:
        kind = mention.kind
        if kind in PHRASES:
            self._phrase(mention, behind)
        elif (step := self._STEPS.get(kind)) is not None:
            step(self, mention)
        elif kind in _JOINS:
            self._joined(mention)

    def _word(self, mention: Mention) -> None:
        self._hears_may(mention)
        self._unread.append(mention)
        if self._site:
            return
        if self._current is not None and unmade(self._sentence, self._items, mention):
            self._current, self._stranger = None, True
            self._clean = self._clean or mention.key not in MADE_OF
        if mention.key in TIMES or mention.key.isdigit():
            self._time_in_words(mention)
        if self._aside is None and self._join is not None and nearby.is_word(mention):
            self._stranger = True
            self._current = None
        elif self._join is None and self._items:
            self._clean = False

    def _hears_may(self, mention: Mention) -> None:
        """ "A daily, and may receive B": what was said before stands."""
        if mention.key in {"may", "can", "could"}:
            self._may = self._active or self._passive
            self._optional |= not self._may

    def _time_in_words(self, mention: Mention) -> None:
        """Days, or an amount, that no rule took; "on days 1 or 2" goes on to no other treatment."""
        if (current := self._current) is not None:
            current.unsure = True
            if self._join == Kind.OR and nearby.is_amount(self._sentence, mention):
                current.said.pop(Kind.DOSE, None)  # "1000 mg (<75 kg) or 1200 mg": never the first
                current.broken |= Kind.SCOPE in current.said
        if self._join == Kind.OR:
            self._join = None

    def _fill(self, mention: Mention) -> None:
        if mention.key in MADE_UP_OF and self._current is not None and self._current.bare:
            self._current.unsure = self._clean = True  # "chemotherapy comprising A": what is said is said of A
            self._current, self._join = None, Kind.COMMA
        self._hears_may(mention)
        if mention.key == "to" and self._current and self._current.drug and self._current.drug.key == RADIATION_KEY:
            self._site = True

    def _block(self, mention: Mention) -> None:
        if self._aside is None and not ((self._site or self._subject) and qualifies(self._sentence, mention)):
            self._blocked = self._blocked or not self._items or not (self._active or self._passive)
            self._current = None
            self._stranger = True
        self._unread.append(mention)

    def _opens_aside(self, mention: Mention) -> None:
        if self._aside is None and mention.key == "if" and self._current is not None:
            self._conditional = self._current if self._current.end == mention.start else None
        self._aside = self._aside or mention
        self._unread.append(mention)

    def _end_aside(self, at: Mention | None = None) -> None:
        """Here, or at the end of the sentence. What "if" opened is a condition."""
        opened, self._aside = self._aside, None
        behind, self._conditional = self._conditional, None
        if opened is None or opened.key != "if" or (behind is None and self._items):
            return
        words = nearby.words_of(self._sentence, opened, at)
        if words and behind:
            behind.condition = words
            behind.broken |= says_how_much(words.value)
        elif words:
            self._condition = self._condition or words

    def _is_subject(self, mention: Mention) -> None:
        self._end_aside(mention)
        self._subject = mention
        self._begins_anew()

    def _receives(self, mention: Mention) -> None:
        told = mention.key == "received" or is_denied(self._sentence, mention)
        if self._aside is not None and self._aside.key in {"who", "that", "which", "if"} and told:
            self._unread.append(mention)
            return
        self._end_aside(mention)
        if self._items and not self._passive and not self._active:
            self._items.clear()
        if self._subject is not None:  # each subject has a condition of its own
            self._who = None if self._condition else between(self._sentence, self._subject, mention)
            self._subject = None
        self._active = True
        self._begins_anew()

    def _begins_anew(self) -> None:
        self._clean, self._stranger = True, False
        self._current = self._join = None

    def _is_given(self, mention: Mention) -> None:
        if self._aside is not None:
            return
        self._hears_may(mention)
        self._passive = True
        if self._current is None and self._items and not self._stranger:
            self._current = self._items[-1]

    # --- joining -------------------------------------------------------------

    def _joined(self, mention: Mention) -> None:
        if self._site and mention.kind in {Kind.LINK, Kind.COMMA, Kind.OR}:
            return
        if mention.kind == Kind.THEN and (mention.key == "," or continues(self._sentence, mention)):
            self._end_aside(mention)
        if mention.kind in {Kind.COMMA, Kind.SEMICOLON} and self._aside is not None:
            self._end_aside(mention)
            self._join = self._join or mention.kind
            return
        if mention.kind == Kind.COMMA and self._join is not None:
            return
        self._join = Kind.OR if self._join == Kind.OR and mention.kind != Kind.SEMICOLON else mention.kind
        self._either = mention.key == "either"
        self._followed = mention.key in {"followed", "immediately", ","} and mention.kind == Kind.THEN
        self._clean = True
        if mention.kind == Kind.SEMICOLON:
            self._current = None
        if mention.kind != Kind.COMMA:
            self._stranger = False

    def _drug(self, mention: Mention) -> None:
        if self._aside is not None:
            self._unread.append(mention)
            return
        current = self._current
        if current is not None and current.drug is not None and self._join is None and not self._pending:
            again = current.drug.end == mention.start or current.drug.key == mention.key
            if again:  # another name of the same
                current.last = mention
                return
        if not self._clean or is_of_something(self._sentence, mention):
            self._unread.append(mention)
            self._current, self._stranger = None, self._stranger or (not self._clean and mention.key != self._key)
            return
        first = self._pending[0] if self._pending else mention
        item = Item(mention, first, mention, join=self._join, condition=self._who, follows=self._followed)
        item.alternative = self._may
        if self._join == Kind.OR:
            choose(self._items, item, either=self._either)
        for phrase in (*self._pending, *self._ahead):
            item.said.setdefault(phrase.kind, phrase)
        self._pending = []
        self._items.append(item)
        self._current, self._join = item, None
        self._stranger = self._clean = self._site = False

    def _phrase(self, mention: Mention, behind: Sequence[Mention]) -> None:
        self._site = False
        if mention.kind == Kind.DAYS and self._items and nearby.is_label(behind):
            self._unread.append(mention)  # "Day 1: 106 mg, Day 2: 425 mg": of what stands behind the colon
            self._current, self._stranger, self._ahead = None, self._named, [mention]
        elif self._aside is not None or self._stranger:
            self._unread.append(mention)
            if self._items and (mention.kind == Kind.DAYS or self._items[-1].like):
                self._items[-1].unsure = True
                if mention.kind == Kind.DAYS and self._aside is not None and is_joined(self._sentence, mention):
                    self._items[-1].said.pop(Kind.DAYS, None)  # "on day 1 following X and on day 8": not day 1 alone
        elif is_not_its_own(self._sentence, mention, behind, joined=self._join is not None):
            self._unread.append(mention)
        elif self._goes_forward(mention, behind):
            self._pending.append(mention)
        elif self._current is None:
            self._without_drug(mention)
        else:
            self._attach(self._current, mention)

    def _goes_forward(self, mention: Mention, behind: Sequence[Mention]) -> bool:
        """True where a treatment follows with nothing but phrases and fillers between."""
        current = self._current
        if current is not None and (self._join is None or nearby.is_telegram(current, self._join, mention, behind)):
            return False
        return nearby.leads_to_a_drug(mention, behind)

    def _without_drug(self, mention: Mention) -> None:
        further = self._named and self._join == Kind.SEMICOLON
        if (
            (self._items and not further)
            or names_another(self._sentence, mention, self._key)
            or not (self._named or (nearby.may_lead(self._sentence, mention) and not self._passive))
            or (self._active and not self._named)
            or (not self._items and is_of_stranger(self._sentence, mention))
            or is_total(mention)
        ):
            self._unread.append(mention)
            self._join = None if self._join == Kind.OR else self._join  # "once or three times daily and B"
            if mention.kind == Kind.DAYS and self._items:
                self._items[-1].unsure = True
        elif nearby.may_lead(self._sentence, mention) and not self._named:
            self._lead.append(mention)
        else:
            self._current = Item(None, mention, mention, join=self._join, condition=self._who)
            self._items.append(self._current)
            self._join = None
            self._attach(self._current, mention)

    def _attach(self, item: Item, mention: Mention) -> None:
        if self._join == Kind.OR and item.is_half_of(mention):
            self._unread.append(mention)
            return
        if begins_another(self._sentence, item, mention, self._join):
            self._current = another(item, mention, self._join)
            self._items.append(self._current)
        elif is_beside(item, mention, self._join) or not added(item, mention):
            self._unread.append(mention)
            return
        self._join = None

    def _bracket(self, index: int) -> int:
        """A bracket of phrases is said of the treatment before it; any other is set aside, and may restrict."""
        end = end_of_bracket(self._sentence.mentions, index)
        inside = without_name(self._sentence.mentions[index + 1 : end], self._current)
        kinds, current = {each.kind for each in inside}, self._current
        if current is None:
            known = stands_for(self._sentence, index, inside) if self._active else None
            self._drug(known) if known else self._unread.extend(inside)
        elif in_other_words(current, inside):
            current.said.update({each.kind: each for each in inside if each.kind in PHRASES})
        elif inside and kinds <= _QUIET and self._aside is None:
            for each in inside:
                if each.kind in PHRASES:
                    self._attach(current, each)
        elif is_arm(inside) and current.end == self._sentence.mentions[index].start:
            current.arms += tuple(each for each in inside if each.kind == Kind.ARM)
        elif Kind.SUBJECT in kinds or nearby.is_condition(inside):
            current.broken |= current.condition is not None and nearby.is_condition(inside)
            current.condition = self._sentence.words(inside[0], inside[-1]).stated()
        else:
            self._unread += nearby.without_names(current, inside)
            narrow(current, inside)
        return end + 1

    def _repeating(self, mention: Mention) -> None:
        self._repeats.append(mention.value)
        self._end_aside(mention)
        self._current = None

    def _stops(self, mention: Mention) -> None:
        if not ends_last(self._items, mention.value):
            self._stop = mention.value
        self._current = None

    def _names_arm(self, mention: Mention) -> None:
        self._arm = self._arm or (None if self._copied else mention)  # "as in arm I" is said of another arm

    def _refers(self, index: int) -> int:
        """ "as in arm I" is said of the treatment before it, or of a group of them; where reading goes on."""
        mention = self._sentence.mentions[index]
        if mention.value is None or self._aside is not None or (self._current and self._current.alternative):
            self._copies(mention)
            return index + 1
        found = referred(self._sentence, index, drug=bool(self._current and self._current.drug and self._join is None))
        if found.like is None:
            self._copies(mention)
            return found.end
        if found.named is not None:
            self._items.append(Item(None, found.named, mention, join=self._join, condition=self._who))
        refer(self._items, found.like, mention)
        self._current, self._join, self._stranger = self._items[-1], None, False
        return found.end

    def _copies(self, mention: Mention) -> None:
        not_followed(self._items)
        self._current = None
        self._copied = self._stranger = True
        self._unread.append(mention)

    _STEPS: ClassVar[Mapping[Kind, Callable[[_Attachment, Mention], None]]] = {
        Kind.WORD: _word,
        Kind.FILL: _fill,
        Kind.BLOCK: _block,
        Kind.ASIDE: _opens_aside,
        Kind.SUBJECT: _is_subject,
        Kind.RECEIVE: _receives,
        Kind.GIVEN: _is_given,
        Kind.DRUG: _drug,
        Kind.REPEAT: _repeating,
        Kind.STOP: _stops,
        Kind.ARM: _names_arm,
        Kind.NOTE: lambda self, mention: self._unread.append(mention),
    }
    """What is done with a word of each kind."""
