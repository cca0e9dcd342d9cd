"""Sponsor, collaborators and who funds: two columns in the older download, three in the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.sources.formats.ctgov_csv.findings import Finding, Found, Path, pieces, worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fhiradapter.prose import Prose

_MODULE: Path = ("protocolSection", "sponsorCollaboratorsModule")

COLUMNS = ("sponsor_collaborators", "sponsor", "collaborators", "funder_type", "funded_bys")
"""The columns that are read here."""


def sponsors(cells: Mapping[str, Prose]) -> Iterator[Finding]:
    """What the columns of COLUMNS state together.

    The older `Sponsor/Collaborators` has the lead sponsor first. Where the current columns are there as well, they are
    read in its place, and it stays unplaced.
    """
    both = list(pieces(cells["sponsor_collaborators"])) if "sponsor_collaborators" in cells else []
    lead = [cells["sponsor"]] if "sponsor" in cells else both[:1]
    others = list(pieces(cells["collaborators"])) if "collaborators" in cells else []
    if not others and "sponsor" not in cells:
        others = both[1:]
    if lead:
        yield Found((*_MODULE, "leadSponsor", "name"), lead[0].stated(), lead[0])
    if others:
        yield Found((*_MODULE, "collaborators"), [{"name": other.stated()} for other in others], others[0])
    yield from _funders(cells, lead, others)


def _funders(cells: Mapping[str, Prose], lead: Sequence[Prose], others: Sequence[Prose]) -> Iterator[Finding]:
    """`Funder Type` is the class of the lead sponsor; `Funded Bys` has the classes of all, and says not whose."""
    alone = len(lead) == 1 and not others
    for key, of_lead in (("funder_type", True), ("funded_bys", alone)):
        listed = list(pieces(cells[key])) if key in cells else []
        if len(listed) == 1 and of_lead:
            yield worded("class", listed[0], *_MODULE, "leadSponsor", "class")
        elif listed:
            yield Found((*_MODULE, "fundedBys"), [piece.stated() for piece in listed], cells[key])
