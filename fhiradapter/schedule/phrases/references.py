"""Phrases that refer to another passage: "as in arm I", "as above", "on the same schedule as in phase I", "arm I
therapy".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fhiradapter.schedule import headings

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor


class Extent(StrEnum):
    """What is the same there and here."""

    ALL = "all"
    DOSE = "dose"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a treatment is described. `arms` and `part` as `headings` tells them apart; neither: further up.

    `treatment`: what is given there is named by the phrase itself ("arm I therapy").
    """

    words: Stated[str]
    arms: tuple[str, ...] = ()
    part: str = ""
    extent: Extent = Extent.ALL
    treatment: bool = False


_SAME = ("the same", "same", "an identical", "identical")
_ABOVE = (
    "as above", "as described above", "as outlined above", "as given above", "as detailed above", "as listed above",
    "as noted above", "as specified above", "as previously described", "as described previously", "described above",
    "outlined above", "as per the treatment schedule outlined above", "as per the schedule above",
)  # fmt: skip
_LIKE = (
    "as in", "as for", "as per", "as described in", "as described for", "as outlined in", "as outlined for",
    "as described above in", "as described above for", "as given in", "as administered in", "as above in",
    "as above for", "as on", "in the same manner as", "in the same manner as in", "in the same way as",
    "in the same way as in", "in the same fashion as", "in the same fashion as in", "same as", "same as in",
    "the same as", "the same as in", "the same as for", "identical to", "identical to that in", "identically to",
    "as they did in", "similar to that in", "as those in",
)  # fmt: skip
_EXTENTS = {
    **dict.fromkeys(
        ("dose", "doses", "dosage", "dosages", "dose level", "dose levels"),
        Extent.DOSE,
    ),
    **dict.fromkeys(("schedule", "schedules", "dosing schedule", "treatment schedule", "timing"), Extent.SCHEDULE),
    **dict.fromkeys(
        (
            "regimen", "regimens", "dose and schedule", "doses and schedule", "doses and schedules", "dosing regimen",
            "treatment", "treatments", "therapy", "chemotherapy", "treatment regimen", "chemotherapy regimen",
        ),
        Extent.ALL,
    ),
}  # fmt: skip
_TO_TARGET = (
    "patients in", "patients on", "patients assigned to", "participants in", "subjects in", "those in", "that in",
    "in", "for", "on", "those for", "described for", "described in", "used in", "given in",
)  # fmt: skip
_PARTS = (
    "therapy", "chemotherapy", "treatment", "phase", "regimen", "period", "portion", "course", "courses", "cycles",
)  # fmt: skip
_RECEIVED = frozenset("receive receives received receiving undergo continue to plus with and same".split())
_LONGEST_PART = 3
_BEFORE_SAME = ("according to", "using", "on", "at", "with", "by", "following", "in", "per")
_FIRST = frozenset(phrase.split()[0] for phrase in (*_ABOVE, *_LIKE, *_SAME, *_BEFORE_SAME))
"""The first words of what refers to another place, but for those of an arm."""


def reference(cursor: Cursor) -> Reference | None:
    """REFERENCE = "as above" | LIKE TARGET | SAME TARGET | ARM ( "therapy" | "treatment" | ... ),
    LIKE = "as in" | ..., SAME = ( "on" | "at" | ... ) "the same" ( "dose" | "schedule" | "regimen" ) "as",
    TARGET = ARM [ "of" PART ] | PART [ ( "of" | "in" ) ARM ]

    Refused: a target that is one of several ("arm I or II"), or not named as an arm or a part ("the first course").
    """
    start = cursor.index
    if cursor.peek() not in _FIRST and not headings.is_arm_word(cursor.peek()):
        return None
    if cursor.phrase(*_ABOVE) and not _goes_on(cursor):
        return Reference(cursor.state("", start))
    cursor.index = start
    return cursor.maybe(_like) or cursor.maybe(_therapy_of_arm)


