"""The cells with a grammar of their own: age, interventions, study type, study design, study documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.sources.formats.ctgov_csv.findings import Finding, Found, Path, Tree, Unread, pieces
from fhiradapter.sources.registry_words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fhiradapter.prose import Prose

_LIMIT = r"[0-9]{1,3}\s+(?:years?|months?|weeks?|days?|hours?|minutes?)"
_GROUP = r"(?:older[ _]adult|adult|child)"
_GROUPS = rf"{_GROUP}(?:\s*[,|]\s*{_GROUP})*"
_AGE = re.compile(
    rf"(?:(?:up\s+to\s+(?P<up>{_LIMIT})|(?P<low>{_LIMIT})\s+(?:to\s+(?P<high>{_LIMIT})|and\s+older))(?:\s*\((?P<of>{_GROUPS})\))?"
    rf"|(?P<groups>{_GROUPS}))",
    re.IGNORECASE,
)
_ONE_GROUP = re.compile(_GROUP, re.IGNORECASE)
_ELIGIBILITY: Path = ("protocolSection", "eligibilityModule")
_AGE_LIMITS: Mapping[str, str] = {"low": "minimumAge", "high": "maximumAge", "up": "maximumAge"}


def age(cell: Prose) -> Iterator[Finding]:
    """`18 Years to 80 Years (Adult, Older Adult)`, `up to 17 Years`, `18 Years and older`, `ADULT, OLDER_ADULT`."""
    found = _AGE.fullmatch(cell.text)
    if found is None:
        yield Unread(cell, "an age as the registry writes it")
        return
    for group, name in _AGE_LIMITS.items():
        if found[group]:
            yield Found((*_ELIGIBILITY, name), cell.state(found[group], *found.span(group)), cell)
    start, end = found.span("groups") if found["groups"] else found.span("of")
    if end > start:
        groups = [
            cell.state(word("stdAges", each[0]), *each.span()) for each in _ONE_GROUP.finditer(cell.text, start, end)
        ]
        yield Found((*_ELIGIBILITY, "stdAges"), groups, cell)


_INTERVENTION = re.compile(
    r"(?:^|\|)\s*(drug|device|biological|procedure|radiation|behavioral|genetic|dietary[ _]supplement"
    r"|combination[ _]product|diagnostic[ _]test|other)\s*:\s*",
    re.IGNORECASE,
)


def interventions(cell: Prose) -> Iterator[Finding]:
    """`Drug: A|Biological: B`; a `|` without one of the registry's types behind it belongs to the name before it."""
    starts = list(_INTERVENTION.finditer(cell.text))
    bounds = [*(found.start() for found in starts), len(cell)]
    untyped = cell[: bounds[0]].strip()
    if untyped.text:
        yield Unread(untyped, "an intervention with its type, as in `Drug: name`")
    listed: list[Tree] = []
    for found, end in zip(starts, bounds[1:], strict=True):
        name = cell[found.end() : end].strip().strip("|").strip()
        if name.text:
            kind = cell.state(word("interventionType", found[1]), *found.span(1))
            listed.append({"type": kind, "name": name.stated()})
        else:
            yield Unread(cell[found.start(1) : found.end()].strip(), "a name behind the type")
    if listed:
        yield Found(("protocolSection", "armsInterventionsModule", "interventions"), listed, cell)


_DESIGN: Path = ("protocolSection", "designModule")
_STUDY_TYPE = re.compile(
    r"(?P<type>interventional|observational|expanded[ _]access)"
    r"(?:\s*\[\s*(?P<registry>patient registry)\s*\]|\s*:\s*(?P<kinds>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_ACCESS: Mapping[str, str] = {
    "INDIVIDUAL_PATIENTS": "individual",
    "INTERMEDIATE_SIZE_POPULATION": "intermediate",
    "TREATMENT_IND_PROTOCOL": "treatment",
}


def study_type(cell: Prose) -> Iterator[Finding]:
    """`Interventional`, `Observational [Patient Registry]`, `Expanded Access:Individual Patients|...`.

    What stands in brackets or behind the colon becomes `patientRegistry` and `expandedAccessTypes`.
    """
    found = _STUDY_TYPE.fullmatch(cell.text)
    if found is None:
        yield Unread(cell, "a study type of the registry")
        return
    yield Found((*_DESIGN, "studyType"), cell.state(word("studyType", found["type"]), *found.span("type")), cell)
    if found["registry"]:
        yield Found((*_DESIGN, "patientRegistry"), cell.state(True, *found.span("registry")), cell)
    if found["kinds"]:
        yield from _kinds_of_access(cell[found.start("kinds") :])


