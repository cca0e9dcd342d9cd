"""eligibilityModule."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.sources.study_record.criteria import Told, listed_items, told_apart
from fhiradapter.sources.study_record.values import each, line, passage
from fhiradapter.trial.eligibility import Age, Eligibility
from fhiradapter.trial.study import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fhiradapter.prose import Stated
    from fhiradapter.sources.record import Node

_AGE = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*(year|month|week|day|hour|minute)s?", re.IGNORECASE)
_UNITS: Mapping[str, str] = {"year": "a", "month": "mo", "week": "wk", "day": "d", "hour": "h", "minute": "min"}
_LIMITS = ("minimumAge", "maximumAge")


def eligibility(module: Node) -> Eligibility | None:
    """Who may take part, None where the record has nothing on it."""
    if not module:
        return None
    told = _told(module)
    return Eligibility(
        criteria=passage(module.text("eligibilityCriteria")),
        exclusion_criteria=passage(module.text("exclusionCriteria")),
        items=told.items,
        rest=told.rest,
        minimum_age=_age(module, "minimumAge"),
        maximum_age=_age(module, "maximumAge"),
        sex=line(module.text("sex")),
        gender_based=module.flag("genderBased"),
        gender_description=passage(module.text("genderDescription")),
        healthy_volunteers=module.flag("healthyVolunteers"),
        study_population=passage(module.text("studyPopulation")),
        sampling_method=line(module.text("samplingMethod")),
    )


def _told(module: Node) -> Told:
    """The items of the text, or those that the source has told apart itself."""
    own = [
        (kind.value if (kind := node.text("kind")) else "", text)
        for node in module.each("criteriaItems")
        if (text := passage(node.text("text")))
    ]
    if own:
        return Told(listed_items(own), ())
    whole, excluding = module.text("eligibilityCriteria"), module.text("exclusionCriteria")
    first = told_apart(whole, "inclusion" if excluding else "") if whole else Told((), ())
    second = told_apart(excluding, "exclusion") if excluding else Told((), ())
    return Told((*first.items, *second.items), (*first.rest, *second.rest))


def _age(module: Node, name: str) -> Stated[Age] | None:
    stated = line(module.text(name))
    found = _AGE.fullmatch(stated.value.strip()) if stated else None
    if stated is None or found is None:
        return None
    return stated.having(Age(Decimal(found[1]), _UNITS[found[2].lower()]))


def facts(module: Node) -> Iterator[Fact]:
    """The standard ages, and limits of age that could not be read."""
    yield from each("stdAges", module.texts("stdAges"))
    for name in _LIMITS:
        stated = line(module.text(name))
        if stated and not _AGE.fullmatch(stated.value.strip()):
            module.issues.append(_not_read(name, stated))
            yield Fact(name, stated)


def _not_read(name: str, stated: Stated[str]) -> Issue:
    return Issue(
        severity=Severity.WARNING,
        rule="age-not-read",
        code="value",
        message=f"{name}: {stated.words!r} is no age (as `18 Years`): kept in words.",
        remedy="Read the record and enter the limit by hand.",
        place=stated.citations[0].place,
        quote=stated.words[:80],
    )
