"""The formats that can be read, recognised by content and never by file name: streams to records, records to trials."""

from __future__ import annotations

import hashlib
import importlib
import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from fhiradapter.errors import SourceError, UsageError
from fhiradapter.issues import Issue, Place, Severity
from fhiradapter.sources.document import text_document
from fhiradapter.sources.files.controls import without_controls
from fhiradapter.sources.files.names import writable
from fhiradapter.sources.record import Leaf
from fhiradapter.sources.source_record import SourceRecord
from fhiradapter.trial.source import SourceDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.sources.files.containers import Opened
    from fhiradapter.sources.record import Parsed
    from fhiradapter.trial.study import Trial

_TRIAL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}")
_NCT_ID = re.compile(r"NCT\d{8}", re.IGNORECASE | re.ASCII)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[1-9])(?:\..*)?", re.IGNORECASE)
"""No file can be called so on Windows: https://learn.microsoft.com/windows/win32/fileio/naming-a-file."""
_OF_A_REGISTRY = frozenset({"REGISTRY", "NCI"})

TEXT = "text"
FHIR = "fhir"
_JSON = "application/json"
_LOOKED_AT = 10_000


@dataclass(frozen=True, slots=True)
class Format:
    """A format of records: what FHIR calls its content, and the module of `sources` whose `parse` reads one."""

    media_type: str
    module: str

    def parse(self, record: SourceRecord) -> Parsed:
        """The record as a tree. Raises SourceError. The reader is imported only here, when it is needed."""
        reader = importlib.import_module(f"fhiradapter.sources.formats.{self.module}")
        return cast("Parsed", reader.parse(record.name, record.content))


FORMATS: Mapping[str, Format] = {
    "ctgov-v2": Format(_JSON, "ctgov_v2"),
    "ctgov-v1": Format(_JSON, "ctgov_v1"),
    "ctgov-xml": Format("application/xml", "ctgov_xml"),
    "ctgov-csv": Format("text/csv; charset=utf-8", "ctgov_csv"),
    "nci-cts": Format(_JSON, "nci_cts"),
    "ictrp": Format("application/xml", "ictrp"),
}
"""Beside these a record may be plain `text`, or `fhir`, which is no source."""


@dataclass(frozen=True, slots=True)
class _Other:
    """A format that is not read: how its bytes begin, its name, and what to do with such a file."""

    beginnings: tuple[bytes, ...]
    name: str
    remedy: str


