"""Blocks: one drug in one pattern at one dose level, each of which becomes an ActivityDefinition.

A definition's dosage is copied verbatim into orders, so two patterns in one definition could never be told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts import ids
from fhiradapter.fhir.parts.phrases import day_runs, plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Administration, Dose, Regimen, Stage
    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Intervention

MEDICATION = "MedicationRequest"
SERVICE = "ServiceRequest"
_NO_MEDICATION = re.compile(
    r"radiother|radiation|irradiat|brachyther|radiosurg|emboli[sz]ation|photodynamic|hyperthermia|surgery",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`kind` is the request that the definition describes; `level` numbers dose levels from 1, 0 is no level.

    `intervention` is what the registry lists, where it does. `all_read`: no passage of the source was left unread that
    could state what is absent here.
    """

    drug: Stated[str]
    id: str = ""
    kind: str = MEDICATION
    administration: Administration | None = None
    stage: Stage | None = field(default=None, hash=False)  # it holds all administrations: n of them, n hashes each
    dose: Stated[Dose] | None = None
    level: int = 0
    all_read: bool = True
    intervention: Intervention | None = None

    @property
    def absent(self) -> str:
        """What can be said of a dose or a schedule that is not here."""
        return "not stated in source" if self.all_read else "none read, and parts of the source were not read"

    @property
    def listed_as(self) -> str:
        """The folded name of the intervention that this is, if the source lists it."""
        return (self.administration.listed_as if self.administration else "") or self.drug.value.casefold()

    @property
    def is_drug(self) -> bool:
        """True for what is prescribed as a medication."""
        return self.kind == MEDICATION

    @property
    def scheduled(self) -> bool:
        """True when the text states how much, how often, when or how long."""
        return self.administration is not None and self.administration.scheduled


def scheduled_blocks(regimen: Regimen) -> Iterator[Block]:
    """What a regimen administers, one block per pattern and dose level."""
    all_read = not regimen.unread
    return (replace(block, all_read=all_read) for stage in regimen.stages for block in _of_stage(stage))


def listed_block(block: Block, intervention: Intervention | None) -> Block:
    """The block as the intervention that it is: radiation has names that do not say so ("TBI")."""
    radiates = intervention is not None and intervention.type is not None and intervention.type.value == "RADIATION"
    kind = SERVICE if radiates and intervention is not None and intervention.product is False else block.kind
    return replace(block, intervention=intervention, kind=kind)


def bare_block(intervention: Intervention, name: str, tables: Tables, *, all_read: bool) -> Block:
    """What an intervention gives under this name, where no sentence schedules it."""
    kind = _kind_of(intervention, tables)
    return Block(drug=intervention.name.having(name), kind=kind, all_read=all_read, intervention=intervention)


def _kind_of(intervention: Intervention, tables: Tables) -> str:
    """By what it is called, else by its type. A plain text names drugs without saying that they are."""
    if intervention.product is not None:
        return MEDICATION if intervention.product else SERVICE
    word = intervention.type.value if intervention.type else "DRUG"
    coding = tables.coding("interventionType", word, "r4")
    return coding.code if coding else SERVICE


def named(study: str, unnamed: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a trial with ids: one block of a drug bears its name, several are told apart by their patterns."""
    alike: dict[str, list[Block]] = {}
    for block in unnamed:
        alike.setdefault(block.drug.value.casefold(), []).append(block)
    wanted: dict[Block, str] = {}
    for group in alike.values():
        patterns = [_pattern(block) for block in group] if len(group) > 1 else [""]
        wanted.update(zip(group, ids.definition_ids(study, group[0].drug.value, patterns), strict=True))
    names = ids.distinct([wanted[block] for block in unnamed], ids.DEFINITION_LIMIT)
    return tuple(replace(block, id=name) for block, name in zip(unnamed, names, strict=True))


def _kind(drug: str) -> str:
    """Radiation is ordered as a service, whatever sentence it stands in; cells that are infused are a product."""
    return SERVICE if _NO_MEDICATION.search(drug) else MEDICATION


def _of_stage(stage: Stage) -> Iterator[Block]:
    for administration in stage.administrations:
        kind = _kind(administration.drug.value)
        block = Block(drug=administration.drug, kind=kind, administration=administration, stage=stage)
        if len(administration.doses) < 2:
            yield replace(block, dose=next(iter(administration.doses), None))
        else:
            levels = enumerate(administration.doses, start=1)
            yield from (replace(block, dose=dose, level=level) for level, dose in levels)


def _pattern(block: Block) -> str:
    """What tells the block from others of the same drug: its days, how often, or its stage; and its dose level."""
    administration = block.administration
    if administration is None:
        return ""
    if administration.days:
        when = "d" + "-".join(
            f"{first}to{last}" if last > first else f"{first}" for first, last in _runs(administration)
        )
    elif administration.frequency and administration.frequency.value.code:
        when = administration.frequency.value.code.lower()
    else:
        when = ids.slug(block.stage.key) if block.stage else ""
    level = (
        ids.slug(f"{plain_number(block.dose.value.low)}{block.dose.value.unit}") if block.dose and block.level else ""
    )
    return "-".join(part for part in (when, level) if part)


def _runs(administration: Administration) -> list[tuple[int, int]]:
    """Days 1, 8, 15 stay apart; only three in a row or more are a run."""
    days = administration.days.value if administration.days else ()
    return [piece for first, last in day_runs(days) for piece in _unless_short(first, last)]


def _unless_short(first: int, last: int) -> list[tuple[int, int]]:
    return [(first, last)] if last - first > 1 else [(day, day) for day in range(first, last + 1)]
