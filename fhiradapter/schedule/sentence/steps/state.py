"""Where reading stands in a sentence, and what was found in it so far: all that one step tells the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fhiradapter.schedule.sentence.mentioned.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.sentence.mentioned.mentions import Mention, Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

    Step = Callable[["State", Mention], None]


@dataclass(slots=True)
class Clause:
    """What the clause does, and for whom.

    `active`: "patients receive A"; `passive`: "A is given"; `optional`: "patients may receive A"; `may`: "receive A,
    and may receive B"; `copied`: "as in arm I" was said, and it is not known what that is; `blocked`: something turns
    the sentence round; `subject`: who was named, and no verb yet; `who` receives, by the words before the verb.
    """

    active: bool = False
    passive: bool = False
    optional: bool = False
    may: bool = False
    copied: bool = False
    blocked: bool = False
    subject: Mention | None = None
    who: Stated[str] | None = None

    @property
    def gives(self) -> bool:
        """Whether it has a verb of giving."""
        return self.active or self.passive


@dataclass(slots=True)
class Here:
    """Where we stand: what is said now is said of what.

    `current`: the treatment that it is said of; `join`: the word of joining that was heard since, with `either` and
    `followed` ("followed by") of it; `pending`: phrases of the treatment that comes next; `ahead`: the label of all
    that comes next ("Day 1:"); `stranger`: something else was named, and it is said of that; `clean`: nothing but
    known words since the last boundary, so that a treatment may come; `site`: "radiotherapy to the spine", places
    follow; `aside`: the word that set aside what follows; `conditional`: the treatment that "if" stands right behind.
    """

    current: Item | None = None
    join: Kind | None = None
    either: bool = False
    followed: bool = False
    pending: list[Mention] = field(default_factory=list)
    ahead: list[Mention] = field(default_factory=list)
    stranger: bool = False
    clean: bool = True
    site: bool = False
    aside: Mention | None = None
    conditional: Item | None = None

    def at_stranger(self) -> None:
        """What follows is said of something that is not known."""
        self.current, self.stranger = None, True

    def anew(self) -> None:
        """A clause begins: nothing before it is what is spoken of."""
        self.clean, self.stranger = True, False
        self.current = self.join = None


@dataclass(slots=True)
class Found:
    """What was found. `lead`: phrases that were said of all before any was named ("On day 1, patients receive")."""

    items: list[Item] = field(default_factory=list)
    lead: list[Mention] = field(default_factory=list)
    repeats: list[Any] = field(default_factory=list)
    stop: Stated[str] | None = None
    condition: Stated[str] | None = None
    arm: Mention | None = None
    unread: list[Mention] = field(default_factory=list)

    def days_unsure(self, phrase: Mention) -> None:
        """Days that were not taken may be those of the last treatment."""
        if phrase.kind == Kind.DAYS and self.items:
            self.items[-1].unsure = True


@dataclass(slots=True)
class State:
    """Reading one sentence: the sentence, what the clause does, where we stand, and what was found.

    `named`: the sentence describes one treatment, `subject_key` by its key, and need not name it; `index`: the mention
    that is read next. A step that reads more than its own mention moves it on.
    """

    sentence: Mentioned
    named: bool
    subject_key: str
    index: int = 0
    clause: Clause = field(default_factory=Clause)
    here: Here = field(default_factory=Here)
    found: Found = field(default_factory=Found)

    @property
    def behind(self) -> Sequence[Mention]:
        """The mentions that were not read yet."""
        return self.sentence.mentions[self.index :]

    def unread(self, mention: Mention) -> None:
        """Not read, and told so."""
        self.found.unread.append(mention)
