"""ConceptMaps of the tables: what the adapter makes of the words of the registry, of drugs and of conditions.

https://hl7.org/fhir/R4/conceptmap.html. A server that has them gives the same answers to `$translate` as the adapter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.parts.header import computer_name, stamped
from fhiradapter.fhir.parts.narrative import narrative
from fhiradapter.terminology.names import folded
from fhiradapter.terminology.tables import Coding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fhiradapter.fhir.parts.release import Release
    from fhiradapter.settings import Settings
    from fhiradapter.terminology.rows import CodeRow, TermRow
    from fhiradapter.terminology.tables import Tables

_ENUMERATIONS: Mapping[str, str] = {
    **{
        field: field
        for field in (
            "overallStatus phases studyType primaryPurpose allocation interventionModel whoMasked observationalModel "
            "timePerspective armGroupType interventionType organizationClass officialRole responsiblePartyType sex "
            "registrationActivity"
        ).split()
    },
    "progressStatus": "overallStatus",
}
"""The fields of `codes.tsv` whose values are words of the registry, and the field of the registry that has them."""

# the status of R5 is that of the publication: it says nothing about the trial's own
_NOT_MAPPED = frozenset({("overallStatus", "r5")})

_RELATIONS: Mapping[str, tuple[str, str]] = {
    "": ("equivalent", "equivalent"),
    "wider": ("wider", "source-is-narrower-than-target"),
    "narrower": ("narrower", "source-is-broader-than-target"),
    "related": ("relatedto", "related-to"),
}
"""By relation of the target to the source: equivalence (R4), relationship (R5). R4's `wider` speaks of the target."""

_COMMENTS: Mapping[str, str] = {"narrower": "The code says more than the word.", "related": "The code is only near."}


@dataclass(frozen=True, slots=True)
class _Target:
    """A code, and how it is related to what it is mapped from."""

    coding: Coding
    relation: str = ""


@dataclass(frozen=True, slots=True)
class _Map:
    """One map: the id of its source code system, and (code, target) pairs; no target says that there is none."""

    name: str
    title: str
    source: str
    pairs: tuple[tuple[str, _Target | None], ...]
    notice: str = ""


def concept_maps(settings: Settings, tables: Tables, release: Release) -> list[Element]:
    """One map per field of the registry, one per code system for drugs and for conditions; those without codes not."""
    maps = (*_of_fields(tables, release.column), *_of_terms(tables, release.column))
    known = (each for each in maps if any(target for _, target in each.pairs))
    return [_resource(settings, release, each) for each in known]


def _of_fields(tables: Tables, column: str) -> Iterator[_Map]:
    for field, enumeration in _ENUMERATIONS.items():
        if (field, column) not in _NOT_MAPPED:
            words = set(tables.values(enumeration))
            rows = [(key.partition("/")[2], row) for key, row in tables.codes.items() if key.startswith(f"{field}/")]
            pairs = tuple((word, _of_row(tables, field, word, row, column)) for word, row in rows if word in words)
            notices = dict.fromkeys(_notice(tables, row.system) for _, row in rows)
            title = f"{tables.label(enumeration)} of ClinicalTrials.gov"
            yield _Map(f"ctgov-{field}", title, f"ctgov-{enumeration}", pairs, " ".join(filter(None, notices)))


def _of_row(tables: Tables, field: str, word: str, row: CodeRow, column: str) -> _Target | None:
    coding = tables.coding(field, word, column)
    return _Target(coding, row.relation) if coding else None


def _of_terms(tables: Tables, column: str) -> Iterator[_Map]:
    kinds: Mapping[str, Mapping[str, TermRow]] = {"drugs": {**tables.drugs}, "conditions": {**tables.conditions}}
    for kind, rows in kinds.items():
        systems = next((row.systems for row in rows.values()), {})
        for cell, key in systems.items():
            pairs = tuple(_of_terms_row(tables.system(key, column), cell, rows.values()))
            yield _Map(f"{kind}-{key}", f"{kind.capitalize()} in {key}", kind, pairs, _notice(tables, key))


def _of_terms_row(system: str, cell: str, rows: Iterable[TermRow]) -> Iterator[tuple[str, _Target]]:
    for row in rows:
        if code := getattr(row, cell):
            display = getattr(row, f"{cell}_display")
            yield row.index, _Target(Coding(system, code, display), _closeness(row, display))


def _closeness(row: TermRow, display: str) -> str:
    """A code is the same when it is called by a name of the row: ICD-10-CM and MeSH have classes in other places."""
    names = {"", row.index, *map(folded, row.phrases)}
    return "" if folded(display) in names else "related"


def _notice(tables: Tables, system: str) -> str:
    row = tables.code_systems.get(system)
    return row.notice if row else ""


def _resource(settings: Settings, release: Release, content: _Map) -> Element:
    url = f"{settings.base}/ConceptMap/{content.name}"
    source = f"{settings.base}/CodeSystem/{content.source}"
    mapped = sum(1 for _, target in content.pairs if target)
    rows = [("URL", url), ("From", source), ("Codes", f"{mapped} of {len(content.pairs)}"), ("Notice", content.notice)]
    return stamped(
        lambda version: element(
            resourceType="ConceptMap",
            id=content.name,
            language="en",
            text=narrative(content.title, rows, "en"),
            url=url,
            version=version,
            name=computer_name(*content.name.replace(".", "-").split("-")),
            title=content.title,
            status="draft",
            experimental=False,
            publisher=settings.publisher,
            description=f"{content.title}: the codes that the conversion of a trial gives.",
            copyright=content.notice,
            group=list(_groups(source, content.pairs, release.column)),
        )
    )


def _groups(source: str, pairs: Iterable[tuple[str, _Target | None]], column: str) -> Iterator[Element]:
    """A group per target system. What has no code stands in the first: HAPI refuses a group without target (0839)."""
    listed = list(pairs)
    first = next(target.coding.system for _, target in listed if target)
    by_system: dict[str, list[Element]] = {}
    for code, target in listed:
        system = target.coding.system if target else first
        by_system.setdefault(system, []).append(_element(code, target, column))
    yield from (element(source=source, target=system, element=each) for system, each in by_system.items())


def _element(code: str, target: _Target | None, column: str) -> Element:
    if target is None:
        none = {"target": [{"equivalence": "unmatched"}]} if column == "r4" else {"noMap": True}
        return element(code=code, **none)
    equivalence, relationship = _RELATIONS[target.relation]
    how = {"equivalence": equivalence} if column == "r4" else {"relationship": relationship}
    comment = _COMMENTS.get(target.relation, "")
    mapped = element(code=target.coding.code, display=target.coding.display, **how, comment=comment)
    return element(code=code, target=[mapped])
