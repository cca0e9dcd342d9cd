"""The countries of a study: `location` in R4, `region` in R5. https://hl7.org/fhir/R5/researchstudy.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import concept

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.prose import Stated


def regions(brief: Brief) -> list[Element]:
    """Each country once, in the order of the source.

    A country cites what the study says of its countries, and the first site in it; each Location cites its own.
    """
    listed: dict[str, list[Stated[str]]] = {}
    for country in brief.trial.countries:
        listed.setdefault(country.value.casefold(), []).append(country)
    for site in brief.trial.sites:
        if site.country:
            listed.setdefault(site.country.value.casefold(), [site.country])
    return [_region(brief, facts) for facts in listed.values()]


def _region(brief: Brief, facts: list[Stated[str]]) -> Element:
    name = facts[0].value
    return concept(brief.tables.country(name), name, brief.cite(*facts))
