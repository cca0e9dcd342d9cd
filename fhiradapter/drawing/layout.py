"""From the plans of a trial to the sheet: each administration once in its part, equal parts drawn once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fhiradapter.drawing.axis import axis_of, marks_of
from fhiradapter.drawing.sheet import Band, Choice, Mark, Part, Row, StageSheet
from fhiradapter.drawing.words import clock_words, cycles_words, row_words, span_words, visit_words
from fhiradapter.fhir.parts.phrases import capitalised
from fhiradapter.fhir.treatment.totals import days_are_a_window
from fhiradapter.schedule import plan as planning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fhiradapter.drawing.sheet import Axis
    from fhiradapter.prose import Citation, Stated
    from fhiradapter.schedule.plan import Plan, StagePlan
    from fhiradapter.schedule.regimen import Administration, Cycles
    from fhiradapter.terminology.tables import Tables

UNNAMED = "Treatment"
_UNITS = ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class Course:
    """The plan of the whole study or of an arm. `also` is given as the whole says, of `bare` nothing is stated.

    `in_part` are the sentences of which something was not read; `open` tells that one of them is the arm's own.
    """

    name: str
    plan: Plan
    also: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    in_part: tuple[Citation, ...] = ()
    open: bool = False


def parts(courses: Iterable[Course], tables: Tables) -> tuple[Part, ...]:
    """The parts of a sheet, in order; those that differ in nothing but their name are one part with both names.

    What was not read may be where two arms differ: an arm of which something was not read stays by itself.
    """
    found: dict[tuple[Part, str], tuple[str, ...]] = {}
    for course in courses:
        part = _part(course, tables)
        alone = course.open or any(row.in_part for stage in part.stages for row in stage.rows)
        key = (part, course.name if alone else "")
        found[key] = (*found.get(key, ()), course.name)
    return tuple(replace(part, names=names) for (part, _), names in found.items())


def _part(course: Course, tables: Tables) -> Part:
    planned = (each for each in course.plan.stages if each.stage.administrations)
    stages = tuple(dict.fromkeys(_stage(each, course, tables) for each in planned))
    said = (
        ("As for the whole study", ", ".join(course.also)),
        ("No schedule is stated for", ", ".join(course.bare)),
        ("Follow-up", "; ".join(visit_words(tables, each) for each in course.plan.follow_ups)),
    )
    notes = tuple(note for note in said if note[1])
    return Part(
        names=(),
        stages=stages,
        follow_up=bool(course.plan.follow_ups),
        notes=notes if stages or notes else (("No schedule is stated", ""),),
    )


def _stage(planned: StagePlan, course: Course, tables: Tables) -> StageSheet:
    stage = planned.stage
    groups = _groups(planned)
    axis = _axis(planned)
    by_cycles: dict[Cycles | None, list[Row | Choice]] = {}
    for group in groups:
        cycles = _cycles(group)
        by_cycles.setdefault(cycles, []).extend(_Rows(course, axis, tables, cycles is not None).of(group))
    titled = any(by_cycles)
    return StageSheet(
        title=capitalised(stage.name.words or stage.name.value) if stage.name else UNNAMED,
        clock=tuple(clock_words(tables, planned)),
        axis=axis,
        bands=tuple(
            Band(cycles_words(cycles, in_cycles=stage.cycle is not None) if titled else "", tuple(by_cycles[cycles]))
            for cycles in sorted(by_cycles, key=_first_given)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """What all rows of a band have in common."""

    course: Course
    axis: Axis | None
    tables: Tables
    in_band: bool

    def of(self, group: Sequence[Administration]) -> Iterator[Row | Choice]:
        """A row for each of the group, under a head where one of several is chosen."""
        several = len(group) > 1
        if several:
            yield Choice(group[0].drug.value)
        for number, each in enumerate(group):
            yield self._row(each, _way(each, first=number == 0) if several else each.drug.value, of_choice=several)

    def _row(self, given: Administration, name: str, *, of_choice: bool) -> Row:
        unit, numbers = _numbers(given)
        marks = marks_of(self.axis, numbers, _mark(given), unit) if self.axis else ()
        in_part = any(_overlap(sentence, given.clause) for sentence in self.course.in_part)
        return Row(
            name=name,
            words=tuple(row_words(self.tables, given, in_band=self.in_band, in_part=in_part)),
            marks=marks,
            span="" if marks or self.axis is None else span_words(self.tables, given),
            of_choice=of_choice,
            in_part=in_part,
            source=" ".join(given.words.split()),
        )


def _overlap(one: Citation, other: Citation) -> bool:
    return one.path == other.path and one.offset < other.end and other.offset < one.end


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


def _axis(planned: StagePlan) -> Axis | None:
    """Days if there are any, else numbered weeks, else numbered months."""
    stage = planned.stage
    stated = [_numbers(each) for each in stage.administrations]
    unit = next((unit for unit in _UNITS if any(numbers and of == unit for of, numbers in stated)), "day")
    length = stage.cycle.length.value.days() if stage.cycle and unit == "day" else None
    weeks = [numbers for of, numbers in stated if of == "week" != unit]
    return axis_of([numbers for of, numbers in stated if of == unit], length, unit, weeks)


def _numbers(given: Administration) -> tuple[str, frozenset[int]]:
    """The days that are stated, or the weeks, or the months; nothing where it is given on some of the days only, or
    where nobody can say which days of the weeks are meant.
    """
    if days_are_a_window(given):
        return "day", frozenset()
    if given.days and given.weeks and not given.months:
        return "day", frozenset(given.days_from_the_first)
    found = [(unit, frozenset(stated.value)) for unit, stated in zip(_UNITS, _stated(given), strict=True) if stated]
    return found[0] if len(found) == 1 else ("day", frozenset())


def _stated(given: Administration) -> tuple[Stated[tuple[int, ...]] | None, ...]:
    return given.days, given.weeks, given.months


def _mark(given: Administration) -> Mark:
    return Mark.MAYBE if given.optional or given.condition or given.as_needed else Mark.GIVEN


def _way(given: Administration, *, first: bool) -> str:
    if given.condition:
        return "or, if" if given.optional else "if"
    return ("either" if first else "or") if given.optional else "standard"
