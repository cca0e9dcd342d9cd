"""Of the values of a record nearly all are found in its bundle; what is not placed, the loss report names."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from fhiradapter.sources.registry import leaves
from fhiradapter.workflows import inputs
from fhiradapter.workflows.conversions import Refused, Written, conversions
from fhiradapter.workflows.convert import convert_record
from fhiradapter.workflows.options import Options
from tests.corpus.where import CORPUS, needs_corpus
from tests.corpus.yardstick import found_in

if TYPE_CHECKING:
    from pathlib import Path

    from fhiradapter.sources.record import Leaf

OPTIONS = Options.of()
WANTED = 0.99


def _of_the_study(leaf: Leaf) -> bool:
    """Results and what the registry derives itself are no part of what a trial is."""
    return leaf.path.startswith("/protocolSection") or (
        leaf.path.startswith("/clinical_study") and "/clinical_results" not in leaf.path and "_browse" not in leaf.path
    )


def _every(number: int, *paths: Path) -> list[str]:
    return [str(path) for path in [each for folder in paths for each in sorted(folder.iterdir())][::number]]


@needs_corpus
@pytest.mark.parametrize("kind", ["ctgov-json", "ctgov-xml"])
def test_nearly_every_value_is_found(kind: str) -> None:
    total: Counter[str] = Counter()
    poor = {}
    for record in inputs.records(_every(2, CORPUS / kind)):
        bundle = convert_record(record, OPTIONS).bundle
        found = found_in(bundle, filter(_of_the_study, leaves(record)))
        total.update(leaves=found.leaves, missing=len(found.missing))
        if found.share < WANTED:
            poor[record.name] = found.missing
    assert total["leaves"] > 10_000
    assert total["missing"] <= total["leaves"] * (1 - WANTED) / 10
    assert len(poor) <= 2, poor


@needs_corpus
def test_what_is_not_placed_is_named_with_a_path_that_exists() -> None:
    for record in inputs.records(_every(20, CORPUS / "ctgov-json", CORPUS / "ctgov-xml")):
        known = {leaf.path for leaf in leaves(record)}
        (written,) = (each for each in conversions([record.name], OPTIONS, report=True))
        assert isinstance(written, Written)
        told = json.loads(written.report)
        named = [entry["path"] for outcome in ("placed", "derived", "notPlaced") for entry in told[outcome]]
        assert sorted(named) == sorted(known)
        assert all(entry["reason"] for outcome in ("derived", "notPlaced") for entry in told[outcome])


@needs_corpus
def test_every_file_is_converted_or_refused_with_a_message() -> None:
    """Study definitions in USDM are known and not read yet."""
    folders = (CORPUS / "ctgov-csv", *(CORPUS / "other-registries").iterdir(), CORPUS / "usdm" / "v4" / "studies")
    outcomes = list(conversions([str(folder) for folder in folders], OPTIONS))
    refused = [each for each in outcomes if isinstance(each, Refused)]
    assert len(outcomes) - len(refused) > 3000
    assert all("USDM" in each.message and each.remedy for each in refused)
    assert len(refused) == len(list((CORPUS / "usdm" / "v4" / "studies").iterdir()))
