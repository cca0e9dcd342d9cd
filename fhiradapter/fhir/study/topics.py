"""What a study is about: conditions, interventions, keywords, and the MeSH headings that the registry assigned.

A heading stands beside the words that it equals, else among the keywords: it was assigned to the study as a whole, so
it never takes the place of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.codings import MESH, assigned_coding, term_codings
from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.study.words import limited
from fhiradapter.terminology.names import folded
from fhiradapter.terminology.terms import RECORD_MESH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.terminology.terms import Term
    from fhiradapter.trial.study import AssignedTerm, Intervention

    _Question = Callable[[str, str, Sequence[tuple[str, str]]], Term | None]

MEDICATION = "MedicationRequest"
_DRUG = "DRUG"
_FEW = 100


@dataclass(frozen=True, slots=True)
class Topics:
    """`condition`, `focus` and `keyword` of a study, as CodeableConcepts."""

    conditions: list[Element]
    focus: list[Element]
    keywords: list[Element]


def topics(brief: Brief) -> Topics:
    """All three together: a heading that stands beside a condition or an intervention is no keyword."""
    of_conditions, of_interventions = _Headings(brief, "condition"), _Headings(brief, "intervention")
    conditions = [_topic(brief, [fact], of_conditions, brief.tables.condition) for fact in brief.trial.conditions]
    focus = [_focus(brief, alike, of_interventions) for alike in _interventions(brief)]
    rest: dict[str, list[AssignedTerm]] = {}
    for heading, terms in chain(of_conditions.left.items(), of_interventions.left.items()):
        rest.setdefault(heading, []).extend(terms)
    return Topics(
        conditions, focus, [*wordings(brief, brief.trial.keywords), *map(partial(_keyword, brief), rest.values())]
    )


def wordings(brief: Brief, facts: Sequence[Stated[str]]) -> list[Element]:
    """Conditions or keywords, in words."""
    return [brief.wording(fact) for fact in facts]


def focus_names(brief: Brief) -> list[str]:
    """The names of the interventions, each once."""
    return [alike[0].name.value for alike in _interventions(brief)]


class _Headings:
    """The assigned terms of one kind. Those that found their place are taken away from `left`."""

    def __init__(self, brief: Brief, kind: str) -> None:
        self.left: dict[str, list[AssignedTerm]] = {}
        for term in brief.trial.assigned_terms:
            if term.kind == kind:
                self.left.setdefault(folded(term.term.value), []).append(term)

    def beside(self, name: str) -> list[tuple[str, str]]:
        """MeSH headings and ids that may belong to a name: all, unless a record has so many that only equals do."""
        found = self.left.values() if len(self.left) <= _FEW else [self.left.get(folded(name), [])]
        mesh = (term for terms in found for term in terms if term.system == MESH)
        return [(term.term.value, term.id.value if term.id else "") for term in mesh]

    def take(self, heading: str) -> list[AssignedTerm]:
        """The terms of a heading, once."""
        return self.left.pop(folded(heading), [])


def _focus(brief: Brief, alike: Sequence[Intervention], headings: _Headings) -> Element:
    drug = any(_is_drug(brief, each) for each in alike)
    return _topic(brief, [each.name for each in alike], headings, brief.tables.drug if drug else _no_codes)


def _topic(brief: Brief, facts: Sequence[Stated[str]], headings: _Headings, ask: _Question) -> Element:
    """Words with the codes that the tables have for them, and the heading that says the same."""
    name, column = facts[0].value, brief.release.column
    term = ask(name, column, headings.beside(name))
    codings = term.codings if term else ()
    shown = [each.display for each in codings if each.system == brief.tables.system(MESH, column)]
    terms = [
        *headings.take(name),
        *(found for heading in shown if term and term.step == RECORD_MESH for found in headings.take(heading)),
    ]
    return _concept(brief, name, facts, terms, term_codings(brief, term))


def _no_codes(_name: str, _column: str, _headings: Sequence[tuple[str, str]]) -> Term | None:
    """The tables have the names of drugs and conditions only."""
    return None


def _keyword(brief: Brief, terms: Sequence[AssignedTerm]) -> Element:
    return _concept(brief, terms[0].term.value, (), terms, ())


def _concept(
    brief: Brief, text: str, facts: Sequence[Stated[str]], terms: Sequence[AssignedTerm], codings: Sequence[Element]
) -> Element:
    """Codes in the order of the tables, then headings that are not among them."""
    cited = brief.cite(*facts, *(part for term in terms for part in (term.term, term.id)))
    written = {(each["system"], each["code"]): each for each in codings}
    for heading in (assigned_coding(brief, term) for term in terms):
        written.setdefault((heading["system"], heading.get("code", "")), heading)
    return element(extension=cited, coding=list(written.values()), text=limited(text))


def _interventions(brief: Brief) -> Iterable[list[Intervention]]:
    found: dict[str, list[Intervention]] = {}
    for each in brief.trial.interventions:
        found.setdefault(each.name.value.casefold(), []).append(each)
    return found.values()


def _is_drug(brief: Brief, intervention: Intervention) -> bool:
    """A plain text names drugs without saying that they are; a registry says the type."""
    word = intervention.type.value if intervention.type else _DRUG
    return brief.code("interventionType", word) == MEDICATION
