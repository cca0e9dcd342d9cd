"""Resources back to what they say: title, state, plan. The inverse of `translation`, as far as FHIR carries it.

Not carried, and therefore not read: "approximately" and "up to" of durations; "at least" of cycle numbers, "up to"
where the last run is a single cycle, and a lowest number where two runs meet (a count is never 0); frequencies on days
with gaps; a duration beside a list of days; the words of cycle restrictions (they come back as the cycles in which
something is given); stages and runs in which nothing is given; words of record formats; and the order in which the text
names what later cycles bring.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.fhir.treatment.archive import Archive
from fhiradapter.fhir.treatment.plan_reading import read_plan_definition
from fhiradapter.schedule.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.parts.release import Release
    from fhiradapter.terminology.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """A trial as resources describe it. `status` is the registry's word, else what the release says, else empty."""

    release: str
    id: str
    title: str
    status: str
    plan: Plan


def read_trial(
    resources: Sequence[Element],
    tables: Tables,
    release: Release,
    states: Callable[[Element], list[str]],
) -> ReadBack:
    """What the resources say; nothing in them is demanded."""
    archive = Archive(resources, tables, release)
    study = next(iter(archive.of_type("ResearchStudy")), {})
    plans = [read_plan_definition(archive, each) for each in archive.of_type("PlanDefinition")]
    return ReadBack(
        release=release.name,
        id=study.get("id", ""),
        title=study.get("title", ""),
        status=_status(states(study), tables.values("overallStatus")),
        plan=Plan(
            stages=tuple(stage for plan in plans for stage in plan.stages),
            follow_ups=tuple(visit for plan in plans for visit in plan.follow_ups),
        ),
    )


def _status(words: Sequence[str], known: Sequence[str]) -> str:
    """The first word that the registry knows, else the last one that is there at all."""
    return next((word for word in words if word in known), "") or next((word for word in reversed(words) if word), "")
