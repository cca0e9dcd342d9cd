"""Sentences on how long all of the treatment goes on, what they are said of, and that they are told where of nothing."""

from __future__ import annotations

import pytest

from fhiradapter.prose import Prose
from fhiradapter.schedule.text.heard import Text
from fhiradapter.schedule.text.whole_treatment import all_of_it
from fhiradapter.schedule.tokens import Cursor
from tests.schedule.words import LEXICON, amount, reading, said

DAILY = "Patients receive aspirin 100 mg daily."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Eligible patients will receive double-blind study medication for 8 weeks.", "8 wk"),
        ("Each patient will receive study medication for 12 months and will be followed for an additional six months "
         "after the termination of medications.", "12 mo"),
        ("Patients remain on study medications for 24 weeks and are seen at the clinic once every 4 weeks.", "24 wk"),
        ("Patients may remain on their assigned treatment for 48 weeks, with follow-up at 1 and 3 months.", "48 wk"),
        ("All subjects will be treated for 12 weeks.", "12 wk"),
        ("Treatment is administered for 48 weeks.", "48 wk"),
        ("Supplements will be taken for 12 weeks.", "12 wk"),
        ("Total duration of therapy is 78 weeks.", "78 wk"),
        ("Treatment duration: 12 weeks", "12 wk"),
        ("The treatment period will be approximately 1 year.", "1 a"),
        ("The anticipated time on study treatment is 24 weeks.", "24 wk"),
        ("Patients are treated for 6 weeks with aspirin.", ""),
        ("Patients are treated for 6 weeks with aspirin 100 mg daily.", ""),
        ("Treatment will be given for 5 days every 8 weeks for 3 cycles.", ""),
        ("The study duration is 12 weeks.", ""),
        ("The duration of follow-up is 12 weeks.", ""),
        ("Patients treated for 6 weeks are evaluated.", ""),
    ],
)  # fmt: skip
def test_how_long_all_of_it_goes_on(sentence: str, expected: str) -> None:
    heard = all_of_it(Cursor(Prose.verbatim(sentence)), Text(paragraphs=()), LEXICON, LEXICON.names)
    assert (amount(heard.lasts[0].span.value) if heard else "") == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((DAILY, "Treatment is administered for 48 weeks."), "48 wk"),
        (("Treatment duration: 12 weeks.", DAILY), "12 wk"),
        (("Patients receive aspirin 100 mg once.", "Treatment duration: 12 weeks."), ""),
        (("Patients receive aspirin 100 mg daily for 4 weeks.", "Treatment duration: 12 weeks."), ""),
        ((DAILY, "Treatment is given for 4 weeks.", "Patients will be treated for 8 weeks."), ""),
    ],
)
def test_of_what_it_is_said(texts: tuple[str, ...], expected: str) -> None:
    (stage,) = reading(*texts).whole.stages
    assert (amount(stage.duration.value) if stage.duration else "") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The study consists of a 4-week screening period, a 24-week randomized treatment period, and an 8-week safety "
         "follow-up period.", "24 wk"),
        ("The study is divided into a treatment period of 24 weeks and a follow-up period of 8 weeks.", "24 wk"),
        ("Following a run-in period of 4 weeks, randomized patients will enter a 24-week treatment period.", "24 wk"),
        ("The study consists of a 12-week treatment phase and a 12-week extension phase.", ""),
        ("The study consists of a 4-week open-label treatment phase and a 12-week double-blind treatment phase.", ""),
        ("The study consists of a 24-week period.", ""),
        ("After a 12-week treatment period patients are evaluated.", ""),
    ],
)  # fmt: skip
def test_the_only_period_of_treatment(sentence: str, expected: str) -> None:
    (stage,) = reading(DAILY, sentence).whole.stages
    assert (amount(stage.duration.value) if stage.duration else "") == expected


def test_what_is_restricted_is_told() -> None:
    said_so = reading(DAILY, "Duration of treatment: 12 weeks (24 weeks for cirrhotics).")
    (stage,) = said_so.whole.stages
    assert stage.duration is None
    assert [issue.rule for issue in said_so.issues] == ["sentence-read-in-part"]


GOING_ON = [
    ("Aspirin treatment continues for up to 24 weeks.", "24 wk"),
    ("Aspirin will be continued for 1 year.", "1 a"),
    ("After surgery, aspirin will be continued for 1 year.", ""),
    ("Clopidogrel treatment continues for 1 year.", ""),
    ("Aspirin 200 mg is continued for 1 year.", ""),
]


@pytest.mark.parametrize(("sentence", "expected"), GOING_ON)
def test_a_treatment_that_goes_on_is_that_told_before(sentence: str, expected: str) -> None:
    (first, *_) = reading(DAILY, sentence).whole.administrations
    assert (amount(first.duration.value) if first.duration else "") == expected


@pytest.mark.parametrize(
    ("sentence", "expected", "end"),
    [
        ("Treatment continues up to 12 months in the absence of disease progression.", "12 mo", "disease progression"),
        (
            "Treatment continues for 12 weeks in the absence of dose limiting toxicity.",
            "12 wk",
            "dose limiting toxicity",
        ),
        ("Treatment is given for up to 1 year in the absence of progression.", "1 a", "progression"),
        ("Treatment lasts 12 weeks.", "12 wk", ""),
    ],
)
def test_how_long_and_what_ends_it(sentence: str, expected: str, end: str) -> None:
    (stage,) = reading(DAILY, sentence).whole.stages
    assert stage.duration is not None
    assert (amount(stage.duration.value), stage.stop.value if stage.stop else "") == (expected, end)


def test_a_graft_is_given_once() -> None:
    found = reading(
        "Autologous peripheral blood stem cells are reinfused on day 0.", DAILY, "Treatment continues for 12 weeks."
    )
    lasting = {
        each.drug.value: stage.duration and amount(stage.duration.value)
        for stage in found.whole.stages
        for each in stage.administrations
    }
    assert sorted(map(str, lasting.values())) == ["12 wk", "None"]


def test_what_is_said_of_an_arm_goes_for_no_other_and_is_told() -> None:
    found = reading(f"ARM I: {DAILY} Treatment is given for 48 weeks.", "ARM II: Patients receive clopidogrel daily.")
    assert [said(each)["drug"] for arm in found.arms.values() for each in arm.administrations] == [
        "aspirin",
        "clopidogrel",
    ]
    assert [stage.duration for arm in found.arms.values() for stage in arm.stages] == [None, None]
    assert [issue.quote for issue in found.issues] == ["Treatment is given for 48 weeks."]


def test_what_is_used_nowhere_is_told() -> None:
    found = reading(DAILY, "Treatment is given for 4 weeks.", "Patients will be treated for 8 weeks.")
    assert [issue.quote for issue in found.issues] == [
        "Treatment is given for 4 weeks.",
        "Patients will be treated for 8 weeks.",
    ]
