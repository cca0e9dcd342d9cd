"""PlanDefinition: the whole treatment in time. https://hl7.org/fhir/R4/plandefinition.html

A stage is a group; in it, a run of equal cycles is a group with a timing (the nearest parent with one defines what
"day 8" means); in that are the administrations. Follow-up comes after the last stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts import ids
from fhiradapter.fhir.parts.elements import Element, element, extension
from fhiradapter.fhir.parts.header import computer_name, derived_from, head, identifier, stamped, subject
from fhiradapter.fhir.treatment.actions import ALL, action, after, condition, group, later_start
from fhiradapter.fhir.treatment.activity_definition import FOLLOW_UP, follow_up_id
from fhiradapter.fhir.treatment.administrations import Entries, unplanned_action
from fhiradapter.fhir.treatment.plan_words import plan_description, plan_rows, plan_title, run_title, run_words
from fhiradapter.fhir.treatment.timing import cycle_timing, follow_up_timing, stage_timing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.courses import Course
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.plan import CycleRun, StagePlan
    from fhiradapter.schedule.regimen import Cycle, FollowUp

UNPLANNED = "unplanned"
STUDY_TREATMENT = "Study treatment"
TARGET_ELEMENT = "http://hl7.org/fhir/StructureDefinition/targetElement"


def plan_definition(course: Course, canonicals: Mapping[str, str]) -> Element:
    """The plan of a course. `canonicals` are the versioned URLs of the definitions by id."""
    brief, plan_id = course.brief, course.plan_id
    title = plan_title(course)
    opening = element(
        **head(brief, "PlanDefinition", plan_id, title, plan_rows(course), shareable=True),
        extension=brief.cite(*_assigned_words(course)),
        url=brief.canonical("PlanDefinition", plan_id),
        identifier=[identifier(brief, "artifact", plan_id)],
    )
    content = element(
        name=computer_name(*dict.fromkeys(ids.slug(block.drug.value) for block in course.blocks), course.key),
        title=title,
        type=brief.concept("planType", "clinical-protocol"),
        status="draft",
        experimental=False,
        subjectCodeableConcept=subject(brief),
        publisher=brief.settings.publisher,
        description=plan_description(course),
        useContext=_use_context(course),
        relatedArtifact=[derived_from(brief, "derived-from")],
        action=_plan_actions(course, canonicals),
    )
    return stamped(lambda version: {**opening, **element(version=version), **content})


def _assigned_words(course: Course) -> Iterator[Stated[str]]:
    """What puts scheduled interventions into the arm; those without a schedule have an action that cites it."""
    bare = {block.intervention for block in course.unplanned}
    return (words for each in course.assignments if each.intervention not in bare for words in each.words)


def _use_context(course: Course) -> list[Element]:
    """The study that the plan belongs to (the arm of it, as a link to an element of the study), and what it treats."""
    brief = course.brief
    program = element(extension=_arm_link(course), reference=f"ResearchStudy/{brief.study_id}")
    focus = [{"valueCodeableConcept": brief.wording(condition)} for condition in brief.trial.conditions]
    return [
        {"code": brief.coding("useContext", "program"), "valueReference": program},
        *({"code": brief.coding("useContext", "focus"), **each} for each in focus),
    ]


def _arm_link(course: Course) -> list[Element]:
    return [extension(TARGET_ELEMENT, valueUri=f"#{course.key}")] if course.arm else []


def _plan_actions(course: Course, canonicals: Mapping[str, str]) -> list[Element]:
    brief = course.brief
    stages = [planned for planned in course.plan.stages if planned.stage.administrations]
    keys = ids.distinct([ids.slug(planned.stage.key) for planned in stages], ids.ACTION_LIMIT)
    written = [
        _stage_action(
            course, canonicals, planned, key=key, before=before, prefix=f"s{number}" if len(stages) > 1 else ""
        )
        for number, (planned, key, before) in enumerate(zip(stages, keys, ("", *keys), strict=False), start=1)
    ]
    if course.unplanned:
        written.append(_unplanned(course, canonicals))
    last = keys[-1] if keys else ""
    follow_ups = course.plan.follow_ups
    names = ids.distinct(["followup"] * len(follow_ups), ids.ACTION_LIMIT)
    definition = canonicals.get(follow_up_id(brief), "")
    visits = (_follow_up(brief, each, name, last, definition) for name, each in zip(names, follow_ups, strict=True))
    return [*written, *visits]


def _stage_action(
    course: Course, canonicals: Mapping[str, str], planned: StagePlan, *, key: str, before: str, prefix: str
) -> Element:
    brief, stage = course.brief, planned.stage
    entries = Entries(course, canonicals, stage)
    if stage.cycle is None:
        actions = [each for run in planned.runs for each in entries.actions(f"{prefix}t", run.entries)]
    else:
        actions = _run_actions(entries, planned, stage.cycle, prefix)
    return action(
        brief,
        key,
        extensions=brief.cite(stage.statement),
        title=brief.primitive(stage.name) or STUDY_TREATMENT,
        textEquivalent=stage.statement.value if stage.statement else None,
        condition=condition(brief, "stop", stage.stop, f"Stop treatment on {stage.stop.value if stage.stop else ''}"),
        relatedAction=after(brief, before if stage.follows else ""),
        timingTiming=stage_timing(brief, stage.duration),
        **group(ALL, actions),
    )


def _run_actions(entries: Entries, planned: StagePlan, cycle: Cycle, prefix: str) -> list[Element]:
    """The runs in which anything is given: a group of nothing would be no valid action once the plan is applied."""
    brief = entries.brief
    runs = [run for run in planned.runs if run.entries]
    named = [(run, f"{prefix}{_run_id(run)}") for run in runs]
    return [
        action(
            brief,
            name,
            title=run_title(run),
            textEquivalent=run_words(brief, planned, run),
            relatedAction=_after_run(brief, run, named[:place], cycle),
            timingTiming=cycle_timing(brief, cycle, run),
            **group(ALL, entries.actions(name, run.entries)),
        )
        for place, (run, name) in enumerate(named)
    ]


def _run_id(run: CycleRun) -> str:
    if run.first == run.last:
        return f"c{run.first}"
    step = "" if run.every == 1 else f"-by-{run.every}"
    return f"c{run.first}-{'on' if run.last is None else run.last}{step}"


def _after_run(brief: Brief, run: CycleRun, earlier: Sequence[tuple[CycleRun, str]], cycle: Cycle) -> list[Element]:
    """After the run before it; among cycles that alternate, so many cycles after the start of the first of them."""
    ended = [before for before in earlier if before[0].last is not None and before[0].last < run.first]
    beside = [before for before in earlier if before not in ended]
    if beside:
        other, other_name = beside[0]
        return later_start(brief, other_name, cycle.length.value, run.first - other.first)
    return after(brief, max(ended, key=lambda each: each[0].last or 0)[1]) if ended else []


def _unplanned(course: Course, canonicals: Mapping[str, str]) -> Element:
    names = ids.distinct([f"u-{ids.slug(block.drug.value)}" for block in course.unplanned], ids.ACTION_LIMIT)
    pairs = zip(names, course.unplanned, strict=True)
    actions = [unplanned_action(course, canonicals, name, block) for name, block in pairs]
    return action(course.brief, UNPLANNED, title="Interventions without a stated schedule", **group(ALL, actions))


def _follow_up(brief: Brief, follow_up: FollowUp, name: str, last_stage: str, definition: str) -> Element:
    return action(
        brief,
        name,
        extensions=brief.cite(follow_up.statement),
        title=FOLLOW_UP,
        textEquivalent=follow_up.statement.value,
        relatedAction=after(brief, last_stage),
        timingTiming=follow_up_timing(brief, follow_up),
        type=brief.concept("actionType", "create"),
        definitionCanonical=definition,
    )
