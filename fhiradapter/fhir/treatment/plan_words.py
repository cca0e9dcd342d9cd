"""The plan in words: titles, descriptions and the rows of its narrative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.phrases import capitalised, count_words, cycle_numbers, cycle_words
from fhiradapter.fhir.treatment.dosage_words import dosage_words

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.courses import Course
    from fhiradapter.schedule.plan import CycleRun, StagePlan
    from fhiradapter.schedule.regimen import Count


def plan_title(course: Course) -> str:
    """`Bosutinib + inotuzumab ozogamicin, 28-day cycles (up to 6)`."""
    brief = course.brief
    drugs = [*dict.fromkeys(block.drug.value for block in course.blocks)]
    named = capitalised(" + ".join(drugs)) if drugs else f"Treatment of {brief.trial.id}"
    cycles = [
        f"{cycle_words(brief.tables, stage.cycle)}s{_counted(stage.cycle.count.value if stage.cycle.count else None)}"
        for stage in course.regimen.stages
        if stage.cycle
    ]
    of_arm = f"{arm_name(course)}: " if course.arm else ""
    return of_arm + ", ".join([named, *dict.fromkeys(cycles)])


def arm_name(course: Course) -> str:
    """The label of the arm, or `Arm 2` where the record gives none."""
    return course.arm_label or (course.key.replace("arm-", "Arm ") if course.arm else "")


def _counted(count: Count | None) -> str:
    words = count_words(count)
    return f" ({words})" if words else ""


def plan_description(course: Course) -> str:
    """What the source says about the design, and which doses it leaves open."""
    design = [fact.value.value for fact in course.brief.trial.design if not fact.field]
    said = [course.arm.description.value] if course.arm and course.arm.description else design
    open_doses = dict.fromkeys(block.drug.value for block in course.blocks if block.dose is None and block.is_drug)
    missing = [f"Doses that the source does not state: {', '.join(open_doses)}."] if open_doses else []
    return " ".join([*said, *missing]) or "Treatment as the source states it."


def run_title(run: CycleRun) -> str:
    """`Cycle 1`, `Cycles 2 to 6`, `Cycle 2 and following`, `Cycles 1, 3, 5, ...`."""
    if run.every > 1:
        return f"Cycles {cycle_numbers(run.first, run.last, run.every)}"
    if run.last is None:
        return f"Cycle {run.first} and following"
    return f"Cycle {run.first}" if run.first == run.last else f"Cycles {run.first} to {run.last}"


def run_words(brief: Brief, planned: StagePlan, run: CycleRun) -> str:
    """The run in a sentence: which cycles, how long each, how many in all."""
    cycle = planned.stage.cycle
    if cycle is None:
        return run_title(run)
    total = count_words(cycle.count.value if cycle.count else None)
    in_all = f", {total} in all" if total else ""
    return f"{run_title(run)}: {cycle_words(brief.tables, cycle)}{in_all}"


def plan_rows(course: Course) -> list[tuple[str, str]]:
    """The rows of the narrative: what is given, when it repeats, when it stops, what follows."""
    tables = course.brief.tables
    rows = [
        (capitalised(block.drug.value), dosage_words(tables, block) if block.is_drug else block.kind)
        for block in course.blocks
    ]
    for stage in course.regimen.stages:
        name = stage.name.value if stage.name else "Treatment"
        cycle = cycle_words(tables, stage.cycle) if stage.cycle else ""
        count = count_words(stage.cycle.count.value if stage.cycle and stage.cycle.count else None)
        rows.append((name, stage.statement.value if stage.statement else ""))
        rows.append((f"{name}: cycle", f"{cycle}, {count}" if count else cycle))
        rows.append((f"{name}: stop", stage.stop.value if stage.stop else ""))
    assigned = (words.words or words.value for each in course.assignments for words in each.words)
    others = "; ".join(dict.fromkeys(words for words in assigned if words != course.arm_label))
    visits = [("Follow-up", each.statement.value) for each in course.plan.follow_ups]
    return [*rows, ("Interventions of the arm", others), *visits]
