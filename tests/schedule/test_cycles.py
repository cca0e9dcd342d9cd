"""What repeats, what stops it, what follows, and how a regimen is arranged in runs of cycles."""

from __future__ import annotations

import pytest

from fhiradapter.schedule.plan import Choice, arrange
from fhiradapter.schedule.text.heard import Outcome
from tests.schedule.words import amount, reading, regimen, said

BOSUTINIB = (
    "Patients receive bosutinib orally (PO) once daily (QD) on days 1-28. Cycles repeat every 28 days in the absence of "
    "disease progression or unacceptable toxicity. Patients also receive inotuzumab ozogamicin intravenously (IV) over 1 "
    "hour on days 1, 8, and 15. Patients with confirmed complete response (CR) may receive inotuzumab ozogamicin IV on "
    "day 1 of subsequent cycles. Treatment repeats every 28 days for up to 6 cycles in the absence of disease "
    "progression or unacceptable toxicity."
)


def test_two_repeat_sentences_of_one_length_are_one_clock() -> None:
    (stage,) = regimen(BOSUTINIB).stages
    assert stage.cycle is not None
    assert amount(stage.cycle.length.value) == "28 d"
    assert stage.cycle.count is not None
    assert (stage.cycle.count.value.low, stage.cycle.count.value.high) == (None, 6)
    assert stage.stop is not None
    assert stage.stop.value == "disease progression or unacceptable toxicity"
    assert len(stage.administrations) == 3


def test_what_may_be_given_instead_is_a_choice_from_the_second_cycle_on() -> None:
    (planned,) = arrange(regimen(BOSUTINIB)).stages
    first, later = planned.runs
    assert (first.first, first.last, later.first, later.last) == (1, 1, 2, 6)
    assert [said(each)["drug"] for each in first.administrations] == ["bosutinib", "inotuzumab ozogamicin"]
    choice = later.entries[1]
    assert isinstance(choice, Choice)
    assert [said(each)["days"] for each in choice.options] == [[1, 8, 15], [1]]


def test_counts_of_cycles() -> None:
    counts = {
        "for 4 courses": (4, 4),
        "for up to 6 cycles": (None, 6),
        "for a maximum of 10 courses": (None, 10),
        "for at least 2 courses": (2, None),
        "for 6-8 courses": (6, 8),
        "for up to six courses": (None, 6),
    }
    for words, expected in counts.items():
        (stage,) = regimen(f"Patients receive cisplatin IV on day 1. Courses repeat every 3 weeks {words}.").stages
        assert stage.cycle is not None
        assert stage.cycle.count is not None
        assert (stage.cycle.count.value.low, stage.cycle.count.value.high) == expected, words


def test_a_bound_in_time_is_no_count() -> None:
    (stage,) = regimen(
        "Patients receive nivolumab IV on day 1. Treatment repeats every 21 days for up to 24 months."
    ).stages
    assert stage.cycle is not None
    assert stage.cycle.count is None
    assert stage.duration is not None
    assert amount(stage.duration.value) == "24 mo"
    assert stage.duration.value.at_most


def test_another_length_is_the_clock_of_what_was_said_since() -> None:
    text = (
        "Patients receive cisplatin IV on day 1. Treatment repeats every 28 days. "
        "Patients also receive oral dasatinib twice daily. Courses repeat every 21 days."
    )
    first, second = regimen(text).stages
    assert first.cycle is not None
    assert second.cycle is not None
    assert [amount(first.cycle.length.value), amount(second.cycle.length.value)] == ["28 d", "21 d"]
    assert [said(each)["drug"] for each in second.administrations] == ["dasatinib"]


def test_of_two_lengths_for_the_same_drugs_the_second_is_reported() -> None:
    found = reading(
        "Patients receive cisplatin IV on day 1. Treatment repeats every 28 days. Courses repeat every 21 days."
    )
    assert [(issue.rule, issue.quote) for issue in found.issues] == [
        ("sentence-not-read", "Courses repeat every 21 days.")
    ]
    assert [stage.cycle and amount(stage.cycle.length.value) for stage in found.whole.stages] == ["28 d"]


@pytest.mark.parametrize("days", ["day 43", "days -3 to -1"])
def test_a_day_outside_the_cycle_leaves_the_cycle_out(days: str) -> None:
    found = reading(f"Patients receive melphalan IV on {days}. Treatment repeats every 21 days.")
    told = [(issue.rule, issue.quote) for issue in found.issues if issue.rule != "day-impossible"]
    assert told == [("sentence-not-read", "Treatment repeats every 21 days.")]
    assert found.whole.stages[0].cycle is None


def test_a_repeat_sentence_without_a_treatment_is_reported() -> None:
    found = reading("Treatment repeats every 21 days.")
    assert found.whole.stages == ()
    assert [issue.rule for issue in found.issues] == ["sentence-not-read"]


