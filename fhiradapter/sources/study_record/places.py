"""The sites of contactsLocationsModule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.sources.study_record.people import contact
from fhiradapter.sources.study_record.values import line
from fhiradapter.trial.people import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.sources.record import Node

SITE_CONTACT = "contact"


def sites(module: Node) -> Iterator[Site]:
    """Every place of the record, in its order."""
    for node in module.each("locations"):
        point = node.at("geoPoint")
        yield Site(
            facility=line(node.text("facility")),
            city=line(node.text("city")),
            state=line(node.text("state")),
            zip=line(node.text("zip")),
            country=line(node.text("country")),
            status=line(node.text("status")),
            latitude=point.number("lat"),
            longitude=point.number("lon"),
            contacts=tuple(found for each in node.each("contacts") for found in contact(SITE_CONTACT, each)),
        )
