"""Work in several processes: what one record does to its process costs that record and no other."""

from __future__ import annotations

import os
import subprocess
import sys
from multiprocessing import active_children
from typing import TYPE_CHECKING

import pytest

from fhiradapter.errors import UsageError
from fhiradapter.sources.source_record import SourceRecord
from fhiradapter.workflows.conversions import Work
from fhiradapter.workflows.options import Options
from fhiradapter.workflows.workers import spread
from tests.examples import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DEADLY = "deadly"


def named(*names: str) -> list[SourceRecord]:
    return [SourceRecord(name=name, file="f", content=b"x") for name in names]


class Fragile:
    """Gives back the name; a deadly record ends the process."""

    def __call__(self, record: SourceRecord) -> str:
        if record.name.startswith(DEADLY):
            os._exit(9)
        return record.name

    def to_send(self) -> Fragile:
        return self

    def lost(self, record: SourceRecord) -> str:
        return f"{record.name}: lost"


class Stillborn(Fragile):
    """No process can be started for it."""

    def __setstate__(self, state: object) -> None:
        os._exit(9)

    def __getstate__(self) -> object:
        return {"a": 1}


@pytest.mark.parametrize("at", [(0,), (5,), (49,), (3, 4, 40)])
def test_a_record_that_ends_its_process_costs_itself_alone(at: tuple[int, ...]) -> None:
    names = [f"{DEADLY} {n}" if n in at else str(n) for n in range(50)]
    found = list(spread(Fragile(), named(*names), jobs=2))
    assert found == [f"{name}: lost" if name.startswith(DEADLY) else name for name in names]


def test_a_process_that_cannot_be_started_is_told() -> None:
    with pytest.raises(UsageError, match="ended as soon as it was started") as refusal:
        list(spread(Stillborn(), named("a", "b"), jobs=2))
    assert "smaller -j" in refusal.value.remedy
    assert "__main__" in refusal.value.remedy


def test_a_script_without_a_main_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import fhiradapter, sys\nfor each in fhiradapter.conversions([sys.argv[1]], jobs=2):\n    print(each)\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script), str(ROOT / "tests" / "records" / "complete.v2.json")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    finished = subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)
    assert finished.returncode == 1
    assert b"__main__" in finished.stderr


def test_what_is_said_of_a_lost_record() -> None:
    (record,) = named("f.json:7")
    refused = Work(Options.of()).lost(record)
    assert refused.name == "f.json:7"
    assert refused.message == "f.json:7: its conversion ended the process that did it"
    assert "memory" in refused.remedy
    assert "report it" in refused.remedy


def test_what_the_task_raises_is_raised() -> None:
    with pytest.raises(UsageError, match="no more"):
        list(spread(Strict(), named("a", "b"), jobs=2))


class Strict(Fragile):
    """Takes nothing."""

    def __call__(self, record: SourceRecord) -> str:
        raise UsageError("no more")


def test_nothing_is_left_behind() -> None:
    results = spread(Fragile(), named(*map(str, range(500))), jobs=2)
    assert next(results) == "0"
    results.close()  # type: ignore[attr-defined]
    assert not active_children()
    list(spread(Fragile(), named(*map(str, range(100)), DEADLY), jobs=3))
    assert not active_children()
