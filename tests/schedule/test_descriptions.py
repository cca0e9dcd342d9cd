"""Descriptions of arms and interventions: notes without a verb, and who received what."""

from __future__ import annotations

import pytest

from fhiradapter.prose import Prose, Stated
from fhiradapter.schedule import listed as listing
from fhiradapter.schedule.passages.entries import Origin
from fhiradapter.schedule.reader import Reading, read
from fhiradapter.schedule.text.heard import Text
from tests.schedule.words import LEXICON, said

ORAL, VEIN, SKIN = {"route": "oral"}, {"route": "intravenous"}, {"route": "subcutaneous"}


def _read(text: Text, listed: str = "") -> Reading:
    words = [each.text for each in text.paragraphs]
    known = listing.with_short_names(
        listing.own(LEXICON.names, [(listed, ())] if listed else []), map(listing.other_names, words)
    )
    return read([text], [], LEXICON, known, {listed.casefold(): listed} if listed else {})


def of_arm(*paragraphs: str) -> list[dict[str, object]]:
    text = Text(paragraphs=tuple(map(Prose.verbatim, paragraphs)), origin=Origin.ARM)
    return [said(each) for each in _read(text).whole.administrations]


def of_intervention(name: str, *paragraphs: str) -> list[dict[str, object]]:
    return [
        {key: value for key, value in said(each).items() if key != "drug"}
        for each in read_intervention(name, *paragraphs).whole.administrations
    ]


def read_intervention(name: str, *paragraphs: str) -> Reading:
    text = Text(
        paragraphs=tuple(map(Prose.verbatim, paragraphs)),
        origin=Origin.INTERVENTION,
        subject=Stated(name),
        subject_key=name.casefold(),
    )
    return _read(text, name)


