"""Laws of the treatment language, on sentences built backwards from what they mean and on any text at all."""

from __future__ import annotations

import re
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.prose import Prose
from fhiradapter.schedule.phrases.day_spellings import named_days
from fhiradapter.schedule.plan import arrange
from fhiradapter.schedule.text.heard import Outcome
from fhiradapter.schedule.tokens import Cursor, tokens
from tests.schedule.words import reading, regimen

DAYS = st.sets(st.integers(1, 42), min_size=1, max_size=12).map(sorted)
WORDS = (
    "patients receive may also bosutinib cisplatin IV PO orally over 1 2 3 8 15 28 hours minutes day days cycle cycles of on "
    "every for up to and , . - ( ) or mg mg/m2 daily twice weekly in the absence progression repeats treatment subsequent"
).split()
SOUP = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


def as_words(days: list[int]) -> str:
    """ "days 1-3, 8 and 15", the way protocols write it."""
    runs = [[day for _, day in group] for _, group in groupby(enumerate(days), lambda pair: pair[1] - pair[0])]
    spelled = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    listed = spelled[0] if len(spelled) == 1 else f"{', '.join(spelled[:-1])} and {spelled[-1]}"
    return f"{'day' if len(days) == 1 else 'days'} {listed}"


@given(DAYS)
def test_days_written_are_days_read(days: list[int]) -> None:
    phrase = as_words(days)
    read_days = named_days(Cursor(Prose.verbatim(phrase)))
    assert read_days is not None
    assert list(read_days.value) == days
    assert read_days.words == phrase


@given(DAYS, st.integers(42, 84), st.integers(2, 12))
def test_a_regimen_written_is_the_regimen_read(days: list[int], length: int, count: int) -> None:
    text = f"Patients receive cisplatin IV on {as_words(days)}. Treatment repeats every {length} days for up to {count} cycles."
    (planned,) = arrange(regimen(text)).stages
    (run,) = planned.runs
    (given_drug,) = run.administrations
    assert given_drug.days is not None
    assert list(given_drug.days.value) == days
    assert planned.stage.cycle is not None
    assert planned.stage.cycle.length.value.days() == length
    assert (run.first, run.last) == (1, count)


@given(st.integers(2, 6), st.integers(7, 12))
def test_runs_follow_one_another_without_gap_or_overlap(first: int, count: int) -> None:
    text = (
        f"Patients receive cisplatin IV on day 1. Patients also receive rituximab IV on day 2 of cycles {first}-{first + 1}. "
        f"Treatment repeats every 28 days for {count} cycles."
    )
    (planned,) = arrange(regimen(text)).stages
    cycles = [cycle for run in planned.runs for cycle in range(run.first, (run.last or 0) + 1)]
    assert cycles == list(range(1, count + 1))
    given_in = [run.first for run in planned.runs if len(list(run.administrations)) == 2]
    assert given_in == [first]


@given(SOUP | st.text(max_size=200))
def test_any_text_is_read_or_reported_and_nothing_is_said_that_does_not_stand_there(text: str) -> None:
    found = reading(text)
    for administration in found.whole.administrations:
        assert administration.drug.value in text
        assert administration.words in text
        stated = (administration.route, administration.frequency, administration.days, administration.infusion)
        for each in (*administration.doses, *(value for value in stated if value is not None)):
            assert each.words
            assert each.words in text
            assert [citation.cut(text) for citation in each.citations] == [each.words]
        if administration.days is not None:
            edges = {abs(administration.days.value[0]), abs(administration.days.value[-1])}
            assert edges <= {int(digits) for digits in re.findall(r"\d+", administration.days.words)}
    for issue in found.issues:
        assert issue.quote in text


@given(st.text(max_size=100))
def test_tokens_cover_all_but_blanks(text: str) -> None:
    assert "".join(text[token.start : token.end] for token in tokens(text)) == "".join(text.split())


@pytest.mark.parametrize(
    "endless",
    ["Patients receive " + "cisplatin and " * 60_000, "Patients receive cisplatin IV on days " + "1, " * 200_000],
    ids=["drugs", "days"],
)
def test_what_is_too_long_for_a_sentence_is_told_and_not_read(endless: str) -> None:
    found = reading(endless)
    assert found.whole.administrations == ()
    assert [each.outcome for each in found.heard] == [Outcome.NOT_UNDERSTOOD]
    assert [issue.rule for issue in found.issues] == ["sentence-not-read"]
