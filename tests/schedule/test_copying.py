"""References: what "as in arm I" says of another arm or part, and what it must not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fhiradapter.schedule.text.heard import Outcome
from tests.schedule.test_texts import of_arm
from tests.schedule.test_texts import reading as reading_of
from tests.schedule.words import reading, said

if TYPE_CHECKING:
    from fhiradapter.schedule.regimen import Regimen

ARM = (
    "Arm I: Patients receive cisplatin 75 mg/m2 IV over 2 hours on day 1 and etoposide IV twice daily on days 1-3. "
    "Courses repeat every 21 days for 6 courses."
)
CISPLATIN: dict[str, object] = {
    "drug": "cisplatin", "dose": ["75 mg/m2"], "route": "intravenous", "over": "2 h", "days": [1], "every": 21, "of": 6
}  # fmt: skip
ETOPOSIDE: dict[str, object] = {
    "drug": "etoposide",
    "route": "intravenous",
    "times": "2/1d",
    "days": [1, 2, 3],
    "every": 21,
    "of": 6,
}
RITUXIMAB: dict[str, object] = {"drug": "rituximab", "route": "intravenous", "days": [1]}
ADDED = {**RITUXIMAB, "every": 21}


def timed(regimen: Regimen, part: str = "") -> list[dict[str, object]]:
    """What is given, with the cycle of its stage."""
    found = []
    for stage in regimen.stages:
        if part and (stage.name is None or stage.name.value != part):
            continue
        clock = {"every": stage.cycle.length.value.days()} if stage.cycle else {}
        count = {"of": stage.cycle.count.value.high} if stage.cycle and stage.cycle.count else {}
        found += [{**said(each), **clock, **count} for each in stage.administrations]
    return sorted(found, key=lambda each: str(each["drug"]))


def without(row: dict[str, object], *facts: str) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in facts}


COPIES: dict[str, list[dict[str, object]]] = {
    "Patients receive cisplatin as in arm I.": [CISPLATIN],
    "Patients receive cisplatin and etoposide as in arm I.": [CISPLATIN, ETOPOSIDE],
    "Patients receive cisplatin IV and etoposide as in arm I.": [CISPLATIN, ETOPOSIDE],
    "Patients receive cisplatin in the same manner as in arm I.": [CISPLATIN],
    "Patients receive cisplatin administered as described in arm I.": [CISPLATIN],
    "Patients receive the same regimen as in arm I.": [CISPLATIN, ETOPOSIDE],
    "Patients receive treatment as in arm I.": [CISPLATIN, ETOPOSIDE],
    "Patients receive therapy as for patients in arm I.": [CISPLATIN, ETOPOSIDE],
    "Patients receive arm I therapy plus rituximab IV on day 1.": [CISPLATIN, ETOPOSIDE, ADDED],
    "Patients receive arm I therapy plus rituximab IV on day 1 of weeks 1 and 2.": [
        CISPLATIN,
        ETOPOSIDE,
        {**ADDED, "weeks": [1, 2]},
    ],
    "Patients receive arm I therapy plus rituximab IV on day 1 of weeks 1 and 5.": [
        CISPLATIN,
        ETOPOSIDE,
        {**RITUXIMAB, "weeks": [1, 5]},
    ],
    "Patients receive rituximab IV on day 1 in addition to therapy as in arm I.": [CISPLATIN, ETOPOSIDE, ADDED],
    "Patients receive treatment as in arm I and rituximab IV on day 22.": [
        CISPLATIN, ETOPOSIDE, {**RITUXIMAB, "days": [22]}
    ],
    "Patients receive treatment as in arm I. Patients receive rituximab IV on day 1.": [CISPLATIN, ETOPOSIDE, RITUXIMAB],
    "Patients receive cisplatin as in arm I and rituximab IV on day 1.": [CISPLATIN, RITUXIMAB],
    "Patients receive rituximab IV on day 1 and cisplatin as in arm I.": [CISPLATIN, RITUXIMAB],
    # but for what it leaves out
    "Patients receive treatment as in arm I but without etoposide.": [CISPLATIN],
    "Patients receive treatment as in arm I (without etoposide).": [CISPLATIN],
    "Patients receive treatment as in arm I except cisplatin.": [ETOPOSIDE],
    # with facts of its own
    "Patients receive cisplatin 60 mg/m2 as in arm I.": [{**CISPLATIN, "dose": ["60 mg/m2"]}],
    "Patients receive etoposide PO as in arm I.": [{**ETOPOSIDE, "route": "oral"}],
    "Patients receive cisplatin as in arm I on days 1 and 8.": [{**without(CISPLATIN, "of"), "days": [1, 8]}],
    "Patients receive cisplatin as in arm I on days 1 and 29.": [
        {**without(CISPLATIN, "of", "every"), "days": [1, 29]}
    ],
    "Patients receive etoposide as in arm I on days 8-9.": [{**without(ETOPOSIDE, "of"), "days": [8, 9]}],
    "Patients receive cisplatin as in arm I weekly.": [{**without(CISPLATIN, "of", "every", "days"), "times": "1/1wk"}],
    "Patients receive cisplatin as in arm I. Courses repeat every 14 days.": [
        {**without(CISPLATIN, "of"), "every": 14}
    ],
    "Patients receive cisplatin as in arm I for up to 4 courses.": [{**CISPLATIN, "of": 4}],
    # in one respect
    "Patients receive cisplatin at the same dose as in arm I.": [{"drug": "cisplatin", "dose": ["75 mg/m2"]}],
    "Patients receive cisplatin on the same schedule as in arm I.": [without(CISPLATIN, "dose", "route", "over")],
}  # fmt: skip


@pytest.mark.parametrize("sentence", COPIES)
def test_an_arm_has_what_it_refers_to(sentence: str) -> None:
    found = reading(ARM, f"Arm II: {sentence}")
    assert timed(found.arms["arm 1"]) == [CISPLATIN, ETOPOSIDE]
    assert timed(found.arms["arm 2"]) == COPIES[sentence]
    assert found.whole.administrations == ()
    assert found.issues == ()


UNCLEAR: dict[str, list[dict[str, object]]] = {
    "Patients receive carboplatin IV as in arm I.": [{"drug": "carboplatin", "route": "intravenous"}],
    "Patients receive cisplatin as in arm III.": [],
    "Patients receive cisplatin as in the first course.": [],
    "Patients receive cisplatin as in arm I or III.": [],
    "Patients receive cisplatin as in arm I, except on day 2.": [],
    "Patients receive cisplatin as in arm I, except that it is given slowly.": [],
    "Patients receive chemotherapy as in arm I.": [],
    "Patients receive R-CHOP as in arm I.": [],
    "Patients receive ESA therapy as in arm I.": [],
    "Patients receive cisplatin as in phase I.": [],
    "Patients receive cisplatin as in arm II.": [],
}


@pytest.mark.parametrize("sentence", UNCLEAR)
def test_a_reference_that_leads_nowhere_is_told(sentence: str) -> None:
    found = reading(ARM, f"Arm II: {sentence}")
    assert timed(found.arms["arm 1"]) == [CISPLATIN, ETOPOSIDE]
    assert timed(found.arms["arm 2"]) == UNCLEAR[sentence]
    (issue,) = found.issues
    assert issue.quote == sentence
    assert found.heard[-1].outcome in {Outcome.IN_PART, Outcome.NOT_UNDERSTOOD}


def test_arms_that_refer_to_each_other_have_nothing() -> None:
    found = reading(
        "Arm I: Patients receive cisplatin as in arm II.", "Arm II: Patients receive cisplatin as in arm I."
    )
    assert [timed(of_arm) for of_arm in found.arms.values()] == [[], []]
    assert len(found.issues) == 2


def test_a_reference_may_point_forwards_and_to_another_reference() -> None:
    found = reading(
        "Arm III: Patients receive cisplatin as in arm II.", "Arm II: Patients receive cisplatin as in arm I.", ARM
    )
    assert timed(found.arms["arm 3"]) == timed(found.arms["arm 2"]) == [CISPLATIN]
    assert found.issues == ()


def test_two_arms_are_one_reference_where_they_are_alike() -> None:
    arm_ii = "Arm II: Patients receive cisplatin 75 mg/m2 IV over 2 hours on day 1. Courses repeat every 21 days for "
    for courses, copy in (("6 courses.", [CISPLATIN]), ("4 courses.", [])):
        found = reading(ARM, arm_ii + courses, "Arm III: Patients receive cisplatin as in arms I and II.")
        assert timed(found.arms["arm 3"]) == copy
        assert bool(found.issues) != bool(copy)


def test_parts_refer_to_parts() -> None:
    found = reading(
        "INDUCTION: Patients receive vincristine IV on day 1 and prednisone PO on days 1-7. Courses repeat every 35 "
        "days for 2 courses.",
        "MAINTENANCE: Patients receive prednisone as in the induction phase on days 1-3 and vincristine as in "
        "induction.",
    )
    assert timed(found.whole, "MAINTENANCE") == [
        {"drug": "prednisone", "route": "oral", "days": [1, 2, 3], "every": 35},
        {"drug": "vincristine", "route": "intravenous", "days": [1], "every": 35, "of": 2},
    ]
    assert found.issues == ()


def test_levels_and_doses_that_are_to_be_found_are_not_copied() -> None:
    for dose, treats in (
        ("800 or 1000 mg/m2", "gemcitabine as in phase I."),
        ("800 mg/m2", "gemcitabine at the MTD as in phase I."),
        ("800 mg/m2", "gemcitabine as in phase I at the recommended dose."),
    ):
        found = reading(
            f"Phase I: Patients receive gemcitabine {dose} IV on days 1 and 8.", f"Phase II: Patients receive {treats}"
        )
        (copy,) = timed(found.whole, "Phase II")
        assert copy == {"drug": "gemcitabine", "route": "intravenous", "days": [1, 8]}, treats


GROUPS = (
    "Patients receive vincristine IV on day 1, carmustine IV on day 1, and prednisone PO on days 1-7 (VBP).",
    "Patients receive VBP comprising vincristine IV on day 1, carmustine IV on day 1, and prednisone PO on days 1-7.",
    "VBP: Patients receive vincristine IV on day 1, carmustine IV on day 1, and prednisone PO on days 1-7.",
)


@pytest.mark.parametrize("group", GROUPS)
def test_a_regimen_is_referred_to_by_its_name(group: str) -> None:
    for refers in ("VBP as above", "VBP as described above and lomustine PO on day 1", "VBP chemotherapy as in arm I"):
        found = reading("Arm I:", group, f"Arm II: Patients receive {refers}.")
        drugs = [each["drug"] for each in timed(found.arms["arm 2"])]
        assert drugs == sorted({"carmustine", "prednisone", "vincristine", *({"lomustine"} & set(refers.split()))})
        rows = [each for each in timed(found.arms["arm 2"]) if each["drug"] != "lomustine"]
        assert rows == timed(found.arms["arm 1"])


def test_a_name_that_was_not_given_is_no_regimen() -> None:
    found = reading(
        "Arm I: Patients receive vincristine IV on day 1 and prednisone PO on days 1-7 (VBP) plus lomustine PO on day "
        "1.",
        "Arm II: Patients receive VBP as in arm I. Patients receive VP as in arm I.",
    )
    assert [each["drug"] for each in timed(found.arms["arm 2"])] == ["prednisone", "vincristine"]
    assert [issue.quote for issue in found.issues] == ["Patients receive VP as in arm I."]


def test_further_up_is_one_place() -> None:
    one = "Arm I: Patients receive cisplatin IV on day 1."
    other = "Arm II: Patients receive cisplatin IV on day 8."
    found = reading(one, "Arm III: Patients receive cisplatin as above.")
    assert timed(found.arms["arm 3"]) == timed(found.arms["arm 1"])
    found = reading(one, other, "Arm III: Patients receive cisplatin as above.")
    assert timed(found.arms["arm 3"]) == []
    assert [issue.quote for issue in found.issues] == ["Patients receive cisplatin as above."]


def test_descriptions_of_arms_refer_to_each_other() -> None:
    found = reading_of(
        of_arm("Arm I (standard)", "Patients receive cisplatin IV on day 1."),
        of_arm("Arm II", "Patients receive cisplatin as in Arm I."),
        labels=["Arm I (standard)", "Arm II"],
    )
    assert timed(found.arms["Arm II"]) == timed(found.arms["Arm I (standard)"])
    assert found.issues == ()


def test_a_part_of_one_arm_is_not_that_of_the_next() -> None:
    found = reading(
        "Arm I: INDUCTION: Patients receive cisplatin IV on day 1.",
        "CONSOLIDATION: Patients receive etoposide IV on day 1.",
        "Arm II: Patients receive cisplatin as in arm I.",
    )
    (stage,) = found.arms["arm 2"].stages
    assert stage.name is not None
    assert stage.name.value == "INDUCTION"


def test_other_cycles_keep_the_days() -> None:
    found = reading(
        "INDUCTION: Patients receive vincristine IV on day 1 and prednisone PO on days 1-7 (VP). Courses repeat every 35 "
        "days for 2 courses.",
        "CONSOLIDATION: Patients receive VP as in the induction phase during even-numbered courses.",
    )
    assert timed(found.whole, "CONSOLIDATION") == [
        {"drug": "prednisone", "route": "oral", "days": list(range(1, 8)), "cycles": (2, None)},
        {"drug": "vincristine", "route": "intravenous", "days": [1], "cycles": (2, None)},
    ]


def test_a_mere_mention_is_no_description() -> None:
    found = reading(
        "Arm I: Patients receive cisplatin IV on day 1. Patients who relapse discontinue cisplatin and then receive "
        "cisplatin.",
        "Arm II: Patients receive cisplatin as in arm I on days 1-3.",
    )
    assert timed(found.arms["arm 2"]) == [{"drug": "cisplatin", "route": "intravenous", "days": [1, 2, 3]}]


def test_brachytherapy_is_not_given_as_other_radiation_is() -> None:
    found = reading(
        "Arm I: Patients undergo radiotherapy daily for 6 weeks.", "Arm II: Patients undergo brachytherapy as in arm I."
    )
    assert timed(found.arms["arm 2"]) == []
    assert [issue.quote for issue in found.issues] == ["Patients undergo brachytherapy as in arm I."]


INDUCTIONS = (
    "First induction: Patients receive cisplatin IV on day 1 of week 1. Second induction therapy: Patients receive "
    "cisplatin IV on day 3 and oral etoposide on days 1-5 of weeks 7 and 9. Consolidation: Patients receive "
)
DAYS_OF_WEEKS = dict[str, tuple[list[int], list[int] | None]]


def in_weeks(*weeks: int) -> DAYS_OF_WEEKS:
    return {"cisplatin": ([3], list(weeks)), "etoposide": ([1, 2, 3, 4, 5], list(weeks))}


LATER: dict[str, DAYS_OF_WEEKS] = {
    "cisplatin as in first induction therapy.": {"cisplatin": ([1], [1])},
    "cisplatin and etoposide as in the second induction.": in_weeks(7, 9),
    "cisplatin and etoposide as in second induction therapy during weeks 20 and 22.": in_weeks(20, 22),
    "treatment as in second induction therapy during week 20.": in_weeks(20),
    "cisplatin and etoposide as in second induction therapy on day 4.": {
        "cisplatin": ([4], None),
        "etoposide": ([4], None),
    },
    "cisplatin as in induction.": {},
    "cisplatin as in third induction.": {},
}


@pytest.mark.parametrize("words", LATER)
def test_parts_are_told_apart_by_their_number(words: str) -> None:
    found = timed(reading(INDUCTIONS + words).whole, "Consolidation")
    assert {
        str(each["drug"]): (each.get("days"), each.get("weeks")) for each in found if set(each) > {"drug"}
    } == LATER[words]


def test_several_patterns_are_copied_with_what_they_have_in_common() -> None:
    """On other days the route and the infusion are those of both patterns; a dose that is not both of them is none."""
    on_other_days = "Arm II: Patients receive cisplatin as in arm I on days 8 and 15."
    found = reading(
        "Arm I: Patients receive cisplatin IV over 2 hours on day 1 of course 1 and on day 2 of course 2.",
        on_other_days,
    )
    assert timed(found.arms["arm 2"]) == [
        {"drug": "cisplatin", "route": "intravenous", "over": "2 h", "days": [8, 15]},
    ]
    found = reading(
        "Arm I: Patients receive cisplatin 50 mg IV on day 1 of course 1 and 75 mg IV on day 1 of course 2.",
        on_other_days,
    )
    assert timed(found.arms["arm 2"]) == [{"drug": "cisplatin", "days": [8, 15]}]
