"""Sentences that look like a fact of the study and are none: each was once read as one."""

from __future__ import annotations

import pytest

from fhiradapter.errors import SourceError
from fhiradapter.prose import Prose
from fhiradapter.sources import markup
from fhiradapter.sources.description.sections import Sections, sections
from fhiradapter.sources.formats.protocol_text import conditions, phases, phrases
from fhiradapter.sources.formats.protocol_text.layout import Layout
from fhiradapter.sources.formats.protocol_text.outcomes import outcomes
from fhiradapter.workflows.convert import Conversion, convert
from fhiradapter.workflows.options import Options

PHASES = {
    "The phase I trial of ABC showed a response.": None,
    "This study uses tissue collected in the phase III ACME trial.": None,
    "This is a phase III extension of the completed phase II study.": None,
    "This study will form the basis of a randomized phase III trial.": None,
    "This is an early phase 1 study of X.": ("EARLY_PHASE1",),
    "This randomized phase II trial studies X.": ("PHASE2",),
    "This is a multicenter, phase 1b/2 study of X.": ("PHASE1", "PHASE2"),
    "This is a phase I study, to be followed by a phase II study.": ("PHASE1",),
}
CONDITIONS = {
    "in patients with measurable disease.": [],
    "in patients with or without CNS disease.": [],
    "in patients with partial or complete response.": [],
    "in patients with acute myeloid leukemia (AML) and adequate organ function.": [],
    "in patients with metastatic breast cancer who have failed tamoxifen.": ["metastatic breast cancer"],
    "in patients with solid tumors, that will be conducted in 3 parts:": ["solid tumors"],
    "in patients with lymphoma using PET/CT scan to direct therapy after X.": ["lymphoma"],
    "in patients with squamous cell carcinoma of the head and neck.": ["squamous cell carcinoma of the head and neck"],
}
PARTIES = {
    "No company is supporting this study.": [],
    "Neither Roche nor Merck is supporting this study.": [],
    "It is unclear whether Novartis is supporting this study.": [],
    "The drug was approved in 2010. Pfizer is supporting this study.": ["Pfizer"],
}


@pytest.mark.parametrize("sentence", PHASES)
def test_phases(sentence: str) -> None:
    found = phases.phases(Prose.verbatim(sentence))
    assert (found.value if found else None) == PHASES[sentence]


@pytest.mark.parametrize("sentence", CONDITIONS)
def test_conditions(sentence: str) -> None:
    assert [each.value for each in conditions.conditions(Prose.verbatim(sentence))] == CONDITIONS[sentence]


@pytest.mark.parametrize("text", PARTIES)
def test_parties(text: str) -> None:
    assert [each.name.value for each in phrases.supporters([Prose.verbatim(text)])] == PARTIES[text]


def test_people_of_an_earlier_study() -> None:
    assert phrases.enrollment([Prose.verbatim("In a previous study, 24 patients participated.")]) is None


def sorted_out(text: str) -> Sections:
    return sections(list(markup.paragraphs(Prose.verbatim(text))))


def test_a_dosing_sentence_is_no_objective() -> None:
    found = sorted_out("Primary Objective: To test X.\n\nStudy Design: Open.\n\nPatients will receive ABC-1 50 mg.")
    assert [(kind, each.text) for kind, each in found.objectives] == [("primary", "To test X.")]
    assert [each.text for each in found.treatment] == ["Study Design: Open.", "Patients will receive ABC-1 50 mg."]


def test_kinds_alone_in_a_paragraph_and_bullets() -> None:
    found = sorted_out("OBJECTIVES:\n\nPrimary\n\n  -  Determine A.\n\nSecondary:\n\n  * Determine B.")
    assert [(kind, each.text) for kind, each in found.objectives] == [
        ("primary", "Determine A."),
        ("secondary", "Determine B."),
    ]


def test_phase_ii_at_the_end_of_an_objective() -> None:
    found = sorted_out("OBJECTIVES: I. To find the dose for phase II. II. To test X.")
    assert [each.text for _, each in found.objectives] == ["I. To find the dose for phase II.", "II. To test X."]


def test_a_paragraph_behind_a_purpose_reaches_the_schedule() -> None:
    found = sorted_out("PURPOSE: To test X.\n\nPatients receive X 50 mg daily.")
    assert [each.text for each in found.treatment] == ["Patients receive X 50 mg daily."]


def test_a_row_of_many_commas_stays_whole() -> None:
    row = "Change in body weight, height, and waist, Measured, Baseline, week 68"
    (outcome,), issues = outcomes(Layout(outcomes=(("primary", Prose.verbatim(row)),)))
    assert (outcome.measure.value, outcome.description, outcome.time_frame) == (row, None, None)
    assert "outcome-not-split" in {each.rule for each in issues}


def rules(found: Conversion) -> set[str]:
    return {each.rule for each in found.issues}


def test_registry_numbers() -> None:
    own = convert("ClinicalTrials.gov Identifier: NCT01234567\n\nPatients receive X.")
    assert own.trial.id == "NCT01234567"
    assert convert("NCT ID: NCT01234567\n\nText.", options=Options.of(trial_id="mine-1")).trial.id == "mine-1"
    other = convert("This follows NCT01234567.")
    assert not other.trial.identifiers
    assert "registry-number-in-text" in rules(other)


def test_nothing_recognised_is_said() -> None:
    assert "nothing-recognised" in rules(convert("hello"))


def test_a_bracket_is_not_yet_json() -> None:
    assert convert("[Note: this is text.]").trial.source.text
    with pytest.raises(SourceError):
        convert('[{"resourceType": ')
