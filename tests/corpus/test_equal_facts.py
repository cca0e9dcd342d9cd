"""One trial gives the same facts whatever format it came in, and whatever release it is written in."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.workflows import inputs
from fhiradapter.workflows.conversions import Written, conversions
from fhiradapter.workflows.convert import convert_record
from fhiradapter.workflows.options import Options
from tests.corpus.one_trial import differences, facts
from tests.corpus.where import CORPUS, needs_corpus
from tests.fhir.facts import differences as between_releases
from tests.records import COMPLETE_CSV, COMPLETE_V2, COMPLETE_XML

if TYPE_CHECKING:
    from fhiradapter.sources.source_record import SourceRecord

NO_SCHEDULE = Options.of(schedule=False)
OF_ANOTHER_DAY = {("NCT00491491", "Has results"): "the list was downloaded before the results were posted"}
"""Where two downloads of one trial truly differ, and why."""
TOLD_BY_LISTS = {
    "title",
    "state",
    "status",
    "phase",
    "interventions",
    "conditions",
    "start",
    "end",
    "Study type",
    "quantity",
}


def written(*paths: object, options: Options = NO_SCHEDULE) -> list[Written]:
    found = list(conversions([str(path) for path in paths], options))
    assert all(isinstance(each, Written) for each in found), found
    return [each for each in found if isinstance(each, Written)]


@pytest.mark.parametrize("other", [COMPLETE_XML, COMPLETE_CSV])
def test_an_invented_trial_in_three_formats(other: object) -> None:
    (first,), (second,) = written(COMPLETE_V2), written(other)
    assert differences(first.bundle, second.bundle) == {}
    assert len(facts(first.bundle).keys() & facts(second.bundle).keys()) > 15


def test_a_difference_is_seen() -> None:
    """The comparison sees a difference where there is one."""
    (first,) = written(COMPLETE_V2)
    (second,) = written(COMPLETE_V2, options=Options.of(set=["overallStatus=RECRUITING"], schedule=False))
    assert differences(first.bundle, second.bundle).keys() == {"status", "state"}


RECORDS = (CORPUS / "ctgov-xml", CORPUS / "bulk", CORPUS / "ctgov-json")
_NUMBER = re.compile(rb"NCT\d{8}")


def _number(record: SourceRecord) -> str:
    """The first number in it is its own."""
    found = _NUMBER.search(record.content)
    return found.group().decode() if found else ""


@needs_corpus
def test_trials_that_the_corpus_has_as_record_and_as_row() -> None:
    tables, others = [
        list(inputs.records(map(str, paths))) for paths in (sorted((CORPUS / "ctgov-csv").iterdir()), RECORDS)
    ]
    in_both = {_number(each) for each in tables} & {_number(each) for each in others}
    rows: dict[str, list[dict[str, Any]]] = {}
    for each in tables:
        if _number(each) in in_both:
            rows.setdefault(_number(each), []).append(convert_record(each, NO_SCHEDULE).bundle)
    compared: Counter[str] = Counter()
    found = {}
    for each in others:
        number = _number(each)
        bundle = convert_record(each, NO_SCHEDULE).bundle if number in rows else {}
        for row in rows.get(number, ()):
            compared.update(facts(bundle).keys() & facts(row).keys())
            unlike = differences(bundle, row)
            found.update({(number, name): values for name, values in unlike.items()})
    assert {key: values for key, values in found.items() if key not in OF_ANOTHER_DAY} == {}
    assert compared["title"] > 300
    assert compared.keys() >= TOLD_BY_LISTS


@needs_corpus
def test_both_releases_state_the_same() -> None:
    paths = [
        *sorted((CORPUS / "ctgov-json").iterdir())[::8],
        *sorted((CORPUS / "ctgov-xml").iterdir())[::10],
        *sorted((CORPUS / "other-registries" / "ctgov-v1-fullstudies-json").iterdir()),
        *sorted((CORPUS / "other-registries" / "nci-cts-json").iterdir())[::4],
        *(CORPUS / "other-registries" / "ictrp").iterdir(),
    ]
    in_r4 = written(*paths, options=Options.of(fhir="R4", schedule=False))
    in_r5 = written(*paths, options=Options.of(fhir="R5", schedule=False))
    unlike = {one.name: list(between_releases(one.bundle, two.bundle)) for one, two in zip(in_r4, in_r5, strict=True)}
    assert {name: found for name, found in unlike.items() if found} == {}
