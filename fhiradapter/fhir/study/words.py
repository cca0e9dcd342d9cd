"""Words of the source as people read them: labels of fields, values in the source's own spelling, within FHIR's limits.

https://hl7.org/fhir/R4/datatypes.html#string: a text may have 1,048,576 characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.parts.elements import Primitive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.trial.study import Fact

LIMIT = 1_048_576
_SHORTENED = "\n\n(Shortened: the source document holds the whole text.)"

Row = tuple[str, str]


def limited(text: str) -> str:
    """A text that FHIR can hold; one that was cut says so."""
    return text if len(text) <= LIMIT else text[: LIMIT - len(_SHORTENED)] + _SHORTENED


def long_text(brief: Brief, fact: Stated[str] | None) -> Primitive | None:
    """A stated text of whatever length, with its citation."""
    return Primitive(limited(fact.value), brief.cite(fact)) if fact else None


def label(brief: Brief, field: str) -> str:
    """The words for a field of the registry."""
    return brief.tables.label(field)


def labelled(brief: Brief, field: str, value: str) -> str:
    """`Allocation: RANDOMIZED`; a fact without a field speaks for itself."""
    return f"{label(brief, field)}: {value}" if field else value


def spelt(fact: Stated[Any] | None) -> str:
    """A value as the source spells it, empty where there is none."""
    return (fact.words or str(fact.value)) if fact else ""


def respelt_rows(brief: Brief, facts: Iterable[Fact]) -> list[Row]:
    """The facts that the source spells in other words than FHIR has them."""
    return [(label(brief, fact.field), spelt(fact.value)) for fact in facts if spelt(fact.value) != fact.value.value]


def with_type(shown: str, *types: Stated[str] | None) -> str:
    """`62 (Actual)`: a value, and the source's words for what kind of value it is."""
    told = ", ".join(found for each in types if (found := spelt(each)))
    return f"{shown} ({told})" if shown and told else shown or told
