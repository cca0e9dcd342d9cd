"""A schedule as a picture in the terminal: a row per drug, a column per day of the cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.plan import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fhiradapter.schedule.plan import CycleRun, Plan, StagePlan
    from fhiradapter.schedule.regimen import Administration, Amount, FollowUp, Frequency, Stage

_GIVEN, _MAY_BE_GIVEN, _NOT_GIVEN = "■", "□", "·"
_WIDEST_CYCLE = 56
_NAME_WIDTH = 30
_TIME_WORDS = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}


def picture(plan: Plan) -> Iterator[str]:
    """The lines of the picture. Days that are not stated are not drawn: the row says in words what is."""
    for each in plan.stages:
        yield from _stage(each)
    for follow_up in plan.follow_ups:
        yield f"Follow-up   {_follow_up(follow_up)}"
    if not plan.stages:
        yield "No treatment schedule is stated."


def _stage(planned: StagePlan) -> Iterator[str]:
    stage = planned.stage
    yield "   ".join(part for part in (_title(stage), *_clock(stage)) if part)
    for run in planned.runs:
        if stage.cycle is not None:
            yield ""
            yield f"{_run_name(run)}{_ruler(stage)}"
        for entry in run.entries:
            yield from _choice(entry, stage) if isinstance(entry, Choice) else _row(entry, stage, entry.drug.value)
    yield ""


def _title(stage: Stage) -> str:
    """The words of a record stand in no bundle, the name does."""
    return (stage.name.words or stage.name.value) if stage.name else "Study treatment"


def _clock(stage: Stage) -> Iterator[str]:
    if stage.cycle is not None:
        yield f"cycles of {amount(stage.cycle.length.value)}"
        if stage.cycle.count is not None:
            low, high = stage.cycle.count.value.low, stage.cycle.count.value.high
            yield (
                f"{low} cycles" if low == high else f"up to {high} cycles" if low is None else f"at least {low} cycles"
            )
    if stage.duration is not None:
        yield f"for {stage.duration.words or amount(stage.duration.value)}"
    if stage.stop is not None:
        yield f"stop: {stage.stop.value}"


def _run_name(run: CycleRun) -> str:
    if run.first == run.last:
        name = f"Cycle {run.first}"
    elif run.every > 1:
        name = f"Cycles {', '.join(_members(run))}"
    elif run.last is None:
        name = f"Cycles from {run.first} on"
    else:
        name = f"Cycles {run.first} to {run.last}"
    return name.ljust(_NAME_WIDTH)


def _members(run: CycleRun) -> Iterator[str]:
    """ "1", "3", "5": every second cycle; "..." behind the third where the text sets no end."""
    end = run.last if run.last is not None else run.first + 2 * run.every
    yield from map(str, range(run.first, end + 1, run.every))
    if run.last is None:
        yield "..."


def _ruler(stage: Stage) -> str:
    """Day numbers over the first day of every week."""
    length = _drawable(stage)
    return "".join(str(day).ljust(7) for day in range(1, length + 1, 7)).rstrip() if length else ""


def _drawable(stage: Stage) -> int:
    """Days in a cycle, 0 when it is too long to draw or its length is not stated in days."""
    days = stage.cycle.length.value.days() if stage.cycle else None
    return days if days is not None and days <= _WIDEST_CYCLE else 0


def _choice(choice: Choice, stage: Stage) -> Iterator[str]:
    yield f"  {choice.options[0].drug.value}, one of"
    for option in choice.options:
        label = f"  {'or, if' if option.condition else 'or'}" if option.optional else "  standard"
        yield from _row(option, stage, label)
        if option.condition is not None:
            yield f"{' ' * 8}{option.condition.value}"


def _row(given: Administration, stage: Stage, name: str) -> Iterator[str]:
    marks = _marks(given, _drawable(stage))
    label = f"  {name}"
    if len(label) >= _NAME_WIDTH and marks:
        yield label
        label = ""
    yield f"{label.ljust(_NAME_WIDTH)}{marks}{'   ' if marks else ''}{_words(given, drawn=bool(marks))}".rstrip()


def _marks(given: Administration, length: int) -> str:
    days = given.days.value if given.days else ()
    if not length or not days or min(days) < 1 or max(days) > length:
        return ""
    mark = _MAY_BE_GIVEN if given.optional else _GIVEN
    return "".join(mark if day in days else _NOT_GIVEN for day in range(1, length + 1))


def _words(given: Administration, *, drawn: bool) -> str:
    parts = [
        *(amount(dose.value) for dose in given.doses),
        given.route.words or given.route.value if given.route else "",
        given.frequency.words or _frequency(given.frequency.value) if given.frequency else "",
        f"over {amount(given.infusion.value)}" if given.infusion else "",
        f"on {given.days.words or _days(given.days.value)}" if given.days and not drawn else "",
        f"for {amount(given.duration.value)}" if given.duration else "",
        "" if given.doses else "dose not stated",
        "" if given.scheduled else "schedule not stated",
    ]
    return ", ".join(part for part in parts if part)


def _days(days: Iterable[int]) -> str:
    return "days " + ", ".join(map(str, days))


def _frequency(frequency: Frequency) -> str:
    times = "once" if frequency.count == 1 else f"{frequency.count} times"
    every = "" if frequency.period == 1 else f"{frequency.period} "
    return frequency.code or f"{times} every {every}{_TIME_WORDS.get(frequency.unit, frequency.unit)}"


def amount(value: Amount) -> str:
    """ "28 days", "6 to 9 months", "1.80 mg/m2"."""
    number = f"{value.low}" if value.high is None else f"{value.low} to {value.high}"
    unit = _TIME_WORDS.get(value.unit, value.unit)
    plural = "s" if value.unit in _TIME_WORDS and number != "1" else ""
    return f"{number} {unit}{plural}"


def _follow_up(follow_up: FollowUp) -> str:
    parts = [
        f"every {amount(follow_up.every.value)}" if follow_up.every else "",
        f"for {follow_up.duration.words or amount(follow_up.duration.value)}" if follow_up.duration else "",
    ]
    return " ".join(part for part in parts if part) or follow_up.statement.words
