"""From the paragraphs that describe treatment to a regimen, with an Issue for each sentence that was not read.

What binds to what: a repeat sentence ("Cycles repeat every 28 days") sets the clock of its stage and closes it, except
for sentences that go on about it ("also", "of subsequent cycles"). A second one of the same length adds to the first,
one of another length belongs to what was said since the first. Headings of parts (induction, maintenance) open a stage.
Under other headings, and from the first word of arms, cohorts or randomisation on, nothing is read: it may not be for
every patient.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.schedule import splitting
from fhiradapter.schedule.regimen import Administration, Cycle, Cycles, FollowUp, Regimen, Stage
from fhiradapter.schedule.sentences import Described, Following, Giving, Lasting, Repeating, statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.regimen import Count, Duration
    from fhiradapter.schedule.sentences import Statement

_GIVES = re.compile(
    r"\b(?:receiv|administer|infus|inject|given\b|tak(?:e|en|ing)\b(?! part)|treated\b|follow(?:ed|-up))", re.IGNORECASE
)
_QUANTIFIES = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|each (?:day|morning|evening|week)|every|per)\b",
    re.IGNORECASE,
)
_SOUNDS_LIKE_SCHEDULE = re.compile(
    r"\bdays?\s+[-+]?\d|\b(?:cycles?|courses?)\b|\bevery\s+(?:\d|\w+\s+(?:hour|day|week|month))|"
    r"\d\s*(?:mg|mcg|µg|ug|g|ml|iu|units|gy)\b|\b(?:twice|daily|weekly|monthly|bid|qd|tid|q\d+\w|once\s+(?:a|per|every))\b|\bover\s+\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and what was not."""

    regimen: Regimen
    issues: tuple[Issue, ...] = ()


def read(paragraphs: Iterable[Prose], lexicon: Lexicon, drugs: Iterable[Stated[str]] = ()) -> Reading:
    """The regimen that the paragraphs state. `drugs` are named elsewhere in the source: each gets an administration,
    with no schedule where the paragraphs state none.
    """
    account = _Account(lexicon)
    for paragraph in paragraphs:
        account.hear_paragraph(paragraph)
    account.add_unscheduled(drugs)
    return account.reading()


@dataclass(slots=True)
class _StageDraft:
    """A stage while it is being read."""

    key: str
    name: Stated[str] | None = None
    follows: bool = False
    repeated: bool = False
    administrations: list[Administration] = field(default_factory=list)
    length: Stated[Duration] | None = None
    count: Stated[Count] | None = None
    duration: Stated[Duration] | None = None
    stop: Stated[str] | None = None
    statement: Stated[str] | None = None
    bound: int = 0  # administrations before this index have their repeat sentence

    @property
    def empty(self) -> bool:
        return not (self.administrations or self.length or self.duration)

    def stage(self) -> Stage:
        return Stage(
            key=self.key,
            name=self.name,
            follows=self.follows,
            administrations=tuple(self.administrations),
            cycle=Cycle(self.length, self.count) if self.length else None,
            duration=self.duration,
            stop=self.stop,
            statement=self.statement,
        )


