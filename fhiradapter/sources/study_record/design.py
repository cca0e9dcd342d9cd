"""designModule, oversightModule and what else classifies a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.prose import Stated
from fhiradapter.sources.study_record.values import each, facts, flags, line, lines
from fhiradapter.trial.study import Enrollment, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.sources.record import Node

_DESIGN_WORDS = (
    "allocation",
    "interventionModel",
    "interventionModelDescription",
    "observationalModel",
    "timePerspective",
)
_OVERSIGHT = (
    "oversightHasDmc",
    "isFdaRegulatedDrug",
    "isFdaRegulatedDevice",
    "isUnapprovedDevice",
    "isPpsd",
    "isUsExport",
    "fdaaa801Violation",
    "isFdaRegulated",
    "isSection801",
)
_EXPANDED_ACCESS = ("individual", "intermediate", "treatment")
_WORDS_OF_OTHER_FORMATS = ("studyDesignText", "studyTypeText", "phaseText")


def phases(module: Node) -> Stated[tuple[str, ...]] | None:
    """The phases as one value; each is cited."""
    found = lines(module.texts("phases"))
    if not found:
        return None
    citations = tuple(dict.fromkeys(citation for each_phase in found for citation in each_phase.citations))
    words = ", ".join(dict.fromkeys(each_phase.words for each_phase in found if each_phase.words))
    return Stated(tuple(each_phase.value for each_phase in found), words, citations)


def design(module: Node) -> Iterator[Fact]:
    """How the study is built."""
    info = module.at("designInfo")
    masking = info.at("maskingInfo")
    yield from facts(info, *_DESIGN_WORDS)
    yield from facts(masking, "masking", "maskingDescription")
    yield from each("whoMasked", masking.texts("whoMasked"))
    yield from facts(module, "targetDuration", *_WORDS_OF_OTHER_FORMATS)
    yield from flags(module, "patientRegistry")
    yield from each("expandedAccessType", module.texts("expandedAccessTypeWords"))
    yield from flags(module.at("expandedAccessTypes"), *_EXPANDED_ACCESS)
    yield from _counts(module)


def _counts(module: Node) -> Iterator[Fact]:
    for name in ("numberOfArms", "numberOfGroups"):
        if count := module.number(name):
            yield Fact(name, count.having(str(count.value)))


def notes(module: Node) -> Iterator[Fact]:
    """What can only be told: the specimens that are kept, the record of an expanded access."""
    specimens = module.at("bioSpec")
    if kept := line(specimens.text("retention")):
        yield Fact("bioSpecRetention", kept)
    if described := next(facts(specimens, "description"), None):
        yield Fact("bioSpecDescription", described.value)
    yield from facts(module, "nPtrsToThisExpAccNctId")


def enrollment(module: Node) -> Enrollment | None:
    """How many people, and whether they are expected or have come."""
    node = module.at("enrollmentInfo")
    count, type_ = _people(node), line(node.text("type"))
    return Enrollment(count=count, type=type_) if count or type_ else None


def _people(node: Node) -> Stated[int] | None:
    """People come in whole numbers."""
    count = node.number("count")
    if count is None or (count.value == int(count.value) and count.value >= 0):
        return count.having(int(count.value)) if count else None
    node.amiss(f"{node.path}/count", count, "a number of people")
    return None


def oversight(module: Node) -> Iterator[Fact]:
    """oversightModule; `authorities`, `isFdaRegulated` and `isSection801` are of records before 2017."""
    yield from flags(module, *_OVERSIGHT)
    yield from each("oversightAuthority", module.texts("authorities"))