def test_one_length_said_twice_without_more_to_give_is_two_clocks() -> None:
    first, second = regimen(
        "Patients receive cisplatin IV on day 1. Courses repeat every 28 days. Patients receive rituximab IV on day 1. "
        "Courses repeat every 28 days for 4 courses."
    ).stages
    assert first.cycle is not None
    assert second.cycle is not None
    assert (first.cycle.count, second.cycle.count and second.cycle.count.value.high) == (None, 4)


def test_a_new_step_is_not_repeated_with_what_came_before() -> None:
    first, second = regimen(
        "Patients receive cisplatin IV on day 1. After completion of chemotherapy, patients receive rituximab IV on day 1. "
        "Courses repeat every 21 days."
    ).stages
    assert first.cycle is None
    assert second.cycle is not None


def test_what_all_arms_repeat_is_said_of_each() -> None:
    found = reading(
        "Arm I: Patients receive cisplatin IV on day 1.",
        "Arm II: Patients receive carboplatin IV on day 1.",
        "In both arms, treatment repeats every 21 days for up to 6 courses.",
    )
    assert found.issues == ()
    for arm in ("arm 1", "arm 2"):
        (stage,) = found.arms[arm].stages
        assert stage.cycle is not None
        assert stage.cycle.count is not None
        assert (amount(stage.cycle.length.value), stage.cycle.count.value.high) == ("21 d", 6)


def test_arms_have_clocks_of_their_own() -> None:
    found = reading(
        "Arm I: Patients receive cisplatin IV on day 1. Courses repeat every 21 days.",
        "Arm II: Patients receive carboplatin IV on day 1. Courses repeat every 28 days.",
    )
    lengths = {
        arm: [stage.cycle and amount(stage.cycle.length.value) for stage in of_arm.stages]
        for arm, of_arm in found.arms.items()
    }
    assert lengths == {"arm 1": ["21 d"], "arm 2": ["28 d"]}


def test_radiation_is_not_repeated_with_chemotherapy() -> None:
    chemotherapy, radiation = regimen(
        "Patients receive cisplatin IV on day 1 and undergo radiotherapy daily for 6 weeks. "
        "Chemotherapy repeats every 21 days for 2 courses."
    ).stages
    assert chemotherapy.cycle is not None
    assert radiation.cycle is None


@pytest.mark.parametrize("words", ["for 4 weeks on and 2 weeks off", "for 4 weeks followed by 2 weeks off"])
def test_weeks_of_rest_are_part_of_the_cycle(words: str) -> None:
    (stage,) = regimen(f"Patients receive sunitinib PO daily {words}.").stages
    assert stage.cycle is not None
    assert amount(stage.cycle.length.value) == "42 d"
    assert [said(each).get("for") for each in stage.administrations] == ["4 wk"]


def test_two_doses_at_once_are_a_contradiction() -> None:
    found = reading(
        "Patients receive cisplatin 75 mg/m2 IV on day 1.", "Patients receive cisplatin 100 mg/m2 IV on day 1."
    )
    assert [said(each)["dose"] for each in found.whole.administrations] == [["75 mg/m2"]]
    assert [issue.rule for issue in found.issues] == ["contradiction"]


def test_the_cycle_of_a_day_phrase() -> None:
    (stage,) = regimen("Patients receive bosutinib orally on days 1-21 of each 28-day cycle.").stages
    assert stage.cycle is not None
    assert amount(stage.cycle.length.value) == "28 d"


def test_a_range_of_length_is_a_range_and_an_alternative_none() -> None:
    (stage,) = regimen("Patients receive cisplatin IV on day 1. Treatment repeats every 21-28 days.").stages
    assert stage.cycle is not None
    assert amount(stage.cycle.length.value) == "21-28 d"
    found = reading("Patients receive cisplatin IV on day 1. Treatment repeats every 21 days OR every 28 days.")
    assert found.whole.stages[0].cycle is None
    assert [issue.rule for issue in found.issues] == ["sentence-not-read"]


def test_parts_with_headings_have_clocks_of_their_own() -> None:
    first, second = regimen(
        "INDUCTION THERAPY: Patients receive cisplatin IV on day 1. Courses repeat every 21 days for 2 courses.",
        "MAINTENANCE THERAPY: Patients receive lenalidomide orally (PO) on days 1-21. Treatment repeats every 28 days.",
    ).stages
    assert [first.name and first.name.value, second.name and second.name.value] == [
        "INDUCTION",
        "MAINTENANCE",
    ]
    assert first.key != second.key


def test_follow_up() -> None:
    (visits,) = regimen(
        "After completion of study treatment, patients are followed up every 12 weeks for up to 1 year."
    ).follow_ups
    assert visits.statement.value == (
        "After completion of study treatment, patients are followed up every 12 weeks for up to 1 year"
    )
    assert visits.every is not None
    assert amount(visits.every.value) == "12 wk"
    assert visits.duration is not None
    assert amount(visits.duration.value) == "1 a"


def test_follow_up_in_steps() -> None:
    steps = regimen(
        "Patients are followed every 3 months for 2 years, every 6 months for 3 years, and then annually."
    ).follow_ups
    assert [step.every and amount(step.every.value) for step in steps] == ["3 mo", "6 mo", "1 a"]
    assert [step.statement.value for step in steps[1:]] == ["every 6 months for 3 years", "annually"]


