"""A treatment that goes on in another pattern, and words beside it that are no part of its days, spans or infusions."""

from __future__ import annotations

import pytest

from tests.schedule.words import only, reading, regimen, said


def _said(sentence: str) -> list[dict[str, object]]:
    return [said(each) for each in reading(sentence).whole.administrations]


def test_how_often_a_group_is_given_next_is_said_of_the_whole_group() -> None:
    first, then = {"times": "1/1wk", "for": "26 wk"}, {"times": "1/2wk", "for": "26 wk"}
    sentence = "Patients receive vinblastine and methotrexate weekly for 26 weeks, then every 2 weeks for an additional 26 weeks."
    assert [said(each) for each in regimen(sentence).administrations] == [
        {"drug": "vinblastine", **first},
        {"drug": "vinblastine", **then},
        {"drug": "methotrexate", **first},
        {"drug": "methotrexate", **then},
    ]


def test_a_frequency_behind_a_span_and_then_begins_another_pattern() -> None:
    sentence = "Patients receive cisplatin for 15 consecutive days and then twice weekly for an additional 50 weeks."
    assert [said(each) for each in regimen(sentence).administrations] == [
        {"drug": "cisplatin", "for": "15 d"},
        {"drug": "cisplatin", "times": "2/1wk", "for": "50 wk"},
    ]


def test_an_additional_span_without_a_first_one_is_not_how_long_it_is_given() -> None:
    assert _said("Patients receive oral tamoxifen daily for an additional 8 weeks.") == [
        {"drug": "tamoxifen", "route": "oral", "times": "1/1d"}
    ]


def test_what_continues_behind_its_beginning_is_said_of_the_treatment() -> None:
    sentence = "Patients receive oral tamoxifen daily beginning 4 weeks after completion of surgery and continuing for 5 years."
    assert _said(sentence) == [{"drug": "tamoxifen", "route": "oral", "times": "1/1d", "for": "5 a"}]


def test_a_bracket_with_a_timing_that_is_not_read_keeps_the_days_of_the_next_one_away() -> None:
    found = _said("Patients receive vinblastine (SC, q3wk in waves) and carboplatin (400 mg, IV, days 1, 3 and 5).")
    assert found == [{"drug": "carboplatin", "dose": ["400 mg"], "route": "intravenous", "days": [1, 3, 5]}]


def test_a_bound_of_the_infusion_stands_in_the_way_of_nothing() -> None:
    found = reading("Patients receive rituximab IV over at least 2 hours on days 1, 2, and 3.")
    assert [said(each) for each in found.whole.administrations] == [
        {"drug": "rituximab", "route": "intravenous", "days": [1, 2, 3]}
    ]
    assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]


@pytest.mark.parametrize("substance", ["111In ibritumomab tiuxetan", "5FU", "5-FU"])
def test_a_number_that_touches_a_symbol_is_no_day(substance: str) -> None:
    found = _said(f"Patients receive cisplatin IV on days 1 and 4, {substance} IV over 10 minutes on day 1.")
    assert found[0] == {"drug": "cisplatin", "route": "intravenous", "days": [1, 4]}


def test_what_was_collected_before_does_not_hide_how_long_an_infusion_is() -> None:
    sentence = "After stem cell collection, patients receive melphalan IV over 30 minutes on day 1."
    assert _said(sentence) == [{"drug": "melphalan", "route": "intravenous", "over": "30 min", "days": [1]}]


def test_a_sample_collected_over_hours_is_no_infusion() -> None:
    assert not _said("Patients receive no drug while urine is collected over 24 hours.")


def test_patients_are_primed_with_a_treatment() -> None:
    assert said(only("Patients are primed with cyclophosphamide IV over 2 hours for 2 days.")) == {
        "drug": "cyclophosphamide",
        "route": "intravenous",
        "over": "2 h",
        "for": "2 d",
    }


def test_radiation_of_which_nothing_is_said_has_not_the_cycle_of_the_drugs() -> None:
    whole = reading(
        "Patients undergo radiotherapy.",
        "Patients receive cisplatin IV on day 1.",
        "Treatment repeats every 21 days for 4 courses.",
    ).whole
    cycled = {each.drug.value for stage in whole.stages if stage.cycle for each in stage.administrations}
    assert cycled == {"cisplatin"}


@pytest.mark.parametrize(
    "weekly",
    ["weekly for 3 weeks every 4 weeks", "weekly x 3 every 4 weeks"],
)
def test_so_many_weeks_in_every_cycle(weekly: str) -> None:
    (stage,) = regimen(f"Patients receive cisplatin IV {weekly}.").stages
    assert stage.cycle is not None
    assert stage.cycle.length.value.days() == 28
    assert [said(each) for each in stage.administrations] == [
        {"drug": "cisplatin", "route": "intravenous", "times": "1/1wk", "for": "3 wk"}
    ]


def test_weeks_that_no_cycle_holds_are_in_none() -> None:
    assert _said("Patients receive cisplatin IV weekly for 6 weeks every 4 weeks.") == [
        {"drug": "cisplatin", "route": "intravenous", "for": "6 wk"}
    ]


@pytest.mark.parametrize(
    ("tally", "times"), [("q3wk x 3", "1/3wk"), ("weekly x 4", "1/1wk"), ("every 2 weeks x 4", "1/2wk")]
)
def test_a_bare_tally_behind_weeks_is_how_many_times(tally: str, times: str) -> None:
    found = said(only(f"Patients receive rituximab IV {tally}."))
    assert found == {"drug": "rituximab", "route": "intravenous", "times": times, "in all": int(tally[-1])}


@pytest.mark.parametrize(
    "length", ["21 days as one cycle", "3 weeks as a treatment cycle", "21 days for one cycle", "3 weeks is a cycle"]
)
def test_so_long_as_one_cycle_is_how_long_a_cycle_is(length: str) -> None:
    (stage,) = regimen(f"Patients receive cisplatin 75 mg/m2 IV on d1, {length}.").stages
    assert stage.cycle is not None
    assert (stage.cycle.length.value.days(), stage.cycle.count) == (21, None)


def test_every_so_long_for_one_cycle_is_no_count_of_cycles() -> None:
    whole = reading(
        "Patients receive cisplatin 75 mg/m2 IV on day 1.", "Every 21 days for one cycle and six cycles are required."
    ).whole
    (cycle,) = [stage.cycle for stage in whole.stages]
    assert cycle is not None
    assert (cycle.length.value.days(), cycle.count) == (21, None)


def test_a_drug_that_is_taken_so_long_in_one_cycle_has_no_cycle_of_that_length() -> None:
    found = reading("Patients receive cisplatin PO daily for 14 days for one cycle.").whole
    assert [stage.cycle for stage in found.stages] in ([None], [])


def test_what_is_said_of_a_treatment_that_was_not_read_is_not_said_of_the_one_before_it() -> None:
    found = _said(
        "Patients are enrolled to receive rituximab plus cisplatin (N=6) whereas carboplatin will be given at a dose of 10 mg/kg."
    )
    assert {"drug": "cisplatin", "dose": ["10 mg/kg"]} not in found
    assert {"drug": "rituximab", "dose": ["10 mg/kg"]} not in found
