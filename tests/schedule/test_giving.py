"""Who receives what, and how: a sentence, and what it says. Absent keys are not stated and must not be said."""

from __future__ import annotations

import pytest

from tests.schedule.words import only, reading, regimen, said

READ = [
    (
        "Patients receive bosutinib orally (PO) once daily (QD) on days 1-28.",
        {"drug": "bosutinib", "route": "oral", "times": "1/1d", "days": list(range(1, 29))},
    ),
    (
        "Patients also receive inotuzumab ozogamicin intravenously (IV) over 1 hour on days 1, 8, and 15.",
        {"drug": "inotuzumab ozogamicin", "route": "intravenous", "over": "1 h", "days": [1, 8, 15]},
    ),
    ("Patients receive cisplatin 75 mg/m2 IV on day 1.", {"drug": "cisplatin", "dose": ["75 mg/m2"], "route": "intravenous", "days": [1]}),
    ("Patients receive rituximab 375 mg/m^2 IV once weekly for 4 weeks.", {"drug": "rituximab", "dose": ["375 mg/m2"], "route": "intravenous", "times": "1/1wk", "for": "4 wk"}),
    ("Patients receive 1.80 mg of topotecan IV.", {"drug": "topotecan", "dose": ["1.80 mg"], "route": "intravenous"}),
    ("Patients receive oral dasatinib twice daily.", {"drug": "dasatinib", "route": "oral", "times": "2/1d"}),
    ("Participants will receive 5-FU IV over 30-60 minutes on days 1-3 and 8.", {"drug": "5-FU", "route": "intravenous", "over": "30-60 min", "days": [1, 2, 3, 8]}),
    ("Patients receive melphalan IV on days -4 to -2.", {"drug": "melphalan", "route": "intravenous", "days": [-4, -3, -2]}),
    ("Patients receive rituximab IV every 3 weeks.", {"drug": "rituximab", "route": "intravenous", "times": "1/3wk"}),
    ("Patients receive rituximab IV twice a week for four weeks.", {"drug": "rituximab", "route": "intravenous", "times": "2/1wk", "for": "4 wk"}),
    ("Subjects receive imatinib 400-600 mg PO QD.", {"drug": "imatinib", "dose": ["400-600 mg"], "route": "oral", "times": "1/1d"}),
    ("Dexamethasone is given orally on days 1 through 4.", {"drug": "Dexamethasone", "route": "oral", "days": [1, 2, 3, 4]}),
    ("On day 1, patients receive rituximab IV.", {"drug": "rituximab", "route": "intravenous", "days": [1]}),
    ("Patients receive dasatinib (Sprycel) PO on days 1-5.", {"drug": "dasatinib", "route": "oral", "days": [1, 2, 3, 4, 5]}),
    (
        "Patients with complete response (CR) may receive inotuzumab ozogamicin IV on day 1 of subsequent cycles.",
        {"drug": "inotuzumab ozogamicin", "route": "intravenous", "days": [1], "cycles": (2, None), "if": "complete response (CR)", "may": True},
    ),
    ("Patients receive obinutuzumab IV on day 1 of courses 2-6.", {"drug": "obinutuzumab", "route": "intravenous", "days": [1], "cycles": (2, 6)}),
    ("Patients receive venetoclax PO on days 1-7 of cycle 2 and beyond.", {"drug": "venetoclax", "route": "oral", "days": [1, 2, 3, 4, 5, 6, 7], "cycles": (2, None)}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), READ, ids=[sentence[:50] for sentence, _ in READ])
def test_one_drug(sentence: str, expected: dict[str, object]) -> None:
    assert said(only(sentence)) == expected


def test_a_day_list_belongs_to_the_whole_group_before_it() -> None:
    given = regimen(
        "Patients receive cytarabine IV over 2 hours and etoposide IV over 1 hour on days 1-3."
    ).administrations
    assert [said(each)["days"] for each in given] == [[1, 2, 3], [1, 2, 3]]


def test_a_drug_with_a_timing_of_its_own_takes_no_day_list() -> None:
    given = regimen("Patients receive irinotecan IV once a week and cisplatin IV on days 1-3.").administrations
    assert [said(each).get("days") for each in given] == [None, [1, 2, 3]]


def test_days_in_front_belong_to_every_drug_behind() -> None:
    given = regimen("On days 1 and 8, patients receive cisplatin IV and vinorelbine IV.").administrations
    assert [said(each)["days"] for each in given] == [[1, 8], [1, 8]]


