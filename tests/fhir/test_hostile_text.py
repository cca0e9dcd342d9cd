"""Text that would be markup, or that XML cannot hold, stays text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.fhir.parts.narrative import narrative
from fhiradapter.fhir.versions import FhirVersion, translate
from fhiradapter.prose import Stated
from tests.fhir.builders import bosutinib_trial
from tests.fhir.walk import resources

if TYPE_CHECKING:
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too' ]]> \x00"


def test_hostile_titles_and_names(settings: Settings, tables: Tables) -> None:
    trial = bosutinib_trial()
    hostile = replace(
        trial,
        brief_title=Stated(HOSTILE),
        conditions=(Stated(HOSTILE),),
        source=replace(trial.source, name=HOSTILE, language='"><b'),
    )
    for version in FhirVersion:
        for resource in resources(translate(hostile, settings, tables, version)[0]):
            div = resource["text"]["div"]
            assert "<script" not in div
            assert ET.fromstring(div).tag.endswith("div")


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), st.text(max_size=5))
def test_any_text_gives_well_formed_xhtml(title: str, label: str, said: str, language: str) -> None:
    div = narrative(title, [(label, said)], language)["div"]
    root = ET.fromstring(div)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"div", "p", "b", "table", "tr", "th", "td"}
