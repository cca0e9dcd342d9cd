"""The criteria item by item, as characteristics of the Group, in their order.

Members of a Group share every characteristic, so only a criterion of its own is one: "one of the following" with three
lines under it is one characteristic, not four. Its text holds the lines under it as a list, and the extension
`criterion-part` has each of them with its number (`2` is the second, `2.1` the first part of that) and its place in the
source. A criterion for a part of the participants says so in its code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, concept, element
from fhiradapter.fhir.parts.extensions import own_extensions
from fhiradapter.fhir.study.words import spelt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.trial.eligibility import Criterion, Eligibility

_KINDS = {"inclusion": "Inclusion criterion", "exclusion": "Exclusion criterion"}
_NO_KIND = "Criterion (inclusion or exclusion not stated)"
_EXCLUDES = "exclusion"


def characteristics(brief: Brief, stated: Eligibility) -> Iterator[Element]:
    """A characteristic per criterion that is said to include or to exclude."""
    return (_characteristic(brief, each) for each in stated.items if each.kind in _KINDS)


def unassigned(stated: Eligibility) -> Iterator[Stated[str]]:
    """What is in the whole text only: items that nobody says to include or exclude, and lines that are no item."""
    for each in stated.items:
        if each.kind not in _KINDS:
            yield each.text
            yield from (part.text for _, part in _parts(each.items))
            if each.scope:
                yield each.scope
    yield from stated.rest


def rows(stated: Eligibility) -> Iterator[tuple[str, str]]:
    """The rows of the narrative: the items, or, where none could be told apart, the whole text."""
    for each in stated.items:
        yield _label(each), spelt(each.text)
        yield from ((f"{_label(each)}, part {number}", spelt(part.text)) for number, part in _parts(each.items))
    for line in stated.rest:
        yield "Criteria, other lines", spelt(line)
    if not stated.items and not stated.rest:
        yield "Criteria", spelt(stated.criteria)


def _label(criterion: Criterion) -> str:
    kind = _KINDS.get(criterion.kind, _NO_KIND)
    return f"{kind} ({criterion.scope.value.rstrip(' :')})" if criterion.scope else kind


def _parts(items: Sequence[Criterion], above: str = "") -> Iterator[tuple[str, Criterion]]:
    """What stands under a criterion, however deep, each with its number."""
    for position, each in enumerate(items, start=1):
        number = f"{above}.{position}" if above else f"{position}"
        yield number, each
        yield from _parts(each.items, number)


def _characteristic(brief: Brief, criterion: Criterion) -> Element:
    parts = list(_parts(criterion.items))
    lines = [criterion.text.value, *(f"{'  ' * number.count('.')}- {part.text.value}" for number, part in parts)]
    under = [{"number": number, "text": part.text.value, "extension": brief.cite(part.text)} for number, part in parts]
    return element(
        extension=own_extensions(brief, "criterion-part", *under),
        code=concept(None, _label(criterion), brief.cite(criterion.scope)),
        valueCodeableConcept=concept(None, "\n".join(lines), brief.cite(criterion.text)),
        exclude=criterion.kind == _EXCLUDES,
    )
