"""A sentence that is passed over says nothing: reading it would give nothing, and change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.prose import Prose
from fhiradapter.schedule import listed
from fhiradapter.schedule.sentence.descriptions import as_description
from fhiradapter.schedule.sentence.giving import given as given_in
from fhiradapter.schedule.sentence.mentions import mentioned
from fhiradapter.schedule.sentence.silent import gives_nothing
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


def said(sentence: Prose) -> set[object]:
    """What is read of a sentence that is not passed over, in a description and elsewhere."""
    whole = mentioned(Cursor(sentence), LEXICON, NAMES)
    readings = [given_in(each, named=False) for each in (whole, as_description(whole))]
    return {each for reading in readings for each in (*map(repr, reading.items), *reading.repeats)}


@pytest.mark.parametrize("passage", sorted({*rows_of_the_manual(), *HARD}))
def test_what_is_passed_over_says_nothing(passage: str) -> None:
    for sentence in sentences(Prose.verbatim(passage)):
        if gives_nothing(Cursor(sentence), NAMES):
            assert not said(sentence)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join))
def test_no_words_are_passed_over_that_say_something(words: str) -> None:
    sentence = Prose.verbatim(words)
    if gives_nothing(Cursor(sentence), NAMES):
        assert not said(sentence)


@pytest.mark.parametrize(
    "words",
    [
        "Blood is drawn on days 1 and 8 of each cycle.",
        "Patients are seen every 3 weeks for 6 months.",
        "Tumor size is measured after 2 courses.",
    ],
)
def test_sentences_without_a_treatment_are_passed_over(words: str) -> None:
    assert gives_nothing(Cursor(Prose.verbatim(words)), NAMES)


@pytest.mark.parametrize(
    "words",
    [
        "Patients receive cisplatin.",
        "Treatment repeats every 21 days for 6 courses.",
        "Every 21 days for 6 courses.",
        "Patients receive treatment as in arm I.",
        "Patients receive arm I therapy.",
    ],
)
def test_what_speaks_of_a_treatment_is_not_passed_over(words: str) -> None:
    assert not gives_nothing(Cursor(Prose.verbatim(words)), NAMES)
