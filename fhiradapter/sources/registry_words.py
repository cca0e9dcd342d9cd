"""The words of older exports in those of ClinicalTrials.gov API v2: `Active, not recruiting` is ACTIVE_NOT_RECRUITING.

https://clinicaltrials.gov/data-api/about-api/study-data-structure#enums. The rule is simple (capitals, one `_` for all
else); what does not follow it stands in the table. A word that is no word of the registry comes out of the rule as one
that the tables do not know, and is said to be so where it is used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ELSE = re.compile(r"[^A-Z0-9]+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")

_IRREGULAR: Mapping[str, Mapping[str, str]] = {
    "overallStatus": {"UNKNOWN_STATUS": "UNKNOWN", "NO_LONGER_RECRUITING": "ACTIVE_NOT_RECRUITING"},
    "interventionModel": {
        "PARALLEL_ASSIGNMENT": "PARALLEL",
        "CROSSOVER_ASSIGNMENT": "CROSSOVER",
        "SINGLE_GROUP_ASSIGNMENT": "SINGLE_GROUP",
        "FACTORIAL_ASSIGNMENT": "FACTORIAL",
        "SEQUENTIAL_ASSIGNMENT": "SEQUENTIAL",
    },
    "allocation": {"RANDOMIZED_CONTROLLED_TRIAL": "RANDOMIZED", "N_A": "NA"},
    "masking": {"OPEN_LABEL": "NONE", "NO_MASKING": "NONE", "SINGLE_BLIND": "SINGLE", "DOUBLE_BLIND": "DOUBLE"},
    "whoMasked": {"SUBJECT": "PARTICIPANT", "CAREGIVER": "CARE_PROVIDER"},
    "class": {"U_S_FED": "FED", "OTHER_U_S_FEDERAL_AGENCY": "FED", "INDIVIDUAL": "INDIV"},
    "armGroupType": {"OTHER_ARM_TYPE": "OTHER"},
    "dateType": {"ESTIMATE": "ESTIMATED", "ANTICIPATED": "ESTIMATED"},
    "primaryPurpose": {"EDUCATIONAL_COUNSELING_TRAINING": "ECT"},
}
"""By v2 field: what the rule makes of the older word, and the word of v2 (only where the two differ)."""

_PHASES: Mapping[str, tuple[str, ...]] = {
    "N_A": ("NA",),
    "NA": ("NA",),
    "NOT_APPLICABLE": ("NA",),
    "EARLY_PHASE_1": ("EARLY_PHASE1",),
    "EARLY_PHASE1": ("EARLY_PHASE1",),
    "PHASE_0": ("EARLY_PHASE1",),
    "PHASE_1_PHASE_2": ("PHASE1", "PHASE2"),
    "PHASE1_PHASE2": ("PHASE1", "PHASE2"),
    "PHASE_2_PHASE_3": ("PHASE2", "PHASE3"),
    "PHASE2_PHASE3": ("PHASE2", "PHASE3"),
    **{f"PHASE_{n}": (f"PHASE{n}",) for n in range(1, 5)},
    **{f"PHASE{n}": (f"PHASE{n}",) for n in range(1, 5)},
}


def word(field: str, words: str) -> str:
    """The v2 word of a field (`overallStatus`, `class`, `masking`, ...) for what an older export calls it."""
    if field == "masking":
        words = _IN_BRACKETS.sub("", words)
    regular = _ELSE.sub("_", words.strip().upper()).strip("_")
    return _IRREGULAR.get(field, {}).get(regular, regular)


def phases(words: str) -> tuple[str, ...]:
    """The v2 phases of `Phase 1/Phase 2`, `Phase 1|Phase 2`, `N/A`; the words by the rule where they are no phase."""
    regular = word("phases", words)
    return _PHASES.get(regular, (regular,) if regular else ())
