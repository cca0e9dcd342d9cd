"""Text is normalised in one place, and every character keeps its place in the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fhiradapter.prose import Prose
from fhiradapter.sources import markup

TEXTS = st.text(alphabet=st.sampled_from("ab1.,*-\n\r\t \u00a0é€😀"), max_size=80)


@given(TEXTS)
def test_every_character_of_a_paragraph_stands_where_it_says(text: str) -> None:
    for paragraph in markup.paragraphs(Prose.verbatim(text)):
        assert len(paragraph.origins) == len(paragraph.text)
        for character, origin in zip(paragraph.text, paragraph.origins, strict=True):
            assert character == text[origin] or (character == " " and text[origin].isspace())


@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    words = " ".join(paragraph.text for paragraph in markup.paragraphs(Prose.verbatim(text))).split()
    assert words == text.split()


@given(TEXTS, st.integers(0, 79), st.integers(1, 80))
def test_a_citation_of_any_run_holds_its_words(text: str, start: int, length: int) -> None:
    folded = markup.fold(Prose.verbatim(text))
    run = folded.text[start : start + length]
    if run.strip():
        cited = folded.cite(start, start + length).cut(text)
        assert cited.split() == run.split()


def test_wrapped_lines_are_joined_and_bullets_kept_apart() -> None:
    text = "Patients receive dacarbazine on days 1 and\n      15. Treatment repeats.\n\n* one\n* two\n  goes on"
    assert [paragraph.text for paragraph in markup.paragraphs(Prose.verbatim(text))] == [
        "Patients receive dacarbazine on days 1 and 15. Treatment repeats.",
        "* one",
        "* two goes on",
    ]


def test_lists_in_lists_stay_lists_in_lists() -> None:
    assert markup.passage("Criteria:\n\n* A, one of:\n\n  * B\n* C") == "Criteria:\n\n* A, one of:\n\n  * B\n* C"
    wrapped = (
        "\n      Criteria:\r\n\r\n          -  one that\r\n             wraps\r\n\r\n               -  two\r\n    "
    )
    assert markup.passage(wrapped) == "Criteria:\n\n- one that wraps\n\n  - two"


def test_a_negative_day_at_the_start_of_a_line_is_no_bullet() -> None:
    text = "melphalan IV on days -3 and\n      -2. Then"
    assert [paragraph.text for paragraph in markup.paragraphs(Prose.verbatim(text))] == [
        "melphalan IV on days -3 and -2. Then"
    ]