REFUSED = {
    "one of several days": "Patients receive rituximab IV on day 1, 2, 3, 4, or 5.",
    "alternatives": "Patients receive daunorubicin IV on days 1-2 or days 1-3, depending on age.",
    "a dose behind a day": "Patients receive idarubicin IV on days 1 and 10 mg/m2 on days 3, 6 and 11.",
    "a lost dash": "Patients receive prednisone orally on Days 15.",
    "days that do not ascend": "Patients receive durvalumab IV on days -1 and -28.",
    "cycles with gaps": "Patients receive lomustine orally on day 1 of courses 1 and 3.",
    "an exception": "Patients receive cytarabine IV on days 1-8 except in course 2.",
    "as in another arm": "Patients receive cytarabine IV as in arm I on days 1-8.",
    "not the patients": "Donors receive filgrastim SC on days -5 to -1.",
    "over weeks is no infusion": "Patients receive radiotherapy over 6 weeks on days 1-5.",
    "two doses": "Patients receive cisplatin 75 mg/m2 100 mg IV on day 1.",
    "a condition behind": "Patients receive cisplatin IV on day 1 if platelets recover.",
    "no drug behind the connector": "Patients receive cisplatin IV on day 1 and undergo surgery on day 8.",
    "samples are no drug": "Other blood samples are taken on days 2, 4, and 8.",
    "a regimen is no drug": "Patients receive a preparative regimen comprising carmustine IV on days -8 to -3.",
    "a route that may be another": "Patients receive methotrexate IT on days 15 and 22.",
    "a condition that runs on into the verb": "Patients with a response may continue to receive cisplatin IV on day 1.",
    "a cohort is no condition": "Patients in cohort 1 receive cisplatin IV on day 1.",
    "negated": "Patients with renal impairment will not receive cisplatin IV on day 1.",
    "negated without a condition": "Patients do not receive cisplatin IV on day 1.",
    "eligible is not given": "Patients with a response are eligible to receive cisplatin IV on day 1.",
    "history": "Patients with relapsed disease who have received imatinib 400 mg daily.",
    "a report": "All patients received aspirin daily.",
    "a restriction in brackets": "Patients receive dexamethasone (if eligible) IV on day 1.",
    "a phase in brackets": "Patients receive rituximab (phase II only) IV on day 1.",
    "a dose in brackets": "Patients receive carboplatin (AUC 5) IV on day 1.",
    "a cap in brackets": "Patients receive vincristine (max 2 mg) IV on day 1.",
    "daily beside days": "Patients receive ibrutinib PO QD and rituximab IV on days 1 and 15.",
    "units of what": "Patients receive asparaginase 6000 units/m2 IM on day 1.",
    "a strength is no dose": "Patients receive dexamethasone 4 mg/mL IV on day 1.",
    "cycles of the last list only": "Patients receive rituximab IV on day 2 and prednisone PO on days 2-6 of course 1.",
    "doses are no dose": "Participants will receive two doses of mRNA-1273 IM on days 1 and 29.",
    "a second dose behind until": "Patients receive imatinib 100 mg PO daily until day 14 and then 200 mg PO daily.",
    "treatment behind a stop rule": "Patients receive imatinib PO daily until progression, followed by nivolumab IV.",
    "no drug": "Participants receive text messages daily.",
    "weeks in a list": "The vaccine is administered at weeks 0, 4, and 12.",
    "each morning": "Patients receive prednisone 2 tablets each morning.",
    "a unit that goes on": "Patients receive heparin 5 mg/kg/h IV on day 1.",
}


@pytest.mark.parametrize("sentence", REFUSED.values(), ids=REFUSED.keys())
def test_what_could_be_misread_is_kept_as_text_and_reported(sentence: str) -> None:
    found = reading(sentence)
    assert found.regimen.administrations == ()
    assert [(issue.rule, issue.quote) for issue in found.issues] == [("sentence-not-read", sentence)]
    (issue,) = found.issues
    assert issue.place.offset is not None
    assert issue.place.length is not None
    assert sentence[issue.place.offset : issue.place.offset + issue.place.length] == sentence


SOME = {
    "arm": ("Arm I: Patients receive cisplatin IV on day 1.",),
    "treatment arm": ("Treatment Arm A: Patients receive cisplatin IV on day 1.",),
    "control": ("Control arm: Patients receive cisplatin IV on day 1.",),
    "comparator": ("Active comparator: Patients receive cisplatin IV on day 1.",),
    "sequence": ("Sequence 1: Patients receive cisplatin IV on day 1.",),
    "a heading alone": ("ARM I:", "INDUCTION: Patients receive cisplatin IV on day 1."),
    "a bullet alone": ("* Arm I", "INDUCTION: Patients receive cisplatin IV on day 1."),
    "a heading inside": ("Patients are stratified by age. Arm I: Patients receive cisplatin IV on day 1.",),
    "randomisation": ("Patients are randomized to 1 of 2 treatment arms.", "Patients receive cisplatin IV on day 1."),
    "assignment": ("Patients are assigned to treatment by weight.", "Patients receive cisplatin IV on day 1."),
}


@pytest.mark.parametrize("paragraphs", SOME.values(), ids=SOME.keys())
def test_what_may_be_for_some_patients_is_said_of_none(paragraphs: tuple[str, ...]) -> None:
    found = reading(*paragraphs)
    assert found.regimen.administrations == ()
    assert len(found.issues) == 1
    assert found.issues[0].rule in {"arm-not-read", "sentence-not-read"}


@pytest.mark.parametrize("heading", ["Cycle 2", "Courses 2, 4 and 6", "High risk", "Days 2-4", "Premedication"])
def test_what_an_unknown_heading_restricts_is_not_said(heading: str) -> None:
    found = reading(f"{heading}: Patients receive methotrexate IV on day 1.", "Patients receive cisplatin IV on day 2.")
    assert found.regimen.administrations == ()
    assert [issue.rule for issue in found.issues] == ["heading-not-read"] * 2


def test_what_arms_receive_is_not_said_of_all_patients() -> None:
    found = reading(
        "Arm I: Patients receive cisplatin IV on day 1.", "Arm II: Patients receive carboplatin IV on day 1."
    )
    assert found.regimen.administrations == ()
    assert [issue.rule for issue in found.issues] == ["arm-not-read", "arm-not-read"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients are stratified according to age.",
        "Once the antibody binds to CD22, calicheamicin is released.",
        "The study drug blocks certain proteins in cancer cells.",
        "Participants will take part for 12 weeks.",
    ],
)
def test_sentences_that_are_no_schedule_are_passed_over(sentence: str) -> None:
    found = reading(sentence)
    assert found.regimen.stages == ()
    assert found.issues == ()
