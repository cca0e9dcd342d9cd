"""Resources back to what they say: title, state, plan. The inverse of `translation`, as far as FHIR carries it.

Not carried, and therefore not read: "approximately" of durations; "at least" of cycle numbers, "up to"
where the last run is a single cycle, and a lowest number where two runs meet (a count is never 0); frequencies on days
with gaps; the code of a frequency beside weekdays or a number of doses; amounts of the whole course, and in parts that
are not of a day; a duration beside a list of days; the words of cycle restrictions (they come back as the cycles in
which something is given); stages and runs in which nothing is given; words of record formats; and the order in which
the text names what later cycles bring.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.fhir.treatment.archive import Archive
from fhiradapter.fhir.treatment.plan_definition import TARGET_ELEMENT, UNPLANNED
from fhiradapter.fhir.treatment.plan_reading import read_plan_definition
from fhiradapter.schedule.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.parts.release import Release
    from fhiradapter.terminology.tables import Tables


@dataclass(frozen=True, slots=True)
class CourseReadBack:
    """The plan of the whole study, or of the arm that is named; of what is `unplanned` no schedule is stated."""

    arm: str
    plan: Plan
    unplanned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """A trial as resources describe it. `status` is the registry's word, else what the release says, else empty."""

    release: str
    id: str
    title: str
    status: str
    courses: tuple[CourseReadBack, ...]

    @property
    def plan(self) -> Plan:
        """All that is given and all visits, whatever arm they are of."""
        return Plan(
            stages=tuple(stage for course in self.courses for stage in course.plan.stages),
            follow_ups=tuple(visit for course in self.courses for visit in course.plan.follow_ups),
        )


def read_trial(
    resources: Sequence[Element],
    tables: Tables,
    release: Release,
    states: Callable[[Element], list[str]],
) -> ReadBack:
    """What the resources say; nothing in them is demanded."""
    archive = Archive(resources, tables, release)
    study = next(iter(archive.of_type("ResearchStudy")), {})
    names = _arm_names(study)
    return ReadBack(
        release=release.name,
        id=study.get("id", ""),
        title=study.get("title", ""),
        status=_status(states(study), tables.values("overallStatus")),
        courses=tuple(_course(archive, each, names) for each in archive.of_type("PlanDefinition")),
    )


def _course(archive: Archive, plan: Element, names: Mapping[str, str]) -> CourseReadBack:
    links = [
        extension.get("valueUri", "")
        for context in plan.get("useContext", ())
        for extension in context.get("valueReference", {}).get("extension", ())
        if extension.get("url") == TARGET_ELEMENT
    ]
    arm = next((each.removeprefix("#") for each in links), "")
    unplanned = [
        action.get("title", "")
        for group in plan.get("action", ())
        if group.get("id") == UNPLANNED
        for action in group.get("action", ())
    ]
    return CourseReadBack(names.get(arm, arm), read_plan_definition(archive, plan), tuple(filter(None, unplanned)))


def _arm_names(study: Element) -> Mapping[str, str]:
    """The arms by the id that plans point at; R4 and R5 have a name of their own for them."""
    arms = (*study.get("arm", ()), *study.get("comparisonGroup", ()))
    return {each["id"]: each.get("name", "") for each in arms if "id" in each}


def _status(words: Sequence[str], known: Sequence[str]) -> str:
    """The first word that the registry knows, else the last one that is there at all."""
    return next((word for word in words if word in known), "") or next((word for word in reversed(words) if word), "")
