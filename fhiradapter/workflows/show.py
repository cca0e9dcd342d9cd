"""show: what a source or a bundle says of the schedule, read back from its FHIR resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.fhir.versions import read
from fhiradapter.workflows.bundles import bundle_of

if TYPE_CHECKING:
    from fhiradapter.fhir.assembly.reading import ReadBack
    from fhiradapter.issues import Issue
    from fhiradapter.workflows.convert import Reading
    from fhiradapter.workflows.inputs import Input


def show(given: Input, reading: Reading) -> tuple[ReadBack, tuple[Issue, ...]]:
    """The schedule of one input, and the Issues of its conversion. Raises SourceError.

    A source goes to FHIR and back first: what is shown is what a server would hold.
    """
    bundle, issues = bundle_of(given, reading)
    return read(bundle, reading.tables), issues
