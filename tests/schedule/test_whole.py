"""What phrases, statements and short names say beyond their own words: of whom, and whether once more or anew."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading, said


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Patients receive placebo on day 1, and then once daily thereafter.", [{"drug": "placebo", "days": [1]}, {"drug": "placebo", "times": "1/1d"}]),
        ("Patients receive gemcitabine IV weekly on days 1, 8, and 15.", [{"drug": "gemcitabine", "route": "intravenous", "times": "1/1wk", "days": [1, 8, 15]}]),
        ("Patients receive imatinib 4 g three times a day, 12 g a day for 2 months.", [dict(drug="imatinib", dose=["4 g"], times="3/1d", **{"for": "2 mo"})]),
        ("Patients receive interferon alfa-2b SC three times a week every week.", [{"drug": "interferon alfa-2b", "route": "subcutaneous", "times": "3/1wk"}]),
    ],
)  # fmt: skip
def test_a_phrase_that_comes_again_goes_on_or_says_no_more(sentence: str, expected: list[dict[str, object]]) -> None:
    assert [said(each) for each in reading(sentence).whole.administrations] == expected


def test_what_both_arms_repeat_is_not_what_all_received_before() -> None:
    found = reading(
        "Patients receive cisplatin IV on day 1. Treatment repeats every 21 days.",
        "Arm I: Patients receive imatinib PO daily.",
        "Arm II: Patients receive placebo PO daily.",
        "In both arms, treatment continues for 6 months.",
    )
    assert [stage.duration for stage in found.whole.stages] == [None]
    assert {stage.duration.value.low for arm in found.arms.values() for stage in arm.stages if stage.duration} == {6}


@pytest.mark.parametrize(
    "group", ["paclitaxel and carboplatin (CP)", "cyclophosphamide, vincristine, and prednisone (R-CVP)"]
)
def test_a_short_name_of_a_group_is_none_of_its_last_one(group: str) -> None:
    short = group.partition("(")[2].strip(")")
    found = reading(f"Patients with {group} before are eligible.", f"Patients receive {short} IV on day 1.")
    assert {each.drug.value for each in found.whole.administrations} <= {short}, "a regimen has its own name"


def test_a_short_name_behind_a_list_may_be_that_of_the_last_one() -> None:
    found = reading("Patients with cytarabine and methotrexate (MTX) before.", "Patients receive MTX IV on day 1.")
    assert [each.drug.value for each in found.whole.administrations] == ["methotrexate"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Patients receive cytarabine IT alternating with methotrexate IT every other week.", [{"drug": "cytarabine", "route": "intrathecal"}, {"drug": "methotrexate", "route": "intrathecal"}]),
        ("Patients receive cytarabine alternated with methotrexate twice daily.", [{"drug": "cytarabine"}, {"drug": "methotrexate", "times": "2/1d"}]),
    ],
)  # fmt: skip
def test_how_often_is_not_said_of_each_of_two_that_take_turns(sentence: str, expected: list[dict[str, object]]) -> None:
    found = reading(sentence)
    assert [each for each in map(said, found.whole.administrations) if len(each) > 1] == [
        each for each in expected if len(each) > 1
    ]
    assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]
    assert "alternat" in found.issues[0].message


def test_days_from_one_and_a_rest_are_a_cycle() -> None:
    (stage,) = reading("Patients receive erlotinib PO on days 1-21 followed by 7 days of rest.").whole.stages
    assert stage.cycle
    assert stage.cycle.length.value.days() == 28
    assert list(said(stage.administrations[0])) == ["drug", "route", "days"]


def test_what_others_did_is_no_treatment() -> None:
    found = reading(
        "Smith et al. evaluated 18 patients. In that series, patients received cisplatin 75 mg/m2 IV on day 1.",
        "In this study, patients receive carboplatin IV on day 1. Dolan et al. gave more.",
    )
    assert [said(each) for each in found.whole.administrations] == [
        {"drug": "carboplatin", "route": "intravenous", "days": [1]}
    ]
    assert [issue.rule for issue in found.issues][:1] == ["sentence-not-read"]


def test_the_blocks_of_a_part_are_parts_of_their_own() -> None:
    found = reading(
        "REMISSION INDUCTION:",
        "BLOCK I: Patients receive cisplatin IV on day 1.",
        "BLOCK II: Patients receive etoposide IV on day 1.",
        "CONTINUATION: Patients receive vincristine IV on day 8.",
    ).whole
    named = [
        (stage.name and stage.name.value, [each.drug.value for each in stage.administrations]) for stage in found.stages
    ]
    assert named == [
        ("INDUCTION, BLOCK I", ["cisplatin"]),
        ("INDUCTION, BLOCK II", ["etoposide"]),
        ("CONTINUATION", ["vincristine"]),
    ]
