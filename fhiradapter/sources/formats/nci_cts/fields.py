"""The fields of the NCI search API, one by one: yes and no, counts, dates, words of either version."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fhiradapter.sources.record import Node, stated
from fhiradapter.sources.registry_dates import iso_date
from fhiradapter.sources.registry_numbers import whole_number
from fhiradapter.sources.registry_words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fhiradapter.prose import Stated

_IRREGULAR: Mapping[str, Mapping[str, str]] = {
    "masking": {"OPEN": "NONE"},
    "interventionModel": {"CROSS_OVER": "CROSSOVER"},
    "interventionType": {"BIOLOGICAL_VACCINE": "BIOLOGICAL", "PROCEDURE_SURGERY": "PROCEDURE"},
    "sex": {"BOTH": "ALL"},
}
"""By v2 field: what the rule of the registry makes of the word of NCI, and the word of v2."""

_YES_AND_NO: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False}


def is_own(node: Node) -> bool:
    """Whether a disease or an intervention is of the trial itself, not its ancestor in the thesaurus."""
    marks = node.value.get("inclusion_indicator")
    return marks is None or "TRIAL" in (marks if isinstance(marks, list) else [marks])


def is_yes(node: Node, field: str) -> bool:
    """Whether a field says yes; an absent one does not."""
    answer = yes_or_no(node, field)
    return answer is not None and answer.value


def yes_or_no(node: Node, field: str) -> Stated[bool] | None:
    """A yes or no as a bool: the API writes `true`, `YES` or `Yes`."""
    content = node.value.get(field)
    words = str(content).lower() if isinstance(content, bool) else content
    if words is None or words == "":
        return None
    answer = _YES_AND_NO.get(words.strip().lower()) if isinstance(words, str) else None
    if answer is None:
        node.amiss(f"{node.path}/{field}", content, "yes or no")
        return None
    return stated(answer, words, f"{node.path}/{field}")


def count(node: Node, field: str) -> Stated[int] | None:
    """A whole number that is not negative."""
    content = node.value.get(field)
    words = "" if content is None else str(content)
    number = whole_number(words)
    if number is not None:
        return stated(number, words, f"{node.path}/{field}")
    if words:
        node.amiss(f"{node.path}/{field}", content, "a count")
    return None


def date(node: Node, field: str) -> Stated[str] | None:
    """A date as YYYY-MM-DD; the API adds a time of day to some."""
    fact = node.text(field)
    found = iso_date(fact.value) if fact else ""
    if fact and not found:
        node.amiss(f"{node.path}/{field}", fact, "a date")
    return fact.having(found) if fact and found else None


def coded(node: Node, field: str, inner: str) -> Stated[str] | None:
    """A word that the first version of the API keeps in an object of its own."""
    return node.at(field).text(inner) if isinstance(node.value.get(field), dict) else node.text(field)


def coded_word(node: Node, field: str, v2_field: str) -> Stated[str] | None:
    """A word in the vocabulary of v2; `v2_field` is the field there."""
    return having(node.text(field), partial(v2_word, v2_field))


def v2_word(v2_field: str, words: str) -> str:
    """What v2 calls a word of this API."""
    found = word(v2_field, words)
    return _IRREGULAR.get(v2_field, {}).get(found, found)


def having(fact: Stated[str] | None, change: Callable[[str], str]) -> Stated[str] | None:
    """The same fact in other words, None for none."""
    return fact.having(change(fact.value)) if fact else None


def first(node: Node, *fields: str) -> Stated[str] | None:
    """The first of these fields that is stated: the versions of the API differ in names."""
    return next((fact for field in fields if (fact := node.text(field))), None)


def texts(node: Node, names: Mapping[str, str]) -> dict[str, Any]:
    """Fields of words by their v2 names, as far as they are stated."""
    return filled({v2: node.text(field) for v2, field in names.items()})


def filled(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not stated."""
    return {name: value for name, value in parts.items() if value not in (None, {}, [])}
