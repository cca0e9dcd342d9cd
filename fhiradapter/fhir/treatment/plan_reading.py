"""PlanDefinition to Plan: the inverse of `plan_definition`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.citing import citations
from fhiradapter.fhir.treatment.activity_definition import FOLLOW_UP
from fhiradapter.fhir.treatment.archive import number
from fhiradapter.fhir.treatment.entry_reading import read_entry
from fhiradapter.fhir.treatment.plan_definition import STUDY_TREATMENT, UNPLANNED
from fhiradapter.fhir.treatment.timing_reading import read_bounds, read_cycle
from fhiradapter.prose import Stated
from fhiradapter.schedule.plan import Choice, CycleRun, Plan, StagePlan, merged
from fhiradapter.schedule.regimen import Cycles, Duration, FollowUp, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.treatment.archive import Archive
    from fhiradapter.schedule.regimen import Administration


def read_plan_definition(archive: Archive, plan: Element) -> Plan:
    """The stages and visits of a plan."""
    actions = [action for action in plan.get("action", ()) if action.get("id") != UNPLANNED]
    return Plan(
        stages=tuple(_stage_plan(archive, action) for action in actions if "action" in action),
        follow_ups=tuple(_follow_up(archive, action) for action in actions if _is_visit(archive, action)),
    )


def _is_visit(archive: Archive, action: Element) -> bool:
    definition = archive.definition(action) or {}
    return "action" not in action and FOLLOW_UP in (definition.get("code", {}).get("text"), action.get("title"))


def _follow_up(archive: Archive, action: Element) -> FollowUp:
    repeat = action.get("timingTiming", {}).get("repeat", {})
    every = None
    if "period" in repeat:
        high = number(repeat["periodMax"]) if "periodMax" in repeat else None
        value = Duration(number(repeat["period"]), repeat.get("periodUnit", ""), high)
        every = archive.stated(value, repeat.get("_period"))
    statement = archive.stated(action.get("textEquivalent", ""), action)
    return FollowUp(statement=statement, every=every, duration=read_bounds(archive, repeat))


def _stage_plan(archive: Archive, action: Element) -> StagePlan:
    cycles = [child for child in action["action"] if "duration" in child.get("timingTiming", {}).get("repeat", {})]
    if cycles:
        raw = [
            replace(run, entries=_entries(archive, each))
            for run, each in zip(_run_numbers(cycles), cycles, strict=True)
        ]
    else:
        raw = [CycleRun(first=1, last=1, entries=_entries(archive, action))]
    restricted = _restricted(raw, in_cycles=bool(cycles))
    runs = tuple(replace(run, entries=tuple(_with(restricted, entry) for entry in run.entries)) for run in raw)
    stage = _stage(archive, action)
    cycle = read_cycle(archive, cycles, raw) if cycles else None
    return StagePlan(stage=replace(stage, cycle=cycle, administrations=tuple(restricted.values())), runs=runs)


def _entries(archive: Archive, action: Element) -> tuple[Administration | Choice, ...]:
    return tuple(read_entry(archive, child) for child in action.get("action", ()))


def _stage(archive: Archive, action: Element) -> Stage:
    title, words = action.get("title", ""), action.get("textEquivalent", "")
    repeat = action.get("timingTiming", {}).get("repeat", {})
    return Stage(
        follows="relatedAction" in action,
        key=action.get("id", ""),
        name=archive.stated(title, action.get("_title")) if title not in ("", STUDY_TREATMENT) else None,
        duration=read_bounds(archive, repeat),
        stop=_stop(archive, action),
        statement=archive.stated(words, action) if words or citations(action) else None,
    )


def _stop(archive: Archive, action: Element) -> Stated[str] | None:
    stops = [each for each in action.get("condition", ()) if each.get("kind") == "stop"]
    return archive.stated(stops[0]["expression"]["expression"], stops[0]) if stops else None


def _run_numbers(cycles: Sequence[Element]) -> list[CycleRun]:
    """First and last cycle of each run, by the ids that this adapter gives, else by counting."""
    runs: list[CycleRun] = []
    following = 1
    for cycle in cycles:
        repeat = cycle["timingTiming"]["repeat"]
        count = repeat.get("countMax", repeat.get("count"))
        first, every = _first_in_id(cycle.get("id", ""), following), _every(cycle.get("id", ""), repeat)
        last = first + (count - 1) * every if count else None
        runs.append(CycleRun(first=first, last=last, every=every, entries=()))
        following = first + 1 if every > 1 else (last or first) + 1
    return runs


def _every(action_id: str, repeat: Element) -> int:
    """ "c1-on-by-2": every second cycle; of other origin it has a period of twice its length."""
    step = action_id.rpartition("-by-")[2] if "-by-" in action_id else ""
    if step.isascii() and step.isdigit() and int(step) > 1:
        return int(step)
    if "period" not in repeat or repeat.get("periodUnit") != repeat.get("durationUnit"):
        return 1
    every = number(repeat["period"]) / number(repeat["duration"])
    return int(every) if every > 1 and every == int(every) else 1


def _first_in_id(action_id: str, default: int) -> int:
    digits = action_id.rpartition("c")[2].partition("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and int(digits) >= default else default


def _restricted(runs: Sequence[CycleRun], *, in_cycles: bool) -> Mapping[Administration, Administration]:
    """Each administration, once, with the cycles in which it is given; in all of them means no restriction."""
    given_in: dict[Administration, list[CycleRun]] = {}
    for run in runs:
        for given in run.administrations:
            given_in.setdefault(given, []).append(run)
    if not in_cycles:
        return {given: given for given in given_in}
    return {given: _in_cycles(given, taken, runs) for given, taken in given_in.items()}


def _in_cycles(given: Administration, taken: Sequence[CycleRun], runs: Sequence[CycleRun]) -> Administration:
    ends = [run.last for run in runs if run.last is not None]
    end = max(ends) if len(ends) == len(runs) else None
    cycles = merged(taken, end)
    return given if cycles == Cycles.span(1, None) else replace(given, cycles=Stated(cycles))


def _with(
    restricted: Mapping[Administration, Administration], entry: Administration | Choice
) -> Administration | Choice:
    if isinstance(entry, Choice):
        return Choice(tuple(restricted[option] for option in entry.options))
    return restricted[entry]
