"""What JSON is a record of a trial, and where records stand inside of lists and wrappers that are there as a whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from fhiradapter.sources.files.json_repeats import members_with_repeats
from fhiradapter.sources.source_record import SourceRecord

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

Json: TypeAlias = "bytes | msgspec.Raw"

DEEPEST_WRAPPER = 12
EXPECTED = "expected studies of ClinicalTrials.gov (API v2, or FullStudies of v1) or trials of the NCI search API"
_REMEDY = "Give the records as the registry hands them out; FHIR JSON goes to check, push and show."
GET_AGAIN = "Get the file again, or mend it."
_USDM = (
    "a study definition in USDM, which is not read yet",
    "Give the registry record of the trial, or the text of its protocol.",
)

_SHAPES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"protocolSection"}), "ctgov-v2"),
    (frozenset({"ProtocolSection"}), "ctgov-v1"),
    (frozenset({"nci_id", "brief_title"}), "nci-cts"),
    (frozenset({"resourceType"}), "fhir"),
    (frozenset({"usdmVersion"}), "usdm"),
)
"""The members that an object of each format has; what has all of them is a record."""

_MARKER = re.compile(rb'"(?:protocolSection|ProtocolSection|nci_id|resourceType|usdmVersion|versions)"')
"""What stands in every record: a value that nobody expects one in, and without any of these, is not gone into."""

_LISTS_OF_TRIALS = frozenset({"studies", "trials", "data", "FullStudies"})
_NUMBER = re.compile(r"NCT\d{8}", re.ASCII)
_HALF_A_PAIR = re.compile(rb"\\u[dD](?:[89abAB]..(?!\\u[dD][c-fC-F])|[c-fC-F])")

_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_ANY = msgspec.json.Decoder(msgspec.Raw)


class _Broken(Exception):
    """A value that is no JSON. The message says what is the matter."""


class Place:
    """What the records in one value are called: the value's own name, or numbered where they stand inside it."""

    def __init__(self, name: str, file: str) -> None:
        self._name = name
        self._file = file
        self._number = 0

    def record(self, depth: int, content: bytes, form: str) -> SourceRecord:
        """A record; `depth` 0 is the value itself."""
        if form == "usdm":
            return self.problem(depth, *_USDM)
        try:
            content.decode()
        except UnicodeDecodeError as error:
            return self.problem(
                depth,
                f"not UTF-8: byte 0x{content[error.start]:02X} at position {error.start} of the record",
                "Convert the file to UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT",
            )
        return SourceRecord(name=self._next(depth), file=self._file, content=content, format=form)

    def problem(self, depth: int, what: str, remedy: str = _REMEDY) -> SourceRecord:
        """Something that is no record."""
        name = self._next(depth)
        return SourceRecord(name=name, file=self._file, problem=f"{name}: {what}", remedy=remedy)

    def _next(self, depth: int) -> str:
        self._number += 1
        return f"{self._name}#{self._number}" if depth else self._name


def found(content: Json, place: Place, depth: int, *, expected: bool, under: str = "") -> Iterator[SourceRecord]:
    """The records in a value that is there as a whole, and a problem where one was `expected` and there is none."""
    first = bytes(memoryview(content)[:1])
    if not expected and not _MARKER.search(memoryview(content)):
        return
    try:
        if first == b"{" and depth <= DEEPEST_WRAPPER:
            yield from _found_in_object(content, place, depth, expected=expected, under=under)
        elif first == b"[" and depth <= DEEPEST_WRAPPER:
            yield from _found_in_list(content, place, depth, expected=expected)
        elif expected:
            yield place.problem(depth, f"{_said(first)}, {EXPECTED}")
    except _Broken as broken:
        yield place.problem(depth, str(broken), GET_AGAIN)


def _found_in_object(content: Json, place: Place, depth: int, *, expected: bool, under: str) -> Iterator[SourceRecord]:
    members = _object(content)
    form = shape(members)
    if form:
        yield place.record(depth, bytes(content), form)
        return
    yielded = False
    sizes = [size for name, member in members.items() for size in (len(name.encode()), len(memoryview(member)))]
    for name, member in members_with_repeats(memoryview(content), sizes) or members.items():
        for each in found(member, place, depth + 1, expected=holds_trials(name), under=name):
            yielded = True
            yield each
    if not yielded and is_usdm_study(members, under):
        yield place.record(depth, bytes(content), "usdm")
    elif expected and not yielded:
        yield place.problem(depth, no_trial(list(members)))


def _found_in_list(content: Json, place: Place, depth: int, *, expected: bool) -> Iterator[SourceRecord]:
    items = _list(content)
    yielded = False
    for item in items:
        for each in found(item, place, depth + 1, expected=expected or yielded):
            yielded = True
            yield each
    if expected and not items:
        yield place.problem(depth, f"an empty list, {EXPECTED}")


def _object(content: Json) -> dict[str, msgspec.Raw]:
    try:
        return _OBJECT.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _Broken(_said_by(error, content)) from error


def _list(content: Json) -> list[msgspec.Raw]:
    try:
        return _LIST.decode(content)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _Broken(_said_by(error, content)) from error


def trouble_of(content: bytes) -> str:
    """What keeps these bytes from being one JSON value, empty where they are one."""
    try:
        _ANY.decode(content)
    except (msgspec.DecodeError, RecursionError) as error:
        return _said_by(error, content)
    return ""


def _said_by(error: Exception, content: Json) -> str:
    if isinstance(error, RecursionError):
        return "broken JSON: nested too deep"
    if _HALF_A_PAIR.search(memoryview(content)):
        return r"broken JSON: half of a surrogate pair (such as \ud800 without its other half)"
    if "truncated" in str(error):
        return "the JSON breaks off"
    return f"broken JSON: {str(error).removeprefix('JSON is malformed: ')}"


def shape(members: Container[str]) -> str:
    """The format of an object by the names of its members, empty for what may be a wrapper."""
    return next((form for needed, form in _SHAPES if all(name in members for name in needed)), "")


def is_usdm_study(members: Container[str], under: str) -> bool:
    """Whether an object without a record in it, in the member `under`, is the study of a definition in USDM."""
    return under == "study" and "versions" in members


def holds_trials(name: str) -> bool:
    """Whether a member of this name has to hold trials."""
    return name in _LISTS_OF_TRIALS or _NUMBER.fullmatch(name) is not None


def no_trial(names: list[str]) -> str:
    """What is said of an object in which there is no record."""
    listed = ", ".join(ascii(name[:40]) for name in names[:5])
    return f"JSON without a trial (members: {listed or 'none'}), {EXPECTED}"


def _said(first: bytes) -> str:
    return {b'"': "a string", b"{": "an object too deep inside others", b"[": "a list too deep inside others"}.get(
        first, "a number or word"
    )
