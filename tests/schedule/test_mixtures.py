"""What three drugs that are given as one are called, and what is said of them under that name."""

from __future__ import annotations

import pytest

from fhiradapter.prose import Prose
from fhiradapter.schedule import listed
from fhiradapter.schedule.mixtures import with_mixtures
from fhiradapter.schedule.text.heard import Text
from fhiradapter.schedule.text.hearing import hear
from tests.schedule.test_hard_cases import said
from tests.schedule.words import LEXICON

DRUGS = ("cytarabine", "hydrocortisone", "methotrexate")
DEFINITIONS = (
    "triple intrathecal therapy (TIT) comprising methotrexate, hydrocortisone, and cytarabine on day 1",
    "Triple intrathecal chemotherapy (TIT) consisting of methotrexate (MTX), cytarabine, and hydrocortisone.",
    "TIT (methotrexate, cytarabine and hydrocortisone) is given.",
    "triple intrathecal therapy comprising methotrexate, therapeutic hydrocortisone, and cytarabine on day 1",
)


def heard(*texts: str) -> list[str]:
    """What the last text says, under the names that all of them give."""
    known = listed.with_short_names(LEXICON.names, map(listed.other_names, texts))
    text = Text(paragraphs=(Prose.verbatim(texts[-1]),))
    return list(said(hear(text, LEXICON, with_mixtures(known, texts))))


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_each_drug_is_given_intrathecally(definition: str) -> None:
    found = heard(definition, "Patients receive vincristine IV on day 1; and TIT on days 1 and 5.")
    assert found == ["vincristine: intravenous; days 1", *(f"{drug}: intrathecal; days 1 5" for drug in DRUGS)]


def test_where_the_drugs_are_named_they_are_said_once() -> None:
    words = "Patients receive triple intrathecal therapy (TIT) comprising methotrexate, hydrocortisone, and cytarabine"
    found = heard(f"{words} on days 0 and 2.")
    assert sorted(found) == [f"{drug}: intrathecal; days 0 2" for drug in DRUGS]


def test_the_route_is_not_that_of_the_treatment_beside_it() -> None:
    found = heard(DEFINITIONS[0], "Patients receive etoposide and TIT on day 1.")
    assert found == ["etoposide: days 1", *(f"{drug}: intrathecal; days 1" for drug in DRUGS)]
    found = heard(DEFINITIONS[0], "Patients receive TIT and etoposide on day 1.")
    assert found == [*(f"{drug}: intrathecal; days 1" for drug in DRUGS), "etoposide: days 1"]


@pytest.mark.parametrize(
    "definition",
    [
        "triple intrathecal therapy (TIT)",
        "triple intrathecal therapy (TIT) comprising methotrexate and cytarabine",
        "TIT (methotrexate, cytarabine and hydrocortisone). TIT (methotrexate, cytarabine and prednisone).",
        "BEAM (carmustine, etoposide, and melphalan)",
    ],
)
def test_what_is_in_it_has_to_be_said_and_said_once(definition: str) -> None:
    assert heard(definition, "Patients receive TIT on days 1 and 5.") == []
