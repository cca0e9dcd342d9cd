"""Who may take part: the criteria come told apart and numbered, age and sex in fields of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fhiradapter.sources.formats.nci_cts.fields import coded_word, filled, yes_or_no

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.sources.record import Node

_AGE = re.compile(r"([0-9]{1,4}) (Year|Month|Week|Day|Hour|Minute)s?", re.IGNORECASE)
_NO_LIMIT = 999


def eligibility(trial: Node) -> dict[str, Any]:
    """The members of `eligibilityModule`."""
    structured = trial.at("eligibility", "structured")
    volunteers = yes_or_no(structured, "accepts_healthy_volunteers")
    return filled(
        {
            "criteriaItems": [
                _criterion(each) for each in _in_order(trial.at("eligibility")) if each.text("description")
            ],
            "sex": coded_word(structured, "sex", "sex") or coded_word(structured, "gender", "sex"),
            "minimumAge": _age(structured, "min_age"),
            "maximumAge": _age(structured, "max_age"),
            "healthyVolunteers": volunteers or yes_or_no(trial, "accepts_healthy_volunteers_indicator"),
            "studyPopulation": trial.text("study_population_description"),
            "samplingMethod": coded_word(trial, "sampling_method_code", "samplingMethod"),
        }
    )


def _in_order(criteria: Node) -> list[Node]:
    """The criteria by their numbers; where one has none, as they stand."""
    items = list(criteria.each("unstructured"))
    numbers = [each.value.get("display_order") for each in items]
    if not all(isinstance(number, int) for number in numbers):
        return items
    return sorted(items, key=lambda each: int(each.value["display_order"]))


def _criterion(item: Node) -> dict[str, Any]:
    inclusion = yes_or_no(item, "inclusion_indicator")
    kind = inclusion.having("inclusion" if inclusion.value else "exclusion") if inclusion else None
    return filled({"kind": kind, "text": item.text("description")})


def _age(structured: Node, field: str) -> Stated[str] | None:
    """`18 Years`; 999 years stand for no limit."""
    fact = structured.text(field)
    if not fact:
        return None
    found = _AGE.fullmatch(fact.value.strip())
    if not found:
        structured.amiss(f"{structured.path}/{field}", fact, "an age with its unit")
        return None
    plural = "" if int(found[1]) == 1 else "s"
    return None if int(found[1]) >= _NO_LIMIT else fact.having(f"{int(found[1])} {found[2].capitalize()}{plural}")
