"""What a heading restricts its text to: "Cycle 2", "High risk", "Days 1-5", or a time that is not read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fhiradapter.prose import Stated
from fhiradapter.schedule.phrases import cycles, days, weeks
from fhiradapter.schedule.phrases.words import KINDS_OF_PATIENTS, RISKS, SOME_PEOPLE
from fhiradapter.schedule.regimen import A_WEEK, Count
from fhiradapter.schedule.tokens import Cursor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhiradapter.prose import Prose
    from fhiradapter.schedule.headings import Heading
    from fhiradapter.schedule.passages.entries import Entry

_PEOPLE = f"patients|participants|subjects|volunteers|{'|'.join(sorted(SOME_PEOPLE))}"
_SOME_PATIENTS = re.compile(
    rf"\b(?:{'|'.join(RISKS)})[- ]?risk\b|"
    r"\b(?:patients|participants|subjects|volunteers) "
    r"(?:with|without|who|whose|over|under|above|below|aged|older|younger|weighing|unable|ineligible|having|not|"
    r"in (?:CR|PR|complete|partial|remission|relapse|first|second))\b|"
    rf"\b(?:{'|'.join(sorted(SOME_PEOPLE))})\b|"
    rf"\b(?:{'|'.join(sorted(KINDS_OF_PATIENTS))}) (?:{_PEOPLE})\b|"
    r"^(?:body )?(?:age|aged|weight|BSA|BMI)\b.*\d|\bresponders\b|"
    r"[<>≤≥]\s?\d+(?:\.\d+)?\s?(?:kg|years?|yrs?|months|m2)\b|"
    r"\d\s?(?:kg|years|yrs)(?: of age| old)?,? (?:or|and) (?:older|younger|more|less|over|above|under)\b|"
    r"\b(?:impairment|negative|positive|insufficiency|histology)$|^(?:non-?)?squamous\b|"
    r"\b(?:lymphoma|leuka?emia|myeloma|carcinoma|melanoma|sarcoma|cancer)$|"
    r"^(?!.*\b(?:dose|days?|weeks?|cycles?|courses?|once)\b)(?!.*\b\d).*\bonly$",
    re.IGNORECASE,
)
_NOT_WHO = re.compile(
    r"\b(?:will be|randomi[sz]ed|escalation|dose|phase|cycles?|courses?|arms?|planned|accru\w+|"
    r"divided|stratified|assigned)\b",
    re.IGNORECASE,
)
_RECEIVE = re.compile(r"\b(?:will |may |can )?(?:also )?(?:receives?|undergo(?:es)?)\b", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[](?P<who>[^()\[\]]+)[)\]]?")
_FOR_WHOM = re.compile(rf"\b(?:for|in) (?P<who>(?:[\w+-]+ ){{0,3}}?(?:{_PEOPLE}|responders)\b.*)", re.IGNORECASE)
_SOME_TIME = re.compile(
    r"(?:cycles?|courses?|days?|weeks?|months?|dose[- ]levels?)\s+[-+]?\d|"
    r"(?:maximum|cumulative|total|lifetime) (?:\w+ )?doses?\b|strengths?\b|formulations?\b|"
    r"dose (?:reduction|modification|adjustment|level(?!\Z)|escalation|limit)",
    re.IGNORECASE,
)
_REPLACED = re.compile(r"\w+ \(replaced\)", re.IGNORECASE)
"""What a text says that an amendment has replaced."""
_BESIDE = re.compile(r"[(,]\s*(?P<when>(?:cycles?|courses?|days?|weeks?|months?)\s+[-+]?\d[^),]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Restriction:
    """Who receives what stands under a heading, and when: `timing` by the names of facts; `unknown`: not read."""

    who: Stated[str] | None = None
    timing: Mapping[str, Any] = field(default_factory=dict)
    unknown: bool = False

    @property
    def of_courses(self) -> bool:
        """ "Course 1: ... Courses 2-6: ... Each course lasts 3 weeks": what repeats are all of these courses."""
        return set(self.timing) == {"cycles"}

    def is_against(self, entry: Entry) -> bool:
        """Days under days ("Week 3: ... on day 1"): whose they are is not said, but for those of a cycle.

        So it is with "Weeks 1-4: ... on day 1 of each 28-day cycle"; "Weeks 8, 11 and 14: ... on day 1 of each 21-day
        cycle" are the weeks in which cycles begin.
        """
        if not self.timing.keys() & _TIMES or entry.days is None:
            return False
        length = entry.length.value.days() if entry.length else None
        weeks = self.timing["weeks"].value if "weeks" in self.timing else ()
        steps = {(later - earlier) * A_WEEK for earlier, later in pairwise(weeks)}
        return length is None or not steps <= {length}

    def on(self, entry: Entry) -> Entry:
        """The entry with the timing of the heading, where it has none of its own."""
        own = entry.days is not None
        timing = {name: said for name, said in self.timing.items() if not (own and name in _TIMES)}
        entry = self._in_cycles_of_weeks(entry) if own and "weeks" in self.timing else entry
        return entry.having(**{name: getattr(entry, name) or said for name, said in timing.items()})

    def _in_cycles_of_weeks(self, entry: Entry) -> Entry:
        """ "Weeks 8, 11 and 14: ... on day 1 of each 21-day cycle": three cycles."""
        weeks: Stated[tuple[int, ...]] = self.timing["weeks"]
        if len(weeks.value) < 2 or entry.length is None or entry.days is None or entry.days.value != (1,):
            return entry
        return entry.having(count=entry.count or weeks.having(Count(len(weeks.value), len(weeks.value))))

    def is_lost_in(self, entry: Entry) -> bool:
        """Whether its cycles begin in weeks, or on days, that have no place beside the days of the cycle."""
        if entry.days is None or entry.length is None or not self.timing.keys() & _TIMES:
            return False
        return any(
            getattr(entry, name) is not said and said.value[:1] != (1,)
            for name, said in self.timing.items()
            if name in _TIMES
        )


def both(heading: Stated[str] | None, said: Stated[str] | None) -> Stated[str] | None:
    """Who receives it by the heading, and by the sentence under it."""
    if heading is None or said is None:
        return said or heading
    words = f"{heading.value}; {said.value}"
    return Stated(words, f"{heading.words}; {said.words}", heading.citations + said.citations)


def restriction(opened: Heading) -> Restriction:
    """What this heading says of its text."""
    if opened.arm or opened.opens_part:
        return _beside_the_label(opened)
    cursor = Cursor(opened.prose)
    named = cycles.cycle_set(cursor)
    if named is not None and cursor.token is None:
        return Restriction(timing={"cycles": named})
    if timing := _timing(opened.prose):
        return Restriction(timing=timing)
    who = _before_the_verb(opened.prose)
    if _SOME_PATIENTS.search(who.text) and not _NOT_WHO.search(who.text):
        return Restriction(who=who.stated())
    text = opened.text.value
    return Restriction(unknown=bool(_SOME_TIME.match(text) or _REPLACED.match(text)))


def _before_the_verb(heading: Prose) -> Prose:
    """ "Patients with CNS disease receive a third course of treatment:" is about patients with CNS disease."""
    verb = _RECEIVE.search(heading.text)
    return heading[: verb.start()].strip() if verb else heading


def _beside_the_label(opened: Heading) -> Restriction:
    """ "Induction (cycles 1-4)", "Arm A, days 1-5", "Maintenance (patients in CR)": what an arm or a part is restricted
    to, or that it was not read.
    """
    who = _who_beside(opened.prose)
    found = _BESIDE.search(opened.text.value)
    if found is None:
        return Restriction(who=who)
    beside = opened.prose[found.start("when") : found.end("when")].strip()
    named = cycles.cycle_set(cursor := Cursor(beside))
    timing = {"cycles": named} if named is not None and cursor.token is None else _timing(beside)
    return Restriction(who=who, timing=timing, unknown=not timing)


def _who_beside(label: Prose) -> Stated[str] | None:
    """ "Arm I (patients over 60)", "Maintenance for responders"."""
    for found in (*_BRACKET.finditer(label.text), *_FOR_WHOM.finditer(label.text)):
        who = label[found.start("who") : found.end("who")].strip()
        if _SOME_PATIENTS.search(who.text) and not _NOT_WHO.search(who.text):
            return who.stated()
    return None


def _timing(words: Prose) -> dict[str, Any]:
    """Days, weeks or months and nothing else; a cycle with its length is said of what is given in it."""
    for name, rule in _RULES.items():
        cursor = Cursor(words)
        found: Any = rule(cursor)
        if found is None or cursor.token is not None:
            continue
        if not isinstance(found, days.DayPhrase):
            return {name: found}
        scope = found.scope
        if scope is not None and scope.length is not None:
            return {}
        said = {"days": found.days, "weeks": found.weeks, "cycles": scope.cycles if scope else None}
        return {fact: stated for fact, stated in said.items() if stated is not None}
    return {}


_TIMES = frozenset({"days", "weeks", "months"})
_RULES = {"days": days.day_phrase, "weeks": weeks.week_phrase, "months": weeks.month_phrase}
