"""What a repeat statement is about, what a restriction at the end of a sentence is of, and what ends what."""

from __future__ import annotations

import pytest

from tests.schedule.test_copying import timed
from tests.schedule.words import reading

CISPLATIN: dict[str, object] = {"drug": "cisplatin", "route": "intravenous", "days": [1]}
ETOPOSIDE: dict[str, object] = {"drug": "etoposide", "route": "intravenous", "days": [3]}
IN_ARMS = (
    "Patients receive lomustine PO on day 1.",
    "Arm I: Patients receive cisplatin IV on day 1.",
    "Arm II: Patients receive etoposide IV on day 3.",
)


@pytest.mark.parametrize(
    ("sentence", "repeats"),
    [
        ("In both arms, treatment repeats every 21 days.", {"arm 1", "arm 2"}),
        ("Treatment in both groups repeats every 21 days.", {"arm 1", "arm 2"}),
        ("Treatment in arm I repeats every 21 days.", {"arm 1"}),
        ("Treatment in arms I and II repeats every 21 days.", {"arm 1", "arm 2"}),
        ("Treatment repeats every 21 days.", {"arm 2"}),
        ("Treatment repeats every 21 days or later.", {"arm 2"}),
    ],
)
def test_a_statement_is_about_the_arms_that_it_names(sentence: str, repeats: set[str]) -> None:
    found = reading(*IN_ARMS[:-1], f"{IN_ARMS[-1]} {sentence}")
    assert {arm for arm, regimen in found.arms.items() if timed(regimen)[0].get("every")} == repeats
    assert not any(each.get("every") for each in timed(found.whole))
    assert found.issues == ()


def test_cycles_of_several_lengths() -> None:
    found = reading(
        "Patients receive cisplatin IV on day 1 of courses 3 and 5 and etoposide IV on day 3 of course 7. Patients "
        "receive lomustine PO on day 1 of even courses. Treatment repeats every 35 days for courses 3-5 and every 21 "
        "days for course 7."
    )
    assert [(each["drug"], each.get("every")) for each in timed(found.whole)] == [
        ("cisplatin", 35), ("etoposide", 21), ("lomustine", None)
    ]  # fmt: skip
    assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]


def test_every_second_cycle_has_the_length_that_is_stated_of_it() -> None:
    found = reading(
        "Patients receive cisplatin IV on day 1 of even courses. Treatment repeats every 21 days for even courses and "
        "every 22 days for odd courses."
    )
    assert timed(found.whole) == [{**CISPLATIN, "cycles": (2, None), "every": 21}]
    assert found.issues == ()


@pytest.mark.parametrize(
    ("repeats", "clock"),
    [
        ("Treatment repeats every 21 days for 3* courses.", {"every": 21}),
        ("Treatment repeats every 21 days for 3 or 6 courses.", {"every": 21}),
        ("Treatment repeats monthly for 6 months and then every 2 months.", {}),
        ("Courses repeat every 35 days for courses 1-2 and every 21 days for 4 courses.", {}),
    ],
)
def test_what_is_not_clear_is_told(repeats: str, clock: dict[str, object]) -> None:
    found = reading(f"Patients receive cisplatin IV on day 1. {repeats}")
    assert timed(found.whole) == [{**CISPLATIN, **clock}]
    assert [issue.quote for issue in found.issues] == [repeats]


def test_further_courses_are_no_count_and_are_told() -> None:
    for further in ("Patients may receive up to 2 more courses.", "Patients in CR receive 2 additional courses."):
        found = reading(
            f"Patients receive cisplatin IV on day 1. Courses repeat every 21 days for up to 6 courses. {further}"
        )
        assert timed(found.whole) == [{**CISPLATIN, "every": 21, "of": 6}]
        assert [issue.quote for issue in found.issues] == [further]


