"""Courses of treatment: what the source says for the whole study, and what it says for each arm.

Each becomes a PlanDefinition. An intervention without a schedule has one definition, which the plans of all its arms
share; a schedule is defined where it is stated.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fhiradapter.fhir.treatment.blocks import Block, bare_block, listed_block, named, scheduled_blocks
from fhiradapter.schedule.plan import Plan, arrange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.schedule.regimen import Administration, Regimen, Stage
    from fhiradapter.trial.study import Arm, Assignment, Intervention

WHOLE_STUDY = "regimen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One treatment in time: `key` ends the id of its plan, `arm` is None where it is that of the whole study."""

    brief: Brief
    key: str
    regimen: Regimen
    plan: Plan
    blocks: tuple[Block, ...]
    arm: Arm | None = None
    by_administration: Mapping[tuple[str, Administration], tuple[Block, ...]] = field(default_factory=dict)

    @property
    def plan_id(self) -> str:
        """The id of the PlanDefinition."""
        return f"{self.brief.study_id}-{self.key}"

    @property
    def arm_label(self) -> str:
        """The label of the arm, empty where there is none."""
        return self.arm.label.value if self.arm and self.arm.label else ""

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """What the record assigns to the arm."""
        return self.arm.assignments if self.arm else ()

    @property
    def unplanned(self) -> tuple[Block, ...]:
        """Interventions that no sentence on treatment mentions."""
        return tuple(block for block in self.blocks if block.administration is None)

    def blocks_of(self, stage: Stage, administration: Administration) -> tuple[Block, ...]:
        """The blocks of an administration: one, or one per dose level."""
        return self.by_administration.get((stage.key, administration), ())


def courses(brief: Brief) -> tuple[Course, ...]:
    """The courses of a trial: that of the whole study, if there is anything in it, then one per arm."""
    trial = brief.trial
    assigned = {assignment.intervention for arm in trial.arms for assignment in arm.assignments}
    unassigned = [each for each in trial.interventions if each not in assigned]
    whole = _course(brief, WHOLE_STUDY, trial.regimen, unassigned)
    of_arms = [
        _course(brief, f"arm-{number}", arm.regimen, [each.intervention for each in arm.assignments], arm)
        for number, arm in enumerate(trial.arms, start=1)
    ]
    return _with_ids(brief, [*([whole] if whole.blocks or whole.plan.follow_ups else []), *of_arms])


def definitions_of(all_courses: Iterable[Course]) -> tuple[Block, ...]:
    """The blocks of all courses, each once."""
    return tuple({block.id: block for course in all_courses for block in course.blocks}.values())


def _course(
    brief: Brief, key: str, regimen: Regimen, interventions: Iterable[Intervention], arm: Arm | None = None
) -> Course:
    listed = tuple(interventions)
    by_name = {
        name.casefold(): each for each in reversed((*brief.trial.interventions, *listed)) for name in each.called
    }
    given = tuple(
        dict.fromkeys(listed_block(block, by_name.get(block.listed_as)) for block in scheduled_blocks(regimen))
    )
    administered = {name for block in given for name in (block.listed_as, block.drug.value.casefold())}
    all_read = not (regimen.unread or brief.trial.regimen.unread)
    bare = {
        name.casefold(): bare_block(each, name, brief.tables, all_read=all_read)
        for each in reversed(listed)
        for name in each.called
        if name.casefold() not in administered
    }
    blocks = tuple(dict.fromkeys([*given, *reversed(bare.values())]))
    return Course(brief=brief, key=key, regimen=regimen, plan=arrange(regimen), blocks=blocks, arm=arm)


def _with_ids(brief: Brief, unnamed: list[Course]) -> tuple[Course, ...]:
    """Ids are given to all blocks of the trial together, so that no two are alike."""
    distinct = list(dict.fromkeys(block for course in unnamed for block in course.blocks))
    by_block = dict(zip(distinct, named(brief.study_id, distinct), strict=True))
    return tuple(_with_blocks(course, tuple(by_block[block] for block in course.blocks)) for course in unnamed)


def _with_blocks(course: Course, blocks: tuple[Block, ...]) -> Course:
    given: dict[tuple[str, Administration], tuple[Block, ...]] = {}
    for block in blocks:
        if block.stage and block.administration:
            key = (block.stage.key, block.administration)
            given[key] = (*given.get(key, ()), block)
    return replace(course, blocks=blocks, by_administration=given)
