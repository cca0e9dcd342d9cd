"""Location: where a study is run. https://hl7.org/fhir/R4/location.html

`Location.status` is the life of the place; whether people are recruited there is said where the study refers to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, element
from fhiradapter.fhir.parts.extensions import own_extensions
from fhiradapter.fhir.parts.header import head
from fhiradapter.fhir.study.words import spelt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.trial.people import Site


def site_references(brief: Brief) -> list[Element]:
    """`ResearchStudy.site`: a Reference per site, in the order of the source, with its recruitment status."""
    return [_reference(brief, number, site) for number, site in numbered_sites(brief)]


def locations(brief: Brief) -> list[Element]:
    """A Location per site, in the order of the source."""
    return [_location(brief, number, site) for number, site in numbered_sites(brief)]


def numbered_sites(brief: Brief) -> Iterator[tuple[int, Site]]:
    """The sites with their numbers, from 1."""
    return enumerate(brief.trial.sites, start=1)


def site_id(brief: Brief, number: int) -> str:
    """The id of a Location."""
    return f"{brief.study_id}-site-{number}"


def site_name(number: int, site: Site) -> str:
    """The facility; a site without one is called by its number and where it is: `Site 2, Springfield, Canada`."""
    if site.facility:
        return site.facility.value
    return ", ".join([f"Site {number}", *(each.value for each in (site.city, site.country) if each)])


def _reference(brief: Brief, number: int, site: Site) -> Element:
    word = site.status
    status = brief.concept("siteStatus", word.value, word.value, brief.cite(word)) if word else ""
    return element(
        extension=[*own_extensions(brief, "site-recruitmentStatus", status), *brief.cite(site.facility)],
        reference=f"Location/{site_id(brief, number)}",
        display=site_name(number, site),
    )


def _location(brief: Brief, number: int, site: Site) -> Element:
    name = site_name(number, site)
    longitude, latitude = site.longitude, site.latitude
    placed = longitude is not None and latitude is not None
    return element(
        **head(brief, "Location", site_id(brief, number), name, _rows(site)),
        # half a position is none, and Location.position demands both halves
        extension=() if placed else brief.cite(longitude, latitude),
        name=Primitive(name, brief.cite(site.facility)),
        mode="instance",
        address=element(
            city=brief.primitive(site.city),
            state=brief.primitive(site.state),
            postalCode=brief.primitive(site.zip),
            country=brief.primitive(site.country),
        ),
        position=element(longitude=brief.primitive(longitude), latitude=brief.primitive(latitude)) if placed else None,
    )


def _rows(site: Site) -> Iterator[tuple[str, str]]:
    yield "Facility", spelt(site.facility)
    yield "City", spelt(site.city)
    yield "State", spelt(site.state)
    yield "Postal code", spelt(site.zip)
    yield "Country", spelt(site.country)
    yield "Recruitment in the study", spelt(site.status)
    yield "Latitude", spelt(site.latitude)
    yield "Longitude", spelt(site.longitude)
