"""Who receives what, and how: a sentence, and what it says. Absent keys are not stated and must not be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fhiradapter.schedule.regimen import Count
from fhiradapter.schedule.text.heard import Outcome
from tests.schedule.words import only, reading, regimen, said

if TYPE_CHECKING:
    from fhiradapter.schedule.regimen import Regimen

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
    ("Participants will receive 5-FU IV over 30-60 minutes on days 1-3 and 8.", {"drug": "fluorouracil", "route": "intravenous", "over": "30-60 min", "days": [1, 2, 3, 8]}),
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


def given(found: Regimen) -> list[dict[str, object]]:
    return [said(each) for each in found.administrations]


def days(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


def drug(name: str, route: str = "intravenous", **facts: object) -> dict[str, object]:
    return {"drug": name, **({"route": route} if route else {}), **facts}


WHOLE, PART, NOT, NONE = Outcome.UNDERSTOOD, Outcome.IN_PART, Outcome.NOT_UNDERSTOOD, Outcome.NOT_TREATMENT
ORAL, SKIN, SPINE, MUSCLE = "oral", "subcutaneous", "intrathecal", "intramuscular"
DAY_1: dict[str, object] = {"days": [1]}

SAID: dict[str, tuple[Outcome, list[dict[str, object]]]] = {
    # one of several days, alternatives
    "Patients receive rituximab IV on day 1, 2, 3, 4, or 5.": (PART, [drug("rituximab")]),
    "Patients receive daunorubicin IV on days 1-2 or days 1-3, depending on age.": (PART, [drug("daunorubicin")]),
    "Patients receive cisplatin IV or carboplatin IV on day 1.": (
        WHOLE,
        [drug("cisplatin", days=[1], may=True), drug("carboplatin", days=[1], may=True)],
    ),
    "Patients receive sargramostim SC or filgrastim SC daily.": (
        WHOLE,
        [drug("sargramostim", SKIN, may=True), drug("filgrastim", SKIN, times="1/1d", may=True)],
    ),
    "Patients receive docetaxel 75 mg/m2 on day 1 or paclitaxel 80 mg/m2 on days 1, 8 and 15.": (
        WHOLE,
        [
            drug("docetaxel", "", dose=["75 mg/m2"], days=[1], may=True),
            drug("paclitaxel", "", dose=["80 mg/m2"], days=[1, 8, 15], may=True),
        ],
    ),
    "Patients receive cisplatin or carboplatin IV on day 1 and etoposide IV on days 1-3.": (
        WHOLE,
        [
            drug("cisplatin", days=[1], may=True),
            drug("carboplatin", days=[1], may=True),
            drug("etoposide", days=days(1, 3)),
        ],
    ),
    "Patients receive cisplatin IV on day 1 or 2.": (PART, [drug("cisplatin")]),
    "Patients receive imatinib PO daily or twice daily.": (PART, [drug("imatinib", ORAL)]),
    "Patients receive etoposide IV on days 1-3 and either cisplatin IV or carboplatin IV on day 1.": (
        WHOLE,
        [
            drug("etoposide", days=days(1, 3)),
            drug("cisplatin", days=[1], may=True),
            drug("carboplatin", days=[1], may=True),
        ],
    ),
    # days that are no list
    "Patients receive prednisone orally on Days 15.": (PART, [drug("prednisone", ORAL)]),
    "Patients receive durvalumab IV on days -1 and -28.": (PART, [drug("durvalumab")]),
    "Patients receive cytarabine IV on days 1-8 except in course 2.": (PART, [drug("cytarabine")]),
    "Patients receive cisplatin IV on day 1 but not on day 8.": (PART, [drug("cisplatin")]),
    # doses
    "Patients receive idarubicin IV on days 1 and 10 mg/m2 on days 3, 6 and 11.": (
        PART,
        [drug("idarubicin", dose=["10 mg/m2"], days=[3, 6, 11])],
    ),
    "Patients receive cisplatin 75 mg/m2 100 mg IV on day 1.": (NOT, []),
    "Patients receive carboplatin (AUC 5) IV on day 1.": (WHOLE, [drug("carboplatin", dose=["5 mg.min/mL"], days=[1])]),
    "Patients receive cisplatin (75 mg/m2) IV on day 1.": (WHOLE, [drug("cisplatin", dose=["75 mg/m2"], days=[1])]),
    "Patients receive vincristine (max 2 mg) IV on day 1.": (WHOLE, [drug("vincristine", days=[1], cap="2 mg")]),
    "Patients receive asparaginase 6000 units/m2 IM on day 1.": (
        WHOLE,
        [drug("asparaginase", MUSCLE, dose=["6000 {U}/m2"], days=[1])],
    ),
    "Patients receive dexamethasone 4 mg/mL IV on day 1.": (NOT, []),
    "Patients receive heparin 5 mg/kg/h IV on day 1.": (NOT, []),
    "Participants will receive two doses of mRNA-1273 IM on days 1 and 29.": (NOT, []),
    "Patients receive one of four dose levels of imatinib PO daily.": (PART, [drug("imatinib", ORAL, times="1/1d")]),
    "Patients receive escalating doses of topotecan IV over 30 minutes on days 1-5.": (
        PART,
        [drug("topotecan", over="30 min", days=days(1, 5))],
    ),
    "Patients receive thalidomide 200 mg PO daily in 2 divided doses.": (
        WHOLE,
        [drug("thalidomide", ORAL, dose=["200 mg"], times="2/1d", divided=2)],
    ),
    "Patients receive prednisone 2 tablets each morning.": (
        WHOLE,
        [drug("prednisone", "", dose=["2 {tablet}"], times="1/1d")],
    ),
    "Patients receive 400 mg of imatinib PO daily.": (WHOLE, [drug("imatinib", ORAL, dose=["400 mg"], times="1/1d")]),
    "Patients receive 75 mg/m2 cisplatin IV and 100 mg/m2 etoposide IV on day 1.": (
        WHOLE,
        [drug("cisplatin", dose=["75 mg/m2"], days=[1]), drug("etoposide", dose=["100 mg/m2"], days=[1])],
    ),
    "Cisplatin 75 mg/m2 IV day 1.": (WHOLE, [drug("Cisplatin", dose=["75 mg/m2"], days=[1])]),
    "Treatment with imatinib 400 mg/day PO.": (WHOLE, [drug("imatinib", ORAL, dose=["400 mg"])]),
    "The dose of cisplatin is reduced to 50 mg/m2 on day 1.": (NOT, []),
    # groups
    "Patients receive cisplatin, etoposide and ifosfamide IV on days 1-4.": (
        WHOLE,
        [drug(name, days=days(1, 4)) for name in ("cisplatin", "etoposide", "ifosfamide")],
    ),
    "Patients receive cisplatin IV over 1 hour on day 1 and gemcitabine IV over 30 minutes on days 1 and 8.": (
        WHOLE,
        [drug("cisplatin", over="1 h", days=[1]), drug("gemcitabine", over="30 min", days=[1, 8])],
    ),
    "Patients receive cyclophosphamide IV on day 1, doxorubicin IV on day 1, and prednisone PO on days 1-5.": (
        WHOLE,
        [drug("cyclophosphamide", days=[1]), drug("doxorubicin", days=[1]), drug("prednisone", ORAL, days=days(1, 5))],
    ),
    "Patients receive ibrutinib PO QD and rituximab IV on days 1 and 15.": (
        WHOLE,
        [drug("ibrutinib", ORAL, times="1/1d"), drug("rituximab", days=[1, 15])],
    ),
    "Patients receive cisplatin IV (day 1) and etoposide IV (days 1-3).": (
        WHOLE,
        [drug("cisplatin", days=[1]), drug("etoposide", days=days(1, 3))],
    ),
    "Patients receive lenalidomide PO on days 1-21; dexamethasone PO on days 1, 8, and 15.": (
        WHOLE,
        [drug("lenalidomide", ORAL, days=days(1, 21)), drug("dexamethasone", ORAL, days=[1, 8, 15])],
    ),
    "Patients receive cisplatin IV on day 1 and undergo surgery on day 8.": (PART, [drug("cisplatin", days=[1])]),
    "Patients undergo surgery on day 1 and then receive cisplatin IV on day 21.": (
        PART,
        [drug("cisplatin", days=[21])],
    ),
    "Patients receive rituximab IV on day 1 before chemotherapy on day 2.": (PART, [drug("rituximab", days=[1])]),
    "Patients receive dexamethasone IV 30 minutes before paclitaxel IV on day 1.": (PART, [drug("dexamethasone")]),
    "Patients receive cisplatin IV on day 1 without etoposide on days 1-3.": (PART, [drug("cisplatin", days=[1])]),
    # one behind another
    "Patients receive doxorubicin IV on day 1 followed by paclitaxel IV weekly for 12 weeks.": (
        WHOLE,
        [drug("doxorubicin", days=[1]), drug("paclitaxel", times="1/1wk", **{"for": "12 wk"})],
    ),
    "Paclitaxel IV over 3 hours is administered on day 1, followed by carboplatin IV over 1 hour.": (
        WHOLE,
        [drug("Paclitaxel", over="3 h", days=[1]), drug("carboplatin", over="1 h")],
    ),
    "Patients receive imatinib PO daily until progression, followed by nivolumab IV.": (
        WHOLE,
        [drug("imatinib", ORAL, times="1/1d"), drug("nivolumab")],
    ),
    "Patients receive prednisone PO twice daily on days 1-5, then tapered.": (
        PART,
        [drug("prednisone", ORAL, times="2/1d", days=days(1, 5))],
    ),
    # two patterns of one drug
    "Patients receive bortezomib IV on days 1, 4, 8, and 11 of courses 1-4 and on days 1 and 8 of courses 5-8.": (
        WHOLE,
        [drug("bortezomib", days=[1, 4, 8, 11], cycles=(1, 4)), drug("bortezomib", days=[1, 8], cycles=(5, 8))],
    ),
    "Patients receive dexamethasone 40 mg PO on days 1-4 and 20 mg PO on days 8-11.": (
        WHOLE,
        [
            drug("dexamethasone", ORAL, dose=["40 mg"], days=days(1, 4)),
            drug("dexamethasone", ORAL, dose=["20 mg"], days=days(8, 11)),
        ],
    ),
    "Patients receive sunitinib 50 mg PO daily for 4 weeks on and 2 weeks off.": (
        WHOLE,
        [drug("sunitinib", ORAL, dose=["50 mg"], times="1/1d", **{"for": "4 wk"})],
    ),
    # days in front
    "On days 1 and 15 of each 28-day cycle, patients receive gemcitabine IV.": (
        WHOLE,
        [drug("gemcitabine", days=[1, 15])],
    ),
    "Beginning on day 8, patients receive lenalidomide PO daily.": (
        WHOLE,
        [drug("lenalidomide", ORAL, times="1/1d", start=8)],
    ),
    "In week 1, patients receive rituximab IV; in week 2, patients receive cisplatin IV.": (
        PART,
        [drug("rituximab", weeks=[1]), drug("cisplatin")],
    ),
    # conditions
    "Patients receive cisplatin IV on day 1 if platelets recover.": (
        PART,
        [drug("cisplatin", days=[1], **{"if": "platelets recover"})],
    ),
    "If platelets recover, patients receive cisplatin IV on day 1.": (
        PART,
        [drug("cisplatin", days=[1], **{"if": "platelets recover"})],
    ),
    "Patients who respond receive rituximab IV on day 1.": (
        PART,
        [drug("rituximab", days=[1], **{"if": "who respond"})],
    ),
    "Patients with CNS disease receive methotrexate IT on day 1.": (
        PART,
        [drug("methotrexate", SPINE, days=[1], **{"if": "CNS disease"})],
    ),
    "Patients receive rituximab IV on day 1 (patients with CD20-positive disease).": (
        WHOLE,
        [drug("rituximab", days=[1], **{"if": "patients with CD20-positive disease"})],
    ),
    "Patients with a response may continue to receive cisplatin IV on day 1.": (
        PART,
        [drug("cisplatin", days=[1], may=True, **{"if": "a response"})],
    ),
    "Patients over 60 years receive cytarabine IV on days 1-5 and patients under 60 years receive cytarabine IV on days 1-7.": (
        PART,
        [
            drug("cytarabine", days=days(1, 5), **{"if": "over 60 years"}),
            drug("cytarabine", days=days(1, 7), **{"if": "under 60 years"}),
        ],
    ),
    "Children receive vincristine IV on day 1; adults receive vincristine IV on days 1 and 8.": (
        WHOLE,
        [drug("vincristine", days=[1], **{"if": "Children"}), drug("vincristine", days=[1, 8], **{"if": "adults"})],
    ),
    "Patients receive dexamethasone (if eligible) IV on day 1.": (NOT, []),
    "Patients receive rituximab (phase II only) IV on day 1.": (NOT, []),
    "Patients may receive ondansetron IV on day 1.": (WHOLE, [drug("ondansetron", days=[1], may=True)]),
    "Patients receive oxycodone 5 mg PO every 4 hours as needed.": (
        WHOLE,
        [drug("oxycodone", ORAL, dose=["5 mg"], times="1/4h", as_needed=True)],
    ),
    "Patients with hearing loss receive carboplatin IV on day 1 and all patients receive etoposide IV on days 1-3.": (
        PART,
        [drug("carboplatin", days=[1], **{"if": "hearing loss"}), drug("etoposide", days=days(1, 3))],
    ),
    "Patients receive cisplatin IV on day 1; patients over 65 years receive carboplatin IV on day 1.": (
        PART,
        [drug("cisplatin", days=[1]), drug("carboplatin", days=[1], **{"if": "over 65 years"})],
    ),
    "Women receive letrozole PO daily.": (WHOLE, [drug("letrozole", ORAL, times="1/1d", **{"if": "Women"})]),
    # not given, not to them, not now
    "Patients with renal impairment will not receive cisplatin IV on day 1.": (NOT, []),
    "Patients do not receive cisplatin IV on day 1.": (NOT, []),
    "Patients do not receive cisplatin on day 1 but receive carboplatin IV on day 1.": (NOT, []),
    "Patients receive no further cisplatin after day 21.": (NOT, []),
    "Patients must not take aspirin 100 mg daily.": (NOT, []),
    "Patients with a response are eligible to receive cisplatin IV on day 1.": (NOT, []),
    "Patients with relapsed disease who have received imatinib 400 mg daily.": (NOT, []),
    "Patients previously treated with imatinib 400 mg daily are eligible.": (NOT, []),
    "Patients allergic to paclitaxel receive docetaxel IV on day 1.": (NOT, []),
    "In a previous study, patients received cisplatin 75 mg/m2 on day 1.": (NONE, []),
    "Rats were given cisplatin 5 mg/kg IV on day 1.": (NOT, []),
    "Donors receive filgrastim SC on days -5 to -1.": (NOT, []),
    "The donor receives filgrastim SC daily for 5 days.": (NOT, []),
    "Other blood samples are taken on days 2, 4, and 8.": (NOT, []),
    "Blood pressure is measured daily in patients taking imatinib.": (NOT, []),
    "Participants receive text messages daily.": (NOT, []),
    "Patients who have previously received cisplatin 75 mg/m2 receive carboplatin IV on day 1.": (
        PART,
        [drug("carboplatin", days=[1], **{"if": "who have previously received cisplatin 75 mg/m2"})],
    ),
    "Patients who discontinued imatinib 400 mg daily receive nilotinib 300 mg PO twice daily.": (
        PART,
        [drug("nilotinib", ORAL, dose=["300 mg"], times="2/1d", **{"if": "who discontinued imatinib 400 mg daily"})],
    ),
    # radiation
    "Patients receive radiotherapy over 6 weeks on days 1-5.": (
        WHOLE,
        [drug("radiotherapy", "", days=days(1, 5), **{"for": "6 wk"})],
    ),
    "Patients receive temozolomide PO once daily and undergo radiotherapy once daily 5 days a week for 6 weeks.": (
        WHOLE,
        [drug("temozolomide", ORAL, times="1/1d"), drug("radiotherapy", "", times="5/1wk", **{"for": "6 wk"})],
    ),
    "Patients undergo total-body irradiation twice daily on days -7 to -5 and receive cyclophosphamide IV on days -4 and -3.": (
        WHOLE,
        [
            drug("total-body irradiation", "", times="2/1d", days=[-7, -6, -5]),
            drug("cyclophosphamide", days=[-4, -3]),
        ],
    ),
    "Radiation therapy is administered 5 days a week for 5 weeks, concurrently with cisplatin IV on day 1.": (
        WHOLE,
        [drug("Radiation therapy", "", times="5/1wk", **{"for": "5 wk"}), drug("cisplatin", days=[1])],
    ),
    # words between
    "Patients receive a preparative regimen comprising carmustine IV on days -8 to -3.": (
        WHOLE,
        [drug("carmustine", days=[-8, -7, -6, -5, -4, -3])],
    ),
    "Patients receive methotrexate IT on days 15 and 22.": (WHOLE, [drug("methotrexate", SPINE, days=[15, 22])]),
    "All patients received aspirin daily.": (WHOLE, [drug("aspirin", "", times="1/1d")]),
    "Patients receive leucovorin calcium as in arm I.": (PART, []),
    "Patients receive cytarabine IV as in arm I on days 1-8.": (PART, [drug("cytarabine", days=days(1, 8))]),
    "Patients receive cisplatin and etoposide as in arm I and radiotherapy daily for 6 weeks.": (
        PART,
        [drug("radiotherapy", "", times="1/1d", **{"for": "6 wk"})],
    ),
    "Patients in both arms receive rituximab IV on day 1.": (WHOLE, [drug("rituximab", days=[1])]),
}


@pytest.mark.parametrize(("sentence", "expected"), SAID.items(), ids=[sentence[:70] for sentence in SAID])
def test_a_sentence_says_this_and_no_more(sentence: str, expected: tuple[Outcome, list[dict[str, object]]]) -> None:
    found = reading(sentence)
    outcome, items = expected
    assert given(found.whole) == items
    assert not found.arms
    assert [each.outcome for each in found.heard] == [outcome]
    told = {True: "sentence-read-in-part", False: ""}[found.heard[0].matters] if outcome != NOT else "sentence-not-read"
    assert [each.rule for each in found.issues] == ([told] if told else [])
    if not told:
        return
    (issue,) = found.issues
    assert issue.quote == sentence[:200]
    assert issue.place.offset is not None
    assert issue.place.length is not None
    assert sentence[issue.place.offset : issue.place.offset + issue.place.length] == sentence


def test_cycles_with_gaps_are_not_those_between() -> None:
    for sentence in (
        "Patients receive lomustine orally on day 1 of courses 1 and 3.",
        "Patients receive lomustine orally on day 1 (courses 1 and 3 only).",
    ):
        cycles = only(sentence).cycles
        assert cycles is not None
        assert cycles.value.runs == ((1, 1), (3, 3))


WRONG: dict[str, tuple[str, list[dict[str, object]]]] = {
    "two days a week are left out": (
        "Patients receive temozolomide PO twice daily 5 days a week.",
        [drug("temozolomide", ORAL)],
    ),
}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(*row, id=reason, marks=pytest.mark.xfail(reason=reason, strict=True))
        for reason, row in WRONG.items()
    ],
)
def test_what_is_still_read_wrongly(sentence: str, expected: list[dict[str, object]]) -> None:
    assert given(reading(sentence).whole) == expected


def test_weeks_in_a_list_are_reported() -> None:
    assert reading("The vaccine is administered at weeks 0, 4, and 12.").issues


CISPLATIN = drug("cisplatin", days=[1])
ARMS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "arm": (("Arm I: Patients receive cisplatin IV on day 1.",), ["arm 1"]),
    "treatment arm": (("Treatment Arm A: Patients receive cisplatin IV on day 1.",), ["arm a"]),
    "control": (("Control arm: Patients receive cisplatin IV on day 1.",), ["control arm"]),
    "comparator": (("Active comparator: Patients receive cisplatin IV on day 1.",), ["active comparator"]),
    "sequence": (("Sequence 1: Patients receive cisplatin IV on day 1.",), ["sequence 1"]),
    "a heading alone": (("ARM I:", "INDUCTION: Patients receive cisplatin IV on day 1."), ["arm 1"]),
    "a bullet alone": (("* Arm I", "INDUCTION: Patients receive cisplatin IV on day 1."), ["arm 1"]),
    "a line alone": (("Control group", "Patients receive cisplatin IV on day 1."), ["control group"]),
    "a heading inside": (
        ("Patients are stratified by age. Arm I: Patients receive cisplatin IV on day 1.",),
        ["arm 1"],
    ),
    "in the sentence": (("Patients in arm II receive cisplatin IV on day 1.",), ["arm 2"]),
    "a cohort": (("Patients in cohort 1 receive cisplatin IV on day 1.",), ["cohort 1"]),
    "two of them": (("Patients in arms I and II receive cisplatin IV on day 1.",), ["arm 1", "arm 2"]),
    "and none of another": (("Arm II: Patients receive cisplatin IV on day 1 as in arm I.",), ["arm 2"]),
}


@pytest.mark.parametrize(("paragraphs", "arms"), ARMS.values(), ids=ARMS.keys())
def test_what_an_arm_receives_is_said_of_it_alone(paragraphs: tuple[str, ...], arms: list[str]) -> None:
    found = reading(*paragraphs)
    assert found.whole.administrations == ()
    assert {arm: given(of_arm) for arm, of_arm in found.arms.items()} == {arm: [CISPLATIN] for arm in arms}
    assert {issue.rule for issue in found.issues} <= {"sentence-read-in-part"}


def test_two_arms_and_what_both_receive() -> None:
    found = reading(
        "Arm I: Patients receive cisplatin IV on day 1.",
        "Arm II: Patients receive carboplatin IV on day 1.",
        "Patients in both arms also receive gemcitabine IV on days 1 and 8.",
    )
    assert given(found.whole) == [drug("gemcitabine", days=[1, 8])]
    assert {arm: given(of_arm) for arm, of_arm in found.arms.items()} == {
        "arm 1": [CISPLATIN],
        "arm 2": [drug("carboplatin", days=[1])],
    }


def test_a_list_of_arms_ends_with_its_last_item() -> None:
    found = reading("* Arm I: Patients receive cisplatin IV on day 1.", "Patients receive gemcitabine IV on day 8.")
    assert given(found.whole) == [drug("gemcitabine", days=[8])]
    assert given(found.arms["arm 1"]) == [CISPLATIN]


HEADINGS: dict[str, dict[str, object] | None] = {
    "Cycle 2": {"cycles": (2, 2)},
    "Courses 2, 4 and 6": {"cycles": (2, 6)},
    "High risk": {"if": "High risk"},
    "Patients with CNS disease": {"if": "Patients with CNS disease"},
    "Premedication": {},
    "Days 2-4": None,
    "Week 3": None,
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_what_a_heading_restricts_is_said_with_it_or_not_at_all(heading: str) -> None:
    found = reading(f"{heading}: Patients receive cisplatin IV on day 1.", "Patients receive rituximab IV on day 1.")
    restricted = HEADINGS[heading]
    if restricted is None:
        assert found.whole.administrations == ()
        assert [issue.rule for issue in found.issues] == ["sentence-not-read"] * 2
    else:
        assert given(found.whole) == [{**CISPLATIN, **restricted}, {**drug("rituximab", days=[1]), **restricted}]


def test_the_days_of_a_heading_are_those_of_all_behind_it() -> None:
    found = reading("Days 2-4: Patients receive cisplatin IV.", "Patients receive rituximab IV.")
    assert given(found.whole) == [drug("cisplatin", days=[2, 3, 4]), drug("rituximab", days=[2, 3, 4])]


def test_the_days_of_a_cycle_stand_under_the_days_on_which_cycles_begin() -> None:
    found = reading("Day 1 of Weeks 8, 11 and 14: Patients receive cisplatin IV on day 1 of each 21-day cycle.")
    assert given(found.whole) == [drug("cisplatin", days=[1])]
    assert found.issues, "the weeks have no place beside the days"
    assert [stage.cycle.count.value for stage in found.whole.stages if stage.cycle and stage.cycle.count] == [
        Count(3, 3)
    ]
    found = reading("Weeks 1, 4 and 7: Patients receive cisplatin IV on day 1 of each 21-day cycle.")
    assert not found.issues
    found = reading("Weeks 1-2: Patients receive cisplatin IV daily.")
    assert [each.weeks.value for each in found.whole.administrations if each.weeks] == [(1, 2)]


def test_a_treatment_before_a_colon_is_no_heading() -> None:
    found = reading("Cisplatin: 75 mg/m2 IV on day 1.")
    assert given(found.whole) == [{**drug("Cisplatin", days=[1]), "dose": ["75 mg/m2"]}]
    assert not found.issues


def test_a_short_name_that_the_text_gives() -> None:
    found = reading("Patients receive methotrexate (MTX) IV on day 1. MTX 15 mg IT is given on day 8.")
    assert given(found.whole) == [
        drug("methotrexate", days=[1]),
        drug("methotrexate", SPINE, dose=["15 mg"], days=[8]),
    ]


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
    assert found.whole.stages == ()
    assert found.issues == ()


def test_the_second_days_of_a_group_are_those_of_all_who_share_the_first() -> None:
    given = regimen(
        "Patients receive cyclophosphamide IV and vincristine IV on day 2 of course 1 and on day 1 of subsequent courses."
    ).administrations
    patterns = [(said(each)["drug"], said(each)["days"], said(each)["cycles"]) for each in given]
    assert sorted(patterns, key=str) == [
        ("cyclophosphamide", [1], (2, None)),
        ("cyclophosphamide", [2], (1, 1)),
        ("vincristine", [1], (2, None)),
        ("vincristine", [2], (1, 1)),
    ]


def test_a_second_dose_of_the_last_treatment_is_not_that_of_the_group() -> None:
    given = regimen(
        "Patients receive vincristine IV and cisplatin IV at 50 mg/m2 on day 1 and at 75 mg/m2 on day 8."
    ).administrations
    assert [(said(each)["drug"], said(each)["days"]) for each in given][:2] == [
        ("vincristine", [1]),
        ("cisplatin", [1]),
    ]
    assert len(given) == 3


def test_what_follows_a_course_is_not_given_in_it() -> None:
    found = reading("Following course 6, patients receive cyclophosphamide IV on days -6 to -3.")
    (given,) = found.whole.administrations
    assert "cycles" not in said(given)
    assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]


@pytest.mark.parametrize(
    ("sentence", "times", "cycle"),
    [
        ("Patients receive docetaxel IV over 1 hour, every 3 weeks.", "1/3wk", None),
        ("Patients receive docetaxel IV, q4w.", "1/4wk", None),
        ("Patients receive docetaxel IV over 1 hour, every 3 weeks for 6 cycles.", "1/3wk", 21),
        ("Patients receive docetaxel IV every 21 days for a total of 4 courses.", "1/21d", 21),
        ("Patients receive docetaxel IV on day 1, every 3 weeks.", "1/3wk", 21),
        ("Patients receive docetaxel IV on days 1 and 8, every 3 weeks.", None, 21),
        ("Patients receive docetaxel IV on Day 1 of every 21-day cycle (Q3W).", "1/21d", 21),
        ("Patients receive docetaxel IV on Day 1 of every 21-day cycle.", None, 21),
    ],
)
def test_every_three_weeks_is_how_often_and_behind_days_or_with_courses_the_cycle(
    sentence: str, times: str | None, cycle: int | None
) -> None:
    (stage,) = regimen(sentence).stages
    assert said(stage.administrations[0]).get("times") == times
    assert (stage.cycle.length.value.days() if stage.cycle else None) == cycle


def test_a_word_of_time_before_the_verb_is_no_condition() -> None:
    given = only("All patients initially receive cyclophosphamide IV on day 1.")
    assert "if" not in said(given)


def test_what_is_given_in_its_arms_is_given_there_in_every_pattern() -> None:
    found = reading(
        "Patients receive lower dose oral gefitinib (arm I), higher dose oral gefitinib (arm II), or placebo (arm III) "
        "twice on day 1, and then once daily thereafter."
    )
    patterns: list[dict[str, object]] = [
        {"route": "oral", "times": "2/1d", "days": [1]},
        {"route": "oral", "times": "1/1d"},
    ]
    for arm, drug in (("arm 1", "gefitinib"), ("arm 2", "gefitinib"), ("arm 3", "placebo")):
        assert [said(each) for each in found.arms[arm].administrations] == [{"drug": drug, **each} for each in patterns]


def test_a_frequency_in_common_has_its_days_in_common() -> None:
    found = regimen("Patients receive oral gefitinib or placebo twice daily on days 1 and 8.")
    assert [said(each).get("days") for each in found.administrations] == [[1, 8], [1, 8]]


def test_how_strong_a_solution_is_is_no_dose() -> None:
    assert said(
        only("Patients receive cisplatin 100 mg/m2 IV at a concentration of 1 mg/ml over one hour on days 1 and 29.")
    ) == {"drug": "cisplatin", "dose": ["100 mg/m2"], "route": "intravenous", "over": "1 h", "days": [1, 29]}


@pytest.mark.parametrize(
    "sentence",
    [
        "Participants receive omalizumab SC every 2 weeks or every 4 weeks.",
        "Participants receive omalizumab SC Q2W or Q4W.",
    ],
)
def test_one_of_two_ways_is_not_said(sentence: str) -> None:
    found = reading(sentence)
    (given,) = found.whole.administrations
    assert "times" not in said(given)
    assert [issue.rule for issue in found.issues] == ["sentence-read-in-part"]


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("Patients who progress are taken off cisplatin, and then receive irinotecan IV weekly.", "who progress"),
        ("These patients are then reevaluated and continue on octreotide SC daily.", None),
        ("Patients who are ineligible for TBI receive melphalan IV on day -3.", "who are ineligible for TBI"),
    ],
)
def test_a_condition_ends_where_the_sentence_goes_on(sentence: str, condition: str | None) -> None:
    assert said(reading(sentence).whole.administrations[0]).get("if") == condition


def test_a_labelled_antibody_is_not_its_isotope() -> None:
    found = reading("Patients receive iodine I 131 monoclonal antibody anti-B1 IV over 20 minutes on day 0.")
    assert found.whole.administrations == ()


def test_drugs_of_one_sentence_are_in_the_cycle_at_its_end() -> None:
    found = regimen(
        "Patients receive cisplatin IV on days 1 and 4 of each cycle with docetaxel IV on day 1 and prednisone orally "
        "on days 1-5 of a 21-day cycle for 6 cycles."
    )
    (stage,) = found.stages
    assert stage.cycle is not None
    assert stage.cycle.length.value.days() == 21
    assert [said(each).get("days") for each in found.administrations] == [[1, 4], [1], [1, 2, 3, 4, 5]]


@pytest.mark.parametrize(
    ("dose", "times"), [("1 tablet per day", "1/1d"), ("2 tablets per day", None), ("1 mg per day", None)]
)
def test_one_tablet_a_day_is_once_a_day(dose: str, times: str | None) -> None:
    assert said(only(f"Patients receive aspirin {dose}.")).get("times") == times
