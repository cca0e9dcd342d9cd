"""A law of the whole language: a regimen printed as an outline, the way registries write it, is read as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schedule.test_laws import as_words
from tests.schedule.words import reading, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fhiradapter.schedule.regimen import Regimen

DRUGS = ("cisplatin", "bosutinib", "rituximab", "dexamethasone", "gemcitabine", "imatinib", "vincristine", "etoposide")
ROUTES = {
    "intravenous": ("IV", "intravenously (IV)"),
    "oral": ("PO", "orally"),
    "subcutaneous": ("SC", "subcutaneously"),
}
OFTEN = {"1/1d": ("daily", "once daily"), "2/1d": ("twice daily", "BID"), "1/12h": ("every 12 hours",)}
PARTS = ("Induction", "Consolidation", "Maintenance")
WEEKLY = ("weekly", "once weekly", "once a week")
SPANS = {"5 d": "for 5 days", "14 d": "for 14 days", "4 wk": "for 4 weeks"}
JOINS = (", ", " and ", " plus ", " followed by ")
CONDITIONS = ("stable disease", "complete response", "residual disease")


@dataclass(frozen=True, slots=True)
class Block:
    """One treatment in one pattern, and its words."""

    said: Mapping[str, object]
    words: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of an arm in sentences, its cycle, and what some patients receive in the end."""

    sentences: tuple[tuple[Block, ...], ...]
    joins: tuple[str, ...]
    length: int
    count: int | None
    passive: bool = False
    condition: str = ""
    last: Block | None = None


@st.composite
def blocks(draw: st.DrawFn, drug: str, *, alone: bool = True) -> Block:
    route = draw(st.sampled_from(sorted(ROUTES)))
    found: dict[str, object] = {"drug": drug}
    words = [drug]
    if draw(st.booleans()):
        dose = f"{draw(st.integers(1, 90))} {draw(st.sampled_from(['mg', 'mg/m2', 'mg/kg']))}"
        found["dose"] = [dose]
        words.append(dose)
    found["route"] = route
    words.append(draw(st.sampled_from(ROUTES[route])))
    if route == "intravenous" and draw(st.booleans()):
        minutes = draw(st.integers(5, 90))
        found["over"] = f"{minutes} min"
        words.append(f"over {minutes} minutes")
    days = draw(st.booleans())
    if not days and draw(st.booleans()):
        return Block(
            {**found, "times": "1/1wk", "for": "4 wk"}, f"{' '.join(words)} {draw(st.sampled_from(WEEKLY))} for 4 weeks"
        )
    if not days or draw(st.booleans()):
        often = draw(st.sampled_from(sorted(OFTEN)))
        found["times"] = often
        words.append(draw(st.sampled_from(OFTEN[often])))
    if days:
        numbers = draw(st.sets(st.integers(1, 21), min_size=1, max_size=6).map(sorted))
        found["days"] = numbers
        words.append(f"on {as_words(numbers)}")
        if alone and draw(st.booleans()):  # behind others, courses are those of the group
            first = draw(st.integers(1, 3))
            last = first + draw(st.integers(1, 3))
            found["cycles"] = (first, last)
            words.append(f"of courses {first}-{last}")
    else:
        span = draw(st.sampled_from(sorted(SPANS)))
        found["for"] = span
        words.append(SPANS[span])
    return Block(found, " ".join(words))


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    drugs = draw(st.lists(st.sampled_from(DRUGS), min_size=1, max_size=5, unique=True))
    cuts = sorted(draw(st.sets(st.integers(1, len(drugs)), max_size=2)) | {len(drugs)})
    groups = [drugs[start:end] for start, end in zip([0, *cuts], cuts, strict=False)]
    sentences = tuple(tuple(draw(blocks(drug, alone=len(group) == 1)) for drug in group) for group in groups)
    condition = draw(st.sampled_from(["", *CONDITIONS]))
    return Outline(
        sentences=sentences,
        joins=tuple(draw(st.sampled_from(JOINS)) for _ in drugs),
        length=draw(st.integers(21, 56)),
        count=draw(st.none() | st.integers(6, 12)),
        passive=draw(st.booleans()),
        condition=condition,
        last=draw(blocks("aldesleukin")) if condition else None,
    )


def printed(outline: Outline) -> str:
    """An outline as a registry prints it."""
    joins = iter(outline.joins)
    text = []
    for number, sentence in enumerate(outline.sentences):
        words = sentence[0].words
        if outline.passive and len(sentence) == 1 and "dose" not in sentence[0].said:
            drug, _, how = words.partition(" ")
            text.append(f"{drug.capitalize()} is administered {how}.")
            continue
        for block in sentence[1:]:
            words += next(joins) + block.words
        text.append(f"Patients {'also ' if number else ''}receive {words}.")
    count = f" for up to {outline.count} courses" if outline.count else ""
    text.append(
        f"Treatment repeats every {outline.length} days{count} in the absence of disease progression or unacceptable "
        "toxicity."
    )
    if outline.last:
        text.append(f"Patients with {outline.condition} receive {outline.last.words}.")
    return " ".join(text)


def expected(outline: Outline) -> list[tuple[Mapping[str, object], int | None, int | None]]:
    """What the outline says, with the cycle and the number of courses of each block."""
    repeated = [
        (dict(block.said), outline.length, outline.count) for sentence in outline.sentences for block in sentence
    ]
    if outline.last is None:
        return [*repeated]
    return [*repeated, ({**outline.last.said, "if": outline.condition}, None, None)]


def read_back(regimen: Regimen) -> list[tuple[Mapping[str, object], int | None, int | None]]:
    """The same of a regimen."""
    return [
        (
            {**said(administration), "drug": administration.drug.value.lower()},
            stage.cycle.length.value.days() if stage.cycle else None,
            stage.cycle.count.value.high if stage.cycle and stage.cycle.count else None,
        )
        for stage in regimen.stages
        for administration in stage.administrations
    ]


@settings(max_examples=150)
@given(outlines())
def test_one_outline_is_read_as_it_was_written(outline: Outline) -> None:
    found = reading(printed(outline))
    assert read_back(found.whole) == expected(outline)
    assert found.issues == ()


@settings(max_examples=60)
@given(st.lists(outlines(), min_size=2, max_size=3))
def test_arms_are_read_as_they_were_written(arms: Sequence[Outline]) -> None:
    plain = [replace(each, condition="", last=None) for each in arms]
    labels = ("I", "II", "III")
    found = reading(*(f"Arm {label}: {printed(each)}" for label, each in zip(labels, plain, strict=False)))
    assert found.whole.administrations == ()
    for number, each in enumerate(plain, start=1):
        assert sorted(map(str, read_back(found.arms[f"arm {number}"]))) == sorted(map(str, expected(each)))


@settings(max_examples=60)
@given(st.lists(outlines(), min_size=2, max_size=3))
def test_parts_are_read_as_they_were_written(parts: Sequence[Outline]) -> None:
    plain = [replace(each, condition="", last=None) for each in parts]
    found = reading(*(f"{name}: {printed(each)}" for name, each in zip(PARTS, plain, strict=False)))
    by_part: dict[str, list[str]] = {}
    for stage in found.whole.stages:
        assert stage.name
        told = map(str, read_back(replace(found.whole, stages=(stage,))))
        by_part.setdefault(stage.name.value, []).extend(told)
    assert {name: sorted(told) for name, told in by_part.items()} == {
        name: sorted(map(str, expected(each))) for name, each in zip(PARTS, plain, strict=False)
    }
    assert found.issues == ()
