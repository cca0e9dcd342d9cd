"""The most that is given. https://hl7.org/fhir/R4/dosage-definitions.html#Dosage.maxDosePerAdministration

A maximum of the dose of one administration, of a day or of a week has an element. One behind a dose that is itself
that of a day or of a course, or that is given in parts, may be the most of either: words alone say it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, element
from fhiradapter.fhir.treatment.archive import number
from fhiradapter.fhir.treatment.timing import quantity
from fhiradapter.schedule.regimen import Dose

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.fhir.treatment.archive import Archive
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.regimen import Pattern

_PERIODS = frozenset({"d", "wk"})
PER_PERIOD, PER_ADMINISTRATION = "maxDosePerPeriod", "maxDosePerAdministration"


def structured_cap(given: Pattern) -> Stated[Dose] | None:
    """The cap, where an element can say what it is the most of."""
    cap = given.cap
    if cap is None or cap.value.per in _PERIODS:
        return cap
    of_one = not cap.value.per and given.divided is None and not any(dose.value.per for dose in given.doses)
    return cap if of_one else None


def caps(brief: Brief, given: Pattern) -> Element:
    """The member of a dosage that holds the cap; empty where there is none."""
    cap = structured_cap(given)
    if cap is None:
        return {}
    cited, most = list(brief.cite(cap)), quantity(brief, cap.value.low, cap.value.unit)
    if not cap.value.per:
        return {PER_ADMINISTRATION: element(extension=cited, **most)}
    ratio = element(extension=cited, numerator=most, denominator=quantity(brief, Decimal(1), cap.value.per))
    return {PER_PERIOD: [ratio] if brief.release.lists_caps else ratio}


def read_cap(archive: Archive, dosage: Element) -> Stated[Dose] | None:
    """The cap that an element of a dosage holds; of several the first."""
    if PER_ADMINISTRATION in dosage:
        most = dosage[PER_ADMINISTRATION]
        return archive.stated(Dose(number(most["value"]), most.get("code", ""), at_most=True), most)
    found = dosage.get(PER_PERIOD, [])
    ratio: Element = next(iter(found if isinstance(found, list) else [found]), {})
    if "numerator" not in ratio:
        return None
    most, per = ratio["numerator"], ratio.get("denominator", {}).get("code", "")
    return archive.stated(Dose(number(most["value"]), most.get("code", ""), per=per, at_most=True), ratio)
