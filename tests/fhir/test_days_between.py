"""Days between which something is given less often are said in words: a list of days would be taken for each of them."""

from __future__ import annotations

import pytest

from fhiradapter import convert, json_codec


def bundle(words: str) -> str:
    return json_codec.encode(convert(f"Patients receive methotrexate 20 mg orally {words}.").bundle).decode()


@pytest.mark.parametrize(
    "words", ["once weekly on days 1-28", "every other day on days 1-14", "every 6 hours on days 1-4 for 9 doses"]
)
def test_a_window_is_no_list_of_days(words: str) -> None:
    written = bundle(words)
    assert "timing-daysOfCycle" not in written
    assert "not on each of them" in written


@pytest.mark.parametrize(
    "words",
    [
        "once weekly on days 1, 8, and 15",
        "once daily on days 1-5",
        "on days 1 and 8",
        "every 6 hours on days 1-4 for 14 doses",
        "once weekly beginning on day 1 on days 1, 8, and 15",
    ],
)
def test_days_on_which_it_is_given_are_listed(words: str) -> None:
    written = bundle(words)
    assert "timing-daysOfCycle" in written
    assert "not on each of them" not in written


def test_days_of_numbered_weeks_are_those_of_a_week() -> None:
    found = convert("Patients receive methotrexate 20 mg orally on days 1-2 of weeks 5 and 9.").bundle
    plan = next(each["resource"] for each in found["entry"] if each["resource"]["resourceType"] == "PlanDefinition")
    leaf = plan["action"][0]["action"][0]
    assert leaf["timingTiming"] == {"code": {"text": "Weeks 5 and 9"}}
    days = next(each for each in leaf["extension"] if each["url"].endswith("timing-daysOfCycle"))
    assert [each["valueInteger"] for each in days["extension"] if each["url"] == "day"] == [1, 2]
    assert "days 1-2 in weeks 5 and 9" in json_codec.encode(found).decode()


@pytest.mark.parametrize("words", ["over 120 hours on days 0-4", "continuously over 48 hours on days 1 and 2"])
def test_an_infusion_of_days_does_not_begin_on_each_of_them(words: str) -> None:
    written = bundle(f"IV {words}")
    assert "timing-daysOfCycle" in written
    assert '"frequency"' not in written
    assert '"count"' not in written


def test_an_infusion_of_a_day_begins_on_each_day() -> None:
    assert '"frequency"' in bundle("IV over 24 hours on days 1-4")
