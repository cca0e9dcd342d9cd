"""The headings inside a text on treatment: which arm, which part, or something that is not about treatment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.prose import Stated
from fhiradapter.schedule.names import key_of

if TYPE_CHECKING:
    from fhiradapter.prose import Prose
    from fhiradapter.schedule.names import Names

_BULLETS = r"(?:[-*•●▪○·]\s*|\(?[A-H]\)\s+|\(?\d{1,2}[.)]\s+|\(?[a-h][.)]\s+)*"
_LEAD_IN = re.compile(
    r"(?:all |the )?(?:patients|participants|subjects)(?: will)? (?:receive|undergo)(?: the following)?(?: \w+)?",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-hA-H])\)\s+(?=[A-Za-z])")
_NUMBERED = r"(?:dose level|level|cohort|arm|group|part|period|weeks?|days?|cycles?)\s+-?\d"
"""What needs no capital to be a heading."""
_HEADING = re.compile(rf"{_BULLETS}(?P<heading>(?:[A-Z0-9]|{_NUMBERED})[^:.;]{{0,110}}?)\s*:(?=\s|$|[A-Z])")
_LINE = re.compile(rf"{_BULLETS}(?P<heading>[A-Z][^:.;]{{1,60}}?)\s*$")
_ARM = re.compile(
    r"(?:treatment\s+|experimental\s+|control\s+|study\s+)?"
    r"(?P<kind>arm|group|cohort|regimen|stratum|sequence|schedule)s?\s+"
    r"(?P<label>[IVX]{1,4}|\d{1,2}|[A-H]\d?|(?-i:(?!OF|OR|IN|IS|TO|AT|BY|AS|ON|THE|AND|FOR)[A-Z]{2,3}))\b",
    re.IGNORECASE,
)
_ARM_BY_WORD = re.compile(
    r"(?:control|experimental|intervention|treatment|placebo|comparator|standard)\s+(?:arm|group)\b|"
    r"(?:(?:active|placebo|sham)\s+)?comparator\b|(?:experimental|control)(?=\s*(?:$|[(:]))",
    re.IGNORECASE,
)
_ORDINALS = {"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4"}
_PART = re.compile(
    r"\b(?P<part>run-?in|lead-?in|"
    rf"(?:(?:{'|'.join(_ORDINALS)}|early|late|delayed|interim|extended)[ -]+)?"
    r"(?:re-?induction|induction|consolidation|intensification|maintenance)"
    r"(?:\s+(?:(?:therapy|phase|treatment|chemotherapy)\s+)?(?:[IVX]{1,3}|[1-4][AB]?)"
    r"(?!\s*(?:[-/.,]?\d|to\b|\w*\s*(?:cycle|course|week|month|day|year|dose))))?|"
    r"conditioning|preparative|mobili[sz]ation|continuation|salvage|window|post-?transplant\w*|"
    r"phase\s+(?:[IVX]{1,3}\w?|\d\w?)|"
    r"dose\s+level\s+-?\d[A-Z]?|part\s+(?:[A-D]|[IVX]{1,3}|\d)|(?:step|stage)\s+(?:[IVX]{1,3}|\d)|period\s+\d)\b",
    re.IGNORECASE,
)
_KINDS_OF_PART = frozenset("therapy treatment chemotherapy".split())
_DIVISION = re.compile(r"\bblock\s+(?:[A-D]|[IVX]{1,3}|\d)\b", re.IGNORECASE)
"""What a part is divided into."""
_WHOLE = re.compile(
    r"(?:protocol |treatment |study )?"
    r"(?:outline|treatment|therapy|treatments?|treatment plan|drug administration|design)\b.*",
    re.IGNORECASE,
)
_NOT_TREATMENT = re.compile(
    r"\b(?:objectives?|rationale|purpose|background|accrual|endpoints?|outcomes?|eligibility|criteria|statistic\w*|"
    r"sample size|hypothes[ie]s|aims?|tests?|visits?|assessments?|procedures?|follow-?up|screening|evaluations?|"
    r"measure\w*|monitoring|"
    r"length of study|pharmacokinetics?|quality of life|imaging|stratification|analysis|references?|safety|efficacy)\b",
    re.IGNORECASE,
)
_OF_A_DOSE = re.compile(r"\s(?:dose|doses|dosing|dosage)(?: (?:and )?(?:schedule|regimen))?$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:total )?(?:treatment )?(?:dose|dosage|dosing|route|frequency|duration|schedule)"
    r"(?: of (?:administration|treatment))?",
    re.IGNORECASE,
)
"""A fact with its name before it ("Duration: 12 weeks") is no heading."""
_LEVEL = r"(?:dose[ -]level|level|DL)\s?#?-?\d[A-Z]?(?:\s*\([^()]{1,12}\))?\s*[:=]"
_OF_LEVELS = re.compile(
    rf"(?:[^:]{{0,110}}\b(?:levels|following doses)\s*:\s*)?{_LEVEL}(?P<first>[^:;=]{{1,60}}?)[\s,;]+{_LEVEL}",
    re.IGNORECASE,
)
_NEXT_LEVEL = re.compile(
    rf"(?:.*\b(?:levels|doses)\s*:|(?P<level>{_LEVEL}.{{1,60}}))\n(?P<next>{_LEVEL}.*)", re.IGNORECASE
)
_MORE_THAN_AMOUNTS = re.compile(
    r"\b(?:days?|daily|weekly|every|once|twice|receives?|patients|subjects|over|IV|orally)\b"
)
_ARM_WORDS = frozenset({"arm", "group", "cohort", "regimen", "sequence", "schedule"})
_ARM_LABEL = re.compile(r"[ivx]{1,4}|\d{1,2}|[a-h]\d?", re.IGNORECASE)
_AMOUNT = re.compile(r"[\d.,]+\s*(?:mg|mcg|[µμu]g|g|ml|gy)\b.*(?:,\s*(?:days?|weeks?)\b|\bdose )", re.IGNORECASE)
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says of the text behind it. `arms` empty and `part` None: a heading of the whole.

    `division` is a block of the part that it opens, or that was opened before it.
    """

    prose: Prose
    arm: str = ""
    part: Stated[str] | None = None
    division: Stated[str] | None = None
    treatment: bool = True

    @property
    def text(self) -> Stated[str]:
        """The words of the heading."""
        return self.prose.stated()

    @property
    def opens_part(self) -> bool:
        """True for "INDUCTION", and for "BLOCK I" in it."""
        return self.part is not None or self.division is not None

    @property
    def whole(self) -> bool:
        """True for "OUTLINE" and the like."""
        return bool(_WHOLE.fullmatch(self.prose.text))


