"""show: what a source or a bundle says of the schedule, read back from its FHIR resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.versions import read
from fhiradapter.workflows.bundles import bundle_of

if TYPE_CHECKING:
    from fhiradapter.fhir.assembly.reading import ReadBack
    from fhiradapter.issues import Issue
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.workflows.options import Options


def show(record: SourceRecord, options: Options) -> tuple[ReadBack, tuple[Issue, ...]]:
    """The schedule of one record, and the Issues of its conversion. Raises SourceError.

    A source goes to FHIR and back first: what is shown is what a server would hold.
    """
    bundle, issues = bundle_of(record, options)
    return read(bundle, options.tables), issues
