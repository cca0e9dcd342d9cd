"""One trial gives the same facts whatever format it came in, and whatever release it is written in."""

from __future__ import annotations

from collections import Counter

import pytest

from fhiradapter.workflows.conversions import Written, conversions
from fhiradapter.workflows.options import Options
from tests.corpus.one_trial import differences, facts
from tests.corpus.where import CORPUS, needs_corpus
from tests.fhir.facts import differences as between_releases
from tests.records import COMPLETE_CSV, COMPLETE_V2, COMPLETE_XML

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


@needs_corpus
def test_trials_that_the_corpus_has_as_record_and_as_row() -> None:
    rows: dict[str, list[Written]] = {}
    for each in written(*sorted((CORPUS / "ctgov-csv").iterdir())):
        rows.setdefault(each.trial_id, []).append(each)
    compared: Counter[str] = Counter()
    found = {}
    records = (CORPUS / "ctgov-xml", CORPUS / "bulk", CORPUS / "ctgov-json")
    for record in written(*records):
        for row in rows.get(record.trial_id, ()):
            both = facts(record.bundle).keys() & facts(row.bundle).keys()
            compared.update(both)
            unlike = differences(record.bundle, row.bundle)
            found.update({(record.trial_id, name): values for name, values in unlike.items()})
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
