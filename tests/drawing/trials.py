"""Invented trials, one per construction that a sheet has to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter import json_codec
from fhiradapter.workflows.inputs import single
from fhiradapter.workflows.options import Options
from fhiradapter.workflows.show import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fhiradapter.drawing.sheet import Sheet
    from fhiradapter.sources.source_record import SourceRecord

OPTIONS = Options.of()


def record(description: str, *arms: tuple[str, str, Sequence[str]], title: str = "An invented trial") -> SourceRecord:
    """A record with a description, and arms: label, description, names of interventions."""
    names = dict.fromkeys(name for _, _, each in arms for name in each)
    protocol: dict[str, Any] = {
        "identificationModule": {"nctId": "NCT09999999", "briefTitle": title},
        "descriptionModule": {"detailedDescription": description},
        "armsInterventionsModule": {
            "armGroups": [
                {"label": label, "description": said, "interventionNames": [f"Drug: {each}" for each in given]}
                for label, said, given in arms
            ],
            "interventions": [{"type": "DRUG", "name": name} for name in names],
        },
    }
    return single("trial.json", json_codec.encode({"protocolSection": protocol}))


def sheet(description: str, *arms: tuple[str, str, Sequence[str]], title: str = "An invented trial") -> Sheet:
    return show(record(description, *arms, title=title), OPTIONS)[0]


TRIALS: Mapping[str, Any] = {
    "arms": lambda: sheet(
        "All patients receive cisplatin 75 mg/m2 IV over 1 hour on day 1. Courses repeat every 21 days for 6 courses.",
        ("Docetaxel", "Patients receive docetaxel 75 mg/m2 IV over 1 hour on day 1 every 21 days.", ["Docetaxel"]),
        (
            "Docetaxel again",
            "Patients receive docetaxel 75 mg/m2 IV over 1 hour on day 1 every 21 days.",
            ["Docetaxel"],
        ),
        ("Gemcitabine", "Patients receive gemcitabine 1000 mg/m2 IV on days 1 and 8 every 21 days.", ["Gemcitabine"]),
        ("Control", "", ["Cisplatin", "Placebo"]),
    ),
    "conditioning": lambda: sheet(
        "CONDITIONING: Patients receive fludarabine 30 mg/m2 IV over 30 minutes on days -6 to -2 and melphalan"
        " 140 mg/m2 IV on day -1.\n\n"
        "GVHD PROPHYLAXIS: Patients receive tacrolimus orally twice daily on days -3 to 180."
    ),
    "parts": lambda: sheet(
        "INDUCTION: Patients receive cytarabine 100 mg/m2 IV on days 1-7 and daunorubicin 60 mg/m2 IV on"
        " days 1-3.\n\nMAINTENANCE: Patients receive mercaptopurine orally once daily for 2 years.\n\n"
        "Patients are followed every 3 months for 2 years."
    ),
    "cycles": lambda: sheet(
        "Patients receive rituximab 375 mg/m2 IV on day 1. Patients receive dexamethasone 40 mg orally on days 1-4 of odd-numbered courses"
        " and methotrexate 1 g/m2 IV over 24 hours on day 1 of even-numbered courses."
        " Courses repeat every 21 days for 8 courses."
    ),
    "choice": lambda: sheet(
        "Patients receive cisplatin 50 mg/m2 IV on days 1 and 8."
        " Patients with hearing loss receive cisplatin 25 mg/m2 IV on day 1. Courses repeat every 28 days."
    ),
    "weeks": lambda: sheet("Patients receive pembrolizumab 200 mg IV every 3 weeks for up to 24 months."),
    "numbered-weeks": lambda: sheet(
        "Patients receive infliximab 5 mg/kg IV at weeks 0, 2, and 6. Patients receive methotrexate orally once weekly."
    ),
    "long": lambda: sheet(
        "Patients receive bevacizumab 10 mg/kg IV on days 1, 15, 29, 43, 57, 71, 85, 99, 113, 127, 141, 155, 169, 183,"
        " 197, 211, 225, 239, 253, 267, 281, 295, 309, 323, and 337."
    ),
    "nothing": lambda: sheet("The purpose of this study is to see how people sleep.", ("Sleepers", "", ["Melatonin"])),
}
