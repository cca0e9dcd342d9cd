"""An invented record that states, once each, what a pattern can say of when and how much."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fhiradapter.workflows.convert import Conversion, convert
from fhiradapter.workflows.options import Options

if TYPE_CHECKING:
    from fhiradapter.trial.study import Trial

TEXT = (Path(__file__).parent / "patterns.txt").read_text(encoding="utf-8")


@cache
def conversion(release: str, *facts: str) -> Conversion:
    return convert(TEXT, name="patterns.txt", options=Options.of(fhir=release, set=facts))


def trial() -> Trial:
    return conversion("R4").trial
