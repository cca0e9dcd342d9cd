"""What single sentences state of the study: who takes part, how many, who supports it. One pattern, one fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.text.splitting import sentences
from fhiradapter.trial.eligibility import Characteristic
from fhiradapter.trial.people import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.prose import Prose, Stated

_PATIENTS_WITH = re.compile(r"\bin\s+(?:adult\s+|pediatric\s+)?(?:patients|participants|subjects)\s+with\s+")
_PHRASE_END = re.compile(r"\.(?=\s|$)|;|\s\((?=Phase\b)|\bthat\s+express(?:es)?\b|,\s+hereafter\b|$")
_MARKER = re.compile(r"\bthat\s+(?:express(?:es)?\s+(?P<marker>[A-Z][\w-]*\d[\w-]*))")
_SUPPORT = re.compile(
    r"(?P<name>(?:The\s+)?[A-Z][\w&.'-]*(?:,?\s+(?:[A-Z][\w&.'-]*|of|the|for|and|&)){0,8})\s+(?:is|are)\s+"
    r"(?P<what>(?P<verb>supporting|funding|sponsoring)\s+(?:this|the)\s+(?:\w+\s+){0,2}(?:study|trial)[^.]*)"
)
_NO_NAME = re.compile(
    r"(?:no|neither|nor|none|nobody|not|whether|unclear|if|when|while|although|because|unless|since|until|it|this|that|"
    r"these|those|they|we|you|he|she|who|which|what|other|others|some|another)\b",
    re.IGNORECASE,
)
_SUPPORT_ROLES = {"supporting": "funding-source", "funding": "funding-source", "sponsoring": "sponsor"}

_ENROLLMENT = re.compile(
    r"(?:(?:up to|approximately|about|at least)\s+)?(?<![\d,])\d[\d,]{0,11}"
    r"(?:\s{0,9}(?:to|-|–)\s{0,9}\d[\d,]{0,11})?\s{1,9}"
    r"(?:people|patients|participants|subjects|volunteers|individuals)\b(?!\s*(?:/|per\b|an?\s+(?:year|month)))"
)
_OF_THE_STUDY = re.compile(
    r"\b(?:expected|projected|anticipated|planned|will|total of \d[\d,]{0,11} \w+ will)\b.*"
    r"\b(?:take part|participate|(?:be )?(?:enrol|accru|recruit|entered|included))|\bwill (?:take part|participate)|"
    r"\b(?:enrol|accru|recruit)\w*.*\b(?:expected|projected|anticipated|planned)\b",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"\b(?:cohorts?|each|per|dose levels?|strat\w+|arms?|groups?|first|initial|additional|stages?|if)\b", re.IGNORECASE
)
_OF_ANOTHER_STUDY = re.compile(r"\b(?:previous(?:ly)?|prior|earlier|another|past)\b", re.IGNORECASE)


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
    for sentence in _sentences(paragraphs):
        match = _SUPPORT.match(sentence.text)
        if match and not any(_NO_NAME.match(word) for word in match["name"].split()):
            name = sentence[match.start("name") : match.end("name")]
            words = sentence[match.start("what") : match.end("what")]
            yield Party(_SUPPORT_ROLES[match["verb"]], name.stated(), words.stated())


def enrollment(paragraphs: Iterable[Prose]) -> Stated[str] | None:
    """ "20 to 32 people will take part": the phrase; a range is no number, and none is made of it."""
    for sentence in _sentences(paragraphs):
        match = _ENROLLMENT.search(sentence.text)
        if match and _OF_THE_STUDY.search(sentence.text) and not _of_others(sentence):
            return sentence[match.start() : match.end()].stated()
    return None


def _of_others(sentence: Prose) -> bool:
    return bool(_OF_A_PART.search(sentence.text) or _OF_ANOTHER_STUDY.search(sentence.text))


def _sentences(paragraphs: Iterable[Prose]) -> Iterator[Prose]:
    return (each for paragraph in paragraphs for each in sentences(paragraph))
