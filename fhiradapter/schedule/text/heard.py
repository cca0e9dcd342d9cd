"""A text before and after it is read: its paragraphs, and what was heard in them, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from fhiradapter.schedule.passages.entries import Entry, Origin

if TYPE_CHECKING:
    from fhiradapter.issues import Issue
    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.regimen import Duration, FollowUp


class Outcome(StrEnum):
    """What became of a sentence."""

    UNDERSTOOD = "understood"
    IN_PART = "understood in part"
    NOT_TREATMENT = "not about treatment"
    NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, what became of it, and the words of it that were not read; `matters`: they may say how to treat."""

    sentence: Prose
    outcome: Outcome
    unread: tuple[Prose, ...] = ()
    matters: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text: its paragraphs, where it stands, its arms, and the treatment that it describes without naming it."""

    paragraphs: tuple[Prose, ...]
    origin: Origin = Origin.DETAIL
    arms: tuple[str, ...] = ()
    subject: Stated[str] | None = None
    subject_key: str = ""

    @property
    def described(self) -> bool:
        """True for the description of an arm or of an intervention: what is given needs no verb there."""
        return self.origin in {Origin.ARM, Origin.INTERVENTION}


@dataclass(frozen=True, slots=True)
class Lasts:
    """How long all of the treatment goes on, the words that say so, and what ends it before; `nothing_else`: nothing
    restricts it.
    """

    span: Stated[Duration]
    statement: Stated[str]
    stop: Stated[str] | None = None
    nothing_else: bool = True


@dataclass(slots=True)
class Hearing:
    """What was heard in one text."""

    entries: list[Entry] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    arms: dict[str, Stated[str]] = field(default_factory=dict)
    lasts: list[Lasts] = field(default_factory=list)
    slips: list[Issue] = field(default_factory=list)

    def add(self, more: Hearing) -> None:
        """What was heard in one more sentence of it."""
        self.entries += more.entries
        self.follow_ups += more.follow_ups
        self.heard += more.heard
        self.lasts += more.lasts
