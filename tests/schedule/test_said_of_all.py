"""What is said of all treatments that a text has named before."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Patients receive cisplatin 5 mg and etoposide 10 mg. Both drugs are given orally twice daily for 12 weeks.",
            [
                {"drug": "cisplatin", "dose": ["5 mg"], "route": "oral", "times": "2/1d", "for": "12 wk"},
                {"drug": "etoposide", "dose": ["10 mg"], "route": "oral", "times": "2/1d", "for": "12 wk"},
            ],
        ),
        (
            "Patients receive cisplatin. The study drug will be taken orally once daily.",
            [{"drug": "cisplatin", "route": "oral", "times": "1/1d"}],
        ),
        (
            "Patients receive cisplatin. Treatment will be administered daily for 6 months.",
            [{"drug": "cisplatin", "times": "1/1d", "for": "6 mo"}],
        ),
        (
            "Patients receive cisplatin on day 1 and etoposide on day 8. All study drugs are given IV every 3 weeks.",
            [
                {"drug": "cisplatin", "route": "intravenous", "days": [1]},
                {"drug": "etoposide", "route": "intravenous", "days": [8]},
            ],
        ),
    ],
)
def test_what_has_no_words_of_its_own_has_those_of_all(text: str, expected: list[dict[str, object]]) -> None:
    found = reading(text)
    assert not found.issues
    assert [said(each) for each in found.whole.administrations] == expected


def test_an_interval_of_all_is_the_cycle_of_those_with_days() -> None:
    found = reading(
        "Patients receive cisplatin on day 1 and etoposide on day 8. All study drugs are given IV every 3 weeks."
    )
    (stage,) = found.whole.stages
    assert stage.cycle is not None
    assert stage.cycle.length.value.days() == 21


@pytest.mark.parametrize(
    "text",
    [
        "Patients receive cisplatin 5 mg. Both drugs are given orally twice daily.",
        "Patients receive cisplatin, etoposide and melphalan. Both drugs are given orally twice daily.",
        "Patients receive cisplatin and etoposide. All three drugs are given orally twice daily.",
        "Patients receive cisplatin twice daily. All study drugs are given weekly.",
    ],
)
def test_who_is_meant_is_not_guessed_and_it_is_told(text: str) -> None:
    found = reading(text)
    assert not any(
        each.route or (each.frequency and "week" in each.frequency.words) for each in found.whole.administrations
    )
    assert found.issues


def test_radiation_is_no_drug() -> None:
    found = reading(
        "Patients undergo radiotherapy 5 days a week and receive cisplatin. The study drug is given IV weekly."
    )
    by_name = {each.drug.value: each for each in found.whole.administrations}
    assert by_name.pop("cisplatin").route is not None
    (radiation,) = by_name.values()
    assert radiation.route is None
