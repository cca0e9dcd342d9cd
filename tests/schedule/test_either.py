"""Between two treatments the arms decide: what is said of "either A or B" is said of each where it is given."""

from __future__ import annotations

from fhiradapter.prose import Prose
from fhiradapter.schedule.passages.entries import Origin
from fhiradapter.schedule.reader import read
from fhiradapter.schedule.text.heard import Text
from tests.schedule.words import LEXICON, reading, said


def test_a_choice_between_treatments_is_made_by_the_arms() -> None:
    texts = [
        Text(paragraphs=(Prose.verbatim("Aspirin 300 mg PO weekly"),), origin=Origin.ARM, arms=("A",)),
        Text(paragraphs=(Prose.verbatim("Placebo PO weekly"),), origin=Origin.ARM, arms=("B",)),
        Text(
            paragraphs=(
                Prose.verbatim(
                    "Subjects will be randomized (2:1) to either receive weekly aspirin or placebo for 48 weeks."
                ),
            ),
            origin=Origin.SUMMARY,
        ),
    ]
    found = read(texts, ["A", "B"], LEXICON, LEXICON.names, {"aspirin": "aspirin", "placebo": "placebo"})
    assert [[said(each) for each in arm.administrations] for arm in found.arms.values()] == [
        [{"drug": "aspirin", "dose": ["300 mg"], "route": "oral", "times": "1/1wk", "for": "48 wk"}],
        [{"drug": "placebo", "route": "oral", "times": "1/1wk", "for": "48 wk"}],
    ]


def test_a_ratio_is_no_condition() -> None:
    (given,) = reading("Patients are randomized in a 1:1 ratio and receive aspirin daily.").whole.administrations
    assert "if" not in said(given)
