"""A small lexicon and shorthands, so that a test shows a sentence and its reading and nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.prose import Prose
from fhiradapter.schedule import listed
from fhiradapter.schedule.reader import Reading, read
from fhiradapter.schedule.regimen import Count, Dose
from fhiradapter.schedule.text.heard import Text
from fhiradapter.terminology.lexicon import lexicon
from fhiradapter.terminology.tables import Tables

if TYPE_CHECKING:
    from fhiradapter.schedule.regimen import Administration, Amount, Regimen

LEXICON = lexicon(Tables.load())


def reading(*paragraphs: str) -> Reading:
    offset = 0
    proses = []
    for paragraph in paragraphs:
        proses.append(Prose.verbatim(paragraph, offset))
        offset += len(paragraph) + 1
    known = listed.with_short_names(LEXICON.names, map(listed.other_names, paragraphs))
    return read([Text(paragraphs=tuple(proses))], [], LEXICON, known, {})


def regimen(*paragraphs: str) -> Regimen:
    found = reading(*paragraphs)
    assert not found.issues, found.issues
    return found.whole


def only(*paragraphs: str) -> Administration:
    (administration,) = regimen(*paragraphs).administrations
    return administration


def said(administration: Administration) -> dict[str, object]:
    """What an administration says, as short words: absent keys are not said."""
    found: dict[str, object] = {"drug": administration.drug.value}
    if administration.doses:
        found["dose"] = [amount(dose.value) for dose in administration.doses]
    if administration.route:
        found["route"] = administration.route.value
    if administration.infusion:
        found["over"] = amount(administration.infusion.value)
    if administration.frequency:
        frequency = administration.frequency.value
        found["times"] = f"{frequency.count}/{frequency.period}{frequency.unit}"
    if administration.days:
        found["days"] = list(administration.days.value)
    if administration.cycles:
        found["cycles"] = (administration.cycles.value.first, administration.cycles.value.last)
    if administration.duration:
        found["for"] = amount(administration.duration.value)
    if administration.condition:
        found["if"] = administration.condition.value
    if administration.optional:
        found["may"] = True
    if administration.times:
        found["in all"] = _plain(administration.times.value)
    found |= {name: _plain(fact.value) for name in SINGLY if (fact := getattr(administration, name))}
    return found


SINGLY = ("weekdays", "weeks", "months", "start", "divided", "cap", "as_needed")


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Count):
        return value.low if value.low == value.high else (value.low, value.high)
    return f"{amount(value)}{f'/{value.per}' if value.per else ''}" if isinstance(value, Dose) else value


def amount(value: Amount) -> str:
    high = f"-{value.high}" if value.high is not None else ""
    return f"{value.low}{high} {value.unit}"


def number(text: str) -> Decimal:
    return Decimal(text)
