"""What is given within a run of cycles, as actions: administrations, dose levels and ways to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts import ids
from fhiradapter.fhir.parts.phrases import capitalised, day_words, dose_words, numbered
from fhiradapter.fhir.treatment.actions import COULD, EXACTLY_ONE, action, condition, days_of_cycle, group
from fhiradapter.fhir.treatment.blocks import MEDICATION
from fhiradapter.fhir.treatment.totals import days_are_a_window
from fhiradapter.schedule.plan import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.parts.elements import Element
    from fhiradapter.fhir.treatment.blocks import Block
    from fhiradapter.fhir.treatment.courses import Course
    from fhiradapter.schedule.regimen import Administration, Stage

_ABBREVIATION = 3


@dataclass(frozen=True, slots=True)
class Entries:
    """Writes the entries of the runs of one stage. `canonicals` are versioned URLs of definitions by block id."""

    course: Course
    canonicals: Mapping[str, str]
    stage: Stage

    @property
    def brief(self) -> Brief:
        """What every part needs to know."""
        return self.course.brief

    def actions(self, run_id: str, entries: Sequence[Administration | Choice]) -> list[Element]:
        """One action per entry, in order."""
        drugs = [self._drug(entry) for entry in entries]
        short = ids.distinct([ids.slug(drug)[:_ABBREVIATION].strip("-") for drug in drugs], _ABBREVIATION * 4)
        return [self._entry(f"{run_id}-{name}", entry) for name, entry in zip(short, entries, strict=True)]

    def _drug(self, entry: Administration | Choice) -> str:
        return (entry.options[0] if isinstance(entry, Choice) else entry).drug.value

    def _entry(self, action_id: str, entry: Administration | Choice) -> Element:
        if not isinstance(entry, Choice):
            return self._administration(action_id, entry, capitalised(entry.drug.value))
        options = [
            self._administration(f"{action_id}-o{number}", option, _option_title(option))
            for number, option in enumerate(entry.options, start=1)
        ]
        title = f"{capitalised(self._drug(entry))} (one of)"
        return action(
            self.brief,
            ids.shortened(action_id, ids.ACTION_LIMIT),
            title=title,
            **group(EXACTLY_ONE, options),
        )

    def _administration(self, action_id: str, given: Administration, title: str) -> Element:
        blocks = self.course.blocks_of(self.stage, given)
        if len(blocks) == 1:
            return self._leaf(action_id, given, blocks[0], title)
        levels = [self._level(f"{action_id}-l{block.level}", given, block) for block in blocks]
        return action(
            self.brief,
            ids.shortened(action_id, ids.ACTION_LIMIT),
            extensions=self.brief.cite_runs(given.clause),
            title=f"{title} (one dose level)",
            textEquivalent=given.words,
            condition=self._condition(given),
            groupingBehavior="logical-group",
            selectionBehavior=EXACTLY_ONE,
            requiredBehavior=COULD if given.optional else None,
            action=levels,
        )

    def _leaf(self, action_id: str, given: Administration, block: Block, title: str) -> Element:
        cited = self.brief.cite_runs(given.clause)
        return action(
            self.brief,
            ids.shortened(action_id, ids.ACTION_LIMIT),
            extensions=[*_days(given), *cited],
            title=title,
            textEquivalent=given.words,
            code=self.brief.concept("actionCode", "prescribe-medication"),
            condition=self._condition(given),
            timingTiming=_weeks(given),
            type=self.brief.concept("actionType", "create"),
            requiredBehavior=COULD if given.optional else None,
            definitionCanonical=self.canonicals[block.id],
        )

    def _level(self, action_id: str, given: Administration, block: Block) -> Element:
        words = dose_words(self.brief.tables, block.dose.value) if block.dose else ""
        return action(
            self.brief,
            ids.shortened(action_id, ids.ACTION_LIMIT),
            extensions=_days(given),
            prefix=str(block.level),
            title=f"{capitalised(given.drug.value)} {words}",
            code=self.brief.concept("actionCode", "prescribe-medication"),
            timingTiming=_weeks(given),
            type=self.brief.concept("actionType", "create"),
            definitionCanonical=self.canonicals[block.id],
        )

    def _condition(self, given: Administration) -> list[Element]:
        return condition(self.brief, "start", given.condition, given.condition.value if given.condition else "")


def _days(given: Administration) -> list[Element]:
    """The days of the cycle on which it is given; none where they are a window, which a reader would take for each."""
    return [] if days_are_a_window(given) else days_of_cycle(given.days)


def _weeks(given: Administration) -> Element | None:
    """The weeks that the days are days of: the extension counts from the nearest action with a timing."""
    if given.weeks is None or given.days is None or days_are_a_window(given):
        return None
    return {"code": {"text": capitalised(numbered("week", given.weeks.value))}}


def _option_title(option: Administration) -> str:
    return capitalised(day_words(option.days.value) if option.days else option.drug.value)


def unplanned_action(course: Course, canonicals: Mapping[str, str], action_id: str, block: Block) -> Element:
    """An intervention that no sentence schedules: it is given, and that is all that is known."""
    brief, medication = course.brief, block.kind == MEDICATION
    links = [words for each in course.assignments if each.intervention == block.intervention for words in each.words]
    return action(
        brief,
        action_id,
        extensions=brief.cite(block.drug, *links),
        title=capitalised(block.drug.value),
        textEquivalent="; ".join(dict.fromkeys(words.value for words in links if words.value != course.arm_label)),
        code=brief.concept("actionCode", "prescribe-medication") if medication else None,
        type=brief.concept("actionType", "create"),
        definitionCanonical=canonicals[block.id],
    )
