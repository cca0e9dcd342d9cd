"""The two example trials, as every test uses them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fhiradapter.workflows.convert import Conversion, convert
from fhiradapter.workflows.options import Options

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
TRIALS = {"000": EXAMPLES / "000_c02710831bea71a4.txt", "004": EXAMPLES / "004_dfe57e3d3d503e4f.txt"}


def text(trial: str) -> str:
    return TRIALS[trial].read_text(encoding="utf-8")


def converted(
    trial: str, release: str = "R4", *facts: str, changed: str | None = None, trial_id: str = ""
) -> Conversion:
    options = Options.of(fhir=release, set=facts, trial_id=trial_id)
    return convert(changed if changed is not None else text(trial), name=TRIALS[trial].name, options=options)


def resources(conversion: Conversion, resource_type: str) -> list[dict[str, Any]]:
    found = [entry["resource"] for entry in conversion.bundle["entry"]]
    return [each for each in found if each["resourceType"] == resource_type]


def only(conversion: Conversion, resource_type: str) -> dict[str, Any]:
    (found,) = resources(conversion, resource_type)
    return found
