"""The number of the trial in ClinicalTrials.gov: only where a labelled line says that a number is its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.sources import markup
from fhiradapter.trial.study import Identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Prose, Stated

_NUMBER = re.compile(r"\bNCT\d{8}\b", re.IGNORECASE)
_OWN = re.compile(
    r"(?:(?:ClinicalTrials\.gov|NCT)\s*(?:Identifier|ID|Number|No\.?|#|Registration(?: Number)?)|"
    r"Trial\s+registration(?:\s+number)?)\s*:\s*(?:ClinicalTrials\.gov(?:\s+Identifier)?[\s,:]*)?(?P<number>NCT\d{8})[.;]?",
    re.IGNORECASE,
)


def own_number(line: Prose) -> Stated[str] | None:
    """The number of a line such as "ClinicalTrials.gov Identifier: NCT01234567", in capitals."""
    match = _OWN.fullmatch(line.text)
    return line.state(match["number"].upper(), *match.span("number")) if match else None


def identifiers(source: Prose) -> tuple[Identifier, ...]:
    """The number that the text calls the trial's own; none when it gives several."""
    found = [number for line in markup.lines(source) if (number := own_number(line)) is not None]
    return (Identifier("nctId", found[0]),) if len({each.value for each in found}) == 1 else ()


def other_numbers(source: Prose, own: tuple[Identifier, ...]) -> Iterator[Issue]:
    """Registry numbers of which the text does not say that they are this trial's."""
    known = {each.value.value for each in own}
    others = [each for each in _NUMBER.finditer(source.text) if each.group().upper() not in known]
    if others:
        names = ", ".join(dict.fromkeys(each.group().upper() for each in others))
        first = others[0]
        yield Issue(
            severity=Severity.INFORMATION,
            rule="registry-number-in-text",
            code="informational",
            message="Numbers of the ClinicalTrials.gov registry stand in the text; "
            f"whether one is this trial's is not said: {names}",
            remedy="If one is: --set nctId=NCT...",
            place=source.cite(first.start(), first.end()).place,
            quote=names[:80],
        )
