"""Laws of the dosing phrases: what is written is read back, what is refused costs nothing, and long text ends soon."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.prose import Prose
from fhiradapter.schedule.phrases.doses import doses
from fhiradapter.schedule.phrases.frequency import frequency
from fhiradapter.schedule.phrases.infusion import infusion
from fhiradapter.schedule.phrases.limits import LIMITS, plausible
from fhiradapter.schedule.regimen import Dose, Duration, Frequency
from fhiradapter.schedule.tokens import Cursor
from tests.calls import counted_calls
from tests.schedule.test_manual_dosing import SECTIONS
from tests.schedule.words import LEXICON

if TYPE_CHECKING:
    from collections.abc import Callable

UNITS = {
    "mg": "mg", "g": "g", "ug": "mcg", "mg/m2": "mg/m^2", "mg/kg": "mg/kg", "ug/kg": "µg/kg", "[iU]": "IU", "Gy": "Gy", "cGy": "cGy",
    "10*6.[iU]/m2": "million IU/m2", "mCi": "mCi", "{tablet}": "tablets",
}  # fmt: skip
PERS = {"": "", "d": " per day", "wk": "/week"}
NUMBERS = (
    st.decimals(Decimal("0.01"), Decimal(900), places=2)
    .map(lambda value: value.normalize())
    .filter(lambda value: "E" not in str(value))
)
WORDS = (
    "patients receive cisplatin at a dose of maximum up to 50 100 1,4 2 x 10^6 mg mg/m2 /kg AUC 5 Gy cells tablets per day daily twice "
    "weekly every 3 weeks q12h BID or and - to over 30 minutes hours infusion continuously IV PO orally by mouth single once on Monday , "
    "Wednesday in two divided doses ( ) [ ] . ; / phase stage III"
).split()
SOUP = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


def only_dose(text: str) -> list[Dose]:
    found = doses(Cursor(Prose.verbatim(text)), LEXICON)
    assert found is not None, text
    return [each.value for each in found]


@given(NUMBERS, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(PERS)))
def test_a_dose_written_is_the_dose_read(number: Decimal, unit: str, per: str) -> None:
    assert only_dose(f"{number} {UNITS[unit]}{PERS[per]}") == [Dose(number, unit, per=per)]


@given(
    st.integers(1, 400), st.integers(1, 400), st.sampled_from(["-", " - ", " to ", "–"]), st.sampled_from(sorted(UNITS))
)
def test_a_range_written_is_the_range_read(low: int, more: int, joined: str, unit: str) -> None:
    assert only_dose(f"at a dose of {low}{joined}{low + more} {UNITS[unit]}") == [
        Dose(Decimal(low), unit, Decimal(low + more))
    ]


@given(
    st.lists(st.integers(1, 9999), min_size=2, max_size=6, unique=True), st.sampled_from(["or", "and"]), st.booleans()
)
def test_levels_written_are_the_levels_read(levels: list[int], word: str, oxford: bool) -> None:
    listed = f"{', '.join(map(str, levels[:-1]))}{',' if oxford else ''} {word} {levels[-1]} mg"
    assert only_dose(listed) == [Dose(Decimal(level), "mg") for level in levels]


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(["h", "d", "wk", "mo"]))
def test_how_often_written_is_how_often_read(period: int, more: int, unit: str) -> None:
    name = {"h": "hours", "d": "days", "wk": "weeks", "mo": "months"}[unit]
    found = frequency(Cursor(Prose.verbatim(f"every {period}-{period + more} {name}")), LEXICON)
    assert found is not None
    assert found.value == Frequency(1, Decimal(period), unit, "", Decimal(period + more))


@given(st.integers(1, 120), st.integers(0, 60), st.sampled_from(["min", "h"]))
def test_an_infusion_written_is_the_infusion_read(low: int, more: int, unit: str) -> None:
    high = Decimal(low + more) if more else None
    text = f"over {low}{f'-{low + more}' if more else ''} {'minutes' if unit == 'min' else 'hours'}"
    found = infusion(Cursor(Prose.verbatim(text)), LEXICON)
    assert found is not None
    assert found.value == Duration(Decimal(low), unit, high)


@given(SOUP | st.text(max_size=100), st.sampled_from(sorted(SECTIONS)))
def test_a_rule_moves_only_when_it_matches_and_cites_what_it_read(text: str, section: str) -> None:
    rule, _ = SECTIONS[section]
    cursor = Cursor(Prose.verbatim(text))
    while cursor.token is not None:
        start = cursor.index
        found = rule(cursor)
        if found is None:
            assert cursor.index == start
            cursor.index += 1
            continue
        assert start < cursor.index
        for each in found if isinstance(found, tuple) else (found,):
            assert each.words == cursor.since(start).text
            assert [citation.cut(text) for citation in each.citations] == [each.words]


@given(SOUP)
def test_no_dose_has_a_number_that_does_not_stand_there(text: str) -> None:
    cursor = Cursor(Prose.verbatim(text))
    while cursor.token is not None:
        for each in doses(cursor, LEXICON) or ():
            assert each.value.unit in LEXICON.units.values()
            assert each.value.per in {"", "d", "wk", "total"}
        cursor.index += 1


def work_of(rule: Callable[[Cursor], object], text: str) -> int:
    """The calls that it takes to ask the rule at every word."""
    cursor = Cursor(Prose.verbatim(text))
    with counted_calls() as calls:
        while cursor.token is not None:
            if rule(cursor) is None:
                cursor.index += 1
    return calls[0]


@pytest.mark.parametrize(
    "word",
    [
        "5",
        "mg",
        "5 mg",
        "5,",
        "5 mg,",
        "5 or",
        "(",
        "day 5",
        "IV or",
        "Monday,",
        "daily",
        "over 5",
        "x",
        "every",
        "q",
        "/",
        "max",
    ],
)
def test_long_text_ends_soon(word: str) -> None:
    for rule, _ in SECTIONS.values():
        short, long = (work_of(rule, f"{word} " * count) for count in (100, 500))
        assert long < 15 * short + 10_000


@pytest.mark.parametrize("rule", [rule for rule, _ in SECTIONS.values()], ids=list(SECTIONS))
def test_a_number_of_ten_thousand_digits_is_no_trouble(rule: Callable[[Cursor], object]) -> None:
    digits = "9" * 10_000
    assert work_of(rule, f"{digits} mg every {digits} hours over {digits} hours") < 20_000


@pytest.mark.parametrize("unit", sorted(LIMITS))
def test_every_limit_has_a_reason_and_lets_something_through(unit: str) -> None:
    limit = LIMITS[unit]
    assert limit.reason
    assert limit.least < limit.most
    assert plausible(Dose(limit.most, unit))
    assert not plausible(Dose(limit.most * 10, unit))
    assert not plausible(Dose(Decimal(0), unit))
    assert unit in LEXICON.units.values()