def heading(passage: Prose, known: Names) -> tuple[Heading | None, Prose]:
    """The heading that a passage opens with, and what follows; a bullet before it goes with it.

    What is itself a part of the statement is no heading ("Cisplatin: 75 mg/m2", "Dose: 75 mg/m2").
    """
    match = None if lists_levels(passage.text) else _HEADING.match(passage.text)
    if match is not None and _is_said(passage[match.start("heading") : match.end("heading")], known):
        return None, passage[match.start("heading") :]
    if match is None or len(match["heading"].split()) > 14:
        match = _LINE.match(passage.text)
        if match is None or not (arm_id(match["heading"]) or _PART.match(match["heading"])):
            return None, _without_label(passage)
    text = passage[match.start("heading") : match.end("heading")]
    if _goes_on(text.text):
        return None, passage
    return classified(text), passage[match.end() :].strip()


def leads_in(opened: Heading) -> bool:
    """ "Patients receive:" says no more than that what follows is given."""
    return _LEAD_IN.fullmatch(opened.prose.text) is not None


def _without_label(passage: Prose) -> Prose:
    """ "1) Cisplatin IV", "C) etoposide IV": what counts the items of a list is none of their words."""
    label = _ITEM.match(passage.text)
    return passage[label.end() :] if label else passage


def _goes_on(words: str) -> bool:
    """ "106 mg, Day 2:" goes on about what is given; the colon of "A 50 mg on day 1 (cycle length: 21 days)" is one
    of the statement.
    """
    if _AMOUNT.match(words):
        return True
    return words.rfind("(") > words.rfind(")") and not arm_id(words)