_SAVE_TEXT = "Save the text of the document (UTF-8) and give that."
_NOT_READ = (
    _Other((b"%PDF",), "a PDF file", _SAVE_TEXT),
    _Other((b"\xd0\xcf\x11\xe0",), "an old Office file", _SAVE_TEXT),
    _Other((b"{\\rtf",), "a rich text file (RTF)", _SAVE_TEXT),
    _Other((b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"), "a packed file", "Unpack it first."),
)


def records(name: str, stream: BinaryIO) -> Iterator[SourceRecord]:
    """The records in a file, in order and one at a time, whatever it holds.

    `name` is what messages call the file. What cannot be cut out is a record with a problem, and the others go on;
    there is at least one of either.
    """
    from fhiradapter.sources.files import containers

    name = writable(name)
    file = PurePath(name).name
    try:
        for each in containers.opened(name, file, stream):
            if isinstance(each, SourceRecord):
                yield each
            else:
                yield from _of_file(each)
    except SourceError as trouble:
        yield _problem(name, file, trouble)


def _of_file(opened: Opened) -> Iterator[SourceRecord]:
    try:
        yield from _cut(opened)
    except SourceError as trouble:
        yield _problem(opened.name, opened.file, trouble)


def _problem(name: str, file: str, trouble: SourceError) -> SourceRecord:
    return SourceRecord(name=name, file=file, problem=str(trouble.args[0]), remedy=trouble.remedy)


def _cut(opened: Opened) -> Iterator[SourceRecord]:
    from fhiradapter.sources.files import json_records, xml_records

    start = opened.start
    other = next((other for other in _NOT_READ if start.startswith(other.beginnings)), None)
    if other:
        raise SourceError(f"{opened.name}: this is {other.name}, expected trials", remedy=other.remedy)
    if json_records.looks_like(start):
        yield from json_records.records(opened.name, opened.file, opened.stream)
    elif xml_records.looks_like(start):
        yield from xml_records.records(opened.name, opened.file, opened.stream, start)
    elif _is_table(start):
        yield from _rows(opened)
    else:
        yield _text(opened)


def _is_table(start: bytes) -> bool:
    """Asks the reader of tables only where the first line may be a header: a text need not wait for its import."""
    first = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n \t").partition(b"\n")[0].lower()
    if not re.search(rb"[,;\t]", first) or not re.search(rb"nct|status", first):
        return False
    from fhiradapter.sources.formats import ctgov_csv

    return ctgov_csv.looks_like(start)


def _rows(opened: Opened) -> Iterator[SourceRecord]:
    from fhiradapter.sources.formats import ctgov_csv

    empty = True
    for row in ctgov_csv.rows(opened.name, opened.stream):
        empty = False
        name = f"{opened.name}:{row.number}"
        if row.problem:
            yield SourceRecord(
                name=name,
                file=opened.file,
                problem=f"{name}: {row.problem}",
                remedy="Download the table again, or mend the row.",
            )
        else:
            yield SourceRecord(name=name, file=opened.file, content=row.content, format="ctgov-csv")
    if empty:
        raise SourceError(f"{opened.name}: a table without rows", remedy="Give an export that holds trials.")


def _text(opened: Opened) -> SourceRecord:
    """The whole file: a text holds one trial."""
    from fhiradapter.sources.document import MAX_TEXT_BYTES

    content = opened.stream.read(MAX_TEXT_BYTES + 1)
    size = len(content)
    while piece := opened.stream.read(MAX_TEXT_BYTES) if size > MAX_TEXT_BYTES else b"":
        size += len(piece)
    if size > MAX_TEXT_BYTES:
        raise SourceError(
            f"{opened.name}: {size / 1e6:.1f} MB of text; one trial is at most {MAX_TEXT_BYTES / 1e6:.0f} MB",
            remedy="Give the text of one trial per file.",
        )
    _refuse_data(opened.name, text_document(opened.name, content))
    return SourceRecord(name=opened.name, file=opened.file, content=content, format=TEXT)


def _refuse_data(name: str, document: SourceDocument) -> None:
    """JSON and XML behind signs, or in an encoding, in which they were not recognised as bytes: no text of a trial."""
    from fhiradapter.sources.files import json_records, xml_records

    start = document.text[:_LOOKED_AT].strip().encode()
    if json_records.looks_like(start) or xml_records.looks_like(start):
        encoding = document.media_type.rpartition("=")[2].upper()
        raise SourceError(
            f"{name}: this is JSON or XML in {encoding}, expected it in UTF-8 from the first byte on",
            remedy="Convert the file, for example: iconv -f UTF-16 -t UTF-8 IN > OUT",
        )


def read_trial(record: SourceRecord, trial_id: str, lexicon: Lexicon | None) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial in a record, and what of it could not be read. Without a lexicon the treatment stays text.

    `trial_id` names the trial; empty, the id is its NCT number, or the number of another registry, or is made of the
    SHA-256 of the content.
    Raises SourceError for what cannot be read at all, UsageError for an id that cannot be one.
    """
    given = checked_id(trial_id)
    named = given or derived_id(record.content)
    if record.problem:
        raise SourceError(record.problem, remedy=record.remedy)
    if record.format == FHIR:
        raise SourceError(
            f"{record.name}: this is FHIR JSON, expected a trial",
            remedy="Give the registry record or the text of the trial; FHIR JSON goes to check, push and show.",
        )
    if record.format == TEXT:
        from fhiradapter.sources.formats import protocol_text

        trial, issues = protocol_text.read(text_document(record.name, record.content), named, lexicon)
    else:
        from fhiradapter.sources import study_record

        form = FORMATS[record.format]
        document = SourceDocument(name=record.file, content=record.content, media_type=form.media_type)
        parsed = without_controls(form.parse(record), record.content)
        parsed = replace(parsed, issues=(*_repeats(record), *parsed.issues))
        trial, issues = study_record.interpret(parsed, document, named, lexicon)
    return (trial if given else replace(trial, id=_stated_id(trial) or trial.id)), issues


def _repeats(record: SourceRecord) -> Iterator[Issue]:
    """A member that stands twice: all but the last were not read."""
    from fhiradapter.sources.files.json_repeats import repeated

    for path in repeated(record.content) if FORMATS[record.format].media_type == _JSON else ():
        yield Issue(
            severity=Severity.ERROR,
            rule="duplicate-key",
            code="structure",
            message=f"{path} stands more than once in the record: the last is read, the others are not.",
            remedy="Get the record from the registry again; no registry writes a name twice.",
            place=Place(path=path),
        )


def leaves(record: SourceRecord) -> Iterator[Leaf]:
    """Every value of a record as it stands there; of a text every line that is not blank, with the path `line N`.

    Raises SourceError.
    """
    if record.format != TEXT:
        yield from FORMATS[record.format].parse(record).leaves()
        return
    for number, line in enumerate(text_document(record.name, record.content).text.split("\n"), start=1):
        if line.strip():
            yield Leaf(f"line {number}", line)


def _stated_id(trial: Trial) -> str:
    """The NCT number, else the number that another registry gave, as far as it can be part of a FHIR id."""
    numbers = [each.value.value for each in trial.identifiers if each.kind == "nctId"]
    others = [each.value.value for each in trial.identifiers if each.type and each.type.value in _OF_A_REGISTRY]
    fitting = (re.sub(r"[^A-Za-z0-9.-]+", "-", each).strip("-.") for each in others)
    nct = next((each.upper() for each in numbers if _NCT_ID.fullmatch(each)), "")
    return nct or next((each for each in fitting if _is_id(each)), "")


def derived_id(content: bytes) -> str:
    """The id of a source without a name: `src-` and 12 hex digits of its SHA-256."""
    return f"src-{hashlib.sha256(content).hexdigest()[:12]}"


def checked_id(trial_id: str) -> str:
    """A trial id as it is kept: NCT numbers in capitals. Raises UsageError for one that cannot be part of a FHIR id.

    https://hl7.org/fhir/R4/datatypes.html#id; HAPI refuses ids of digits only (HAPI-0960).
    """
    if not trial_id:
        return ""
    if not _is_id(trial_id):
        raise UsageError(
            f"trial id {trial_id!r}: expected 1 to 32 letters, digits, '-' and '.', with a letter among them,"
            " and no name that Windows keeps for itself",
            remedy="For example: --id NCT01234567 or --id bosutinib-2024",
        )
    return trial_id.upper() if _NCT_ID.fullmatch(trial_id) else trial_id


def _is_id(trial_id: str) -> bool:
    plain = trial_id.replace(".", "").replace("-", "")
    return bool(_TRIAL_ID.fullmatch(trial_id)) and not plain.isdigit() and not _RESERVED.fullmatch(trial_id)
