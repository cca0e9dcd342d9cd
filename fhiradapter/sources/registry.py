"""The formats that can be read, recognised by content and never by file name."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fhiradapter.errors import SourceError, UsageError
from fhiradapter.sources import protocol_text
from fhiradapter.sources.document import text_document

if TYPE_CHECKING:
    from fhiradapter.issues import Issue
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.trial.study import Trial

_TRIAL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}")
_NCT_ID = re.compile(r"NCT\d{8}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Other:
    """A format that is not read: how its bytes begin, its name, and what to do with such a file."""

    beginnings: tuple[bytes, ...]
    name: str
    remedy: str


_NOT_READ = (
    _Other((b"%PDF",), "a PDF file", "Save the text of the document (UTF-8) and give that."),
    _Other(
        (b"PK\x03\x04",), "a zip or Office file", "Unpack it, or save the text of the document (UTF-8) and give that."
    ),
    _Other((b"\x1f\x8b",), "a gzip file", "Unpack it first: gzip -d FILE"),
    _Other((b"<?xml", b"<clinical_study", b"<!DOCTYPE", b"<html"), "XML or HTML", "Give the text of the trial."),
)
_JSON = _Other((), "JSON", "Give the text of the trial; FHIR JSON goes to check, push and show.")
_LOOKS_LIKE_JSON = re.compile(rb"\{|\[\s*[{\]\"]")  # prose may begin with a bracket: "[Note: ..."


def read_trial(name: str, content: bytes, trial_id: str, lexicon: Lexicon) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial in a file, and what of it could not be read.

    `trial_id` names the trial; empty, the id is the registry number that the text states as its own, or is made of the
    SHA-256 of the content.
    Raises SourceError for what cannot be read at all, UsageError for an id that cannot be one.
    """
    given = checked_id(trial_id)
    _refuse_other_formats(name, content.lstrip(b"\xef\xbb\xbf \t\r\n"))
    trial, issues = protocol_text.read(text_document(name, content), given or derived_id(content), lexicon)
    number = next((each.value.value for each in trial.identifiers if each.kind == "nctId"), "")
    return (trial if given or not number else replace(trial, id=number)), issues


def _refuse_other_formats(name: str, content: bytes) -> None:
    found = next((other for other in _NOT_READ if content.startswith(other.beginnings)), None)
    if _LOOKS_LIKE_JSON.match(content):
        found = _JSON
    if found is not None:
        raise SourceError(f"{name}: this is {found.name}, expected the text of a trial", remedy=found.remedy)


def derived_id(content: bytes) -> str:
    """The id of a source without a name: `src-` and 12 hex digits of its SHA-256."""
    return f"src-{hashlib.sha256(content).hexdigest()[:12]}"


def checked_id(trial_id: str) -> str:
    """A trial id as it is kept: NCT numbers in capitals. Raises UsageError for one that cannot be part of a FHIR id.

    https://hl7.org/fhir/R4/datatypes.html#id; HAPI refuses ids of digits only (HAPI-0960).
    """
    if not trial_id:
        return ""
    if not _TRIAL_ID.fullmatch(trial_id) or trial_id.replace(".", "").replace("-", "").isdigit():
        raise UsageError(
            f"trial id {trial_id!r}: expected 1 to 32 letters, digits, '-' and '.', with a letter among them",
            remedy="For example: --id NCT01234567 or --id bosutinib-2024",
        )
    return trial_id.upper() if _NCT_ID.fullmatch(trial_id) else trial_id
