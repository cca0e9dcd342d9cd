"""The old API of ClinicalTrials.gov (v1, `FullStudiesResponse` in JSON), retired in June 2024, brought under v2 names.

v1 names every field once for all of the record (`LeadSponsorName`), v2 names it inside its object (`leadSponsor.name`);
the v1 name is what https://clinicaltrials.gov/data-api/about-api/study-data-structure calls the "piece" of a v2 field.
So the names are made by a rule: the name of the owner is taken away from the front, acronyms become words, and a
wrapper (`ArmGroupList: {ArmGroup: [...]}`) becomes the list itself. Values are the words of the old website.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import SourceError
from fhiradapter.json_codec import NotJson, decode
from fhiradapter.prose import Stated
from fhiradapter.sources.record import Node, Parsed, escaped, json_leaves, stated
from fhiradapter.sources.registry_dates import iso_date
from fhiradapter.sources.registry_numbers import whole_number
from fhiradapter.sources.registry_words import phases, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_WORDS_OF_A_NAME = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z]+|[A-Z]+|\d+|[a-z]+")
_NO_PREFIX = ("Module", "Section", "Study")
_STRUCTURE = ("Info", "Struct")
_NAMELESS = {"DateStruct": "date", "IdInfo": "id"}
"""How the owner ends, and what v2 calls the member that is named after its owner (`StartDateStruct.StartDate`)."""

_PREFIXES: Mapping[str, str] = {
    "Organization": "Org",
    "DesignMaskingInfo": "Design",
    "ExpandedAccessTypes": "ExpAccType",
    "IPDSharingStatementModule": "IPDSharing",
    "ConditionBrowseModule": "Condition",
    "InterventionBrowseModule": "Intervention",
    "LargeDocumentModule": "LargeDoc",
    "ParticipantFlowModule": "Flow",
    "BaselineCharacteristicsModule": "Baseline",
    "AdverseEventsModule": "Events",
    "CertainAgreement": "Agreement",
}
"""By owner: what its members begin with, where it is not the name of the owner."""

_OTHER_NAMES: Mapping[str, str] = {"Gender": "sex", "EMail": "email"}
_PLURALS: Mapping[str, str] = {
    "alias": "aliases",
    "country": "countries",
    "mesh": "meshes",
    "leaf": "leaves",
    "branch": "branches",
    "class": "classes",
    "category": "categories",
    "analysis": "analyses",
    "masked": "masked",
}
_ONE_ONLY = frozenset({"DesignObservationalModel", "DesignTimePerspective"})
"""Lists in v1, one word in v2."""

_YES_OR_NO = frozenset(
    "HasExpandedAccess DelayedPosting OversightHasDMC IsFDARegulatedDrug IsFDARegulatedDevice IsUnapprovedDevice IsPPSD"
    " IsUSExport FDAAA801Violation PatientRegistry ExpAccTypeIndividual ExpAccTypeIntermediate ExpAccTypeTreatment"
    " HealthyVolunteers GenderBased LargeDocHasProtocol LargeDocHasSAP LargeDocHasICF LargeDocNoSAP"
    " UnpostedEventDateUnknown SubmissionUnreleaseDateUnknown".split()
)
_YES_AND_NO: Mapping[str, bool] = {"yes": True, "true": True, "accepts healthy volunteers": True} | dict.fromkeys(
    ("no", "false"), False
)
_COUNTS = frozenset({"EnrollmentCount", "NPtrsToThisExpAccNCTId", "SubmissionMCPReleaseN", "LargeDocSize"})
_DATES_AS_WORDS = frozenset({"LargeDocUploadDate"})  # has the time of day
_WORDS: Mapping[str, str] = {
    "OverallStatus": "overallStatus",
    "LastKnownStatus": "overallStatus",
    "LocationStatus": "overallStatus",
    "ExpandedAccessStatusForNCTId": "overallStatus",
    "EnrollmentType": "dateType",
    "OrgStudyIdType": "idType",
    "SecondaryIdType": "idType",
    "OrgClass": "class",
    "LeadSponsorClass": "class",
    "CollaboratorClass": "class",
    "ResponsiblePartyType": "responsiblePartyType",
    "StudyType": "studyType",
    "DesignAllocation": "allocation",
    "DesignInterventionModel": "interventionModel",
    "DesignPrimaryPurpose": "primaryPurpose",
    "DesignObservationalModel": "observationalModel",
    "DesignTimePerspective": "timePerspective",
    "DesignMasking": "masking",
    "DesignWhoMasked": "whoMasked",
    "BioSpecRetention": "retention",
    "ArmGroupType": "armGroupType",
    "InterventionType": "interventionType",
    "Gender": "sex",
    "StdAge": "stdAge",
    "SamplingMethod": "samplingMethod",
    "CentralContactRole": "role",
    "LocationContactRole": "role",
    "OverallOfficialRole": "role",
    "ReferenceType": "referenceType",
    "IPDSharing": "ipdSharing",
    "IPDSharingInfoType": "infoType",
    "ConditionBrowseLeafRelevance": "relevance",
    "InterventionBrowseLeafRelevance": "relevance",
    "UnpostedEventType": "eventType",
    "ViolationEventType": "eventType",
}
"""By v1 name: the v2 field whose words it has."""

_IRREGULAR: Mapping[str, str] = {
    "OTHER_GRANT_FUNDING_NUMBER": "OTHER_GRANT",
    "REGISTRY_IDENTIFIER": "REGISTRY",
    "OTHER_IDENTIFIER": "OTHER",
    "EU_TRIAL_CTIS_NUMBER": "CTIS",
    **{f"U_S_{agency}_GRANT_CONTRACT": agency for agency in ("NIH", "FDA", "VA", "CDC", "AHRQ", "SAMHSA")},
    "STATISTICAL_ANALYSIS_PLAN_SAP": "SAP",
    "INFORMED_CONSENT_FORM_ICF": "ICF",
    "CLINICAL_STUDY_REPORT_CSR": "CSR",
}
"""Kinds of identifiers and of shared documents: what the rule makes of the old word, and the word of v2."""


def parse(name: str, content: bytes) -> Parsed:
    """One study, `{"ProtocolSection": ...}`, alone or in the answer of the API if that holds no other.

    `name` is what the file is called in messages. Paths are JSON Pointers into `content`.
    Raises SourceError for what is no JSON, or does not hold exactly one study.
    """
    try:
        decoded = decode(content)
    except NotJson as error:
        raise SourceError(f"{name}: not JSON: {error}", remedy="Get the record from the registry again.") from error
    study, path = _study(name, decoded)
    renaming = _Renaming(Node({}))
    tree = renaming.members("Study", study, path)
    if tree.get("resultsSection"):
        tree["hasResults"] = Stated(True)
    return Parsed(tree, partial(json_leaves, decoded), tuple(renaming.found.issues))


def _study(name: str, decoded: Any) -> tuple[Mapping[str, Any], str]:
    """The study in its wrappers, and its path."""
    path, value = "", decoded
    for wrapper in ("FullStudiesResponse", "FullStudies", "Study"):
        if isinstance(value, dict) and wrapper in value:
            path, value = f"{path}/{wrapper}", value[wrapper]
        if isinstance(value, list):
            if len(value) != 1:
                raise SourceError(f"{name}:{path}: found {len(value)} studies, expected one", remedy="Split the file.")
            path, value = f"{path}/0", value[0]
    if not isinstance(value, dict) or not {"ProtocolSection", "DerivedSection"} & value.keys():
        raise SourceError(f"{name}:{path}: no study of the ClinicalTrials.gov API v1 (ProtocolSection) in here")
    return value, path


@dataclass(frozen=True, slots=True)
class _Renaming:
    """Brings objects under v2 names; `found` collects what is amiss."""

    found: Node

    def members(self, owner: str, value: Mapping[str, Any], path: str) -> dict[str, Any]:
        """An object; `owner` is its v1 name."""
        tree: dict[str, Any] = {}
        for name, content in value.items():
            place = f"{path}/{escaped(name)}"
            if name.endswith("List") and isinstance(content, (dict, list)):
                self._unwrap(tree, owner, name, content, place)
            elif isinstance(content, dict):
                tree[v2_name(owner, name)] = self.members(name, content, place)
            elif content is not None:
                self._put(tree, v2_name(owner, name), self._values(name, content, place))
        return tree

    def _unwrap(self, tree: dict[str, Any], owner: str, name: str, content: Any, path: str) -> None:
        """`XList: {X: [...]}`; the name inside says what the list holds."""
        inner = name.removesuffix("List")
        if isinstance(content, dict):
            if len(content) != 1:
                self.found.amiss(path, ", ".join(content), "one list")
                return
            ((inner, content),) = content.items()
            path = f"{path}/{escaped(inner)}"
        places = [(path, content)]
        if isinstance(content, list):
            places = [(f"{path}/{index}", each) for index, each in enumerate(content)]
        values = [value for place, each in places for value in self._items(inner, each, place)]
        if inner not in _ONE_ONLY:
            tree[_plural(v2_name(owner, inner))] = values
        elif len(values) > 1:
            self.found.amiss(path, "; ".join(each.words for each in values), "one word")
        else:
            self._put(tree, v2_name(owner, inner), values)

    def _items(self, name: str, content: Any, path: str) -> Iterator[Any]:
        if isinstance(content, dict):
            yield self.members(name, content, path)
        elif content is not None:
            yield from self._values(name, content, path)

    def _values(self, name: str, content: Any, path: str) -> list[Stated[Any]]:
        """The values of a leaf: none, one, or more (`Phase 1/Phase 2`)."""
        if isinstance(content, list):
            self.found.amiss(path, ", ".join(map(str, content)), "one value")
            return []
        words = str(content).lower() if isinstance(content, bool) else str(content)
        if not words.strip():
            return []
        values, expected = _read(name, words)
        if not values:
            self.found.amiss(path, words, expected)
        return [stated(value, words, path) for value in values]

    def _put(self, tree: dict[str, Any], name: str, values: list[Stated[Any]]) -> None:
        if values:
            tree[name] = values[0]


def v2_name(owner: str, name: str) -> str:
    """The v2 name of the v1 field `name` in the object `owner`: `name` for LeadSponsorName in LeadSponsor."""
    rest = name
    prefix = _PREFIXES.get(owner, "" if owner.endswith(_NO_PREFIX) else _without(owner, _STRUCTURE))
    if prefix and name.startswith(prefix) and not name[len(prefix) :][:1].islower():
        rest = name[len(prefix) :]
    if not rest:
        return next((given for ending, given in _NAMELESS.items() if owner.endswith(ending)), _camel(name))
    return _OTHER_NAMES.get(rest) or _camel(rest)


def _without(name: str, endings: tuple[str, ...]) -> str:
    ending = next((each for each in endings if name.endswith(each)), "")
    return name.removesuffix(ending)


def _camel(name: str) -> str:
    joined = "".join(each[0].capitalize() for each in _WORDS_OF_A_NAME.finditer(name))
    first = _WORDS_OF_A_NAME.match(name)
    return first[0].lower() + joined[first.end() :] if first else name


def _plural(name: str) -> str:
    for one, many in _PLURALS.items():
        if name.lower().endswith(one):
            return name[: -len(one) + 1] + many[1:]
    return f"{name}s"


def _read(name: str, words: str) -> tuple[tuple[Any, ...], str]:
    """The values in v2 form, none if they cannot be read, and what was expected."""
    for names, expected, read in _READINGS:
        if names(name):
            value = read(name, words.strip())
            return (() if value in {None, ""} else (value,)), expected
    return (phases(words) if name == "Phase" else (words,)), "words"


def _word(name: str, words: str) -> str:
    found = word(_WORDS.get(name, "dateType"), words)
    return _IRREGULAR.get(found, found) if _WORDS.get(name) in {"idType", "infoType"} else found


def _count(_: str, words: str) -> int | None:
    return whole_number(words)


_READINGS: tuple[tuple[Callable[[str], bool], str, Callable[[str, str], Any]], ...] = (
    (_YES_OR_NO.__contains__, "yes or no", lambda _, words: _YES_AND_NO.get(words.lower())),
    (_COUNTS.__contains__, "a count", _count),
    (lambda name: name in _WORDS or name.endswith("DateType"), "a word of the registry", _word),
    (
        lambda name: (name.endswith("Date") or name == "VersionHolder") and name not in _DATES_AS_WORDS,
        "a date",
        lambda _, words: iso_date(words),
    ),
)
