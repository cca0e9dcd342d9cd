"""Treatments with an amount each: what stands once behind the last of them, and of whom it is said."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading, said

DAILY, TWICE = {"times": "1/1d"}, {"times": "2/1d"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Patients receive amoxicillin 1000 mg, clarithromycin 500 mg and omeprazole 20 mg twice daily for 7 days.",
            [
                {"drug": "amoxicillin", "dose": ["1000 mg"], **TWICE, "for": "7 d"},
                {"drug": "clarithromycin", "dose": ["500 mg"], **TWICE, "for": "7 d"},
                {"drug": "omeprazole", "dose": ["20 mg"], **TWICE, "for": "7 d"},
            ],
        ),
        (
            "Patients receive daily 1000 mg calcium and 500 IU of vitamin D for 45 days.",
            [
                {"drug": "calcium", "dose": ["1000 mg"], **DAILY, "for": "45 d"},
                {"drug": "vitamin D", "dose": ["500 [iU]"], **DAILY, "for": "45 d"},
            ],
        ),
        (
            "Patients receive carboplatin AUC 2 and paclitaxel 50 mg/m2 weekly for 6 weeks.",
            [
                {"drug": "carboplatin", "dose": ["2 mg.min/mL"], "times": "1/1wk", "for": "6 wk"},
                {"drug": "paclitaxel", "dose": ["50 mg/m2"], "times": "1/1wk", "for": "6 wk"},
            ],
        ),
        (
            "Patients receive methotrexate 15 mg and prednisone 10 mg daily.",
            [{"drug": "methotrexate", "dose": ["15 mg"]}, {"drug": "prednisone", "dose": ["10 mg"], **DAILY}],
        ),
        (
            "Patients receive azithromycin 1 g and doxycycline 100 mg twice daily for 7 days.",
            [
                {"drug": "azithromycin", "dose": ["1 g"]},
                {"drug": "doxycycline", "dose": ["100 mg"], **TWICE, "for": "7 d"},
            ],
        ),
        (
            "Patients receive amlodipine 5 mg or placebo orally once daily for 12 weeks.",
            [
                {"drug": "amlodipine", "dose": ["5 mg"], "route": "oral", **DAILY, "for": "12 wk", "may": True},
                {"drug": "placebo", "route": "oral", **DAILY, "for": "12 wk", "may": True},
            ],
        ),
        (
            "Patients receive cisplatin 75 mg/m2 and etoposide 100 mg/m2 daily for 3 days.",
            [
                {"drug": "cisplatin", "dose": ["75 mg/m2"]},
                {"drug": "etoposide", "dose": ["100 mg/m2"], **DAILY, "for": "3 d"},
            ],
        ),
        (
            "Patients receive methotrexate 15 mg and adalimumab 40 mg SC every other week.",
            [
                {"drug": "methotrexate", "dose": ["15 mg"]},
                {"drug": "adalimumab", "dose": ["40 mg"], "route": "subcutaneous", "times": "1/2wk"},
            ],
        ),
        (
            "Patients receive aspirin 81 mg daily and clopidogrel 75 mg for 12 months.",
            [
                {"drug": "aspirin", "dose": ["81 mg"], **DAILY},
                {"drug": "clopidogrel", "dose": ["75 mg"], "for": "12 mo"},
            ],
        ),
        (
            "Patients receive oral amlodipine 5 mg or placebo SC once daily.",
            [
                {"drug": "amlodipine", "dose": ["5 mg"], "route": "oral", "may": True},
                {"drug": "placebo", "route": "subcutaneous", **DAILY, "may": True},
            ],
        ),
        (
            "Patients receive aspirin alone or insulin glargine 20 units SC daily.",
            [
                {"drug": "aspirin", **DAILY, "may": True},
                {"drug": "insulin glargine", "dose": ["20 {U}"], "route": "subcutaneous", **DAILY, "may": True},
            ],
        ),
        (
            "Patients receive oral rifabutin alone or rifabutin and ethambutol daily for 12 months.",
            [
                {"drug": "rifabutin", "route": "oral", **DAILY, "for": "12 mo", "may": True},
                {"drug": "ethambutol", **DAILY, "for": "12 mo"},
            ],
        ),
        (
            "Patients receive ibrutinib concurrently with rituximab once weekly for four doses.",
            [{"drug": "rituximab", "times": "1/1wk", "in all": 4}],
        ),
        (
            "In patients in the ganciclovir with filgrastim group, filgrastim is given subcutaneously.",
            [{"drug": "filgrastim", "route": "subcutaneous"}],
        ),
        (
            "Patients receive abatacept by subcutaneous injection every 7 days, for 29 days.",
            [{"drug": "abatacept", "route": "subcutaneous", "times": "1/7d", "for": "29 d"}],
        ),
    ],
)
def test_what_stands_once(sentence: str, expected: list[dict[str, object]]) -> None:
    given = [said(each) for each in reading(sentence).whole.administrations]
    assert [each for each in given if len(each) > 1 + ("may" in each)] == expected
