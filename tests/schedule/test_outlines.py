"""Constructions of outlines: what a group shares, one treatment in two patterns, treatments with their arms in brackets."""

from __future__ import annotations

import pytest

from fhiradapter.schedule.plan import arrange
from tests.schedule.words import reading, said

ORAL, VEIN, SKIN = "oral", "intravenous", "subcutaneous"


def given(sentence: str) -> list[dict[str, object]]:
    """What a sentence says, in every arm."""
    found = reading(sentence)
    stages = [*found.whole.stages, *(stage for arm in found.arms.values() for stage in arm.stages)]
    return [said(each) for stage in stages for each in stage.administrations]


def drug(name: str, route: str = VEIN, **facts: object) -> dict[str, object]:
    return {"drug": name, **({"route": route} if route else {}), **facts}


def days(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


SAID: dict[str, list[dict[str, object]]] = {
    # how often is said of the group
    "Patients receive paclitaxel IV over 1 hour and carboplatin IV over 30 minutes weekly for 5 weeks.": [
        drug("paclitaxel", over="1 h", times="1/1wk", **{"for": "5 wk"}),
        drug("carboplatin", over="30 min", times="1/1wk", **{"for": "5 wk"}),
    ],
    "Patients receive paclitaxel IV over 1 hour on day 1 and cisplatin IV on day 2 weekly for 2 weeks.": [
        drug("paclitaxel", over="1 h", days=[1], times="1/1wk", **{"for": "2 wk"}),
        drug("cisplatin", days=[2], times="1/1wk", **{"for": "2 wk"}),
    ],
    "Patients receive irinotecan IV on day 1 and oral temozolomide once weekly on days 1, 8, and 15.": [
        drug("irinotecan", days=[1]),
        drug("temozolomide", ORAL, times="1/1wk", days=[1, 8, 15]),
    ],
    "Patients receive cisplatin IV and oral temozolomide daily for 5 days.": [
        drug("cisplatin"),
        drug("temozolomide", ORAL, times="1/1d", **{"for": "5 d"}),
    ],
    "Patients undergo surgery followed by radiotherapy and oral tamoxifen daily for five years.": [
        drug("tamoxifen", ORAL, times="1/1d", **{"for": "5 a"}),
    ],
    # a route before the name
    "Patients receive oral cyclophosphamide and procarbazine on days 22-31.": [
        drug("cyclophosphamide", ORAL, days=days(22, 31)),
        drug("procarbazine", ORAL, days=days(22, 31)),
    ],
    "Patients receive oral prednisone or prednisolone on days 1-5.": [
        drug("prednisone", ORAL, days=days(1, 5), may=True),
        drug("prednisolone", ORAL, days=days(1, 5), may=True),
    ],
    "Patients receive either oral tamoxifen or a placebo once daily for 5 years.": [
        drug("tamoxifen", ORAL, times="1/1d", may=True, **{"for": "5 a"}),
        drug("placebo", ORAL, times="1/1d", may=True, **{"for": "5 a"}),
    ],
    "Patients receive cisplatin or placebo over 5 minutes.": [
        drug("cisplatin", "", over="5 min", may=True),
        drug("placebo", "", over="5 min", may=True),
    ],
    "Patients receive cyclophosphamide, oral dexamethasone, and vincristine on day 1.": [
        drug("cyclophosphamide", "", days=[1]),
        drug("dexamethasone", ORAL, days=[1]),
        drug("vincristine", "", days=[1]),
    ],
    "Patients receive chemotherapy and cisplatin immunotherapy comprising rituximab IV and etoposide IV on day 1.": [
        drug("rituximab", days=[1]),
        drug("etoposide", days=[1]),
    ],
    # one treatment in two patterns
    "Patients receive mycophenolate mofetil orally on day 0 and twice per day on days 1 to 28.": [
        drug("mycophenolate mofetil", ORAL, days=[0]),
        drug("mycophenolate mofetil", ORAL, times="2/1d", days=days(1, 28)),
    ],
    "Patients receive cisplatin IV over 4-6 hours on day -16 and over 6-8 hours on day -15.": [
        drug("cisplatin", over="4-6 h", days=[-16]),
        drug("cisplatin", over="6-8 h", days=[-15]),
    ],
    "Patients receive fluorouracil IV bolus and then continuously over 46 hours on days 1 and 2.": [
        drug("fluorouracil", "intravenous-bolus", days=[1, 2]),
        drug("fluorouracil", over="46 h", days=[1, 2]),
    ],
    "Patients receive interferon alfa-2b IV daily for 5 days followed by maintenance doses given SC 3 times a week.": [
        drug("interferon alfa-2b", times="1/1d", **{"for": "5 d"}),
        drug("interferon alfa-2b", SKIN, times="3/1wk"),
    ],
    "Patients receive prednisone PO three times a day for 7 days, then twice daily for 19 days.": [
        drug("prednisone", ORAL, times="3/1d", **{"for": "7 d"}),
        drug("prednisone", ORAL, times="2/1d", **{"for": "19 d"}),
    ],
    "Patients receive temozolomide PO daily for 14 days (days 1-14) every 28 days.": [
        drug("temozolomide", ORAL, times="1/1d", days=days(1, 14), **{"for": "14 d"}),
    ],
    # what follows
    "Patients receive irinotecan IV over 30 minutes followed 7 hours later by cisplatin IV over 1 hour on days 1 and 8.": [
        drug("irinotecan", over="30 min", days=[1, 8]),
        drug("cisplatin", over="1 h", days=[1, 8]),
    ],
    "This consists of oral prednisone three times a day on days 1-3; vincristine IV on days 1 and 8.": [
        drug("prednisone", ORAL, times="3/1d", days=days(1, 3)),
        drug("vincristine", days=[1, 8]),
    ],
    # arms in brackets
    "Patients receive oral imatinib four times daily (arm I) or oral placebo four times daily (arm II) for 4 weeks.": [
        drug("imatinib", ORAL, times="4/1d", **{"for": "4 wk"}),
        drug("placebo", ORAL, times="4/1d", **{"for": "4 wk"}),
    ],
    "Patients receive lower dose oral imatinib (arm I), higher dose oral imatinib (arm II), or placebo (arm III) daily.": [
        drug("imatinib", ORAL, times="1/1d"),
        drug("imatinib", ORAL, times="1/1d"),
        drug("placebo", ORAL, times="1/1d"),
    ],
    # who receives it
    "Patients with no evidence of progression receive filgrastim SC daily.": [
        drug("filgrastim", SKIN, times="1/1d", **{"if": "no evidence of progression"}),
    ],
    "Patients who do not receive cisplatin are treated with etoposide IV on day 1.": [
        drug("etoposide", days=[1], **{"if": "who do not receive cisplatin"}),
    ],
    "Patients will not receive cisplatin IV on day 1.": [],
    "Patients do not receive cisplatin but etoposide is given IV on day 1.": [],
    "Patients receive rituximab IV on day 1 (for CD20 positive patients only).": [
        drug("rituximab", days=[1], **{"if": "for CD20 positive patients only"}),
    ],
    # days of something else
    "Autologous bone marrow is reinfused on day 5 and filgrastim is administered SC beginning day 6.": [
        {"drug": "Autologous bone marrow", "days": [5]},
        drug("filgrastim", SKIN, start=6),
    ],
    "Patients receive oral temozolomide once, twice, or three times daily on days 1-28 and cisplatin IV on day 1.": [
        drug("temozolomide", ORAL),
        drug("cisplatin", days=[1]),
    ],
    "Patients receive cisplatin IV on either day 1, days 1 and 8, or days 1, 8, and 15; and oral etoposide on days 1-3.": [
        drug("cisplatin"),
        drug("etoposide", ORAL, days=days(1, 3)),
    ],
    "Patients receive oral temozolomide twice daily weekly on day 1 or bi-weekly on days 1 and 3.": [
        drug("temozolomide", ORAL),
    ],
    "Patients receive cisplatin IV on day -5 or -4 to -2 and etoposide IV on days -4 to -2.": [
        drug("cisplatin"),
        drug("etoposide", days=days(-4, -2)),
    ],
    "At week 3, patients receive vincristine IV and doxorubicin IV continuously on days 1-3.": [
        drug("vincristine", days=days(1, 3), weeks=[3]),
        drug("doxorubicin", days=days(1, 3), weeks=[3]),
    ],
    # how long an infusion lasts
    "Patients receive ifosfamide by intravenous infusion for 4 hours on days 1, 2, and 3.": [
        drug("ifosfamide", over="4 h", days=days(1, 3)),
    ],
    "Patients receive doxorubicin IV over 4 days every week for 5 weeks.": [drug("doxorubicin", times="1/1wk", **{"for": "5 wk"})],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SAID.items(), ids=[sentence[:70] for sentence in SAID])
def test_a_sentence_of_an_outline(sentence: str, expected: list[dict[str, object]]) -> None:
    assert given(sentence) == expected


def test_the_cycle_of_the_last_is_that_of_the_group() -> None:
    found = reading(
        "Patients receive leucovorin IV over 2 hours on day 1 and fluorouracil IV on days 1-2 every 14 days for 6 courses."
    )
    (stage,) = found.whole.stages
    assert [each.drug.value for each in stage.administrations] == ["leucovorin", "fluorouracil"]
    assert stage.cycle is not None
    assert stage.cycle.length.value.days() == 14


def test_what_begins_hours_after_chemotherapy_repeats_with_it() -> None:
    found = reading(
        "Patients receive paclitaxel IV on day 5. Beginning 24-48 hours after chemotherapy, patients receive filgrastim SC "
        "daily. Treatment repeats every 4 weeks."
    )
    (stage,) = found.whole.stages
    assert len(stage.administrations) == 2


def test_what_is_given_in_some_cycles_is_planned_where_no_cycle_is_stated() -> None:
    found = reading("Patients receive prednisone PO on days 1-4 during courses 3 and 5.")
    (planned,) = arrange(found.whole).stages
    assert [each.drug.value for run in planned.runs for each in run.administrations] == ["prednisone"]


def test_a_treatment_that_repeats_weekly_is_given_once_a_week() -> None:
    (given_weekly,) = reading(
        "Patients receive cisplatin IV over 24 hours. Treatment repeats weekly for 8 courses."
    ).whole.administrations
    assert said(given_weekly)["times"] == "1/1wk"


def test_days_before_the_first_are_in_no_cycle() -> None:
    found = reading(
        "Patients receive cisplatin IV on day 1. Patients also receive oral temozolomide twice daily on days -7 to 0. "
        "Treatment repeats every 21 days."
    )
    cycles = {stage.administrations[0].drug.value: stage.cycle for stage in found.whole.stages}
    assert cycles["cisplatin"] is not None
    assert cycles["temozolomide"] is None


def test_what_repeats_is_what_stands_before_it() -> None:
    found = reading(
        "Patients receive temozolomide PO daily for 3 days, repeated every 14 days; cisplatin IV daily for 5 days."
    )
    cycles = {stage.administrations[0].drug.value: stage.cycle for stage in found.whole.stages}
    assert cycles["temozolomide"] is not None
    assert cycles["cisplatin"] is None
