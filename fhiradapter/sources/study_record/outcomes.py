"""outcomesModule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.sources.study_record.values import line, passage, without_name
from fhiradapter.trial.study import Fact, Objective, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.sources.record import Node

_KINDS = (
    ("primaryOutcomes", "primary"),
    ("secondaryOutcomes", "secondary"),
    ("otherOutcomes", "other"),
    ("outcomes", ""),
)
"""`outcomes`: an export that does not say which of its outcomes are primary."""


def outcomes(module: Node) -> Iterator[Outcome]:
    """The outcomes in the record's order, by kind."""
    for name, kind in _KINDS:
        for node in module.each(name):
            if measure := line(node.text("measure")):
                described, frame = passage(node.text("description")), line(node.text("timeFrame"))
                safety = node.flag("safetyIssue")
                yield Outcome(kind, measure, description=described, time_frame=frame, safety_issue=safety)


def unnamed(module: Node) -> Iterator[Fact]:
    """What is said of outcomes that do not tell what is measured."""
    for name, _ in _KINDS:
        for node in module.each(name):
            if line(node.text("measure")) is None:
                yield from without_name(node, "An outcome", "description", "timeFrame")


def objectives(module: Node) -> Iterator[Objective]:
    """Objectives that a registry keeps apart from outcomes."""
    for node in module.each("objectives"):
        kind = line(node.text("kind"))
        if text := passage(node.text("text")):
            yield Objective(kind.value.lower() if kind else "", text)
