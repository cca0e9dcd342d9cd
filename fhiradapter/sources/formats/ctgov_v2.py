"""ClinicalTrials.gov API v2 JSON: the vocabulary is the record's own, so the tree is the record.

https://clinicaltrials.gov/data-api/about-api/study-data-structure. Paths are JSON Pointers into the study.
"""

from __future__ import annotations

from fhiradapter import json_codec
from fhiradapter.errors import SourceError
from fhiradapter.sources.record import Parsed, json_leaves


def parse(name: str, content: bytes) -> Parsed:
    """One study. Raises SourceError for what is no JSON object."""
    try:
        study = json_codec.decode(content)
    except json_codec.NotJson as error:
        raise SourceError(f"{name}: broken JSON: {error}", remedy="Is the record whole? Fetch it again.") from error
    if not isinstance(study, dict):
        raise SourceError(f"{name}: no JSON object, expected a study", remedy="Give a record of ClinicalTrials.gov.")
    return Parsed(study, lambda: json_leaves(study))
