"""The example trials have the schedules of the reference sketches, which were checked apart from this project."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.fhir.versions import FhirVersion, translate
from tests.fhir.builders import bosutinib_trial, venetoclax_trial
from tests.fhir.walk import action, by_id, days, elements, only

if TYPE_CHECKING:
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.tables import Tables

SKETCHES = Path(__file__).parents[3] / "shared" / "sketches"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SKETCHES.is_dir(), reason="the reference sketches are not beside the project"),
]

DEFINITIONS = {"bosutinib": "bosutinib", "ino-d1-8-15": "inotuzumab-d1-8-15", "ino-d1": "inotuzumab-d1"}
ACTIONS = {
    "c1": "c1",
    "c1-bos": "c1-bos",
    "c1-ino": "c1-ino",
    "c2-6": "c2-6",
    "c2-6-bos": "c2-6-bos",
    "c2-6-ino": "c2-6-ino",
    "c2-6-ino-std": "c2-6-ino-o1",
    "c2-6-ino-rsp": "c2-6-ino-o2",
    "followup": "followup",
}

UP_TO = {"followup"}
"""The text says "for up to 1 year", the sketch 1 year."""


def _up_to(timing: dict[str, Any]) -> dict[str, Any]:
    repeat = dict(timing["repeat"])
    most = repeat.pop("boundsDuration")
    return {**timing, "repeat": {**repeat, "boundsRange": {"high": most}}}


def sketch(name: str) -> dict[str, Any]:
    (file,) = SKETCHES.glob(f"{name}.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    return found


def bare(value: Any) -> Any:
    """Without citations, words, and members that are extensions of primitives."""
    if isinstance(value, dict):
        hidden = {"extension", "text", "display"}
        return {name: bare(each) for name, each in value.items() if name not in hidden and not name.startswith("_")}
    return [bare(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("name", DEFINITIONS)
def test_dosages(version: FhirVersion, name: str, settings: Settings, tables: Tables) -> None:
    bundle, _ = translate(bosutinib_trial(), settings, tables, version)
    (theirs,) = sketch(f"004.{version.lower()}.ActivityDefinition.*-{name}")["dosage"]
    (ours,) = by_id(bundle, f"src-dcdf31ab1534-{DEFINITIONS[name]}")["dosage"]
    assert bare(ours) == bare(theirs)


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("name", ACTIONS)
def test_actions(version: FhirVersion, name: str, settings: Settings, tables: Tables) -> None:
    plan = only(translate(bosutinib_trial(), settings, tables, version)[0], "PlanDefinition")
    theirs, ours = action(sketch(f"004.{version.lower()}.PlanDefinition.*"), name), action(plan, ACTIONS[name])
    stated = bare(theirs.get("timingTiming"))
    assert bare(ours.get("timingTiming")) == (_up_to(stated) if name in UP_TO else stated)
    assert days(ours) == days(theirs)
    for member in ("selectionBehavior", "requiredBehavior", "relatedAction"):
        assert ours.get(member) == theirs.get(member)


@pytest.mark.parametrize("version", FhirVersion)
def test_the_trial_without_schedule(version: FhirVersion, settings: Settings, tables: Tables) -> None:
    plan = only(translate(venetoclax_trial(), settings, tables, version)[0], "PlanDefinition")
    theirs = sketch(f"000.{version.lower()}.PlanDefinition.*")
    assert [bare(each["timingTiming"]) for each in elements(plan) if "timingTiming" in each] == [
        bare(each["timingTiming"]) for each in elements(theirs) if "timingTiming" in each
    ]
