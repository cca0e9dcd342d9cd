"""Names that stand for a treatment without one, that tell how another was made, and what alternatives share."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading, said


def _given(sentence: str) -> list[dict[str, object]]:
    return [said(each) for each in reading(sentence).whole.administrations]


def test_the_name_in_a_bracket_stands_for_what_has_none() -> None:
    sentence = "Patients receive a dose of monoclonal antibody XYZ (Herceptin) intravenously over 90 minutes on day 0."
    assert _given(sentence) == [{"drug": "Herceptin", "route": "intravenous", "over": "90 min", "days": [0]}]


def test_background_gives_nobody_what_stands_in_a_bracket() -> None:
    assert _given("The most effective treatment is high-dose steroids (prednisone) taken daily for 4 months.") == []


def test_what_cells_were_made_with_is_not_given() -> None:
    sentence = (
        "Patients receive filgrastim (G-CSF) and sargramostim (GM-CSF) mobilized allogeneic peripheral blood stem "
        "cells (PBSC) IV on day 0."
    )
    (given,) = _given(sentence)
    assert given == {"drug": "allogeneic peripheral blood stem cells", "route": "intravenous", "days": [0]}


def test_what_is_collected_is_not_given() -> None:
    sentence = "Patients receive filgrastim SC on days 0-6 followed by apheresis to collect peripheral blood stem cells on days 5-7."
    (given,) = _given(sentence)
    assert (given["drug"], given["days"]) == ("filgrastim", [0, 1, 2, 3, 4, 5, 6])


@pytest.mark.parametrize("opening", ["comprising", "comprised of", "composed of", "consisting of"])
def test_a_regimen_is_what_it_is_made_of(opening: str) -> None:
    sentence = f"Patients receive chemotherapy {opening} docetaxel IV over 1 hour and doxorubicin IV on day 1."
    assert [(each["drug"], each["days"]) for each in _given(sentence)] == [("docetaxel", [1]), ("doxorubicin", [1])]


@pytest.mark.parametrize(
    "bound", ["at least 2 hours", "no more than 2 hours", "up to 30-60 minutes", "several minutes", "a few minutes"]
)
def test_a_bound_of_an_infusion_is_not_its_length_and_hides_no_days(bound: str) -> None:
    (given,) = _given(f"Patients receive rituximab IV over {bound} on days 1 and 8.")
    assert given == {"drug": "rituximab", "route": "intravenous", "days": [1, 8]}


@pytest.mark.parametrize(
    ("sentence", "shared"),
    [
        ("Patients receive tobramycin or placebo by inhalation twice daily for 28 days followed by 28 days of rest.", {"route": "inhalation", "times": "2/1d", "for": "28 d"}),
        ("Patients receive daily aspirin or placebo for 6 months.", {"times": "1/1d", "for": "6 mo"}),
        ("Patients receive oral aspirin or placebo daily for 6 months.", {"route": "oral", "times": "1/1d", "for": "6 mo"}),
        ("Patients receive induction with carboplatin and vincristine for 10 weeks followed by 2 weeks of rest.", {"for": "10 wk"}),
    ],
)  # fmt: skip
def test_what_alternatives_share(sentence: str, shared: dict[str, object]) -> None:
    for given in _given(sentence):
        assert {key: given.get(key) for key in shared} == shared


def test_a_dose_is_that_of_its_own_treatment() -> None:
    first, second = _given("Patients receive 100 mg aspirin or placebo daily for 15 weeks.")
    assert (first["dose"], first["times"], first["for"]) == (["100 mg"], "1/1d", "15 wk")
    assert "dose" not in second


def test_how_often_the_first_is_given_is_not_how_often_another_with_days_is() -> None:
    _, second = _given("Patients receive weekly paclitaxel or carboplatin on day 1.")
    assert second == {"drug": "carboplatin", "days": [1], "may": True}


def test_lines_that_were_joined_are_one_statement_each() -> None:
    sentence = (
        "Rituximab 375 mg/m2 IV day 1 Cyclophosphamide 750 mg/m2 IV day 1 Vincristine 1.4 mg/m2 day 1 (capped at 2 mg) "
        "Prednisone 100 mg PO days 1-5."
    )
    given = _given(sentence)
    assert [(each["drug"], each.get("dose"), each.get("route"), each.get("days")) for each in given] == [
        ("Rituximab", ["375 mg/m2"], "intravenous", [1]),
        ("Cyclophosphamide", ["750 mg/m2"], "intravenous", [1]),
        ("Vincristine", ["1.4 mg/m2"], None, [1]),
        ("Prednisone", ["100 mg"], "oral", [1, 2, 3, 4, 5]),
    ]


def test_what_stands_before_a_name_may_be_said_of_it() -> None:
    sentence = "Cisplatin 20 mg daily for 3 days oral etoposide 50 mg daily."
    assert [each["drug"] for each in _given(sentence)] == ["Cisplatin"]


def test_which_of_several_doses_is_not_said_and_what_else_is_said_stands() -> None:
    (given,) = _given("Patients receive tamoxifen, at 1 of 2 different doses, orally twice daily for one year.")
    assert given == {"drug": "tamoxifen", "route": "oral", "times": "2/1d", "for": "1 a"}
    assert reading("Patients receive 1 of 3 dose levels of oral tamoxifen daily.").issues


@pytest.mark.parametrize("salt", ["vincristine sulfate", "sorafenib tosylate", "pemetrexed disodium"])
def test_a_salt_is_no_word_that_was_not_read(salt: str) -> None:
    assert not reading(f"Patients receive {salt} IV on day 1.").issues
    (given,) = _given(f"Patients receive {salt} IV on day 1.")
    assert given["days"] == [1]


def test_what_is_continued_is_given() -> None:
    (given,) = _given("Cyclosporine therapy will be continued for six months.")
    assert given == {"drug": "Cyclosporine", "for": "6 mo"}


def test_a_contraindication_is_no_treatment() -> None:
    sentence = (
        "Patients with contraindications to both cyclophosphamide and methotrexate will be treated initially with "
        "prednisone and mycophenolate mofetil with mycophenolate mofetil being continued for two full years."
    )
    assert _given(sentence) == []


def test_doses_apart_are_given_so_often() -> None:
    (given,) = _given("Patients receive three doses of omalizumab SC 4 weeks apart.")
    assert given == {"drug": "omalizumab", "route": "subcutaneous", "times": "1/4wk", "in all": 3}


def test_the_label_of_a_dose_restricts_nothing() -> None:
    (given,) = _given("Dose Level: cisplatin 20 mg IV on day 1.")
    assert given == {"drug": "cisplatin", "dose": ["20 mg"], "route": "intravenous", "days": [1]}
