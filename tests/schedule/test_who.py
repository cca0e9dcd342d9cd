"""Who receives a treatment: by the heading above it, by the label of its arm or part, by words behind or before it."""

from __future__ import annotations

import pytest

from tests.schedule.words import reading, said


def _who(*paragraphs: str) -> list[object]:
    found = reading(*paragraphs)
    regimens = [found.whole, *found.arms.values()]
    return [said(each).get("if") for regimen in regimens for each in regimen.administrations]


@pytest.mark.parametrize(
    "heading",
    [
        "Children",
        "Children under 12 years",
        "Patients over 60",
        "Elderly patients",
        "Premenopausal women",
        "For premenopausal women",
        "Age < 60 years",
        "Weight 30 kg or more",
        "Standard risk",
        "Non-squamous only",
        "CD20+ only",
        "Renal impairment",
        "Patients in CR",
        "Squamous",
        "Non-squamous histology",
        "Metastatic breast cancer",
    ],
)
def test_a_heading_says_who(heading: str) -> None:
    assert _who(f"{heading}: Patients receive cisplatin IV on day 1.") == [heading]


@pytest.mark.parametrize(
    "heading",
    [
        "All patients",
        "Treatment",
        "Patients randomized to cisplatin",
        "Study treatment",
        "Experimental group",
        "Patients with cancer will be divided into 2 groups",
    ],
)
def test_a_heading_of_all_says_of_nobody(heading: str) -> None:
    assert _who(f"{heading}: Patients receive cisplatin IV on day 1.") == [None]


@pytest.mark.parametrize(
    ("label", "who"),
    [
        ("Arm I (patients over 60)", "patients over 60"),
        ("Cohort A (patients with renal impairment)", "patients with renal impairment"),
        ("Stratum 1 (CD20 positive)", "CD20 positive"),
        ("MAINTENANCE (patients in CR)", "patients in CR"),
        ("CONSOLIDATION (patients with CR only)", "patients with CR only"),
        ("MAINTENANCE THERAPY FOR RESPONDERS", "RESPONDERS"),
        ("Induction for high-risk patients", "high-risk patients"),
        ("Arm I (20 planned patients with cancer)", None),
        ("Arm I (standard dose)", None),
    ],
)
def test_a_label_says_who(label: str, who: str | None) -> None:
    assert _who(f"{label}: Patients receive cisplatin IV on day 1.") == [who]


def test_children_and_adults_receive_each_their_own() -> None:
    assert _who(
        "Children: Patients receive cisplatin 75 mg/m2 IV on day 1.",
        "Adults: Patients receive cisplatin 100 mg/m2 IV on day 1.",
    ) == ["Children", "Adults"]


def test_a_heading_and_a_sentence_under_it_are_one_condition() -> None:
    found = _who("Children: Patients with relapse receive cisplatin IV on day 1.")
    assert found == ["Children; relapse"]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (
            "Patients receive cisplatin IV daily and etoposide IV monthly for premenopausal women.",
            "premenopausal women",
        ),
        ("Patients receive cisplatin IV daily and etoposide IV monthly in high-risk patients.", "high-risk patients"),
        ("Patients receive cisplatin IV daily and etoposide (non-squamous only) IV monthly.", "non-squamous only"),
        (
            "Patients receive cisplatin IV daily and etoposide IV monthly for patients unable to tolerate tamoxifen.",
            "patients unable to tolerate tamoxifen",
        ),
    ],
)
def test_who_is_told_behind_the_last_treatment(sentence: str, who: str) -> None:
    assert _who(sentence) == [None, who]


def test_who_is_told_before_the_treatment() -> None:
    assert _who("For premenopausal women, cisplatin IV monthly is given.") == ["premenopausal women"]


def test_two_kinds_of_patients_receive_two_doses() -> None:
    assert _who(
        "Cisplatin 0.4 mg/kg for patients with platelets > 150 and cisplatin 0.3 mg/kg for patients with fewer is given."
    ) == ["patients with platelets > 150", "patients with fewer"]


@pytest.mark.parametrize(
    "words",
    ["for all patients", "for patients", "in both groups", "in patients randomized to arm I", "in patients in arm I"],
)
def test_words_of_all_patients_are_no_condition(words: str) -> None:
    assert _who(f"Patients receive cisplatin IV daily {words}.") == [None]


def test_participants_and_patients_are_the_same_people() -> None:
    assert _who(
        "Patients receive cisplatin 75 mg/m2 IV on day 9 for patients with relapse.",
        "Patients receive cisplatin 75 mg/m2 IV on day 9 for participants with relapse.",
    ) == ["patients with relapse"]


def test_a_bound_of_a_condition_is_no_half_of_the_next_dose() -> None:
    found = reading(
        "Patients receive cisplatin 4 mg/kg for patients with platelets > 150 and 3 mg/kg for patients with fewer."
    )
    assert [(said(each)["dose"], said(each)["if"]) for each in found.whole.administrations] == [
        (["4 mg/kg"], "patients with platelets > 150"), (["3 mg/kg"], "patients with fewer")
    ]  # fmt: skip