def test_weekly_is_how_often_what_has_no_days_is_given() -> None:
    found = reading("Patients receive cisplatin IV over 1 hour. Treatment repeats weekly for 8 courses.")
    (given,) = timed(found.whole)
    assert given["times"] == "1/1wk"
    assert given["of"] == 8
    found = reading("Patients receive cisplatin IV on day 1. Treatment repeats weekly for 8 courses.")
    assert "times" not in timed(found.whole)[0]


CHAINS: dict[str, list[dict[str, object]]] = {
    "Patients receive cisplatin IV on day 3 and etoposide IV on day 3 during courses 3 and 5.": [
        {**CISPLATIN, "days": [3], "cycles": (3, 5)}, {**ETOPOSIDE, "cycles": (3, 5)}
    ],
    # of the last one alone, or of all: nobody can tell, and an issue says so
    "Patients receive cisplatin IV on day 1 and etoposide IV on day 3 during courses 3 and 5.": [
        CISPLATIN, {**ETOPOSIDE, "cycles": (3, 5)}
    ],
    "Patients receive lomustine PO on day 2, cisplatin IV on day 1, and etoposide IV on day 3 of course 1.": [
        CISPLATIN, {**ETOPOSIDE, "cycles": (1, 1)}, {"drug": "lomustine", "route": "oral", "days": [2]},
    ],
    # of the last one alone
    "Patients receive cisplatin IV on day 1 and etoposide IV on day 3 (course 1 only).": [
        CISPLATIN, {**ETOPOSIDE, "cycles": (1, 1)}
    ],
    "Patients receive cisplatin IV on day 1 of each course and etoposide IV on day 3 of course 1.": [
        CISPLATIN, {**ETOPOSIDE, "cycles": (1, 1)}
    ],
    "Patients receive cisplatin IV on day 1 and etoposide IV (courses 1 and 3) on day 3.": [
        CISPLATIN, {**ETOPOSIDE, "cycles": (1, 3)}
    ],
    "Patients receive cisplatin IV on day 1; etoposide IV on day 3 of course 1.": [
        CISPLATIN, {**ETOPOSIDE, "cycles": (1, 1)}
    ],
    "Patients receive cisplatin IV on day 1 and etoposide IV on day 3 of course 1 and on day 8 of course 2.": [
        CISPLATIN, {**ETOPOSIDE, "cycles": (1, 1)}, {**ETOPOSIDE, "days": [8], "cycles": (2, 2)}
    ],
}  # fmt: skip


@pytest.mark.parametrize("sentence", CHAINS)
def test_courses_at_the_end_are_those_of_the_group(sentence: str) -> None:
    assert timed(reading(sentence).whole) == CHAINS[sentence]


def test_courses_that_may_be_those_of_the_last_alone_are_told() -> None:
    found = reading("Patients receive cisplatin IV on day 1 and etoposide IV on day 3 during courses 3 and 5.")
    assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]


def test_an_end_of_one_treatment_is_not_that_of_all() -> None:
    found = reading("Patients receive cisplatin IV on day 1 and filgrastim SC daily until blood counts recover.")
    (stage,) = found.whole.stages
    assert stage.stop is None
    assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]
    found = reading("Patients receive cisplatin IV on day 1 and filgrastim SC daily until disease progression.")
    (stage,) = found.whole.stages
    assert stage.stop is not None


def test_study_treatment_lasts_for_all_that_has_no_end() -> None:
    found = reading(
        "Patients receive cisplatin PO daily and etoposide PO twice daily for 2 weeks.",
        "Eligible patients will receive double-blind study medication for 8 weeks.",
    )
    stages = {stage.administrations[0].drug.value: stage for stage in found.whole.stages}
    assert stages["cisplatin"].duration is not None
    assert stages["cisplatin"].duration.value.low == 8
    assert stages["etoposide"].duration is None
    found = reading(
        "Patients receive cisplatin PO daily.", "Patients will receive study drug for 8 weeks depending on response."
    )
    assert found.whole.stages[0].duration is None


