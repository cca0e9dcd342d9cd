"""One row of an export under the names of API v2, each value with its column and its place in the cell."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING

from fhiradapter.errors import SourceError
from fhiradapter.issues import Issue, Severity
from fhiradapter.prose import Prose
from fhiradapter.sources.formats.ctgov_csv import design, forms
from fhiradapter.sources.formats.ctgov_csv.findings import Finding, Form, Found, Path, Tree, Unread
from fhiradapter.sources.formats.ctgov_csv.records import records
from fhiradapter.sources.formats.ctgov_csv.sponsors import COLUMNS as SPONSOR_COLUMNS
from fhiradapter.sources.formats.ctgov_csv.sponsors import sponsors
from fhiradapter.sources.record import Leaf, Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# The registry's own download writes "null" for a date that is not there, and pandas may write NULL for a gap.
_ABSENT = frozenset(("", "null", "NULL"))

_P = "protocolSection"
_IDENTIFICATION: Path = (_P, "identificationModule")
_STATUS: Path = (_P, "statusModule")
_OUTCOMES: Path = (_P, "outcomesModule")
_DESIGN: Path = (_P, "designModule")

_FORMS: Mapping[str, Form] = {
    "rank": forms.number("rank"),
    "nct": forms.nct(*_IDENTIFICATION, "nctId"),
    "title": forms.text(*_IDENTIFICATION, "briefTitle"),
    "acronym": forms.text(*_IDENTIFICATION, "acronym"),
    "other_ids": forms.other_ids(
        (*_IDENTIFICATION, "orgStudyIdInfo", "id"), (*_IDENTIFICATION, "secondaryIdInfos"), "id"
    ),
    "status": forms.registry_word("overallStatus", *_STATUS, "overallStatus"),
    "summary": forms.text(_P, "descriptionModule", "briefSummary"),
    "results": forms.results("hasResults"),
    "conditions": forms.texts(_P, "conditionsModule", "conditions"),
    "interventions": design.interventions,
    # The older download lists all outcomes in one column, and does not say which are primary.
    "outcomes": forms.objects("measure", *_OUTCOMES, "outcomes"),
    "primary_outcomes": forms.objects("measure", *_OUTCOMES, "primaryOutcomes"),
    "secondary_outcomes": forms.objects("measure", *_OUTCOMES, "secondaryOutcomes"),
    "other_outcomes": forms.objects("measure", *_OUTCOMES, "otherOutcomes"),
    "sex": forms.registry_word("sex", _P, "eligibilityModule", "sex"),
    "age": design.age,
    "phases": forms.phase_list(*_DESIGN, "phases"),
    "enrollment": forms.number(*_DESIGN, "enrollmentInfo", "count"),
    "study_type": design.study_type,
    "design": design.design,
    "start": forms.date(*_STATUS, "startDateStruct", "date"),
    "primary_completion": forms.date(*_STATUS, "primaryCompletionDateStruct", "date"),
    "completion": forms.date(*_STATUS, "completionDateStruct", "date"),
    "first_posted": forms.date(*_STATUS, "studyFirstPostDateStruct", "date"),
    "results_posted": forms.date(*_STATUS, "resultsFirstPostDateStruct", "date"),
    "update_posted": forms.date(*_STATUS, "lastUpdatePostDateStruct", "date"),
    "locations": forms.objects("facility", _P, "contactsLocationsModule", "locations"),
    "documents": design.documents,
    "url": forms.text("aboutSource", "url"),
}
"""By column (see columns.py): how its cells are read, and where their values stand in v2.

Names of ours, which v2 does not have: `rank`, `aboutSource.url`, `outcomesModule.outcomes`, `largeDocs[].url`,
`sponsorCollaboratorsModule.fundedBys`."""


def parse(name: str, content: bytes) -> Parsed:
    """The record in `content` of one Row: a header and one row, UTF-8.

    The path of a citation is the name of the column as the file writes it; its offset counts in the cell.
    Raises SourceError where it is not one header with one whole row.
    """
    header, found = records(name, io.BytesIO(content))
    rows = list(islice(found, 2))
    if len(rows) != 1 or rows[0].problem:
        problem = next((row.problem for row in rows if row.problem), f"{len(rows) or 'no'} rows, expected one")
        raise SourceError(
            f"{name}: {problem}", remedy="Give the header and one row, as the reader of the file cut them."
        )
    cells = [
        (key, Prose.verbatim(cell, 0, header.label(index)))
        for index, (key, cell) in enumerate(zip(header.keys, rows[0].cells, strict=True))
        if cell.strip() not in _ABSENT
    ]
    issues: list[Issue] = []
    tree = _tree(_findings(_once(cells, issues)), issues)
    return Parsed(tree, lambda: (Leaf(cell.path, cell.text) for _, cell in cells), tuple(issues))


def _once(cells: Iterable[tuple[str, Prose]], issues: list[Issue]) -> dict[str, Prose]:
    """The cells of the known columns. Two columns of one name must agree, or neither is taken."""
    found: dict[str, list[Prose]] = {}
    for key, cell in cells:
        if key:
            found.setdefault(key, []).append(cell.strip())
    agreed = {}
    for key, same in found.items():
        if len({cell.text for cell in same}) == 1:
            agreed[key] = same[0]
        else:
            issues.extend(_issue(cell, "the same words in each column of this meaning") for cell in same)
    return agreed


def _findings(cells: Mapping[str, Prose]) -> Iterator[Finding]:
    for key, cell in cells.items():
        if not cell.text.strip("|/ "):
            yield Unread(cell, "words, not only what separates them")
        elif key not in SPONSOR_COLUMNS:
            yield from _FORMS[key](cell)
    yield from sponsors({key: cells[key] for key in SPONSOR_COLUMNS if key in cells})


def _tree(findings: Iterable[Finding], issues: list[Issue]) -> Tree:
    """The values in their places. A place that is stated twice with two values has none."""
    placed: dict[Path, Found] = {}
    contradicted: set[Path] = set()
    for each in findings:
        if isinstance(each, Unread):
            issues.append(_issue(each.cell, each.expected))
            continue
        before = placed.setdefault(each.path, each)
        if before is not each and before.cell.text != each.cell.text:
            contradicted.add(each.path)
            issues.append(_issue(each.cell, f"one value: {before.cell.text[:80]!r} is stated as well"))
    tree: Tree = {}
    for path, found in placed.items():
        if path not in contradicted:
            _put(tree, path, found)
    return tree


def _put(tree: Tree, path: Path, found: Found) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = found.value


def _issue(cell: Prose, expected: str) -> Issue:
    return Issue(
        severity=Severity.WARNING,
        rule="field-not-read",
        code="value",
        message=f"{cell.path}: expected {expected}: left out.",
        remedy="Mend the cell, fetch the record from the registry, or state the fact with --set.",
        place=cell.cite().place,
        quote=cell.text[:80],
    )