def test_how_long_treatment_lasts_and_a_follow_up_in_one_sentence() -> None:
    found = reading(
        "Participants will receive study treatment for approximately 6-9 months depending on their response to the study "
        "treatment and followed for two years after completion of study."
    )
    assert found.lasting.span is not None
    assert amount(found.lasting.span.value) == "6-9 mo"
    assert found.lasting.span.value.approximate
    assert found.lasting.statement is not None
    assert found.lasting.statement.value.endswith("6-9 months depending on their response to the study treatment")
    (visits,) = found.whole.follow_ups
    assert visits.statement.value == "followed for two years after completion of study"
    assert visits.duration is not None
    assert amount(visits.duration.value) == "2 a"
    assert visits.every is None


def test_a_repeat_sentence_closes_the_group_before_it() -> None:
    first, second = regimen(
        "Patients receive cisplatin IV on days 1-3. Courses repeat every 21 days. Stem cells are infused on day 0."
    ).stages
    assert first.cycle is not None
    assert second.cycle is None
    assert not second.follows, "the text does not say which comes first"


def test_a_count_behind_a_stop_rule_is_a_count() -> None:
    (stage,) = regimen(
        "Patients receive cisplatin IV on day 1. "
        "Treatment repeats every 6 weeks in the absence of disease progression for a minimum of 3 courses."
    ).stages
    assert stage.stop is not None
    assert stage.stop.value == "disease progression"
    assert stage.cycle is not None
    assert stage.cycle.count is not None
    assert (stage.cycle.count.value.low, stage.cycle.count.value.high) == (3, None)


def test_subsequent_cycles_follow_those_named_before() -> None:
    (stage,) = regimen(
        "Patients receive bortezomib IV on days 1 and 8 of cycles 1-4. Patients also receive bortezomib IV on day 1 of "
        "subsequent cycles. Courses repeat every 21 days."
    ).stages
    assert [said(each)["cycles"] for each in stage.administrations] == [(1, 4), (5, None)]


def test_a_group_behind_a_counted_repeat_has_a_clock_of_its_own() -> None:
    first, second = regimen(
        "Patients receive doxorubicin IV on day 1. Courses repeat every 21 days for 4 courses. "
        "Patients receive paclitaxel IV on day 1. Courses repeat every 21 days."
    ).stages
    assert [said(each)["drug"] for each in first.administrations] == ["doxorubicin"]
    assert [said(each)["drug"] for each in second.administrations] == ["paclitaxel"]
    assert second.cycle is not None
    assert second.cycle.count is None


def test_another_pattern_under_a_condition_is_a_choice_not_an_addition() -> None:
    (planned,) = arrange(
        regimen(
            "Patients receive cisplatin IV on day 1. Patients with hearing loss receive cisplatin IV on days 1 and 8."
        )
    ).stages
    (run,) = planned.runs
    (choice,) = run.entries
    assert isinstance(choice, Choice)


@pytest.mark.parametrize("other", ["IT on days 1 and 8", "IV on days 15 and 16"])
def test_another_route_or_other_days_are_an_addition(other: str) -> None:
    (planned,) = arrange(
        regimen(f"Patients receive methotrexate IV on days 1 and 8. Patients may also receive methotrexate {other}.")
    ).stages
    (run,) = planned.runs
    assert [isinstance(each, Choice) for each in run.entries] == [False, False]
    assert [each.optional for each in run.administrations] == [False, True]


def test_every_behind_a_list_of_days_is_the_length_of_the_cycle() -> None:
    (stage,) = regimen("Patients receive gemcitabine IV on days 1 and 8 every 21 days.").stages
    assert stage.cycle is not None
    assert amount(stage.cycle.length.value) == "21 d"
    assert [said(each) for each in stage.administrations] == [
        {"drug": "gemcitabine", "route": "intravenous", "days": [1, 8]}
    ]


def test_follow_up_in_the_other_order() -> None:
    (visits,) = regimen("Patients are followed for up to 2 years every 3 months.").follow_ups
    assert visits.every is not None
    assert amount(visits.every.value) == "3 mo"
    assert visits.duration is not None
    assert amount(visits.duration.value) == "2 a"


def test_a_part_of_a_follow_up_that_is_not_read_is_reported() -> None:
    assert reading("Patients are followed every 3 months until disease progression.").issues


def test_a_part_of_a_follow_up_that_is_not_read_is_known() -> None:
    (heard,) = reading("Patients are followed every 3 months until disease progression.").heard
    assert heard.outcome == Outcome.IN_PART


def test_how_long_one_part_goes_on_is_not_said_of_another() -> None:
    first, second = regimen(
        "Induction therapy: Patients receive vincristine IV on day 1.",
        "Maintenance therapy: Patients receive melphalan PO on days 1-4.",
        "In both arms, treatment continues for up to 2 years.",
    ).stages
    assert first.duration is None
    assert second.duration is not None