def _kinds_of_access(cell: Prose) -> Iterator[Finding]:
    for piece in pieces(cell):
        kind = _ACCESS.get(word("expandedAccess", piece.text.removeprefix("Expanded Access:")))
        if kind is None:
            yield Unread(piece, "a type of expanded access")
        else:
            yield Found((*_DESIGN, "expandedAccessTypes", kind), piece.state(True), piece)


_LABELS: Mapping[str, str] = {
    "ALLOCATION": "allocation",
    "INTERVENTION_MODEL": "interventionModel",
    "PRIMARY_PURPOSE": "primaryPurpose",
    "OBSERVATIONAL_MODEL": "observationalModel",
    "TIME_PERSPECTIVE": "timePerspective",
}
_MASKING = re.compile(r"(?P<masking>[^()]*[^()\s])\s*(?:\((?P<who>[^()]*)\))?")
_WHO = frozenset("PARTICIPANT CARE_PROVIDER INVESTIGATOR OUTCOMES_ASSESSOR".split())
_SHORTEST_WORD = 2


def design(cell: Prose) -> Iterator[Finding]:
    """`Allocation: RANDOMIZED|Intervention Model: PARALLEL|Masking: DOUBLE (PARTICIPANT, INVESTIGATOR)|...`."""
    for piece in pieces(cell):
        label, colon, _ = piece.text.partition(":")
        name, value = word("design", label), piece[len(label) + 1 :].strip()
        if colon and not value.text and (name in _LABELS or name == "MASKING"):
            continue  # `Observational Model: ` states nothing
        if name == "MASKING" and colon:
            yield from _masking(value)
        elif name in _LABELS and len(word(_LABELS[name], value.text)) >= _SHORTEST_WORD:
            field = _LABELS[name]
            yield Found((*_DESIGN, "designInfo", field), value.state(word(field, value.text)), value)
        else:  # the registry itself writes `Time Perspective: p` where the record has none
            yield Unread(piece, "a part of the study design with its name and a word of the registry")


def _masking(cell: Prose) -> Iterator[Finding]:
    found = _MASKING.fullmatch(cell.text)
    if found is None or not word("masking", cell.text.partition("(")[0]):
        yield Unread(cell, "a masking, and who is masked in brackets")
        return
    masking = word("masking", " ".join(found["masking"].split()))
    of_nobody = masking == "NONE"  # `None (Open Label)`: the brackets say the same again
    end = len(cell) if of_nobody else found.end("masking")
    yield Found((*_DESIGN, "designInfo", "maskingInfo", "masking"), cell.state(masking, 0, end), cell)
    if found["who"] and not of_nobody:
        yield from _masked(cell[found.start("who") : found.end("who")])


def _masked(cell: Prose) -> Iterator[Finding]:
    who = [piece.state(word("whoMasked", piece.text)) for piece in pieces(cell, ",")]
    known = [each for each in who if each.value in _WHO]
    if len(known) < len(who):
        yield Unread(cell, "participant, care provider, investigator or outcomes assessor")
    if known:
        yield Found((*_DESIGN, "designInfo", "maskingInfo", "whoMasked"), known, cell)


_URL = re.compile(r"https?://\S+")
_TWO_QUOTES = 2


def documents(cell: Prose) -> Iterator[Finding]:
    """`"Study Protocol", https://...|"Informed Consent Form", https://...`, with or without quotes and addresses."""
    listed = [_document(piece) for piece in pieces(cell)]
    yield Found(("documentSection", "largeDocumentModule", "largeDocs"), listed, cell)


def _document(piece: Prose) -> Tree:
    comma = piece.text.rfind(",")
    url = piece[comma + 1 :].strip()
    if comma < 1 or not _URL.fullmatch(url.text):
        return {"label": piece.stated()}
    label = piece[:comma].strip()
    in_quotes = len(label) > _TWO_QUOTES and label.text[0] == label.text[-1] == '"'
    return {"label": (label[1:-1] if in_quotes else label).stated(), "url": url.stated()}