def _like(cursor: Cursor) -> Reference | None:
    start = cursor.index
    extent = Extent.ALL if cursor.phrase(*_LIKE) else _same(cursor)
    if extent is None:
        return None
    cursor.word("the")
    cursor.phrase(*_TO_TARGET)
    cursor.word("the")
    cursor.word("treatment", "therapy", "regimen") if cursor.peek(1) == "in" else None
    cursor.word("in") if cursor.peek(-1) in {"treatment", "therapy", "regimen"} else None
    found = _target(cursor)
    if found is None or _goes_on(cursor):
        return None
    arms, part = found
    named = extent == Extent.ALL and cursor.tokens[start].key in {"the", "same"}
    return Reference(cursor.state("", start), arms, part, extent, treatment=named and _is_regimen(cursor, start))


def _is_regimen(cursor: Cursor, start: int) -> bool:
    """ "the same regimen as in arm I" is a treatment by itself, "the same as in arm I" is not."""
    words = {token.key for token in cursor.tokens[start : start + 3]}
    return not words.isdisjoint({"regimen", "treatment", "therapy", "chemotherapy"})


def _same(cursor: Cursor) -> Extent | None:
    """ "at the same dose as", "according to the same schedule as in" """
    cursor.phrase(*_BEFORE_SAME)
    if not cursor.phrase(*_SAME):
        return None
    extent = _EXTENTS.get(cursor.phrase(*_EXTENTS))
    return extent if extent is not None and cursor.phrase("as") else None


def _target(cursor: Cursor) -> tuple[tuple[str, ...], str] | None:
    arms = _arms(cursor)
    part = "" if arms else _part(cursor)
    if not arms and not part:
        return None
    start = cursor.index
    if cursor.word("of", "in", "during", "for", "on"):
        cursor.word("the")
        of_arms, of_part = (arms, _part(cursor)) if arms else (_arms(cursor), part)
        if of_arms and of_part:
            return of_arms, of_part
        cursor.index = start
    return arms, part


def _arms(cursor: Cursor) -> tuple[str, ...]:
    """ARM = KIND LABEL { ( "," | "and" ) LABEL }"""
    start = cursor.index
    if not headings.is_arm_word(cursor.peek()) or not headings.is_arm_label(cursor.peek(1)):
        return ()
    cursor.index += 2
    while (
        cursor.peek() in {",", "and"}
        and headings.is_arm_label(cursor.peek(1))
        and cursor.tokens[cursor.index + 1].text != "a"
    ):
        cursor.index += 2
    return headings.arm_ids(cursor.since(start).text)


def _part(cursor: Cursor) -> str:
    """PART = what a heading names a part, [ "therapy" | "phase" | ... ]"""
    start = cursor.index
    for words in range(_LONGEST_PART, 0, -1):
        cursor.index = min(start + words, len(cursor.tokens))
        part = headings.part_id(cursor.since(start).text) if cursor.index > start else ""
        if part:
            cursor.word(*_PARTS)
            return part
    cursor.index = start
    return ""


def _goes_on(cursor: Cursor) -> bool:
    """Words behind it that make it another place, or one of several."""
    return cursor.peek() in {"or", "/", "of", "course", "cycle", "courses", "cycles", "vs", "versus"} or (
        cursor.peek() == "and" and headings.is_arm_word(cursor.peek(1))
    )


def _therapy_of_arm(cursor: Cursor) -> Reference | None:
    """ "receive arm I therapy", "plus the same treatment as arm I" is LIKE"""
    start = cursor.index
    if cursor.peek(-1) not in _RECEIVED and not (cursor.peek(-1) == "the" and cursor.peek(-2) in _RECEIVED):
        return None
    arms = _arms(cursor)
    if not arms or not cursor.word("therapy", "treatment", "chemotherapy", "regimen") or _goes_on(cursor):
        return None
    return Reference(cursor.state("", start), arms, treatment=True)