def lists_levels(words: str) -> bool:
    """ "Level 1: 70 mg/m2 Level 2: 90 mg/m2" are amounts with their names; "Level 1: Patients receive A" is headed."""
    match = _OF_LEVELS.match(words)
    return match is not None and not _MORE_THAN_AMOUNTS.search(match["first"])


def goes_on_with_levels(lines: str) -> bool:
    """Whether the second of two lines is the next amount of a list of levels, or the first one."""
    match = _NEXT_LEVEL.fullmatch(lines)
    return match is not None and not _MORE_THAN_AMOUNTS.search(match["level"] or match["next"])


def _is_said(words: Prose, known: Names) -> bool:
    """Whether these words before a colon are a part of the statement: a treatment, the name of a fact."""
    return bool(_LABEL.fullmatch(words.text) or key_of(known, _OF_A_DOSE.sub("", words.text)))


def classified(text: Prose) -> Heading:
    """What these words say as a heading."""
    arm = arm_id(text.text)
    part = _words(text, _PART)
    division = _words(text, _DIVISION)
    named = bool(arm or part or division or _WHOLE.fullmatch(text.text))
    return Heading(text, arm, part, division, treatment=named or not _NOT_TREATMENT.search(text.text))


def _words(text: Prose, pattern: re.Pattern[str]) -> Stated[str] | None:
    found = pattern.search(text.text)
    return text.state(found.group(), found.start(), found.end()) if found else None


def divided(part: Stated[str] | None, division: Stated[str]) -> Stated[str]:
    """ "INDUCTION" and, under it, "BLOCK I": a part of its own."""
    if part is None:
        return division
    words = f"{part.words}, {division.words}"
    return Stated(f"{part.value}, {division.value}", words, part.citations + division.citations)


def arm_id(label: str) -> str:
    """What tells arms apart in the way texts refer to them: "Arm II (standard)" and "arm 2" are `arm 2`."""
    match = _ARM.match(label.strip())
    if match is None:
        word = _ARM_BY_WORD.match(label.strip())
        return " ".join(word.group().lower().split()) if word else ""
    number = match["label"].lower()
    return f"{match['kind'].lower()} {_ROMAN.get(number, number)}"


def arm_ids(words: str) -> tuple[str, ...]:
    """Each arm of "arms I and II"."""
    match = _ARM.match(words.strip())
    if match is None:
        return ()
    labels = re.findall(r"\b(?:[IVX]+|\d{1,2}|[A-H]\d?)\b", words[match.end("kind") :], re.IGNORECASE)
    kind = match["kind"].lower()
    return tuple(
        dict.fromkeys(f"{kind} {_ROMAN.get(label.lower(), label.lower())}" for label in labels if label != "s")
    )


def arms_named(words: str) -> tuple[str, ...]:
    """The arms that are named somewhere in these words."""
    match = _ARM.search(words)
    return arm_ids(words[match.start() :]) if match else ()


def is_arm_word(word: str) -> bool:
    """True for "arm", "groups" and the like."""
    return word.removesuffix("s") in _ARM_WORDS or word in {"strata", "stratum"}


def is_arm_label(word: str) -> bool:
    """True for what tells arms apart: a Roman or a small number, a letter."""
    return bool(_ARM_LABEL.fullmatch(word))


def part_id(words: str) -> str:
    """What tells parts apart: "Phase II" and "phase 2" are `phase 2`; empty for words that name none.

    The blocks of a part are the part.
    """
    match = _PART.fullmatch(words.partition(",")[0].strip())
    if match is None:
        return ""
    named = [each for each in match["part"].lower().replace("-", "").split() if each not in _KINDS_OF_PART]
    if named[0] != "phase" and "phase" in named:
        named.remove("phase")
    if named[0] in _ORDINALS:
        named = [*named[1:], _ORDINALS[named[0]]]
    return " ".join((*named[:-1], _ROMAN.get(named[-1], named[-1])))


def is_bullet(passage: Prose) -> bool:
    """True for an item of a list."""
    return bool(re.match(r"[-*•●▪○·]\s|\(?\d{1,2}[.)]\s|\(?[a-h][.)]\s", passage.text))
