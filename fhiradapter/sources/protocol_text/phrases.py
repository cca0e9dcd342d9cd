"""What single sentences state of the study: its phase, who takes part, who supports it. One pattern, one fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.prose import Stated
from fhiradapter.schedule.splitting import heading, sentences
from fhiradapter.trial.study import Characteristic, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.prose import Prose

_ABOUT_THIS_STUDY = re.compile(r"(?:This|The)\s+(?:\w+\s+){0,3}(?:is|studies|tests|evaluates|trial|study)\b")
_PHASE = re.compile(r"\bphases?\s+(IV|I{1,3}|[1-4])[ab]?(?:\s*[/-]\s*(IV|I{1,3}|[1-4])[ab]?)?\b", re.IGNORECASE)
_PHASE_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_PATIENTS_WITH = re.compile(r"\bin\s+(?:adult\s+|pediatric\s+)?(?:patients|participants|subjects)\s+with\s+")
_PHRASE_END = re.compile(r"\.(?=\s|$)|;|\s\((?=Phase\b)|\bthat\s+express(?:es)?\b|,\s+hereafter\b|$")
_CONDITION_END = re.compile(
    r",?\s+(?:who(?:se|m)?|that|which|(?:previously\s+|when\s+)?treated|randomi[sz]ed|receiving|undergoing|when|after|over|using|in\s+terms)\b"
)
_MARKER = re.compile(r"\bthat\s+(?:express(?:es)?\s+(?P<marker>[A-Z][\w-]*\d[\w-]*))")
_BETWEEN_CONDITIONS = re.compile(r"(?<=\))\s+(?:and|or)\s+")

_SUPPORT = re.compile(
    r"(?P<name>[A-Z][\w&.' -]{1,60}?)\s+(?:is|are)\s+(?P<what>(?P<verb>supporting|funding|sponsoring)\s+(?:this|the)\s+"
    r"(?:\w+\s+){0,2}(?:study|trial)[^.]*)"
)
_SUPPORT_ROLES = {"supporting": "funding-source", "funding": "funding-source", "sponsoring": "sponsor"}

_ENROLLMENT = re.compile(
    r"(?:(?:up to|approximately|about|at least)\s+)?\d[\d,]*(?:\s*(?:to|-|–)\s*\d[\d,]*)?\s+"
    r"(?:people|patients|participants|subjects|volunteers|individuals)\b"
)
_OF_THE_STUDY = re.compile(
    r"\b(?:expected|projected|anticipated|a total of|will (?:take part|participate|be (?:enrol|accru|recruit)))"
)
_OF_A_PART = re.compile(
    r"\b(?:cohorts?|each|per|dose levels?|strat\w+|arms?|groups?|first|initial|additional|stages?|if)\b", re.IGNORECASE
)


def design_sentences(paragraphs: Iterable[Prose]) -> tuple[Prose, ...]:
    """Sentences on this study ("This is a phase I study of ...") that name its phase."""
    found = (sentence for paragraph in paragraphs for sentence in sentences(heading(paragraph)[1]))
    return tuple(each for each in found if _ABOUT_THIS_STUDY.match(each.text) and _PHASE.search(each.text))


def phases(sentence: Prose) -> Stated[tuple[str, ...]] | None:
    """The phases that a sentence names, as words of the registry (PHASE1), citing each mention."""
    matches = list(_PHASE.finditer(sentence.text))
    if not matches:
        return None
    named = {_PHASE_NUMBERS[word.lower()] for match in matches for word in match.groups() if word}
    phases = tuple(f"PHASE{number}" for number in sorted(named))
    mentions = [sentence[match.start() : match.end()] for match in matches]
    return Stated(phases, " / ".join(each.text for each in mentions), tuple(each.cite() for each in mentions))


def conditions(sentence: Prose) -> tuple[Stated[str], ...]:
    """The conditions of "in patients with A (abc) and B (abc) ...": "and" parts them behind a bracket only."""
    whole = population(sentence)
    if whole is None:
        return ()
    end = _CONDITION_END.search(whole.text)
    whole = whole[: end.start()] if end else whole
    edges = [0, *(edge for match in _BETWEEN_CONDITIONS.finditer(whole.text) for edge in match.span()), len(whole)]
    return tuple(whole[start:end].stated() for start, end in zip(edges[::2], edges[1::2], strict=True))


def population(sentence: Prose) -> Prose | None:
    """What stands behind "in patients with", to the end of the phrase."""
    match = _PATIENTS_WITH.search(sentence.text)
    if match is None:
        return None
    end = _PHRASE_END.search(sentence.text, match.end())
    found = sentence[match.end() : end.start() if end else None].strip(" ,")
    return found if found.text else None


def markers(sentence: Prose) -> Iterator[Characteristic]:
    """ "that express CD22": what the patients' disease expresses."""
    for match in _MARKER.finditer(sentence.text):
        code = f"{match['marker']} expression"
        yield Characteristic(code, None, sentence[match.start() : match.end()].stated())


def supporters(paragraphs: Iterable[Prose]) -> Iterator[Party]:
    """ "X is supporting this study by ...": who pays or gives the drug, in the words of the text."""
    for paragraph in paragraphs:
        for match in _SUPPORT.finditer(paragraph.text):
            name = paragraph[match.start("name") : match.end("name")]
            words = paragraph[match.start("what") : match.end("what")]
            yield Party(_SUPPORT_ROLES[match["verb"]], name.stated(), words.stated())


def enrollment(paragraphs: Iterable[Prose]) -> Stated[str] | None:
    """ "20 to 32 people will take part": the phrase; a range is no number, and none is made of it."""
    for sentence in (each for paragraph in paragraphs for each in sentences(paragraph)):
        match = _ENROLLMENT.search(sentence.text)
        if match and _OF_THE_STUDY.search(sentence.text) and not _OF_A_PART.search(sentence.text):
            return sentence[match.start() : match.end()].stated()
    return None
