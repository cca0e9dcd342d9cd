"""Real records of all formats: a real HAPI server takes what they become, and finds nothing wrong with it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
import requests

from fhiradapter import json_codec
from fhiradapter.fhir.versions import FhirVersion, definitions
from fhiradapter.workflows.conversions import Written, conversions
from fhiradapter.workflows.options import Options
from tests.corpus.where import CORPUS, needs_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FHIR_JSON = {"Content-Type": "application/fhir+json"}
OTHERS = CORPUS / "other-registries"
NO_STATUS = "No code provided, and a code is required from the value set"
"""A status that the source does not state is absent, as the specification allows and HAPI's validator does not."""


def sample(options: Options) -> Iterator[Written]:
    """Some seventy records: files of all formats, and a few records of those that hold many."""
    files = (
        *sorted((CORPUS / "ctgov-json").iterdir())[3::7],
        *sorted((CORPUS / "ctgov-xml").iterdir())[5::9],
        *sorted((OTHERS / "ctgov-v1-fullstudies-json").iterdir()),
        *sorted((OTHERS / "nci-cts-json").iterdir(), key=_size)[:3],
    )
    yield from _written(*files, options=options)
    for export in sorted((CORPUS / "ctgov-csv").iterdir()):
        yield from itertools.islice(_written(export, options=options), 1)
    for export in (OTHERS / "ictrp").iterdir():
        yield from itertools.islice(_written(export, options=options), 0, 60, 10)


def _size(path: Path) -> int:
    return path.stat().st_size


def _written(*paths: Path, options: Options) -> Iterator[Written]:
    for each in conversions([str(path) for path in paths], options):
        assert isinstance(each, Written), each
        yield each


@needs_corpus
@pytest.mark.hapi
@pytest.mark.parametrize("version", FhirVersion)
def test_records_are_taken_and_valid(version: FhirVersion, request: pytest.FixtureRequest) -> None:
    url: str = request.getfixturevalue(f"hapi_{version.lower()}")
    options = Options.of(fhir=version.name)
    for each in definitions(options.settings, options.tables, version):
        place = f"{url}/StructureDefinition/{each['id']}"
        assert requests.put(place, data=json_codec.encode(each), headers=FHIR_JSON, timeout=60).ok
    errors: dict[str, set[str]] = {}
    records = list(sample(options))
    assert len(records) >= 60
    for record in records:
        pushed = requests.post(url, data=record.content, headers=FHIR_JSON, timeout=300)
        assert pushed.status_code == 200, (record.name, pushed.text[:2000])
        answer = requests.post(f"{url}/Bundle/$validate", data=record.content, headers=FHIR_JSON, timeout=300).json()
        found = {issue["diagnostics"] for issue in answer["issue"] if issue["severity"] in ("error", "fatal")}
        errors.update({record.name: found} if found else {})
    excused = {NO_STATUS} if version == FhirVersion.R4 else set()
    assert {name: found - excused for name, found in errors.items() if found - excused} == {}