class _Account:
    """What has been heard so far."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._stages = [_StageDraft("treatment")]
        self._follow_ups: list[FollowUp] = []
        self._issues: list[Issue] = []
        self._routes: list[tuple[str, Stated[str]]] = []
        self._for_some_patients = False
        self._under_heading = ""

    @property
    def _stage(self) -> _StageDraft:
        return self._stages[-1]

    def hear_paragraph(self, paragraph: Prose) -> None:
        title, body = splitting.heading(paragraph)
        while title is not None:
            self._open(title)
            title, body = splitting.heading(body)
        for sentence in splitting.sentences(body):
            self._hear(sentence)

    def _open(self, title: Prose) -> None:
        """A heading of the whole or of a part says whose text follows; under any other heading nothing is read."""
        self._for_some_patients = self._for_some_patients or bool(splitting.FOR_SOME.search(f"{title.text}:"))
        self._under_heading = ""
        if splitting.WHOLE_HEADING.fullmatch(title.text):
            return
        if not splitting.STAGE_HEADING.search(title.text):
            self._under_heading = title.text
        elif self._stage.empty:
            self._stage.name = title.stated()
        else:
            self._new_stage(title.stated())

    def _new_stage(self, name: Stated[str] | None) -> None:
        wanted = re.sub(r"[^a-z0-9]+", "-", name.value.lower()).strip("-")[:20].strip("-") if name else "treatment"
        taken = {stage.key for stage in self._stages}
        keys = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
        key = next(key for key in keys if key not in taken)
        self._stages.append(_StageDraft(key, name, follows=name is not None))

    def _hear(self, sentence: Prose) -> None:
        self._for_some_patients = self._for_some_patients or bool(splitting.FOR_SOME.search(sentence.text))
        said = statements(sentence, self._lexicon)
        follow_up = all(isinstance(each, Following) for each in said)
        if said and not follow_up and self._for_some_patients:
            self._complain("arm-not-read", sentence, "This may be for some patients only (an arm, a cohort, a part)")
        elif said and not follow_up and self._under_heading:
            self._complain(
                "heading-not-read", sentence, f"What the heading {self._under_heading!r} restricts is not read"
            )
        elif not said and _sounds_like_schedule(sentence.text):
            self._complain("sentence-not-read", sentence, "This sounds like a schedule, in words that are not read")
        else:
            for each in said:
                self._take(each)

    def _take(self, said: Statement) -> None:
        if isinstance(said, Giving):
            self._take_giving(said)
        elif isinstance(said, Repeating):
            self._take_repeating(said)
        elif isinstance(said, Lasting):
            self._stage.duration, self._stage.statement = said.duration, said.statement
        elif isinstance(said, Described):
            self._routes.append((said.drug, said.route))
        else:
            self._follow_ups += said.visits
            if said.unread is not None:
                self._issue("follow-up-not-read", "This part of the follow-up is kept as text.", said.unread)

    def _take_giving(self, said: Giving) -> None:
        if self._stage.repeated and not said.continues:
            self._new_stage(None)  # "Courses repeat ..." has closed the group before it
        self._stage.administrations += [self._after_earlier_cycles(each) for each in said.administrations]
        if said.cycle_length is not None:
            self._set_length(said.cycle_length)
        self._set_stop(said.stop)

    def _after_earlier_cycles(self, given: Administration) -> Administration:
        """ "Subsequent cycles" follow those that the drug was restricted to before, else the first."""
        if (
            given.cycles is None
            or given.cycles.value.last is not None
            or "subsequent" not in given.cycles.words.lower()
        ):
            return given
        before = [each.cycles.value.last for each in self._stage.administrations if each.cycles and _alike(each, given)]
        ends = [last for last in before if last is not None]
        first = max(ends, default=1) + 1
        return replace(given, cycles=given.cycles.having(Cycles.span(first, None)))

    def _take_repeating(self, said: Repeating) -> None:
        if not self._set_length(said.length):
            return
        stage = self._stage
        if said.count is not None and stage.count is not None and said.count.value != stage.count.value:
            self._contradiction(stage.count, said.count)
            stage.count = None
        else:
            stage.count = said.count or stage.count
        stage.duration = said.duration or stage.duration
        stage.statement = said.statement if said.count or stage.statement is None else stage.statement
        stage.bound = len(stage.administrations)
        stage.repeated = True
        self._set_stop(said.stop)

    def _set_length(self, length: Stated[Duration]) -> bool:
        """Sets the clock of the stage. Another length is the clock of what was said since, or they clash."""
        stage = self._stage
        if stage.length is None or stage.length.value == length.value:
            stage.length = stage.length or length
            return True
        unbound = stage.administrations[stage.bound :]
        if not unbound or not stage.bound:
            self._contradiction(stage.length, length)
            stage.length = stage.count = None
            return False
        del stage.administrations[stage.bound :]
        self._new_stage(None)
        self._stage.administrations, self._stage.length = unbound, length
        return True

    def _set_stop(self, stop: Stated[str] | None) -> None:
        if stop is not None and (self._stage.stop is None or len(stop.value) > len(self._stage.stop.value)):
            self._stage.stop = stop

    def add_unscheduled(self, drugs: Iterable[Stated[str]]) -> None:
        """Drugs that the source names and no sentence gives."""
        given = [each.drug.value for stage in self._stages for each in stage.administrations]
        missing = [drug for drug in drugs if not any(_same_drug(drug.value, name) for name in given)]
        if not missing:
            return
        if len(self._stages) > 1:
            self._new_stage(None)
        self._stage.administrations += [
            Administration(drug=drug, clause=drug.citations[0], words=drug.words) for drug in missing
        ]

    def reading(self) -> Reading:
        for stage in self._stages:
            stage.administrations = [self._with_described_route(each) for each in stage.administrations]
        stages = tuple(self._checked(stage).stage() for stage in self._stages if not stage.empty)
        unread = sum(issue.rule.endswith("-not-read") for issue in self._issues)
        regimen = Regimen(stages=stages, follow_ups=tuple(self._follow_ups), unread=unread)
        return Reading(regimen, tuple(self._issues))

    def _with_described_route(self, given: Administration) -> Administration:
        routes = [route for drug, route in self._routes if _same_drug(drug, given.drug.value)]
        if given.route is not None or len({route.value for route in routes}) != 1:
            return given
        return replace(given, route=routes[0])

    def _checked(self, stage: _StageDraft) -> _StageDraft:
        """A day outside the cycle shows that the repeat sentence is not about this list: no cycle is said."""
        length = stage.length.value.days() if stage.length else None
        days = [day for each in stage.administrations if each.days for day in each.days.value]
        outside = [day for day in days if length is not None and not 0 <= day <= length]
        if stage.length is not None and outside:
            message = f"Day {outside[0]} is stated for a cycle of {length} days: the cycle is left out."
            self._issue("day-outside-cycle", message, stage.length)
            stage.length = stage.count = None
        return stage

    def _contradiction(self, first: Stated[Duration] | Stated[Count], second: Stated[Duration] | Stated[Count]) -> None:
        message = f"The text states both {first.words!r} and {second.words!r}: neither is used."
        self._issue("contradiction", message, second)

    def _complain(self, rule: str, sentence: Prose, why: str) -> None:
        self._issue(rule, f"{why}: kept as text.", sentence.stated())

    def _issue(self, rule: str, message: str, said: Stated[object]) -> None:
        self._issues.append(
            Issue(
                severity=Severity.WARNING,
                rule=rule,
                code="incomplete",
                message=message,
                remedy="Read the passage and enter by hand what it says.",
                place=said.citations[0].place,
                quote=said.words,
            )
        )


def _sounds_like_schedule(text: str) -> bool:
    return bool(_SOUNDS_LIKE_SCHEDULE.search(text) or (_GIVES.search(text) and _QUANTIFIES.search(text)))


def _alike(one: Administration, other: Administration) -> bool:
    return _same_drug(one.drug.value, other.drug.value)


def _same_drug(one: str, other: str) -> bool:
    """The same name, or one the first words of the other: "Inotuzumab" and "inotuzumab ozogamicin"."""
    first, second = sorted((one.casefold().split(), other.casefold().split()), key=len)
    return second[: len(first)] == first
