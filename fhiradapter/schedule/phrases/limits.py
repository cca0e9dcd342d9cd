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
    "ng/m2": Limit(Decimal(1000000), "more than 1 mg/m2 is not stated in nanograms"),
    "pg/kg": Limit(Decimal(1000000), "more than 1 ug/kg is not stated in picograms"),
    "[iU]": Limit(Decimal(100000000), "aldesleukin and interferon stay below 100 million IU"),
    "[iU]/m2": Limit(Decimal(100000000), "aldesleukin and interferon stay below 100 million IU/m2"),
    "[iU]/kg": Limit(Decimal(2000000), "aldesleukin is given to 720,000 IU/kg"),
    "10*6.[iU]": Limit(Decimal(100), "aldesleukin and interferon stay below 100 million IU"),
    "10*6.[iU]/m2": Limit(Decimal(100), "aldesleukin and interferon stay below 100 million IU/m2"),
    "10*6.[iU]/kg": Limit(Decimal(2), "aldesleukin is given to 0.72 million IU/kg"),
    "{U}": Limit(Decimal(100000000), "penicillin and interferon stay below 100 million units"),
    "{U}/m2": Limit(Decimal(100000000), "interferon stays below 100 million units/m2"),
    "{U}/kg": Limit(Decimal(2000000), "aldesleukin is given to 720,000 units/kg"),
    "10*6.{U}": Limit(Decimal(100), "penicillin and interferon stay below 100 million units"),
    "10*6.{U}/m2": Limit(Decimal(100), "interferon stays below 100 million units/m2"),
    "Gy": Limit(Decimal(100), "external radiation stays below 100 Gy"),
    "cGy": Limit(Decimal(10000), "external radiation stays below 100 Gy"),
    "RAD": Limit(Decimal(10000), "external radiation stays below 100 Gy"),
    "mCi": Limit(Decimal(1000), "radioiodine stays below 1 Ci"),
    "mCi/kg": Limit(Decimal(30), "MIBG reaches 18 mCi/kg"),
    "mCi/m2": Limit(Decimal(300), "radioiodine stays below 1 Ci"),
    "GBq": Limit(Decimal(40), "radioiodine stays below 1 Ci"),
    "MBq": Limit(Decimal(40000), "radioiodine stays below 1 Ci"),
    "MBq/kg": Limit(Decimal(1000), "MIBG reaches 666 MBq/kg"),
    "kBq/kg": Limit(Decimal(5000), "radium is given in 55 to 110 kBq/kg"),
    "meq": Limit(Decimal(1000), "a litre of concentrate has less"),
    "meq/kg": Limit(Decimal(50), "more is deadly of every electrolyte"),
    "mmol": Limit(Decimal(1000), "a litre of concentrate has less"),
    "mmol/kg": Limit(Decimal(50), "more is deadly of every electrolyte"),
    "mL": Limit(Decimal(999), "a litre is a diluent, not a dose"),
    "mL/kg": Limit(Decimal(200), "fluids reach 150 mL/kg a day"),
    "{tablet}": Limit(Decimal(40), "nobody takes more at once"),
    "{capsule}": Limit(Decimal(40), "nobody takes more at once"),
    "{pill}": Limit(Decimal(40), "nobody takes more at once"),
    "{sachet}": Limit(Decimal(20), "nobody takes more at once"),
    "{suppository}": Limit(Decimal(10), "nobody is given more at once"),
    "{patch}": Limit(Decimal(20), "nobody wears more at once"),
    "{vial}": Limit(Decimal(50), "no dose is made of more vials"),
    "{ampoule}": Limit(Decimal(50), "no dose is made of more ampoules"),
    "{puff}": Limit(Decimal(20), "nobody inhales more at once"),
    "uL": Limit(Decimal(10000), "more is said in mL"),
    "{spray}": Limit(Decimal(20), "nobody sprays more at once"),
    "{inhalation}": Limit(Decimal(40), "nobody inhales more at once"),
    "{application}": Limit(Decimal(10), "nobody applies more at once"),
    "[drp]": Limit(Decimal(200), "ten millilitres are not counted in drops"),
    "{cells}": Limit(Decimal(10) ** 13, "a human body has not so many cells to give"),
    "{cells}/kg": Limit(Decimal(10) ** 11, "a graft has up to 10^9 nucleated cells per kg"),
    "{cells}/m2": Limit(Decimal(10) ** 12, "a graft has up to 10^9 nucleated cells per kg"),
    "10*6.{cells}/kg": Limit(Decimal(10) ** 5, "a graft has up to 10^9 nucleated cells per kg"),
    "10*6/kg": Limit(Decimal(10) ** 5, "a graft has up to 10^9 nucleated cells per kg"),
    "{vg}": Limit(Decimal(10) ** 17, "gene therapies reach 10^16 vector genomes"),
    "{vg}/kg": Limit(Decimal(10) ** 15, "gene therapies reach 3 x 10^14 vector genomes per kg"),
    "{vp}": Limit(Decimal(10) ** 14, "viral vectors reach 10^13 particles"),
    "[PFU]": Limit(Decimal(10) ** 12, "oncolytic viruses reach 10^10 PFU"),
    "10*6.[PFU]": Limit(Decimal(10) ** 6, "oncolytic viruses reach 10^10 PFU"),
    "[CFU]": Limit(Decimal(10) ** 13, "probiotics reach 10^12 CFU"),
    "[TCID_50]": Limit(Decimal(10) ** 12, "measles virus reaches 10^11 TCID50"),
    "{SQ-U}": Limit(Decimal(10) ** 6, "allergen extracts reach 300,000 SQ-U"),
    "[BAU]": Limit(Decimal(10) ** 6, "allergen extracts stay below a million units"),
    "[PNU]": Limit(Decimal(10) ** 6, "allergen extracts stay below a million units"),
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
