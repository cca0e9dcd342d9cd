"""Weekdays, weeks, months, starts, numbers of doses, parts of a dose, caps, as needed: what is said of whom."""

from __future__ import annotations

import pytest

from fhiradapter.schedule.text.heard import Outcome
from tests.schedule.words import reading, said

WHOLE = {
    "trimethoprim PO twice daily on Mondays, Wednesdays, and Fridays": [
        {"drug": "trimethoprim", "route": "oral", "times": "2/1d", "weekdays": ["mon", "wed", "fri"]}
    ],
    "methotrexate 25 mg on Mondays and 50 mg on Thursdays": [
        {"drug": "methotrexate", "dose": ["25 mg"], "weekdays": ["mon"]},
        {"drug": "methotrexate", "dose": ["50 mg"], "weekdays": ["thu"]},
    ],
    "methotrexate PO and prednisone PO on Mondays": [
        {"drug": "methotrexate", "route": "oral", "weekdays": ["mon"]},
        {"drug": "prednisone", "route": "oral", "weekdays": ["mon"]},
    ],
    "pembrolizumab IV in weeks 1, 4, and 7": [{"drug": "pembrolizumab", "route": "intravenous", "weeks": [1, 4, 7]}],
    "letrozole PO daily and trastuzumab IV in weeks 1, 4, and 7": [
        {"drug": "letrozole", "route": "oral", "times": "1/1d"},
        {"drug": "trastuzumab", "route": "intravenous", "weeks": [1, 4, 7]},
    ],
    "denosumab SC at months 0, 1, and 6": [{"drug": "denosumab", "route": "subcutaneous", "months": [0, 1, 6]}],
    "filgrastim SC daily beginning on day 5": [
        {"drug": "filgrastim", "route": "subcutaneous", "times": "1/1d", "start": 5}
    ],
    "cytarabine IV every 12 hours for 4 doses": [
        {"drug": "cytarabine", "route": "intravenous", "times": "1/12h", "in all": 4}
    ],
    "cytarabine IV every 12 hours for up to 6 doses": [
        {"drug": "cytarabine", "route": "intravenous", "times": "1/12h", "in all": (None, 6)}
    ],
    "cytarabine IV every 12 hours for 4-6 doses": [
        {"drug": "cytarabine", "route": "intravenous", "times": "1/12h", "in all": (4, 6)}
    ],
    "pegfilgrastim SC once on day 4": [{"drug": "pegfilgrastim", "route": "subcutaneous", "days": [4], "in all": 1}],
    "a single dose of busulfan IV": [{"drug": "busulfan", "route": "intravenous", "in all": 1}],
    "trastuzumab SC as one injection on day 1": [{"drug": "trastuzumab", "route": "subcutaneous", "days": [1]}],
    "melphalan as a single infusion on days 1-3": [{"drug": "melphalan", "days": [1, 2, 3]}],
    "prednisone 40 mg/m2/day PO in 2 divided doses on days 1-5": [
        {
            "drug": "prednisone",
            "dose": ["40 mg/m2"],
            "route": "oral",
            "times": "2/1d",
            "days": [1, 2, 3, 4, 5],
            "divided": 2,
        }
    ],
    "cisplatin IV on day 1 and on day 8": [{"drug": "cisplatin", "route": "intravenous", "days": [1, 8]}],
    "vincristine 1.4 mg/m2 (maximum 2 mg) IV on day 1": [
        {"drug": "vincristine", "dose": ["1.4 mg/m2"], "route": "intravenous", "days": [1], "cap": "2 mg"}
    ],
    "carmustine 200 mg/m2 (maximum total dose 1200 mg/m2) IV on day 1": [
        {
            "drug": "carmustine",
            "dose": ["200 mg/m2"],
            "route": "intravenous",
            "days": [1],
            "cap": "1200 mg/m2/total",
        }
    ],
    "acetaminophen 500 mg PO every 6 hours as needed (maximum daily dose 4 g)": [
        {
            "drug": "acetaminophen",
            "dose": ["500 mg"],
            "route": "oral",
            "times": "1/6h",
            "cap": "4 g/d",
            "as_needed": True,
        }
    ],
}


@pytest.mark.parametrize("words", WHOLE)
def test_every_fact_is_carried(words: str) -> None:
    found = reading(f"Patients receive {words}.")
    assert [said(each) for each in found.whole.administrations] == WHOLE[words]
    assert [each.outcome for each in found.heard] == [Outcome.UNDERSTOOD]
    assert not found.issues


def test_a_divided_dose_is_that_of_a_day_only_where_it_is_said() -> None:
    (given,) = reading("Patients receive thalidomide 200 mg PO in 2 divided doses.").whole.administrations
    assert (given.doses[0].value.per, given.frequency) == ("", None)
    (given,) = reading("Patients receive thalidomide 200 mg PO daily in 2 divided doses.").whole.administrations
    assert given.doses[0].value.per == "d"


@pytest.mark.parametrize(
    "sentence",
    [
        "On day 1, patients receive rituximab IV; on day 2, patients receive cisplatin IV.",
        "In week 1, patients receive rituximab IV; in week 2, patients receive cisplatin IV.",
        "On Mondays, patients receive rituximab IV; on Thursdays, patients receive cisplatin IV.",
    ],
)
def test_what_opens_a_sentence_ends_where_another_begins(sentence: str) -> None:
    found = reading(sentence)
    first, second = found.whole.administrations
    assert any((first.days, first.weeks, first.weekdays))
    assert not any((second.days, second.weeks, second.weekdays))
    assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]