NOTES: dict[str, list[dict[str, object]]] = {
    "375 mg/m2 on Day 1 of each cycle as part of R-CHOP or R-ICE.": [{"dose": ["375 mg/m2"], "days": [1]}],
    "0.9% saline, intravenous infusion once daily for 7 days under fasting conditions.": [
        {**VEIN, "times": "1/1d", "for": "7 d"}
    ],
    "100 mg SC, every 2 weeks": [{**SKIN, "dose": ["100 mg"], "times": "1/2wk"}],
    "100 mg Q4W (D1, D29, D57)": [{"dose": ["100 mg"], "times": "1/4wk", "days": [1, 29, 57]}],
    "100 mg IV on day 1, every 2 weeks": [{**VEIN, "dose": ["100 mg"], "times": "1/2wk", "days": [1]}],
    "Dose: 400 mg; Route: oral; Frequency: once daily; Duration: 12 weeks": [
        {**ORAL, "dose": ["400 mg"], "times": "1/1d", "for": "12 wk"}
    ],
    "Oral; dosage: 400 mg; frequency: once daily": [{**ORAL, "dose": ["400 mg"], "times": "1/1d"}],
    "Dose: 400 mg. Frequency: once daily. Duration: 12 weeks.": [{"dose": ["400 mg"], "times": "1/1d", "for": "12 wk"}],
    "50 mg, tablet, once daily, 24 weeks": [{"dose": ["50 mg"], "times": "1/1d", "for": "24 wk"}],
    "60 mg/day, oral, 8 weeks": [{**ORAL, "dose": ["60 mg"], "for": "8 wk"}],
    "10 mg once daily, 4 weeks, then 20 mg once daily, 8 weeks": [
        {"dose": ["10 mg"], "times": "1/1d", "for": "4 wk"},
        {"dose": ["20 mg"], "times": "1/1d", "for": "8 wk"},
    ],
    "100 mg daily, 12 weeks after surgery": [{"dose": ["100 mg"], "times": "1/1d"}],
    "10 mg, 4 hours": [{"dose": ["10 mg"]}],
    "12.5 mg/mL, intravenous infusion once daily for 7 days": [{**VEIN, "times": "1/1d", "for": "7 d"}],
    "0.5 mg daily for 7 days then increased to 1 mg twice daily for 11 weeks": [
        {"dose": ["0.5 mg"], "times": "1/1d", "for": "7 d"},
        {"dose": ["1 mg"], "times": "2/1d", "for": "11 wk"},
    ],
    "10 mg daily, may then be increased to 20 mg daily": [{"dose": ["10 mg"], "times": "1/1d"}],
    "8 mg once daily; dose may be reduced to 4 mg for toxicity": [{"dose": ["8 mg"], "times": "1/1d"}],
    "8 mg once daily and current therapy incrementally reduced for up to 10 weeks": [
        {"dose": ["8 mg"], "times": "1/1d"}
    ],
    "Nasal spray, 1 spray per nostril twice daily": [{"route": "nasal", "dose": ["1 {spray}"], "times": "2/1d"}],
    "2 inhalations twice daily": [{"dose": ["2 {inhalation}"], "times": "2/1d"}],
    "20 mg capsules, BID, 8 weeks": [{"times": "2/1d", "for": "8 wk"}],
    "soft-gel capsule, 15 mg/cap., Qd, 12 weeks": [{"times": "1/1d", "for": "12 wk"}],
    "two 20 mg tablets at bedtime": [{"times": "1/1d"}],
    "1 g IV every 6 hours for 24 hours": [{**VEIN, "dose": ["1 g"], "times": "1/6h", "for": "24 h"}],
    "400 mg PO daily; 200 mg PO weekly": [
        {**ORAL, "dose": ["400 mg"], "times": "1/1d"},
        {**ORAL, "dose": ["200 mg"], "times": "1/1wk"},
    ],
    # two patterns of the same
    "400 mg PO on Day 1, then 200 mg PO daily": [
        {**ORAL, "dose": ["400 mg"], "days": [1]},
        {**ORAL, "dose": ["200 mg"], "times": "1/1d"},
    ],
    "8 mg/kg IV loading dose on day 1, followed by 6 mg/kg IV every 3 weeks": [
        {**VEIN, "dose": ["8 mg/kg"], "days": [1]},
        {**VEIN, "dose": ["6 mg/kg"], "times": "1/3wk"},
    ],
    "75 mg twice daily for 1 week then 150 mg twice daily for 11 weeks": [
        {"dose": ["75 mg"], "times": "2/1d", "for": "1 wk"},
        {"dose": ["150 mg"], "times": "2/1d", "for": "11 wk"},
    ],
    "4 g tid, 12 g a day for 2 months": [{"dose": ["4 g"], "times": "3/1d", "for": "2 mo"}],
    "100 mg IV every week in cycle 1 (Days 1, 8) on Day 1 of every 28 day cycle from Cycles 2 to 5": [{}],
    # levels
    "Dose level 1: 10 mg; dose level 2: 20 mg": [{"dose": ["10 mg"]}, {"dose": ["20 mg"]}],
    "0.5 mg/kg: 3 subjects 1.67 mg/kg: 6 subjects": [],
    # what has no place in a schedule stands in the way of nothing
    "400 mg orally once daily, in the morning, with food, for 24 weeks": [
        {**ORAL, "dose": ["400 mg"], "times": "1/1d", "for": "24 wk"}
    ],
    "100 mg bid daily, orally, for four weeks": [{**ORAL, "dose": ["100 mg"], "times": "2/1d", "for": "4 wk"}],
    "10-15 mg/kg body weight/day taken orally": [{**ORAL, "dose": ["10-15 mg/kg"]}],
    "100 mg IV every 3 weeks (starting from Cycle 1 Day 1), for 6 or 8 cycles": [
        {**VEIN, "dose": ["100 mg"], "times": "1/3wk"}
    ],
    "IV on days 1-5 beginning at a dose of 600 mg": [{**VEIN, "dose": ["600 mg"], "days": [1, 2, 3, 4, 5]}],
    "100 mg p.o. d 1-5, frequency every 21 days": [{**ORAL, "dose": ["100 mg"], "days": [1, 2, 3, 4, 5]}],
    "90 mg/m2 d 1+2": [{"dose": ["90 mg/m2"], "days": [1, 2]}],
    "1000 mg IV on Cycle 1 Days 1, 8, and 15 and on Day 1 of Cycles 3-8": [
        {**VEIN, "dose": ["1000 mg"], "days": [1, 8, 15], "cycles": (1, 1)},
        {**VEIN, "dose": ["1000 mg"], "days": [1], "cycles": (3, 8)},
    ],
    "100 mg may be given orally": [{**ORAL, "dose": ["100 mg"], "may": True}],
    "200 mg IV every 3 weeks until progression; treatment may continue if there is clinical benefit.": [
        {**VEIN, "dose": ["200 mg"], "times": "1/3wk"}
    ],
    "Infusions will be administered weekly for one cycle (28 days).": [{"times": "1/1wk"}],
    # signs
    "0,075 mg/kg on days 0,1 and 2": [{"dose": ["0.075 mg/kg"], "days": [0, 1, 2]}],
    "120 mg，s.c，every 4 weeks": [{**SKIN, "dose": ["120 mg"], "times": "1/4wk"}],
    "50 mg of the drug per square meter on day 1": [],
    "0.016 mg/kg IgE": [],
    # a cycle, or how often
    "100 mg IV every 3 weeks for up to 6 cycle": [{**VEIN, "dose": ["100 mg"], "times": "1/3wk"}],
    "100 mg IV weekly during cycle 1": [{**VEIN, "dose": ["100 mg"], "times": "1/1wk", "cycles": (1, 1)}],
    "Tablets are supplied as 5 mg, 10 mg and 20 mg": [],
    "100 mg SC every 2 weeks or every 4 weeks": [{**SKIN, "dose": ["100 mg"]}],
    "100 mg SC every 2 weeks or 4 weeks": [{**SKIN, "dose": ["100 mg"]}],
}


