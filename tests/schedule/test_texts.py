"""Several texts of one record: what the arm and the intervention add to the description, and what contradicts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fhiradapter.prose import Prose, Stated
from fhiradapter.schedule import listed as listing
from fhiradapter.schedule import names
from fhiradapter.schedule.passages.entries import Origin
from fhiradapter.schedule.reader import Reading, read
from fhiradapter.schedule.text.heard import Text
from tests.schedule.words import LEXICON, said
from tests.schedule.words import reading as reading_of

if TYPE_CHECKING:
    from collections.abc import Sequence

CISPLATIN = {"drug": "cisplatin", "route": "intravenous", "days": [1]}


def detail(*paragraphs: str) -> Text:
    return Text(paragraphs=tuple(map(Prose.verbatim, paragraphs)))


def of_arm(label: str, text: str) -> Text:
    return Text(paragraphs=(Prose.verbatim(text),), origin=Origin.ARM, arms=(label,))


def intervention(name: str, text: str, *arms: str) -> Text:
    return Text(
        paragraphs=(Prose.verbatim(text),),
        origin=Origin.INTERVENTION,
        arms=arms,
        subject=Stated(name),
        subject_key=name,
    )


def summary(text: str) -> Text:
    return Text(paragraphs=(Prose.verbatim(text),), origin=Origin.SUMMARY)


def reading(*texts: Text, labels: Sequence[str] = (), listed: Sequence[str] = ("cisplatin",)) -> Reading:
    known = listing.own(LEXICON.names, [(name, ()) for name in listed])
    keys = {names.key_of(known, name): name for name in listed}
    return read(texts, labels, LEXICON, known, keys)


def whole(found: Reading) -> list[dict[str, object]]:
    return [said(each) for each in found.whole.administrations]


def test_an_intervention_is_described_without_its_name() -> None:
    for text in ("75 mg/m2 IV on day 1.", "75 mg/m2. IV on day 1."):
        found = reading(intervention("cisplatin", text))
        assert whole(found) == [{**CISPLATIN, "dose": ["75 mg/m2"]}], text
        assert found.issues == ()


def test_an_intervention_is_described_on_both_sides_of_a_semicolon() -> None:
    found = reading(intervention("cisplatin", "Given IV on day 1; dose: 75 mg/m2."))
    assert whole(found) == [{**CISPLATIN, "dose": ["75 mg/m2"]}]


def test_texts_that_complement_each_other_are_one() -> None:
    found = reading(
        detail("Patients receive cisplatin IV on day 1. Courses repeat every 21 days."),
        intervention("cisplatin", "75 mg/m2 over 2 hours."),
        summary("Patients receive cisplatin for up to 6 courses."),
    )
    (stage,) = found.whole.stages
    assert stage.cycle is not None
    assert stage.cycle.length.value.days() == 21
    assert whole(found) == [{**CISPLATIN, "dose": ["75 mg/m2"], "over": "2 h"}]
    assert found.issues == ()


def test_what_some_receive_is_said_of_no_others() -> None:
    found = reading(
        detail("Patients receive oral cisplatin on day 1."),
        intervention("cisplatin", "Patients 6 years of age and older receive a dose of 15 mg/kg."),
    )
    everybody, some = found.whole.administrations
    assert (everybody.doses, everybody.condition) == ((), None)
    assert some.condition is not None
    assert (some.condition.value, len(some.doses)) == ("6 years of age and older", 1)
    assert (some.route and some.route.value, some.days and some.days.value) == ("oral", (1,))


def test_what_is_said_of_some_already_is_completed_for_them() -> None:
    found = reading(
        detail("Patients with CD20-positive disease receive cisplatin IV on day 1."),
        intervention("cisplatin", "75 mg/m2 over 2 hours."),
    )
    (some,) = found.whole.administrations
    assert some.condition is not None
    assert len(some.doses) == 1


def test_the_description_is_believed_and_the_contradiction_told() -> None:
    found = reading(
        detail("Patients receive cisplatin 75 mg/m2 IV on day 1."),
        intervention("cisplatin", "100 mg/m2 IV on day 1."),
    )
    assert whole(found) == [{**CISPLATIN, "dose": ["75 mg/m2"]}]
    assert [(issue.rule, issue.quote) for issue in found.issues] == [("contradiction", "100 mg/m2 IV on day 1")]


def test_an_arm_is_believed_before_an_intervention() -> None:
    found = reading(
        of_arm("Arm A", "Patients receive cisplatin IV on days 1 and 8."),
        intervention("cisplatin", "IV on day 1.", "Arm A"),
        labels=["Arm A", "Arm B"],
    )
    assert [said(each)["days"] for each in found.arms["Arm A"].administrations] == [[1, 8]]
    assert found.arms["Arm B"].administrations == ()
    assert found.whole.administrations == ()
    assert [issue.rule for issue in found.issues] == ["contradiction"]


def test_the_arm_of_a_text_is_the_arm_of_the_record() -> None:
    found = reading(
        detail("Arm II: Patients receive cisplatin IV on day 1."), labels=["Arm 1: none", "Arm 2 (cisplatin)"]
    )
    assert [said(each) for each in found.arms["Arm 2 (cisplatin)"].administrations] == [CISPLATIN]
    assert found.arms["Arm 1: none"].administrations == ()
    assert not found.named


def test_an_arm_that_the_record_does_not_list_is_one_of_its_own() -> None:
    found = reading(detail("Arm III: Patients receive cisplatin IV on day 1."), labels=["Arm I", "Arm II"])
    assert set(found.named) == {"arm 3"}
    assert found.whole.administrations == ()
    assert [said(each) for each in found.arms["arm 3"].administrations] == [CISPLATIN]


def test_dose_and_day_of_one_arm_are_not_said_of_another() -> None:
    found = reading(
        of_arm("Arm A", "Patients receive cisplatin 75 mg/m2 IV on day 1."),
        of_arm("Arm B", "Patients receive cisplatin IV on day 1."),
        labels=["Arm A", "Arm B"],
    )
    assert [said(each) for each in found.arms["Arm A"].administrations] == [{**CISPLATIN, "dose": ["75 mg/m2"]}]
    assert [said(each) for each in found.arms["Arm B"].administrations] == [CISPLATIN]


def test_spellings_of_a_code_name_are_one_treatment() -> None:
    for spelling in ("ZD1839", "ZD 1839", "ZD-1839"):
        found = reading(detail(f"Patients receive {spelling} PO daily."), listed=["ZD1839"])
        (given,) = found.whole.administrations
        assert given.listed_as == "zd1839", spelling
        assert {**said(given), "drug": ""} == {"drug": "", "route": "oral", "times": "1/1d"}


@pytest.mark.parametrize("words", ["ZD 1839 250 mg", "ZD 1839, 250 mg,", "ZD 1839 (250 mg)"])
def test_a_dose_behind_a_code_name_of_two_words(words: str) -> None:
    (given,) = reading(detail(f"Patients receive {words} PO daily."), listed=["ZD1839"]).whole.administrations
    assert said(given).get("dose") == ["250 mg"]


@pytest.mark.parametrize("words", ["ZD 1839 100 250 mg", "ZD 1839 100, 250 mg", "ZD 1839 and 250 mg"])
def test_a_number_behind_a_code_name_may_be_part_of_the_dose(words: str) -> None:
    (given,) = reading(detail(f"Patients receive {words} PO daily."), listed=["ZD1839"]).whole.administrations
    assert said(given).get("dose") is None


def test_a_drug_in_passing_is_no_treatment() -> None:
    assert whole(reading(detail("Patients receive aspirin."))) == []


def of_arms(found: Reading) -> dict[str, list[dict[str, object]]]:
    return {arm: [said(each) for each in regimen.administrations] for arm, regimen in found.arms.items()}


def test_an_intervention_completes_the_dose_of_each_arm() -> None:
    found = reading(
        of_arm("Low", "Patients receive cisplatin 50 mg IV."),
        of_arm("High", "Patients receive cisplatin 75 mg IV."),
        intervention("cisplatin", "Every 3 weeks."),
        labels=["Low", "High"],
    )
    every = {"drug": "cisplatin", "route": "intravenous", "times": "1/3wk"}
    assert of_arms(found) == {"Low": [{**every, "dose": ["50 mg"]}], "High": [{**every, "dose": ["75 mg"]}]}
    assert found.issues == ()


def test_what_one_arm_adds_is_not_said_of_the_other() -> None:
    found = reading(
        intervention("cisplatin", "IV on day 1.", "Low", "High"),
        of_arm("Low", "Patients receive cisplatin 50 mg on day 1."),
        of_arm("High", "Patients receive cisplatin."),
        labels=["Low", "High", "None"],
    )
    assert of_arms(found) == {"Low": [{**CISPLATIN, "dose": ["50 mg"]}], "High": [CISPLATIN], "None": []}


def test_what_all_receive_is_completed_for_each_arm() -> None:
    found = reading(
        detail("Patients receive cisplatin IV on day 1."),
        of_arm("Low", "Patients receive cisplatin 50 mg."),
        of_arm("High", "Patients receive cisplatin 75 mg."),
        labels=["Low", "High"],
    )
    assert of_arms(found) == {"Low": [{**CISPLATIN, "dose": ["50 mg"]}], "High": [{**CISPLATIN, "dose": ["75 mg"]}]}
    assert found.whole.administrations == ()


def test_a_mere_mention_takes_no_pattern_of_another_passage() -> None:
    found = reading(
        detail("Induction: Patients receive cisplatin.", "Maintenance: Patients receive cisplatin."),
        intervention("cisplatin", "75 mg/m2 IV on days 1 and 8 of course 1 and on day 1 of courses 2-6."),
    )
    pattern = {"drug": "cisplatin", "dose": ["75 mg/m2"], "route": "intravenous"}
    assert [each for each in whole(found) if len(each) > 1] == [
        {**pattern, "days": [1, 8], "cycles": (1, 1)},
        {**pattern, "days": [1], "cycles": (2, 6)},
    ]


def test_a_passage_that_fits_two_patterns_is_told() -> None:
    found = reading(
        detail("Patients receive cisplatin IV on day 1 of course 1 and on day 8 of courses 2-6."),
        intervention("cisplatin", "75 mg/m2 for 6 weeks."),
    )
    assert all("dose" not in each for each in whole(found))
    assert [issue.rule for issue in found.issues] == ["contradiction"]


def test_a_route_in_other_words_is_no_contradiction() -> None:
    for one, other in (("IV or orally", "orally or IV"), ("IV", "as an IV bolus")):
        found = reading(
            detail(f"Patients receive cisplatin {one} on day 1."), intervention("cisplatin", f"75 mg/m2 {other}.")
        )
        assert [each["dose"] for each in whole(found)] == [["75 mg/m2"]], one
        assert found.issues == (), one


def test_what_is_given_later_completes_no_pattern_before_it() -> None:
    found = reading(intervention("cisplatin", "75 mg/m2 IV on days 1-5. Post-induction treatment for up to 12 months."))
    assert "for" not in whole(found)[0]


def test_the_dose_of_an_unknown_treatment_is_not_that_of_the_intervention() -> None:
    found = reading(
        intervention("cisplatin", "Unobtainium 750 mg/m2 day 1 + doxorubicin 50 mg/m2 day 1"),
        listed=["cisplatin", "doxorubicin"],
    )
    assert all(each["drug"] != "cisplatin" for each in whole(found))
    assert [issue.rule for issue in found.issues] == ["sentence-not-read"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("cisplatin 1 g/m2 IV over 1 hour every 3 weeks", "1000 mg/m2 IV over 60 minutes every 21 days"),
        ("cisplatin 20 mg PO twice daily", "20 mg PO every 12 hours"),
        ("cisplatin 500 ug PO daily for 4 weeks", "0.5 mg PO daily for 28 days"),
    ],
)
def test_the_same_in_other_units_is_no_contradiction(here: str, there: str) -> None:
    found = reading(detail(f"Patients receive {here}."), intervention("cisplatin", f"{there}."))
    assert len(whole(found)) == 1
    assert found.issues == ()


def test_a_month_is_not_four_weeks() -> None:
    found = reading(
        detail("Patients receive cisplatin 20 mg PO daily for 1 month."),
        intervention("cisplatin", "20 mg PO daily for 4 weeks."),
    )
    assert [issue.rule for issue in found.issues] == ["contradiction"]


def test_days_that_one_passage_tells_one_by_one_are_one_list() -> None:
    found = reading(
        detail("Patients receive cisplatin IV on day 1, with an additional dose of cisplatin on day 29."),
        intervention("cisplatin", "100 mg/m2 over 1 hour on days 1 and 29."),
    )
    assert whole(found) == [{**CISPLATIN, "days": [1, 29], "dose": ["100 mg/m2"], "over": "1 h"}]
    assert "contradiction" not in [issue.rule for issue in found.issues]


def test_days_of_two_doses_are_two_patterns() -> None:
    found = reading(
        detail("Patients receive cisplatin 100 mg/m2 IV on day 1 and 50 mg/m2 IV on day 29."),
        intervention("cisplatin", "Given on days 1 and 29."),
    )
    assert [each["days"] for each in whole(found)] == [[1], [29]]


@pytest.mark.parametrize(("there", "issues"), [("over 3 hours", 0), ("over 2-3 hours", 0), ("over 4 hours", 1)])
def test_an_infusion_within_the_range_is_no_contradiction(there: str, issues: int) -> None:
    found = reading(
        detail("Patients receive cisplatin IV over 2-3 hours on day 1."),
        intervention("cisplatin", f"75 mg/m2 IV {there} on day 1."),
    )
    assert whole(found)[0].get("dose") == (None if issues else ["75 mg/m2"])
    assert whole(found)[0]["over"] == "2-3 h"
    assert len(found.issues) == issues


def test_a_total_of_radiation_is_not_the_dose_of_each_of_its_patterns() -> None:
    found = reading(
        detail("Patients undergo radiotherapy daily for 4 weeks. Patients undergo radiotherapy twice daily in week 5."),
        of_arm("Arm 1", "Radiotherapy 36 Gy."),
        labels=("Arm 1",),
    )
    assert not any("dose" in said(each) for each in found.arms["Arm 1"].administrations)
    assert "contradiction" in [issue.rule for issue in found.issues]


def test_days_under_a_heading_of_weeks_are_told() -> None:
    found = reading(detail("Weeks 1-4: Patients receive cisplatin IV on day 1 of each 28-day cycle."))
    assert not any("days" in each for each in whole(found))
    assert found.issues
    found = reading(detail("Day 1 of Weeks 8, 11 and 14: Patients receive cisplatin IV."))
    assert whole(found) == [{**CISPLATIN, "weeks": [8, 11, 14]}]


def test_what_a_study_is_about_counts_where_nothing_else_says_how_it_is_given() -> None:
    aim = summary("This study evaluates cisplatin 75 mg/m2 once daily.")
    assert whole(reading(aim)) == [{"drug": "cisplatin", "dose": ["75 mg/m2"], "times": "1/1d"}]
    assert reading(aim).issues == ()
    found = reading(detail("Patients receive cisplatin IV on day 1."), aim)
    assert whole(found) == [CISPLATIN]
    assert [each.rule for each in found.issues] == ["sentence-not-read"]


def test_one_dose_after_the_other_is_no_contradiction() -> None:
    found = reading(detail("Patients receive cisplatin 40 mg daily for 14 days, then 80 mg daily for 14 days."))
    often = {"drug": "cisplatin", "times": "1/1d", "for": "14 d"}
    assert whole(found) == [{**often, "dose": ["40 mg"]}, {**often, "dose": ["80 mg"]}]
    assert found.issues == ()


def test_initials_without_end_are_read_once() -> None:
    text = "Patients receive cisplatin daily. " + "Each cycle consists of A. " * 20_000  # hours, if each read it all
    assert reading_of(text).texts
