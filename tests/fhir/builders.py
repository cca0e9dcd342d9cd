"""The two example trials as values, built by hand: every fact cites the words of the example that state it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from fhiradapter.prose import Authority, Citation, Stated
from fhiradapter.schedule.regimen import (
    Administration,
    Count,
    Cycle,
    Cycles,
    Duration,
    FollowUp,
    Frequency,
    Regimen,
    Stage,
)
from fhiradapter.trial.eligibility import Characteristic
from fhiradapter.trial.people import Party
from fhiradapter.trial.source import SourceDocument
from fhiradapter.trial.study import (
    Enrollment,
    Fact,
    Intervention,
    Objective,
    Outcome,
    Trial,
)
from tests.fhir import registry_record

T = TypeVar("T")

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Text:
    """A source text in which words can be found, however they are wrapped."""

    content: str

    def cite(self, words: str, nth: int = 0) -> Citation:
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        found = list(re.finditer(pattern, self.content))[nth]
        return Citation(found.start(), found.end() - found.start())

    def say(self, value: T, words: str, nth: int = 0) -> Stated[T]:
        return Stated(value, words, (self.cite(words, nth),))

    def quote(self, words: str, nth: int = 0) -> Stated[str]:
        return self.say(words, words, nth)


def document(name: str, content: str) -> SourceDocument:
    return SourceDocument(name=name, content=content.encode(), text=content, language="en")


def by_user(value: T) -> Stated[T]:
    return Stated(value, by=Authority.USER)


def days(low: int, unit: str = "d") -> Duration:
    return Duration(Decimal(low), unit)


def bosutinib_trial() -> Trial:
    """Seed 004: 28-day cycles, up to 6; responders may get inotuzumab on day 1 only from cycle 2 on."""
    content = (EXAMPLES / "004_dfe57e3d3d503e4f.txt").read_text(encoding="utf-8")
    text = Text(content)
    source = document("004_dfe57e3d3d503e4f.txt", content)
    return Trial(
        id=f"src-{source.sha256.hex()[:12]}",
        source=source,
        phases=text.say(
            ("PHASE1", "PHASE2"), "phase I, dose-escalation study of bosutinib followed by a phase II study"
        ),
        design=(
            Fact("", text.quote("This is a phase I, dose-escalation study of bosutinib followed by a phase II study.")),
        ),
        detailed_description=Stated(" ".join(content.split()), " ".join(content.split()), (Citation(0, len(content)),)),
        conditions=(
            text.quote("Philadelphia-chromosome positive (Ph+) acute lymphoblastic leukemia (ALL)"),
            text.quote("chronic myeloid leukemia (CML) in lymphoid blast phase"),
        ),
        interventions=(
            Intervention(text.quote("bosutinib")),
            Intervention(text.quote("inotuzumab ozogamicin")),
        ),
        objectives=(
            Objective(
                "primary", text.quote("I. To determine the safety and maximum tolerated dose (MTD) of bosutinib")
            ),
            Objective("secondary", text.quote("II. To determine the duration of response of patients")),
        ),
        population=(Characteristic("CD22 expression", None, text.quote("express CD22")),),
        regimen=bosutinib_regimen(text),
    )


def bosutinib_regimen(text: Text) -> Regimen:
    return Regimen(
        stages=(
            Stage(
                key="treatment",
                administrations=(_bosutinib(text), _inotuzumab(text), _inotuzumab_for_responders(text)),
                cycle=Cycle(text.say(days(28), "28 days", 1), text.say(Count(None, 6), "up to 6 cycles")),
                stop=text.quote("disease progression or unacceptable toxicity", 1),
                statement=text.quote(
                    "Treatment repeats every 28 days for up to 6 cycles in the absence of disease progression or "
                    "unacceptable toxicity"
                ),
            ),
        ),
        follow_ups=(
            FollowUp(
                statement=text.quote("patients are followed up every 12 weeks for up to 1 year"),
                every=text.say(days(12, "wk"), "every 12 weeks"),
                duration=text.say(Duration(Decimal(1), "a", at_most=True), "up to 1 year"),
            ),
        ),
    )


def _bosutinib(text: Text) -> Administration:
    clause = "bosutinib orally (PO) once daily (QD) on days 1-28"
    return Administration(
        drug=text.quote("bosutinib", 3),
        clause=text.cite(clause),
        words=clause,
        route=text.say("oral", "orally (PO)"),
        frequency=text.say(Frequency(1, Decimal(1), "d", "QD"), "once daily (QD)"),
        days=text.say(tuple(range(1, 29)), "days 1-28"),
    )


def _inotuzumab(text: Text) -> Administration:
    clause = "inotuzumab ozogamicin intravenously (IV) over 1 hour on days 1, 8, and 15"
    return Administration(
        drug=Stated("inotuzumab ozogamicin", "inotuzumab ozogamicin", (Citation(text.cite(clause).offset, 21),)),
        clause=text.cite(clause),
        words=clause,
        route=text.say("intravenous", "intravenously (IV)"),
        infusion=text.say(days(1, "h"), "1 hour"),
        days=text.say((1, 8, 15), "days 1, 8, and 15"),
    )


def _inotuzumab_for_responders(text: Text) -> Administration:
    condition = (
        "confirmed complete response (CR), incomplete blood count recovery (CRi), complete cytogenetic response (CCyR) "
        "and/or absence of minimal residual disease (MRD)"
    )
    clause = f"Patients with {condition} may receive inotuzumab ozogamicin IV on day 1 of subsequent cycles"
    return Administration(
        drug=text.quote("inotuzumab ozogamicin", -1),
        clause=text.cite(clause),
        words=clause,
        route=text.say("intravenous", "IV", -1),
        days=text.say((1,), "day 1"),
        cycles=text.say(Cycles.span(2, None), "subsequent cycles"),
        condition=text.quote(condition),
        optional=True,
    )


def venetoclax_trial() -> Trial:
    """Seed 000: drugs without dose, cycle or days; six to nine months; "20 to 32 people"."""
    content = (EXAMPLES / "000_c02710831bea71a4.txt").read_text(encoding="utf-8")
    text = Text(content)
    source = document("000_c02710831bea71a4.txt", content)
    names = ("Venetoclax", "Dexamethasone", "Inotuzumab Ozogamicin")
    return Trial(
        id=f"src-{source.sha256.hex()[:12]}",
        source=source,
        brief_title=text.quote("Venetoclax Plus Inotuzumab for B-ALL"),
        phases=text.say(("PHASE1",), "phase I"),
        brief_summary=text.quote("This research study is evaluating the safety and efficacy"),
        conditions=(text.quote("B-cell Acute Lymphoblastic Leukemia"), text.quote("B-Cell Lymphoma")),
        interventions=tuple(Intervention(_after(text, "DRUG: ", name), text.say("DRUG", "DRUG")) for name in names),
        outcomes=(
            Outcome(
                "primary",
                text.quote("Maximum tolerated dose of venetoclax in combination with inotuzumab ozogamicin"),
                text.quote("Descriptive analysis of highest dose of venetoclax"),
                text.quote("Enrollment to end of treatment up to 9 months"),
            ),
            Outcome("secondary", text.quote("Morphologic response"), None, None),
        ),
        parties=(Party("funding-source", text.quote("Abbvie"), text.quote("supporting this research study")),),
        enrollment=Enrollment(phrase=text.quote("20 to 32 people")),
        regimen=venetoclax_regimen(text),
    )


def _after(text: Text, opening: str, name: str) -> Stated[str]:
    found = text.cite(opening + name)
    return Stated(name, name, (Citation(found.offset + len(opening), len(name)),))


def venetoclax_regimen(text: Text) -> Regimen:
    drugs = ("Venetoclax", "Dexamethasone", "Inotuzumab Ozogamicin")
    named = [_after(text, "DRUG: ", drug) for drug in drugs]
    administrations = [Administration(drug=drug, clause=drug.citations[0], words=drug.value) for drug in named]
    oral = text.say("oral", "oral (pill)")
    given = (
        Administration(
            drug=named[0], clause=text.cite("Venetoclax is an oral (pill)"), words=named[0].value, route=oral
        ),
        *administrations[1:],
    )
    return Regimen(
        stages=(
            Stage(
                key="treatment",
                administrations=given,
                duration=text.say(Duration(Decimal(6), "mo", Decimal(9), approximate=True), "approximately 6-9 months"),
                statement=text.quote("Participants will receive study treatment for approximately 6-9 months"),
            ),
        ),
        follow_ups=(
            FollowUp(
                statement=text.quote("followed for two years after completion of study"),
                duration=text.say(days(2, "a"), "two years"),
            ),
        ),
    )


def registry_trial() -> Trial:
    """A trial as a registry record would state it, with every field filled."""
    return registry_record.registry_trial()
