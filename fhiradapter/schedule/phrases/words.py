"""Fixed words that several rules of follow-up share, lower case, in families."""

from __future__ import annotations

PATIENTS = (
    "patients", "all patients", "participants", "all participants", "subjects", "all subjects", "study participants",
    "eligible patients", "the patients", "the participants", "the subjects", "individuals", "volunteers", "you",
)  # fmt: skip

WITHIN_A_DAY = frozenset({"s", "min", "h"})
DAYS_OR_LONGER = frozenset({"d", "wk", "mo", "a"})
"""Units of time, in UCUM."""

RISKS = ("high", "low", "intermediate", "standard", "average", "poor", "good")
"""Patients of one risk are some of all: "high-risk patients"."""

SOME_PEOPLE = frozenset("women men children infants adults adolescents".split())
"""Who receives by itself says that others do not."""

KINDS_OF_PATIENTS = frozenset(
    """
    elderly older younger female male pregnant premenopausal postmenopausal pre-menopausal post-menopausal pediatric
    paediatric adult responding non-responding nonresponding relapsed refractory symptomatic asymptomatic diabetic
    non-diabetic seropositive seronegative hiv-infected hiv-positive treatment-naive lymphoma leukemia myeloma
    """.split()
) | {f"{risk}-risk" for risk in RISKS}
"""Before "patients" these say that others do not."""

AFTER_TREATMENT = tuple(
    f"{opening} {event}"
    for opening in ("after", "following", "upon")
    for event in (
        "completion of",
        "the completion of",
        "the end of",
        "completing",
        "end of",
        "study completion",
        "treatment",
    )
)

BLOCKERS = frozenset("or except but unless alternatively alternating odd even only either instead if not no".split())
"""Words that may turn a sentence round: where one is left over, nothing of the sentence is said."""
