"""What single sentences state of a study, and what only looks like it."""

from __future__ import annotations

import pytest

from fhiradapter.prose import Prose
from fhiradapter.sources.formats.protocol_text import conditions, phases, phrases

ENROLLMENT = {
    "It is expected that 20 to 32 people will take part in this research study.": "20 to 32 people",
    "A total of 30 patients will be accrued for this study.": "30 patients",
    "PROJECTED ACCRUAL: A total of 1,500 patients will be accrued.": "1,500 patients",
    "Cohorts of 3-6 patients receive escalating doses until the MTD is determined.": None,
    "An additional 10 patients will be enrolled at the MTD.": None,
    "At least 6 patients will be enrolled in each cohort.": None,
    "PROJECTED ACCRUAL: An anticipated accrual of 3 patients/year is expected.": None,
    "Of these, 12 patients had a response.": None,
}


@pytest.mark.parametrize("sentence", ENROLLMENT)
def test_how_many_take_part(sentence: str) -> None:
    found = phrases.enrollment([Prose.verbatim(sentence)])
    assert (found.value if found else None) == ENROLLMENT[sentence]


CONDITIONS = {
    "To study X in patients with acute myeloid leukemia (AML) and chronic myeloid leukemia (CML) in blast phase.": [
        "acute myeloid leukemia (AML)",
        "chronic myeloid leukemia (CML) in blast phase",
    ],
    "To study X in patients with metastatic melanoma when treated with interferon alfa.": ["metastatic melanoma"],
    "To study X in patients with colorectal cancer who have not received chemotherapy.": ["colorectal cancer"],
    "To study X in patients with ovarian or cervical cancer.": ["ovarian or cervical cancer"],
    "To study X in healthy volunteers.": [],
}


@pytest.mark.parametrize("sentence", CONDITIONS)
def test_conditions(sentence: str) -> None:
    assert [each.value for each in conditions.conditions(Prose.verbatim(sentence))] == CONDITIONS[sentence]


PHASES = {
    "This is a phase I/II study of X.": ("PHASE1", "PHASE2"),
    "This is a phase I, dose-escalation study of X followed by a phase II study.": ("PHASE1", "PHASE2"),
    "This is a dose-escalation phase I study followed by a randomized phase II study.": ("PHASE1", "PHASE2"),
    "This phase 3 trial studies X.": ("PHASE3",),
    "This is an open-label study of X.": None,
    "An earlier phase II study of X showed a response.": None,
}


@pytest.mark.parametrize("sentence", PHASES)
def test_phases(sentence: str) -> None:
    design = phases.design_sentences([Prose.verbatim(sentence)])
    found = phases.phases(design[0]) if design else None
    assert (found.value if found else None) == PHASES[sentence]