@pytest.mark.parametrize("text", NOTES)
def test_a_note_on_an_intervention(text: str) -> None:
    assert of_intervention("Drugazumab", text) == NOTES[text]


ARMS: dict[str, list[dict[str, object]]] = {
    "Participants who received everolimus 10 mg (two 5 mg tablets), daily for 12 months": [
        {"drug": "everolimus", "dose": ["10 mg"], "times": "1/1d", "for": "12 mo"}
    ],
    "Participants who received cisplatin 75 mg/m2 were randomized.": [],
    "Participants who received prior cisplatin 75 mg/m2": [],
    "Cisplatin: 75 mg/m2, iv, on day 1. Capecitabine: 1000 mg/m2 twice daily for 14 days.": [
        {**VEIN, "drug": "Cisplatin", "dose": ["75 mg/m2"], "days": [1]},
        {"drug": "Capecitabine", "dose": ["1000 mg/m2"], "times": "2/1d", "for": "14 d"},
    ],
    "Cisplatin: 20 mg/m2 IV on Days 1-3 Etoposide: 50 mg/m2 PO on Day 6 Carboplatin: 300 mg/m2 on Day 7": [
        {**VEIN, "drug": "Cisplatin", "dose": ["20 mg/m2"], "days": [1, 2, 3]},
        {**ORAL, "drug": "Etoposide", "dose": ["50 mg/m2"], "days": [6]},
        {"drug": "Carboplatin", "dose": ["300 mg/m2"], "days": [7]},
    ],
    "Days 1-3: cisplatin 25 mg/m2 IV": [{**VEIN, "drug": "cisplatin", "dose": ["25 mg/m2"], "days": [1, 2, 3]}],
    "Cisplatin is given IV at 100 mg (dose level 0) on days 1-3": [{**VEIN, "drug": "Cisplatin", "days": [1, 2, 3]}],
    "Participants receive imatinib placebo 10 mg orally daily": [
        {**ORAL, "drug": "placebo", "dose": ["10 mg"], "times": "1/1d"}
    ],
    "Participants receive placebo to match imatinib orally daily and dasatinib 50 mg": [
        {**ORAL, "drug": "placebo", "times": "1/1d"},
        {"drug": "dasatinib", "dose": ["50 mg"]},
    ],
    "Participants receive imatinib or placebo orally daily": [
        {**ORAL, "drug": "imatinib", "times": "1/1d", "may": True},
        {**ORAL, "drug": "placebo", "times": "1/1d", "may": True},
    ],
    "Subjects inhale a single dose of budesonide 25 mcg via a device": [
        {"drug": "budesonide", "dose": ["25 ug"], "in all": 1}
    ],
    "Cisplatin is given on days 1, 8 and 15.The solution is kept cold.": [{"drug": "Cisplatin", "days": [1, 8, 15]}],
    "Cisplatin 20 mg plus 5 mg unknownine 2 tablets orally": [],
    "Cisplatin (CDDP) induction: 20 mg/m2 on days 1-3. Maintenance: 10 mg/m2 weekly.": [
        {"drug": "cisplatin", "dose": ["20 mg/m2"], "days": [1, 2, 3]},
    ],
    "Participants receive 200 mg pembrolizumab IV followed by the RP2D of cisplatin by IV infusion on Day 1.": [
        {**VEIN, "drug": "pembrolizumab", "dose": ["200 mg"], "days": [1]},
        {**VEIN, "drug": "cisplatin", "days": [1]},
    ],
    "Cisplatin 75 mg/m2 on day 1 as part of the regimen": [{"drug": "Cisplatin", "dose": ["75 mg/m2"], "days": [1]}],
}


@pytest.mark.parametrize("text", ARMS)
def test_a_note_on_an_arm(text: str) -> None:
    assert of_arm(text) == ARMS[text]


def test_cohorts_on_both_sides_of_a_semicolon_have_their_own_doses() -> None:
    text = Text(paragraphs=(Prose.verbatim("Cohort 1: cisplatin 10 mg on day 1; cohort 2: cisplatin 20 mg on day 1"),))
    arms = _read(text).arms
    assert {arm: [said(each)["dose"] for each in found.administrations] for arm, found in arms.items()} == {
        "cohort 1": [["10 mg"]],
        "cohort 2": [["20 mg"]],
    }
