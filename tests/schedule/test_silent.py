"""A sentence that is passed over says nothing: reading it would give nothing, and change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.prose import Prose
from fhiradapter.schedule import listed
from fhiradapter.schedule.sentence.around.descriptions import as_description
from fhiradapter.schedule.sentence.around.silent import gives_nothing
from fhiradapter.schedule.sentence.giving import given as given_in
from fhiradapter.schedule.sentence.mentioned.mentions import mentioned
from fhiradapter.schedule.text.splitting import sentences
from fhiradapter.schedule.tokens import Cursor
from tests.schedule.test_hard_cases import ALL, STUDY_DRUG
from tests.schedule.test_openers import sentences as rows_of_the_manual
from tests.schedule.words import LEXICON

NAMES = listed.own(LEXICON.names, [(STUDY_DRUG, ())])
HARD = [each.passage for each in ALL]
WORDS = (
    "patients receive may bosutinib cisplatin IV over 1 2 21 28 minutes day days cycle cycles courses of on every for up "
    "to and , . - ( ) mg daily weekly repeats repeated treatment continues is given as in the same arm group I B above "
    "therapy then recycle q21d x each lasts"
).split()


def is_passed_over(sentence: Prose, *, described: bool = False) -> bool:
    return gives_nothing(Cursor(sentence), LEXICON, NAMES, described=described)


def said(sentence: Prose, *, described: bool = False) -> tuple[object, ...]:
    """What is read of a sentence that is not passed over."""
    whole = mentioned(Cursor(sentence), LEXICON, NAMES)
    reading = given_in(as_description(whole) if described else whole, named=False)
    return (*reading.items, *reading.repeats)


def holds(sentence: Prose) -> bool:
    """What is passed over says nothing, in a description and elsewhere."""
    passed_over = (each for each in (True, False) if is_passed_over(sentence, described=each))
    return not any(said(sentence, described=each) for each in passed_over)


@pytest.mark.parametrize("passage", sorted({*rows_of_the_manual(), *HARD}))
def test_what_is_passed_over_says_nothing(passage: str) -> None:
    for sentence in sentences(Prose.verbatim(passage)):
        assert holds(sentence)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join))
def test_no_words_are_passed_over_that_say_something(words: str) -> None:
    assert holds(Prose.verbatim(words))


@pytest.mark.parametrize(
    "words",
    [
        "Blood is drawn on days 1 and 8 of each cycle.",
        "Patients are seen every 3 weeks for 6 months.",
        "Tumor size is measured after 2 courses.",
        "Levels of cisplatin 100 mg are measured on day 1.",
    ],
)
def test_sentences_without_a_treatment_are_passed_over(words: str) -> None:
    assert is_passed_over(Prose.verbatim(words))


@pytest.mark.parametrize(
    "words",
    [
        "Patients receive cisplatin.",
        "Cisplatin 100 mg on day 1.",
        "IV cisplatin 100 mg on day 1.",
        "Treatment repeats every 21 days for 6 courses.",
        "Every 21 days for 6 courses.",
        "Patients receive treatment as in arm I.",
        "Patients receive arm I therapy.",
    ],
)
def test_what_speaks_of_a_treatment_is_not_passed_over(words: str) -> None:
    assert not is_passed_over(Prose.verbatim(words))
