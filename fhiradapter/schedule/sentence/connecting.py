"""The words between islands: who receives, what joins, what sets aside, what blocks. A table of families.

Families are names of `mentions.Kind`; a phrase is words separated by single blanks, in lower case; the longest wins.
A note says how a treatment is given in a way that the schedule has no place for, and stands in the way of nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.dose_context import IN_CASE, STEPS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from fhiradapter.schedule.tokens import Cursor


_ARE = (
    "are",
    "is",
    "will be",
    "were",
    "was",
    "be",
    "to be",
    "being",
    "can be",
    "may be",
    "should be",
    "must be",
    "shall be",
)


def _phrases(words: str) -> tuple[str, ...]:
    """The phrases between the bars; ARE stands for every form of the verb."""
    found = (" ".join(phrase.split()) for phrase in words.split("|"))
    return tuple(phrase.replace("ARE", are) for phrase in found for are in (_ARE if "ARE" in phrase else ("",)))


_SIGNS = {"comma": (",", ":", "–", "—")}
FAMILIES: Mapping[str, tuple[str, ...]] = {
    family: _phrases(words)
    for family, words in {
        "subject": """
            patients | patient | participants | participant | subjects | subject | volunteers | individuals | women
            | men | children | infants | adults | they | you | all patients | all participants | all subjects |
            eligible patients | the patients | study participants | study subjects | these patients | adolescents
        """,
        "receive": """
            receive | receives | receiving | received | administer | will receive
            | shall receive | take | takes | undergo | undergoes |
            undergoing | get | gets | ARE treated with | ARE administered with |
            apply | applies | inhale | inhales | ingest | ingests | consume
            | consumes | self-administer | self-administers | self-inject | inject | injects | drink | swallow |
            apply | applies | instill | instills | will use | supplemented with |
            ARE supplemented with | ARE maintained on |
            ARE immunized with | ARE immunised with | ARE inoculated with | ARE randomized to take |
            ARE started on | ARE dosed with | ARE primed with |
            ARE mobilized with | ARE conditioned with | ARE premedicated with | ARE vaccinated with | ARE
            infused with | treated with | begin | begins | start | starts | initiate | proceed to | randomized to
            receive | randomised to receive | randomized to | randomised to | assigned to receive | assigned to |
            allocated to receive | allocated to | to receive | continue to receive | continues to receive | continue
            | regimen will be with | chemotherapy will be with | conditioning will be with
            | consists of | consist of | consisted of | comprises | comprise
            | crossover to | cross over to | treatment with | therapy with
            | treatment will be with | treatment is with | therapy will be with | therapy is with
            | chemotherapy will be with | chemotherapy is with | regimen will be with | regimen is with
            | conditioning will be with | conditioning is with | prophylaxis will be with | prophylaxis is with
            | premedication will be with | premedication is with
        """,
        "given": """
            ARE given | given | ARE administered | administered | ARE administrated | administrated |
            ARE infused | infused | ARE injected | injected |
            ARE taken | taken | ARE delivered | delivered | ARE dosed | dosed | ARE started | started | ARE
            initiated | initiated | ARE applied | applied | ARE reinfused | reinfused |
            is continued | are continued | will be continued | begins | continues |
            administration of | infusion of | injection of
        """,
        "link": """
            and | plus | with | combined with | together with | along with | concurrently with
            | concomitantly with | with the addition of | with addition of | concurrent with
            | concurrent | and concurrent | as well as | & |
            + | and then | and/or | and also | /
        """,
        "then": """
            then | followed by | immediately followed by | followed immediately by | followed 1 day later by |
            alternating with | alternated with |
            alternately with | followed in | , then | , followed by | and followed by | subsequently
            | and continuing | and continues | in addition to | in combination with
        """,
        "or": """
            or | vs | versus | either | vs. | or vs
        """,
        "semicolon": """
            ;
        """,
        "open": """
            ( | [
        """,
        "close": """
            ) | ]
        """,
        "block": """
            not | no | never | neither | without | previously | cannot | unless | except | discontinue |
            discontinued | stopped | withheld | omitted | preclinical | mice | rats | monkeys | eligible | evaluated
            | assessed | assess | evaluate | determine | compare | investigate | estimate | demonstrated | approved
            | shown | history | allergic | donors | donor | screening | measured | collected | harvested | samples |
            sample | specimens | drawn | obtained | biopsy | questionnaires | questionnaire | accrued | defined |
            hypothesize | hypothesis | observed | reported | studies | escalation | de-escalation | reduced |
            reduction | reductions | modifications | adjustments | increased | decreased | titrated | seen | monitored |
            examined | interviewed | scanned | have received | has received | had received | having received |
            alternatively | instead | instead of | rather than | in place of | as an alternative | usually |
            typically | commonly | generally | is the standard | is considered | the standard dose | the usual dose
            | stable dose | stable doses | the recommended dose
        """,
        "aside": """
            as part of | after | before | prior to | prior | following | during | while | within | until | when |
            once the | if |
            who | whose | that | which | upon | at least | because | since | for whom | where | according to | based
            on | to decrease | to reduce | to prevent | to help | to allow | to treat | in order to | to determine |
            to maintain | to achieve | to collect | to harvest | to mobilize | to mobilise |
            to obtain | in a regimen of | on a background of |
            to begin | beginning | starting | depending on | in case of | refractory to | resistant
            to | by the time | by adding | harvest of | harvesting of | collection of | mobilization of
        """,
        "as in": """
            as in | as above | as described | as for | in the same manner as | as per | same as | identical to | as
            outlined
        """,
        "note": """
            with food | with a meal | with meals | with breakfast | with dinner | with or without food | without food
            | with water | with a glass of water | on an empty stomach | under fasting conditions | in a fasted state
            | in the fasted state | after meals | after a meal | after breakfast | after dinner | before meals
            | before breakfast | before bed | before sleep | in the morning | in the evening | at night
            | in the morning and evening | in the morning and in the evening | at the same time each day
            | at approximately the same time each day | per standard of care | per standard care | per protocol
            | a therapeutic dose | the therapeutic dose | a dosimetric dose | an imaging dose | a tracer dose
            | a trace dose | an assigned dose | a pretherapy dose | a treatment dose
            | in dose escalation | in sequential dose escalation | in a dose escalation | in dose-escalation
            | as monotherapy | in the deltoid | in the deltoid muscle | in the thigh | in the abdomen
        """,
        "fill": """
            a | an | the | of | at | on | in | to | by | for | dose | doses | dosed | also | as | will | may |
            should | can | infusion | infusions | injection | injections | tablet | tablets | capsule | capsules |
            treatment | therapy | chemotherapy | comprising | comprised of | composed of |
            consisting of | consisting | including | containing |
            using | study | drug | medication | total | each | every | both | all | concurrently | concomitantly |
            immediately | additionally | systemic | standard | fixed | combination | induction | consolidation |
            maintenance | intensification | conditioning | regimen | preparative | intermittent | bolus | cycle |
            cycles | course | courses | schedule | phase | adjuvant | neoadjuvant | low-dose | high-dose |
            hydrochloride | sodium | calcium | phosphate | acetate | mesylate | citrate | sulfate |
            sulphate | succinate | tartrate | maleate | tosylate | besylate | disodium | alone | monotherapy |
            again | same | dosage | dosages |
            daily dose | rp2d | rptd | recommended phase 2 dose | recommended phase ii dose |
            open-label | double-blind | blinded | only once | s | arm | arms | group |
            groups | rapid | slow | deep | via | solution | formulation | inhaler |
            rinse | rinses | oral rinse | oral rinses | mouth rinse | mouthwash |
            metered dose inhaler | film-coated | shot | shots | pill | pills | cream | ointment | gel | lotion | patch |
            patches | lozenge | lozenges | syrup | suspension | matched | supplemental | micronized | one | two |
            three | further | additional | at a starting dose | starting dose | lower dose | higher dose |
            - | . | * | • | ● | %
        """,
    }.items()
}
"""Phrases are set apart by bars."""

UNITS = frozenset("mg mcg µg μg ug g iu ui units gy cgy kg m2 m² m^2 m".split())
"""Of amounts that no rule of doses took."""
TIMES = frozenset("day days week weeks cycle cycles course courses daily weekly".split())
EMPTY = frozenset(
    """
    sequentially consecutively recruited
    who that which are is be were was then also all initially randomly first subsequently thereafter additionally next
    now again further will each both eligible enrolled registered here either assigned randomized randomised allocated
    currently option opportunity this into still continued ratio fashion manner centrally sequentially
    """.split()
)
"""Words between who receives and the verb that are no condition by themselves."""
RESTRICTS = frozenset(
    "only if except course courses cycle cycles phase stratum level levels closed discontinued".split()
)


FORMS: Mapping[str, str] = {
    **dict.fromkeys("tablet tablets capsule capsules pill pills syrup".split(), "oral"),
    **dict.fromkeys("injection injections infusion infusions".split(), "injected"),
    **dict.fromkeys("gel cream ointment lotion".split(), "on the skin"),
}
"""Right behind the name of a treatment, and by what way it goes in."""

PARTICIPLES = frozenset("administered given infused injected delivered taken applied".split())
"""Of the verbs that say that something is given."""

MADE_UP_OF = frozenset({"comprising", "comprised", "composed", "consisting"})
"""Behind these stands what a group of treatments consists of."""

MADE_OF = frozenset(
    """
    collection collections harvest harvesting level levels concentration concentrations failure resistance toxicity
    allergy exposure clearance mobilization derivative derivatives activated stimulated primed expanded pulsed loaded
    purged
    """.split()
)
"""Behind the name of a treatment these say that something else is meant."""

_AT_MOST_OR_LEAST = (
    "at least", "a minimum of", "no less than", "not less than", "no more than", "not more than", "no longer than",
    "up to", "a maximum of", "less than", "more than", "≥", "≤", "<", ">",
)  # fmt: skip
_SHORT_TIMES = tuple("minutes minute mins min hours hour hrs hr h seconds".split())
_OPENS_LATER = frozenset({"followed", "then", ","})
_ARM = re.compile(r"(?:[ivx]{1,4}|\d{1,2}|[a-h]\d?)")
_HOW_LONG = frozenset({"for", "up", "until", "through"})
_ARMS = frozenset("arm arms group groups cohort cohorts stratum strata regimen regimens sequence sequences".split())


@cache
def _by_first() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The phrases by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for family, phrases in (*FAMILIES.items(), *_SIGNS.items()):
        for phrase in phrases:
            words = tuple(phrase.split(" "))
            found.setdefault(words[0], []).append((words, family))
    return {first: tuple(sorted(known, key=lambda each: -len(each[0]))) for first, known in found.items()}


_TIME_WORDS = frozenset("day days week weeks".split())
"""Behind "is started on" they say when; a treatment says what."""


def word(cursor: Cursor) -> str | None:
    """Takes an arm ("arm II", "groups A and B"), "followed 2 hours later by" or the longest phrase of a family."""
    if _arm(cursor):
        return "arm"
    if _later(cursor) or _next_step(cursor):
        return "then"
    if _continues_for(cursor):
        return "given"
    if _bounded(cursor) or _one_of_several(cursor):
        return "note"
    for words, family in _by_first().get(cursor.peek(), ()):
        timed = family == "receive" and words[-1] == "on" and cursor.peek(len(words)) in _TIME_WORDS
        if cursor.stands(words) and not timed:
            cursor.index += len(words)
            return family
    return None


def stands(cursor: Cursor, families: Collection[str]) -> bool:
    """Whether a phrase of one of these families stands anywhere in the sentence."""
    start, known, found = cursor.index, _by_first(), False
    for place, token in enumerate(cursor.tokens):
        if token.key in known:
            cursor.index = place
            found = any(family in families and cursor.stands(words) for words, family in known[token.key])
        if found:
            break
    cursor.index = start
    return found


def _later(cursor: Cursor) -> bool:
    """LATER = "followed" [ "no more than" ... ] TIME [ "later" ] "by" | "then" [ "," ] TIME "later" [ "," ]"""
    if cursor.peek() not in _OPENS_LATER:
        return False
    start = cursor.index
    cursor.word(",") if cursor.peek(1) == "then" else None
    opener = cursor.word("followed", "then")
    cursor.phrase(
        "within", "approximately", "about", ",", "no more than", "no later than", "at least"
    ) if opener else None
    cursor.word("approximately", "about")
    counted = opener and cursor.number() is not None
    if counted and cursor.word("-", "to"):
        counted = cursor.number() is not None
    timed = counted and cursor.word("minutes", "minute", "hours", "hour", "days", "day", "weeks", "week")
    later = cursor.word("later", "after") if timed else ""
    if timed and (cursor.word("by") if opener == "followed" else later):
        cursor.word(",")
        return True
    cursor.index = start
    return False


def _continues_for(cursor: Cursor) -> bool:
    """CONTINUES = ( "may" | "will" | ... ) "continue", before how long: "A may continue for up to 12 months" """
    if (
        cursor.peek() in {"may", "will", "can", "should"}
        and cursor.peek(1) == "continue"
        and cursor.peek(2) in _HOW_LONG
    ):
        cursor.index += 2
        return True
    return False


def _next_step(cursor: Cursor) -> bool:
    """NEXT-STEP = "then" ( "titrated" | "increased" | ... ) "to": the dose that follows is given next"""
    start = cursor.index
    sure = cursor.peek(-1) not in IN_CASE
    if sure and cursor.word("then") and cursor.word(*STEPS) and cursor.word("to"):
        return True
    cursor.index = start
    return False


def _bounded(cursor: Cursor) -> bool:
    """BOUNDED = "over" ( BOUND NUMBER | "several" ) TIME: no length of an infusion, but said of one"""
    if cursor.peek() != "over":
        return False
    start = cursor.index
    over = cursor.word("over")
    some = over and cursor.phrase("several", "a few")
    number = cursor.number() if over and not some and cursor.phrase(*_AT_MOST_OR_LEAST) else None
    if number is not None and cursor.word("-", "to"):
        number = cursor.number()
    cursor.word("-")
    if (some or number is not None) and cursor.word(*_SHORT_TIMES):
        return True
    cursor.index = start
    return False


def _one_of_several(cursor: Cursor) -> bool:
    """ONE-OF-SEVERAL = "1" "of" NUMBER [ "different" ] ( "doses" | "dose levels" | ... ): which, is not said"""
    if cursor.token is None or cursor.token.number != 1:
        return False
    start = cursor.index
    one = cursor.number() == 1 and cursor.word("of") and cursor.number() is not None
    cursor.word("different", "escalating", "possible", "fixed", "increasing")
    if one and cursor.phrase("doses", "dose levels", "dose level", "dosages", "dosage levels"):
        return True
    cursor.index = start
    return False


def _arm(cursor: Cursor) -> bool:
    """ARM = ( "arm" | "group" | ... ) LABEL { ( "," | "and" | "or" ) LABEL }"""
    if cursor.peek() not in _ARMS or not _ARM.fullmatch(cursor.peek(1)):
        return False
    cursor.index += 2
    while (
        cursor.peek() in {",", "and", "or", "/"}
        and _ARM.fullmatch(cursor.peek(1))
        and cursor.peek(1) != "a"
        and not (cursor.peek(1).isdigit() and cursor.peek(2) in UNITS | TIMES)  # "in arm A and 75 mg in arm B"
    ):
        cursor.index += 2
    return True
