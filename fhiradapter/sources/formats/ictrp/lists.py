"""Interventions and outcomes of an ICTRP record, each registry in its own form.

ClinicalTrials.gov: `Drug: A;Device: B`. EU registers: `Product Name: A<br>Product Code: ...` and `Main Objective: ...;
Primary end point(s): ...`. Others: items, or prose. What is no list for certain stays in one piece.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fhiradapter.sources.formats.ictrp.fields import fact, filled, once, says_nothing, spans, split
from fhiradapter.sources.registry_words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Prose, Stated

_TYPES = (
    "Behavioral|Biological|Combination Product|Device|Diagnostic Test|Dietary Supplement|Drug|Genetic|Other|Procedure"
    "|Radiation"
)
_TYPED = re.compile(rf"(?:^|;)\s*({_TYPES}):\s*(?=\S)")
_PRODUCT_LABELS = (
    "Trade Name|Product Name|Product Code|Pharmaceutical Form|INN or Proposed INN|CAS Number|Current Sponsor code"
    "|Other descriptive name|EV Substance Code|Concentration unit|Concentration type|Concentration number|Strength"
    "|Pharmaceutical form of the placebo|Route of administration of the placebo"
)
_PRODUCT = re.compile(rf"(?:^|<br\s*/?>|[,;\n])\s*({_PRODUCT_LABELS})\s*:", re.IGNORECASE)
_NAMES = ("product name", "trade name", "inn or proposed inn")
"""What a product may be called by, the best first."""

_STARTS = {"trade name", "product name"}
_MORE_NAMES = ("trade name", "inn or proposed inn", "other descriptive name")
_LONGEST_NAME = 120
_PROSE = re.compile(r"[.!?](?:\s|$)|^\w+(?: \w+)?:")
_BULLETS = ("-", "–", "•", "*", "·")
_OUTCOME_LABELS = (
    r"Main Objective|Secondary Objective|Primary end point\(s\)|Secondary end point\(s\)"
    r"|Timepoint\(s\) of evaluation of this end point"
)
_LABELLED = re.compile(rf"(?:^|;|<br\s*/?>)\s*({_OUTCOME_LABELS})\s*:", re.IGNORECASE)
_OBJECTIVES = {"main objective": "primary", "secondary objective": "secondary"}
_END_POINTS = {"primary end point(s)", "secondary end point(s)"}


def interventions(text: Prose) -> list[dict[str, Any]]:
    """Interventions in v2 form. Prose about the treatment is one of them, in one piece."""
    if _TYPED.match(text.text):
        return [
            {"type": label.state(word("interventionType", label.text)), "name": fact(value)}
            for label, value in _labelled(text, _TYPED)
        ]
    if products := [_product(text, parts) for parts in _products(text)]:
        return products if all("name" in each for each in products) else [{"name": fact(text)}]
    parts = split(text)
    if not all(_is_name(part.text) for part in parts):
        return [{"name": fact(text)}]
    return [{"name": name} for name in once(fact(part) for part in parts)]


def outcomes(text: Prose) -> dict[str, list[dict[str, Any]]]:
    """`outcomes`, in v2 form, and `objectives` (`kind`, `text`), which EU registers keep in the same field."""
    parts = list(_labelled(text, _LABELLED))
    if not parts:
        return {"outcomes": [{"measure": item} for item in _items(text)], "objectives": []}
    objectives = [
        {"kind": label.state(_OBJECTIVES[label.text.lower()]), "text": fact(value)}
        for label, value in parts
        if label.text.lower() in _OBJECTIVES and not says_nothing(value)
    ]
    end_points = [
        fact(value) for label, value in parts if label.text.lower() in _END_POINTS and not says_nothing(value)
    ]
    times = [fact(value) for label, value in parts if label.text.lower().startswith("time") and not says_nothing(value)]
    before = text[: _start(text)].strip()
    measures = [*([fact(before)] if before.text else []), *end_points]
    time = times[0] if len(times) == 1 and len(measures) == 1 else None
    found = [filled({"measure": measure, "timeFrame": time}) for measure in measures]
    return {"outcomes": found, "objectives": objectives}


def _start(text: Prose) -> int:
    first = _LABELLED.search(text.text)
    return first.start() if first else 0


def _labelled(text: Prose, pattern: re.Pattern[str]) -> Iterator[tuple[Prose, Prose]]:
    """Each label of the pattern, and the text up to the next one."""
    labels = list(pattern.finditer(text.text))
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        value = text[label.end() : end].strip()
        if value.text:
            yield text[label.start(1) : label.end(1)], value


def _products(text: Prose) -> list[list[re.Match[str]]]:
    """The labels, product by product: a name behind something else than a name, or once more, begins another."""
    groups: list[list[re.Match[str]]] = []
    for label in _PRODUCT.finditer(text.text):
        name, known = label[1].lower(), {each[1].lower() for each in groups[-1]} if groups else set()
        if not groups or (name in _STARTS and (name in known or known - _STARTS)):
            groups.append([])
        groups[-1].append(label)
    return groups


def _product(text: Prose, labels: list[re.Match[str]]) -> dict[str, Any]:
    following = next(
        (each.start() for each in _PRODUCT.finditer(text.text) if each.start() > labels[-1].start()), len(text)
    )
    whole = text[labels[0].start(1) : following].strip()
    values: dict[str, list[Stated[str]]] = {}
    for label, value in _labelled(whole, _PRODUCT):
        item = _bare(value)
        if not says_nothing(item):
            values.setdefault(label.text.lower(), []).append(fact(item))
    name = next((values[label][0] for label in _NAMES if label in values), None)
    # more than one INN are the parts of a product, not its names
    others = [values[label][0] for label in _MORE_NAMES if len(values.get(label, ())) == 1]
    known = {name.value.lower()} if name else set()
    more = [each for each in once(others) if each.value.lower() not in known]
    return filled({"name": name, "otherNames": more, "description": fact(whole)})


def _bare(value: Prose) -> Prose:
    """Without the marks at its end."""
    ranges = spans(value, semicolons=False)
    return value[ranges[0][0] : ranges[-1][1]] if ranges else value[:0]


def _is_name(words: str) -> bool:
    return len(words) <= _LONGEST_NAME and not words[0].islower() and not _PROSE.search(words)


def _items(text: Prose) -> list[Stated[str]]:
    """The items of a list: lines, or, in a single line, what stands between `;` if all of it begins like an item."""
    lines = [text[start:end] for start, end in _lines(text)]
    parts = split(text)
    is_list = len(spans(text, semicolons=False)) == 1 and not any(part.text[0].islower() for part in parts)
    return once(fact(item) for item in (parts if is_list else lines) if not says_nothing(item))


def _lines(text: Prose) -> list[tuple[int, int]]:
    """Lines, and with each of them those that go on with it."""
    found = spans(text, semicolons=False)
    bulleted = [text.text[:start].rstrip().endswith(_BULLETS) for start, _ in found]
    joined: list[tuple[int, int]] = []
    for (start, end), has_bullet in zip(found, bulleted, strict=True):
        goes_on = (
            text.text[start].islower() or text.text.startswith("Note", start) or (any(bulleted) and not has_bullet)
        )
        if joined and (goes_on or text.text[joined[-1][1] - 1] == ":"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
