"""Device: this software, as the one that assembled the resources. https://hl7.org/fhir/R4/device.html"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.parts.header import identifier
from fhiradapter.fhir.parts.narrative import narrative
from fhiradapter.version import __version__

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief

NAME = "fhiradapter"


def software(brief: Brief) -> Element:
    """The adapter in its version. The same for all trials: it states nothing of any of them."""
    names, name, kind = brief.release.device_name
    return element(
        resourceType="Device",
        id=NAME,
        language="en",
        text=narrative("Conversion software", [("Name", NAME), ("Version", __version__)], "en"),
        identifier=[identifier(brief, "software", NAME)],
        status="active",
        **{names: [{name: NAME, "type": kind}]},
        version=[{"value": __version__}],
    )
