"""From the plans of a trial to the sheet: each administration once in its part, equal parts drawn once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fhiradapter.drawing.axis import axis_of, marks_of
from fhiradapter.drawing.sheet import Band, Choice, Mark, Part, Row, StageSheet
from fhiradapter.drawing.words import clock_words, cycles_words, row_words, span_words, visit_words
from fhiradapter.fhir.parts.phrases import capitalised
from fhiradapter.schedule import plan as planning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fhiradapter.drawing.sheet import Axis
    from fhiradapter.schedule.plan import Plan, StagePlan
    from fhiradapter.schedule.regimen import Administration, Cycles
    from fhiradapter.terminology.tables import Tables

UNNAMED = "Treatment"


@dataclass(frozen=True, slots=True)
class Course:
    """The plan of the whole study or of an arm. `also` is given as the whole says, of `bare` nothing is stated."""

    name: str
    plan: Plan
    also: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()


def parts(courses: Iterable[Course], tables: Tables) -> tuple[Part, ...]:
    """The parts of a sheet, in order; those that differ in nothing but their name are one part with both names."""
    found: dict[Part, tuple[str, ...]] = {}
    for course in courses:
        part = _part(course, tables)
        found[part] = (*found.get(part, ()), course.name)
    return tuple(replace(part, names=names) for part, names in found.items())


def _part(course: Course, tables: Tables) -> Part:
    stages = tuple(_stage(each, tables) for each in course.plan.stages if each.stage.administrations)
    said = (("Given as for all arms", ", ".join(course.also)), ("No schedule is stated for", ", ".join(course.bare)))
    nothing = [] if stages or course.also or course.bare or course.plan.follow_ups else [("No schedule is stated", "")]
    return Part(
        names=(),
        stages=stages,
        visits=tuple(visit_words(tables, each) for each in course.plan.follow_ups),
        notes=(*(note for note in said if note[1]), *nothing),
    )


def _stage(planned: StagePlan, tables: Tables) -> StageSheet:
    stage = planned.stage
    groups = _groups(planned)
    given = [each for group in groups for each in group]
    length = stage.cycle.length.value.days() if stage.cycle else None
    axis = axis_of([_days(each) for each in given], length)
    by_cycles: dict[Cycles | None, list[tuple[Administration, ...]]] = {}
    for group in groups:
        by_cycles.setdefault(_cycles(group), []).append(group)
    titled = any(by_cycles)
    return StageSheet(
        title=capitalised(stage.name.words or stage.name.value) if stage.name else UNNAMED,
        clock=tuple(clock_words(tables, planned)),
        axis=axis,
        bands=tuple(
            Band(
                cycles_words(cycles, in_cycles=stage.cycle is not None) if titled else "",
                tuple(row for group in by_cycles[cycles] for row in _rows(group, axis, tables, in_band=bool(cycles))),
            )
            for cycles in sorted(by_cycles, key=_first_given)
        ),
    )


def _groups(planned: StagePlan) -> list[tuple[Administration, ...]]:
    """Administrations in the order of the text, each once; those of which one is chosen together."""
    together: dict[Administration, list[Administration]] = {}
    for run in planned.runs:
        for entry in run.entries:
            if isinstance(entry, planning.Choice):
                known = [each for option in entry.options for each in together.get(option, [option])]
                group = list(dict.fromkeys(known))
                together.update(dict.fromkeys(group, group))
    groups = (tuple(sorted(together.get(each, [each]), key=_is_exception)) for each in planned.stage.administrations)
    return list(dict.fromkeys(groups))


def _cycles(group: Sequence[Administration]) -> Cycles | None:
    """The cycles of a group where all of it is of the same ones."""
    stated = {each.cycles.value if each.cycles else None for each in group}
    return stated.pop() if len(stated) == 1 else None


def _first_given(cycles: Cycles | None) -> tuple[int, int, int]:
    """The order of bands: what is given in all cycles, then by the first of them."""
    return (cycles.first, cycles.every, cycles.last or 0) if cycles else (0, 0, 0)


def _is_exception(given: Administration) -> bool:
    """True for what is not the ordinary one of several ways."""
    return given.optional or given.condition is not None


def _rows(
    group: Sequence[Administration], axis: Axis | None, tables: Tables, *, in_band: bool
) -> Iterator[Row | Choice]:
    if len(group) > 1:
        yield Choice(group[0].drug.value)
    for each in group:
        days = _days(each)
        yield Row(
            name=each.drug.value if len(group) == 1 else _way(each),
            words=tuple(row_words(tables, each, in_band=in_band)),
            marks=marks_of(axis, days, _mark(each)) if axis and days else (),
            span="" if days or axis is None else span_words(tables, each),
            of_choice=len(group) > 1,
            source=" ".join(each.words.split()),
        )


def _days(given: Administration) -> frozenset[int]:
    return frozenset(given.days.value) if given.days else frozenset()


def _mark(given: Administration) -> Mark:
    return Mark.MAYBE if given.optional or given.condition else Mark.GIVEN


def _way(given: Administration) -> str:
    if given.condition:
        return "or, if" if given.optional else "if"
    return "or" if given.optional else "standard"
