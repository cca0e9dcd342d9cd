"""The phase of the study, from a sentence that says of this study that it is of that phase, and from no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.prose import Stated
from fhiradapter.schedule.text.splitting import heading, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.prose import Prose

_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NUMBER = r"(?:IV|I{1,3}|[1-4])(?:[ab](?![a-z]))?(?![\w.])"
_ONE = re.compile(r"(?<![\w.])(?P<number>IV|I{1,3}|[1-4])(?:[ab])?(?![\w])", re.IGNORECASE)
_MENTION = (
    rf"(?P<mention>(?:early[\s-]+)?phases?[\s-]+{_NUMBER}(?:(?:\s*[/-]\s*|\s+and\s+)(?:phase\s+)?{_NUMBER})?)"
    rf"(?!\s*(?:[/,-]|or|to|and|through)\s*(?:phase\s+)?{_NUMBER})"
)
_OF_SOMETHING_ELSE = (
    r"(?:stud(?:y|ies)|trials?|protocol|phases?|completed|previous\w*|prior|earlier|future|planned|not|no|never|of|in|on|"
    r"from|to|for|with|by|as|at|after|before|following|based|using|that|which|who|whose|collected|basis|"
    r"extensions?|continuation|companion|ancillary|roll-?over|follow-?up|sub-?stud(?:y|ies)|analysis|report|data|or)\b"
)
_WORD = rf"(?:(?!{_OF_SOMETHING_ELSE})[\w/():&-]+,?\s+)"
_ADJECTIVE = (
    r"(?:(?:non-?)?randomi[sz]ed|open[- ]label|(?:double|single|triple)[- ](?:blind(?:ed)?|arm|cent(?:er|re))|"
    r"multi-?\w+|pilot|clinical|prospective|placebo-controlled|controlled|national|international|pediatric|research),?\s+"
)
_OPENING = (
    rf"(?:This\s+is\s+an?\s+|This\s+{_WORD}{{0,3}}(?:study|trial)\s+is\s+an?\s+|The\s+(?:study|trial)\s+is\s+an?\s+)"
)
_NOUN = (
    r"(?:study|trial|protocol)\b(?!['’]|\s+(?:extension|follow|"
    r"companion|sub|ancillary|data|samples?|tissue|results?)\b)"
)
_DESCRIPTION = rf"{_MENTION}[\s,]+{_WORD}{{0,12}}?{_NOUN}"
_OF_THIS_STUDY = re.compile(
    rf"(?:{_OPENING}{_WORD}{{0,8}}?|This\s+(?:{_ADJECTIVE}){{0,4}}){_DESCRIPTION}", re.IGNORECASE
)
_NEXT = re.compile(
    rf"(?<!\bbe\s)\bfollowed\s+by\s+an?\s+(?:{_ADJECTIVE}){{0,4}}"
    rf"(?P<mention>phase\s+{_NUMBER})[\s,]+{_WORD}{{0,6}}?"
    r"(?:study|trial|part|portion|component)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    rf"{_OPENING}{_WORD}{{0,8}}?(?:study|trial),?\s+(?:with|consisting\s+of|comprising)\s+(?:an?\s+)?"
    rf"(?P<mention>phase\s+{_NUMBER})\s+(?:part|portion|component)\s+(?:and|followed\s+by)\s+(?:an?\s+)?"
    rf"(?P<second>phase\s+{_NUMBER})\s+(?:part|portion|component)\b",
    re.IGNORECASE,
)
_ANY_MENTION = re.compile(rf"\bphases?\s+{_NUMBER}", re.IGNORECASE)


def design_sentences(paragraphs: Iterable[Prose]) -> tuple[Prose, ...]:
    """Sentences on this study ("This is a phase I study of ...") that state its phase."""
    return tuple(each for each in _sentences(paragraphs) if phases(each) is not None)


def phases(sentence: Prose) -> Stated[tuple[str, ...]] | None:
    """The phases that a sentence gives this study, as words of the registry (PHASE1), citing each mention."""
    mentions = [sentence[start:end] for start, end in _mentions(sentence.text)]
    numbers = sorted({_NUMBERS[each["number"].lower()] for text in mentions for each in _ONE.finditer(text.text)})
    if not numbers or len(numbers) > 2 or numbers[-1] - numbers[0] > 1:
        return None
    early = mentions[0].text.lower().startswith("early")
    if early and numbers != [1]:
        return None
    value = ("EARLY_PHASE1",) if early else tuple(f"PHASE{number}" for number in numbers)
    return Stated(value, " / ".join(each.text for each in mentions), tuple(each.cite() for each in mentions))


def of_the_study(design: tuple[Prose, ...]) -> Stated[tuple[str, ...]] | None:
    """The phases of the first sentence, unless another sentence states others."""
    found = [each for each in map(phases, design) if each is not None]
    return found[0] if len({each.value for each in found}) == 1 else None


def mentioned(paragraphs: Iterable[Prose]) -> Prose | None:
    """The first sentence that names a phase of whatever study."""
    return next((each for each in _sentences(paragraphs) if _ANY_MENTION.search(each.text)), None)


def _mentions(text: str) -> list[tuple[int, int]]:
    parts = _PARTS.match(text)
    if parts is not None:
        return [parts.span("mention"), parts.span("second")]
    first = _OF_THIS_STUDY.match(text)
    if first is None:
        return []
    following = _NEXT.search(text, first.end())
    return [first.span("mention"), *([following.span("mention")] if following else [])]


def _sentences(paragraphs: Iterable[Prose]) -> Iterator[Prose]:
    return (sentence for paragraph in paragraphs for sentence in sentences(heading(paragraph)[1]))
