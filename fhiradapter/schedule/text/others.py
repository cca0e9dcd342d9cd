"""What a sentence is about that is not how the patients of this study are treated: aims, other studies, reports."""

from __future__ import annotations

import re

_ABOUT_OTHERS = re.compile(
    r"\b(?:previous(?:ly)?|prior) (?:stud|trial|report|clinical)|\bpreclinical|"
    r"\b(?:has|have) been (?:shown|reported|demonstrated|approved|used)|"
    r"\bin (?:mice|rats|vitro|animals)\b|\bmaximum tolerated dose\b.{0,30}\b(?:is|was|are|defined)\b|\bDLTs?\b|"
    r"(?<!at )(?<!at the )(?<!tolerated dose \()\bMTD\b|\bdose[- ]limiting\b|\bstratified\b|"
    r"\bprimary (?:end|objective)|\bobjectives?\b|"
    r"\bquality of life (?:is|was|will be) |\b(?:was|were) (?:shown|found|reported|well tolerated)\b",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"(?:to )?(?:determin|evaluat|assess|compar|estimat|defin|establish|investigat|examin|measur|characteri[sz]|"
    r"describ|identif|find|demonstrat|test|explor|confirm)(?:e|y|ing|ine)?\b",
    re.IGNORECASE,
)
_KIND_OF_STUDY = r"pilot|published|recent|earlier|randomi[sz]ed|controlled|phase [\dI]+\w?|observational|retrospective"
_REPORT = re.compile(
    r"\bet al\b|\bin (?:that|their|one|another) (?:series|study|trial|report)\b|\bmedian follow-?up of\b|"
    rf"\b(?:in|from) (?:the|an?|two|several|some) (?:[\w-]+ ){{0,2}}(?:{_KIND_OF_STUDY}) (?:[\w-]+ ){{0,2}}"
    r"(?:stud(?:y|ies)|trials?|RCTs?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:received|was|were|had|began|consisted)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\bwill\b|\breceives?\b|\b(?:are|is) (?:to be )?(?:given|treated|administered|infused|randomi[sz]ed)\b|"
    r"\bundergo\b|\bthis (?:study|trial)\b",
    re.IGNORECASE,
)


_ABSENCE = re.compile(r"\bin (?:the )?absence of [^.;]{0,80}", re.IGNORECASE)
"""What ends the treatment of a patient ("in the absence of dose-limiting toxicity") is no aim."""


def about_others(sentence: str) -> bool:
    """True for aims, endpoints and results."""
    return _ABOUT_OTHERS.search(sentence) is not None and _ABOUT_OTHERS.search(_ABSENCE.sub("", sentence)) is not None


def is_aim(words: str) -> bool:
    """ "Determine the safety of ...": what a part of the study is for."""
    return _AIM.match(words) is not None


def reports(paragraph: str) -> bool:
    """True for a paragraph that tells of the studies of others: "Smith et al. evaluated 18 patients"."""
    return _REPORT.search(paragraph) is not None


def is_told(sentence: str) -> bool:
    """True for a sentence of such a paragraph that says what was done, and nothing of what is to be done."""
    return _PAST.search(sentence) is not None and _NOW.search(sentence) is None
