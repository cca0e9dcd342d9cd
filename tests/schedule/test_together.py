"""What is said of several treatments at once, and what is not."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading, said


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Fluorouracil and cisplatin are administered by continuous infusion for 4 days beginning on day 1.",
            [{"drug": "Fluorouracil", "over": "4 d", "start": 1}, {"drug": "cisplatin", "over": "4 d", "start": 1}],
        ),
        (
            "Cisplatin IV and etoposide are given over 2 hours.",
            [{"drug": "Cisplatin", "route": "intravenous"}, {"drug": "etoposide", "over": "2 h"}],
        ),
        (
            "Patients receive oral folic acid and vitamin E daily.",
            [
                {"drug": "folic acid", "route": "oral", "times": "1/1d"},
                {"drug": "vitamin E", "route": "oral", "times": "1/1d"},
            ],
        ),
        (
            "Patients receive oral dexamethasone plus bortezomib twice a week.",
            [{"drug": "dexamethasone", "route": "oral"}, {"drug": "bortezomib", "times": "2/1wk"}],
        ),
        (
            "Patients receive oral capecitabine in combination with oxaliplatin.",
            [{"drug": "capecitabine", "route": "oral"}],
        ),
        (
            "Patients receive oral capecitabine and radiotherapy daily.",
            [{"drug": "capecitabine", "route": "oral"}, {"drug": "radiotherapy", "times": "1/1d"}],
        ),
        (
            "Patients receive weekly dupilumab or placebo for 48 weeks.",
            [
                {"drug": "dupilumab", "times": "1/1wk", "for": "48 wk", "may": True},
                {"drug": "placebo", "times": "1/1wk", "for": "48 wk", "may": True},
            ],
        ),
        (
            "Patients receive daily doses of eflornithine.",
            [{"drug": "eflornithine", "times": "1/1d"}],
        ),
        (
            "Erlotinib 160 mg orally twice daily rituximab will be administered at 375 mg/m2 intravenously on days 1 and 8.",
            [
                {"drug": "Erlotinib", "dose": ["160 mg"], "route": "oral", "times": "2/1d"},
                {"drug": "rituximab", "dose": ["375 mg/m2"], "route": "intravenous", "days": [1, 8]},
            ],
        ),
        (
            "Cisplatin 50 mg/m2 IV day 1 vincristine 2 mg (flat) IV day 2 prednisone 100 mg PO days 1-5",
            [
                {"drug": "Cisplatin", "dose": ["50 mg/m2"], "route": "intravenous", "days": [1]},
                {"drug": "vincristine", "dose": ["2 mg"], "route": "intravenous", "days": [2]},
                {"drug": "prednisone", "dose": ["100 mg"], "route": "oral", "days": [1, 2, 3, 4, 5]},
            ],
        ),
        ("Patients receive 5 mg of cisplatin 10 mg of etoposide 20 mg rituximab.", [{}]),
        (
            "Patients receive rituximab on day 0, chemotherapy on days 1-5.",
            [{"drug": "rituximab", "days": [0]}],
        ),
        (
            "Patients undergo radiotherapy concurrently with chemotherapy daily 5 days a week for 5 weeks.",
            [{"drug": "radiotherapy", "times": "5/1wk", "for": "5 wk"}],
        ),
        (
            "Patients receive omalizumab SC once every 2 weeks (q2w) or once every 4 weeks (q4w).",
            [{"drug": "omalizumab", "route": "subcutaneous"}],
        ),
        (
            "Patients receive cisplatin 75 mg/m2 (day 1) and 5-fluorouracil 750 mg/m2 (5-FU; day 1 to day 5).",
            [
                {"drug": "cisplatin", "dose": ["75 mg/m2"], "days": [1]},
                {"drug": "fluorouracil", "dose": ["750 mg/m2"], "days": [1, 2, 3, 4, 5]},
            ],
        ),
        (
            "Patients receive filgrastim SC on days 1-4 and peripheral blood stem cell (PBSC) collection on day 5.",
            [{"drug": "filgrastim", "route": "subcutaneous", "days": [1, 2, 3, 4]}],
        ),
        ("Patients undergo harvest of autologous peripheral blood stem cells on days 17-21.", [{}]),
        (
            "Patients undergo resection, followed no more than 6 weeks later by radiotherapy once a day, 5 days a week, "
            "for 6 weeks.",
            [{"drug": "radiotherapy", "times": "5/1wk", "for": "6 wk"}],
        ),
    ],
)
def test_what_is_said_of_whom(sentence: str, expected: list[dict[str, object]]) -> None:
    found = [said(each) for each in reading(sentence).whole.administrations]
    wanted = [each for each in expected if each]
    assert [
        {key: value for key, value in each.items() if key in {"drug", "over", "start", *expected[0], *expected[-1]}}
        for each in found
        if len(each) > 1
    ] == wanted


def test_a_placebo_is_given_though_no_record_lists_it() -> None:
    given = [each.drug.value for each in reading("Patients receive cisplatin or placebo.").whole.administrations]
    assert given == ["placebo"]
