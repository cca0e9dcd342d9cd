"""What no dose can be: a value outside these bounds is a slip of the pen or of the reading, and is never passed on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fhiradapter.schedule.regimen import Dose


@dataclass(frozen=True, slots=True)
class Limit:
    """The largest and the smallest value that any treatment has in this unit, and why."""

    most: Decimal
    reason: str
    least: Decimal = Decimal(0)


LIMITS = {
    "mg.min/mL": Limit(
        Decimal(8), "carboplatin is given to AUC 1 to 8; other numbers behind AUC are exposures", Decimal(1)
    ),
    "mg": Limit(Decimal(50000), "more than 50 g are not stated in milligrams"),
    "g": Limit(Decimal(200), "immunoglobulin for a heavy patient is the largest mass given"),
    "ug": Limit(Decimal(100000), "more than 100 mg are not stated in micrograms"),
    "ng": Limit(Decimal(1000000), "more than 1 mg is not stated in nanograms"),
    "mg/m2": Limit(Decimal(20000), "methotrexate and ifosfamide reach 12 to 18 g/m2"),
    "g/m2": Limit(Decimal(20), "methotrexate and ifosfamide reach 12 to 18 g/m2"),
    "ug/m2": Limit(Decimal(20000), "more than 20 mg/m2 are not stated in micrograms"),
    "mg/kg": Limit(
        Decimal(400), "of drugs in mg/kg valproate, mesna and amifostine stay below; immunoglobulin is in g/kg"
    ),
    "g/kg": Limit(Decimal(5), "mannitol, glucose and immunoglobulin reach 2 to 3 g/kg"),
    "ug/kg": Limit(Decimal(5000), "more than 5 mg/kg are not stated in micrograms"),
    "ng/kg": Limit(Decimal(100000), "more than 100 ug/kg are not stated in nanograms"),
    "[iU]": Limit(Decimal(100000000), "aldesleukin and interferon stay below 100 million IU"),
    "[iU]/m2": Limit(Decimal(100000000), "aldesleukin and interferon stay below 100 million IU/m2"),
    "10*6.[iU]": Limit(Decimal(100), "aldesleukin and interferon stay below 100 million IU"),
    "10*6.[iU]/m2": Limit(Decimal(100), "aldesleukin and interferon stay below 100 million IU/m2"),
    "Gy": Limit(Decimal(100), "external radiation stays below 100 Gy"),
    "cGy": Limit(Decimal(10000), "external radiation stays below 100 Gy"),
    "mCi": Limit(Decimal(1000), "radioiodine stays below 1 Ci"),
    "mCi/kg": Limit(Decimal(30), "MIBG reaches 18 mCi/kg"),
    "GBq": Limit(Decimal(40), "radioiodine stays below 1 Ci"),
    "MBq": Limit(Decimal(40000), "radioiodine stays below 1 Ci"),
    "mL": Limit(Decimal(999), "a litre is a diluent, not a dose"),
    "{tablet}": Limit(Decimal(40), "nobody takes more at once"),
    "{capsule}": Limit(Decimal(40), "nobody takes more at once"),
    "{puff}": Limit(Decimal(20), "nobody inhales more at once"),
    "{cells}": Limit(Decimal(10) ** 13, "a human body has not so many cells to give"),
    "{cells}/kg": Limit(Decimal(10) ** 11, "a graft has up to 10^9 nucleated cells per kg"),
}
"""By UCUM code; bounds are generous, for they catch slips of a factor of ten and more, not unusual treatment."""

_OTHERWISE = Limit(Decimal(10) ** 15, "no unit has larger numbers")


def plausible(dose: Dose) -> bool:
    """True for a dose that somebody may get: more than nothing, and within the limits of its unit."""
    return not why_not(dose)


def why_not(dose: Dose) -> str:
    """Why nobody gets such a dose; empty where somebody may."""
    limit = LIMITS.get(dose.unit, _OTHERWISE)
    most = dose.high if dose.high is not None else dose.low
    if dose.low <= 0:
        return "it is no dose at all"
    return "" if dose.low >= limit.least and most <= limit.most else limit.reason
