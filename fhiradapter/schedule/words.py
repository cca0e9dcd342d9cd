"""The fixed words of treatment sentences, lower case, in families.

Words that name a route, a frequency or a unit are not here: they come from tables, by `Lexicon`.
"""

from __future__ import annotations

PATIENTS = (
    "patients", "all patients", "participants", "all participants", "subjects", "all subjects", "study participants",
    "eligible patients", "the patients", "the participants", "the subjects", "individuals", "volunteers", "you",
)  # fmt: skip

MODALS = ("may", "will", "can", "could", "should", "must", "shall")
OPTIONAL = frozenset({"may", "can", "could"})

RECEIVE = ("receive", "receives", "be given", "be treated with", "are given", "are treated with", "take")
IS_GIVEN = tuple(
    f"{form} {verb}"
    for form in ("is", "are", "will be")
    for verb in ("given", "administered", "infused", "taken", "injected", "dosed")
)
ARE = ("are", "were", "will be", "is")

CONDITION_OPENERS = frozenset("with without who whose achieving having not experiencing demonstrating".split())

UNFINISHED = frozenset(
    """
    to then optionally and or not never cannot no neither nor have has had who that which do does did only previously
    already be being been just recently currently
    """.split()
)
"""A condition that ends in one of these runs on into the verb, and may turn it round: "will not", "continue to"."""

TAKES = frozenset({"take", "taken"})
"""Verbs that many things follow ("take part", "samples are taken"): what they give needs a dose or a route."""

NO_STOP_RULE = frozenset("then followed receive receives receiving given followed which they".split())
"""Words that show that a sentence goes on about treatment behind "until ..."."""

ONCE_A = {"annually": "a", "yearly": "a", "monthly": "mo", "weekly": "wk"}

WITHIN_A_DAY = frozenset({"s", "min", "h"})

REPEATABLE = (
    "treatment", "treatments", "cycle", "cycles", "course", "courses", "therapy", "chemotherapy", "study treatment",
    "each cycle", "each course", "treatment cycles",
)  # fmt: skip
REPEATS = (
    "repeat", "repeats", "repeated", "is repeated", "are repeated", "will be repeated", "will repeat", "continues",
    "continue",
)  # fmt: skip

STOPS = ("in the absence of", "until", "in absence of")

TREATMENT = (
    "treatment", "study treatment", "the study treatment", "therapy", "study therapy", "protocol treatment",
    "protocol therapy", "study drug", "study drugs", "the study drug", "the study drugs",
)  # fmt: skip

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

BETWEEN_ITEMS = (
    "followed immediately by", "immediately followed by", "followed by", "in combination with", "combined with",
    "together with", "along with", "and", "plus", "with",
)  # fmt: skip

NOT_IN_A_NAME = frozenset(
    "if only optional optionally max maximum minimum phase arm arms cohort group level when as needed auc".split()
)
"""Words of a restriction: a bracket that holds one is no other name of the drug before it."""

UNCERTAIN_ROUTES = frozenset("IT ID IP IM IA IN PR PV SL TD CI INH OS OD".split())
"""Capitals that are a route in one text and something else in the next; a name that holds one is not read."""

BLOCKERS = frozenset("or except but unless alternatively alternating odd even only either instead if not no".split())
"""Words that may turn a sentence round: where one is left over, nothing of the sentence is said."""

NOT_A_NAME = frozenset(
    """
    a an the of on in at by for to from over with without and or as via per every each once twice daily weekly then
    followed before after during until starting beginning day days week weeks month months cycle cycles course
    courses monthly patients participants treatment therapy study drug drugs their his her this that these those no
    not may will is are be been being were was who which receive receives dose doses escalating increasing up
    standard best supportive care surgery undergo undergoes proceed proceeds continue continues begin begins start
    starts stop stops discontinue complete return have has visit combined combination together along plus
    immediately open-label blinded double-blind comprising consisting containing including maintenance induction
    consolidation conditioning preparative regimen other infusion infusions sample samples specimen specimens biopsy
    biopsies urine scan scans test tests assessment assessments questionnaire questionnaires evaluation evaluations
    examination examinations visits placebo-controlled either both additional further prior previous same another it
    part home text message messages phone call calls survey surveys vital sign signs taper tapers education
    counseling counselling training exercise session sessions interview interviews information device app
    """.split()
)
"""Words that end a drug's name, or show that what stands there is none."""
