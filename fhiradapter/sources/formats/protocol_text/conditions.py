"""The conditions of "in patients with A (abc) and B (abc) ...", where the phrase names diseases and nothing else."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from fhiradapter.sources.formats.protocol_text.phrases import population

if TYPE_CHECKING:
    from fhiradapter.prose import Prose, Stated

_END = re.compile(
    r",?\s+(?:(?:and\s+)?(?:who(?:se|m)?|that|which)|(?:previously\s+|newly\s+|when\s+)?treated|randomi[sz]ed|receiving|undergoing|"
    r"when|where|while|after|before|during|following|over|using|given|in\s+terms|as|by|based\s+on|compared|prior\s+to|"
    r"to\s+(?:determine|assess|evaluate|compare|direct|identify|establish|see|improve|receive)|enrolled|registered)\b"
)
_DISEASE = re.compile(
    r"\b(?:cancers?|sarcomas?|tumou?rs?|neoplasms?|neoplasias?|malignanc(?:y|ies)|diseases?|disorders?|syndromes?|"
    r"infections?|hepatitis|diabetes|asthma|hypertension|failure|HIV\b|AIDS\b|stroke|depression|schizophrenia|dementia|"
    r"\w{3,}(?:itis|osis|a?emias?|omas?|opathy|opathies))\b"
)
_NO_DISEASE = re.compile(
    r"(?:^|\b(?:measurable|evaluable|assessable|progressive|stable|residual|active|metastatic|advanced|this|that|their|the|"
    r"treatment|underlying|recurrent|relapsed|refractory|extensive|limited|localized)\s+)(?:diseases?|failure|disorders?|"
    r"syndromes?|infections?)\b|\b(?:this|that|these|their)\s+\w+",
    re.IGNORECASE,
)
_NOT_ONLY_A_DISEASE = re.compile(
    r"\b(?:measurable|evaluable|adequate|function|responses?|progression|performance|survival|histor(?:y|ies)|risks?|"
    r"suspected|without|no|not|conducted|this|that|these|such|status|toxicity)\b|^(?:or|and|either|any)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<!\bhead),?\s+and\s+")


def conditions(sentence: Prose) -> tuple[Stated[str], ...]:
    """The conditions that the phrase states; none when a part of it is no disease."""
    whole = population(sentence)
    if whole is None:
        return ()
    end = _END.search(whole.text)
    items = _split((whole[: end.start()] if end else whole).strip(" ,:"))
    several = len(items) > 1
    if not all(_is_disease(each.text) and not (several and "," in each.text) for each in items):
        return ()
    return tuple(each.stated() for each in items)


def _split(phrase: Prose) -> list[Prose]:
    edges = [0, *itertools.chain.from_iterable(each.span() for each in _BETWEEN.finditer(phrase.text)), len(phrase)]
    return [phrase[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _is_disease(text: str) -> bool:
    return (
        text.count("(") == text.count(")")
        and not _NOT_ONLY_A_DISEASE.search(text)
        and bool(_DISEASE.search(_NO_DISEASE.sub(" ", text)))
    )
