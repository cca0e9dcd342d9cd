"""Search results of ClinicalTrials.gov as CSV or TSV, of the older download and of the current one.

https://clinicaltrials.gov/data-api/about-api/csv-download. One row is one record; `rows` cuts a file into rows, `parse`
brings one under the names of API v2.
"""

from __future__ import annotations

from fhiradapter.sources.formats.ctgov_csv.columns import looks_like
from fhiradapter.sources.formats.ctgov_csv.reading import parse
from fhiradapter.sources.formats.ctgov_csv.records import Row, rows

__all__ = ["Row", "looks_like", "parse", "rows"]
