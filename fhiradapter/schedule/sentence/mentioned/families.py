"""The words between islands: who receives, what joins, what sets aside, what blocks. A table of families.

Families are names of `mentions.Kind`; a phrase is words separated by single blanks, in lower case; the longest wins.
A note says how a treatment is given in a way that the schedule has no place for, and stands in the way of nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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


SIGNS = {"comma": (",", ":", "–", "—")}
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
            undergoing | get | gets | ARE treated with | ARE treated for | ARE administered with |
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
            or | vs | versus | either | vs. | or vs | or alternatively | or alternatively , | or , alternatively ,
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
            recombinant | recombinant human | human recombinant |
            - | . | * | • | ● | %
        """,
    }.items()
}
"""Phrases are set apart by bars."""
