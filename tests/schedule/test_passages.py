"""What two passages say alike, what a treatment is called by its route, and what stands under a heading of aims."""

from __future__ import annotations

import pytest

from fhiradapter.prose import Prose
from fhiradapter.schedule.passages.entries import Origin
from fhiradapter.schedule.plan import Choice, arrange
from fhiradapter.schedule.reader import read
from fhiradapter.schedule.text.heard import Text
from tests.schedule.words import LEXICON, reading, said


def _of_both(detail: str, description: str) -> list[dict[str, object]]:
    texts = [
        Text(paragraphs=(Prose.verbatim(detail),)),
        Text(paragraphs=(Prose.verbatim(description, 1000),), origin=Origin.INTERVENTION),
    ]
    return [said(each) for each in read(texts, [], LEXICON, LEXICON.names, {}).whole.administrations]


@pytest.mark.parametrize(
    ("one", "other"),
    [("on day 1 of weeks 1 and 4", "on days 1 and 22"), ("on days 1 and 22", "on day 1 of weeks 1 and 4")],
)
def test_a_day_of_weeks_is_the_same_day_counted_from_the_first(one: str, other: str) -> None:
    (found,) = _of_both(f"Patients receive cisplatin {one}.", f"Cisplatin 10 mg/m2 IV {other}")
    assert found["dose"] == ["10 mg/m2"]
    assert (found["days"], found.get("weeks")) in [([1], [1, 4]), ([1, 22], None)]


def test_other_days_are_another_pattern() -> None:
    (found,) = _of_both(
        "Patients receive cisplatin on days 1 and 21.", "Cisplatin 10 mg/m2 IV on day 1 of weeks 1 and 4"
    )
    assert "dose" not in found


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        (("Cisplatin i.v.", "Cisplatin s.c."), ["Cisplatin i.v.", "Cisplatin s.c."]),
        (("Cisplatin (IV)", "Cisplatin (subcutaneous)"), ["Cisplatin (IV)", "Cisplatin (subcutaneous)"]),
        (("Cisplatin i.v.",), ["Cisplatin i.v.", "Cisplatin"]),
        (("Cisplatin",), ["Cisplatin", "Cisplatin"]),
    ],
)
def test_what_a_name_says_of_the_route_is_so(listed: tuple[str, ...], names: list[str]) -> None:
    text = "Patients receive IV cisplatin 75 mg on day 1. Patients receive subcutaneous cisplatin 90 mg on day 8."
    known = {"cisplatin": listed[0]} | {each.casefold(): each for each in listed}
    found = read([Text(paragraphs=(Prose.verbatim(text),))], [], LEXICON, LEXICON.names, known)
    assert [each.drug.value for each in found.whole.administrations] == names


def _parts(*paragraphs: str) -> list[str | None]:
    return [stage.name.value if stage.name else None for stage in reading(*paragraphs).whole.stages]


def test_the_aims_of_a_phase_open_no_phase() -> None:
    aims = ("Phase I: Determine the safety of cisplatin.", "Phase II: To evaluate whether it works.")
    assert _parts(*aims, "Design: Patients receive cisplatin IV on day 1.") == [None]
    assert _parts("Phase II: Patients receive cisplatin IV on day 1.") == ["Phase II"]
    assert _parts("Phase II: Determine whether it works. Patients receive cisplatin IV on day 1.") == ["Phase II"]


def test_what_begins_then_begins_on_no_day_of_what_was_before() -> None:
    found = reading("On day 0, patients receive cisplatin IV and will then begin etoposide IV daily.")
    assert [said(each).get("days") for each in found.whole.administrations] == [[0], None]
    assert found.issues
    found = reading("On day 0, patients receive cisplatin IV and then etoposide IV.")
    assert [said(each).get("days") for each in found.whole.administrations] == [[0], [0]]


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("Patients may receive cisplatin IV on day 1 of week 1 and on day 1 of week 5.", False),
        ("Patients may receive cisplatin IV on day 1 and on day 8.", False),
        ("Patients receive cisplatin 75 mg/m2 IV on day 1 or cisplatin 35 mg/m2 IV on day 8.", True),
        ("Patients receive either cisplatin IV on day 1 or cisplatin PO on day 1.", True),
    ],
)
def test_what_may_be_given_at_other_times_is_not_chosen(words: str, *, chosen: bool) -> None:
    (stage,) = arrange(reading(words).whole).stages
    assert any(isinstance(each, Choice) for run in stage.runs for each in run.entries) is chosen


def test_steps_of_so_long_are_given_one_behind_the_other() -> None:
    found = reading("Patients receive cisplatin 5 mg daily for 1 week, 10 mg daily for 1 week, and then 15 mg daily.")
    assert not found.issues
    assert [(said(each)["dose"], said(each).get("for")) for each in found.whole.administrations] == [
        (["5 mg"], "1 wk"), (["10 mg"], "1 wk"), (["15 mg"], None)
    ]  # fmt: skip


def test_two_doses_for_as_long_contradict_each_other_in_two_sentences() -> None:
    found = reading(
        "Patients receive cisplatin 5 mg daily for 1 week.", "Patients receive cisplatin 10 mg daily for 1 week."
    )
    assert [said(each)["dose"] for each in found.whole.administrations] == [["5 mg"]]
    assert found.issues


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Patients receive escalating doses of cisplatin 50 mg IV on day 1.", True),
        ("Patients receive escalating doses of cisplatin IV on day 1.", False),
        ("Patients receive cisplatin IV on day 1 at a dose depending on body weight.", True),
        ("Patients receive cisplatin IV on day 1 based on weight.", True),
    ],
)
def test_a_dose_that_is_not_that_of_all_is_told(sentence: str, *, told: bool) -> None:
    assert bool(reading(sentence).issues) is told