def test_a_part_that_is_over_is_not_the_part_of_what_follows() -> None:
    found = reading("Patients who respond after 1 induction course receive etoposide IV on day 3.")
    assert found.whole.stages[0].name is None


def test_how_much_and_how_often_end_where_another_pattern_begins() -> None:
    imatinib = {"drug": "imatinib", "route": "oral"}
    for sentence, given in {
        "Patients receive imatinib 100 mg PO daily until day 14 and then 200 mg PO daily.": [imatinib],
        "Patients receive hydroxyurea PO daily until WBC is less than 50,000, then imatinib 600 mg PO daily.": [
            {"drug": "hydroxyurea", "route": "oral"}, {**imatinib, "dose": ["600 mg"], "times": "1/1d"}
        ],
    }.items():  # fmt: skip
        found = reading(sentence)
        assert timed(found.whole) == given
        assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]


def test_what_is_given_in_few_courses_does_not_go_on() -> None:
    found = reading(
        "Patients receive cisplatin IV on day 1 of courses 3 and 5. Patients receive etoposide IV on day 3 of even "
        "courses. Treatment continues for up to 2 years."
    )
    assert {stage.administrations[0].drug.value: bool(stage.duration) for stage in found.whole.stages} == {
        "cisplatin": False,
        "etoposide": True,
    }


def test_a_statement_on_all_parts_is_about_each() -> None:
    found = reading(
        "Part 1: Patients receive cisplatin IV on day 1.",
        "Part 2: Patients receive etoposide IV on day 3.",
        "In both parts, treatment continues for up to 6 months.",
    )
    assert [bool(stage.duration) for stage in found.whole.stages] == [True, True]


def test_what_stops_one_treatment_is_told_before_the_next() -> None:
    found = reading("Patients receive cisplatin IV daily until discharge from the hospital, and etoposide IV on day 3.")
    assert ETOPOSIDE in timed(found.whole)


def test_courses_that_were_not_read_are_told() -> None:
    found = reading("The first and third course are the same and comprise cisplatin IV on day 1.")
    assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]


def test_a_route_and_the_words_for_a_treatment_are_said_of_no_other() -> None:
    found = reading("Patients receive cisplatin, intrathecal therapy, and etoposide IV on day 3.")
    assert not any(each.get("route") == "intrathecal" for each in timed(found.whole))
    found = reading(
        "Patients receive cisplatin IV on day 1 and intrathecal chemotherapy comprising cytarabine on day 3."
    )
    assert {each["drug"]: each["route"] for each in timed(found.whole)}["cytarabine"] == "intrathecal"


def test_labels_of_several_letters() -> None:
    found = reading(
        "Regimen A: Patients receive cisplatin IV on day 1.", "Regimen AMV: Patients receive etoposide IV on day 3."
    )
    assert {arm: timed(regimen) for arm, regimen in found.arms.items()} == {
        "regimen a": [CISPLATIN],
        "regimen amv": [ETOPOSIDE],
    }


@pytest.mark.parametrize(
    ("days", "cycle"), [("on days -4 to 12", 28), ("on days -4 to -1", None), ("on days -4 and 12", None)]
)
def test_days_that_run_through_the_first_one_are_those_of_a_cycle(days: str, cycle: int | None) -> None:
    found = reading(f"Patients receive cisplatin IV {days}. Treatment repeats every 4 weeks for up to 4 courses.")
    assert [each.get("every") for each in timed(found.whole)] == [cycle]


def test_what_others_receive_a_placebo_for_is_not_the_chemotherapy() -> None:
    found = reading(
        "Patients receive cisplatin IV on day 1. Patients receive gefitinib PO (arm I) or placebo PO (arm II) daily. "
        "Chemotherapy repeats every 3 weeks for up to 6 courses."
    )
    assert [each.get("every") for each in timed(found.whole)] == [21]
    assert [[each.get("every") for each in timed(found.arms[arm])] for arm in ("arm 1", "arm 2")] == [[None], [None]]
